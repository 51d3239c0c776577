"""Tables of an article scroll in a box of their own, like those of pages, and can be reached by the keyboard."""

from __future__ import annotations

import re

EMPTY_HEADING = re.compile(r"<th([^>]*)></th>")


def boxed(html: str, label: str) -> str:
    """`html` as Markdown made it with a box around each table, called `label`. A corner without a word is no
    heading."""
    box = f'<div class="atlas-table atlas-table--text" tabindex="0" role="region" aria-label="{label}">'
    html = html.replace("<table>", f'{box}<table class="atlas-plain">').replace("</table>", "</table></div>")
    return EMPTY_HEADING.sub(r"<td\1></td>", html)
