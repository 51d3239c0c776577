"""One cell, in the process that is there for it alone. Its answers are reports (`runner.cell_of`)."""

from __future__ import annotations

import gc
import sys
import traceback
from typing import TYPE_CHECKING, Any

import torch
from atlas.domain.counts import ROLES

from ..estimate import PRECISIONS
from ..pipelines import assemble, generate, quiet
from .card import Cuda, MainMemory, attention
from .cells import STEPS
from .machine import NEEDED
from .modes import place
from .precision import Place, make, size
from .stages import Stages
from .watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from .processes import Report
    from .requests import Request

NO_MEMORY = ("out of memory", "ALLOC_FAILED")
"""How libraries beside PyTorch say it."""


def ready(_: None, report: Callable[[Report], object]) -> None:
    """Reports that CUDA works in a process like this one."""
    torch.zeros(1, device="cuda")
    report({"ready": True})


def measure(request: Request, report: Callable[[Report], object]) -> None:
    """Carries out one cell on the card that is there."""
    for package in NEEDED.values():
        if sys.modules.get(package, package) is None:  # preload held it back
            del sys.modules[package]
    run_on(Cuda(request.cap), request, report)


def run_on(device: Any, request: Request, report: Callable[[Report], object]) -> None:
    """Carries out one cell. Whatever goes wrong is reported, not raised."""
    memory, stages = MainMemory(), Stages(device, report)
    try:
        with torch.no_grad(), attention():
            pipeline = prepare(device, request, stages, memory)
            generate(pipeline, request.run, STEPS)
            stages.close()
    except Exception as error:  # noqa: BLE001 — a dozen libraries raise whatever they like
        traceback.print_exc()
        stages.close(broken=True)
        reason = reason_of(error, ran_out=device.ran_out())
        report({"reason": reason, "message": f"{type(error).__name__}: {error}", "host": memory.most()})
        return
    seconds = stages.seconds_per_step
    report({"completed": True, "context": device.context(), "host": memory.most(), "seconds_per_step": seconds})


def prepare(device: Any, request: Request, stages: Stages, memory: MainMemory) -> Any:
    """The pipeline with its networks in place, watched."""
    run, kind = request.run, request.kind
    at = Place(device.name, is_home=kind.mode == "gpu")
    networks = {}
    for part in run.parts:
        possible = PRECISIONS.get(ROLES[part.slot], ("native",))
        precision = kind.precision if kind.precision in possible else "native"
        networks[part.slot] = make(part, getattr(torch, run.dtype_of(part.slot)), precision, at)
    memory.hold(sum(map(size, networks.values())))
    pipeline = quiet(assemble(run, networks))
    place(pipeline, networks, kind.mode, device)
    gc.collect()
    device.settle()
    Watch(stages, networks)
    return pipeline


def reason_of(error: BaseException, *, ran_out: bool) -> str:
    """`out-of-memory`, where that is what the error says, or where memory `ran_out` before it: PyTorch then looks for
    another kernel, and Sana's pipeline goes on without its picture. `error` for all others."""
    says = any(words in str(error) for words in NO_MEMORY)
    return "out-of-memory" if ran_out or isinstance(error, torch.OutOfMemoryError) or says else "error"
