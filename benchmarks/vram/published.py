"""Models → runs at other sizes: those of published figures, and the native ones of models with the same networks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from atlas.domain.conditions import Size, method, stated, usual
from atlas.domain.inherit import is_run_like_its_kin

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from atlas.domain.model import Model
    from atlas.domain.registry import Registry

    from .runs import Run

KEPT = ("width", "height", "frames", "batch", "stages")
"""What such a run adds to the estimate of its model (atlas.domain.memory.Elsewhere)."""


def elsewhere(registry: Registry, run: Run, runs: Container[str]) -> tuple[Run, ...]:
    """Runs of a model beside its native one, each size once. Models among `runs` have their own."""
    native, this = size_of_run(run), registry.models[run.id]
    others = (model for model in registry.models.values() if model.id not in runs and is_run_like_its_kin(model))
    kin = (this, *(model for model in others if registry.networks(model) == registry.networks(this)))
    sizes = dict.fromkeys(size for model in kin for size in _sizes(registry, model, run.dtype))
    possible = [size for size in sizes if size != native and bool(size.frames) == bool(native.frames)]
    return tuple(replace(run, **size._asdict()) for size in possible)


def _sizes(registry: Registry, model: Model, dtype: str) -> Iterator[Size]:
    """The native size of a model, and those of its published figures that could be compared but for their size."""
    native = usual(registry.native(model))
    if native:
        yield native
        yield from (stated(claim, native) for claim in model.vram if method(claim, dtype))


def size_of_run(run: Run) -> Size:
    """What a run makes."""
    return Size(run.width, run.height, run.frames, run.batch)


def kept(record: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored of the record of such a run."""
    return {name: record[name] for name in KEPT}
