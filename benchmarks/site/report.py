"""The figures as a table, and what was to be reached beside what was reached."""

from __future__ import annotations

from dataclasses import asdict
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .edit import Edit
    from .measure import Row

OURS, SEARCH, STOCK = "ours", "ours+index", "stock"
TIMES, TIMES_WITH_INDEX, GROWTH, MEMORY_MB, EDIT_SECONDS = 12, 5, 11, 1000, 1
"""What is to be reached."""
HEAD = " models             pages   wall s    cpu s  peak MB  child MB  ms/page  stock ÷"


def table(rows: Sequence[Row]) -> Iterator[str]:
    """One line a row; every figure is the median of its runs."""
    known = {(row.size, row.what): row for row in rows}
    yield HEAD
    for row in rows:
        wall = row.median("wall")
        cpu, peak, child = (row.median(figure) for figure in ("cpu", "peak", "children_peak"))
        times = f"{known[row.size, STOCK].median('wall') / wall:.1f}" if (row.size, STOCK) in known else ""
        yield (
            f"{row.size:>7,} {row.what:<11}{row.pages:>7,} {wall:>8.2f} {cpu:>8.2f} {peak:>8.0f} {child:>9.0f}"
            f" {1000 * wall / row.pages:>8.2f} {times:>8}"
        )


def facts(rows: Sequence[Row], edits: Sequence[Edit]) -> Iterator[str]:
    """One line a target."""
    known = {(row.size, row.what): row for row in rows}
    yield _times("cold 1,000 × 3", known, OURS, TIMES)
    yield _times("cold 1,000 × 3 with the search index", known, SEARCH, TIMES_WITH_INDEX)
    yield from _growth(known)
    if edits:
        seconds, first = median(edit.all for edit in edits), median(edit.first for edit in edits)
        between = f"{min(edit.all for edit in edits):.2f} to {max(edit.all for edit in edits):.2f}"
        yield (
            f"edit: {seconds:.2f} s until seen on all {edits[0].pages} pages that it changes ({between}; "
            f"its own page {first:.2f} s) {_target(seconds, EDIT_SECONDS, ' s')}"
        )
    else:
        yield "edit: not measured"


def _times(label: str, known: dict[tuple[int, str], Row], what: str, target: int) -> str:
    if (1000, what) not in known or (1000, STOCK) not in known:
        return f"{label}: not measured"
    ours, stock = known[1000, what].median("wall"), known[1000, STOCK].median("wall")
    met = "met" if stock / ours >= target else "not met"
    return f"{label}: {ours:.1f} s, stock {stock:.1f} s, {stock / ours:.1f} times (target {target}: {met})"


def _growth(known: dict[tuple[int, str], Row]) -> Iterator[str]:
    if (1000, OURS) not in known or (10000, OURS) not in known:
        yield "from 1,000 to 10,000: not measured"
        return
    small, large = known[1000, OURS], known[10000, OURS]
    growth = large.median("wall") / small.median("wall")
    yield f"from 1,000 to 10,000: {growth:.1f}-fold time {_target(growth, GROWTH, '-fold')}"
    most = large.together
    what = "all processes together; search index apart"
    yield f"memory at 10,000 × 3: {most:.0f} MB ({what}) {_target(most, MEMORY_MB, ' MB')}"


def _target(value: float, most: float, unit: str) -> str:
    return f"(target {most:,}{unit}: {'met' if value <= most else 'not met'})"


def as_json(rows: Sequence[Row], edits: Sequence[Edit], agreement: dict[int, float]) -> dict[str, Any]:
    """Everything that was measured, each run."""
    return {
        "rows": [asdict(row) for row in rows],
        "edits": [asdict(edit) for edit in edits],
        "text_of_stock_by_ours": agreement,
        "facts": list(facts(rows, edits)),
    }
