"""Articles as a reader meets them: definitions of terms by pointer, keyboard and touch; pictures whose words fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import axe
import builds
import pytest
from builds import CODES
from playwright.sync_api import Page, expect
from reader import PHONE, WIDE, Reader
from serving import serve
from sites import Built

pytestmark = pytest.mark.browser

Read = Callable[[str], Reader]
ARTICLE = "en/articles/alpha/"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
INSERT = "html => document.querySelector('article').insertAdjacentHTML('beforeend', html)"
OVERFULL = """() => [...document.querySelectorAll(".atlas-label")]
    .filter(label => label.scrollWidth > label.clientWidth + 1 || label.scrollHeight > label.clientHeight + 1)
    .map(label => `${label.closest("svg").getAttribute("aria-labelledby")}: ${label.textContent}`)"""
OUTSIDE = """() => [...document.querySelectorAll(".atlas-drawing")].flatMap(svg => {
    const frame = svg.viewBox.baseVal;
    const sticksOut = box => box.x < frame.x - 1 || box.y < frame.y - 1
        || box.x + box.width > frame.x + frame.width + 1 || box.y + box.height > frame.y + frame.height + 1;
    return [...svg.querySelectorAll("text")].filter(text => sticksOut(text.getBBox()))
        .map(text => `${svg.getAttribute("aria-labelledby")}: ${text.textContent}`);
})"""
UNNAMED = """() => [...document.querySelectorAll(".atlas-drawing")]
    .filter(svg => svg.getAttribute("role") !== "img" || !svg.querySelector("title")?.textContent
        || !svg.querySelector("desc")?.textContent || svg.querySelector("[style]"))
    .map(svg => svg.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def url(small_site: Built) -> Iterator[str]:
    with serve(small_site.folder) as address:
        yield address


@pytest.fixture(scope="module")
def pictures() -> dict[str, str]:
    """All pictures of the real registry, by language."""
    renderers = builds.real().renderers
    return {
        code: "".join(one.embed("picture", {"name": name}, "../../") for name in one.pictures)
        for code, one in renderers.items()
    }


def in_sight(page: Page) -> None:
    """The definition is there, whole, and pushes nothing aside."""
    tip = page.locator(".atlas-term__tip").first
    expect(tip).to_be_visible()
    box, size = tip.bounding_box(), page.viewport_size
    assert box
    assert size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_a_pointer_opens_a_definition(url: str, reader: Read, size: dict[str, int]) -> None:
    page = reader(url).open(ARTICLE, viewport=size)
    tip = page.locator(".atlas-term__tip").first
    expect(tip).to_be_hidden()
    page.locator(".atlas-term a").first.hover()
    in_sight(page)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator("h1").hover()
    expect(tip).to_be_hidden()
    page.locator(".atlas-term a").first.hover()
    expect(tip).to_be_visible()


def test_the_keyboard_opens_a_definition_and_follows_the_link(url: str, reader: Read) -> None:
    page = reader(url).open(ARTICLE)
    link = page.locator(".atlas-term a").first
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    in_sight(page)
    assert "Where the denoiser works." in page.locator(f"#{link.get_attribute('aria-describedby')}").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/glossary/#latent")


def test_a_touch_opens_a_definition_and_a_second_one_follows_the_link(url: str, reader: Read) -> None:
    page = reader(url).open(ARTICLE, **TOUCH)
    term = page.locator(".atlas-term").first
    term.tap()
    in_sight(page)
    assert page.url.endswith(ARTICLE)
    term.tap()
    page.wait_for_url("**/en/glossary/#latent")


def test_a_definition_needs_no_script(url: str, reader: Read) -> None:
    page = reader(url).open(ARTICLE, java_script_enabled=False)
    page.locator(".atlas-term a").first.hover()
    expect(page.locator(".atlas-term__tip").first).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("code", CODES)
def test_the_words_of_every_picture_fit(
    url: str, reader: Read, pictures: dict[str, str], code: str, size: dict[str, int]
) -> None:
    page = reader(url).open(f"{code}/articles/alpha/", viewport=size)
    page.evaluate(INSERT, pictures[code])
    page.evaluate("document.fonts.ready")
    assert page.locator(".atlas-drawing").count() > 10
    assert page.evaluate(OVERFULL) == []
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_pictures(url: str, reader: Read, pictures: dict[str, str], scheme: str) -> None:
    page = reader(url).open("en/articles/alpha/", color_scheme=scheme, bypass_csp=True)
    page.locator(".atlas-picture").evaluate_all("found => found.forEach(one => one.remove())")  # its ids come again
    page.evaluate(INSERT, pictures["en"])
    axe.start(page)
    assert axe.violations(page) == []
