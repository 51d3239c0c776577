"""What is being done, while it is done: one line a step with its time."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Progress:
    """Lines of progress on the error stream."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.started = perf_counter()

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Says what begins, and at its end how long it took."""
        started = perf_counter()
        self._say(f"{started - self.started:6.0f} s  {what} … ", end="")
        try:
            yield
        finally:
            self._say(f"{perf_counter() - started:.1f} s")

    def note(self, line: str) -> None:
        """One line."""
        self._say(f"{perf_counter() - self.started:6.0f} s  {line}")

    def _say(self, text: str, end: str = "\n") -> None:
        if not self.quiet:
            print(text, end=end, file=sys.stderr, flush=True)
