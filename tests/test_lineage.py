"""Who descends from whom, and what is handed on: cases in tests/cases/lineage."""

from __future__ import annotations

import pytest
from atlas.domain.inherit import inherited_vram, under_other_licenses
from support import as_text, cases, registry_of

RELATIONS = ("parents", "children", "ancestors", "descendants", "siblings")


@pytest.mark.parametrize("case", cases("lineage/descent.yaml"))
def test_descent(case):
    lineage = registry_of(case).lineage
    for relation in RELATIONS:
        for id_, expected in case.get(relation, {}).items():
            assert (relation, id_, list(getattr(lineage, relation)(id_))) == (relation, id_, expected)
    if "cycles" in case:
        assert as_text(list(lineage.cycles())) == case["cycles"]


@pytest.mark.parametrize("case", cases("lineage/inheritance.yaml"))
def test_architecture_is_inherited_field_by_field(case):
    registry = registry_of(case)
    for id_, fields in case.get("expect", {}).items():
        built = registry.architecture(registry.models[id_]).value
        assert (id_, {name: as_text(getattr(built, name)) for name in fields}) == (id_, fields)
    for id_, origins in case.get("from", {}).items():
        assert (id_, dict(registry.architecture(registry.models[id_]).origins)) == (id_, origins)
    for id_, params in case.get("params", {}).items():
        assert (id_, as_text(registry.params(registry.models[id_]))) == (id_, params)


@pytest.mark.parametrize("case", cases("lineage/params.yaml"))
def test_parameters_are_those_of_the_denoisers(case):
    registry = registry_of(case)
    for id_, model in registry.models.items():
        if id_ in case["params"]:
            assert as_text(registry.params(model)) == case["params"][id_]
            assert as_text(registry.stated_params(model)) == case["stated"][id_]


@pytest.mark.parametrize("case", cases("lineage/vram.yaml"))
def test_memory_figures_are_inherited_as_a_whole(case):
    registry = registry_of(case)
    for id_, expected in case["vram"].items():
        claims, origin = inherited_vram(registry.models[id_], registry.models)
        assert as_text([[claim.gb for claim in claims], origin]) == expected


def test_what_is_inherited_keeps_its_type(small):
    built = small.architecture(small.models["alpha-2"]).value
    assert built == small.models["alpha-1"].architecture
    assert built.components[0].params == 859520964


@pytest.mark.parametrize("case", cases("lineage/licenses.yaml"))
def test_licenses_of_ancestors(case):
    models = registry_of(case).models
    for id_, expected in case["under_other_licenses"].items():
        assert (id_, [model.id for model in under_other_licenses(models[id_], models)]) == (id_, expected)
