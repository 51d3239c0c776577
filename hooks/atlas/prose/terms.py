"""The first use of a glossary term in an article becomes a link to the glossary, with the definition beside it.

Works on the HTML that Markdown made, before facts and views are put in. Left alone are links, headings, code, tables
(they scroll in a box of their own, which would cut a definition off) and whatever is drawn. `forms` finds the terms;
the template atlas/term.html shows one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .forms import Finder

TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*?(/?)>|[^<]+|<", re.DOTALL)
CLOSED = frozenset({
    "a", "abbr", "button", "code", "dfn", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "script", "style",
    "sub", "summary", "sup", "svg", "table", "textarea",
})  # fmt: skip
"""Elements whose text is left alone."""
FOOTNOTES = '<div class="footnote">'


def with_terms(html: str, finder: Finder, shown: Callable[[str, str], str], seen: set[str]) -> str:
    """`html` with `shown(id, text)` in the place of the first use of each term that is not in `seen`."""
    body, footnotes, sources = html.partition(FOOTNOTES)
    seen = set(seen)
    closed: list[str] = []
    pieces = []
    for token in TOKEN.finditer(body):
        if name := (token[2] or "").lower():
            _follow(closed, name, is_end=bool(token[1]), is_empty=bool(token[3]))
            pieces.append(token[0])
        elif closed or token[0].startswith("<"):
            pieces.append(token[0])
        else:
            pieces.append(finder.replaced(token[0], seen, shown))
    return "".join([*pieces, footnotes, sources])


def _follow(closed: list[str], name: str, *, is_end: bool, is_empty: bool) -> None:
    """Keeps the stack of open elements that are left alone."""
    if name not in CLOSED or is_empty:
        return
    if not is_end:
        closed.append(name)
    elif name in closed:
        del closed[len(closed) - 1 - closed[::-1].index(name) :]
