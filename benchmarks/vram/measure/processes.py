"""A function in a process of its own: what it reports on its way, and how it ends.

A cell that runs out of memory, hangs or crashes takes nothing with it. The function is named by text, so that the
process that waits for it need not import what it imports.
"""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

Report = dict[str, Any]
LEAVE = 20.0
"""Seconds that a process has to go away after its last report, or after it was killed: a driver takes its time."""


class Outcome(NamedTuple):
    """What became of a process."""

    reports: tuple[Report, ...]
    """In their order."""
    ended: Literal["done", "time", "died"]
    """By itself; killed when its time was over; by a signal, or without a word."""
    code: int | None
    """Its exit status; below zero the signal that ended it."""


class Processes:
    """Starts one process after the other."""

    def __init__(self, log: Path, preload: Sequence[str] = ()) -> None:
        """What processes print is added to `log`. The modules of `preload` are imported once, in a server that every
        process is forked from; without them, or where the system cannot fork, each process starts anew."""
        self._log = log
        self._context: Any = get_context("spawn")
        if preload and sys.platform != "win32":
            self._context = get_context("forkserver")
            self._context.set_forkserver_preload(list(preload))

    def run(self, function: str, request: Any, limit: float) -> Outcome:
        """Calls `function` ("module:name") with `request` and a function that takes reports, for `limit` seconds at the
        most."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        receiver, sender = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_call, args=(function, request, sender, str(self._log)), daemon=True)
        try:
            process.start()
        except (EOFError, OSError):  # the server fell over what it was to import
            return Outcome((), "died", None)
        finally:
            sender.close()  # the process alone holds it now: its end is the end of the reports
        reports, in_time = _receive(receiver, monotonic() + limit)
        if not in_time:
            process.kill()
        process.join(LEAVE)
        if process.is_alive():
            process.kill()
            process.join(LEAVE)
        ended: Literal["done", "died"] = "done" if process.exitcode == 0 else "died"
        return Outcome(tuple(reports), ended if in_time else "time", process.exitcode)


def _receive(receiver: Connection, deadline: float) -> tuple[list[Report], bool]:
    """All reports, and whether the process ended before `deadline`."""
    reports: list[Report] = []
    with receiver, suppress(EOFError):
        while receiver.poll(max(0.0, deadline - monotonic())):
            reports.append(receiver.recv())
        return reports, False
    return reports, True


def _call(function: str, request: Any, sender: Connection, log: str) -> None:
    """In the process: what the libraries print is kept from the person who watches the progress."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(file, stream)
    module, _, name = function.partition(":")
    try:
        getattr(import_module(module), name)(request, sender.send)
    except Exception:
        traceback.print_exc()
        raise
