"""Reading the real site in each language: graphs, the language switch, search, filters, tables, the colour scheme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builds import CODES
from kinds import FAMILY, MODEL
from playwright.sync_api import Page, expect
from reader import PHONE, Reader, address_of
from sites import Built

pytestmark = pytest.mark.browser

every_language = pytest.mark.parametrize("code", CODES)
Read = Callable[[str], Reader]
OVERFULL = """labels => labels.filter(label => label.scrollWidth > label.clientWidth + 1 || label.scrollHeight > label.clientHeight + 1)
    .map(label => label.textContent)"""


@every_language
@pytest.mark.parametrize("address", [f"models/{MODEL}/", f"families/{FAMILY}/", "families/"])
def test_a_graph_is_seen_and_its_nodes_lead_to_pages(
    real_site: Built, real_url: str, reader: Read, code: str, address: str
) -> None:
    page = reader(real_url).open(f"{code}/{address}")
    drawing = page.locator(".atlas-graph__scroll svg").first
    expect(drawing).to_be_visible()
    box = drawing.bounding_box()
    assert box
    assert min(box["width"], box["height"]) > 60
    targets = drawing.locator("a").evaluate_all("links => links.map(link => new URL(link.href.baseVal, location).pathname)")
    assert targets
    for target in targets:
        assert target.startswith(f"/{code}/")
        assert (real_site.folder / target[1:] / "index.html").is_file(), target
    drawing.locator("a", has=page.locator("[data-node]:not([data-current])")).first.click()
    page.wait_for_url(lambda url: f"/{code}/{address}" not in url)
    assert address_of(page) in targets
    expect(page.locator("h1").first).to_be_visible()


@every_language
def test_every_label_fits_its_box(real_site: Built, real_url: str, reader: Read, code: str) -> None:
    """On the pages of all families: every model stands in one of their graphs."""
    page = reader(real_url).open(f"{code}/families/")
    found = {}
    addresses = ["families/", *(made.address for made in real_site.site.pages if made.kind == "family")]
    for address in addresses:
        page.goto(f"{real_url}{code}/{address}", wait_until="domcontentloaded")
        page.evaluate("document.fonts.ready.then(() => null)")
        if overfull := page.locator(".atlas-graph svg foreignObject > div").evaluate_all(OVERFULL):
            found[address] = overfull
    assert found == {}


@every_language
@pytest.mark.parametrize("address", ["", "timeline/", f"models/{MODEL}/", "licenses/"])
def test_the_language_switch_keeps_the_page(real_url: str, reader: Read, code: str, address: str) -> None:
    page = reader(real_url).open(f"{code}/{address}")
    for other in [*(other for other in CODES if other != code), code]:
        page.locator(f".atlas-languages a[hreflang={other}]").click()
        page.wait_for_url(f"**/{other}/{address}")
        assert page.locator("html").get_attribute("lang") == other


SEARCHES = [
    ("en", "PDXL", f"models/{MODEL}/"), ("en", "diffusion models", None), ("ru", "пони", f"models/{MODEL}/"),
    ("ru", "диффузионных", None), ("ru", "видеомодели", None), ("ja", "拡散モデル", None),
    ("ja", "ポニー", f"models/{MODEL}/"), ("ja", "イラストリアス", "models/illustrious-xl-v0.1/"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "words", "wanted"), SEARCHES, ids=[words for _, words, _ in SEARCHES])
def test_the_search_finds(real_url: str, reader: Read, code: str, words: str, wanted: str | None) -> None:
    page = reader(real_url).open(f"{code}/")
    page.locator("[data-atlas-search]").click()
    page.locator(".atlas-search input").fill(words)
    results = page.locator(".atlas-search__results a")
    results.first.wait_for()
    page.wait_for_load_state("networkidle")
    found = results.evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    assert all(path.startswith(f"/{code}/") for path in found), found
    if wanted:
        assert f"/{code}/{wanted}" in found
    page.locator(".atlas-search input").press("Enter")
    page.wait_for_url(f"**{found[0]}*")


def test_a_search_for_nothing_says_so(real_url: str, reader: Read) -> None:
    page = reader(real_url).open("ru/")
    page.keyboard.press("/")
    page.locator(".atlas-search input").fill("qqqwwwzzz")
    expect(page.locator(".atlas-search [role=status]")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(page.locator(".atlas-search")).not_to_be_visible()


@every_language
def test_the_timeline_filter_keeps_its_state_in_the_address(real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open(f"{code}/timeline/")
    cards = page.locator(".atlas-timeline > li")
    every = cards.count()
    page.locator(".atlas-filter select[name=modality]").select_option("video")
    page.locator(".atlas-filter select[name=kind]").select_option("base")
    shown = page.locator(".atlas-timeline > li:visible")
    assert 0 < shown.count() < every
    assert set(shown.evaluate_all("cards => cards.map(card => card.dataset.modality + ' ' + card.dataset.kind)")) == {"video base"}
    expect(page.locator(".atlas-filter [role=status]")).to_contain_text(str(shown.count()))
    assert page.locator("[data-group]:visible:not(:has(li:visible))").count() == 0
    count, address = shown.count(), page.url
    assert "modality=video" in address
    page.goto(address.replace("#", "?"))
    expect(page.locator(".atlas-timeline > li:visible")).to_have_count(count)
    page.locator(".atlas-filter button[type=reset]").click()
    expect(page.locator(".atlas-timeline > li:visible")).to_have_count(every)
    assert "?" not in page.url


@every_language
def test_the_catalogue_filters_and_sorts(real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open(f"{code}/models/?family={FAMILY}")
    rows = page.locator(".atlas-sortable tbody tr:visible")
    assert set(rows.evaluate_all("rows => rows.map(row => row.dataset.family)")) == {FAMILY}
    page.locator(".atlas-filter button[type=reset]").click()
    page.locator(".atlas-filter input[name=text]").fill("pony")
    expect(rows.first).to_be_visible()
    assert all("pony" in row.lower() for row in rows.all_inner_texts())
    page.locator(".atlas-filter button[type=reset]").click()
    header = page.locator(".atlas-sortable th[data-sort=number]").first
    column = header.evaluate("header => header.cellIndex")
    values = f"rows => rows.map(row => Number(row.cells[{column}].dataset.value))"
    for order, falling in (("ascending", False), ("descending", True)):
        header.locator("button").click()
        expect(header).to_have_attribute("aria-sort", order)
        numbers = rows.evaluate_all(values)
        assert numbers == sorted(numbers, reverse=falling)


@every_language
def test_the_source_of_a_graph_is_copied(real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open(f"{code}/families/{FAMILY}/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(".atlas-graph__source summary").click()
    button = page.locator(".atlas-graph__source .atlas-copy")
    words = button.inner_text()
    button.click()
    expect(button).not_to_have_text(words)
    source = page.locator(".atlas-graph__source pre").text_content()
    assert page.evaluate("navigator.clipboard.readText()") == source
    assert source
    assert "flowchart" in source


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


@every_language
def test_the_reader_chooses_light_or_dark(real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open(f"{code}/timeline/", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert scheme(page) == "default"
    light = page.evaluate(ground)
    page.locator("label[for=__palette_1]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert page.evaluate(ground) != light
    page.goto(f"{real_url}{code}/models/")
    assert scheme(page) == "slate"


@every_language
def test_the_system_chooses_dark(real_url: str, reader: Read, code: str) -> None:
    page = reader(real_url).open(f"{code}/", color_scheme="dark", viewport=PHONE)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_current_model_is_in_sight_on_a_phone(real_url: str, reader: Read) -> None:
    page = reader(real_url).open(f"ja/models/{MODEL}/", viewport=PHONE)
    node, frame = (page.locator(one).first.bounding_box() for one in ("[data-current]", ".atlas-graph__scroll"))
    assert node
    assert frame
    assert frame["x"] - 1 <= node["x"]
    assert node["x"] + node["width"] <= frame["x"] + frame["width"] + 1
