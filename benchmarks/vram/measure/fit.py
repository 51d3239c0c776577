"""Measurements and estimates → the two numbers that make a sum of tensors what a card must have.

The upper end of a range is a promise: a card with that much is enough. So weights + `working` · working memory +
`context` is laid over all measurements, not through their middle, and of all such lines the one is taken that promises
the least too much, each measurement judged by its own size. It is an envelope and not a least squares fit because half
of the measurements would lie above the latter.

An envelope follows every outlier. One that is far above what tensors can explain is no matter of working memory: the
estimate itself is wrong there. It is left out, and named with all others that the range does not hold.
"""

from __future__ import annotations

import json
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from atlas.domain.accuracy import Spread
from atlas.domain.memory import GIB, MIB, Calibration
from atlas.loading.measurements import sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from atlas.domain.accuracy import Check
    from atlas.domain.memory import Peak

GRAIN = 16 * MIB
"""Contexts are tried in these steps."""
WIDEST_CONTEXT = 2 * GIB
"""More than a context and the workspaces of kernels."""
HUNDREDTHS = 100
"""To which `working` is rounded up."""
FRAGMENTED = 1.25
"""The least of it: a card with room to spare shows nothing of gaps that cannot be filled (Calibration.working)."""
WRONG = 1.5
"""A measurement that is this many times the tensors, and a gibibyte above them, is not explained by them."""


class Point(NamedTuple):
    """One measured run beside its estimate, in bytes."""

    name: str
    moments: tuple[Peak, ...]
    """Estimated, stage by stage."""
    taken: int
    """Measured, with the context."""

    @property
    def tensors(self) -> int:
        """Of the fullest moment."""
        return max(moment.total for moment in self.moments)

    @property
    def is_wrong(self) -> bool:
        """Whether the estimate itself is at fault."""
        return self.taken > WRONG * self.tensors + GIB

    def working(self, context: int) -> float:
        """The least `working` with which the range holds it: one stage that does is enough."""
        over = ((self.taken - context - moment.in_place, moment.activations) for moment in self.moments)
        return min(more / held for more, held in over if held)


class Fit(NamedTuple):
    """What came of it."""

    calibration: Calibration
    spread: Spread | None
    """Of estimated (the middle of the range) over measured."""
    outside: tuple[Point, ...]
    """Measurements that are not in the range."""


def points(checks: Iterable[tuple[str, Check]]) -> list[Point]:
    """One for each measurement that can be compared."""
    return [
        Point(f"{id_} {check.run.cell.precision} {check.run.cell.mode}", check.moments, check.taken)
        for id_, check in checks
    ]


def fit(found: Sequence[Point], context: int) -> Fit | None:
    """The line over `found`, whose context is at least `context` (what CUDA alone was seen to take). None where
    nothing can be fitted."""
    good = [point for point in found if not point.is_wrong and any(moment.activations for moment in point.moments)]
    if not good:
        return None
    first = -(-context // GRAIN) * GRAIN
    lines = (_over(good, tried) for tried in range(first, max(first, WIDEST_CONTEXT) + 1, GRAIN))
    best = min(lines, key=lambda line: sum(top(line, point) / point.tensors for point in good))
    spread = Spread.of([(point.tensors + top(best, point)) / 2 / point.taken for point in found])
    outside = (point for point in found if not point.tensors <= point.taken <= top(best, point))
    return Fit(best, spread, tuple(outside))


def top(line: Calibration, point: Point) -> int:
    """Upper end of the range, in bytes."""
    return max(moment.on_card(line) for moment in point.moments)


def write(path: Path, calibration: Calibration) -> bool:
    """Puts the calibration into the file of estimates, whose seal was seen to fit. Whether that changed it."""
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    del value["seal"]
    new = calibration.model_dump(mode="json")
    if value.get("calibration") == new:
        return False
    value["calibration"] = new
    path.write_text(sealed(value), encoding="utf-8")
    return True


def _over(good: Sequence[Point], context: int) -> Calibration:
    """The lowest line over all points that begins at `context`."""
    least = max(ceil(HUNDREDTHS * point.working(context)) / HUNDREDTHS for point in good)
    return Calibration(working=max(FRAGMENTED, least), context=context, measurements=len(good))
