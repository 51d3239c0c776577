"""What a lineage graph shows: cases in tests/cases/views/*neighbourhood.yaml and *_graph.yaml."""

from __future__ import annotations

import pytest
from atlas.views.graph import READABLE_FAMILY, Graph, families_graph, family_graph, neighbourhood
from support import cases, registry_of


def check(graph: Graph, case) -> None:
    assert [node.id for node in graph.nodes] == case["nodes"]
    if "edges" in case:
        assert [f"{edge.parent} {edge.relation} {edge.child}" for edge in graph.edges] == case["edges"]
    if "relations" in case:
        assert list(graph.relations) == case["relations"]
    if "undisclosed" in case:
        assert str(graph.has_undisclosed) == case["undisclosed"]


@pytest.mark.parametrize("case", cases("views/neighbourhood.yaml"))
def test_neighbourhood(case):
    registry = registry_of(case)
    graph = neighbourhood(registry, registry.models[case["of"]])
    check(graph, case)
    if "same_as" in case:
        assert neighbourhood(registry, registry.models[case["same_as"]]) == graph


@pytest.mark.parametrize("case", cases("views/family_graph.yaml"))
def test_family(case):
    check(family_graph(registry_of(case), case["of"]), case)


def test_a_large_family_is_drawn_without_its_adapters():
    models = {"a": {"kind": "base"}} | {kind: {"kind": kind, "parents": ["a"]} for kind in ("lora", "vae")}
    models |= {f"m{n}": {"parents": ["a"]} for n in range(READABLE_FAMILY - 3)} | {"end": {"parents": ["vae"]}}
    small = family_graph(registry_of({"models": {id_: models[id_] for id_ in models if id_ != "m0"}}), "alpha")
    large = family_graph(registry_of({"models": models}), "alpha")
    assert (small.left_out, large.left_out) == (0, 1)
    assert {node.id for node in small.nodes} - {node.id for node in large.nodes} == {"lora"}
    assert (small.hub, large.hub) == ("a", "a")


@pytest.mark.parametrize("case", cases("views/families_graph.yaml"))
def test_families(case):
    check(families_graph(registry_of(case)), case)


def test_a_box_has_a_name_an_address_a_kind_and_a_family(small):
    nodes = {node.id: node for node in neighbourhood(small, small.models["alpha-mix"]).nodes}
    mix, unknown = nodes["alpha-mix"], nodes["undisclosed-alpha-mix"]
    assert (mix.label, mix.address, mix.kind, mix.family) == ("Alpha Mix", "models/alpha-mix/", "merge", "alpha")
    assert (unknown.label, unknown.address, unknown.kind, unknown.family) == ("?", None, "undisclosed", "alpha")


def test_every_arrow_ends_at_a_box(small):
    for graph in [families_graph(small), *(neighbourhood(small, model) for model in small.models.values())]:
        ids = {node.id for node in graph.nodes}
        assert {end for edge in graph.edges for end in (edge.parent, edge.child)} <= ids
