"""Page + language → HTML of the article.

Templates lie in overrides/atlas/. A template asks views for data and the language for words, and decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from .domain.dates import is_old
from .figure import Figure, colours_of, figure_of
from .offered import OFFERED
from .spaces import spaced
from .templates import Templates
from .views.license import LicenseView
from .views.model import ModelView
from .views.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .domain.registry import Registry
    from .languages import Language
    from .views import graph
    from .views.embedded.guides import Guides

VIEWS = {"model": ModelView, "license": LicenseView}


@lru_cache(maxsize=16)
def view_of(registry: Registry, page: Page) -> Any:
    """The view of a page that shows one record, shared by the languages; None for the others."""
    view = VIEWS.get(page.kind)
    return view(registry, getattr(registry, f"{page.kind}s")[page.subject]) if view else None


@dataclass(frozen=True)
class Renderer:
    """Renders pages in one language."""

    registry: Registry
    language: Language
    folder: Path
    """Where the templates lie."""
    draw: Callable[[str], str | None]
    """Mermaid source → SVG, or None where it cannot be drawn at build time."""
    guides: Guides
    """The articles of the language."""
    today: str
    """The day of the build, YYYY-MM-DD."""

    @cached_property
    def templates(self) -> Templates:
        """The templates, speaking this language."""
        return Templates(self.folder, self.language, self._globals(), self._filters())

    def body(self, page: Page) -> str:
        """The article of `page`: HTML from its h1 down."""
        return self.templates.render(f"atlas/{page.kind}.html", page.root, page=page, view=view_of(self.registry, page))

    def headings(self, page: Page) -> tuple[tuple[str, str], ...]:
        """Id and title of each heading of `page`, as HTML: its table of contents."""
        return tuple((id_, str(escape(self.language.words[f"section.{id_}"]))) for id_ in page.sections)

    def title(self, page: Page) -> str:
        """The title of `page` as plain text."""
        match page.kind:
            case "model":
                return self._name(self.registry.models[page.subject])
            case "family":
                return self._name(self.registry.families[page.subject])
            case "license":
                return self._name(self.registry.licenses[page.subject])
            case kind:
                return self.language.word(f"page.{kind}")

    def description(self, page: Page) -> str:
        """One sentence for search engines and link previews, as plain text."""
        match page.kind:
            case "model":
                return self.registry.models[page.subject].summary.text(self.language.code)
            case "family":
                return self.registry.families[page.subject].summary.text(self.language.code)
            case "license":
                return self.registry.licenses[page.subject].summary.text(self.language.code)
            case kind:
                return self.language.word(f"page.{kind}.description")

    @cached_property
    def facts(self) -> dict[str, tuple[str, ...]]:
        """Facts of each kind of record that an article may embed: the macros fact_… of overrides/atlas/facts/."""
        kinds = sorted(path.stem for path in (self.folder / "atlas/facts").glob("*.html"))
        names = {kind: self.templates.macros(f"atlas/facts/{kind}.html") for kind in kinds}
        return {kind: tuple(n[5:] for n in found if n.startswith("fact_")) for kind, found in names.items()}

    def fact(self, kind: str, fact: str, subject: Any, root: str) -> str:
        """One fact of a record as inline HTML, for an article whose way to the language folder is `root`."""
        return self.templates.macro(f"atlas/facts/{kind}.html", f"fact_{fact}", root, subject)

    @cached_property
    def pictures(self) -> tuple[str, ...]:
        """Pictures that an article may show: the templates of overrides/atlas/picture/."""
        return tuple(sorted(path.stem for path in (self.folder / "atlas/picture").glob("*.svg")))

    def embed(self, view: str, options: dict[str, str], root: str) -> str:
        """One view as block HTML, for an article whose way to the language folder is `root`."""
        page = Page("article", "x/" * root.count("../"))
        model = self.registry.models.get(options.get("model", ""))
        shown = ModelView(self.registry, model, is_away=True) if model else None
        name = f"atlas/embed/{view}.html"
        return self.templates.render(name, root, page=page, view=shown, options=defaultdict(str, options))

    def piece(self, macro: str, root: str, *values: Any) -> str:
        """A macro of overrides/atlas/article.html: what is put around the text of an article."""
        return self.templates.macro("atlas/article.html", macro, root, *values)

    def term(self, id_: str, text: str | None, root: str) -> str:
        """A glossary term with its definition; `text` (HTML) is how the article writes it, None for its name."""
        return self.piece("term", root, self.registry.terms[id_], Markup(text) if text else None)  # noqa: S704

    def picture(self, name: str) -> Markup:
        """A picture of overrides/atlas/picture/, its words in this language."""
        return Markup(self.templates.get(f"atlas/picture/{name}.svg").render())  # noqa: S704

    def _name(self, record: Any) -> str:
        own = getattr(record.names, self.language.code) if record.names else None
        return str(own or record.name)

    def _filters(self) -> dict[str, Callable[..., Any]]:
        """What templates write behind a value: `{{ model.released | date }}`."""
        language = self.language
        held = lru_cache(maxsize=4096)(partial(spaced, code=language.code))
        return {
            "word": lambda value, group: language.words[f"{group}.{value}"],
            "name": self._name,
            "text": lambda text: held(text if isinstance(text, str) else text.text(language.code)),
            "field": getattr,
            "date": language.date,
            "number": language.number,
            "billions": language.billions,
            "gigabytes": language.gigabytes,
            "file_size": language.file_size,
            "memory": language.memory,
        }

    def _globals(self) -> dict[str, Any]:
        """What templates may ask for by name."""
        return {**OFFERED} | {
            "registry": self.registry,
            "lang": self.language.code,
            "t": self.language.word,
            "plural": self.language.plural,
            "month_name": self.language.month,
            "colour": dict(colours_of(self.registry)).__getitem__,
            "figure": self._figure,
            "picture": self.picture,
            "guides": self.guides,
            "is_old": lru_cache(maxsize=1024)(partial(is_old, today=self.today)),
            "memory_of": lru_cache(maxsize=64)(self._memory),
        }

    def _memory(self, id_: str) -> Markup:
        """Memory of the model `id_`, the same on the pages of all who are built like it."""
        return Markup(self.templates.get("atlas/memory.html").render(figures=self.registry.figures[id_]))  # noqa: S704

    def _figure(self, shown: graph.Graph, page: Page, current: str = "") -> Figure:
        """A graph drawn, with links that start at `page`."""
        return figure_of(shown, page.root, current, colours_of(self.registry), self.draw)
