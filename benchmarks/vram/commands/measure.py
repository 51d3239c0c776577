"""Measures what is not measured yet, on the graphics card of this machine."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, get_args

from atlas.domain.memory import Mode, Precision
from atlas.loading.load import load_registry
from atlas.loading.problem import RegistryError

from ..measure.cells import KINDS, cap, order, smaller_cards
from ..measure.machine import NoCard, machine_of
from ..measure.plan import Plan
from ..measure.processes import Processes
from ..measure.progress import Bar
from ..measure.requests import Request
from ..measure.results import RefusedFiles, read_folder
from ..measure.runner import Bench, measure
from ..runs import read_runs
from ..specs import SPECS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from atlas.domain.measured import Machine

    from ..measure.cells import Job
    from ..measure.processes import Outcome
    from ..runs import Run

OUT = Path("data/measurements/measured")
LOG = Path(".cache/measure.log")
PACKAGE = "benchmarks.vram.measure"
LOOK = 180
"""Seconds to find the card, and to find out whether CUDA starts."""
STOPPED = 130
"""Status of a program that was interrupted."""
NEEDS = "Measuring needs an NVIDIA card, its driver, and a PyTorch built for CUDA."


class WrongUse(Exception):
    """The command was given what it cannot use. The message says what."""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--minutes", type=float, default=inf, metavar="N", help="end after so many (default: when all is done)"
    )
    parser.add_argument("--models", nargs="+", metavar="ID", help="only these, in this order")
    parser.add_argument("--modes", nargs="+", choices=get_args(Mode), help="only these")
    parser.add_argument("--precisions", nargs="+", choices=get_args(Precision), help="only these")
    parser.add_argument("--no-caps", action="store_true", help="do not emulate smaller cards")
    parser.add_argument("--again", action="store_true", help="repeat cells that ended in an error, or took too long")
    parser.add_argument("--timeout", type=float, default=300, metavar="S", help="seconds for one cell (default: 300)")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"folder of the results (default: {OUT})")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the registry (default: data)")
    parser.add_argument("--commit", help="git commit of the specs, where there is no git to ask")


def run(options: Namespace) -> int:
    """Writes a file for each model, after every cell; the status is 1 where nothing can be measured."""
    until = monotonic() + 60 * options.minutes
    try:
        machine, missing = machine_of(Processes(LOG).run(f"{PACKAGE}.machine:look", None, LOOK))
        measured = read_folder(options.out)
        runs = read_runs(load_registry(options.data.resolve()))
        bench, plan = prepare(options, machine, runs, set(missing))
    except NoCard as reason:
        print(f"measure: {reason}. {NEEDS}", file=sys.stderr)
        return 1
    except (RefusedFiles, RegistryError, WrongUse) as reason:
        print(reason, file=sys.stderr)
        return 1
    for precision, package in missing.items():
        print(f"{precision} is left out: {package} is not installed (requirements/vram-gpu.txt)", file=sys.stderr)
    seconds = until - monotonic()
    try:
        count = measure(bench, plan, measured, seconds, Bar(seconds))
    except KeyboardInterrupt:
        print("\nstopped; what is finished is kept, and the same command goes on from there", file=sys.stderr)
        return STOPPED
    print(f"{count} cells measured on {machine.device}; what the libraries said: {LOG}")
    return 0


def prepare(options: Namespace, machine: Machine, runs: dict[str, Run], missing: set[Precision]) -> tuple[Bench, Plan]:
    """A session, and what is wanted of it. Raises WrongUse."""
    unknown = sorted(set(options.models or ()) - runs.keys())
    if unknown:
        raise WrongUse(f"measure: no specification says how to run {', '.join(unknown)}")
    commit = options.commit or specs_commit()
    if commit is None:
        raise WrongUse("measure: there is no git to ask: name the commit of benchmarks/vram/specs with --commit")
    today = datetime.now(UTC).date().isoformat()
    execute = Cards(runs).execute
    bench = Bench(machine, runs, commit, today, options.out, execute, options.timeout, options.again)
    return bench, plan_of(options, runs, machine, missing)


def plan_of(options: Namespace, runs: dict[str, Run], machine: Machine, missing: set[Precision]) -> Plan:
    """What the options ask for and the machine can do."""
    kinds = [
        kind
        for kind in KINDS
        if kind.precision not in missing
        and (not options.precisions or kind.precision in options.precisions)
        and (not options.modes or kind.mode in options.modes)
    ]
    cards = () if options.no_caps else smaller_cards(machine.memory)
    return Plan(options.models or order(runs), kinds, cards)


class Cards:
    """Carries cells out on this machine's card, each in a process of its own."""

    def __init__(self, runs: dict[str, Run]) -> None:
        self._runs = runs
        self._processes = Processes(LOG, preload=[f"{PACKAGE}.preload"])
        outcome = self._processes.run(f"{PACKAGE}.child:ready", None, LOOK)
        if not outcome.reports:  # something that is imported beforehand starts CUDA after all
            print("every cell imports everything anew, which takes a while each time", file=sys.stderr)
            self._processes = Processes(LOG)

    def execute(self, job: Job, limit: float) -> Outcome:
        """One cell."""
        request = Request(self._runs[job.model], job.kind, None if job.card is None else cap(job.card))
        return self._processes.run(f"{PACKAGE}.child:measure", request, limit)


def specs_commit() -> str | None:
    """The last commit of the specs, with a + where they were changed since; None where git cannot tell."""

    def git(*words: str) -> str:
        told = subprocess.run(["git", *words, "--", str(SPECS)], capture_output=True, text=True, check=True)
        return told.stdout.strip()

    try:
        return (git("log", "-1", "--format=%h", "--abbrev=12") + ("+" if git("status", "--porcelain") else "")) or None
    except (OSError, subprocess.CalledProcessError):
        return None
