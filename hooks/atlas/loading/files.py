"""Which file holds which records. The tree of data/ in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ValidationError

from ..domain.model import Model
from ..domain.shared import Component, Family, Gpu, License, Organization, Term
from .parse import explain, marks_of, parse_record, problem_at
from .problem import KeyPath, Problem
from .read import MAX_BYTES, MAX_LIST_BYTES, YamlFault, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

Shape = Literal["record", "list"]
ANY = "*"
"""Stands for the ids of a file of which nothing could be read."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record and where its files lie."""

    name: str
    """Field of the Registry."""
    pattern: str
    """Files, relative to data/."""
    record: type[BaseModel]
    shape: Shape
    """Whether a file is one record or a list of them."""
    path_fields: tuple[str, ...] = ()
    """Fields that the path gives, from the file name upwards."""


KINDS = (
    Kind("models", "models/*/*.yaml", Model, "record", ("id", "family")),
    Kind("components", "components/*.yaml", Component, "record", ("id",)),
    Kind("licenses", "licenses/*.yaml", License, "record", ("id",)),
    Kind("families", "families.yaml", Family, "list"),
    Kind("organizations", "organizations.yaml", Organization, "list"),
    Kind("gpus", "gpus.yaml", Gpu, "list"),
    Kind("terms", "glossary.yaml", Term, "list"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record with the place it was read from."""

    record: Any
    path: Path
    prefix: KeyPath
    """Where in the file it stands: () for a whole file, (3,) for the fourth of a list."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one file gave."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    broken: tuple[str, ...] = ()
    """Ids of the records that have problems: whoever refers to one of them is not at fault."""


def read_file(kind: Kind, path: Path, root: Path) -> FileResult:
    """The records of one file."""
    shown = path.relative_to(root).as_posix()
    data = path.read_bytes()
    try:
        value = read_yaml(data, max_bytes=MAX_BYTES if kind.shape == "record" else MAX_LIST_BYTES)
    except YamlFault as fault:
        broken = path.stem if kind.shape == "record" else ANY
        return FileResult((), (Problem(shown, fault.line, fault.column, "", fault.message),), (broken,))
    if kind.shape == "record":
        return _record(kind, path, shown, data, value)
    if not isinstance(value, list):
        return FileResult((), (Problem(shown, 1, 1, "", "should be a list of records: write - before each"),), (ANY,))
    results = [_record(kind, path, shown, data, item, (index,)) for index, item in enumerate(value)]
    return FileResult(
        tuple(entry for result in results for entry in result.entries),
        tuple(problem for result in results for problem in result.problems),
        tuple(id_ for result in results for id_ in result.broken),
    )


def _record(kind: Kind, path: Path, shown: str, data: bytes, value: Any, prefix: KeyPath = ()) -> FileResult:
    given = dict(zip(kind.path_fields, (path.stem, path.parent.name), strict=False))
    if not isinstance(value, dict):
        problem = problem_at(shown, marks_of(data), prefix, "should be a mapping of keys and values")
        return FileResult((), (problem,), (given.get("id", ANY),))
    message = "is given by the path of the file; delete the key"
    twice = [field for field in given if field in value]
    problems = [problem_at(shown, marks_of(data), (field,), message, key=True) for field in twice]
    try:
        record = parse_record(kind.record, value, given)
    except ValidationError as error:
        problems += explain(error, kind.record, shown, data, prefix)
    if problems:
        return FileResult((), tuple(problems), (given.get("id") or str(value.get("id", ANY)),))
    return FileResult((Entry(record, path, prefix),), ())
