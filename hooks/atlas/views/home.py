"""What the home page answers first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..domain.model import Model, Recommendation
    from ..domain.registry import Registry

CARD_SIZES_GB = (6, 8, 12, 16, 24)


@dataclass(frozen=True, slots=True)
class Pick:
    """A recommendation with the model that it speaks of."""

    model: Model
    recommendation: Recommendation


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


def fitting(registry: Registry) -> dict[int, int]:
    """For each size of card in GB, how many models have a published figure that is no larger."""
    lowest = [min(claim.gb for claim in model.vram) for model in registry.models.values() if model.vram]
    return {size: sum(1 for gb in lowest if gb <= size) for size in CARD_SIZES_GB}


def sellable(registry: Registry) -> dict[str, int]:
    """How many models' licences let you sell the pictures: counts by answer, licence unknown counted as unknown."""
    counts = dict.fromkeys(("yes", "conditional", "no", "unknown"), 0)
    for model in registry.models.values():
        license_ = registry.licenses.get(model.license or "")
        counts[license_.rights.sell_outputs.answer if license_ else "unknown"] += 1
    return counts
