"""The search index: Pagefind, one index for each language that the pages declare."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LEFT_OUT = ".headerlink, .atlas-graph, .atlas-sources, .atlas-mark, .atlas-filter, nav"


class SearchError(Exception):
    """Pagefind could not index the site."""


def index(folder: Path) -> None:
    """Indexes the pages of a published folder into `<folder>/pagefind/`. Raises SearchError."""
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--quiet"]
    command += ["--root-selector", "article", "--exclude-selectors", LEFT_OUT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SearchError(f"Pagefind could not index {folder}: {done.stderr.strip() or done.stdout.strip()}")
