"""`python -m benchmarks.vram count`: see `make count` and HACKING.md."""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

from atlas.__main__ import check

from .count import count_all, write


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the status is that of the check of the registry."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vram", description=__doc__)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("count", help="count the parameters of every published network")
    command.add_argument("--data", type=Path, default=Path("data"), help="folder of the registry (default: data)")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")  # libraries on keys of published configurations that their classes no longer take
    found = count_all(lambda model: print(f"\r{model:<40}", end="", file=sys.stderr))
    changed = write(found, options.data)
    networks = len(found["components"]) + sum(map(len, found["models"].values()))
    print(f"\r{networks} networks counted, {'written' if changed else 'as before'}")
    return check(options.data.resolve())


if __name__ == "__main__":
    sys.exit(main())
