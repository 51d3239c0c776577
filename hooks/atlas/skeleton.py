"""Skeletons: a page of the theme with holes in it.

Rendering Material's templates costs more than all of our own work on a page, and differs between the pages of one kind
only in a few places. So MkDocs renders one page of each kind, language and table of contents, with tokens in those
places; the pages that share them are filled in. tests/test_skeleton.py proves that the result is MkDocs' own, byte for
byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

HOLES = ("content", "title", "description", "address")
TOKENS = {hole: f"@@{hole.upper()}@@" for hole in HOLES}
TOKENS["content"] = "<h1>@@CONTENT@@</h1>"  # Material puts a title of its own before a content without <h1
_SPLIT = re.compile("|".join(f"({re.escape(token)})" for token in TOKENS.values()))
_HOLE_OF = {token: hole for hole, token in TOKENS.items()}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The text of a rendered page, cut at its tokens: text, hole, text, hole, …, text."""

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> Skeleton:
        """Cuts a page that was rendered with TOKENS in the place of its values."""
        return cls(tuple(piece for piece in _SPLIT.split(html) if piece is not None))

    def fill(self, content: str, title: str, description: str, address: str) -> str:
        """The finished page. `content` is HTML; the other values are plain text and are escaped here."""
        values = {
            "content": content,
            "title": escape(title),
            "description": escape(description),
            "address": escape(address),
        }
        return "".join(values[_HOLE_OF[piece]] if piece in _HOLE_OF else piece for piece in self.pieces)
