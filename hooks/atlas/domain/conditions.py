"""Sizes of runs, and what a published figure was stated for in the terms of the estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .counts import ROLES
from .memory import CELLS

if TYPE_CHECKING:
    from .figures import Native
    from .memory import Elsewhere, Estimate, Mode, Precision, Weights
    from .model import Offload, VramClaim

MODES: dict[Offload | None, Mode] = {
    None: "gpu", "none": "gpu", "model": "offload", "group": "group", "sequential": "sequential",
}  # fmt: skip
"""Where no offloading is stated, everything is taken to be on the GPU."""
WITHOUT_TEXT: dict[Offload | None, Mode] = {"text-encoder-on-cpu": "offload", "remote-text-encoder": "gpu"}
"""The same where the text encoder never comes to the GPU: the commands that have it on the CPU offload the rest."""
SIXTEEN_BITS = frozenset({"bfloat16", "float16"})


class Size(NamedTuple):
    """What is made at once."""

    width: int
    height: int
    frames: int | None
    batch: int


def size_of(run: Estimate | Elsewhere) -> Size:
    """What was estimated."""
    return Size(run.width, run.height, run.frames, run.batch)


def usual(native: Native) -> Size | None:
    """One picture or clip at the native size; None where that is unknown."""
    if native.size is None:
        return None
    width, height = map(int, native.size.split("x"))
    return Size(width, height, native.frames, 1)


def stated(claim: VramClaim, native: Size) -> Size:
    """What a published figure was stated for; where it is silent, the native size."""
    width, height = (int(side) for side in claim.resolution.split("x")) if claim.resolution else native[:2]
    return Size(width, height, claim.frames or native.frames, claim.batch or native.batch)


def method(claim: VramClaim, dtype: str) -> tuple[Precision, Mode] | None:
    """How a published figure came about, of a model that is run in `dtype`; None where the source does not say enough,
    or what is not estimated."""
    precision, mode = _precision(claim, dtype), _mode(claim)
    return (precision, mode) if precision and mode in CELLS[precision] and not (claim.others or claim.variant) else None


def as_stated(estimate: Estimate, claim: VramClaim) -> Estimate:
    """The same run as a published figure has it: with the text encoder elsewhere, some parts as they were published,
    the picture in tiles only where the source says so."""
    parts, stages = dict(estimate.parts), estimate.stages
    if claim.offload in WITHOUT_TEXT:
        parts = {name: part for name, part in parts.items() if ROLES.get(name) != "text_encoder"}
        stages = tuple(run for run in stages if run.part in parts)
    if claim.precision_of:
        whole = {name for name in parts if ROLES.get(name) != claim.precision_of}
        parts |= {name: _as_published(parts[name]) for name in whole}
    stages = tuple(
        run.model_copy(update={"bytes": (claim.tiled and run.tiled) or run.bytes, "tiled": None}) for run in stages
    )
    return estimate.model_copy(update={"parts": parts, "stages": stages})


def _as_published(part: Weights) -> Weights:
    whole, group = ({key: size for key, size in sizes.items() if key == "native"} for sizes in (part.whole, part.group))
    return part.model_copy(update={"whole": whole, "group": group})


def _mode(claim: VramClaim) -> Mode | None:
    """None for what is not estimated."""
    mode = MODES.get(claim.offload) or WITHOUT_TEXT.get(claim.offload)
    return "tiled" if claim.tiled and mode == "offload" else mode


def _precision(claim: VramClaim, dtype: str) -> Precision | None:
    """None where the source does not say enough: in 8-bit floating point, and for a least card, also what is moved off
    the GPU."""
    if claim.offload is None and (claim.precision == "fp8" or claim.means in {"minimum", "recommended"}):
        return None
    match claim.precision:
        case "fp16" | "bf16":
            return "native" if dtype in SIXTEEN_BITS else None
        case "fp32":
            return "native" if dtype == "float32" else None
        case "fp8" | "int8" | "nf4":
            return claim.precision
        case _:
            return None
