"""`python -m benchmarks.vram count`: see `make count` and HACKING.md."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path

from atlas.__main__ import check
from atlas.loading.measurements import COUNTS

from .count import count_all, differs, write


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the status is that of the check of the registry."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vram", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("count", help="count the parameters of every published network")
    command.add_argument("--data", type=Path, default=Path("data"), help="folder of the registry (default: data)")
    command.add_argument("--unchanged", action="store_true", help="fail where the counts are not those of the file")
    options = parser.parse_args(arguments)
    os.environ |= {"HF_HUB_OFFLINE": "1", "DIFFUSERS_VERBOSITY": "error"}  # nothing is taken from a network
    warnings.simplefilter("ignore")  # libraries on keys of published configurations that their classes no longer take
    found = count_all(_progress)
    networks = len(found["components"]) + sum(map(len, found["models"].values()))
    changed = differs(found, options.data)
    _progress("")
    print(f"{networks} networks counted, {'others than before' if changed else 'as before'}")
    if changed and options.unchanged:
        print(f"data/{COUNTS} is not what is counted now; run: make count", file=sys.stderr)
        return 1
    if changed:
        write(found, options.data)
    return check(options.data.resolve())


def _progress(name: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{name:<40}\r", end="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
