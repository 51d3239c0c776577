"""What is measured, in which order."""

from __future__ import annotations

from dataclasses import dataclass, field
from shutil import rmtree
from statistics import fmean
from typing import TYPE_CHECKING

from .edit import Edit, NotSeenError, measure_edits
from .html_tree import article_text
from .measure import Row, build, in_turns, memory_together
from .progress import Progress
from .projects import Project, make_ours, make_stock
from .report import OURS, SEARCH, STOCK

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path


@dataclass
class Bench:
    """What was asked for, and what has been measured so far."""

    options: Namespace
    place: Path
    progress: Progress
    rows: list[Row] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    agreement: dict[int, float] = field(default_factory=dict)

    def run(self) -> None:
        """Everything."""
        self.warm_up()
        for size in self.options.sizes:
            self.builds(size)
        if self.options.edits:
            self.preview()

    def warm_up(self) -> None:
        """One small build of each kind, not counted: Python compiles its modules."""
        for what, project in self.projects(20, stock=True).items():
            with self.progress.step(f"20 × 3 {what}, to warm up (not counted)"):
                build(project, self.place)
        rmtree(self.place / "20")

    def projects(self, size: int, *, stock: bool) -> dict[str, Project]:
        """The projects of one size by what they are."""
        twin = " and their Markdown for stock" if stock else ""
        with self.progress.step(f"writing {size:,} models × 3 languages{twin} (not counted)"):
            plain, search = make_ours(self.place / f"{size}/ours", size)
            found = {OURS: plain} if self.options.no_search else {OURS: plain, SEARCH: search}
            if stock:
                found[STOCK] = make_stock(self.place / f"{size}/stock", plain, self.options.stock_nav)
        return found

    def builds(self, size: int) -> None:
        """Cold builds of one size, in turns."""
        projects = self.projects(size, stock=size in self.options.stock)
        rows = {what: Row(size, what, 0) for what in projects}
        in_turns(projects, rows, self.options.runs, self.place, self.progress)
        with self.progress.step(f"{size:,} × 3 {OURS}, for its memory (not timed)"):
            rows[OURS].together = memory_together(projects[OURS], self.place)
        for what, row in rows.items():
            row.pages = sum(1 for _ in projects[what].site.glob("*/**/index.html"))
        self.rows += rows.values()
        if STOCK in projects:
            self.agreement[size] = agreement(projects[OURS], projects[STOCK])
        rmtree(self.place / str(size))

    def preview(self) -> None:
        """Edits in `mkdocs serve`."""
        size = self.options.edit_size
        project = make_ours(self.place / "serve", size)[1]
        try:
            self.edits = measure_edits(project, size, self.options.edits, self.place, self.progress)
        except NotSeenError as error:
            self.progress.note(f"no edits were measured: {error}")


def agreement(ours: Project, stock: Project) -> float:
    """Visible text of stock's model pages by that of ours: 1 where they say the same."""
    pages = sorted(ours.site.glob("*/models/*/index.html"))[::25]
    return fmean(_length(stock.site / page.relative_to(ours.site)) / _length(page) for page in pages)


def _length(page: Path) -> int:
    return len(article_text(page.read_text(encoding="utf-8")))
