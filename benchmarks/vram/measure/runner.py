"""One cell after the other, until all are finished or the time is over."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from atlas.domain.measured import Cell, Measured

from .results import add, finished, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from atlas.domain.measured import Machine

    from .cells import Job, Sized
    from .plan import Known, Plan
    from .processes import Outcome

LONGEST = 120
"""Characters of a message."""


class Progress(Protocol):
    """Whoever watches."""

    def begin(self, job: Job, left: int) -> None:
        """A cell is begun; `left` are still to do, this one among them."""

    def end(self, job: Job, cell: Cell, left: int) -> None:
        """It is finished."""


@dataclass(frozen=True)
class Bench:
    """What stays the same for all cells of a session."""

    machine: Machine
    sizes: Mapping[str, Sized]
    """By the id of the model."""
    commit: str
    """Of the specs."""
    today: str
    folder: Path
    """Where the files of results are."""
    execute: Callable[[Job, float], Outcome]
    """Carries a cell out, for so many seconds at the most."""
    timeout: float
    """Seconds that a cell may take."""
    again: bool = False
    """Whether cells that ended in an error, or took too long, are run again."""
    clock: Callable[[], float] = monotonic


def measure(bench: Bench, plan: Plan, measured: Mapping[str, Measured], seconds: float, progress: Progress) -> int:
    """Measures what `measured` lacks, for so many seconds; gives the number of cells. Every one is written at once."""
    known = _known(bench, measured)
    files = dict(measured)
    until = bench.clock() + seconds
    count = 0
    while (job := plan.next(known)) is not None and (left := until - bench.clock()) > 0:
        progress.begin(job, plan.left(known))
        outcome = bench.execute(job, min(bench.timeout, left))
        if outcome.ended == "time" and left < bench.timeout:
            break  # it was not the cell that took too long: the session is over
        known[job] = cell = cell_of(job, bench, outcome)
        files[job.model] = add(files.get(job.model, Measured(sessions=())), bench.machine, cell)
        write(bench.folder, job.model, files[job.model])
        count += 1
        progress.end(job, cell, plan.left(known))
    return count


def _known(bench: Bench, measured: Mapping[str, Measured]) -> Known:
    found = finished(measured, bench.sizes, bench.machine, bench.commit)
    return {job: cell for job, cell in found.items() if not (bench.again and cell.reason in {"error", "time"})}


def cell_of(job: Job, bench: Bench, outcome: Outcome) -> Cell:
    """The record of what a process reported."""
    told: dict[str, Any] = {}
    for report in outcome.reports:
        told |= report
    size = bench.sizes[job.model]
    completed = outcome.ended == "done" and told.get("completed", False)
    failure = {} if completed else _failure(told, outcome) | {"failed_in": told.get("stage")}
    return Cell.model_validate({
        "mode": job.kind.mode,
        "precision": job.kind.precision,
        "width": size.width,
        "height": size.height,
        "frames": size.frames,
        "card_gb": job.card,
        "completed": completed,
        "stages": [stage | {"seconds": _rounded(stage["seconds"])} for stage in told.get("stages", ())],
        "context": told.get("context"),
        "host": told.get("host"),
        "seconds_per_step": _rounded(told.get("seconds_per_step")) if completed else None,
        "commit": bench.commit,
        "measured": bench.today,
        **failure,
    })  # fmt: skip


def _failure(told: Mapping[str, Any], outcome: Outcome) -> dict[str, str | None]:
    if outcome.ended == "time":
        return {"reason": "time", "message": None}
    if "reason" in told:
        return {"reason": told["reason"], "message": one_line(told["message"])}
    signal = f"signal {-outcome.code}" if outcome.code and outcome.code < 0 else f"status {outcome.code}"
    return {"reason": "error", "message": f"the process ended with {signal} and said nothing"}


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def one_line(text: str) -> str | None:
    """The first line of a message in plain letters, so that it can be a fact; None where nothing is left of it."""
    first = next(iter(text.strip().splitlines()), "")
    plain = "".join(letter if letter.isascii() and letter.isprintable() else "?" for letter in first)
    return plain[:LONGEST].strip() or None
