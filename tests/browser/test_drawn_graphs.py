"""Lineage graphs as a reader meets them: drawn, with labels that fit, and with boxes that lead to pages."""

from __future__ import annotations

import builds
import pytest
from kinds import FAMILY, MODEL

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("code", builds.CODES)
def test_a_model_stands_marked_among_its_kin(reader, real_url, code):
    page = reader(real_url).open(f"{code}/models/{MODEL}/")
    graph = page.locator(".atlas-graph").first
    assert graph.locator("svg.flowchart").is_visible()
    assert graph.locator(".node[data-current]").count() == 1
    assert graph.locator("svg.flowchart a").count() > 1


@pytest.mark.parametrize("code", builds.CODES)
def test_a_box_leads_to_a_page_in_the_same_language(reader, real_url, code):
    page = reader(real_url).open(f"{code}/families/{FAMILY}/")
    page.locator(".atlas-graph svg a").first.click()
    page.wait_for_url(f"**/{code}/models/*/")
    assert page.locator("html").get_attribute("lang") == code
    assert page.locator("h1").inner_text()


def test_the_source_can_be_seen_and_copied(reader, real_url):
    page = reader(real_url).open(f"en/models/{MODEL}/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".atlas-graph__source summary").first.click()
    page.locator(".atlas-copy").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".atlas-graph__source pre").first.text_content()
    assert "flowchart" in copied
