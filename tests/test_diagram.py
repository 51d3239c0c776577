"""Graph → Mermaid source, safe whatever the names are: cases in tests/cases/diagram."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from atlas.diagram import ARROWS, INIT, label, legend, link, mermaid
from atlas.domain.model import Kind, Relation
from atlas.views.graph import Graph, families_graph, family_graph, neighbourhood
from hypothesis import given
from hypothesis import strategies as st
from support import CASES, as_text, cases, read_cases, registry_of

HOSTILE = read_cases(CASES / "diagram/hostile.yaml")
LABEL = r'"(?:[^\x00-\x7f]|[A-Za-z0-9 ]|#[0-9]{1,3};)*"'
BOX = rf"(?:\[{LABEL}\]|\({LABEL}\)|{{{{{LABEL}}}}})"
ARROW = "|".join(map(re.escape, ARROWS.values()))
ADDRESS = r'"[A-Za-z0-9./:?#@!$&*+,=%_~-]*"'
LINES = (
    "flowchart (?:TD|LR)",
    rf"  n\d+{BOX}:::(?:c\d+|undisclosed)",
    rf"  n\d+ (?:{ARROW}) n\d+",
    rf"  click n\d+ href {ADDRESS}",
)
LINE = re.compile("|".join(LINES))
"""Every line that a diagram may have after its settings."""


def read(quoted: str) -> str:
    """What Mermaid shows of a quoted label."""
    return re.sub(r"#([0-9]+);", lambda match: chr(int(match[1])), quoted[1:-1])


def drawn(case) -> Graph:
    registry = registry_of(case)
    what, _, subject = case["graph"].partition(" ")
    match what:
        case "neighbourhood":
            return neighbourhood(registry, registry.models[subject])
        case "family":
            return family_graph(registry, subject)
        case _:
            return families_graph(registry)


@pytest.mark.parametrize("case", cases("diagram/mermaid.yaml"))
def test_source(case):
    colours = {id_: index for index, id_ in enumerate(registry_of(case).families)}
    settings, rest = mermaid(drawn(case), "../../", colours).split("\n", 1)
    assert settings == INIT
    assert all(LINE.fullmatch(line) for line in rest.splitlines())
    if "source" in case:
        assert rest == case["source"]
    else:
        assert rest.startswith(f"flowchart {case['direction']}\n")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leaves_its_label(name):
    assert re.fullmatch(LABEL, label(name))
    assert read(label(name)) == name


@given(st.text())
def test_no_text_at_all_leaves_its_label(text):
    assert re.fullmatch(LABEL, label(text))
    assert read(label(text)) == text


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_adds_a_line(name):
    models = {"a": {"kind": "base", "name": name}, "b": {"parents": ["a"], "name": name}}
    lines = mermaid(drawn({"models": models, "graph": "family alpha"}), "", {"alpha": 0}).splitlines()
    assert len(lines) == 7
    assert all(LINE.fullmatch(line) for line in lines[1:])


@pytest.mark.parametrize("case", cases("diagram/links.yaml"))
def test_link(case):
    assert link(case["given"]) == case["expect"]


@given(st.text())
def test_no_address_leaves_its_quotes(text):
    assert re.fullmatch(r"[A-Za-z0-9/:?#@!$&*+,=%._~-]*", link(text))


def test_every_relation_has_an_arrow_of_its_own():
    assert set(ARROWS) == set(get_args(Relation))
    assert len(set(ARROWS.values())) == len(ARROWS)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_has_a_box(kind):
    case = {"models": {"a": {"kind": kind}, "b": {"parents": ["a"]}}, "graph": "family alpha"}
    assert all(LINE.fullmatch(line) for line in mermaid(drawn(case), "", {"alpha": 0}).splitlines()[1:])


def test_the_legend_explains_each_relation_once_in_a_fixed_order():
    case = {"models": {"a": {"kind": "base"}, "b": {"parents": ["a merge", "a", "a merge"]}}, "graph": "family alpha"}
    assert legend(drawn(case)) == ("finetune", "merge")
    assert as_text(legend(Graph((), ()))) == []
