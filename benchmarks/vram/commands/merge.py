"""Joins results of other machines and sessions with those that are here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..measure.results import RefusedFiles, merge, read_folder, write
from .measure import OUT

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from atlas.domain.measured import Measured
    from atlas.loading.problem import Problem


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="folders that `measure` wrote")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"joined with these (default: {OUT})")


def run(options: Namespace) -> int:
    """Writes the files that changed. Where any file is refused, none is written and the status is 1."""
    absent = [folder for folder in options.folders if not folder.is_dir()]
    if absent:
        print(f"merge: there is no folder {absent[0]}", file=sys.stderr)
        return 1
    try:
        here, *others = read_folders([options.out, *options.folders])
    except RefusedFiles as refused:
        print(refused, file=sys.stderr)
        return 1
    ids = sorted({id_ for folder in [here, *others] for id_ in folder})
    joined = {id_: merge(folder[id_] for folder in [here, *others] if id_ in folder) for id_ in ids}
    changed = [id_ for id_, one in joined.items() if one != here.get(id_)]
    for id_ in changed:
        write(options.out, id_, joined[id_])
    cells = sum(len(session.cells) for one in joined.values() for session in one.sessions)
    print(f"{len(joined)} models, {cells} cells; {len(changed)} files changed")
    return 0


def read_folders(folders: list[Path]) -> list[dict[str, Measured]]:
    """The files of each folder. Raises RefusedFiles with the problems of all."""
    found: list[dict[str, Measured]] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            found.append(read_folder(folder))
        except RefusedFiles as refused:
            problems += refused.problems
    if problems:
        raise RefusedFiles(set(problems))
    return found
