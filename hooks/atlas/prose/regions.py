"""Boxes that scroll are landmarks, and an article may show one view twice: each landmark gets a name of its own."""

from __future__ import annotations

import re
from collections import Counter

REGION = re.compile(r'(role="region" aria-label=")([^"]*)"')


def named_apart(html: str) -> str:
    """`html` with a number behind each name of a region that stood before."""
    seen: Counter[str] = Counter()

    def named(match: re.Match[str]) -> str:
        seen[match[2]] += 1
        count = seen[match[2]]
        return match[0] if count == 1 else f'{match[1]}{match[2]} ({count})"'

    return REGION.sub(named, html)
