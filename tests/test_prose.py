"""Facts and views inside articles: cases in tests/cases/prose."""

from __future__ import annotations

import pytest
from atlas.domain.article import Library
from atlas.languages import Language
from atlas.prose.embed import Embedder
from atlas.prose.fault import ProseError
from atlas.render import Renderer
from atlas.views.embedded.guides import Guides
from support import SMALL, cases


@pytest.fixture
def embedder(small) -> Embedder:
    guides = Guides(Library(), {}, (), "ru")
    folder = SMALL.parent / "templates"
    renderer = Renderer(small, Language("ru", {}), folder, lambda _source: None, guides, "2026-11-21")
    return Embedder(renderer, "../../")


@pytest.mark.parametrize("case", cases("prose/embedded.yaml"))
def test_facts_and_views_are_put_in(case, embedder):
    assert embedder.put_in(embedder.mark(case["article"])) == case["html"]


@pytest.mark.parametrize("case", cases("prose/refused.yaml"))
def test_a_mistake_is_told_with_its_line(case, embedder):
    with pytest.raises(ProseError) as error:
        embedder.mark(case["article"])
    assert f"{error.value.line}:{error.value.column}: {error.value.message}" == case["problem"]


def test_markdown_sees_only_holes(embedder):
    assert embedder.mark("[[alpha-2]], [[alpha-1]]") == '<span data-atlas="0"></span>, <span data-atlas="1"></span>'
    assert embedder.mark("<!-- atlas: lineage -->") == '<div data-atlas="2"></div>'


def test_what_is_put_in_is_not_read_again(embedder):
    embedder.pieces.append(lambda: '<span data-atlas="0"></span>')
    assert embedder.put_in('<span data-atlas="0"></span>') == '<span data-atlas="0"></span>'
