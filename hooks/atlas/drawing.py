"""Mermaid source → inline SVG, drawn at build time by merman and kept by the hash of its source.

merman has wheels for a few platforms only. Without it, or for a diagram that it cannot draw, the answer is None and the
page shows the source to Mermaid itself in the reader's browser (overrides/atlas/graph.html, hooks/fill.py).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

try:
    import merman
except ImportError:
    merman = None

VERSION = "merman 0.9.2, slim 1"
"""Part of every cache key: change it when the drawing changes."""
OPTIONS = '{"svg": {"diagram_id": "%s"}}'


@dataclass
class Drawer:
    """Draws and remembers."""

    cache: Path
    """Folder of finished drawings, one file a source."""
    _known: dict[str, str | None] = field(default_factory=dict)

    def __call__(self, source: str) -> str | None:
        """The SVG of `source` as an element to be put into a page; None where it cannot be drawn here."""
        if source not in self._known:
            self._known[source] = self._load_or_draw(source)
        return self._known[source]

    def _load_or_draw(self, source: str) -> str | None:
        if merman is None:
            return None
        key = sha256(f"{VERSION}\n{source}".encode()).hexdigest()[:20]
        path = self.cache / f"{key}.svg"
        if path.exists():
            return path.read_text(encoding="utf-8")
        svg = draw(source, f"g{key[:8]}")
        if svg is not None:
            self.cache.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.part")  # two processes may draw the same source
            part.write_text(svg, encoding="utf-8")
            part.replace(path)
        return svg


@cache
def _engine() -> merman.MermanEngine:
    return merman.MermanEngine(None, None)


def draw(source: str, diagram_id: str) -> str | None:
    """One drawing, slim; None where merman refuses the source."""
    try:
        return slim(_engine().render_svg(source, OPTIONS % diagram_id))
    except merman.MermanError:
        return None


def slim(svg: str) -> str:
    """merman's SVG without what the site's style sheet says once for all drawings (docs/assets/css/graph.css), and
    without what HTML does not allow. Each node is marked `data-node="n3"`."""
    svg = re.sub(r"<style>.*?</style>", "", svg, flags=re.DOTALL)
    used = set(re.findall(r"url\(#([^)]+)\)", svg))
    svg = re.sub(r'<marker id="([^"]+)".*?</marker>', lambda m: m[0] if m[1] in used else "", svg, flags=re.DOTALL)
    svg = re.sub(r"<defs><filter.*?</filter></defs>|<linearGradient.*?</linearGradient>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (?:data-points|data-look|data-et|data-edge|data-id|aria-roledescription)="[^"]*"', "", svg)
    svg = re.sub(r'(<(?:path|rect|g|polygon|div)\b[^>]*?) style="[^"]*"', r"\1", svg)
    svg = re.sub(
        r"<span class=\"nodeLabel\"><p>(.*?)</p></span>", r'<span class="nodeLabel">\1</span>', svg, flags=re.DOTALL
    )
    svg = re.sub(r' id="[^"]*-flowchart-(n\d+)-\d+"', r' data-node="\1"', svg)
    svg = re.sub(r' id="[^"]*-L_n\d+_n\d+_\d+"', "", svg)
    svg = svg.replace("xlink:href=", "href=").replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    return _sized(svg.replace("<rect/>", "").replace(' width="100%"', "", 1))


def _sized(svg: str) -> str:
    """Gives the drawing its natural size, so that a large one is scrolled and not shrunk until it cannot be read."""
    box = re.search(r'viewBox="\S+ \S+ (\S+) (\S+)"', svg)
    if box is None:
        return svg
    width, height = (round(float(number)) for number in box.groups())
    return re.sub(r' style="max-width:[^"]*"', f' width="{width}" height="{height}"', svg, count=1)
