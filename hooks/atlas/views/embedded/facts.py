"""Facts that an article names, where they take more than a look into one field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ...domain.architecture import Part
    from ...domain.figures import Figure
    from ...domain.model import Model, VramClaim
    from ...domain.registry import Registry
    from ...domain.shared import Component
    from ...domain.usage import ModelFile

MAIN_ROLES = ("checkpoint", "denoiser", "adapter", "vae")
"""Roles of the file that is meant by "the file of a model", the likeliest first."""


def main_file(model: Model) -> ModelFile | None:
    """The file that one downloads: the first checkpoint, else the first denoiser, adapter or VAE."""
    found = (file for role in MAIN_ROLES for file in model.files if file.role == role)
    return next(found, None)


class NamedPart(NamedTuple):
    """A part with the shared record behind it, where it has one."""

    part: Part
    shared: Component | None


def parts_of(registry: Registry, model: Model, role: str) -> tuple[NamedPart, ...]:
    """The parts of a model that play one role, its own or inherited."""
    parts = registry.architecture(model).value.components
    return tuple(NamedPart(part, registry.components.get(part.ref or "")) for part in parts if part.role == role)


def dtype_of(registry: Registry, model: Model) -> str | None:
    """Precision of the published weights: of the main file, else of the denoiser."""
    file = main_file(model)
    if file and file.precision:
        return file.precision
    return next((named.part.dtype for named in parts_of(registry, model, "denoiser") if named.part.dtype), None)


class Memory(NamedTuple):
    """What is known of the card that a model calls for: a figure of our own, else a published one."""

    figure: Figure | None
    claim: VramClaim | None


def memory_fact(registry: Registry, model: Model, means: str) -> Memory:
    """The `minimum` or `recommended` card of a model."""
    figured = registry.figured(model)
    figures = registry.figures[figured] if figured else None
    figure = (figures.minimum if means == "minimum" else figures.recommended) if figures else None
    claims = [claim for claim in model.vram if claim.means == means]
    return Memory(figure, min(claims, key=lambda claim: claim.gb, default=None))


def training_steps(model: Model) -> int | None:
    """Steps of all stages together; None where one of them is unknown."""
    steps = [stage.steps for stage in model.training.stages] if model.training else []
    return sum(step or 0 for step in steps) if steps and None not in steps else None
