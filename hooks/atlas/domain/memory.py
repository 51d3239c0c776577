"""Memory of a run, stage by stage: networks in place and what the stage holds beside them.

All sizes are bytes. A figure of the estimator is the sum of all tensors alive at once (`peak`). What a graphics card
must have is more: workspaces of the kernels, fragmentation and the CUDA context are in the upper end of the range
(`Calibration.high`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from .record import Record
from .scalars import Id, Name, Number, Whole

Mode = Literal["gpu", "offload", "tiled", "group", "sequential"]
"""What is on the GPU: every network; the one that runs; the same, and the picture is decoded in tiles; two blocks of
the one that runs, with tiles; one layer of it, with tiles."""
Precision = Literal["native", "fp8", "int8", "nf4"]
"""Weights as published; denoisers stored in 8 bits and computed in 16; denoisers and text encoders in 8 bits; in 4."""
Stage = Literal["text", "input", "denoise", "decode"]
"""Prompt → embeddings; picture → latents; the steps; latents → picture."""
CELLS: dict[Precision, tuple[Mode, ...]] = {
    "native": ("gpu", "offload", "tiled", "group", "sequential"),
    "fp8": ("gpu", "offload", "tiled", "group"),
    "int8": ("gpu", "offload", "tiled"),
    "nf4": ("gpu", "offload", "tiled"),
}
"""Modes that diffusers offers with each precision."""
IN_TILES: frozenset[Mode] = frozenset({"tiled", "group", "sequential"})
GIB = 2**30


CARDS = (4, 6, 8, 12, 16, 24, 32, 48, 80)
"""Sizes of graphics cards that the figures are held against, in the gigabytes that they are sold by."""


class Weights(Record):
    """One network of a run."""

    whole: dict[Precision, Whole]
    """All its weights; a precision that the network is not stored in stands as "native"."""
    group: dict[Precision, Whole] = {}
    """The most at once with group offloading, for the precisions that go with it. Empty for a network that diffusers
    refuses to take apart: it is whole on the GPU all the time."""
    layer: Whole | None
    """The most at once with sequential offloading; None for a network that does not run with it."""


class StageRun(Record):
    """One network at work."""

    stage: Stage
    part: Name
    """Its name in the pipeline."""
    bytes: Whole
    """Tensors alive at once beside the weights."""
    tiled: Whole | None = None
    """The same when the picture is decoded in tiles; None where it cannot be."""


class Estimate(Record):
    """One model, run without a GPU at its native size."""

    pipeline: Name
    width: Whole
    height: Whole
    frames: Whole | None
    batch: Whole
    dtype: Name
    parts: dict[Name, Weights]
    stages: tuple[StageRun, ...]


class Elsewhere(Record):
    """One model, run at another size than its native one: the weights are those of its estimate."""

    width: Whole
    height: Whole
    frames: Whole | None
    batch: Whole
    stages: tuple[StageRun, ...]


class Calibration(Record):
    """How a sum of tensors becomes the memory of a card: `factor` · peak + `context`."""

    factor: Number
    context: Whole
    measurements: Whole = 0
    """Measured cells that the two were fitted on; with 0 they are those of the reference design."""


class Estimates(Record):
    """data/measurements/estimates.json."""

    made_with: dict[str, str] = {}
    calibration: Calibration = Calibration(factor=1.1, context=round(0.6 * GIB))
    models: dict[Id, Estimate] = {}
    elsewhere: dict[Id, tuple[Elsewhere, ...]] = {}
    """The same models at the sizes that published figures are stated for, to be compared with them alone."""


class Peak(NamedTuple):
    """The fullest moment of a run."""

    stage: Stage
    weights: tuple[tuple[str, int], ...]
    """Bytes of each network that is in place, by its name in the pipeline."""
    activations: int

    @property
    def total(self) -> int:
        """All tensors, in bytes."""
        return sum(size for _, size in self.weights) + self.activations


def is_possible(estimate: Estimate, mode: Mode) -> bool:
    """Whether every network of a model runs in a mode."""
    return mode != "sequential" or all(part.layer is not None for part in estimate.parts.values())


def peaks(estimate: Estimate, mode: Mode, precision: Precision) -> tuple[Peak, ...]:
    """Every stage in turn. The mode must be possible."""
    return tuple(_peak(estimate, run, mode, precision) for run in estimate.stages)


def peak(estimate: Estimate, mode: Mode, precision: Precision) -> Peak:
    """The fullest stage. The mode must be possible."""
    return max(peaks(estimate, mode, precision), key=lambda found: found.total)


def high(calibration: Calibration, total: int) -> int:
    """Upper end of the range, in bytes: what a card should have for tensors of `total` bytes."""
    return round(calibration.factor * total) + calibration.context


def _peak(estimate: Estimate, run: StageRun, mode: Mode, precision: Precision) -> Peak:
    present = {name: part for name, part in estimate.parts.items() if name == run.part or _stays(part, mode)}
    weights = tuple((name, _in_place(part, mode, precision)) for name, part in present.items())
    tiled = run.tiled if mode in IN_TILES else None
    return Peak(run.stage, weights, run.bytes if tiled is None else tiled)


def _stays(part: Weights, mode: Mode) -> bool:
    """Whether a network is on the GPU while another one works."""
    return mode == "gpu" or (mode == "group" and not part.group)


def _in_place(part: Weights, mode: Mode, precision: Precision) -> int:
    if mode == "sequential":
        return part.layer or 0
    sizes = part.group if mode == "group" and part.group else part.whole
    return sizes.get(precision, sizes["native"])
