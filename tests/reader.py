"""A reader of a served site: opens pages in Chromium and keeps account of what they did wrong."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


class Reader:
    """Opens pages of one site. `faults` are console messages, errors, failed and foreign requests."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.expected_missing: set[str] = set()
        self._contexts: list[BrowserContext] = []

    def open(self, address: str = "", **options: Any) -> Page:
        """Opens an address below the site's in a context of its own; `options` are Playwright's, for new_context."""
        context = self.browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
        context.set_default_timeout(60_000)
        self._contexts.append(context)
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failure)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))
        page = context.new_page()
        page.goto(urljoin(self.url, address))
        return page

    def missing(self, address: str, **options: Any) -> Page:
        """Opens an address that is not there: the browser's own complaint about this one is expected."""
        self.expected_missing.add(urljoin(self.url, address))
        return self.open(address, **options)

    def close(self) -> None:
        """Closes everything that was opened."""
        for context in self._contexts:
            context.close()

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)
        scheme, host = urlsplit(request.url)[:2]
        if scheme not in ("data", "blob") and (scheme, host) != urlsplit(self.url)[:2]:
            self.faults.append(f"foreign: {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it had come
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.location["url"] not in self.expected_missing:
            self.faults.append(f"{message.type}: {message.text} ({message.location['url']})")


def address_of(page: Page) -> str:
    """Where a page stands below its host."""
    return urlsplit(page.url).path
