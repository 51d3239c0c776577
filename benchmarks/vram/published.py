"""Published figures → runs of the same models at the sizes that the figures are stated for, where those are others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from atlas.domain.conditions import Size, method, stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.domain.registry import Registry

    from .runs import Run

KEPT = ("width", "height", "frames", "batch", "stages")
"""What such a run adds to the estimate of its model (atlas.domain.memory.Elsewhere)."""


def elsewhere(registry: Registry, run: Run) -> tuple[Run, ...]:
    """Runs for the published figures of a model that could be compared but for their size, each size once."""
    native = size_of_run(run)
    claims = registry.models[run.id].vram
    sizes = dict.fromkeys(stated(claim, native) for claim in claims if method(claim, run.dtype))
    possible = [size for size in sizes if size != native and bool(size.frames) == bool(native.frames)]
    return tuple(replace(run, **size._asdict()) for size in possible)


def size_of_run(run: Run) -> Size:
    """What a run makes."""
    return Size(run.width, run.height, run.frames, run.batch)


def kept(record: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored of the record of such a run."""
    return {name: record[name] for name in KEPT}
