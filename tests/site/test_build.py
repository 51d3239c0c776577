"""The small site as MkDocs builds it, strictly: what is there, in which language, and where it leads."""

from __future__ import annotations

import gzip
import json
from functools import cache
from xml.etree import ElementTree

import builds
import markup
import pytest
from builds import CODES, URL
from sites import Built

pytestmark = pytest.mark.site

ADDRESSES = (
    "", "articles/alpha/", "data/", "families/", "families/alpha/", "families/beta/", "glossary/", "guides/",
    "guides/diagram/", "guides/embedding/", "licenses/", "licenses/mit/", "models/", "models/alpha-1/",
    "models/alpha-2/", "models/alpha-mix/", "models/beta-video/", "parts/", "timeline/", "vram/",
)  # fmt: skip
TABS = ("home", "models", "families", "timeline", "vram", "licenses", "guides", "glossary", "data")
THEME = {"en": "Table of contents", "ru": "Содержание", "ja": "目次"}
SKIP = {"en": "Skip to content", "ru": "Перейти к содержанию", "ja": "コンテンツにスキップ"}
TREE = cache(markup.tree)

every_page = pytest.mark.parametrize("address", ADDRESSES)
every_language = pytest.mark.parametrize("code", CODES)


def page(small_site: Built, code: str, address: str) -> ElementTree.Element:
    return TREE(small_site.text(f"{code}/{address}index.html"))


def unspaced(root: ElementTree.Element) -> str:
    return markup.text(next(root.iter("article"))).replace("\u202f", " ").replace("\xa0", " ")


def test_every_page_is_there_in_every_language(small_site: Built) -> None:
    expected = {f"{code}/{address}index.html" for code in CODES for address in ADDRESSES}
    assert set(builds.pages_of(small_site.folder)) == {*expected, "404.html", "index.html"}


@every_language
@every_page
def test_a_page_says_its_language_and_its_sisters(small_site: Built, code: str, address: str) -> None:
    root = page(small_site, code, address)
    assert root.get("lang") == code
    assert markup.links(root, "canonical") == {"": f"{URL}{code}/{address}"}
    sisters = {other: f"{URL}{other}/{address}" for other in CODES}
    assert markup.links(root, "alternate") == {**sisters, "x-default": f"{URL}en/{address}"}


@every_language
@every_page
def test_the_language_switch_stays_on_the_page(small_site: Built, code: str, address: str) -> None:
    switch = markup.one(page(small_site, code, address), "atlas-languages")
    up = "../" * (address.count("/") + 1)
    assert {item.get("lang"): item.get("href") for item in switch.iter("a")} == {
        other: f"{up}{other}/{address}" for other in CODES
    }
    assert [item.get("lang") for item in switch.iter("a") if item.get("aria-current")] == [code]


@every_language
@every_page
def test_the_navigation_speaks_the_language(small_site: Built, code: str, address: str) -> None:
    language = small_site.site.languages[code]
    tabs = [markup.text(item) for item in markup.having(page(small_site, code, address), "md-tabs__link")]
    assert tabs == [language.word(f"page.{tab}") for tab in TABS]


@every_language
@every_page
def test_title_and_description_are_those_of_the_page(small_site: Built, code: str, address: str) -> None:
    made = next((made for made in small_site.site.pages if made.address == address), None)
    root = page(small_site, code, address)
    title = markup.text(next(root.iter("title")))
    if made is None:
        assert title == f"{markup.text(next(root.iter('h1'))).rstrip('¶')} · Diffusion Atlas"
        return
    renderer = small_site.site.renderers[code]
    assert title == (f"{renderer.title(made)} · Diffusion Atlas" if address else "Diffusion Atlas")
    assert markup.meta(root, "description") == renderer.description(made)


@every_language
def test_the_theme_speaks_the_language(small_site: Built, code: str) -> None:
    root = page(small_site, code, "models/alpha-1/")
    assert markup.one(root, "md-nav--secondary").get("aria-label") == THEME[code]
    assert markup.text(markup.one(root, "md-skip")) == SKIP[code]


@every_language
@pytest.mark.parametrize("kind", ["model", "family", "license"])
def test_the_tab_of_a_page_that_is_in_no_navigation_is_lit(small_site: Built, code: str, kind: str) -> None:
    made = next(made for made in small_site.site.pages if made.kind == kind)
    lit = markup.one(page(small_site, code, made.address), "md-tabs__item--active")
    plural = {"model": "models", "family": "families", "license": "licenses"}[kind]
    assert markup.text(lit) == small_site.site.languages[code].word(f"page.{plural}")


def test_an_article_holds_facts_and_views(small_site: Built) -> None:
    root = page(small_site, "ru", "guides/embedding/")
    assert "У Alpha 1 параметров: 860 млн" in unspaced(root)
    english = page(small_site, "en", "guides/embedding/")
    assert "[[alpha-1]]" in [markup.text(code) for code in english.iter("code")]
    assert [link.get("href") for link in english.iter("a") if markup.text(link) == "Alpha Mix"]
    assert next(markup.having(english, "atlas-rights")) is not None


