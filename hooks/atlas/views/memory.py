"""What pages show of memory figures: rows of tables, ranges in gigabytes, and how far the figures can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from ..domain.accuracy import Spread, checks, comparisons
from ..domain.memory import CARDS, GIB

if TYPE_CHECKING:
    from ..domain.accuracy import Comparison
    from ..domain.figures import Figure, Figures
    from ..domain.memory import Mode, Precision
    from ..domain.model import Model, VramClaim
    from ..domain.registry import Registry

MAIN: dict[str, tuple[tuple[Precision, Mode], ...]] = {
    "image": (
        ("native", "gpu"), ("native", "offload"), ("fp8", "offload"), ("nf4", "gpu"), ("nf4", "offload"),
        ("native", "sequential"),
    ),
    "video": (
        ("native", "gpu"), ("native", "offload"), ("native", "tiled"), ("fp8", "tiled"), ("nf4", "tiled"),
        ("native", "sequential"),
    ),
}  # fmt: skip
"""Figures that the table of all models shows, by what they make: tiles matter for video."""
DTYPES = {"bfloat16": "bf16", "float16": "fp16", "float32": "fp32"}


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """One model of the table. It has a recommended card, and with it a minimum one."""

    model: Model
    figures: Figures
    alike: tuple[Model, ...]
    """Other models that the figures hold for."""


class CardRow(NamedTuple):
    """One size of card: models for which it is enough and no smaller one is."""

    card: int | None
    """Gigabytes; None for more than any of CARDS."""
    recommended: tuple[MemoryRow, ...]
    minimum: tuple[MemoryRow, ...]


@lru_cache(maxsize=4)
def memory_rows(registry: Registry, modality: str) -> tuple[MemoryRow, ...]:
    """Models of one modality with figures of their own, in order of release."""
    alike: dict[str | None, list[Model]] = {}
    for model in registry.models.values():
        alike.setdefault(registry.figured(model), []).append(model)
    rows = (
        MemoryRow(registry.models[id_], figures, tuple(model for model in alike[id_] if model.id != id_))
        for id_, figures in registry.figures.items()
    )
    return tuple(row for row in rows if row.model.modality == modality and row.figures.recommended)


def card_rows(registry: Registry, modality: str) -> tuple[CardRow, ...]:
    """Cards with the models that begin at them, the smallest card first."""
    rows = memory_rows(registry, modality)
    found = (
        CardRow(
            card,
            tuple(row for row in rows if row.figures.recommended and row.figures.recommended.card == card),
            tuple(row for row in rows if row.figures.minimum and row.figures.minimum.card == card),
        )
        for card in (*CARDS, None)
    )
    return tuple(row for row in found if row.recommended or row.minimum)


def in_gb(figure: Figure) -> tuple[float, ...]:
    """Both ends of a range as they are printed, rounded outwards; one number for a measurement."""
    if figure.low == figure.high:
        return (round(figure.low / GIB, 1),)
    return range_gb(figure.low, figure.high)


def range_gb(low: int, high: int) -> tuple[float, float]:
    """Bytes → gigabytes: tenths below ten, whole ones above."""
    below, above = low / GIB, high / GIB
    return (
        floor(below * 10) / 10 if below < 10 else floor(below),
        ceil(above * 10) / 10 if above < 10 else ceil(above),
    )


def precision_name(figure: Figure, figures: Figures) -> str:
    """`bf16` for a model's own precision, else the name of the quantisation."""
    if figure.precision == "native" and figures.estimate:
        return DTYPES.get(figures.estimate.dtype, figures.estimate.dtype)
    return figure.precision


class Accuracy(NamedTuple):
    """How far the estimates are from what else is known."""

    published: Spread | None
    """Of figures that say what was used."""
    least: Spread | None
    """Of figures that name the least card, against the upper end of the range."""
    left_out: int
    """Published figures that state too little, or what is not estimated."""
    measured: Spread | None


@lru_cache(maxsize=2)
def accuracy(registry: Registry) -> Accuracy:
    """Ratios of the estimates to what was published, and to what was measured."""
    found = [comparison for _, comparison in compared_claims(registry)]
    stated = sum(len(model.vram) for model in registry.models.values() if registry.estimated(model))
    return Accuracy(
        Spread.of([comparison.ratio for comparison in found if comparison.is_use]),
        Spread.of([comparison.ratio for comparison in found if comparison.claim.means == "minimum"]),
        stated - len(found),
        Spread.of([check.ratio for _, check in checks(registry)]),
    )


@lru_cache(maxsize=2)
def compared_claims(registry: Registry) -> tuple[tuple[str, Comparison], ...]:
    """Published figures that can be compared with an estimate, each with the id of its model, in order of release."""
    return tuple(comparisons(registry))


@lru_cache(maxsize=2)
def _by_claim(registry: Registry) -> dict[tuple[str, VramClaim], Comparison]:
    return {(id_, found.claim): found for id_, found in compared_claims(registry)}


def compared(registry: Registry, id_: str, claim: VramClaim) -> Comparison | None:
    """The estimate that a published figure of the model `id_` can be compared with."""
    return _by_claim(registry).get((id_, claim))
