"""Sites for the tests: the project over another registry, built by MkDocs in this process or as a command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from atlas.site import Site
from load import load_site
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests/small"
CODES = ("en", "ja", "ru")
URL = "https://diffusion-atlas.github.io/"
TODAY = "2026-11-21"
"""The day on which the tests build."""
ENVIRONMENT = {
    **os.environ,
    "ATLAS_DATE": TODAY,
    "PYTHONPATH": str(ROOT / "hooks"),
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONUTF8": "1",
}
MKDOCS = (sys.executable, "-m", "mkdocs")


def project(folder: Path) -> Path:
    """A copy of the project with the registry and the articles of tests/small: a test may change anything in it."""
    for name in ("hooks", "overrides", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "docs/index.md"):
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(ROOT / "data/languages", folder / "data/languages")
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    return folder


def build(folder: Path, site: Path, **extra: Any) -> Site:
    """Builds a project strictly into `site`, as `mkdocs build` does; without a search index unless `extra` asks."""
    config = configured(folder, site, **extra)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()
    made: Site = config.extra["atlas"]
    return made


def configured(folder: Path, site: Path, **extra: Any) -> MkDocsConfig:
    """The configuration of a project with other values under `extra`."""
    options = {key: extra.pop(key) for key in ("site_url",) if key in extra}
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(site), strict=True, **options)
    config.extra.update({"search_index": False, "date": TODAY, **extra})
    return config


def command(*arguments: str, folder: Path, data: str = "data") -> subprocess.CompletedProcess[str]:
    """`mkdocs …` as a person runs it."""
    environment = {**ENVIRONMENT, "ATLAS_DATA": data}
    return subprocess.run(
        [*MKDOCS, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def real() -> Site:
    """What the project itself publishes."""
    return load_site(ROOT, ROOT / "data", ROOT / ".cache", TODAY)


def pages_of(site: Path) -> list[str]:
    """Every published page by the path of its file."""
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    return sorted(path.as_posix() for path in found if "pagefind" not in path.parts)


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its content; the search index apart, whose names are not ours."""
    files = ((path.relative_to(folder), path) for path in folder.rglob("*") if path.is_file())
    return {name.as_posix(): path.read_bytes() for name, path in files if "pagefind" not in name.parts}
