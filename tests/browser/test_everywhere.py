"""Every kind of page, in every circumstance: a phone, no script, paper, another folder, a reader who cannot see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import builds
import pytest
from builds import CODES, ROOT
from kinds import FAMILY, MODEL, kinds
from reader import PHONE, WIDE, Reader
from serving import serve
from sites import Built

pytestmark = pytest.mark.browser

every_language = pytest.mark.parametrize("code", CODES)
Read = Callable[[str], Reader]
AXE = ROOT / ".vendor/axe.min.js"
ENDS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter(element =>
    element.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(element => element.className)"""
VIOLATIONS = """async () => (await axe.run({resultTypes: ["violations"]})).violations.map(one =>
    `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target + " " + node.failureSummary).join(" | ")}`)"""


@every_language
def test_no_page_scrolls_sideways_on_a_phone(real_site: Built, real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open("", viewport=PHONE)
    wide = {}
    for address in ["", "404.html", *(f"{code}/{address}" for address in kinds(real_site).values())]:
        page.goto(real_url + address)
        content, frame = page.evaluate(ENDS)
        if content > frame:
            wide[address] = (content, page.evaluate(TOO_WIDE)[:5])
    assert wide == {}


@every_language
def test_a_page_is_whole_without_scripts(real_site: Built, real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open("", java_script_enabled=False)
    page.locator(f"a[hreflang={code}]").click()
    page.wait_for_url(f"**/{code}/")
    for kind, address in kinds(real_site).items():
        page.goto(f"{real_url}{code}/{address}")
        assert page.locator("h1").first.is_visible(), kind
        assert len(page.locator("article").inner_text()) > 200, kind
        assert page.locator(".atlas-filter:visible, .atlas-copy:visible, [data-atlas-search]:visible").count() == 0, kind
        tables = page.locator("article table")
        assert all(table.is_visible() for table in tables.all()), kind
    page.goto(f"{real_url}{code}/models/")
    assert page.locator("tbody tr").count() == len(real_site.site.registry.models)
    page.locator(f"tbody a[href$='/{MODEL}/']").first.click()
    page.wait_for_url(f"**/{code}/models/{MODEL}/")
    assert page.locator(".atlas-graph svg a").count() > 0
    page.locator(f".atlas-badges a[href$='families/{FAMILY}/']").first.click()
    page.wait_for_url(f"**/{code}/families/{FAMILY}/")


@every_language
def test_the_site_works_below_any_folder(real_site: Built, reader: Read, code: str) -> None:
    with serve(real_site.folder, "/atlas/") as url:
        one = reader(url)
        page = one.open("")
        page.locator(f"a[hreflang={code}]").click()
        page.wait_for_url(f"**/atlas/{code}/")
        for address in kinds(real_site).values():
            page.goto(f"{url}{code}/{address}")
        page.goto(f"{url}{code}/families/{FAMILY}/")
        page.locator(".atlas-graph svg a").first.click()
        page.wait_for_url(f"**/atlas/{code}/models/**")
        page.locator("[data-atlas-search]").click()
        page.locator(".atlas-search input").fill("PDXL")
        page.locator(f".atlas-search__results a[href*='/atlas/{code}/models/{MODEL}/']").first.click()
        page.wait_for_url(f"**/atlas/{code}/models/{MODEL}/*")
        assert all(request.startswith(url) for request in one.requests)
        one.close()


def test_what_is_missing_is_answered_in_three_languages(real_url: str, reader: Read) -> None:
    page = reader(real_url).missing("ja/models/no-such-model/")
    assert page.locator("section[lang]").evaluate_all("all => all.map(one => one.lang)") == list(CODES)
    page.locator("section[lang=ja] a").click()
    page.wait_for_url("**/ja/")


def test_what_is_missing_below_a_folder_leads_home(project: Path, tmp_path: Path, reader: Read) -> None:
    builds.build(project, tmp_path / "site", site_url="https://example.org/atlas/")
    with serve(tmp_path / "site", "/atlas/") as url:
        one = reader(url)
        page = one.missing("en/nowhere/at/all/")
        page.locator("section[lang=ru] a").click()
        page.wait_for_url("**/atlas/ru/")
        one.close()


PAGES = ("root", "404", "home", "timeline", "models", "families", "family", "model", "vram", "licenses", "license",
         "glossary", "data", "guides", "article")  # fmt: skip


@pytest.mark.parametrize(("kind", "code"), [(kind, CODES[index % 3]) for index, kind in enumerate(PAGES)])
def test_axe_finds_nothing(real_site: Built, real_url: str, reader: Read, kind: str, code: str) -> None:
    """Light and dark, wide and narrow. Each language has a third of the kinds."""
    addresses = {"root": "", "404": "404.html"}
    addresses |= {name: f"{code}/{address}" for name, address in kinds(real_site).items()}
    if kind not in addresses:
        pytest.fail(f"the site has no page of the kind {kind}")
    page = reader(real_url).open(addresses[kind], bypass_csp=True)
    page.add_script_tag(path=AXE)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            if violations := page.evaluate(VIOLATIONS):
                found[scheme, size["width"]] = violations
    assert found == {}


def test_axe_finds_nothing_in_the_search(real_url: str, reader: Read) -> None:
    page = reader(real_url).open("ja/", bypass_csp=True)
    page.locator("[data-atlas-search]").click()
    page.locator(".atlas-search input").fill("ポニー")
    page.locator(".atlas-search__results a").first.wait_for()
    page.add_script_tag(path=AXE)
    assert page.evaluate(VIOLATIONS) == []


def test_nothing_moves_for_those_who_asked(real_site: Built, real_url: str, reader: Read) -> None:
    page = reader(real_url).open("", reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
        const style = getComputedStyle(element);
        return style.animationName !== "none" || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0);
    }).map(element => element.tagName + "." + element.className)"""
    for address in kinds(real_site).values():
        page.goto(f"{real_url}en/{address}")
        assert page.evaluate(moving) == [], address


def test_paper_shows_the_content(real_site: Built, real_url: str, reader: Read) -> None:
    page = reader(real_url).open("")
    words = "() => document.querySelector('article').innerText.replace(/\\s+/g, ' ').length"
    for kind, address in kinds(real_site).items():
        page.emulate_media(media="screen")
        page.goto(f"{real_url}ru/{address}")
        on_screen = page.evaluate(words)
        page.emulate_media(media="print")
        assert page.locator("h1").first.is_visible()
        assert page.evaluate(words) > 0.8 * on_screen, kind
        assert page.locator(".atlas-filter:visible, .atlas-languages:visible, .md-tabs:visible").count() == 0, kind
        assert all(table.is_visible() for table in page.locator("article table").all()), kind
    page.goto(f"{real_url}ru/families/{FAMILY}/")
    assert page.locator(".atlas-graph svg").first.is_visible()


@every_language
def test_everything_is_reached_by_keyboard(real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open(f"{code}/families/{FAMILY}/")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.closest('.atlas-languages, .md-tabs, .atlas-graph svg, .atlas-sortable')"
                               "?.getAttribute('class') ?? ''"))  # fmt: skip
    assert any("atlas-languages" in one for one in seen)
    assert any("flowchart" in one for one in seen)
