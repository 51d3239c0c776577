"""Published configurations → data/measurements/estimates.json: what each model takes at its native size, by arithmetic.

One model after the other is run in FakeTensorMode (fake.py), each in a process of its own, so that one that cannot be
run takes no other with it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, get_args

import torch
from atlas.domain.counts import ROLES
from atlas.domain.memory import Precision
from torch._subclasses.fake_tensor import FakeTensorMode

from .fake import Decoded, Recorder
from .networks import load
from .pipelines import assemble, generate, quiet
from .turns import Turns, order_of
from .weights import of

if TYPE_CHECKING:
    from .runs import Run

STEPS = 2
PRECISIONS: dict[str, tuple[Precision, ...]] = {
    "denoiser": get_args(Precision),
    "text_encoder": ("native", "int8", "nf4"),
}
"""By role; other networks are never quantised here."""


def estimate(run: Run) -> dict[str, Any]:
    """One record of the file (atlas.domain.memory.Estimate). Raises what the pipeline raises."""
    with torch.no_grad():
        mode = FakeTensorMode(allow_non_fake_inputs=True)
        networks = {part.slot: load(part, getattr(torch, run.dtype_of(part.slot)), "cpu", mode) for part in run.parts}
        pipeline = quiet(assemble(run, networks))
        roles = {name: ROLES[name] for name in networks}
        parts = {name: of(networks[name], role, PRECISIONS.get(role, ("native",))) for name, role in roles.items()}
        recorder = Recorder(mode, networks, Turns(order_of(pipeline, run, networks)))
        with suppress(Decoded):
            generate(pipeline, run, STEPS)
    return {
        "pipeline": run.pipeline,
        "width": run.width,
        "height": run.height,
        "frames": run.frames,
        "batch": run.batch,
        "dtype": run.dtype,
        "parts": parts,
        "stages": recorder.stages(),
    }
