"""data/ → Registry.

1. every file of every kind is read and parsed, its faults collected (`files`, `read`, `parse`, `measurements`);
2. the records are put together and sorted once (`domain.registry`);
3. each rule looks at the whole (`rules`);
4. any problem at all means no registry: RegistryError carries all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.registry import Registry, release_key
from .batch import read_files
from .files import ANY, KINDS, Entry
from .measurements import COUNTS, ESTIMATES, MEASURED, read_measurements
from .parse import marks_of, problem_at
from .problem import Problem, RegistryError
from .rules import RULES
from .rules.finding import Finding

if TYPE_CHECKING:
    from pathlib import Path

    from .measurements import Measurements

OTHERS = ("schema/*.json", "languages/*.yaml", COUNTS, ESTIMATES, MEASURED)
"""Files of data/ that hold no records."""
Origins = dict[tuple[str, str], Entry]
Broken = set[tuple[str, str]]
"""Kind and id of each record that could not be read: a reference to it is not dangling, its target is only broken."""


def load_registry(data: Path) -> Registry:
    """The registry under the folder `data`. Raises RegistryError with every problem found."""
    registry, problems = inspect_registry(data)
    if problems:
        raise RegistryError(problems)
    return registry


def inspect_registry(data: Path) -> tuple[Registry, list[Problem]]:
    """The registry as far as it can be read, and its problems, sorted."""
    entries, problems, broken = _read_all(data)
    origins, double = _by_id(entries, data.parent)
    measurements = read_measurements(data)
    registry = _assemble(origins, measurements)
    problems += [*double, *measurements.problems]
    if not problems or registry.models:
        places = origins | _measured_at(measurements, data)
        problems += _judge(registry, places, data.parent, broken)
    return registry, sorted(set(problems))


def _read_all(data: Path) -> tuple[dict[str, list[Entry]], list[Problem], Broken]:
    entries: dict[str, list[Entry]] = {kind.name: [] for kind in KINDS}
    problems: list[Problem] = []
    broken: Broken = set()
    jobs = [(kind, path) for kind in KINDS for path in sorted(data.glob(kind.pattern))]
    for (kind, _), result in zip(jobs, read_files(jobs, data.parent), strict=True):
        entries[kind.name] += result.entries
        problems += result.problems
        broken |= {(kind.name, id_) for id_ in result.broken}
    return entries, problems + _strays(data), broken


def _strays(data: Path) -> list[Problem]:
    """Files that no kind claims: a misplaced or misspelled file must not be passed over in silence."""
    claimed = {path for kind in KINDS for path in data.glob(kind.pattern)}
    claimed |= {path for pattern in OTHERS for path in data.glob(pattern)}
    message = "no record is read from here; models go to data/models/<family>/<id>.yaml"
    return [
        Problem(path.relative_to(data.parent).as_posix(), 1, 1, "", message)
        for path in sorted(data.rglob("*"))
        if path.is_file() and path not in claimed and not path.name.startswith(".")
    ]


def _by_id(entries: dict[str, list[Entry]], root: Path) -> tuple[Origins, list[Problem]]:
    origins: Origins = {}
    problems = []
    for kind, found in entries.items():
        for entry in found:
            first = origins.setdefault((kind, entry.record.id), entry)
            if first is not entry:
                message = f"{entry.record.id!r} is already used by {first.path.relative_to(root).as_posix()}"
                problems.append(_place(Finding(kind, entry.record.id, ("id",), message), entry, root))
    return origins, problems


def _measured_at(measurements: Measurements, data: Path) -> Origins:
    """Where the figures of each model stand."""
    estimates = {
        ("estimates", id_): Entry(record, data / ESTIMATES, ("models", id_))
        for id_, record in measurements.estimates.models.items()
    }
    folder = (data / MEASURED).parent
    return estimates | {
        ("measured", id_): Entry(record, folder / f"{id_}.json", ()) for id_, record in measurements.measured.items()
    }


def _assemble(origins: Origins, found: Measurements) -> Registry:
    groups: dict[str, dict[str, object]] = {kind.name: {} for kind in KINDS}
    for (kind, id_), entry in origins.items():
        groups[kind][id_] = entry.record
    groups["models"] = dict(sorted(groups["models"].items(), key=lambda item: release_key(item[1])))  # type: ignore[arg-type]
    measured = {"counts": found.counts, "estimates": found.estimates, "measured": found.measured}
    return Registry(**groups, **measured)  # type: ignore[arg-type]


def _judge(registry: Registry, origins: Origins, root: Path, broken: Broken) -> list[Problem]:
    findings = [finding for rule in RULES for finding in rule(registry)]
    unread = {kind for kind, id_ in broken if id_ == ANY}
    return [
        _place(finding, origins[finding.kind, finding.id], root)
        for finding in findings
        if finding.about is None or (finding.about not in broken and finding.about[0] not in unread)
    ]


def _place(finding: Finding, entry: Entry, root: Path) -> Problem:
    marks = marks_of(entry.path.read_bytes())
    shown = entry.path.relative_to(root).as_posix()
    return problem_at(shown, marks, (*entry.prefix, *finding.key), finding.message)
