"""Facts and views in articles, with the templates and words of the site: cases in tests/cases/embedded."""

from __future__ import annotations

import html
import re

import pytest
from atlas.domain.article import Article, FrontMatter, Library
from atlas.languages import Language
from atlas.loading.words import load_words
from atlas.prose.names import subject_of
from atlas.prose.options import VIEWS
from atlas.render import Renderer
from atlas.views.embedded import groups, install, tags
from atlas.views.embedded.guides import Guides
from support import ROOT, as_text, cases, registry_of

CODES = ("en", "ru", "ja")
RECORDS = {
    "organizations": {"one": {"name": "One"}, "two": {"name": "Two"}},
    "licenses": {"X": {"name": "Licence"}},
    "components": {
        "te": {"name": "Encoder", "params": "123060480"},
        "coder": {"name": "Coder", "role": "vae", "params": "83653863", "latent_channels": "4", "spatial_factor": "8"},
    },
    "models": {
        "child": {"parents": ["full"]},
        "full": {
            "name": "Full Model", "names": {"ru": "Полная модель"}, "released": "2023-07-26", "license": "X",
            "authors": ["one", "two"],
            "architecture": {
                "backbone": "unet", "prediction": "v", "native_resolution": ["1024x1024", "832x1216"],
                "training_resolution": ["256x256", "512x512"], "max_resolution": "2048x2048", "size_multiple": "64",
                "latent_channels": "4", "frames": "81", "fps": "16",
                "components": [
                    {"role": "denoiser", "params": "2567463684"},
                    {"role": "text_encoder", "ref": "te"},
                    {"role": "text_encoder", "name": "Other", "params": "1000", "count": "2"},
                    {"role": "vae", "ref": "coder"},
                ],
            },
            "vram": [
                {"gb": "12", "means": "minimum", "basis": "vendor", "source": "card"},
                {"gb": "10", "means": "minimum", "basis": "vendor", "source": "card"},
            ],
            "files": [
                {"name": "notes.yaml", "role": "config", "format": "yaml"},
                {"name": "full.safetensors", "role": "checkpoint", "format": "safetensors", "precision": "fp16",
                 "bytes": "6938040682"},
            ],
            "settings": {
                "sizes": ["832x1216"], "steps": {"min": "20", "max": "30", "typical": "25"},
                "guidance": {"typical": "5.5"}, "shift": {"min": "3"}, "samplers": ["Euler", "DPM++ 2M"],
                "clip_skip": "2",
            },
            "prompting": {"prefix": "<b>best</b>", "negative": "worst"},
            "training": {
                "stages": [{"steps": "237000"}, {"steps": "194000"}],
                "compute": {"gpu": "A100", "count": "256", "gpu_hours": "150000"},
                "dataset": {"name": "set", "images": "2600000"},
            },
            "sources": {"card": {"accessed": "2026-11-20"}},
        },
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def renderers():
    """A renderer of the real templates in each language, over any registry."""
    words = load_words(ROOT / "data")

    def make(registry, code, **articles):
        guides = Guides(Library(articles), {"basics": ("b", "a")}, tuple(registry.families), code)
        language = Language(code, words[code])
        return Renderer(registry, language, ROOT / "overrides", lambda _source: None, guides, "2026-11-21")

    return make


@pytest.fixture(scope="module")
def reading(renderers):
    registry = registry_of(RECORDS)
    return {code: renderers(registry, code) for code in CODES}


def plain(fragment: str) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", "", fragment))
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("case", cases("embedded/facts.yaml"))
def test_a_fact_is_read_in_each_language(case, reading):
    name, _, fact = case["fact"].partition("#")
    for code, renderer in reading.items():
        subject = subject_of(name, renderer.registry)
        shown = renderer.fact(subject.kind, fact or "link", subject.record, "../../")
        assert (code, plain(shown)) == (code, case[code])


def test_every_fact_has_its_case(reading):
    named = {case.values[0]["fact"].partition("#")[::2] for case in cases("embedded/facts.yaml")}
    facts = {fact or "link" for name, fact in named if name in {"full", "child"}}
    assert facts == set(reading["en"].facts["model"])


def test_no_fact_fails_for_any_record(atlas, renderers):
    renderer = renderers(atlas, "ru")
    for kind, records in (("model", atlas.models), ("component", atlas.components), ("license", atlas.licenses),
                          ("family", atlas.families), ("term", atlas.terms)):  # fmt: skip
        for fact in renderer.facts[kind]:
            shown = (plain(renderer.fact(kind, fact, record, "")).strip() for record in records.values())
            assert all(shown), (kind, fact)


def found(view: str, registry):  # noqa: PLR0911 — one line a view
    match view:
        case "adapters":
            return [[group.key, *ids(group.models)] for group in groups.adapters_of(registry, "alpha")]
        case "controlnets":
            shown = groups.by_family(registry, groups.of_kind(registry, "controlnet"))
            return [[group.key, *ids(group.models)] for group in shown]
        case "v":
            return [[group.key, *ids(group.models)] for group in groups.predicting(registry, "v")]
        case "inpainters":
            return ids(groups.inpainters(registry))
        case "parts":
            return [[one.component.id, *ids(one.models)] for one in groups.shared_parts(registry, "text_encoder")]
        case "tags":
            return tags_of(registry)
        case "counted":
            return [counted_of(model) for model in registry.models.values()]
    return program_of(registry, view)


def ids(models):
    return [model.id for model in models]


def tags_of(registry):
    rows = tags.tag_rows(registry)
    kinds = tags.tag_kinds(rows)
    shown = [["+".join(ids(row.models)), *(row.words.get(kind, ()) for kind in kinds)] for row in rows]
    return {"kinds": kinds, "rows": shown}


def counted_of(model):
    counted = tags.counted_tags(model.prompting.vocabularies[0])
    return [counted, tags.missing_pictures(model.training.dataset if model.training else None, counted)]


def program_of(registry, program):
    shown = install.program_view(registry, program)
    told = {"folders": [[one.role, one.path, *ids(one.models)] for one in shown.folders]}
    told["recipes"] = [one.model.id for one in shown.recipes]
    if shown.pipelines:
        told["pipelines"] = [[one.name, *ids(one.models)] for one in shown.pipelines]
    return told | ({"empty": "yes"} if shown.is_empty else {})


@pytest.mark.parametrize("case", cases("embedded/views.yaml"))
def test_what_a_view_finds(case):
    assert as_text(found(case["view"], registry_of(case))) == case["expect"]


def test_every_view_has_a_template_and_every_template_a_view():
    assert {path.stem for path in (ROOT / "overrides/atlas/embed").glob("*.html")} == set(VIEWS)


OPTIONS = {
    "family": "sdxl", "date": "2024-01", "type": "v", "role": "vae", "name": "parts", "purpose": "anime",
    "program": "comfyui",
}  # fmt: skip
MODELS = {"code": "sdxl-base-1.0", "lineage": "pony-diffusion-v6-xl", "rights": "easyfluff", "install": "easyfluff",
          "vram": "sdxl-base-1.0"}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_the_real_registry_says_something(atlas, renderers, view, code):
    renderer = renderers(atlas, code, en={"guides/a": Article("en", "guides/a", FrontMatter(title="A"), "")})
    values = OPTIONS | {"model": MODELS.get(view, "sotediffusion-wuerstchen3")}
    asked = [{key: values[key] for key in VIEWS[view].needed}]
    asked += [asked[0] | {key: values[key]} for key in VIEWS[view].allowed]
    for options in asked:
        shown = renderer.embed(view, options, "../../")
        assert plain(shown).strip(), options
        assert 'href="#source' not in shown, options
        assert ' style="' not in shown, options


@pytest.mark.parametrize("code", CODES)
def test_an_old_opinion_says_so_everywhere(renderers, code):
    old, new = ("2025-10", "2025-11")
    opinion = {"text": {"en": "x", "ru": "x", "ja": "x"}, "source": "card"}
    models = {
        day: {
            "strengths": [opinion | {"as_of": day}],
            "recommended_for": [opinion | {"as_of": day, "purpose": "anime"}],
            "sources": {"card": {"accessed": "2026-11-20"}},
        }
        for day in (old, new)
    }
    renderer = renderers(registry_of({"models": {f"m-{day}": fields for day, fields in models.items()}}), code)
    note = renderer.language.word("value.aged")
    assert [plain(renderer.embed("asof", {"date": day}, "")).count(note) for day in (old, new)] == [1, 0]
    assert plain(renderer.embed("recommended", {}, "")).count(note) == 1


def test_the_guides_stand_in_their_order_with_english_for_what_is_missing(renderers):
    registry = registry_of({"families": {"beta": {}, "alpha": {}}})
    paths = ("guides/index", "guides/a", "guides/b", "guides/zoo", "articles/alpha", "articles/beta")
    english = {path: Article("en", path, FrontMatter(title=path.upper()), "") for path in paths}
    russian = {"guides/b": Article("ru", "guides/b", FrontMatter(title="Б", description="О букве."), "")}
    renderer = renderers(registry, "ru", en=english, ru=russian)
    shelves = [(shelf.group, [one.title for one in shelf.articles]) for shelf in renderer.guides.shelves()]
    assert shelves == [
        ("basics", ["Б", "GUIDES/A"]), ("families", ["ARTICLES/BETA", "ARTICLES/ALPHA"]), ("", ["GUIDES/ZOO"])
    ]  # fmt: skip
    shown = renderer.embed("guides", {}, "../")
    assert '<a href="../guides/b/">Б</a><span>О букве.</span>' in shown
    assert '<a href="../guides/a/" lang="en">GUIDES/A</a>' in shown
    assert renderer.guides.about("alpha").title == "ARTICLES/ALPHA"
    assert renderer.guides.about("gamma") is None
