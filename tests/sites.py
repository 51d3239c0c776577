"""Fixtures of tests/site and tests/browser: built sites, a server for them, a reader who looks at them in Chromium.

Both conftest.py files register this module as a plugin, so that a site is built once a session for all of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import builds
import pytest
from atlas.site import Site
from playwright.sync_api import Browser, sync_playwright
from reader import Reader
from serving import serve


@dataclass(frozen=True)
class Built:
    """A published folder and the Site behind it."""

    folder: Path
    site: Site

    def text(self, page: str) -> str:
        """The text of a file."""
        return (self.folder / page).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project. Nobody changes it; who wants to takes builds.project of their own."""
    return builds.project(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small_site(project: Path) -> Built:
    """The site of the small registry."""
    return Built(project / "site", builds.build(project, project / "site"))


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the real registry, search included, as `make build` makes it. ATLAS_SITE names one already made."""
    if ready := os.environ.get("ATLAS_SITE"):
        return Built(Path(ready), builds.real())
    folder = tmp_path_factory.mktemp("real")
    done = builds.command("build", "--strict", "--quiet", "--site-dir", str(folder), folder=builds.ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(folder, builds.real())


@pytest.fixture(scope="session")
def real_url(real_site: Built) -> Iterator[str]:
    """The address at which the real site is served."""
    with serve(real_site.folder) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    found = found or shutil.which("google-chrome")
    assert found, "Chromium is needed: scripts/browser.sh says how to get it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Callable[[str], Reader]]:
    """Makes a reader of the site at an address. What a page did wrong while it was read fails the test."""
    readers: list[Reader] = []

    def read(url: str) -> Reader:
        readers.append(Reader(chromium, url))
        return readers[-1]

    yield read
    for one in readers:
        one.close()
    assert [fault for one in readers for fault in one.faults] == []
