"""`mkdocs serve`: an edit shows within a second, and a mistake leaves the last good site standing.

- Pages that have a skeleton are not written at each rebuild; one is made when it is asked for.
- If a rebuild fails, its message is shown on top of every page, and the site as it was is put back.
- The search index is made once, in the background, from the site as it was at the start.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import traceback
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.search import index
from mkdocs.plugins import event_priority, get_plugin_logger
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("atlas")
SETTLED = 0.03
"""Seconds without a change after which an edit is complete."""
RUNS: dict[str, Any] = {"serving": False, "config": None, "made": set(), "fault": ""}
"""What outlives one build: MkDocs makes a new config for each. `config` is that of the last build that succeeded,
`made` holds what was made of it since, `fault` is the message of the last build that did not succeed."""


def on_startup(command: str, dirty: bool) -> None:
    """Notes whether this process serves or builds."""
    RUNS["serving"] = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Tells the other hooks that this is a preview."""
    config.extra["atlas_preview"] = RUNS["serving"]


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Everything is there: from now on pages are made out of this build."""
    RUNS["config"], RUNS["made"] = config, set()


def on_build_error(error: Exception) -> None:
    """Remembers what MkDocs will print, but not say to who called it."""
    RUNS["fault"] = str(error) or type(error).__name__


@event_priority(-100)
def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> None:
    """Wraps the server's builder and its answers."""
    # MkDocs looks at the files twice a second; the system can tell at once.
    for path in (config.docs_dir, config.config_file_path):
        server.unwatch(path)
    server.observer = Changes()
    server.build_delay = SETTLED
    for path in (config.docs_dir, config.config_file_path):
        server.watch(path)
    preview = Preview(Path(config.site_dir), server.mount_path)
    server.builder = lambda: preview.rebuild(builder)
    server.set_app(preview.answer(server.serve_request))
    # The one place where MkDocs lets a page be changed on its way out.
    inject = server._inject_js_into_html
    server._inject_js_into_html = lambda content, epoch: inject(preview.with_problems(content), epoch)  # type: ignore[method-assign, no-untyped-call]
    threading.Thread(target=preview.make_search, daemon=True).start()


class Changes(Observer):  # type: ignore[misc, valid-type]
    """Tells of changes only: the system reports each reading of a file too, and a build reads them all."""

    def schedule(self, handler: Any, path: str, *, recursive: bool = False, **_options: Any) -> Any:
        """Watches `path` for what changes it."""
        kinds = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
        return super().schedule(handler, path, recursive=recursive, event_filter=kinds)


class Preview:
    """The site being looked at while it is edited."""

    def __init__(self, site: Path, mount: str) -> None:
        self.site, self.mount = site, mount
        self.search = Path(tempfile.mkdtemp(prefix="atlas_search_"))
        self.problems: tuple[str, ...] = ()
        self.lock = threading.Lock()

    def rebuild(self, builder: Callable[[], None]) -> None:
        """Builds; where that fails, the last good site stays."""
        with self.lock, tempfile.TemporaryDirectory(prefix="atlas_kept_", dir=self.site.parent) as kept:
            shutil.copytree(self.site, kept, copy_function=os.link, dirs_exist_ok=True)
            RUNS["fault"] = ""
            try:
                builder()
                self.problems = ()
            except Exception as error:  # noqa: BLE001 — whatever went wrong, the reader keeps a site to look at
                self._put_back(Path(kept), RUNS["fault"] or str(error) or type(error).__name__)

    def _put_back(self, kept: Path, fault: str) -> None:
        self.problems = tuple(fault.splitlines())
        log.error("The last good site stays up until this is mended")
        log.debug(traceback.format_exc())
        shutil.rmtree(self.site)
        shutil.copytree(kept, self.site, copy_function=os.link)

    def answer(self, serve_request: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
        """`serve_request` that makes a page before it is looked for."""

        def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            if path.startswith(self.mount) and not path.startswith("/livereload/"):
                with self.lock:
                    self._make(path.removeprefix(self.mount))
            return serve_request(environ, start_response)

        return app

    def _make(self, address: str) -> None:
        """Puts the file behind `address` into the site, if it is one that is made when it is asked for."""
        path = f"{address}index.html" if address.endswith("/") else address
        target = self.site / path
        make = RUNS["config"].extra["atlas_on_request"].get(path)
        indexed = "/pagefind/" in path and ".." not in path and (self.search / path).is_file()
        if path in RUNS["made"] or not (make or indexed):
            return
        RUNS["made"].add(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if indexed:
            shutil.copyfile(self.search / path, target)
        else:
            target.write_text(make(), encoding="utf-8")

    def with_problems(self, content: bytes) -> bytes:
        """A page with what is wrong on top of it."""
        if not self.problems:
            return content
        items = "".join(f"<li><code>{escape(problem)}</code></li>" for problem in self.problems)
        box = f'<div class="atlas-problems" role="alert"><ul>{items}</ul></div>'
        return content.replace(b"</body>", box.encode() + b"</body>", 1)

    def make_search(self) -> None:
        """Indexes the site as it is now."""
        try:
            shutil.copytree(self.site, self.search, dirs_exist_ok=True)
            for name, make in list(RUNS["config"].extra["atlas_on_request"].items()):
                path = self.search / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(make(), encoding="utf-8")
            index(self.search, RUNS["config"].extra["atlas"].languages)
            log.info("Search is ready")
        except Exception as error:  # noqa: BLE001 — the preview is useful without search
            log.warning(f"no search in this preview: {error}")


def on_shutdown() -> None:
    """Nothing to close: threads are daemons, and MkDocs removes its own folder."""
