"""Spaces at which no line may end: in Russian before a dash, in a figure and, narrow, between it and its unit."""

from __future__ import annotations

import re

_DASH = r"(?P<dash>[ \n](?=—))"
_FIGURE = r"(?P<figure>(?<=\d) (?=\d{3}(?!\d)))"
_UNIT = r"(?P<unit>(?:(?<=\d)|(?<=\d</span>))[ \u00a0](?=(?:%|млн|млрд|тыс\.|гг?\.|[КМГТ]Б)(?![а-яё])))"
NO_BREAK = {"ru": f"{_DASH}|{_FIGURE}|{_UNIT}"}
SPACES = {"dash": "\u00a0", "figure": "\u00a0", "unit": "\u202f"}
_APART = r"<(?P<element>pre|code|svg)\b.*?</(?P=element)>|<[^>]*>"
"""Code, drawings and tags, which are no prose."""
_PATTERNS = {code: re.compile(f"{_APART}|{rules}", re.DOTALL) for code, rules in NO_BREAK.items()}


def spaced(html: str, code: str) -> str:
    """`html`, or plain text, with the no-break spaces of a language; code, drawings and tags are left as they are."""
    pattern = _PATTERNS.get(code)
    return pattern.sub(lambda found: SPACES.get(found.lastgroup or "", found[0]), html) if pattern else html
