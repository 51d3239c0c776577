"""data/measurements/ → figures. Programs write these files; one that was changed by hand is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError

from ..domain.counts import Counts
from ..domain.measured import Measured
from ..domain.memory import Estimates
from ..domain.record import Record
from .problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COUNTS = "measurements/parameters.json"
ESTIMATES = "measurements/estimates.json"
MEASURED = "measurements/measured/*.json"
"""One file a model, named by its id."""
R = TypeVar("R", bound=Record)


class Refused(Exception):
    """A file that no program left as it is. Carries the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@dataclass(frozen=True, slots=True)
class Sealed(Generic[R]):
    """One kind of file: what it holds and which command writes it."""

    record: type[R]
    command: str

    def read(self, path: Path, root: Path) -> R:
        """The record in the file. Raises Refused."""
        shown = path.relative_to(root).as_posix()
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            place = (getattr(error, "lineno", 1), getattr(error, "colno", 1))
            raise self._refused(shown, "", "is not JSON", place) from None
        if not isinstance(value, dict) or value.pop("seal", None) != seal(value):
            raise self._refused(shown, "seal", "does not fit the figures: they were changed")
        try:
            return self.record.model_validate(value)
        except ValidationError as error:
            fault = error.errors()[0]
            key = ".".join(map(str, fault["loc"]))
            raise self._refused(shown, key, fault["msg"].removeprefix("Value error, ")) from None

    def _refused(self, shown: str, key: str, message: str, place: tuple[int, int] = (1, 1)) -> Refused:
        return Refused(Problem(shown, *place, key, f"{message}; run: {self.command}"))


COUNTED = Sealed(Counts, "make count")
ESTIMATED = Sealed(Estimates, "make estimate")
MEASURED_ONE = Sealed(Measured, "make measure")


@dataclass(frozen=True)
class Measurements:
    """Everything that programs found out (nothing where a file is missing), and what is wrong with their files."""

    counts: Counts = field(default_factory=Counts)
    estimates: Estimates = field(default_factory=Estimates)
    measured: Mapping[str, Measured] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_measurements(data: Path) -> Measurements:
    """All files under data/measurements."""
    problems: list[Problem] = []

    def read(kind: Sealed[R], pattern: str) -> Iterator[tuple[str, R]]:
        for path in sorted(data.glob(pattern)):
            try:
                yield path.stem, kind.read(path, data.parent)
            except Refused as refused:
                problems.append(refused.problem)

    _, counts = next(read(COUNTED, COUNTS), ("", Counts()))
    _, estimates = next(read(ESTIMATED, ESTIMATES), ("", Estimates()))
    measured = dict(read(MEASURED_ONE, MEASURED))
    return Measurements(counts, estimates, measured, tuple(problems))


def sealed(value: dict[str, Any]) -> str:
    """The text of a file that holds `value`, with its seal."""
    return json.dumps(value | {"seal": seal(value)}, indent=1) + "\n"


def seal(value: dict[str, Any]) -> str:
    """What a program writes under its figures. It keeps nobody out, but an edit by hand does not go unnoticed."""
    return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
