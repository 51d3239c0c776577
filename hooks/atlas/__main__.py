"""The command line: `python -m atlas check`, `schema` and `translated`.

Exit codes: 0 all is well, 1 problems were found, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from .domain.article import ORIGIN
from .domain.dates import day_of
from .loading.articles import inspect_articles
from .loading.load import inspect_registry
from .loading.schema import write_schemas
from .loading.words import inspect_words
from .prose.check import unfinished, wrong
from .prose.freshness import shared_digests, stamped
from .site import Site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .domain.registry import Registry
    from .loading.problem import Problem

HOME = Path(__file__).parents[2]
"""The repository of this package: its templates say which facts articles may name."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    parser = argparse.ArgumentParser(prog="atlas", description="Looks after the registry of Diffusion Atlas.")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing when all is well")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run, summary in (
        ("check", check, "check every rule of the registry"),
        ("schema", schema, "write data/schema/*.json for editors"),
        ("translated", translated, "note that translations are those of the English text as it is now"),
    ):
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument("--data", type=Path, default=Path("data"), help="folder of the registry (default: data)")
        command.set_defaults(run=run, articles=[])
    command.add_argument("articles", nargs="*", type=Path, help="docs/ru/guides/x.md …; all translations without any")
    options = parser.parse_args(arguments)
    data = options.data.resolve()
    if not data.is_dir():
        print(f"atlas: there is no folder {data}; run this from the root of the repository", file=sys.stderr)
        return 2
    if options.articles:
        return translated(data, options.quiet, options.articles)
    return int(options.run(data, options.quiet))


def check(data: Path, quiet: bool = False) -> int:
    """Prints every problem of registry and articles, sorted by place; 1 if there is any."""
    started = perf_counter()
    registry, problems = inspect_registry(data)
    words, word_problems = inspect_words(data)
    problems = sorted([*problems, *word_problems, *_articles(data, registry, words)])
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


def _articles(data: Path, registry: Registry, words: dict[str, dict[str, str]]) -> list[Problem]:
    """What is wrong with the articles beside the registry."""
    library, problems = inspect_articles(data.parent / "docs")
    site = Site(registry, {ORIGIN: {}, **words}, HOME / "overrides", HOME / ".cache", today="", library=library)
    renderer = site.renderers[ORIGIN]
    return [*problems, *wrong(library, renderer), *unfinished(library, registry, tuple(words))]


def translated(data: Path, quiet: bool = False, articles: Sequence[Path] = ()) -> int:
    """Stamps translations with the hashes of the English sections; one that has them already keeps its day."""
    library, problems = inspect_articles(data.parent / "docs")
    translations = library.translations()
    asked = [Path(os.path.relpath(path.resolve(), data.parent)).as_posix() for path in articles] or [*translations]
    if unknown := [file for file in asked if file not in translations]:
        print(f"atlas: no English article is translated by {', '.join(unknown)}", file=sys.stderr)
        return 2
    for problem in problems:
        print(problem)
    day = day_of(os.environ.get("ATLAS_DATE") or os.environ.get("SOURCE_DATE_EPOCH", ""))
    for file in asked:
        translation, origin = translations[file]
        if translation.front.origin != (digests := shared_digests(translation, origin)):
            path = data.parent / file
            today = day or date.today().isoformat()  # noqa: DTZ011, TID251 — the day on which a person says so
            path.write_text(stamped(path.read_text(encoding="utf-8"), digests, today), encoding="utf-8")
            if not quiet:
                print(f"translated: {file}")
    return 1 if problems else 0


def schema(data: Path, quiet: bool = False) -> int:
    """Writes the JSON Schema of each kind of data file."""
    for path in write_schemas(data / "schema"):
        if not quiet:
            print(f"schema: {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
