"""A registry of payloads goes through the build and arrives as text: in pages, drawings, JSON, sitemap, search."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import atlas.drawing
import builds
import hostile
import markup
import pytest
from atlas.domain.model import Link
from atlas.loading.load import inspect_registry
from linkgate import Gate
from pydantic import TypeAdapter, ValidationError
from reader import Reader
from serving import serve
from sites import Built
from test_links import INLINE
from validity import faults

pytestmark = pytest.mark.site

TREE = cache(markup.tree)
ADDRESSES = {"href", "src", "action", "data", "poster", "srcset"}
MODELS = range(len(hostile.ACCEPTED))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project without its articles, which name its models."""
    folder = builds.project(tmp_path_factory.mktemp("bare"))
    for path in (folder / "docs").glob("*/*/*.md"):
        path.unlink()
    return folder


@pytest.fixture(scope="module")
def clean(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the same registry with harmless words."""
    return made(bare, tmp_path_factory.mktemp("clean"), hostile.HARMLESS)


@pytest.fixture(scope="module")
def attacked(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of the payloads."""
    return made(bare, tmp_path_factory.mktemp("attacked"), hostile.ACCEPTED, search_index=True)


def made(bare: Path, folder: Path, words: tuple[str, ...], **extra: bool) -> Built:
    hostile.write(folder / "data", words)
    return Built(folder / "site", builds.build(bare, folder / "site", data=str(folder / "data"), **extra))


@pytest.mark.parametrize("fault", hostile.REFUSED_CHARACTERS)
def test_what_a_reader_cannot_see_is_refused(tmp_path: Path, fault: str) -> None:
    words = (hostile.REFUSED_CHARACTERS[fault], *hostile.HARMLESS[1:])
    hostile.write(tmp_path, words)
    found = {Path(problem.path).name for problem in inspect_registry(tmp_path)[1]}
    assert {"h0.yaml", "organizations.yaml", "glossary.yaml", "part.yaml", "gpus.yaml", "MIT.yaml"} <= found


@pytest.mark.parametrize("address", hostile.REFUSED_ADDRESSES)
def test_an_address_that_is_not_plain_https_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Link).validate_python({"type": "weights", "url": address})


def test_the_same_pages_come_out(clean: Built, attacked: Built) -> None:
    assert builds.pages_of(clean.folder) == builds.pages_of(attacked.folder)


class Shape(HTMLParser):
    """Elements with the names of their attributes and the schemes of their addresses, counted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        schemes = (urlsplit(value or "").scheme for key, value in attrs if key in ADDRESSES)
        self.found[tag, *sorted(key for key, _ in attrs), *schemes] += 1

    def handle_comment(self, _data: str) -> None:
        self.found["a comment",] += 1


def test_no_element_attribute_or_scheme_arises(clean: Built, attacked: Built) -> None:
    for page in builds.pages_of(clean.folder):
        extra = Shape(attacked.text(page)).found - Shape(clean.text(page)).found
        extra.pop(("code",), None)  # what stands between backticks in a step of an installation
        assert not extra, (page, extra)


def test_the_link_gate_finds_nothing(attacked: Built) -> None:
    assert Gate(attacked.folder, builds.URL, INLINE).check() == []


def test_the_pages_are_valid(attacked: Built) -> None:
    pages = [f"en/models/h{index}/index.html" for index in MODELS] + ["ru/index.html", "ja/families/alpha/index.html"]
    assert [f"{page}: {fault}" for page in pages for fault in faults(attacked.text(page))] == []


def flat(word: str) -> str:
    return " ".join(word.split())


@pytest.mark.parametrize("index", MODELS, ids=lambda index: f"payload {index}")
@pytest.mark.parametrize("code", builds.CODES)
def test_a_payload_is_read_as_it_was_written(attacked: Built, code: str, index: int) -> None:
    word = flat(hostile.ACCEPTED[index])
    root = TREE(attacked.text(f"{code}/models/h{index}/index.html"))
    assert markup.text(next(root.iter("title"))) == f"{word} · Diffusion Atlas"
    assert markup.text(next(root.iter("h1"))) == word
    assert flat(markup.meta(root, "description") or "") == word
    assert markup.text(markup.one(root, "atlas-lead")) == word
    article = markup.text(next(root.iter("article")))
    for where in ("atlas-prompt", "atlas-file", "atlas-sources", "atlas-links"):
        assert word in markup.text(markup.one(root, where)), where
    assert article.count(word) > 25
    labels = [markup.text(label) for label in markup.having(root, "nodeLabel")]
    assert word in labels
    source = markup.one(root, "atlas-graph__source")
    lines = "".join(next(source.iter("code")).itertext()).splitlines()
    assert len([line for line in lines if re.match(r"  n\d+\[", line)]) == len(labels)
    assert all(re.fullmatch(r'%%\{init: \{[^<>]*\}%%|flowchart \w+|  n\d+\["[\w #;]*"\]:::c\d+|  n\d+ [-=.ox>]+ n\d+|'
                            r'  click n\d+ href "[a-z0-9./-]+"', line) for line in lines), lines  # fmt: skip


def test_data_and_sitemap_survive(attacked: Built) -> None:
    records = {record["id"]: record for record in json.loads(attacked.text("api/v1/models.json"))}
    assert [records[f"h{index}"]["name"] for index in MODELS] == list(hostile.ACCEPTED)
    assert len(list(ElementTree.fromstring(attacked.text("sitemap.xml")))) == len(builds.pages_of(attacked.folder)) - 2


@pytest.mark.browser
def test_nothing_runs(attacked: Built, reader: Callable[[str], Reader]) -> None:
    """Without the policy: it is the escaping that is to hold, the policy is there for the day when it does not."""
    with serve(attacked.folder) as url:
        one = reader(url)
        page = one.open("ja/", bypass_csp=True)
        for name in builds.pages_of(attacked.folder):
            if name.startswith("en/"):
                page.goto(url + name.removesuffix("index.html"))
                assert page.evaluate("window.__p") is None, name
        one.close()


@pytest.mark.browser
def test_the_search_shows_text(attacked: Built, reader: Callable[[str], Reader]) -> None:
    with serve(attacked.folder) as url:
        one = reader(url)
        page = one.open("en/", bypass_csp=True)
        page.keyboard.press("/")
        page.locator(".atlas-search input").fill("script")
        page.locator(".atlas-search__results a").first.wait_for()
        titles = page.locator(".atlas-search__results a").all_inner_texts()
        assert {title for title in titles if "<script>" in title} & set(hostile.ACCEPTED)
        assert page.locator(".atlas-search__results :is(script, img, svg, iframe, style)").count() == 0
        assert page.evaluate("window.__p") is None
        one.close()


@pytest.mark.browser
def test_mermaid_in_the_browser_shows_text(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Callable[[str], Reader]
) -> None:
    """The way of diagrams that the build could not draw."""
    monkeypatch.setattr(atlas.drawing, "merman", None)
    site = made(bare, tmp_path, hostile.ACCEPTED)
    with serve(site.folder) as url:
        one = reader(url)
        page = one.open("en/families/alpha/", bypass_csp=True)
        page.locator(".atlas-graph svg .nodeLabel").first.wait_for()
        labels = {flat(label) for label in page.locator(".atlas-graph svg .nodeLabel").all_inner_texts()}
        assert labels == {flat(word) for word in hostile.ACCEPTED}
        assert page.locator(".atlas-graph svg :is(script, img, iframe, style ~ style)").count() == 0
        assert page.evaluate("window.__p") is None
        one.close()
