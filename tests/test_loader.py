"""data/ → Registry, or every problem with its place: cases in tests/cases/loader."""

from __future__ import annotations

import pytest
from atlas.loading.load import inspect_registry, load_registry
from atlas.loading.problem import RegistryError
from atlas.loading.read import Marks, YamlFault, read_yaml
from hypothesis import given
from hypothesis import strategies as st
from support import as_bytes, cases


@pytest.mark.parametrize("case", cases("loader/values.yaml"))
def test_scalars_stay_as_they_are_written(case):
    assert read_yaml(as_bytes(case["given"])) == case["value"]


@pytest.mark.parametrize(
    "case", cases("loader/re*.yaml") + cases("loader/files.yaml") + cases("loader/measurements.yaml")
)
def test_problems_say_where_and_what(case, tree):
    if "new" in case:
        case = {**case, "files": {"data/models/alpha/new.yaml": case["new"]}}
    _, problems = inspect_registry(tree(case))
    assert [str(problem) for problem in problems] == case["problems"]


def test_a_registry_with_problems_cannot_be_used(tree):
    data = tree({"files": {"data/models/alpha/new.yaml": "name: [", "data/gpus.yaml": ""}})
    with pytest.raises(RegistryError) as error:
        load_registry(data)
    assert [problem.path for problem in error.value.problems] == ["data/gpus.yaml", "data/models/alpha/new.yaml"]
    assert str(error.value) == "\n".join(map(str, error.value.problems))


def test_an_empty_folder_is_an_empty_registry(tmp_path):
    assert inspect_registry(tmp_path)[1] == []


def test_models_stand_in_order_of_release_with_unknown_dates_last(small):
    assert list(small.models) == ["alpha-1", "alpha-2", "beta-video", "alpha-mix"]


def test_a_mended_file_is_read_anew(tree):
    data = tree({"edit": {"data/models/alpha/alpha-2.yaml": {"from": "kind: finetune", "to": "kind: fine"}}})
    assert len(inspect_registry(data)[1]) == 1
    path = data / "models/alpha/alpha-2.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: fine\n", "kind: finetune\n"), encoding="utf-8")
    assert inspect_registry(data)[1] == []


def test_marks_say_where_each_key_and_value_begins():
    marks = Marks()
    read_yaml(b"a:\n  - b\n  - {c: d}\n", marks)
    assert marks.keys == {("a",): (1, 1), ("a", 1, "c"): (3, 6)}
    assert marks.values == {(): (1, 1), ("a",): (2, 3), ("a", 0): (2, 5), ("a", 1): (3, 5), ("a", 1, "c"): (3, 9)}


@given(
    st.binary(max_size=200) | st.text("ab:-,[]{}&*!|>'\"%@`#?<~ \n\t\\xu0é\u2028\ufeff", max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused_at_a_place_inside_them(data):
    result = read_or_refused(data)
    if isinstance(result, YamlFault):
        assert 1 <= result.line <= len(data.decode("utf-8", "replace").splitlines()) + 1
        assert result.column >= 1
    else:
        assert_is_plain(result)


def read_or_refused(data):
    try:
        return read_yaml(data)
    except YamlFault as fault:
        return fault


def assert_is_plain(value):
    """Nothing but mappings with text as keys, lists, text and None."""
    if isinstance(value, dict):
        assert all(isinstance(key, str) for key in value)
        for item in value.values():
            assert_is_plain(item)
    elif isinstance(value, list):
        for item in value:
            assert_is_plain(item)
    else:
        assert value is None or isinstance(value, str)
