"""Rules about what programs found out: data/models and data/components may not say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.counts import ROLES
from .finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...domain.counts import Count
    from ...domain.model import Model
    from ...domain.registry import Registry


def counts_agree(registry: Registry) -> Iterator[Finding]:
    """Numbers of parameters are those that were counted. A count that rests on the defaults of a class binds nobody to
    state it: the published network may be another."""
    for id_, count in registry.counts.components.items():
        component = registry.components.get(id_)
        if component is not None and component.params != count.params:
            yield Finding("components", id_, ("params",), f"is {component.params}, but {count.params} were counted")
    for id_, counts in registry.counts.models.items():
        if id_ in registry.models:
            yield from _of_model(registry, registry.models[id_], counts)


def _of_model(registry: Registry, model: Model, counts: Mapping[str, Count]) -> Iterator[Finding]:
    parts = registry.architecture(model).value.components
    for role in dict.fromkeys(ROLES[slot] for slot in counts):
        counted = sorted(count.params for slot, count in counts.items() if ROLES[slot] == role)
        own = [part for part in parts if part.role == role and (part.ref is None or part.params is not None)]
        stated = [part.params for part in own for _ in range(part.count)]
        unsure = any(count.verified == "class-defaults" for slot, count in counts.items() if ROLES[slot] == role)
        agree = set(stated) - {None} <= set(counted) if unsure else sorted(n or 0 for n in stated) == counted
        if not agree:
            message = f"parameters of the {role}: {_list(stated)} stated, but {_list(counted)} counted"
            yield Finding("models", model.id, ("architecture", "components"), message)


def _list(numbers: list[int | None] | list[int]) -> str:
    return ", ".join("null" if number is None else str(number) for number in numbers) or "none"
