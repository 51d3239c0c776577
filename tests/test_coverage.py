"""docs/coverage.md: every row has a place, and every place exists."""

from __future__ import annotations

import re

import pytest
from support import ROOT

TEXT = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ((?!Row|---)[A-Za-z0-9-]+) \| .* \| ([^|]+) \|$", TEXT, re.MULTILINE))
LINK = re.compile(r"\]\((en/[^)#]+)(?:#([^)]+))?\)")
GENERATED = {"timeline/", "models/", "vram/", "glossary/", "licenses/", "guides/"}
"""Addresses of generated pages and of the guides, in each language."""


def test_every_kind_of_row_is_there():
    counts = {kind: sum(bool(re.match(rf"{kind}\d", row)) for row in ROWS) for kind in "TMD"}
    assert counts == {"T": 72, "M": 40, "D": 137}


@pytest.mark.parametrize("row", ROWS)
def test_the_place_of_a_row_exists(row):
    where = ROWS[row]
    links, paths = LINK.findall(where), re.findall(r"`([^`]+)`", where)
    assert links or paths or where.startswith("- "), "has no place"
    for page, anchor in links:
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert not anchor or f"{{#{anchor}}}" in text, f"{page} has no section #{anchor}"
    for path in paths:
        assert path in GENERATED or (ROOT / path).exists(), f"{path} does not exist"
