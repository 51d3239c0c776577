"""Estimates every model, two at a time, and writes what could be estimated."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.domain.memory import Estimates
from atlas.loading.load import load_registry
from atlas.loading.measurements import ESTIMATES, seal

from ..count import LIBRARIES
from ..runs import read_runs
from .progress import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from ..runs import Run


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the registry (default: data)")
    parser.add_argument("--models", nargs="+", metavar="ID", help="only these; the others stay as they are in the file")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="models at a time (default: 2)")


def run(options: Namespace) -> int:
    """Writes the file; the status is 1 where a model could not be estimated."""
    runs = read_runs(load_registry(options.data.resolve()))
    unknown = sorted(set(options.models or ()) - runs.keys())
    if unknown:
        print(f"no specification says how to run {', '.join(unknown)}", file=sys.stderr)
        return 1
    wanted = [runs[id_] for id_ in options.models or runs]
    found, faults = _estimate_all(wanted, options.processes)
    path = options.data / ESTIMATES
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    before = known.get("models", {}) if options.models else {}
    content = {
        "made_with": {name: version(name).split("+")[0] for name in LIBRARIES},
        "calibration": known.get("calibration") or Estimates().calibration.model_dump(mode="json"),
        "models": {id_: found.get(id_) or before[id_] for id_ in runs if id_ in found or id_ in before},
    }
    path.write_text(json.dumps(content | {"seal": seal(content)}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(found)} models estimated")
    for id_, fault in sorted(faults.items()):
        print(f"{id_}: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _estimate_all(runs: list[Run], processes: int) -> tuple[dict[str, Any], dict[str, str]]:
    """Each in a process of its own: what one leaves behind, or breaks, is no other's."""
    found: dict[str, Any] = {}
    faults: dict[str, str] = {}
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        waiting = {pool.submit(_estimate, run): run.id for run in runs}
        for done in as_completed(waiting):
            id_ = waiting[done]
            fault = done.exception()
            if fault is None:
                found[id_] = done.result()
            else:
                faults[id_] = f"{type(fault).__name__}: {fault}".splitlines()[0]
            say(f"{len(found) + len(faults)} of {len(runs)}: {id_}")
    say("")
    return found, faults


def _estimate(run: Run) -> dict[str, Any]:
    from ..vision import declare_operators  # noqa: PLC0415 — PyTorch, in the process that needs it

    declare_operators()
    from ..estimate import estimate  # noqa: PLC0415 — diffusers, after the declaration

    return estimate(run)
