"""The projects that are built: copies of this one around a synthetic registry, and their stock twins.

A copy has the hooks and templates of this project by link, and a registry, a docs/ without articles (the synthetic
models have none) and a .cache of its own: nothing that an earlier build made is used, and nothing is left behind, but
bytecode, that of modules and that of templates (atlas/bytecode.py).
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.loading.load import inspect_registry
from atlas.loading.words import inspect_words
from atlas.site import Site

from .stock import SITE_URL, write_stock
from .synthetic import write_registry

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 — a folder in memory, where there is one: no disk in the figures
ENOUGH = 6 * 10**9
"""Bytes that the largest site takes, twice over."""
TODAY = "2026-11-21"
"""The day on which ours is built for the comparison with stock."""


@dataclass(frozen=True)
class Project:
    """A folder that MkDocs can build."""

    folder: Path
    config: str = "mkdocs.yml"

    @property
    def site(self) -> Path:
        """Where it is built to."""
        return self.folder / "site"

    @property
    def arguments(self) -> list[str]:
        """Arguments of MkDocs that name it."""
        return ["--config-file", str(self.folder / self.config)]

    def clear(self) -> None:
        """Takes away what builds leave: the site, the cache."""
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)


@contextmanager
def workplace() -> Iterator[Path]:
    """A temporary folder, in memory if there is room."""
    roomy = SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free > ENOUGH
    with tempfile.TemporaryDirectory(prefix="atlas_bench_", dir=SHARED_MEMORY if roomy else None) as folder:
        yield Path(folder)


def make_ours(folder: Path, count: int) -> tuple[Project, Project]:
    """A copy of this project with `count` models: without the search index, and with it."""
    write_registry(folder / "data", count)
    shutil.copytree(ROOT / "data/languages", folder / "data/languages")
    (folder / "docs").mkdir()
    for link in ("hooks", "overrides", "docs/assets", "docs/index.md"):
        (folder / link).symlink_to(ROOT / link)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "project.yml")
    head = f"INHERIT: project.yml\nsite_url: {SITE_URL}\n"
    (folder / "plain.yml").write_text(head + "extra: {search_index: false}\n", encoding="utf-8")
    (folder / "search.yml").write_text(head, encoding="utf-8")
    return Project(folder, "plain.yml"), Project(folder, "search.yml")


def make_stock(folder: Path, ours: Project, nav: str) -> Project:
    """The stock twin of a project."""
    write_stock(site_of(ours), folder, nav)
    return Project(folder)


def site_of(project: Project) -> Site:
    """The site of one of our projects as the core sees it. Raises ValueError where its registry has problems."""
    registry, problems = inspect_registry(project.folder / "data")
    words, word_problems = inspect_words(project.folder / "data")
    if problems or word_problems:
        raise ValueError(f"the synthetic registry has problems: {[*problems, *word_problems][0]}")
    return Site(registry, words, ROOT / "overrides", project.folder / ".cache", TODAY)
