"""The stages of a run: when each began, and what it held and took.

Stages may come again (a pipeline in two parts encodes its prompt twice): a stage's memory is the most of its turns, its
time their sum.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from .cells import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.domain.memory import Stage

    from .processes import Report


class Meter(Protocol):
    """A card that knows what was used of it."""

    def reset(self) -> None:
        """Peaks are counted from now on."""

    def peaks(self) -> tuple[int, int]:
        """Bytes of the tensors alive at once, and of what the allocator held at once, since the last reset."""

    def synchronize(self) -> None:
        """Waits until everything asked for is done."""


class Stages:
    """Follows a run. Every report holds all that is known so far: the last one is enough where the run was cut."""

    def __init__(
        self, meter: Meter, report: Callable[[Report], object], clock: Callable[[], float] = perf_counter
    ) -> None:
        self._meter, self._report, self._clock = meter, report, clock
        self._found: dict[Stage, dict[str, Any]] = {}
        self._stage: Stage | None = None
        self._since = self._called = 0.0
        self._steps: list[tuple[float, float]] = []

    def enter(self, stage: Stage) -> None:
        """A network is called. The first call of another stage ends the one before."""
        if stage != self._stage:
            self.close()
            self._stage, self._since = stage, self._clock()
            self._report({"stage": stage})
        if stage == "denoise":
            self._called = self._now()

    def leave(self) -> None:
        """It has answered."""
        if self._stage == "denoise":
            self._steps.append((self._called, self._now()))

    def close(self, *, broken: bool = False) -> None:
        """Ends the stage. A card that is `broken` is not waited for."""
        if self._stage is not None:
            took = (self._clock() if broken else self._now()) - self._since
            allocated, reserved = self._meter.peaks()
            before = self._found.get(self._stage, {"allocated": 0, "reserved": 0, "seconds": 0.0})
            self._found[self._stage] = {
                "stage": self._stage,
                "allocated": max(before["allocated"], allocated),
                "reserved": max(before["reserved"], reserved),
                "seconds": before["seconds"] + took,
            }
            self._report({"stages": list(self._found.values())})
        self._stage = None
        self._meter.reset()

    @property
    def seconds_per_step(self) -> float | None:
        """Of the last step: in the first one, libraries still choose their kernels. The denoiser may be called several
        times a step. None where it was not called."""
        calls = len(self._steps) // STEPS
        if not calls:
            return None
        last = self._steps[-calls:]
        return last[-1][1] - last[0][0]

    def _now(self) -> float:
        self._meter.synchronize()
        return self._clock()
