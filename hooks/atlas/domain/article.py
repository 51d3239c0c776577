"""Article: one text of `docs/<language>/`, in sections that its translations share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from .markdown import HEADING, TITLE, lines_of
from .record import Record
from .scalars import Name, PartialDate, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .markdown import Line

ORIGIN = "en"
"""The language that the others are translated from."""
TOP = "top"
"""Id of what stands before the first heading of the second level."""
FAMILY_ARTICLES = "articles/"
"""Articles below this folder are named like the family that they tell of."""


class FrontMatter(Record):
    """What stands between the lines of dashes at the top of an article."""

    title: Name | None = None
    """The title in navigation and lists; the heading says the same."""
    description: Text | None = None
    """One sentence for lists, search engines and link previews."""
    origin: dict[str, str] = {}
    """In a translation: for each section the hash of the English text that it was translated from. `python -m atlas
    translated` writes it."""
    translated: PartialDate | None = None
    """In a translation: the day on which `origin` was written."""


class Section(NamedTuple):
    """One section of an article."""

    id: str | None
    """Its explicit id, `top` for what stands before the first of them; None where the heading has none."""
    lines: tuple[Line, ...]
    """With the heading."""

    @property
    def digest(self) -> str:
        """A short hash of its text. White space at the ends of lines, and empty lines at its end, do not count."""
        text = "\n".join(line.text.rstrip() for line in self.lines).strip("\n")
        return sha256(text.encode()).hexdigest()[:8]


@dataclass(frozen=True, eq=False)
class Article:
    """One article in one language."""

    language: str
    path: str
    """Below the language folder, without ending: `guides/vae`."""
    front: FrontMatter
    text: str
    """Markdown below the front matter."""
    first: int = 1
    """Number of the first line of `text` in the file."""

    @property
    def file(self) -> str:
        """The file, relative to the repository."""
        return f"docs/{self.language}/{self.path}.md"

    @property
    def title(self) -> str:
        """As its front matter says, else its heading, else its path."""
        return self.front.title or self.heading or self.path

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines below the front matter."""
        return tuple(lines_of(self.text, self.first))

    @cached_property
    def heading(self) -> str | None:
        """Its heading of the first level."""
        found = (TITLE.match(line.text) for line in self.lines if not line.is_code)
        return next((match["text"] for match in found if match), None)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its sections in order, `top` first."""
        starts = [0]
        starts += [i for i, line in enumerate(self.lines) if i and not line.is_code and HEADING.match(line.text)]
        ends = [*starts[1:], len(self.lines)]
        return tuple(_section(self.lines[start:end]) for start, end in zip(starts, ends, strict=True))

    @property
    def digests(self) -> dict[str, str]:
        """Hash of each section by its id."""
        return {section.id: section.digest for section in self.sections if section.id}

    @property
    def family(self) -> str | None:
        """Id of the family that it tells of, where it stands among the articles on families."""
        return self.path.removeprefix(FAMILY_ARTICLES) if self.path.startswith(FAMILY_ARTICLES) else None


def section_of(line: str) -> str | None:
    """Id of the section that begins with this line: `top` for a heading of the first level; None for other lines."""
    if TITLE.match(line):
        return TOP
    heading = HEADING.match(line)
    return heading["id"] if heading else None


def _section(lines: tuple[Line, ...]) -> Section:
    heading = HEADING.match(lines[0].text) if lines and not lines[0].is_code else None
    return Section(heading["id"] if heading else TOP, lines)


@dataclass(frozen=True, eq=False)
class Library:
    """All articles, by language and path."""

    articles: Mapping[str, Mapping[str, Article]] = field(default_factory=dict)

    def find(self, language: str, path: str) -> Article | None:
        """The article at `path`, in English where it has not been translated into `language`."""
        return self.articles.get(language, {}).get(path) or self.articles.get(ORIGIN, {}).get(path)

    def paths(self) -> tuple[str, ...]:
        """Paths of the English articles."""
        return tuple(self.articles.get(ORIGIN, {}))

    def translations(self) -> dict[str, tuple[Article, Article]]:
        """Each translation with the English article that it is made from, by its file."""
        origins = self.articles.get(ORIGIN, {})
        others = (article for code, found in self.articles.items() if code != ORIGIN for article in found.values())
        return {article.file: (article, origins[article.path]) for article in others if article.path in origins}
