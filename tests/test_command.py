"""`python -m atlas`, as people run it: cases in tests/cases/command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, cases

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8", "ATLAS_LANG": "en",
               "ATLAS_DATE": "2026-11-21"}  # fmt: skip


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "atlas", *arguments]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("case", cases("command/check.yaml"))
def test_check(case, tree):
    data = tree(case)
    done = run([argument.replace("DATA", str(data)) for argument in case["arguments"]], data.parent)
    assert done.returncode == int(case["exit"])
    assert re.sub(r"\d+\.\d s", "0.0 s", done.stdout) == case.get("out", "")
    if "err" in case or done.returncode < 2:
        assert done.stderr.replace(str(data), "DATA") == case.get("err", "")
    else:
        assert done.stderr.startswith("usage: atlas")


@pytest.mark.parametrize("case", cases("command/translated.yaml"))
def test_translated(case, tree):
    root = tree(case).parent
    done = run(case["arguments"], root)
    assert (done.returncode, done.stdout, done.stderr) == (int(case["exit"]), case.get("out", ""), case.get("err", ""))
    for path, line in case.get("after", {}).items():
        assert line in (root / path).read_text(encoding="utf-8").splitlines()
    if done.returncode == 0:
        assert run(case["arguments"], root).stdout == ""


def test_schemas_are_written_beside_the_data(tree):
    data = tree({})
    done = run(["schema"], data.parent)
    assert (done.returncode, done.stderr) == (0, "")
    written = sorted(path.name for path in (data / "schema").iterdir())
    assert sorted(line.removeprefix("schema: ") for line in done.stdout.splitlines()) == written
    assert run(["-q", "schema"], data.parent).stdout == ""
