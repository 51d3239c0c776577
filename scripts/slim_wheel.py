"""Takes files out of a wheel, in place: `python scripts/slim_wheel.py WHEEL REGEX` (of their paths)."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile


def slim(path: Path, unwanted: str) -> None:
    """Writes the wheel anew without the files whose path `unwanted` finds, and without their lines in its RECORD."""
    beside = path.with_suffix(".new")
    with ZipFile(path) as old, ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=9) as new:
        for entry in old.infolist():
            if re.search(unwanted, entry.filename):
                continue
            content = old.read(entry)
            if entry.filename.endswith(".dist-info/RECORD"):
                lines = content.decode().splitlines(keepends=True)
                content = "".join(line for line in lines if not re.search(unwanted, line.split(",")[0])).encode()
            new.writestr(entry, content)
    beside.replace(path)


if __name__ == "__main__":
    slim(Path(sys.argv[1]), sys.argv[2])
