"""How long an edit takes to be seen in `mkdocs serve`: from the moment one line of one YAML file is written until
every page that it changes shows it, in all languages."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from .measure import environment
from .synthetic import FAMILY_SIZE, family_of, id_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .progress import Progress
    from .projects import Project

HOST = "127.0.0.1"
CODES = ("en", "ru", "ja")
MAIN = ("", "models/", "timeline/", "vram/", "families/")
PAUSE = 0.02
"""Seconds between two looks at the one small page that is polled."""
PATIENCE = 300
"""Seconds after which a page that does not come is given up."""


class NotSeenError(Exception):
    """A page did not come, or an edit did not show on it, in time."""


@dataclass(frozen=True)
class Edit:
    """One edit."""

    first: float
    """Seconds until the model's own page showed it."""
    all: float
    """Seconds until the last page had been fetched with it."""
    pages: int


class Server:
    """A running preview, asked as a browser asks."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port, self.process = port, process

    def get(self, path: str) -> str | None:
        """The text of a page; None while there is none."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            text = answer.read().decode()
        except OSError:
            return None
        finally:
            connection.close()
        return text if answer.status == http.HTTPStatus.OK else None

    def wait(self, path: str, marker: str = "", patience: float = PATIENCE) -> None:
        """Looks at a page until it holds `marker`. Raises NotSeenError."""
        until = perf_counter() + patience
        while (text := self.get(path)) is None or marker not in text:
            if self.process.poll() is not None:
                raise NotSeenError("mkdocs serve ended")
            if perf_counter() > until:
                raise NotSeenError(f"{path} did not show {marker or 'itself'} within {patience} s")
            sleep(PAUSE)


@contextmanager
def serving(project: Project, scratch: Path) -> Iterator[Server]:
    """The preview of a project, from its first page until it is ended by its pid."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"{HOST}:{port}", *project.arguments]
    with (scratch / "serve.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, env=environment(scratch), cwd=project.folder, stdout=log, stderr=log)
        try:
            yield Server(port, process)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def measure_edits(project: Project, size: int, edits: int, scratch: Path, progress: Progress) -> list[Edit]:
    """Renames one model in the middle of the registry `edits` times. Raises NotSeenError."""
    index = size // 2 // FAMILY_SIZE * FAMILY_SIZE + 1  # a finetune that has children: it is named on many pages
    path = project.folder / f"data/models/{family_of(index)}/{id_of(index)}.yaml"
    found = []
    project.clear()
    with serving(project, scratch) as server:
        with progress.step(f"starting mkdocs serve with {size:,} models (not counted)"):
            server.wait("/en/")
            server.wait("/ja/pagefind/pagefind.js")  # made in the background at the start, once
        with progress.step("a first edit, to see which pages it changes (not counted)"):
            _rename(path, "Zq0zq")
            server.wait(f"/en/models/{id_of(index)}/", "Zq0zq")
            pages = [page for page in _candidates(index) if "Zq0zq" in (server.get(page) or "")]
        for number in range(1, edits + 1):
            with progress.step(f"edit {number} of {edits}"):
                found.append(_one_edit(server, path, pages, f"Zq{number}zq"))
    return found


def _one_edit(server: Server, path: Path, pages: list[str], marker: str) -> Edit:
    started = perf_counter()
    _rename(path, marker)
    server.wait(pages[0], marker)
    first = perf_counter() - started
    for page in pages[1:]:
        server.wait(page, marker)
    return Edit(first, perf_counter() - started, len(pages))


def _rename(path: Path, name: str) -> None:
    """Changes the one line of the file that gives the name."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = (f"name: {name}\n" if line.startswith("name:") else line for line in lines)
    path.write_text("".join(changed), encoding="utf-8")


def _candidates(index: int) -> list[str]:
    """The pages that may name a model, its own first: those of its family and all that list models."""
    first = index - index % FAMILY_SIZE
    addresses = [f"models/{id_of(index)}/", f"families/{family_of(index)}/", *MAIN]
    addresses += [f"models/{id_of(other)}/" for other in range(first, first + FAMILY_SIZE) if other != index]
    addresses += [f"licenses/{name}/" for name in ("mit", "apache-2.0", "licenseref-research", "licenseref-community")]
    return [f"/{code}/{address}" for address in addresses for code in CODES]
