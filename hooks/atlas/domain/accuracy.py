"""How far estimates are from what was published and from what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from statistics import median
from typing import TYPE_CHECKING, Literal

from .conditions import WITHOUT_TEXT, method, size_of, stated
from .counts import ROLES
from .figures import runs_of
from .memory import GIB, high, is_possible, peak, peaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .conditions import Size
    from .figures import Run
    from .memory import Calibration, Elsewhere, Estimate, Mode, Precision
    from .model import VramClaim
    from .registry import Registry

WIDE = 1.25
"""A published figure that is so many times below or above the range contradicts it."""
ROUNDED = 0.95
"""A published figure may be rounded, or in 10⁹ bytes: it is below the weights only where it is below this share."""
Verdict = Literal["agrees", "below-weights", "outside"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published figure beside the estimate under the same conditions, in bytes."""

    claim: VramClaim
    precision: Precision
    mode: Mode
    low: int
    high: int
    weights: int
    """The weights alone that are in place at once."""

    @property
    def ratio(self) -> float:
        """Published over estimated (the middle of the range)."""
        return self.claim.gb * GIB / ((self.low + self.high) / 2)

    @property
    def of_high(self) -> float:
        """Published over the upper end of the range: what a least card is held against."""
        return self.claim.gb * GIB / self.high

    @property
    def counts(self) -> bool:
        """Whether it says what was used, not what somebody ought to have."""
        return self.claim.means in {"peak", "loaded"}

    @property
    def verdict(self) -> Verdict:
        """Whether the two can both be true."""
        if self.claim.gb * GIB < ROUNDED * self.weights:
            return "below-weights"
        inside = self.low / WIDE <= self.claim.gb * GIB <= self.high * WIDE
        return "agrees" if inside or not self.counts else "outside"


@dataclass(frozen=True, slots=True)
class Spread:
    """Ratios in short."""

    count: int
    median: float
    worst: float
    """The farthest from 1, up or down."""

    @classmethod
    def of(cls, ratios: Sequence[float]) -> Spread | None:
        """None where there are none."""
        if not ratios:
            return None
        return cls(len(ratios), median(ratios), max(ratios, key=lambda ratio: abs(log(ratio))))


def compare(
    claim: VramClaim, estimate: Estimate, elsewhere: Sequence[Elsewhere], calibration: Calibration
) -> Comparison | None:
    """A published figure beside the estimate; None where it was not published for conditions that were estimated."""
    known, at = method(claim, estimate.dtype), _at(stated(claim, size_of(estimate)), estimate, elsewhere)
    if known is None or at is None or not is_possible(at, known[1]):
        return None
    precision, mode = known
    found = peaks(_without_text(at) if claim.offload in WITHOUT_TEXT else at, mode, precision)
    weights = max(sum(size for _, size in stage.weights) for stage in found)
    total = max(stage.total for stage in found)
    if claim.means == "loaded":
        return Comparison(claim, precision, mode, weights, weights + calibration.context, weights)
    return Comparison(claim, precision, mode, total, high(calibration, total), weights)


def _at(size: Size, estimate: Estimate, elsewhere: Sequence[Elsewhere]) -> Estimate | None:
    """The estimate at a size, native or not."""
    if size == size_of(estimate):
        return estimate
    found = next((run for run in elsewhere if size_of(run) == size), None)
    return estimate.model_copy(update=dict(found)) if found else None


def _without_text(estimate: Estimate) -> Estimate:
    """The same run with the text encoder elsewhere."""
    parts = {name: part for name, part in estimate.parts.items() if ROLES.get(name) != "text_encoder"}
    stages = tuple(run for run in estimate.stages if run.part in parts)
    return estimate.model_copy(update={"parts": parts, "stages": stages})


def comparisons(registry: Registry) -> Iterator[tuple[str, Comparison]]:
    """Every published figure that can be compared, with the id of its model."""
    for id_, figures in registry.figures.items():
        model = registry.models[id_]
        if figures.estimate:
            calibration, elsewhere = registry.estimates.calibration, registry.estimates.elsewhere.get(id_, ())
            found = (compare(claim, figures.estimate, elsewhere, calibration) for claim in model.vram)
            yield from ((id_, comparison) for comparison in found if comparison)


@dataclass(frozen=True, slots=True)
class Check:
    """A measurement beside the range that the site states for it, in bytes."""

    run: Run
    taken: int
    low: int
    high: int

    @property
    def ratio(self) -> float:
        """Measured over estimated (the middle of the range)."""
        return self.taken / ((self.low + self.high) / 2)

    @property
    def inside(self) -> bool:
        """Whether the range holds it."""
        return self.low <= self.taken <= self.high


def checks(registry: Registry) -> Iterator[tuple[str, Check]]:
    """Every measurement that can be compared, with the id of its model: at the estimated size, under no cap."""
    for id_, figures in registry.figures.items():
        if figures.estimate and id_ in registry.measured:
            native, calibration = registry.native(registry.models[id_]), registry.estimates.calibration
            for run in runs_of(registry.measured[id_]):
                if run.cell.completed and run.cell.card_gb is None and run.size == native:
                    total = peak(figures.estimate, run.cell.mode, run.cell.precision).total
                    yield id_, Check(run, run.taken, total, high(calibration, total))
