"""sitemap.xml: well-formed whatever the addresses are, each page with its sisters."""

from __future__ import annotations

from xml.etree import ElementTree

from atlas.sitemap import sitemap
from hypothesis import given
from hypothesis import strategies as st
from support import CASES, read_cases

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
CODES = ("en", "ja", "ru")
SITE = "https://example.org/atlas/"
HOSTILE = [name.replace("/", "") for name in read_cases(CASES / "diagram/hostile.yaml")]


def read(xml: str) -> dict[str, dict[str, str]]:
    """Address → language → address of the sister, as a search engine reads them."""
    root = ElementTree.fromstring(xml)
    assert root.tag == f"{{{NAMES['s']}}}urlset"
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link[@rel='alternate']", NAMES)
        }
        for url in root
    }


def test_a_page_names_its_sisters_and_itself():
    addresses = [f"{code}/models/a/" for code in CODES]
    sisters = {code: f"{SITE}{code}/models/a/" for code in CODES}
    assert read(sitemap(addresses, CODES, SITE)) == {f"{SITE}{address}": sisters for address in addresses}


def test_a_page_in_one_language_names_only_itself():
    assert read(sitemap(["en/guides/a/", "ru/"], CODES, SITE)) == {
        f"{SITE}en/guides/a/": {"en": f"{SITE}en/guides/a/"},
        f"{SITE}ru/": {"ru": f"{SITE}ru/"},
    }


def test_a_page_outside_the_languages_has_no_sisters():
    assert read(sitemap(["", "english/"], CODES, SITE)) == {SITE: {}, f"{SITE}english/": {}}


def test_no_pages():
    assert read(sitemap([], CODES, SITE)) == {}


def test_hostile_addresses_are_only_addresses():
    addresses = [f"{code}/{name}/" for name in HOSTILE for code in CODES]
    shown = read(sitemap(addresses, CODES, SITE))
    assert list(shown) == [SITE + address for address in addresses]
    assert all(set(sisters) == set(CODES) for sisters in shown.values())


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])), unique=True))
def test_any_address_is_only_an_address(names):
    addresses = [f"ru/{name}" for name in names]
    assert list(read(sitemap(addresses, CODES, SITE))) == [SITE + address for address in addresses]