@every_language
def test_the_first_use_of_a_term_is_defined(small_site: Built, code: str) -> None:
    if code == "ja":  # shows the English text, whose terms are not those of its glossary
        assert list(markup.having(page(small_site, code, "articles/alpha/"), "atlas-term")) == []
        return
    root = page(small_site, code, "articles/alpha/")
    terms = list(markup.having(root, "atlas-term"))
    assert len(terms) == 1
    link, tip = next(terms[0].iter("a")), markup.one(terms[0], "atlas-term__tip")
    assert link.get("href") == "../../glossary/#latent"
    assert (link.get("aria-describedby"), tip.get("role")) == (tip.get("id"), "tooltip")
    term = small_site.site.registry.terms["latent"]
    assert markup.text(tip).endswith(term.definition.text(code))


def test_a_section_whose_english_text_has_changed_says_so(small_site: Built) -> None:
    root = page(small_site, "ru", "articles/alpha/")
    notices = [markup.text(notice).replace("\u202f", " ") for notice in markup.having(root, "atlas-changed")]
    assert notices == ["Английский текст этого раздела изменился после 15 января 2026 г. — даты перевода."]
    article = [item.get("id") or item.get("class") for item in markup.one(root, "md-content__inner").iter()]
    assert article.index("opinion") < article.index("atlas-note atlas-changed") < article.index("atlas-asof")
    assert list(markup.having(page(small_site, "en", "articles/alpha/"), "atlas-changed")) == []


@every_language
def test_a_family_and_its_article_lead_to_each_other(small_site: Built, code: str) -> None:
    there = markup.one(page(small_site, code, "families/alpha/"), "atlas-article-link")
    assert [link.get("href") for link in there.iter("a")] == ["../../articles/alpha/"]
    back = markup.one(page(small_site, code, "articles/alpha/"), "atlas-family-link")
    assert [link.get("href") for link in back.iter("a")] == ["../../families/alpha/"]
    assert list(markup.having(page(small_site, code, "families/beta/"), "atlas-article-link")) == []


@every_language
def test_articles_stand_in_groups_in_the_navigation(small_site: Built, code: str) -> None:
    word = small_site.site.languages[code].word
    primary = markup.one(page(small_site, code, "articles/alpha/"), "md-nav--primary")
    titles = [markup.text(item) for item in markup.having(primary, "md-ellipsis")]
    assert word("guides.families") in titles
    assert word("guides.basics") not in titles  # nothing stands in it here
    links = [link.get("href") for link in primary.iter("a")]
    assert "../../guides/embedding/" in links


def test_an_old_opinion_says_that_it_is_old(small_site: Built) -> None:
    for address, count in (("articles/alpha/", 1), ("models/alpha-1/", 0)):
        aged = list(markup.having(page(small_site, "en", address), "atlas-aged"))
        assert (address, [markup.text(item) for item in aged]) == (address, ["more than a year ago"] * count)


@pytest.mark.parametrize("code", ["ru", "ja"])
def test_a_missing_translation_says_so_and_marks_its_language(small_site: Built, code: str) -> None:
    root = page(small_site, code, "guides/diagram/")
    assert root.get("lang") == code
    assert markup.text(markup.one(root, "atlas-note")) == small_site.site.languages[code].word("translation.missing")
    english = next(item for item in root.iter("div") if item.get("lang") == "en")
    assert "The build draws flowcharts only" in markup.text(english)


def test_the_page_for_what_is_missing_speaks_three_languages(small_site: Built) -> None:
    root = TREE(small_site.text("404.html"))
    found = {section.get("lang"): section for section in root.iter("section")}
    assert sorted(found) == sorted(CODES)
    for code, section in found.items():
        assert small_site.site.languages[code].word("notfound.title") in markup.text(section)
        assert [link.get("href") for link in section.iter("a")] == [f"/{code}/"]


def test_the_root_page_leads_to_the_languages_without_scripts(small_site: Built) -> None:
    root = TREE(small_site.text("index.html"))
    assert list(root.iter("script")) == []
    assert {link.get("hreflang"): link.get("href") for link in root.iter("a")} == {code: f"{code}/" for code in CODES}
    assert markup.links(root, "alternate") == {**{code: f"{URL}{code}/" for code in CODES}, "x-default": URL}


def test_the_sitemap_lists_every_page(small_site: Built) -> None:
    text = small_site.text("sitemap.xml")
    assert gzip.decompress((small_site.folder / "sitemap.xml.gz").read_bytes()).decode() == text
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    entries = {entry.findtext(f"{space}loc"): entry for entry in ElementTree.fromstring(text)}
    assert set(entries) == {f"{URL}{code}/{address}" for code in CODES for address in ADDRESSES}
    sisters = {link.get("hreflang"): link.get("href") for link in entries[f"{URL}ja/vram/"] if "link" in link.tag}
    assert {code: sisters[code] for code in CODES} == {code: f"{URL}{code}/vram/" for code in CODES}


def test_the_api_holds_every_model(small_site: Built) -> None:
    records = {record["id"]: record for record in json.loads(small_site.text("api/v1/models.json"))}
    assert set(records) == set(small_site.site.registry.models)
    for id_, record in records.items():
        for code, url in record["url"].items():
            assert (small_site.folder / url.removeprefix(URL) / "index.html").is_file(), (id_, code)
    assert records["alpha-1"]["params"] == 859520964
    assert records["alpha-mix"]["parents"] == [
        {"id": "alpha-2", "relation": "merge"},
        {"id": "undisclosed", "relation": "merge"},
    ]
    assert records["alpha-2"]["license"] is None
