"""Search finds inflected Russian, Japanese compounds and aliases, and stays in the reader's language."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("ru", "диффузионных", "latent-diffusion"),
        ("ru", "пони", "pony-diffusion-v6-xl"),
        ("ja", "拡散モデル", "latent-diffusion"),
        ("ja", "イラストリアス", "illustrious-xl-v0.1"),
        ("en", "PDXL", "pony-diffusion-v6-xl"),
    ],
)
def test_search_finds(reader, real_url, code, words, expected):
    one = reader(real_url)
    page = one.open(f"{code}/")
    assert not [url for url in one.requests if "pagefind" in url], "nothing is loaded before somebody searches"
    page.get_by_role("button", name="/").or_(page.locator("[data-atlas-search]")).first.click()
    page.locator(".atlas-search input").fill(words)
    page.locator(".atlas-search__results a").first.wait_for()
    found = page.locator(".atlas-search__results a").evaluate_all("links => links.map(link => link.pathname)")
    assert f"/{code}/models/{expected}/" in found
    assert all(path.startswith(f"/{code}/") for path in found)


def test_search_says_when_there_is_nothing(reader, real_url):
    page = reader(real_url).open("en/")
    page.keyboard.press("/")
    page.locator(".atlas-search input").fill("☃")  # Pagefind tries the beginning of a word that it does not know
    page.locator(".atlas-search [role=status]:not(:empty)").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".atlas-search").is_visible()
