"""The site, ready to be rendered: registry, languages, pages, renderers. Made once a build, asked by every hook."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .domain.article import Library
from .drawing import Drawer
from .figure import sources_of
from .languages import Language
from .render import Renderer
from .spaces import spaced
from .views.embedded.guides import Guides
from .views.pages import all_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .domain.registry import Registry
    from .views.pages import Page


@dataclass(frozen=True)
class Site:
    """What one build publishes."""

    registry: Registry
    words: Mapping[str, Mapping[str, str]]
    templates: Path
    cache: Path
    today: str
    """The day of the build, YYYY-MM-DD."""
    library: Library = field(default_factory=Library)
    """The articles."""
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of the guides by group, in the order of the navigation."""

    @cached_property
    def languages(self) -> Mapping[str, Language]:
        """Languages by code, English first because it is the fallback."""
        codes = sorted(self.words, key=lambda code: (code != "en", code))
        words = {code: {key: spaced(word, code) for key, word in self.words[code].items()} for code in codes}
        return {code: Language(code, words[code]) for code in codes}

    @cached_property
    def draw(self) -> Drawer:
        """Draws and remembers the graphs."""
        return Drawer(self.cache / "drawings")

    def draw_all(self) -> None:
        """Puts the drawings of all graphs of models and families into the cache. The last come first: those who write
        the pages (hooks/fill.py) come from the other end."""
        for source in sources_of(self.registry, sorted(self.pages, key=lambda page: page.source, reverse=True)):
            self.draw(source)

    @cached_property
    def renderers(self) -> Mapping[str, Renderer]:
        """One renderer a language; all share the drawings."""
        return {
            code: Renderer(
                self.registry,
                language,
                self.templates,
                self.draw,
                self.guides[code],
                self.today,
            )
            for code, language in self.languages.items()
        }

    @cached_property
    def guides(self) -> Mapping[str, Guides]:
        """The articles of each language, in their order."""
        families = tuple(self.registry.families)
        return {code: Guides(self.library, self.order, families, code) for code in self.languages}

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every generated page."""
        return tuple(all_pages(self.registry))
