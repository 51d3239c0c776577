"""Estimates every model, two at a time."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.domain.conditions import Size
from atlas.domain.memory import Estimates
from atlas.loading.load import inspect_registry
from atlas.loading.measurements import ESTIMATES, sealed

from ..count import made_with
from ..published import elsewhere, kept, size_of_run
from ..runs import Run, read_runs
from .progress import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

Plan = dict[str, tuple[Run, ...]]
"""The native run of each model, and those at other sizes after it."""
Done = dict[tuple[str, Size], dict[str, Any]]
"""The record of each run."""


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
    native = {id_: found for id_, found in runs.items() if "only_measured" not in found.settings}
    plan = {id_: (found, *elsewhere(registry, found, runs)) for id_, found in native.items()}
    wanted = [found for id_ in options.models or plan for found in plan.get(id_, ())]
    path = options.data / ESTIMATES
    content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    done, faults = _known(content, plan), {}
    for number, (one, found) in enumerate(_estimates(wanted, options.processes), start=1):
        say(f"{number} of {len(wanted)}: {one.id}")
        if isinstance(found, str):
            faults[_name(one)] = found
        else:
            done[one.id, size_of_run(one)] = found
            _write(path, content, done, plan)
    say("")
    print(f"{len(wanted) - len(faults)} of {len(wanted)} runs estimated")
    for name, fault in sorted(faults.items()):
        print(f"{name}: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _known(content: dict[str, Any], plan: Plan) -> Done:
    """What the file holds of the runs that are planned; a model at a native size that has changed since is kept, so
    that the check names it."""
    done: Done = {}
    for id_, planned in plan.items():
        if id_ in content.get("models", {}):
            done[id_, size_of_run(planned[0])] = content["models"][id_]
        for record in content.get("elsewhere", {}).get(id_, ()):
            done[id_, Size(record["width"], record["height"], record["frames"], record["batch"])] = record
    return done


def _write(path: Path, before: dict[str, Any], done: Done, plan: Plan) -> None:
    """The file with every planned run that is done, in the order of the plan."""
    models: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for id_, (native, *rest) in plan.items():
        if (id_, size_of_run(native)) in done:
            models[id_] = done[id_, size_of_run(native)]
            found = [kept(done[id_, size_of_run(one)]) for one in rest if (id_, size_of_run(one)) in done]
            others |= {id_: found} if found else {}
    content = {
        "made_with": made_with(),
        "calibration": before.get("calibration") or Estimates().calibration.model_dump(mode="json"),
        "models": models,
        "elsewhere": others,
    }
    part = path.with_suffix(".part")
    part.write_text(sealed(content), encoding="utf-8")
    part.replace(path)


def _name(one: Run) -> str:
    """A run in a message."""
    return f"{one.id} at {' × '.join(str(side) for side in size_of_run(one) if side)}"


def _estimates(runs: list[Run], processes: int) -> Iterator[tuple[Run, dict[str, Any] | str]]:
    """Each run with its record, or fault, in the order in which they are done. Each has a process of its own: what one
    leaves behind, or breaks, is no other's."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        waiting = {pool.submit(_estimate, run): run for run in runs}
        for done in as_completed(waiting):
            fault = done.exception()
            yield waiting[done], f"{type(fault).__name__}: {fault}".splitlines()[0] if fault else done.result()


def _estimate(run: Run) -> dict[str, Any]:
    from ..vision import declare_operators  # noqa: PLC0415 — PyTorch, in the process that needs it

    declare_operators()
    from ..estimate import estimate  # noqa: PLC0415 — diffusers, after the declaration

    return estimate(run)
