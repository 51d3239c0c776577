"""`make bench`: builds synthetic registries beside stock MkDocs + Material, and says what was reached.

Exit codes: 0 whatever the figures, 1 a build failed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.loading.load import load_registry

from . import estimator
from .bench import Bench
from .measure import BuildError
from .progress import Progress
from .projects import ROOT, workplace
from .report import as_json, facts, table
from .stock import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

NAVS = {
    "main": "model, family and licence pages are outside its navigation, as on ours",
    "families": "model pages are outside its navigation",
    "all": "every page is in its navigation, which it renders into every page",
}


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark and returns its exit code."""
    options = parse(arguments)
    with workplace() as place:
        bench = Bench(options, place, Progress(quiet=options.quiet))
        try:
            bench.run()
        except BuildError as error:
            print(f"bench: a build failed\n{error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            bench.progress.note("stopped; measured until here:")
    print("\n".join([*told(bench), *estimator.told(load_registry(ROOT / "data"))]))
    if options.json:
        text = json.dumps(as_json(bench.rows, bench.edits, bench.agreement), indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0


def told(bench: Bench) -> Iterator[str]:
    """What is printed at the end."""
    yield from table(bench.rows)
    yield ""
    if bench.agreement:
        yield f"stock: MkDocs + Material with its search, from Markdown; {NAVS[bench.options.stock_nav]}"
        if bench.options.stock_nav != "all":
            yield "  (with them in it, the time of stock grows with the square of the pages: --stock-nav all)"
    for size, share in bench.agreement.items():
        yield f"  its model pages hold {share:.0%} of the visible text of ours ({size:,} models)"
    yield from facts(bench.rows, bench.edits)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line; wrong usage ends with 2."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sizes", type=sizes, help="models of the registries (default: 100,1000,10000)")
    parser.add_argument("--stock", type=sizes, help="sizes that stock builds too (default: 100,1000)")
    parser.add_argument("--stock-nav", choices=OUTSIDE, default="main", help="pages in the navigation of stock")
    parser.add_argument("--runs", type=count, help="cold builds of each kind; the median counts (default: 3)")
    parser.add_argument("--edits", type=int, help="edits in mkdocs serve, 0 for none (default: 5)")
    parser.add_argument("--edit-size", type=count, default=1000, help="models while editing (default: 1000)")
    parser.add_argument("--no-search", action="store_true", help="leave out the builds with the search index")
    parser.add_argument("--quick", action="store_true", help="as --sizes 100,1000 --runs 1 --edits 3")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run to FILE as well")
    parser.add_argument("-q", "--quiet", action="store_true", help="no lines of progress")
    options = parser.parse_args(arguments)
    quick: dict[str, object] = {"sizes": [100, 1000], "stock": [100, 1000], "runs": 1, "edits": 3}
    full: dict[str, object] = {"sizes": [100, 1000, 10000], "stock": [100, 1000], "runs": 3, "edits": 5}
    for name, value in (quick if options.quick else full).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    return options


def sizes(text: str) -> list[int]:
    """`100,1000` as numbers; empty for none."""
    return [count(part) for part in text.split(",") if part]


def count(text: str) -> int:
    """A number from 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
