"""What must hold of articles: cases in tests/cases/articles."""

from __future__ import annotations

import re

import pytest
from atlas.domain.article import Article, FrontMatter, Library
from atlas.loading.articles import read_article
from atlas.prose.byhand import figures_by_hand
from atlas.prose.freshness import changed_sections, left_behind, shared_digests, stamped
from atlas.prose.shape import misshapen
from support import cases, registry_of

HELD = {
    "models": {
        "big": {
            "name": "Big Model 9B",
            "aliases": ["BM XL", "BM"],
            "released": "2023-07-26",
            "architecture": {
                "components": [{"role": "denoiser", "params": "2567463684"}],
                "native_resolution": ["1024x1024"],
                "max_resolution": "2048x2048",
                "size_multiple": "64",
            },
            "vram": [{"gb": "10", "means": "minimum", "basis": "vendor", "source": "card"}],
            "files": [
                {"name": "big", "role": "checkpoint", "format": "safetensors", "bytes": "6938040682"},
                {"name": "vae", "role": "vae", "format": "safetensors", "bytes": "334641164"},
            ],
            "settings": {
                "sizes": ["832x1216"],
                "steps": {"min": "20", "max": "30"},
                "guidance": {"typical": "5.5"},
                "clip_skip": "2",
            },
            "training": {
                "stages": [{"steps": "237000"}, {"steps": "194000"}],
                "compute": {"gpu_hours": "150000"},
                "dataset": {"images": "2600000"},
            },
            "sources": {"card": {"accessed": "2026-11-20"}},
        },
        "small": {
            "modality": "video",
            "architecture": {
                "components": [{"role": "denoiser", "params": None}],
                "frames": "81",
                "fps": "16",
                "latent_channels": "16",
            },
        },
    },
    "components": {"te": {"params": "123060480"}},
}


@pytest.fixture(scope="module")
def held():
    return registry_of(HELD)


@pytest.mark.parametrize("case", cases("articles/byhand.yaml"))
def test_no_figure_is_typed_by_hand(case, held):
    article = Article(case["language"], "guides/a", FrontMatter(), case["article"])
    found = sorted(figures_by_hand(article, held), key=lambda fault: (fault.line, fault.column))
    said = [f"{fault.line}:{fault.column}: {fault.message}" for fault in found]
    assert said == [problem.replace(" said ", " is what the registry holds for ") for problem in case["problems"]]


def library_of(case) -> Library:
    english = {path: read_article("en", path, text)[0] for path, text in case["en"].items()}
    russian = {}
    for path, text in case["ru"].items():
        for id_, digest in english[path].digests.items() if path in english else ():
            text = re.sub(rf"\b{id_}: HASH", f"{id_}: {digest}", text)  # noqa: PLW2901
        russian[path], problems = read_article("ru", path, text)
        assert problems == []
    return Library({"en": english, "ru": russian})


@pytest.mark.parametrize("case", cases("articles/freshness.yaml"))
def test_translations_keep_up(case):
    problems = sorted(left_behind(library_of(case), ("en", "ru")))
    assert list(map(str, problems)) == case["problems"]


def test_a_changed_section_is_known_by_its_id():
    origin = Article("en", "a", FrontMatter(), "# A\n\n## One {#one}\n\n## Two {#two}")
    front = FrontMatter(origin={**origin.digests, "two": "01234567"}, translated="2026-01-01")
    translation = Article("ru", "a", front, "# А\n\n## Два {#two}")
    assert changed_sections(translation, origin) == ("two",)
    assert shared_digests(translation, origin) == {id_: origin.digests[id_] for id_ in ("top", "two")}


@pytest.mark.parametrize("case", cases("articles/stamped.yaml"))
def test_a_translation_is_stamped(case):
    after = stamped(case["before"], {"top": "01234567", "one": "89abcdef"}, "2026-11-21")
    assert after == case["after"]
    article, problems = read_article("ru", "a", after)
    assert (problems, article.front.origin["one"], article.front.translated) == ([], "89abcdef", "2026-11-21")


@pytest.mark.parametrize("case", cases("articles/shape.yaml"))
def test_every_article_has_its_parts(case, small):
    path = case.get("path", "guides/a")
    article, problems = read_article("en", path, case["article"])
    library = Library({"en": {path: article}})
    found = problems or list(misshapen(library, small))
    assert sorted(map(str, found)) == case["problems"]


def test_an_english_article_takes_the_place_of_a_missing_one():
    english, russian = (Article(code, "guides/a", FrontMatter(), "") for code in ("en", "ru"))
    library = Library({"en": {"guides/a": english}, "ru": {"guides/a": russian}, "ja": {}})
    assert (library.find("ru", "guides/a"), library.find("ja", "guides/a")) == (russian, english)
    assert library.find("ja", "guides/b") is None
