"""What the tests share: trees of data files, and Hypothesis without clock or memory."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from atlas.domain.registry import Registry
from atlas.loading.load import inspect_registry, load_registry
from hypothesis import settings
from support import ROOT, SMALL, write_tree

settings.register_profile("atlas", deadline=None, derandomize=True, database=None)
settings.load_profile("atlas")

if find_spec("torch") is None:
    collect_ignore = ["vram"]  # `make test-vram` runs these

Tree = Callable[[dict[str, Any]], Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Writes the tree of a case and returns its data folder."""

    def write(case: dict[str, Any]) -> Path:
        write_tree(tmp_path, case)
        return tmp_path / "data"

    return write


@pytest.fixture(scope="session")
def atlas() -> Registry:
    """The real registry, as far as it can be read."""
    return inspect_registry(ROOT / "data")[0]


@pytest.fixture(scope="session")
def small() -> Registry:
    """The registry of tests/small."""
    return load_registry(SMALL)
