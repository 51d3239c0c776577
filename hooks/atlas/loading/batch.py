"""Files of data/ → what each of them gave; many new ones are read by two processes."""

from __future__ import annotations

from multiprocessing import get_context
from typing import TYPE_CHECKING

from ..cores import no_collection, processes
from .files import FileResult, Kind, read_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

Job = tuple[Kind, "Path"]
WORTH_A_PROCESS = 100
"""Fewer files than this are read sooner than a second process is made."""
_READ: dict[tuple[str, Path, int, int], FileResult] = {}
"""By kind, path, time of change and size. Unchanged files are not read twice (`make serve` depends on it)."""


def read_files(jobs: Sequence[Job], root: Path) -> list[FileResult]:
    """What each file gave, in the order of `jobs`."""
    versions = [_version(job) for job in jobs]
    new = {version: job for version, job in zip(versions, jobs, strict=True) if version not in _READ}
    with no_collection():  # all that is read is kept: the collector would go through it again and again for nothing
        _READ.update(zip(new, _read(list(new.values()), root), strict=True))
    return [_READ[version] for version in versions]


def _version(job: Job) -> tuple[str, Path, int, int]:
    kind, path = job
    stat = path.stat()
    return kind.name, path, stat.st_mtime_ns, stat.st_size


def _read(jobs: list[Job], root: Path) -> list[FileResult]:
    if processes(len(jobs), WORTH_A_PROCESS) == 1:
        return [read_file(kind, path, root) for kind, path in jobs]
    fork = get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    half = len(jobs) // 2
    helper = fork.Process(target=_send, args=(sender, jobs[half:], root), daemon=True)
    helper.start()
    sender.close()
    own = [read_file(kind, path, root) for kind, path in jobs[:half]]
    results: list[FileResult] = receiver.recv()
    helper.join()
    return own + results


def _send(sender: Connection, jobs: list[Job], root: Path) -> None:
    sender.send([read_file(kind, path, root) for kind, path in jobs])
