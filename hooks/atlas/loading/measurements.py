"""data/measurements/*.json → figures. Programs write these files; one that was changed by hand is refused."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ..domain.counts import Counts
from .problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

COUNTS = "measurements/parameters.json"


def read_counts(data: Path) -> tuple[Counts, list[Problem]]:
    """What was counted (nothing where the file is missing), and what is wrong with the file."""
    path = data / COUNTS
    if not path.exists():
        return Counts(), []
    shown = path.relative_to(data.parent).as_posix()
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        line = getattr(error, "lineno", 1)
        return Counts(), [Problem(shown, line, getattr(error, "colno", 1), "", "is not JSON; run: make count")]
    if not isinstance(value, dict) or value.pop("seal", None) != seal(value):
        return Counts(), [Problem(shown, 1, 1, "seal", "does not fit the figures: they were changed; run: make count")]
    try:
        return Counts.model_validate(value), []
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(map(str, fault["loc"]))
        message = fault["msg"].removeprefix("Value error, ")
        return Counts(), [Problem(shown, 1, 1, key, f"{message}; run: make count")]


def seal(value: dict[str, Any]) -> str:
    """What a program writes under its figures. It keeps nobody out, but an edit by hand does not go unnoticed."""
    return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
