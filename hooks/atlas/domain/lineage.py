"""Lineage: parents, children, ancestors, descendants; and the cycle, if there is one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .model import Model


class Lineage:
    """The graph of `parents`, read in both directions. Ids that no model has are left out."""

    def __init__(self, models: Mapping[str, Model]) -> None:
        self._models = models

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        children: dict[str, list[str]] = {}
        for model in self._models.values():
            for parent in dict.fromkeys(model.parent_ids):
                children.setdefault(parent, []).append(model.id)
        return {parent: tuple(ids) for parent, ids in children.items()}

    def parents(self, model_id: str) -> tuple[str, ...]:
        """Known parents of a model, as written."""
        return tuple(id_ for id_ in dict.fromkeys(self._models[model_id].parent_ids) if id_ in self._models)

    def children(self, model_id: str) -> tuple[str, ...]:
        """Models that name this one as a parent, in order of release."""
        return self._children.get(model_id, ())

    def ancestors(self, model_id: str) -> tuple[str, ...]:
        """All ancestors, nearest first."""
        return walk(self.parents(model_id), self.parents)

    def descendants(self, model_id: str) -> tuple[str, ...]:
        """All descendants, nearest first."""
        return walk(self.children(model_id), self.children)

    def siblings(self, model_id: str) -> tuple[str, ...]:
        """Other children of the first parent."""
        parents = self.parents(model_id)
        return tuple(id_ for id_ in self.children(parents[0]) if id_ != model_id) if parents else ()

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """For each parent that descends from its child, the shortest cycle, from its smallest id around to it again."""
        edges = ((parent, child) for child in sorted(self._models) for parent in self.parents(child))
        ways = (self._way(child, parent) for parent, child in edges)
        return tuple(dict.fromkeys(_closed(way) for way in ways if way))

    def _way(self, ancestor: str, descendant: str) -> tuple[str, ...]:
        """The shortest way down from `ancestor` to `descendant`, both included; empty if there is none."""
        below: dict[str, str | None] = {descendant: None}
        for node in (queue := [descendant]):
            for parent in self.parents(node):
                if parent not in below:
                    below[parent] = node
                    queue.append(parent)
        way: list[str] = []
        step = ancestor if ancestor in below else None
        while step is not None:
            way.append(step)
            step = below[step]
        return tuple(way)


def walk(start: Iterable[str], following: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Everything that can be reached from `start`, breadth first."""
    seen = dict.fromkeys(start)
    queue = list(seen)
    for node in queue:
        for next_ in following(node):
            if next_ not in seen:
                seen[next_] = None
                queue.append(next_)
    return tuple(seen)


def _closed(loop: tuple[str, ...]) -> tuple[str, ...]:
    """The loop, beginning and ending at its smallest id."""
    first = loop.index(min(loop))
    return (*loop[first:], *loop[:first], loop[first])
