"""Graph → Mermaid flowchart source. Labels and links come from strangers' data: both are escaped here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from .domain.model import ADAPTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .views.graph import Graph

# One arrow a relation, told apart without colour. The legend draws the same lines (overrides/atlas/graph.html).
ARROWS = {
    "continued": "==>",
    "finetune": "-->",
    "merge": "--o",
    "distilled": "-.->",
    "quantized": "-.-x",
    "adapter-of": "-.-o",
    "trained-on": "--x",
    "used-with": "-.-",
    "architecture": "---",
}
WIDE = 4
"""More boxes than this side by side and the graph is drawn from left to right, so that it grows down the page."""
ROUNDED = ADAPTERS | {"undisclosed", "technique"}
INIT = (
    '%%{init: {"theme": "base", "look": "classic", "fontFamily": "system-ui, sans-serif", '
    '"flowchart": {"nodeSpacing": 24, "rankSpacing": 44, "padding": 10, "wrappingWidth": 150}}}%%'
)


def mermaid(graph: Graph, root: str, colours: Mapping[str, int]) -> str:
    """The Mermaid source of `graph`. `root` is the relative way to the language folder, put before each link;
    `colours` gives the colour number of each family. Ids are n0, n1, … in the order of the nodes."""
    ids = {node.id: f"n{index}" for index, node in enumerate(graph.nodes)}
    lines = [INIT, f"flowchart {_direction(graph)}"]
    for node in graph.nodes:
        kind = "undisclosed" if node.address is None else f"c{colours[node.family]}"
        lines.append(f"  {ids[node.id]}{_box(node.kind, label(node.label))}:::{kind}")
    lines += [f"  {ids[edge.parent]} {ARROWS[edge.relation]} {ids[edge.child]}" for edge in graph.edges]
    for node in graph.nodes:
        if node.address is not None:
            lines.append(f'  click {ids[node.id]} href "{link(root + node.address)}"')
    return "\n".join(lines) + "\n"


def label(text: str) -> str:
    """`text` as a quoted Mermaid label: ASCII other than letters, digits, space becomes entities."""
    return '"' + "".join(c if c == " " or not c.isascii() or c.isalnum() else f"#{ord(c)};" for c in text) + '"'


def link(url: str) -> str:
    """`url` as the address of a Mermaid click. A semicolon would start an entity, so it is encoded as well."""
    return quote(url, safe="/:?#@!$&*+,=%-._~")


def legend(graph: Graph) -> tuple[str, ...]:
    """The relations to explain under the graph, in the order of ARROWS."""
    drawn = graph.relations
    return tuple(relation for relation in ARROWS if relation in drawn)


def _box(kind: str, text: str) -> str:
    """The shape tells the kind: hexagon for a merge, rounded for what is no checkpoint of its own, else a box."""
    if kind == "merge":
        return "{{" + text + "}}"
    return f"({text})" if kind in ROUNDED else f"[{text}]"


def _direction(graph: Graph) -> str:
    """TD while the widest rank stays narrow, else LR. A node's rank is its distance from the roots."""
    ranks: dict[str, int] = {}
    for _ in graph.nodes:
        changed = False
        for edge in graph.edges:
            rank = ranks.get(edge.parent, 0) + 1
            if rank > ranks.get(edge.child, 0) and rank <= len(graph.nodes):
                ranks[edge.child] = rank
                changed = True
        if not changed:
            break
    counts: dict[int, int] = {}
    for node in graph.nodes:
        rank = ranks.get(node.id, 0)
        counts[rank] = counts.get(rank, 0) + 1
    return "LR" if max(counts.values(), default=0) > WIDE else "TD"
