"""What was measured, as files: one a model, written whole after every cell, joined with those of other machines."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from atlas.domain.measured import Measured, Session
from atlas.domain.memory import GIB
from atlas.loading.measurements import MEASURED_ONE, Refused, sealed

from .cells import KINDS, Job, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atlas.domain.measured import Cell, Machine
    from atlas.loading.problem import Problem

    from .cells import Sized
    from .plan import Known


class RefusedFiles(Exception):
    """Files that no program left as they are. Carries a problem for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class Key(NamedTuple):
    """What makes two cells of one machine the same, in the order in which cells stand in a file."""

    kind: int
    width: int
    height: int
    frames: int
    card: int
    commit: str


def key(cell: Cell) -> Key:
    """The key of a cell; the whole card, and the picture that has no frames, come first."""
    place = KINDS.index(Kind(cell.precision, cell.mode))
    return Key(place, cell.width, cell.height, cell.frames or 0, cell.card_gb or 0, cell.commit)


def merge(sides: Iterable[Measured]) -> Measured:
    """All cells of all machines. Of one that was measured twice the newer stays; of two on one day the one that
    completed. In which order the sides come makes no difference."""
    kept: dict[tuple[Machine, Key], Cell] = {}
    for side in sides:
        for session in side.sessions:
            for cell in session.cells:
                place = session.machine, key(cell)
                kept[place] = max(kept.get(place, cell), cell, key=_newer)
    return _assemble(kept)


def add(measured: Measured, machine: Machine, cell: Cell) -> Measured:
    """The same with one more cell, which takes the place of one that was measured before."""
    kept = {(session.machine, key(old)): old for session in measured.sessions for old in session.cells}
    return _assemble(kept | {(machine, key(cell)): cell})


def finished(measured: Mapping[str, Measured], sizes: Mapping[str, Sized], machine: Machine, commit: str) -> Known:
    """The cells that need not be measured again: of this commit and these sizes, on a machine like this one."""
    return {
        Job(id_, Kind(cell.precision, cell.mode), cell.card_gb): cell
        for id_, one in measured.items()
        if id_ in sizes
        for session in one.sessions
        if _is_like(session.machine, machine)
        for cell in session.cells
        if cell.commit == commit
        and (cell.width, cell.height, cell.frames) == (sizes[id_].width, sizes[id_].height, sizes[id_].frames)
    }


def read_folder(folder: Path) -> dict[str, Measured]:
    """The files of a folder by the id of their model; none where there is no folder. Raises RefusedFiles."""
    here = Path.cwd()
    folder = folder.resolve()
    root = here if folder.is_relative_to(here) else folder.parent
    found, problems = {}, []
    for path in sorted(folder.glob("*.json")):
        try:
            found[path.stem] = MEASURED_ONE.read(path, root)
        except Refused as refused:
            problems.append(refused.problem)
    if problems:
        raise RefusedFiles(problems)
    return found


def write(folder: Path, id_: str, measured: Measured) -> None:
    """Writes the file of a model. Whoever reads it meanwhile, or after a power cut, finds it as it was or as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{id_}.json.new"
    with beside.open("w", encoding="utf-8") as file:
        file.write(sealed(measured.model_dump(mode="json")))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / f"{id_}.json")


def _newer(cell: Cell) -> tuple[str, bool, str]:
    return cell.measured, cell.completed, cell.model_dump_json()


def _assemble(kept: Mapping[tuple[Machine, Key], Cell]) -> Measured:
    sessions: dict[Machine, list[Cell]] = {}
    for machine, place in sorted(kept, key=lambda found: (found[0].model_dump_json(), found[1])):
        sessions.setdefault(machine, []).append(kept[machine, place])
    return Measured(sessions=tuple(Session(machine=machine, cells=tuple(cells)) for machine, cells in sessions.items()))


def _is_like(one: Machine, other: Machine) -> bool:
    """Whether cells need not be repeated. Drivers come and go under one card, and with them some of its memory."""
    return _what_matters(one) == _what_matters(other)


def _what_matters(machine: Machine) -> Machine:
    return machine.model_copy(update={"driver": "", "memory": round(machine.memory / GIB)})
