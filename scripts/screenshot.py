"""Takes the picture of README.md: builds nothing, reads `site/` (make build), writes docs/assets/images/screenshot.png.

.venv/bin/python scripts/screenshot.py
"""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE = "en/models/noobai-xl-vpred/"
WIDTH, HEIGHT = 1280, 860


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def main() -> None:
    """Serves the built site on a free port and takes the picture."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(ROOT / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}", timeout=120_000)
        page.screenshot(path=ROOT / "docs/assets/images/screenshot.png", timeout=120_000)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
