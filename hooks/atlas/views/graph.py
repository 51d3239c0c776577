"""Lineage → nodes and edges to be drawn. A drawing is shared by every page that can share it, so it marks no page's own
model (the style sheet does) and speaks no language (names are names; relations have a line style and a legend)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..domain.model import ADAPTERS, UNDISCLOSED
from ..domain.registry import release_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..domain.model import Model
    from ..domain.registry import Registry

READABLE_CHILDREN = 8
"""More children than this are not drawn around a model: a table below lists them all."""
READABLE_ANCESTORS = 9
READABLE_FAMILY = 24
"""In a larger family adapters that nothing descends from are not drawn: the page lists them below the drawing."""


@dataclass(frozen=True, slots=True)
class Node:
    """One box: a model, a family, or a parent that nobody disclosed (`address` is None)."""

    id: str
    label: str
    address: str | None
    kind: str
    family: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow, from parent to child."""

    parent: str
    child: str
    relation: str


@dataclass(frozen=True, slots=True)
class Graph:
    """What one drawing shows. Nodes stand in the order in which they came out."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0
    """Adapters that are not drawn, for room."""

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations drawn, each once: what the legend has to explain."""
        return tuple(dict.fromkeys(edge.relation for edge in self.edges))

    @property
    def hub(self) -> str:
        """Id of the node with the most arrows: what a reader should see first of a large drawing."""
        ends = Counter(end for edge in self.edges for end in (edge.parent, edge.child))
        return ends.most_common(1)[0][0] if ends else ""

    @property
    def has_undisclosed(self) -> bool:
        """Whether a parent is drawn that nobody disclosed."""
        return any(node.kind == UNDISCLOSED for node in self.nodes)


def neighbourhood(registry: Registry, model: Model) -> Graph:
    """The ancestors of `model` up to the root, and its children; around a model without children, those of its parent,
    so that brothers share one drawing. A merge is drawn with all its parents."""
    lineage = registry.lineage
    children = lineage.children(model.id)
    parents = lineage.parents(model.id)
    centre = model.id
    if not children and len(parents) == 1 and len(lineage.children(parents[0])) <= READABLE_CHILDREN:
        centre, children = parents[0], lineage.children(parents[0])
    ancestors = lineage.ancestors(centre)[:READABLE_ANCESTORS]
    shown = children if len(children) <= READABLE_CHILDREN else ()
    ids = {*ancestors, centre, model.id, *shown}
    merged = {parent for id_ in ids if registry.models[id_].kind == "merge" for parent in lineage.parents(id_)}
    return _graph(registry, (registry.models[id_] for id_ in ids | merged))


def family_graph(registry: Registry, family: str) -> Graph:
    """Every member of the family that is linked to another model, with parents from other families."""
    members = registry.members[family]
    kept = members
    if len(members) > READABLE_FAMILY:
        kept = tuple(m for m in members if m.kind not in ADAPTERS or registry.lineage.children(m.id))
    ids = {model.id for model in kept}
    ids |= {parent for model in kept for parent in registry.lineage.parents(model.id)}
    graph = _graph(registry, (registry.models[id_] for id_ in ids), within=family)
    linked = {end for edge in graph.edges for end in (edge.parent, edge.child)}
    nodes = tuple(node for node in graph.nodes if node.id in linked)
    return Graph(nodes, graph.edges, left_out=len(members) - len(kept))


def families_graph(registry: Registry) -> Graph:
    """The families that grew out of one another; families that stand alone are left out."""
    families = {id_: family for id_, family in registry.families.items() if registry.members[id_]}
    edges = tuple(
        Edge(family.parent, family.id, "finetune")
        for family in families.values()
        if family.parent is not None and family.parent in families
    )
    linked = {end for edge in edges for end in (edge.parent, edge.child)}
    nodes = (Node(id_, f.name, f"families/{id_}/", "family", id_) for id_, f in families.items() if id_ in linked)
    return Graph(tuple(nodes), edges)


def _graph(registry: Registry, models: Iterable[Model], within: str | None = None) -> Graph:
    """The models and all arrows among them; `within` a family, only arrows that end in it."""
    shown = {model.id: model for model in sorted(models, key=release_key)}
    nodes = [Node(m.id, m.name, f"models/{m.id}/", m.kind, m.family) for m in shown.values()]
    edges = []
    for model in shown.values():
        if within is not None and model.family != within:
            continue
        for parent in model.parents:
            if parent.id == UNDISCLOSED:
                unknown = f"{UNDISCLOSED}-{model.id}"
                nodes.append(Node(unknown, "?", None, UNDISCLOSED, model.family))
                edges.append(Edge(unknown, model.id, parent.relation))
            elif parent.id in shown:
                edges.append(Edge(parent.id, model.id, parent.relation))
    return Graph(tuple(dict.fromkeys(nodes)), tuple(dict.fromkeys(edges)))
