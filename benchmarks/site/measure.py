"""One cold build, measured from outside; and several kinds of build in turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from .memory import Together
from .projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .progress import Progress
    from .projects import Project

MEGA = 1e6


class BuildError(Exception):
    """A build failed, so there is nothing to measure. Carries the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build."""

    wall: float
    """Seconds from the start of the process to its end."""
    cpu: float
    """Seconds of user and system time, its children's included."""
    peak: float
    """Most memory that the MkDocs process held, in MB."""
    children_peak: float
    """Most memory that any one of its children held, in MB: Pagefind, or a worker. 0 without children."""


@dataclass(slots=True)
class Row:
    """What was built how often, and what it took."""

    size: int
    what: str
    pages: int
    runs: list[Run] = field(default_factory=list)
    together: float = 0
    """Most memory that the processes of a build held at one time, what they share counted once, in MB. 0 where nobody
    looked, or could say."""

    def median(self, figure: str) -> float:
        """The median of one figure of the runs."""
        return float(median(getattr(run, figure) for run in self.runs))


def environment(scratch: Path) -> dict[str, str]:
    """Variables of a build: the core is found, temporary files vanish with `scratch`, no setting of ours leaks in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ATLAS_", "PYTHON"))}
    path = f"{ROOT / 'hooks'}{os.pathsep}{ROOT}"
    return kept | {"PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(scratch)}


def build(project: Project, scratch: Path) -> Run:
    """One cold build in a fresh process. Raises BuildError."""
    note = scratch / "used.json"
    project.clear()
    started = perf_counter()
    with _building(project, scratch, note) as process:
        said, _ = process.communicate()
        wall = perf_counter() - started
    _check(process, said)
    used = json.loads(note.read_text(encoding="utf-8"))
    cpu = used["cpu"] + used["children_cpu"]
    return Run(wall, cpu, used["peak"] / MEGA, used["children_peak"] / MEGA)


def memory_together(project: Project, scratch: Path) -> float:
    """Row.together of one more cold build: looking at it takes a tenth of its time. Raises BuildError."""
    project.clear()
    with _building(project, scratch, scratch / "used.json") as process:
        memory = Together(process.pid)
        memory.start()
        said, _ = process.communicate()
        peak = memory.stop()
    _check(process, said)
    return peak / MEGA


def _building(project: Project, scratch: Path, note: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.site.child", str(note), "build", "--quiet", *project.arguments]
    variables = environment(scratch)
    return subprocess.Popen(
        command, env=variables, cwd=project.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def _check(process: subprocess.Popen[str], said: str) -> None:
    if process.returncode:
        raise BuildError(said.strip()[-2000:])


def in_turns(
    projects: Mapping[str, Project], rows: Mapping[str, Row], runs: int, scratch: Path, progress: Progress
) -> None:
    """Builds A B C A B C …, so that whatever else the machine does falls on all alike; adds to `rows`."""
    for number in range(1, runs + 1):
        for what, project in projects.items():
            with progress.step(f"{rows[what].size:,} × 3 {what}, run {number} of {runs}"):
                rows[what].runs.append(build(project, scratch))
