"""How far estimates are from what was published and from what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from statistics import median
from typing import TYPE_CHECKING, Literal

from .conditions import as_stated, method, stated, usual
from .figures import runs_of
from .memory import GIB, demand, is_possible, peaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .conditions import Size
    from .figures import Run
    from .memory import Calibration, Estimate, Mode, Peak, Precision
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
        """Estimated over published: of use, the tensors alive at once, which is what most sources count; of a card that
        is enough, the upper end of the range."""
        return (self.low if self.is_use else self.high) / (self.claim.gb * GIB)

    @property
    def is_use(self) -> bool:
        """Whether it says what was used, not what somebody ought to have."""
        return self.claim.means in {"peak", "loaded"}

    @property
    def verdict(self) -> Verdict:
        """Whether the two can both be true."""
        if self.claim.gb * GIB < ROUNDED * self.weights:
            return "below-weights"
        inside = self.low / WIDE <= self.claim.gb * GIB <= self.high * WIDE
        return "agrees" if inside or not self.is_use else "outside"


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
    claim: VramClaim, estimated: Mapping[Size, Estimate], native: Size, calibration: Calibration
) -> Comparison | None:
    """A published figure beside the estimate; None where it was not published for conditions that were estimated."""
    estimate = estimated.get(stated(claim, native))
    known = method(claim, estimate.dtype) if estimate else None
    if estimate is None or known is None or not is_possible(estimate, known[1]):
        return None
    precision, mode = known
    run = as_stated(estimate, claim)
    weights = max(moment.in_place for moment in peaks(run, mode, precision))
    if claim.means == "loaded":
        loaded = weights + calibration.context
        return Comparison(claim, precision, mode, weights, loaded, weights)
    found = demand(run, mode, precision, calibration)
    return Comparison(claim, precision, mode, found.low, found.high, weights)


def comparisons(registry: Registry) -> Iterator[tuple[str, Comparison]]:
    """Every published figure that can be compared, with the id of its model."""
    for model in registry.models.values():
        estimated, native = registry.estimated(model), usual(registry.native(model))
        if estimated and native:
            found = (compare(claim, estimated, native, registry.estimates.calibration) for claim in model.vram)
            yield from ((model.id, comparison) for comparison in found if comparison)


@dataclass(frozen=True, slots=True)
class Check:
    """A measurement beside the range that the site states for it, in bytes."""

    run: Run
    taken: int
    low: int
    high: int
    moments: tuple[Peak, ...]
    """What was estimated, stage by stage."""

    @property
    def ratio(self) -> float:
        """Estimated (the middle of the range) over measured."""
        return (self.low + self.high) / 2 / self.taken

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
                    key = run.cell.mode, run.cell.precision
                    found = demand(figures.estimate, *key, calibration)
                    yield id_, Check(run, run.taken, found.low, found.high, peaks(figures.estimate, *key))
