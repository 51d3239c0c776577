"""Memory of a process and all its children together, what they share counted once (Linux: Pss of smaps_rollup)."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event, Thread

EVERY = 0.25
"""Seconds between two looks."""
PROC = Path("/proc")


class Together(Thread):
    """Looks at a running process until it is told to stop; `peak` is the most that it saw, in bytes, 0 if nothing."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self._enough = pid, 0, Event()

    def run(self) -> None:
        """Looks again and again."""
        while not self._enough.wait(EVERY):
            self.peak = max(self.peak, sum(_proportional(pid) for pid in _family(self.pid)))

    def stop(self) -> int:
        """Ends the looking; the peak."""
        self._enough.set()
        self.join()
        return self.peak


def _family(pid: int) -> list[int]:
    try:
        children = (PROC / f"{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(member for child in children for member in _family(int(child)))]


def _proportional(pid: int) -> int:
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", (PROC / f"{pid}/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        return 0  # it has ended since
    return int(found[1]) * 1024 if found else 0
