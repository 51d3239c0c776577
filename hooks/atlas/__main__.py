"""The command line: `python -m atlas check` and `python -m atlas schema`.

Exit codes: 0 all is well, 1 problems were found, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import perf_counter

from .loading.load import inspect_registry
from .loading.schema import write_schemas
from .loading.words import inspect_words


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    parser = argparse.ArgumentParser(prog="atlas", description="Looks after the registry of Diffusion Atlas.")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing when all is well")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run, summary in (
        ("check", check, "check every rule of the registry"),
        ("schema", schema, "write data/schema/*.json for editors"),
    ):
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument("--data", type=Path, default=Path("data"), help="folder of the registry (default: data)")
        command.set_defaults(run=run)
    options = parser.parse_args(arguments)
    data = options.data.resolve()
    if not data.is_dir():
        print(f"atlas: there is no folder {data}; run this from the root of the repository", file=sys.stderr)
        return 2
    return int(options.run(data, options.quiet))


def check(data: Path, quiet: bool = False) -> int:
    """Prints every problem of the registry, sorted by place; 1 if there is any."""
    started = perf_counter()
    registry, problems = inspect_registry(data)
    problems = sorted([*problems, *inspect_words(data)[1]])
    for problem in problems:
        print(problem)
    if problems:
        files = len({problem.path for problem in problems})
        print(
            f"\n{len(problems)} problem(s) in {files} file(s). Mend the places above and run the check again.",
            file=sys.stderr,
        )
        return 1
    if not quiet:
        counted = f"{len(registry.models)} models in {sum(1 for m in registry.members.values() if m)} families"
        print(f"check: {counted}, no problems ({perf_counter() - started:.1f} s)")
    return 0


def schema(data: Path, quiet: bool = False) -> int:
    """Writes the JSON Schema of each kind of data file."""
    for path in write_schemas(data / "schema"):
        if not quiet:
            print(f"schema: {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
