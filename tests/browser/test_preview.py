"""`mkdocs serve` over the small registry: edits show on every page they change, mistakes leave the last good site."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import builds
import pytest
from builds import CODES

pytestmark = pytest.mark.site

PATIENCE = 240
"""Seconds until a test gives up. Nothing here measures time."""
NAME = "data/models/alpha/alpha-mix.yaml"
SHOWS = ("models/alpha-mix/", "families/alpha/", "timeline/", "models/", "models/alpha-2/", "licenses/mit/")
"""Pages that name the model: its own, its family's, timeline, catalogue, its parent's, its licence's."""


@dataclass
class Preview:
    """A running `mkdocs serve` and the project that it shows."""

    project: Path
    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def page(self, address: str) -> str:
        """A page as it is now; empty while there is none."""
        try:
            with urlopen(self.url + address, timeout=60) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError, TimeoutError):
            return ""

    def edit(self, path: str, old: str, new: str) -> None:
        """Replaces one piece of a file."""
        file = self.project / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")

    def wait(self, address: str, *wanted: str, without: str = "\0") -> str:
        """The page once it holds what is wanted and lacks what is not."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            text = self.page(address)
            if text and all(piece in text for piece in wanted) and without not in text:
                return text
            time.sleep(0.2)
        pytest.fail(f"{address} never showed {wanted}; the log:\n{self.log.read_text(encoding='utf-8')[-3000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One preview for all tests of this file; each mends what it broke."""
    folder = tmp_path_factory.mktemp("preview")
    project, port, log = builds.project(folder / "project"), free_port(), folder / "log"
    mix = project / NAME
    dated = mix.read_text(encoding="utf-8").replace("released: null", "released: 2024-02-03")
    mix.write_text(dated.replace("cite: {", "cite: {released: card, "), encoding="utf-8")
    environment = {**builds.ENVIRONMENT, "ATLAS_DATA": "data", "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*builds.MKDOCS, "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=project, env=environment, stdout=out, stderr=out,
        )  # fmt: skip
    running = Preview(project, f"http://127.0.0.1:{port}/", log, process)
    try:
        running.wait("en/", "</html>")
        yield running
    finally:
        process.terminate()
        process.wait(60)


def test_an_edit_of_the_registry_shows_on_every_page(preview: Preview) -> None:
    for code in CODES:
        for address in SHOWS:
            preview.wait(f"{code}/{address}", "Alpha Mix")
    preview.edit(NAME, "name: Alpha Mix", "name: Edited Mix")
    for code in CODES:
        for address in SHOWS:
            preview.wait(f"{code}/{address}", "Edited Mix", without="Alpha Mix")
    graph = preview.page("ru/families/alpha/")
    assert '<span class="nodeLabel">Edited Mix</span>' in graph
    preview.edit(NAME, "name: Edited Mix", "name: Alpha Mix")
    preview.wait("en/models/alpha-mix/", "Alpha Mix", without="Edited Mix")


def test_a_mistake_is_shown_and_the_last_good_site_stays(preview: Preview) -> None:
    preview.edit(NAME, "kind: merge", "kind: marge")
    place = "models/alpha/alpha-mix.yaml:2:7: kind"
    for address in ("ja/models/alpha-mix/", "en/", "ru/timeline/"):
        text = preview.wait(address, 'role="alert"', place)
        assert 'class="md-header"' in text
    assert "Alpha Mix" in preview.page("ja/models/alpha-mix/")
    assert "Alpha Mix" in preview.page("en/models/alpha-mix/")
    assert place in preview.log.read_text(encoding="utf-8")
    preview.edit(NAME, "kind: marge", "kind: merge")
    preview.wait("ja/models/alpha-mix/", "Alpha Mix", without='role="alert"')


def test_an_edit_of_an_article_shows(preview: Preview) -> None:
    path = "docs/ru/guides/embedding.md"
    preview.edit(path, "# Вставки", "# Правка")
    preview.wait("ru/guides/embedding/", "Правка")
    preview.edit(path, "[[alpha-1#params]]", "[[alpha-9#params]]")
    text = preview.wait("ru/guides/embedding/", 'role="alert"', "docs/ru/guides/embedding.md:3")
    assert "Правка" in text
    assert "The Alpha family" in preview.page("en/articles/alpha/"), "nobody had asked for it while all was well"
    preview.edit(path, "[[alpha-9#params]]", "[[alpha-1#kind]]")
    preview.wait("ru/guides/embedding/", "Правка", without='role="alert"')


def test_edits_of_a_template_and_of_a_style_show(preview: Preview) -> None:
    preview.edit("overrides/atlas/timeline.html", '<h1 id="top">', '<h1 id="top" class="edited">')
    preview.wait("ja/timeline/", 'class="edited"')
    with (preview.project / "docs/assets/css/atlas.css").open("a", encoding="utf-8") as style:
        style.write("\n.edited { color: red }\n")
    preview.wait("assets/css/atlas.css", ".edited { color: red }")


def test_a_new_model_appears_and_goes(preview: Preview) -> None:
    path = preview.project / "data/models/alpha/alpha-3.yaml"
    text = (preview.project / NAME).read_text(encoding="utf-8").replace("name: Alpha Mix", "name: Alpha Three")
    path.write_text(text, encoding="utf-8")
    preview.wait("en/models/alpha-3/", "Alpha Three")
    preview.wait("ja/models/", "Alpha Three")
    path.unlink()
    preview.wait("ja/models/", "Alpha Mix", without="Alpha Three")
    preview.wait("en/families/alpha/", without="Alpha Three")


def test_a_mistake_in_the_configuration_is_shown(preview: Preview) -> None:
    preview.edit("mkdocs.yml", "site_name: Diffusion Atlas", "site_name: [")
    text = preview.wait("ja/models/alpha-mix/", 'role="alert"')
    assert "Alpha Mix" in text
    preview.edit("mkdocs.yml", "site_name: [", "site_name: Diffusion Atlas")
    preview.wait("ja/models/alpha-mix/", "Alpha Mix", without='role="alert"')
