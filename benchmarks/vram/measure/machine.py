"""Where and with what is measured, or why it cannot be: found out in a process that alone imports PyTorch."""

from __future__ import annotations

import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from atlas.domain.measured import Machine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from atlas.domain.memory import Precision

    from .processes import Outcome, Report

NEEDED: dict[Precision, str] = {"int8": "torchao", "nf4": "bitsandbytes"}
"""Packages without which a precision is left out: requirements/vram-gpu.txt."""
ASK_FOR_DRIVER = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]


class NoCard(Exception):
    """Nothing can be measured here. The message says why."""


def machine_of(outcome: Outcome) -> tuple[Machine, dict[Precision, str]]:
    """What `look` reported: the machine, and the precisions that must be left out, each with the package that is
    missing. Raises NoCard."""
    told: dict[str, Any] = {}
    for report in outcome.reports:
        told |= report
    if "machine" not in told:
        raise NoCard(told.get("refused", "PyTorch ended while it looked for a card"))
    missing: dict[Precision, str] = {
        precision: package for precision, package in NEEDED.items() if package in told["missing"]
    }
    return Machine.model_validate(told["machine"]), missing


def look(_: None, report: Callable[[Report], object]) -> None:
    """Reports {"machine", "missing"} or {"refused"}."""
    try:
        import torch  # noqa: PLC0415 — the one thing that is tried here
    except ImportError:
        report({"refused": "PyTorch is not installed"})
        return
    if not torch.cuda.is_available():
        report({"refused": f"PyTorch {torch.__version__} sees no CUDA card"})
        return
    _, memory = torch.cuda.mem_get_info()
    machine = {
        "device": torch.cuda.get_device_name(),
        "memory": memory,
        "driver": _driver(),
        "torch": torch.__version__.partition("+")[0],
        "cuda": torch.version.cuda,
        "diffusers": version("diffusers"),
        "transformers": version("transformers"),
    }
    report({"machine": machine, "missing": _missing(list(NEEDED.values()))})


def _driver() -> str:
    try:
        told = subprocess.run(ASK_FOR_DRIVER, capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return told.stdout.split("\n")[0].strip() or "unknown"


def _missing(packages: Sequence[str]) -> list[str]:
    return [package for package in packages if find_spec(package) is None]
