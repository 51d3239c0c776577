"""Lines of Markdown, as far as the atlas reads them itself: which are code, where the sections begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
FENCE = re.compile(r"^\s*(```+|~~~+)")
HEADING = re.compile(r"^##\s+(?P<text>.*?)\s*(?:\{[^{}]*?#(?P<id>[\w.-]+)[^{}]*\})?\s*#*\s*$")
TITLE = re.compile(r"^#\s+(?P<text>.*?)\s*(?:\{[^{}]*\})?\s*$")


class Line(NamedTuple):
    """One line of an article."""

    number: int
    """In its file, from 1."""
    text: str
    is_code: bool
    """Whether it stands in a fenced block, or is the fence."""


def lines_of(text: str, first: int = 1) -> Iterator[Line]:
    """The lines of `text`, whose first is number `first`."""
    fence = ""
    for number, line in enumerate(text.split("\n"), start=first):
        edge = FENCE.match(line)
        is_code = bool(fence or edge)
        if edge and (not fence or edge[1].startswith(fence)):
            fence = "" if fence else edge[1]
        yield Line(number, line, is_code)


def paragraphs(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """Runs of lines that belong together: paragraphs, items of a list, single rows of a table. Code is left out."""
    found: list[Line] = []
    for line in lines:
        if found and (line.is_code or not line.text.strip() or _begins(line.text)):
            yield tuple(found)
            found = []
        if line.text.strip() and not line.is_code:
            found.append(line)
    if found:
        yield tuple(found)


BEGINNING = re.compile(r"^\s*(?:[-*+]\s|\d+[.)]\s|\||#{1,6}\s|\[\^|!!!|\?\?\?|===|<!--)")


def _begins(text: str) -> bool:
    return bool(BEGINNING.match(text))
