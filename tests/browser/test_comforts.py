"""What scripts add to pages that are whole without them: filters, sorting, light and dark, the language switch."""

from __future__ import annotations

import builds
import pytest
from kinds import MODEL
from reader import address_of

pytestmark = pytest.mark.browser

SHOWN = "items => items.filter(item => item.offsetParent).length"


@pytest.mark.parametrize("code", builds.CODES)
def test_the_switch_stays_on_the_page(reader, real_url, code):
    page = reader(real_url).open(f"{code}/models/{MODEL}/")
    other = next(other for other in builds.CODES if other != code)
    page.locator(f".atlas-languages a[hreflang={other}]").click()
    page.wait_for_url(f"**/{other}/models/{MODEL}/")
    assert page.locator("html").get_attribute("lang") == other


@pytest.mark.parametrize("code", builds.CODES)
def test_the_timeline_filter_hides_shows_and_keeps_its_state(reader, real_url, code):
    one = reader(real_url)
    page = one.open(f"{code}/timeline/")
    every = page.locator(".atlas-timeline > li").evaluate_all(SHOWN)
    page.locator(".atlas-filter select[name=modality]").select_option("video")
    video = page.locator(".atlas-timeline > li").evaluate_all(SHOWN)
    assert 0 < video < every
    assert page.locator(".atlas-timeline > li[data-modality=image]").evaluate_all(SHOWN) == 0
    assert "modality=video" in page.url
    again = one.open(f"{code}/timeline/?modality=video")
    assert again.locator(".atlas-timeline > li").evaluate_all(SHOWN) == video
    page.locator(".atlas-filter button[type=reset]").click()
    page.wait_for_function("() => !location.search")
    assert page.locator(".atlas-timeline > li").evaluate_all(SHOWN) == every


def test_the_catalogue_sorts_and_filters(reader, real_url):
    page = reader(real_url).open("en/models/")
    rows = page.locator(".atlas-sortable tbody tr")
    page.locator(".atlas-filter input[name=text]").fill("pony")
    assert 0 < rows.evaluate_all(SHOWN) < rows.count()
    page.locator(".atlas-sortable th button").first.click()
    names = page.locator(".atlas-sortable tbody td:first-child").all_inner_texts()
    assert names == page.evaluate("names => [...names].sort(new Intl.Collator('en', {numeric: true}).compare)", names)


def test_the_memory_table_shows_what_a_card_is_enough_for(reader, real_url):
    page = reader(real_url).open("en/vram/")
    rows = page.locator(".atlas-vram tbody tr")
    every = rows.evaluate_all(SHOWN)
    page.locator(".atlas-filter select[name=minimum]").select_option("6")
    needed = rows.evaluate_all("rows => rows.filter(row => row.offsetParent).map(row => Number(row.dataset.minimum))")
    assert 0 < len(needed) < every
    assert max(needed) <= 6
    page.locator(".atlas-filter select[name=recommended]").select_option("4")
    assert 0 < rows.evaluate_all(SHOWN) < len(needed)


def test_a_name_that_stands_among_models_built_alike_is_found_and_shown(reader, real_url):
    page = reader(real_url).open("en/vram/")
    page.locator(".atlas-filter input[name=text]").fill("pony diffusion")
    rows = page.locator(".atlas-sortable tbody tr:not([hidden])")
    assert rows.count() >= 1
    assert rows.first.get_by_role("link", name="Pony Diffusion V6 XL").is_visible()


def test_dark_mode_can_be_switched_and_follows_the_system(reader, real_url):
    one = reader(real_url)
    scheme = "document.body.dataset.mdColorScheme"
    assert one.open("en/", color_scheme="dark").evaluate(scheme) == "slate"
    page = one.open("en/", color_scheme="light")
    assert page.evaluate(scheme) == "default"
    page.locator("label[for^=__palette]:not([hidden])").first.click()
    page.wait_for_function(f"() => {scheme} === 'slate'")


@pytest.mark.parametrize("code", builds.CODES)
def test_a_page_is_whole_without_scripts(reader, real_url, code):
    page = reader(real_url).open(f"{code}/models/{MODEL}/", java_script_enabled=False)
    assert page.locator("h1").inner_text()
    assert page.locator(".atlas-graph svg").first.is_visible()
    page.locator(".atlas-facts a").first.click()
    assert address_of(page) != f"/{code}/models/{MODEL}/" or "#" in page.url
