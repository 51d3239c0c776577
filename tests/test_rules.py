"""The rules of the registry: tests/cases/rules holds one file a rule, named like its function."""

from __future__ import annotations

from typing import Any

import pytest
from atlas.loading.load import inspect_registry
from atlas.loading.rules import RULES, citations, descent, measurements, references, values
from support import CASES, read_cases

FOLDER = CASES / "rules"
BY_NAME = {rule.__name__: rule for rule in RULES}
PATHS = sorted(FOLDER.glob("*.yaml"))
PARAMETERS = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['case']}") for path in PATHS for case in read_cases(path)
]


@pytest.mark.parametrize(("name", "case"), PARAMETERS)
def test_rule(name: str, case: dict[str, Any], tree):
    registry, problems = inspect_registry(tree(case))
    assert [str(problem) for problem in problems] == case["problems"]
    assert bool(list(BY_NAME[name](registry))) == bool(case["problems"])


@pytest.mark.parametrize("name", BY_NAME)
def test_every_rule_has_a_failing_and_a_passing_case(name: str):
    path = FOLDER / f"{name}.yaml"
    assert path.exists(), f"write tests/cases/rules/{name}.yaml"
    assert {bool(case["problems"]) for case in read_cases(path)} == {True, False}


@pytest.mark.parametrize(
    "module", [citations, descent, measurements, references, values], ids=lambda module: module.__name__
)
def test_every_rule_is_applied_and_says_what_it_demands(module):
    written = [function for name, function in vars(module).items() if callable(function) and name.islower()]
    rules = [f for f in written if f.__module__ == module.__name__ and not f.__name__.startswith("_")]
    assert rules
    assert set(rules) <= set(RULES)
    assert all(rule.__doc__ for rule in rules)


def test_no_case_speaks_of_a_rule_that_does_not_exist():
    assert {path.stem for path in PATHS} <= BY_NAME.keys()
