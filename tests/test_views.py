"""What pages show of the registry: cases in tests/cases/views."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from atlas.views.coverage import coverage
from atlas.views.home import fitting, picks, sellable
from atlas.views.license import LicenseView
from atlas.views.model import ModelView, model_sections
from atlas.views.pages import Page, all_pages
from atlas.views.sources import Sources
from atlas.views.timeline import recent, timeline
from atlas.views.vram import vram_rows
from support import as_text, cases, registry_of


@pytest.mark.parametrize("case", cases("views/timeline.yaml"))
def test_timeline(case):
    shown = [
        [f"{year.number}-{month.number}", *(card_text(card) for card in month.cards)]
        for year in timeline(registry_of(case))
        for month in year.months
    ]
    assert shown == case["expect"]


def card_text(card):
    return card.model.id if card.event == "released" else f"{card.model.id} {card.event}"


def test_a_year_counts_its_cards_and_a_star_is_a_recommendation(small):
    years = timeline(small)
    assert [(year.number, year.count) for year in years] == [(2022, 1), (2023, 1), (2024, 1)]
    assert [card.star for year in years for month in year.months for card in month.cards] == [True, False, False]


@pytest.mark.parametrize("case", cases("views/recent.yaml"))
def test_recent(case):
    assert [model.id for model in recent(registry_of(case), 2)] == case["expect"]


@pytest.mark.parametrize("case", cases("views/vram_rows.yaml"))
def test_vram_rows(case):
    rows = vram_rows(registry_of(case), "image")
    shown = [[row.model.id, row.params, row.weights, [claim.claim.gb for claim in row.claims]] for row in rows]
    assert as_text(shown) == case["rows"]


@pytest.mark.parametrize("case", cases("views/coverage.yaml"))
def test_coverage(case):
    assert as_text(asdict(coverage(registry_of(case)))) == case["expect"]


@pytest.mark.parametrize("case", cases("views/sources.yaml"))
def test_sources(case):
    (model,) = registry_of(case).models.values()
    sources = Sources.of(model)
    for fields, expected in case["marks"].items():
        marks = sources.marks(*fields.split())
        assert (fields, [[str(mark.number), mark.key, mark.confidence] for mark in marks]) == (fields, expected)


@pytest.mark.parametrize("case", cases("views/sections.yaml"))
def test_sections(case):
    registry = registry_of(case)
    for id_, expected in case["sections"].items():
        assert (id_, list(model_sections(registry, registry.models[id_]))) == (id_, expected)


@pytest.mark.parametrize("case", cases("views/picks.yaml"))
def test_picks(case):
    shown = {purpose: [pick.model.id for pick in group] for purpose, group in picks(registry_of(case)).items()}
    assert shown == case["picks"]


@pytest.mark.parametrize("case", cases("views/fitting.yaml"))
def test_fitting(case):
    assert as_text([list(fit) for fit in fitting(registry_of(case))]) == case["fitting"]


@pytest.mark.parametrize("case", cases("views/sellable.yaml"))
def test_sellable(case):
    assert as_text(sellable(registry_of(case))) == case["sellable"]


def test_pages_stand_in_the_order_of_the_site(small):
    assert [page.address for page in all_pages(small)] == [
        "", "timeline/", "models/", "families/", "vram/", "licenses/", "parts/", "glossary/", "data/",
        "models/alpha-1/", "models/alpha-2/", "models/beta-video/", "models/alpha-mix/",
        "families/alpha/", "families/beta/", "licenses/mit/",
    ]  # fmt: skip


def test_a_record_page_names_its_record_its_file_and_the_way_up(small):
    pages = {page.address: page for page in all_pages(small)}
    model = pages["models/beta-video/"]
    assert (model.kind, model.subject, model.root) == ("model", "beta-video", "../../")
    assert model.source == "data/models/beta/beta-video.yaml"
    assert pages["licenses/mit/"].subject == "MIT"
    assert pages["licenses/mit/"].source == "data/licenses/MIT.yaml"
    assert pages["families/alpha/"].source == "data/families.yaml"
    assert Page("home", "").root == ""


def test_a_family_without_models_has_no_page():
    registry = registry_of({"families": {"empty": {}}})
    assert [page for page in all_pages(registry) if page.kind == "family"] == []


def test_no_two_pages_share_an_address(small):
    addresses = [page.address for page in all_pages(small)]
    assert len(addresses) == len(set(addresses))


def test_a_model_page_finds_what_belongs_to_its_model(small):
    view = ModelView(small, small.models["alpha-2"])
    assert view.family.id == "alpha"
    assert view.license is None
    assert [model.id for model in view.children] == ["alpha-mix"]
    assert [model.id for model in view.siblings] == ["beta-video"]
    assert [model.id for model in view.predecessors] == ["alpha-1"]
    assert view.built.origins["backbone"] == "alpha-1"
    assert view.vram[1] == "alpha-1"
    assert view.component("te").name == "Text encoder"
    assert view.component(None) is None


def test_a_licence_page_lists_what_is_under_it(small):
    view = LicenseView(small, small.licenses["MIT"])
    assert [model.id for model in view.models] == ["alpha-1", "beta-video", "alpha-mix"]
    assert [component.id for component in view.components] == ["te"]
    assert view.sources.numbers == {"text": 1}
