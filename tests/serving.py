"""A static host for tests: a folder on a free loopback port, below any path, with 404.html as GitHub Pages has it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Host(SimpleHTTPRequestHandler):
    """Serves `directory` below `mount`."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".pf_meta": "application/octet-stream"}

    def __init__(self, *args: Any, mount: str, **options: Any) -> None:
        self.mount = mount
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self.mount)
        return super().translate_path("/" + path.removeprefix(self.mount) if inside else "/nowhere")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """A server whose readers may leave in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes a connection early is no fault of the site."""


@contextmanager
def serve(folder: Path, mount: str = "/") -> Iterator[str]:
    """Serves a folder while the block runs, and yields its address (with a slash at the end)."""
    with Server(("127.0.0.1", 0), partial(Host, directory=str(folder), mount=mount)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{mount}"
        finally:
            server.shutdown()
            thread.join()
