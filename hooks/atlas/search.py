"""The search indexes: Pagefind, one for each language folder, made side by side."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEFT_OUT = (
    ".headerlink, .atlas-graph, .atlas-sources, .atlas-mark, .atlas-filter, nav, .atlas-unknown, "
    "th, .atlas-facts dt, .atlas-badges, .atlas-basis, .atlas-confidence, "
    ".atlas-sortable, .atlas-timeline, .atlas-cards"
)
"""What stands on every page of a kind finds all of them, and so none: the names of facts, but not the facts. A list of
everything is found by every word. Templates mark more, `data-pagefind-ignore`: what another page says better."""
UNUSED = ("*-ui.*", "pagefind-highlight.js")
"""Pagefind's own dialogs, which it puts beside every index. Ours is docs/assets/js/search.js."""
SLOW = "ja"
"""Where words have to be found before they can be counted. Started first, so that nobody waits for it at the end."""


class SearchError(Exception):
    """Pagefind could not index the site."""


def index(folder: Path, codes: Iterable[str]) -> None:
    """Indexes the pages of each language into `<folder>/<code>/pagefind/`. Raises SearchError."""
    folders = [folder / code for code in sorted(codes, key=lambda code: code != SLOW)]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        list(pool.map(_index_one, folders))


def _index_one(folder: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"]
    command += ["--root-selector", "article", "--exclude-selectors", LEFT_OUT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SearchError(f"Pagefind could not index {folder}: {done.stderr.strip() or done.stdout.strip()}")
    for pattern in UNUSED:
        for path in (folder / "pagefind").glob(pattern):
            path.unlink()
