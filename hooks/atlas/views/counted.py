"""How a part was counted, and what its weights take at each precision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..domain.architecture import Part
    from ..domain.counts import Count
    from ..domain.model import Model
    from ..domain.registry import Registry

Precision = Literal["int8", "nf4"]
BYTES: dict[Precision, float] = {"int8": 1.0, "nf4": 0.5 + 4 / 64}
"""Bytes of one quantised weight; nf4 keeps a 32-bit scale for every 64 weights."""
QUANTISED = frozenset({"denoiser", "text_encoder"})
"""Roles that are quantised in practice; the other parts are small and stay at 16 bits."""
BYTES_OF_16_BIT = 2
BYTES_OF_32_BIT = 4
GIGA = 1e9


def count_of(registry: Registry, model: Model, part: Part) -> Count | None:
    """The count of one part of `model`; None where its parameters were only stated."""
    if part.ref and part.params is None:
        return registry.counts.components.get(part.ref)
    counts = registry.counted.get(registry.owner(model), ())
    return next((count for count in counts if count.params == part.params), None)


def quantised_gb(registry: Registry, model: Model, precision: Precision) -> float | None:
    """Weights in 10⁹ bytes with denoiser and text encoders quantised; None unless every part was counted."""
    total = 0.0
    parts = registry.architecture(model).value.components
    for part in parts:
        count = count_of(registry, model, part)
        if count is None:
            return None
        small, kept = (count.linear, count.kept) if part.role in QUANTISED else (0, 0)
        rest = count.params + count.buffers - small - kept
        total += part.count * (small * BYTES[precision] + kept * BYTES_OF_32_BIT + rest * BYTES_OF_16_BIT)
    return total / GIGA if parts else None
