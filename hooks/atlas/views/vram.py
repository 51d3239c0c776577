"""What is known of the memory that models need: published claims, and the weights alone, which are only arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..domain.inherit import inherited_vram
from .counted import BYTES_OF_16_BIT, GIGA, quantised_gb
from .sources import Sources

if TYPE_CHECKING:
    from ..domain.model import Model, VramClaim
    from ..domain.registry import Registry
    from .sources import Mark


@dataclass(frozen=True, slots=True)
class Claim:
    """One published figure with the mark of its source."""

    claim: VramClaim
    mark: Mark


@dataclass(frozen=True, slots=True)
class VramRow:
    """One model of the table."""

    model: Model
    params: int | None
    weights_gb: float | None
    """All parts at 16 bits a parameter, in 10⁹ bytes; None unless every part is counted."""
    int8_gb: float | None
    """The same with denoiser and text encoders at 8 bits; None unless every part was counted by this project."""
    nf4_gb: float | None
    """The same at 4 bits."""
    claims: tuple[Claim, ...]


@lru_cache(maxsize=4)
def vram_rows(registry: Registry, modality: str) -> tuple[VramRow, ...]:
    """Models of one modality that have figures of their own, in order of release."""
    models = (model for model in registry.models.values() if model.modality == modality)
    rows = (_row(registry, model) for model in models if model.vram or _is_counted_base(registry, model))
    return tuple(row for row in rows if row.claims or row.weights_gb is not None)


def weights_gb(registry: Registry, model: Model) -> float | None:
    """Size of all parts at 16 bits a parameter, in 10⁹ bytes; None unless every part is counted."""
    total = 0
    parts = registry.architecture(model).value.components
    for part in parts:
        shared = registry.components.get(part.ref or "")
        params = part.params if part.params is not None else shared.params if shared else None
        if params is None:
            return None
        total += params * part.count
    return total * BYTES_OF_16_BIT / GIGA if parts else None


def claims_of(registry: Registry, model: Model) -> tuple[tuple[Claim, ...], str | None]:
    """Published figures for a model with their marks, and the ancestor they come from (None: its own)."""
    claims, origin = inherited_vram(model, registry.models)
    sources = Sources.of(registry.models[origin] if origin else model)
    return tuple(Claim(claim, sources.mark(claim.source)) for claim in claims), origin


def _is_counted_base(registry: Registry, model: Model) -> bool:
    own = any(part.role == "denoiser" and part.params is not None for part in model.architecture.components)
    return own and model.kind in {"base", "continued", "distilled", "edit"}


def _row(registry: Registry, model: Model) -> VramRow:
    claims, origin = claims_of(registry, model)
    quantised = (quantised_gb(registry, model, "int8"), quantised_gb(registry, model, "nf4"))
    return VramRow(model, registry.params(model), weights_gb(registry, model), *quantised, () if origin else claims)
