"""How a part was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..domain.architecture import Part
    from ..domain.counts import Count
    from ..domain.model import Model
    from ..domain.registry import Registry


def count_of(registry: Registry, model: Model, part: Part) -> Count | None:
    """The count of one part of `model`; None where its parameters were only stated."""
    if part.ref and part.params is None:
        return registry.counts.components.get(part.ref)
    counts = registry.counted.get(registry.owner(model), ())
    return next((count for count in counts if count.params == part.params), None)
