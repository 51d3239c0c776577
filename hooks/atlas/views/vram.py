"""What others published of the memory that models need, and the weights alone, which are only arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..domain.inherit import inherited_vram
from .memory import compared
from .sources import Sources

if TYPE_CHECKING:
    from ..domain.accuracy import Comparison
    from ..domain.model import Model, VramClaim
    from ..domain.registry import Registry
    from .sources import Mark

BYTES_OF_16_BIT = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """One published figure with the mark of its source."""

    claim: VramClaim
    mark: Mark
    compared: Comparison | None
    """The estimate under the same conditions, where there is one."""


@dataclass(frozen=True, slots=True)
class VramRow:
    """One model of the table."""

    model: Model
    params: int | None
    weights: int | None
    """Bytes of all parts at 16 bits a parameter; None unless every part is counted."""
    claims: tuple[Claim, ...]


@lru_cache(maxsize=4)
def vram_rows(registry: Registry, modality: str) -> tuple[VramRow, ...]:
    """Models of one modality with published figures of their own, and counted ones that nothing else is known of, in
    order of release."""
    models = (model for model in registry.models.values() if model.modality == modality)
    rows = (_row(registry, model) for model in models if model.vram or _is_only_counted(registry, model))
    return tuple(row for row in rows if row.claims or row.weights is not None)


def weights_of(registry: Registry, model: Model) -> int | None:
    """Bytes of all parts at 16 bits a parameter; None unless every part is counted."""
    total = 0
    parts = registry.architecture(model).value.components
    for part in parts:
        shared = registry.components.get(part.ref or "")
        params = part.params if part.params is not None else shared.params if shared else None
        if params is None:
            return None
        total += params * part.count
    return total * BYTES_OF_16_BIT if parts else None


def claims_of(registry: Registry, model: Model) -> tuple[tuple[Claim, ...], str | None]:
    """Published figures for a model with their marks, and the ancestor they come from (None: its own)."""
    claims, origin = inherited_vram(model, registry.models)
    owner = registry.models[origin] if origin else model
    sources = Sources.of(owner)
    found = (Claim(claim, sources.mark(claim.source), compared(registry, owner.id, claim)) for claim in claims)
    return tuple(found), origin


def _is_only_counted(registry: Registry, model: Model) -> bool:
    own = any(part.role == "denoiser" and part.params is not None for part in model.architecture.components)
    return own and not registry.figured(model) and model.kind in {"base", "continued", "distilled", "edit"}


def _row(registry: Registry, model: Model) -> VramRow:
    claims, origin = claims_of(registry, model)
    return VramRow(model, registry.params(model), weights_of(registry, model), () if origin else claims)
