"""What the home page answers first."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..domain.model import Model, Recommendation
    from ..domain.registry import Registry

CARD_SIZES_GB = (6, 8, 12, 16, 24)


@dataclass(frozen=True, slots=True)
class Pick:
    """A recommendation with the model that it speaks of."""

    model: Model
    recommendation: Recommendation


class Fit(NamedTuple):
    """How many models one size of card is enough for."""

    card: int
    """Gigabytes."""
    minimum: int
    """Those that run, quantised or offloaded where they must be."""
    recommended: int
    """Those that fit whole, in their own precision."""


def picks(registry: Registry, per_purpose: int = 3) -> dict[str, tuple[Pick, ...]]:
    """Recommendations by purpose, the newest opinions first."""
    found: dict[str, list[Pick]] = {}
    for model in registry.models.values():
        for recommendation in model.recommended_for:
            found.setdefault(recommendation.purpose, []).append(Pick(model, recommendation))
    for purpose, group in found.items():
        group.sort(key=lambda pick: (pick.recommendation.as_of, pick.model.released or ""), reverse=True)
        found[purpose] = group[:per_purpose]
    return {purpose: tuple(group) for purpose, group in sorted(found.items())}


def fitting(registry: Registry) -> tuple[Fit, ...]:
    """What runs on the cards that most people have, by the memory figures (domain/figures.py)."""
    ids = filter(None, map(registry.figured, registry.models.values()))
    figures = [registry.figures[id_] for id_ in ids]
    return tuple(
        Fit(
            card,
            sum(1 for found in figures if found.minimum and (found.minimum.card or inf) <= card),
            sum(1 for found in figures if found.recommended and (found.recommended.card or inf) <= card),
        )
        for card in CARD_SIZES_GB
    )


def sellable(registry: Registry) -> dict[str, int]:
    """How many models' licences let you sell the pictures: counts by answer, licence unknown counted as unknown."""
    counts = dict.fromkeys(("yes", "conditional", "no", "unknown"), 0)
    for model in registry.models.values():
        license_ = registry.licenses.get(model.license or "")
        counts[license_.rights.sell_outputs.answer if license_ else "unknown"] += 1
    return counts
