"""The articles themselves: every rule holds, all are current in every language, each stands in its place."""

from __future__ import annotations

import re

import pytest
from atlas.loading.articles import inspect_articles
from atlas.loading.load import load_registry
from atlas.loading.words import load_words
from atlas.prose.check import unfinished, wrong
from atlas.site import Site
from support import ROOT

GUIDES = re.compile(r"^  guides:.*\n((?:    .*\n)+)", re.MULTILINE)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    library, problems = inspect_articles(ROOT / "docs")
    assert list(map(str, problems)) == []
    cache = tmp_path_factory.mktemp("cache")
    words = load_words(ROOT / "data")
    return Site(load_registry(ROOT / "data"), words, ROOT / "overrides", cache, "2026-11-21", library)


def test_every_name_exists_and_no_figure_is_typed_by_hand(site):
    assert list(map(str, wrong(site.library, site.renderers["en"]))) == []


def test_every_article_is_whole_and_current_in_every_language(site):
    assert list(map(str, unfinished(site.library, site.registry, tuple(site.languages)))) == []


def test_the_navigation_lists_every_guide_once(site):
    found = GUIDES.search((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert found
    listed = re.findall(r"[\w.-]+", " ".join(re.findall(r"\[(.*?)\]", found[1])))
    guides = [path.removeprefix("guides/") for path in site.library.paths() if path.startswith("guides/")]
    assert sorted(listed) == sorted(set(guides) - {"index"})


def test_every_picture_is_shown_somewhere(site):
    text = "\n".join(article.text for article in site.library.articles["en"].values())
    assert [name for name in site.renderers["en"].pictures if f"picture name={name} " not in text] == []
