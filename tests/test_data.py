"""The real registry: no problems, and as large as was promised."""

from __future__ import annotations

from atlas.loading.load import inspect_registry
from atlas.views.graph import neighbourhood
from atlas.views.pages import all_pages
from support import ROOT, data_files


def test_the_registry_has_no_problems():
    _, problems = inspect_registry(ROOT / "data")
    assert [str(problem) for problem in problems] == []


def test_it_describes_enough_models_and_families(atlas):
    assert len(atlas.models) >= 260
    assert sum(1 for members in atlas.members.values() if members) >= 35


def test_every_family_shared_part_and_maker_that_is_described_is_used(atlas):
    assert [family for family, members in atlas.members.items() if not members] == []
    parts = {part.ref for model in atlas.models.values() for part in model.architecture.components}
    assert atlas.components.keys() - parts == set()
    makers = {author for record in [*atlas.models.values(), *atlas.components.values()] for author in record.authors}
    assert atlas.organizations.keys() - makers - {model.publisher for model in atlas.models.values()} == set()


def test_no_two_pages_share_an_address(atlas):
    addresses = [page.address for page in all_pages(atlas)]
    assert len(addresses) == len(set(addresses))


def test_every_model_page_can_be_read_at_a_glance(atlas):
    sizes = {model.id: len(neighbourhood(atlas, model).nodes) for model in atlas.models.values()}
    assert {id_: size for id_, size in sizes.items() if size > 30} == {}


def test_no_summary_is_the_same_in_two_languages(atlas):
    summaries = {model.id: model.summary for model in atlas.models.values()}
    assert [id_ for id_, text in summaries.items() if len({text.en, text.ru, text.ja}) < 3] == []


def test_files_end_with_one_line_end_and_no_spaces():
    for path in data_files(ROOT / "data"):
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n"), path
        assert not text.endswith("\n\n"), path
        assert not any(line != line.rstrip() for line in text.split("\n")), path
