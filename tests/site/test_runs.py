"""`mkdocs build` as a command: the same bytes each time, nothing published from a broken registry."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import builds
import pytest
from mkdocs.exceptions import Abort
from sites import Built

pytestmark = pytest.mark.site

Caplog = pytest.LogCaptureFixture


def test_two_builds_are_the_same_byte_for_byte(project: Path, small_site: Built, tmp_path: Path) -> None:
    done = builds.command("build", "--strict", "--site-dir", str(tmp_path), folder=project)
    assert done.returncode == 0, done.stderr
    first, second = builds.tree_of(small_site.folder), builds.tree_of(tmp_path)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert (tmp_path / "ja/pagefind/pagefind.js").is_file()


def broken(project: Path, folder: Path) -> None:
    """A registry with three mistakes in two files."""
    shutil.copytree(project / "data", folder)
    for path, right, wrong in (
        ("models/alpha/alpha-1.yaml", "kind: base", "kind: bass"),
        ("models/alpha/alpha-1.yaml", "status: legacy", "statu: legacy"),
        ("models/alpha/alpha-2.yaml", "id: alpha-1,", "id: alpha-l,"),
    ):
        text = (folder / path).read_text(encoding="utf-8")
        assert text.count(right) == 1
        (folder / path).write_text(text.replace(right, wrong), encoding="utf-8")


def test_a_broken_registry_publishes_nothing(project: Path, tmp_path: Path) -> None:
    broken(project, tmp_path / "data")
    site = tmp_path / "site"
    (site / "ja").mkdir(parents=True)
    (site / "ja/index.html").write_text("the site of yesterday", encoding="utf-8")
    done = builds.command("build", "--site-dir", str(site), folder=project, data=str(tmp_path / "data"))
    assert done.returncode == 1
    assert builds.tree_of(site) == {"ja/index.html": b"the site of yesterday"}
    said = done.stdout + done.stderr
    assert "models/alpha/alpha-1.yaml:3:7: kind:" in said
    assert "models/alpha/alpha-1.yaml:7:1: statu:" in said
    assert "models/alpha/alpha-2.yaml:7:16: parents[0].id:" in said
    assert "Traceback" not in said


def test_an_unknown_id_in_an_article_stops_the_build(project: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(project, own, ignore=shutil.ignore_patterns("site"))
    (own / "docs/en/guides/embedding.md").write_text("---\ntitle: T\n---\n# T\n\n[[alpha-11]]\n", encoding="utf-8")
    done = builds.command("build", folder=own)
    assert done.returncode == 1
    assert "docs/en/guides/embedding.md:6:1: no model 'alpha-11'" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_inline_script_that_nobody_listed_stops_the_build(project: Path, tmp_path: Path, caplog: Caplog) -> None:
    own = tmp_path / "own"
    shutil.copytree(project, own, ignore=shutil.ignore_patterns("site"))
    (own / "docs/en/guides/embedding.md").write_text("# T\n\n<script>alert(1)</script>\n", encoding="utf-8")
    with pytest.raises(Abort):
        builds.build(own, tmp_path / "site")
    assert "en/guides/embedding.md: an inline script is not on the list" in caplog.text


def test_a_template_with_an_inline_script_stops_the_build(project: Path, tmp_path: Path, caplog: Caplog) -> None:
    own = tmp_path / "own"
    shutil.copytree(project, own, ignore=shutil.ignore_patterns("site"))
    template = own / "overrides/atlas/license.html"
    template.write_text(template.read_text(encoding="utf-8") + "<script>alert(1)</script>\n", encoding="utf-8")
    with pytest.raises(Abort):
        builds.build(own, tmp_path / "site")
    assert "licenses/mit/index.md: an inline script is not on the list" in caplog.text


def test_a_build_that_was_killed_is_mended_by_the_next(project: Path, small_site: Built, tmp_path: Path) -> None:
    arguments = [*builds.MKDOCS, "build", "--quiet", "--site-dir", str(tmp_path)]
    environment = {**builds.ENVIRONMENT, "ATLAS_DATA": "data"}
    running = subprocess.Popen(arguments, cwd=project, env=environment)
    deadline = time.monotonic() + 300
    while running.poll() is None and not list(tmp_path.glob("*/index.html")) and time.monotonic() < deadline:
        time.sleep(0.005)
    running.kill()
    running.wait()
    half = next(tmp_path.rglob("*.html"))
    half.write_text(half.read_text(encoding="utf-8")[:100], encoding="utf-8")
    builds.build(project, tmp_path)
    assert builds.tree_of(tmp_path) == builds.tree_of(small_site.folder)
