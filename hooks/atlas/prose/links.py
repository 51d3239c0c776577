"""Links of an article that leave the site say so to search engines and to the page they open, as those of pages do."""

from __future__ import annotations

import re

OUTWARD = re.compile(r'<a (?=[^>]*?href="https?:)(?![^>]*?\brel=)')


def marked_outward(html: str) -> str:
    """`html` with rel="nofollow noopener" on every link to another site."""
    return OUTWARD.sub('<a rel="nofollow noopener" ', html)
