"""Glossary terms in articles: cases in tests/cases/articles/terms.yaml."""

from __future__ import annotations

from dataclasses import replace

import pytest
from atlas.domain.shared import Term
from atlas.loading.parse import parse_record
from atlas.prose.forms import finder_of
from atlas.prose.terms import with_terms
from support import LOCAL, cases, registry_of


@pytest.mark.parametrize("case", cases("articles/terms.yaml"))
def test_the_first_use_of_a_term_is_shown(case):
    stub = {"definition": LOCAL}
    terms = {id_: parse_record(Term, {**stub, **fields}, {"id": id_}) for id_, fields in case["terms"].items()}
    finder = finder_of(replace(registry_of({}), terms=terms), case["language"])
    assert with_terms(case["html"], finder, lambda id_, text: f"[{id_}|{text}]", set()) == case["expect"]


def test_a_term_that_is_defined_already_is_not_shown():
    terms = {"vae": parse_record(Term, {"name": {"en": "VAE"}, "definition": LOCAL}, {"id": "vae"})}
    finder = finder_of(replace(registry_of({}), terms=terms), "en")
    assert with_terms("<p>VAE</p>", finder, lambda _id, text: f"[{text}]", {"vae"}) == "<p>VAE</p>"


def test_every_term_of_the_glossary_is_found_by_its_name(atlas):
    for code in ("en", "ru", "ja"):
        finder = finder_of(atlas, code)
        for term in atlas.terms.values():
            name = getattr(term.name, code) or term.name.en
            found = with_terms(f"<p>({name})</p>", finder, lambda id_, text: f"[{id_}|{text}]", set())
            assert "[" in found, (code, term.id, found)
