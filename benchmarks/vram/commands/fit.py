"""Fits the constants of the estimates on what was measured."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from atlas.domain.accuracy import checks
from atlas.domain.memory import GIB
from atlas.loading.load import load_registry
from atlas.loading.measurements import ESTIMATES

from ..measure.fit import fit, points, write

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the registry (default: data)")


def run(options: Namespace) -> int:
    """Writes the constants into the file of estimates, where there are measurements."""
    found = list(checks(load_registry(options.data.resolve())))
    contexts = [check.run.cell.context for _, check in found if check.run.cell.context is not None]
    fitted = fit(points(found), round(median(contexts)) if contexts else 0)
    if fitted is None:
        print("no measurement can be compared with an estimate: nothing is changed")
        return 0
    changed = write(options.data / ESTIMATES, fitted.calibration)
    line = fitted.calibration
    print(
        f"weights + {line.working} · working memory + {line.context / GIB:.2f} GiB,"
        f" from {line.measurements} measurements ({'changed' if changed else 'as before'})"
    )
    if fitted.spread:
        print(f"estimated / measured: median {fitted.spread.median:.2f}, worst {fitted.spread.worst:.2f}")
    for point in fitted.outside:
        tensors, taken = point.tensors / GIB, point.taken / GIB
        print(f"{point.name}: {taken:.2f} GiB measured, {tensors:.2f} GiB of tensors estimated", file=sys.stderr)
    return 0
