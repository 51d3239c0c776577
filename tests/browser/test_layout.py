"""Every kind of page on a phone and on a desk: no sideways scroll, nothing that axe finds, no other host asked."""

from __future__ import annotations

import axe
import builds
import pytest
from kinds import kinds
from reader import PHONE, WIDE
from serving import serve

pytestmark = pytest.mark.browser

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("code", builds.CODES)
def test_no_page_scrolls_sideways_on_a_phone(reader, real_site, real_url, code):
    one = reader(real_url)
    page = one.open(f"{code}/", viewport=PHONE)
    wide = {}
    for kind, address in kinds(real_site).items():
        page.goto(f"{real_url}{code}/{address}")
        if page.evaluate(SIDEWAYS) > 0:
            wide[kind] = page.evaluate(SIDEWAYS)
    assert wide == {}


@pytest.mark.parametrize(
    ("code", "light", "dark"), [*((code, WIDE, PHONE) for code in builds.CODES), ("ru", PHONE, WIDE)]
)
def test_axe_finds_nothing(reader, real_site, real_url, code, light, dark):
    """Each language in both schemes and both sizes; the other pairs of these in one of them, whose words are long."""
    one = reader(real_url)
    pages = {
        scheme: one.open(f"{code}/", viewport=size, color_scheme=scheme, bypass_csp=True)
        for scheme, size in (("light", light), ("dark", dark))
    }
    found = {}
    for address in sorted(set(kinds(real_site).values())):
        for page in pages.values():
            page.goto(f"{real_url}{code}/{address}")
            axe.start(page)
        found |= {(address, scheme): axe.violations(page) for scheme, page in pages.items()}
    assert {where: lines for where, lines in found.items() if lines} == {}


def test_the_site_works_below_any_path(reader, real_site):
    with serve(real_site.folder, mount="/atlas/") as url:
        page = reader(url).open("ja/timeline/")
        page.locator(".atlas-timeline a").first.click()
        page.wait_for_url("**/atlas/ja/models/*/")
        page.locator(".atlas-languages a[hreflang=ru]").click()
        page.wait_for_url("**/atlas/ru/models/*/")
        page.locator("[data-atlas-search]").click()
        page.locator(".atlas-search input").fill("пони")
        page.locator(".atlas-search__results a").first.click()
        page.wait_for_url("**/atlas/ru/**")


def test_a_missing_page_speaks_every_language(reader, real_url):
    page = reader(real_url).missing("ru/models/nothing/", viewport=PHONE)
    assert page.locator("section[lang]").evaluate_all("parts => parts.map(part => part.lang)") == ["en", "ja", "ru"]
    assert page.evaluate(SIDEWAYS) <= 0
