"""How much of the machine a piece of work may take."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from multiprocessing import get_all_start_methods
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def processes(jobs: int, worth: int) -> int:
    """How many processes should share `jobs` pieces of work: one for each core, where the system can fork and there are
    at least `worth` pieces for each."""
    cores = (os.cpu_count() or 1) if "fork" in get_all_start_methods() else 1
    return cores if jobs >= worth * cores else 1


@contextmanager
def no_collection() -> Iterator[None]:
    """Keeps Python from looking for what refers to itself, and leaves it as it was."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
