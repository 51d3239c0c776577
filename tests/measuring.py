"""A graphics card that is simulated: cells that need so many gigabytes, and what a process would report of them."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field
from typing import NamedTuple

from atlas.domain.measured import Cell, Machine
from atlas.domain.memory import GIB

from benchmarks.vram.measure.cells import Kind, cap
from benchmarks.vram.measure.processes import Outcome
from benchmarks.vram.measure.runner import Bench

NATIVE = Kind("native", "gpu")
OFFLOAD = Kind("native", "offload")
NF4 = Kind("nf4", "gpu")


class Size(NamedTuple):
    """Stands for a run of benchmarks.vram.runs."""

    id: str
    width: int = 1024
    height: int = 1024
    frames: int | None = None


def machine(**others) -> Machine:
    """A large card."""
    usual = {"device": "Card", "memory": 140 * GIB, "driver": "580.1", "torch": "2.11.0", "cuda": "13.0"}
    return Machine(**usual | {"diffusers": "0.42.1", "transformers": "5.17.0"} | others)


def cell(kind=NATIVE, card=None, *, gib=8.0, **others) -> Cell:
    """A run that completed, with `gib` of tensors in its fullest stage."""
    stages = [
        {"stage": "text", "allocated": round(gib * GIB / 2), "reserved": round(gib * GIB / 2), "seconds": 0.5},
        {"stage": "denoise", "allocated": round(gib * GIB), "reserved": round(1.1 * gib * GIB), "seconds": 2.0},
    ]
    usual = {
        "mode": kind.mode, "precision": kind.precision, "width": 1024, "height": 1024, "frames": None,
        "card_gb": card, "completed": True, "stages": stages, "context": GIB // 2, "host": GIB,
        "seconds_per_step": 1.0, "commit": "abc", "measured": "2026-11-21",
    }  # fmt: skip
    return Cell(**usual | others)


def short(kind=NATIVE, card=None, **others) -> Cell:
    """A run for which the card was too small."""
    return cell(kind, card, **{"completed": False, "reason": "out-of-memory", "failed_in": "denoise"} | others)


@dataclass
class Card:
    """Carries out cells that need `gib` each, and takes `takes` seconds for it. Its clock is its own."""

    gib: dict[Kind, float]
    takes: float = 10.0
    time: float = 0.0
    done: list = field(default_factory=list)

    def execute(self, job, limit):
        """As processes.Processes.run."""
        self.done.append(job)
        self.time += min(self.takes, limit)
        if self.takes > limit:
            return Outcome(({"stage": "text"},), "time", -signal.SIGKILL)
        need = self.gib[job.kind] * GIB
        stages = [{"stage": "denoise", "allocated": round(need), "reserved": round(1.1 * need), "seconds": 1.23456}]
        entered = {"stage": "denoise"}
        if need > (140 * GIB if job.card is None else cap(job.card)):
            failure = {"reason": "out-of-memory", "message": "CUDA out of memory. Tried to allocate\nmore"}
            return Outcome((entered, {"stages": stages}, failure), "done", 0)
        end = {"completed": True, "context": GIB // 2, "host": GIB, "seconds_per_step": 0.7}
        return Outcome((entered, {"stages": stages}, end), "done", 0)

    def bench(self, folder, ids=("a",), **others) -> Bench:
        """A session on this card."""
        sizes = {id_: Size(id_) for id_ in ids}
        usual = {"commit": "abc", "today": "2026-11-21", "timeout": 300.0}
        return Bench(machine(), sizes, folder=folder, execute=self.execute, clock=lambda: self.time, **usual | others)


class Nobody:
    """Watches and says nothing."""

    def begin(self, *_):
        """A cell is begun."""

    def end(self, *_):
        """A cell is finished."""


def succeed(request, report):
    """A process that does what it should."""
    report({"given": request})
    os.write(1, b"said to nobody\n")
    report({"completed": True})


def hang(_, report):
    """A process that never ends."""
    report({"stage": "denoise"})
    time.sleep(3600)


def crash(_, report):
    """A process that the system kills."""
    report({"stage": "decode"})
    os.kill(os.getpid(), signal.SIGSEGV)


def fail(*_):
    """A process with a fault."""
    raise ValueError("a fault")
