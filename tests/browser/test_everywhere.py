"""Every kind of page in special circumstances: every graph, no script, paper, a keyboard, no motion, another folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import axe
import builds
import pytest
from builds import CODES
from kinds import FAMILY, MODEL, kinds
from playwright.sync_api import expect
from reader import PHONE, Reader
from serving import serve
from sites import Built

pytestmark = pytest.mark.browser

every_language = pytest.mark.parametrize("code", CODES)
Read = Callable[[str], Reader]
FETCH_GRAPHS = """async addresses => {
    const shelf = document.querySelector("article");
    for (const address of addresses) {
        const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
        for (const graph of page.querySelectorAll(".atlas-graph")) shelf.append(document.importNode(graph, true));
    }
    await document.fonts.ready;
}"""
OVERFULL = """labels => labels
    .filter(label => label.scrollWidth > label.clientWidth + 1 || label.scrollHeight > label.clientHeight + 1)
    .map(label => label.textContent)"""
ONLY_WITH_SCRIPTS = ".atlas-filter:visible, .atlas-copy:visible, [data-atlas-search]:visible"
MOVING = """() => [...document.querySelectorAll("*")].filter(element => {
    const style = getComputedStyle(element);
    return style.animationName !== "none" || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0);
}).map(element => `${element.tagName}.${element.getAttribute("class")}`)"""


@every_language
def test_every_label_of_every_family_fits_its_box(real_site: Built, real_url: str, reader: Read, code: str) -> None:
    """All graphs of the families are laid on one page, which is quicker than opening them."""
    page = reader(real_url).open(f"{code}/families/{FAMILY}/")
    families = [f"/{code}/{made.address}" for made in real_site.site.pages if made.kind in {"family", "families"}]
    page.evaluate(FETCH_GRAPHS, families)
    labels = page.locator(".atlas-graph svg foreignObject > div")
    assert labels.count() > len(families)
    assert labels.evaluate_all(OVERFULL) == []


@every_language
def test_every_page_is_whole_without_scripts(real_site: Built, real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open("", java_script_enabled=False)
    page.locator(f"a[hreflang={code}]").click()
    page.wait_for_url(f"**/{code}/")
    for kind, address in kinds(real_site).items():
        page.goto(f"{real_url}{code}/{address}")
        assert page.locator("h1").first.is_visible(), kind
        assert page.locator("article").inner_text().strip(), kind
        assert page.locator(ONLY_WITH_SCRIPTS).count() == 0, kind
        page.locator("details.atlas-more:not([open]) > summary").evaluate_all(
            "found => found.forEach(one => one.click())"
        )
        assert page.locator("article table").count() == page.locator("article table:visible").count(), kind
    page.goto(f"{real_url}{code}/models/")
    assert page.locator("tbody tr").count() == len(real_site.site.registry.models)
    page.locator(f"tbody a[href$='/{MODEL}/']").first.click()
    page.wait_for_url(f"**/{code}/models/{MODEL}/")


def test_what_is_missing_below_a_folder_leads_home(project: Path, tmp_path: Path, reader: Read) -> None:
    builds.build(project, tmp_path, site_url="https://example.org/atlas/")
    with serve(tmp_path, "/atlas/") as url:
        one = reader(url)
        page = one.missing("en/nowhere/at/all/")
        page.locator("section[lang=ru] a").click()
        page.wait_for_url("**/atlas/ru/")
        one.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["", "404.html", "en/guides/embedding/", "ja/guides/diagram/"])
def test_axe_finds_nothing_on_the_pages_apart(small_site: Built, reader: Read, address: str, scheme: str) -> None:
    """The root, the page for what is missing, an article with views in it, a diagram that Mermaid draws."""
    with serve(small_site.folder) as url:
        one = reader(url)
        page = one.open(address, viewport=PHONE, color_scheme=scheme, bypass_csp=True)
        axe.start(page)
        assert axe.violations(page) == []
        one.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_search(real_url: str, reader: Read, scheme: str) -> None:
    page = reader(real_url).open("ja/", color_scheme=scheme, bypass_csp=True)
    page.locator("[data-atlas-search]").click()
    page.locator(".atlas-search input").fill("ポニー")
    page.locator(".atlas-search__results a").first.wait_for()
    axe.start(page)
    assert axe.violations(page) == []


def test_nothing_moves_for_those_who_asked(real_site: Built, real_url: str, reader: Read) -> None:
    page = reader(real_url).open("", reduced_motion="reduce")
    for address in kinds(real_site).values():
        page.goto(f"{real_url}en/{address}")
        assert page.evaluate(MOVING) == [], address


def test_paper_shows_all_that_the_screen_shows(real_site: Built, real_url: str, reader: Read) -> None:
    page = reader(real_url).open("")
    words = "() => document.querySelector('article').innerText.replace(/\\s+/g, ' ').length"
    for kind, address in kinds(real_site).items():
        page.emulate_media(media="screen")
        page.goto(f"{real_url}ru/{address}")
        on_screen = page.evaluate(words)
        page.emulate_media(media="print")
        assert page.evaluate(words) > 0.8 * on_screen, kind
        assert page.locator(".atlas-filter:visible, .atlas-languages:visible, .md-tabs:visible").count() == 0, kind
        assert page.locator("article table").count() == page.locator("article table:visible").count(), kind


@every_language
def test_the_keyboard_reaches_graph_switch_and_table(real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open(f"{code}/families/{FAMILY}/")
    wanted = {".atlas-languages", ".md-tabs", ".atlas-graph svg", ".atlas-sortable"}
    for _ in range(120):
        page.keyboard.press("Tab")
        wanted -= {one for one in wanted if page.evaluate(f"!!document.activeElement.closest('{one}')")}
        if not wanted:
            break
    assert wanted == set()
    page.locator(".atlas-graph svg a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{code}/models/*/")


def test_the_current_model_is_in_sight_on_a_phone(real_url: str, reader: Read) -> None:
    page = reader(real_url).open(f"ja/models/{MODEL}/", viewport=PHONE)
    node, frame = (page.locator(one).first.bounding_box() for one in ("[data-current]", ".atlas-graph__scroll"))
    assert node
    assert frame
    assert frame["x"] - 1 <= node["x"]
    assert node["x"] + node["width"] <= frame["x"] + frame["width"] + 1


@every_language
def test_copying_says_that_it_copied(real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open(f"{code}/families/{FAMILY}/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".atlas-graph__source summary").click()
    button = page.locator(".atlas-graph__source .atlas-copy")
    button.click()
    expect(button).to_have_text(str(button.get_attribute("data-copied")))
