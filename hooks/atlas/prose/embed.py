"""Facts and views inside articles, by id.

`[[sdxl-base-1.0]]` is a link to the model by its name, `[[sdxl-base-1.0#params]]` the figure, formatted for the
language of the page; `<!-- atlas: lineage family=sdxl -->` on a line of its own is a whole view. What they stand for is
put in after Markdown has run, so that no name is ever read as Markdown. Nothing inside code is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..domain.article import section_of
from ..domain.markdown import lines_of
from ..loading.problem import did_you_mean
from .byhand import ESCAPE
from .fault import ProseError
from .names import UnknownName, subject_of
from .options import UnknownView, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..domain.markdown import Line
    from ..render import Renderer
    from .names import Subject

DIRECTIVE = re.compile(r"^<!--\s*atlas:\s*([a-z]+)((?:\s+[a-z]+=[A-Za-z0-9_.+-]+)*)\s*-->$")
INLINE = re.compile(r"(`+)(?:.*?)\1|\[\[([^\]\[#]*)(?:#([^\]\[]*))?\]\]")
MISPLACED = re.compile(r"(`+)(?:.*?)\1|<!--\s*atlas\b")
BOXED = re.compile(r"\s*[|#]")
"""Headings, and rows of tables, which would cut a definition off."""
HOLE = re.compile(r'<(span|div) data-atlas="(\d+)"></\1>')


@dataclass
class Embedder:
    """Finds the embedded facts of one article, then puts them in."""

    renderer: Renderer
    root: str
    """Relative way from the page to the language folder."""
    pieces: list[Callable[[], str]] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)
    """Ids of the glossary terms whose definition is shown already."""

    def mark(self, markdown: str, below: Mapping[str, str] = MappingProxyType({})) -> str:
        """The article with a hole for each embedded fact, and with Markdown of `below` under the headings of sections,
        by their ids. Raises ProseError."""
        marked = []
        for line in lines_of(markdown):
            marked.append(self._marked(line))
            id_ = None if line.is_code else section_of(line.text)
            if id_ in below:
                marked += ["", below[id_ or ""], ""]
        return "\n".join(marked)

    def faults(self, lines: Iterable[Line]) -> Iterator[ProseError]:
        """What is wrong with an article, one fault a line."""
        for line in lines:
            try:
                self._marked(line)
            except ProseError as error:
                yield error

    def hole(self, tag: str, piece: Callable[[], str]) -> str:
        """A place in Markdown that `piece` will fill."""
        self.pieces.append(piece)
        return f'<{tag} data-atlas="{len(self.pieces) - 1}"></{tag}>'

    def put_in(self, html: str) -> str:
        """The rendered article with every hole filled."""
        return HOLE.sub(lambda match: self.pieces[int(match[2])]() if int(match[2]) < len(self.pieces) else "", html)

    def _marked(self, line: Line) -> str:
        text = line.text.strip()
        if line.is_code:
            return line.text
        if directive := DIRECTIVE.match(text):
            options = dict(option.split("=", 1) for option in directive[2].split())
            return self.hole("div", self._view(directive[1], options, line))
        if ESCAPE.match(text):
            return ""
        if any(not match[1] for match in MISPLACED.finditer(line.text)):
            message = "should look like <!-- atlas: lineage family=sdxl -->, on a line of its own"
            raise ProseError(line.number, 1, message)
        return INLINE.sub(lambda match: self._inline(match, line), line.text)

    def _inline(self, match: re.Match[str], line: Line) -> str:
        if match[1]:
            return match[0]
        fact = match[3].strip() if match[3] is not None else "link"
        try:
            subject = subject_of(match[2].strip(), self.renderer.registry)
        except UnknownName as error:
            raise ProseError(line.number, match.start() + 1, str(error)) from None
        facts = self.renderer.facts[subject.kind]
        if fact not in facts:
            message = f"no fact is called {fact!r}{did_you_mean(fact, facts)}"
            raise ProseError(line.number, match.start() + 1, message)
        return self.hole("span", self._fact(subject, fact, line))

    def _fact(self, subject: Subject, fact: str, line: Line) -> Callable[[], str]:
        is_term = (subject.kind, fact) == ("term", "link")
        if is_term and not BOXED.match(line.text) and subject.record.id not in self.terms:
            self.terms.add(subject.record.id)
            return partial(self.renderer.term, subject.record.id, None, self.root)
        return partial(self.renderer.fact, subject.kind, fact, subject.record, self.root)

    def _view(self, view: str, options: dict[str, str], line: Line) -> Callable[[], str]:
        try:
            judge(view, options, self.renderer.registry, self.renderer.pictures)
        except UnknownView as error:
            raise ProseError(line.number, 1, str(error)) from None
        return partial(self.renderer.embed, view, options, self.root)
