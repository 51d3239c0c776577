"""Pages that are filled into a skeleton (hooks/atlas/skeleton.py) are byte for byte what MkDocs renders."""

from __future__ import annotations

from pathlib import Path

import builds
import pytest
from sites import Built

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def stock(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small site with every page handed to MkDocs."""
    folder = tmp_path_factory.mktemp("stock")
    builds.build(project, folder, every_page_by_mkdocs=True)
    return builds.tree_of(folder)


@pytest.mark.parametrize("code", builds.CODES)
@pytest.mark.parametrize("kind", ["model", "family", "license"])
def test_a_page_of_each_kind(small_site: Built, stock: dict[str, bytes], kind: str, code: str) -> None:
    made = [page for page in small_site.site.pages if page.kind == kind]
    assert made
    for page in made:
        name = f"{code}/{page.address}index.html"
        assert small_site.text(name) == stock[name].decode()


def test_the_whole_site(small_site: Built, stock: dict[str, bytes]) -> None:
    filled = builds.tree_of(small_site.folder)
    assert sorted(filled) == sorted(stock)
    assert [name for name in stock if stock[name] != filled[name]] == []


def test_no_token_is_left(small_site: Built) -> None:
    assert [page for page in builds.pages_of(small_site.folder) if "@@" in small_site.text(page)] == []
