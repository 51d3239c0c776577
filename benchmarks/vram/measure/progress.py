"""What somebody who watches sees: a line for each finished cell, and at a terminal a bar with the time that is left."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from atlas.domain.memory import GIB

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.domain.measured import Cell

    from .cells import Job

WIDTH = 24
"""Characters of the bar."""


class Bar:
    """Tells of a session that lasts `seconds` at the most."""

    def __init__(self, seconds: float, stream: TextIO | None = None, clock: Callable[[], float] = monotonic) -> None:
        self._stream, self._clock = stream or sys.stderr, clock
        self._began = clock()
        self._until = self._began + seconds
        self._done = 0

    def begin(self, job: Job, left: int) -> None:
        """Shows what is being measured."""
        if self._stream.isatty():
            part = self._done / (self._done + left)
            bar = f"{'━' * round(WIDTH * part):─<{WIDTH}}"
            print(f"\r\033[K{bar} {part:4.0%}  {title(job)}  {self._left(left)}", end="", file=self._stream, flush=True)

    def end(self, job: Job, cell: Cell, left: int) -> None:
        """Writes down what came of it."""
        self._done += 1
        erase = "\r\033[K" if self._stream.isatty() else ""
        print(f"{erase}{title(job)}: {result(cell)}  ({self._left(left)})", file=self._stream, flush=True)

    def _left(self, cells: int) -> str:
        """By the cells that are finished; a session that is too short for all of them ends before."""
        if not self._done:
            return f"{cells} cells left"
        now = self._clock()
        needed = (now - self._began) / self._done * cells
        over = max(0.0, self._until - now)
        ends = f", this session ends in {_minutes(over)}" if needed > over else ""
        return f"{cells} cells left, about {_minutes(needed)}{ends}"


def title(job: Job) -> str:
    """`flux.1-dev nf4 offload, 12 GB`."""
    card = f", {job.card} GB" if job.card else ""
    return f"{job.model} {job.kind.precision} {job.kind.mode}{card}"


def result(cell: Cell) -> str:
    """A cell in a few words."""
    if cell.completed:
        used = cell.allocated + (cell.context or 0)
        held = max((stage.reserved for stage in cell.stages), default=0) + (cell.context or 0)
        step = f", {cell.seconds_per_step:.2f} s a step" if cell.seconds_per_step is not None else ""
        return f"{used / GIB:.2f} GiB in use, {held / GIB:.2f} held{step}"
    where = f" in {cell.failed_in}" if cell.failed_in else " while loading"
    why = f": {cell.message}" if cell.message and cell.reason == "error" else ""
    return f"{cell.reason}{where}{why}"


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
