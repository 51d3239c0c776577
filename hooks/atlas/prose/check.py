"""All articles, all rules."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from .byhand import figures_by_hand
from .embed import Embedder
from .freshness import left_behind
from .shape import misshapen

if TYPE_CHECKING:
    from ..domain.article import Library
    from ..domain.registry import Registry
    from ..loading.problem import Problem
    from ..render import Renderer


def wrong(library: Library, renderer: Renderer) -> list[Problem]:
    """What stops a build: names, facts and views that do not exist, figures by hand. Any renderer will do."""
    found = [
        fault.in_file(article)
        for articles in library.articles.values()
        for article in articles.values()
        for fault in chain(Embedder(renderer, "").faults(article.lines), figures_by_hand(article, renderer.registry))
    ]
    return sorted(found)


def unfinished(library: Library, registry: Registry, languages: tuple[str, ...]) -> list[Problem]:
    """What a build shows or passes over: translations left behind, titles and ids that do not fit together."""
    return sorted([*misshapen(library, registry), *left_behind(library, languages)])
