"""The fixtures of tests/sites.py; see there."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Registers them once for both folders."""
    config.pluginmanager.import_plugin("sites")
