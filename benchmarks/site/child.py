"""`python -m benchmarks.site.child NOTE build …`: MkDocs in a fresh process, as `python -m mkdocs build …` runs it.

When it is done, NOTE says what this process and its children (Pagefind, workers) used.
"""

from __future__ import annotations

import json
import re
import resource
import runpy
import sys
from pathlib import Path

KILO = 1 if sys.platform == "darwin" else 1024
STATUS = Path("/proc/self/status")


def main() -> None:
    """Runs MkDocs, then writes the note."""
    note, *arguments = sys.argv[1:]
    sys.argv = ["mkdocs", *arguments]
    try:
        runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
    finally:
        own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        used = {
            "cpu": own.ru_utime + own.ru_stime,
            "peak": _peak(own),
            "children_cpu": children.ru_utime + children.ru_stime,
            "children_peak": children.ru_maxrss * KILO,
        }
        Path(note).write_text(json.dumps(used), encoding="utf-8")


def _peak(own: resource.struct_rusage) -> int:
    """Peak memory of this process in bytes. Linux counts into ru_maxrss what the parent had when it forked; VmHWM does
    not."""
    found = re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text(encoding="ascii")) if STATUS.exists() else None
    return int(found[1]) * 1024 if found else own.ru_maxrss * KILO


if __name__ == "__main__":
    main()
