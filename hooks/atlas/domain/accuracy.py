"""How far estimates are from what was published and from what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from statistics import median
from typing import TYPE_CHECKING, Literal

from .figures import runs_of
from .memory import CELLS, GIB, high, peak, peaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .figures import Native, Run
    from .memory import Calibration, Estimate, Mode, Precision
    from .model import Offload, VramClaim
    from .registry import Registry

MODES: dict[Offload | None, Mode] = {
    None: "gpu", "none": "gpu", "model": "offload", "group": "group", "sequential": "sequential",
}  # fmt: skip
"""Where no offloading is stated, everything is taken to be on the GPU."""
SIXTEEN_BITS = frozenset({"bfloat16", "float16"})
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


def compare(claim: VramClaim, estimate: Estimate, native: Native, calibration: Calibration) -> Comparison | None:
    """A published figure beside the estimate; None where it was not published for conditions that were estimated."""
    precision, mode = _precision(claim, estimate), MODES.get(claim.offload)
    if precision is None or mode not in CELLS[precision] or not _same(claim, estimate, native):
        return None
    found = peaks(estimate, mode, precision)
    weights = max(sum(size for _, size in stage.weights) for stage in found)
    total = max(stage.total for stage in found)
    if claim.means == "loaded":
        return Comparison(claim, precision, mode, weights, weights + calibration.context, weights)
    return Comparison(claim, precision, mode, total, high(calibration, total), weights)


def _precision(claim: VramClaim, estimate: Estimate) -> Precision | None:
    """None where the source does not say enough: in 8-bit floating point, and for a least card, also what is moved off
    the GPU."""
    if claim.offload is None and (claim.precision == "fp8" or claim.means in {"minimum", "recommended"}):
        return None
    match claim.precision:
        case "fp16" | "bf16":
            return "native" if estimate.dtype in SIXTEEN_BITS else None
        case "fp32":
            return "native" if estimate.dtype == "float32" else None
        case "fp8" | "int8" | "nf4":
            return claim.precision
        case _:
            return None


def _same(claim: VramClaim, estimate: Estimate, native: Native) -> bool:
    stated = (claim.resolution, claim.frames, claim.batch)
    return all(own in {None, other} for own, other in zip(stated, (*native, estimate.batch), strict=True))


def comparisons(registry: Registry) -> Iterator[tuple[str, Comparison]]:
    """Every published figure that can be compared, with the id of its model."""
    for id_, figures in registry.figures.items():
        model = registry.models[id_]
        if figures.estimate:
            calibration = registry.estimates.calibration
            found = (compare(claim, figures.estimate, registry.native(model), calibration) for claim in model.vram)
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
