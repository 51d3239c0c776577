"""Memory of a run, stage by stage: networks in place and what the stage holds beside them.

All sizes are bytes. Weights are known exactly, and PyTorch's allocator takes little more for them. What is uncertain is
the working memory beside them: it is cut in pieces, and not every gap can be filled. On a card with room to spare the
allocator also keeps what nobody needs any more; a card that is nearly full makes it give that back: it is not counted.
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
MIB, GIB = 2**20, 2**30
TOTALS = {4: 4096, 6: 6144, 8: 8188, 12: 12282, 16: 16380, 24: 24564, 32: 32607, 48: 46068, 80: 81559}
"""Size by which a card is sold → MiB that nvidia-smi reads off it, the least of what public logs show: a 3060 of 12 GB
has 12288, a card of 48 GB without error correction 49140. Nobody's log of a 6 GB card was at hand."""
CARDS = tuple(TOTALS)
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
    beside: tuple[Name, ...] = ()
    """Networks that model offload leaves in place meanwhile."""


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
    """How a sum of tensors becomes what a card must have: weights + `working` · working memory + `context`."""

    working: Number
    """What a run cannot do without, in times of the working memory that is alive at once: fragmentation takes the rest.
    PyTorch's own allocator, given what nine pipelines ask for on a made-up device that shrank, held out down to 1.1 to
    1.4 times."""
    context: Whole
    """What CUDA itself takes."""
    measurements: Whole = 0
    """Measured cells that the two were fitted on; with 0 they are assumptions."""


class Estimates(Record):
    """data/measurements/estimates.json."""

    made_with: dict[str, str] = {}
    calibration: Calibration = Calibration(working=1.25, context=round(0.6 * GIB))
    models: dict[Id, Estimate] = {}
    elsewhere: dict[Id, tuple[Elsewhere, ...]] = {}
    """The same models at other sizes: those of published figures, and the native ones of models that share the
    networks."""


class Peak(NamedTuple):
    """The fullest moment of a run."""

    stage: Stage
    weights: tuple[tuple[str, int], ...]
    """Bytes of each network that is in place, by its name in the pipeline."""
    activations: int

    @property
    def in_place(self) -> int:
        """All weights, in bytes."""
        return sum(size for _, size in self.weights)

    @property
    def total(self) -> int:
        """All tensors, in bytes."""
        return self.in_place + self.activations

    def on_card(self, calibration: Calibration) -> int:
        """Bytes that a card must have for it."""
        return self.in_place + round(calibration.working * self.activations) + calibration.context


class Demand(NamedTuple):
    """What a run asks of a card, in bytes."""

    low: int
    """All tensors at the fullest moment: the lower end of the range."""
    high: int
    """What a card should have: the upper end."""
    peak: Peak
    """The moment that asks for most."""


def is_possible(estimate: Estimate, mode: Mode) -> bool:
    """Whether every network of a model runs in a mode."""
    return mode != "sequential" or all(part.layer is not None for part in estimate.parts.values())


def peaks(estimate: Estimate, mode: Mode, precision: Precision) -> tuple[Peak, ...]:
    """Every stage in turn. The mode must be possible."""
    return tuple(_peak(estimate, run, mode, precision) for run in estimate.stages)


def demand(estimate: Estimate, mode: Mode, precision: Precision, calibration: Calibration) -> Demand:
    """Every stage counts: the one with most tensors need not be the one that asks for most. The mode must be
    possible."""
    found = peaks(estimate, mode, precision)
    fullest = max(found, key=lambda moment: moment.on_card(calibration))
    return Demand(max(moment.total for moment in found), fullest.on_card(calibration), fullest)


def _peak(estimate: Estimate, run: StageRun, mode: Mode, precision: Precision) -> Peak:
    kept = run.beside if mode in {"offload", "tiled"} else ()
    present = {name: part for name, part in estimate.parts.items() if name in (run.part, *kept) or _stays(part, mode)}
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
