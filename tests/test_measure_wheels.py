"""What a GPU machine without a network needs is pinned, and small enough to be carried."""

from __future__ import annotations

import re
import subprocess
import sys
from zipfile import ZipFile

from support import ROOT

SCRIPT = (ROOT / "scripts/vram-wheels.sh").read_text(encoding="utf-8")


def test_every_package_is_pinned():
    (listed,) = re.findall(r"packages=\((.*?)\)", SCRIPT, re.DOTALL)
    names = re.sub(r"#.*|\"\$@\"", "", listed).split()
    pinned = "".join((ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8") for name in ("vram", "vram-gpu"))
    assert {"bitsandbytes", "diffusers", "pydantic-core", "torchao"} <= set(names)
    assert [name for name in names if not re.search(rf"(?m)^{name}==", pinned)] == []


def test_libraries_of_other_cards_are_taken_out(tmp_path):
    wheel = tmp_path / "bitsandbytes-1-py3-none-any.whl"
    kept = [f"bitsandbytes/{name}" for name in ("__init__.py", "libbitsandbytes_cpu.so", "libbitsandbytes_cuda130.so")]
    gone = [f"bitsandbytes/{name}" for name in ("libbitsandbytes_cuda126.so", "libbitsandbytes_rocm70.so")]
    record = "bitsandbytes-1.dist-info/RECORD"
    with ZipFile(wheel, "w") as file:
        for name in [*kept, *gone]:
            file.writestr(name, name)
        file.writestr(record, "".join(f"{name},sha256=x,1\n" for name in [*kept, *gone, record]))
    (unwanted,) = re.findall(r"slim_wheel\.py \S+ '(.*)'", SCRIPT)
    subprocess.run([sys.executable, ROOT / "scripts/slim_wheel.py", wheel, unwanted], check=True)
    with ZipFile(wheel) as file:
        assert file.namelist() == [*kept, record]
        assert file.read(kept[1]).decode() == kept[1]
        assert file.read(record).decode().splitlines() == [f"{name},sha256=x,1" for name in [*kept, record]]
    assert [path.name for path in tmp_path.iterdir()] == [wheel.name]
