"""Graph → figure: the drawing and the Mermaid source that it was made from, in the colours of the families."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from .diagram import mermaid
from .views.graph import family_graph, neighbourhood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .domain.registry import Registry
    from .views.graph import Graph
    from .views.pages import Page

HUES = 12
"""Colours of the style sheet: .atlas-c0 to .atlas-c11."""
Colours = tuple[tuple[str, int], ...]
"""Id and colour number of each family."""


class Figure(NamedTuple):
    """A graph as a page shows it."""

    svg: Markup | None
    """None where it cannot be drawn."""
    source: str
    """What Mermaid would draw it from."""


@lru_cache(maxsize=2)
def colours_of(registry: Registry) -> Colours:
    """The colour of each family."""
    return tuple((id_, index % HUES) for index, id_ in enumerate(registry.families))


@lru_cache(maxsize=16)
def source_of(shown: Graph, root: str, colours: Colours) -> str:
    """The Mermaid source of a graph, shared by the languages."""
    return mermaid(shown, root, dict(colours))


def sources_of(registry: Registry, pages: Iterable[Page]) -> Iterator[str]:
    """The Mermaid sources of the graphs on those of `pages` that show a model or a family."""
    for page in pages:
        if page.kind == "model":
            shown = neighbourhood(registry, registry.models[page.subject])
        elif page.kind == "family":
            shown = family_graph(registry, page.subject)
        else:
            continue
        if shown.edges:
            yield source_of(shown, page.root, colours_of(registry))


def figure_of(shown: Graph, root: str, current: str, colours: Colours, draw: Callable[[str], str | None]) -> Figure:
    """A graph drawn, its links relative to `root`. The node `current` is marked; without one, the hub."""
    source = source_of(shown, root, colours)
    svg = draw(source)
    if svg is None:
        return Figure(None, source)
    index = next((i for i, node in enumerate(shown.nodes) if node.id == (current or shown.hub)), None)
    mark = "data-current" if current else "data-hub"
    svg = svg.replace(f'data-node="n{index}"', f'data-node="n{index}" {mark}="true"')
    return Figure(Markup(svg), source)  # noqa: S704 — our own drawing
