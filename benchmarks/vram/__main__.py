"""`python -m benchmarks.vram COMMAND`: what `make count`, `make estimate` and `make measure` call (see HACKING.md)."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from importlib import import_module

COMMANDS = {
    "count": "count the parameters of every published network",
    "estimate": "work out the memory of every model without a GPU",
    "measure": "measure it on the graphics card of this machine",
    "merge": "join the measurements of several machines",
    "fit": "fit the constants of the estimates on the measurements",
}
"""Name of a module of commands/ → what it does. Only the one that is called is imported: not all need PyTorch."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its status."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vram", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        if name in given[:1]:
            module = import_module(f"{__package__}.commands.{name}")
            module.arguments(command)
            command.set_defaults(run=module.run)
    options = parser.parse_args(given)
    status: int = options.run(options)
    return status


if __name__ == "__main__":
    os.environ |= {"HF_HUB_OFFLINE": "1", "DIFFUSERS_VERBOSITY": "error"}  # nothing is taken from a network
    os.environ |= {"TRANSFORMERS_VERBOSITY": "error"}
    warnings.simplefilter("ignore")  # libraries on keys of published configurations that their classes no longer take
    sys.exit(main())
