"""Skeletons: a page of the theme with holes in it.

Rendering Material's templates costs more than all of our own work on a page, and differs between the pages of one kind
only in a few places. So MkDocs renders one page of each kind and language, a stand-in with tokens in those places, and
the pages of its kind are filled in. tests/site/test_skeleton.py proves that the result is MkDocs' own, byte for byte.

The table of contents of a stand-in has two entries. What stands between them is what stands between any two, so one
entry and the space between can be repeated for as many headings as a page has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

HOLES = ("content", "title", "description", "address")
TOKENS = {hole: f"@@{hole.upper()}@@" for hole in HOLES}
TOKENS["content"] = "<h1>@@CONTENT@@</h1>"  # Material puts a title of its own before a content without <h1
STAND_IN_TOC = (("@@TOC1@@", "@@TOC1-TITLE@@"), ("@@TOC2@@", "@@TOC2-TITLE@@"))
"""Id and title of the headings of a stand-in."""
_HOLE_OF = {**{token: hole for hole, token in TOKENS.items()}, "@@TOC@@": "toc", "@@FIRST@@": "first"}
_SPLIT = re.compile("|".join(f"({re.escape(token)})" for token in _HOLE_OF))
_ENTRY = r'<li class="md-nav__item">(?:(?!</li>).)*?{}(?:(?!</li>).)*</li>'
_TOC = re.compile(rf"({_ENTRY.format('@@TOC1@@')})(\s*){_ENTRY.format('@@TOC2@@')}", re.DOTALL)

Headings = tuple[tuple[str, str], ...]
"""Id and title of each heading of a page; both are HTML."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The text of a rendered page, cut at its tokens: text, hole, text, hole, …, text."""

    pieces: tuple[str, ...]
    entry: str = ""
    """One entry of the table of contents, with the tokens of the first heading of STAND_IN_TOC."""
    between: str = ""
    """The space between two entries."""

    @classmethod
    def of(cls, html: str) -> Skeleton:
        """Cuts a page that was rendered with TOKENS and STAND_IN_TOC in the place of its values."""
        toc = _TOC.search(html)
        html = _TOC.sub("@@TOC@@", html).replace(STAND_IN_TOC[0][0], "@@FIRST@@")
        pieces = tuple(piece for piece in _SPLIT.split(html) if piece is not None)
        return cls(pieces, toc[1], toc[2]) if toc else cls(pieces)

    def fill(self, content: str, title: str, description: str, address: str, headings: Headings = ()) -> str:
        """The finished page. `content` and `headings` are HTML; the other values are plain text, escaped here."""
        values = {
            "content": content,
            "title": escape(title),
            "description": escape(description),
            "address": escape(address),
            "toc": self.between.join(self._entry(*heading) for heading in headings),
            "first": headings[0][0] if headings else "",
        }
        return "".join(values[_HOLE_OF[piece]] if piece in _HOLE_OF else piece for piece in self.pieces)

    def _entry(self, id_: str, title: str) -> str:
        return self.entry.replace(STAND_IN_TOC[0][0], id_).replace(STAND_IN_TOC[0][1], title)
