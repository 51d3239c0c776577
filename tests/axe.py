"""What axe finds on a page. It runs in the page's own process, so that several pages can be looked at side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builds import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = ROOT / ".vendor/axe.min.js"
START = """() => { window.violations = axe.run(document, {resultTypes: ["violations"]}).then(result =>
    result.violations.map(one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html).join(" | "))); }"""


def start(page: Page) -> None:
    """Begins to look at a page, which must have been opened with `bypass_csp`."""
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    page.evaluate(START)


def violations(page: Page) -> list[str]:
    """What was found: a line for each rule, with the first elements that break it."""
    found: list[str] = page.evaluate("window.violations")
    return found
