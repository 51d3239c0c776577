"""Sites for the tests: the project over another registry, built by MkDocs in this process or as a command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from atlas.site import Site
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests/small/data"
CODES = ("en", "ja", "ru")
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'hooks'}", "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
os.environ["NO_MKDOCS_2_WARNING"] = "1"


def config_of(site: Path, *, project: Path = ROOT, data: Path = SMALL, **extra: Any) -> MkDocsConfig:
    """The configuration of `project`, strict, for a site in `site`; without a search index unless `extra` asks for one."""
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(site), strict=True)
    config.extra.update({"data": str(data), "search_index": False, **extra})
    return config


def build(config: MkDocsConfig) -> Path:
    """Builds as `mkdocs build` does and returns the folder of the site."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()
    return Path(config.site_dir)


def built(config: MkDocsConfig) -> Site:
    """The Site that a build left in its configuration."""
    site: Site = config.extra["atlas"]
    return site


def project(folder: Path, data: Path = SMALL) -> Path:
    """A copy of the project with another registry and no article, so that a test may change anything in it."""
    for name in ("hooks", "overrides", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data/languages", folder / "data/languages")
    shutil.copytree(data, folder / "data", dirs_exist_ok=True)
    for name in ("mkdocs.yml", "docs/index.md"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def command(*arguments: str, data: Path = SMALL, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """`mkdocs …` as a person runs it."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=folder, env={**ENVIRONMENT, "ATLAS_DATA": str(data)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@cache
def real_site(folder: Path) -> Path:
    """The site of the real registry, search included, made once a session. ATLAS_TEST_SITE names one already made."""
    if ready := os.environ.get("ATLAS_TEST_SITE"):
        return Path(ready)
    done = command("build", "--strict", "--site-dir", str(folder), data=ROOT / "data")
    assert done.returncode == 0, done.stderr
    return folder


def pages_of(site: Path) -> list[str]:
    """Every published page, as the path of its file."""
    return sorted(
        path.relative_to(site).as_posix() for path in site.rglob("*.html") if "pagefind" not in path.relative_to(site).parts
    )
