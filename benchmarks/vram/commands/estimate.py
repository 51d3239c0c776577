"""Estimates every model, two at a time."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.domain.memory import Estimates
from atlas.loading.load import inspect_registry
from atlas.loading.measurements import ESTIMATES, sealed

from ..count import made_with
from ..runs import read_runs
from .progress import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from ..runs import Run


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the registry (default: data)")
    parser.add_argument("--models", nargs="+", metavar="ID", help="only these; the others stay as they are in the file")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="models at a time (default: 2)")


def run(options: Namespace) -> int:
    """Writes each model as it is done; the status is 1 where one could not be estimated."""
    registry, _ = inspect_registry(options.data.resolve())  # whose file of estimates may be what is to be mended
    runs = read_runs(registry)
    unknown = sorted(set(options.models or ()) - runs.keys())
    if unknown:
        print(f"no specification says how to run {', '.join(unknown)}", file=sys.stderr)
        return 1
    path = options.data / ESTIMATES
    content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known = {id_: found for id_, found in content.get("models", {}).items() if id_ in runs}
    wanted = [runs[id_] for id_ in options.models or runs if "only_measured" not in runs[id_].settings]
    faults = {}
    for number, (id_, found) in enumerate(_estimates(wanted, options.processes), start=1):
        say(f"{number} of {len(wanted)}: {id_}")
        if isinstance(found, str):
            faults[id_] = found
        else:
            known[id_] = found
            _write(path, content, {id_: known[id_] for id_ in runs if id_ in known})
    say("")
    print(f"{len(wanted) - len(faults)} of {len(wanted)} models estimated")
    for id_, fault in sorted(faults.items()):
        print(f"{id_}: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _write(path: Path, before: dict[str, Any], models: dict[str, Any]) -> None:
    content = {
        "made_with": made_with(),
        "calibration": before.get("calibration") or Estimates().calibration.model_dump(mode="json"),
        "models": models,
    }
    part = path.with_suffix(".part")
    part.write_text(sealed(content), encoding="utf-8")
    part.replace(path)


def _estimates(runs: list[Run], processes: int) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """Id and record, or fault, of each, in the order in which they are done. Each has a process of its own: what one
    leaves behind, or breaks, is no other's."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        waiting = {pool.submit(_estimate, run): run.id for run in runs}
        for done in as_completed(waiting):
            fault = done.exception()
            yield waiting[done], f"{type(fault).__name__}: {fault}".splitlines()[0] if fault else done.result()


def _estimate(run: Run) -> dict[str, Any]:
    from ..vision import declare_operators  # noqa: PLC0415 — PyTorch, in the process that needs it

    declare_operators()
    from ..estimate import estimate  # noqa: PLC0415 — diffusers, after the declaration

    return estimate(run)
