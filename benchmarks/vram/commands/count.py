"""Counts, compares with the file and the registry; the status is 1 where the registry says anything else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.loading.load import inspect_registry
from atlas.loading.measurements import COUNTS

from ..count import count_all, differs, write
from ..vision import declare_operators
from .progress import say

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the registry (default: data)")
    parser.add_argument("--unchanged", action="store_true", help="fail where the counts are not those of the file")


def run(options: Namespace) -> int:
    """Writes the file where its content is new."""
    declare_operators()
    found = count_all(say)
    networks = len(found["components"]) + sum(map(len, found["models"].values()))
    changed = differs(found, options.data)
    say("")
    print(f"{networks} networks counted, {'others than before' if changed else 'as before'}")
    if changed and options.unchanged:
        print(f"data/{COUNTS} is not what is counted now; run: make count", file=sys.stderr)
        return 1
    if changed:
        write(found, options.data)
    _, problems = inspect_registry(options.data.resolve())
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
