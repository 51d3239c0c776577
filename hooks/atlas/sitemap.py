"""sitemap.xml: every page with its sisters in the other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(addresses: Sequence[str], codes: Sequence[str], site_url: str) -> str:
    """XML of all `addresses` (`ru/models/…/`), relative to `site_url`. Dates are left out: the build has no clock."""
    known = set(addresses)
    lines = []
    for address in addresses:
        code, _, rest = address.partition("/")
        lines.append(f"<url><loc>{quoteattr(site_url + address)[1:-1]}</loc>")
        for other in codes if code in codes else ():
            if f"{other}/{rest}" in known:
                href = quoteattr(f"{site_url}{other}/{rest}")
                lines.append(f'<xhtml:link rel="alternate" hreflang="{other}" href={href}/>')
        lines.append("</url>\n")
    return HEAD + "".join(lines) + "</urlset>\n"
