"""Data for others: what is published stays published, with the type it had (tests/cases/api/fields.yaml)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from atlas.api import models_json
from support import CASES, read_cases, registry_of

FIELDS = read_cases(CASES / "api/fields.yaml")
CODES = ("en", "ru", "ja")
SITE = "https://example.org/atlas/"


def records(registry) -> list[dict[str, Any]]:
    return json.loads(models_json(registry, CODES, SITE))


@pytest.fixture(scope="module")
def published(small, atlas) -> list[dict[str, Any]]:
    """Every record of the small registry and of the real one."""
    return records(small) + records(atlas)


def fits(value: Any, type_: str) -> bool:
    """Whether `value` is what the file of fields says."""
    if type_.endswith(" or null"):
        return value is None or fits(value, type_.removesuffix(" or null"))
    if type_ == "mapping by language":
        return set(value) == set(CODES) and all(isinstance(text, str) for text in value.values())
    if type_.startswith("list of {"):
        keys = type_.removeprefix("list of {").removesuffix("}").split(", ")
        return isinstance(value, list) and all(set(keys) <= set(item) for item in value)
    if type_ == "list of str":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return type(value).__name__ == type_


@pytest.mark.parametrize("field", FIELDS)
def test_no_published_field_vanishes_or_changes_its_type(field, published):
    for record in published:
        assert field in record
        assert fits(record[field], FIELDS[field]), record["id"]


def test_every_published_field_is_held():
    assert set(records(registry_of({"models": {"a": {}}}))[0]) == set(FIELDS)


def test_one_record_for_each_model_sorted_by_id(small):
    assert [record["id"] for record in records(small)] == ["alpha-1", "alpha-2", "alpha-mix", "beta-video"]


def test_a_record(small):
    assert records(small)[0] == {
        "id": "alpha-1",
        "family": "alpha",
        "name": "Alpha 1",
        "aliases": ["A1", "Альфа", "アルファ"],
        "kind": "base",
        "modality": "image",
        "status": "legacy",
        "authors": ["Makers & Sons"],
        "released": "2022-08-22",
        "parents": [],
        "params": 859520964,
        "params_stated": None,
        "license": "MIT",
        "access": "open",
        "links": [{"type": "weights", "url": "https://example.org/alpha-1"}],
        "summary": {
            "en": "A base model of the test.", "ru": "Базовая модель теста.", "ja": "テストのベースモデル。",
        },
        "url": {code: f"{SITE}{code}/models/alpha-1/" for code in CODES},
    }  # fmt: skip


def test_what_is_unknown_is_null_and_what_is_undisclosed_is_said(small):
    mix = records(small)[2]
    assert mix["released"] is None
    assert mix["parents"] == [
        {"id": "alpha-2", "relation": "merge"},
        {"id": "undisclosed", "relation": "merge"},
    ]


def test_stated_parameters_are_whole():
    parts = {"components": [{"role": "denoiser", "stated_params": "2.6"}]}
    (record,) = records(registry_of({"models": {"a": {"architecture": parts}}}))
    assert (record["params"], record["params_stated"]) == (None, 2600000000)


@pytest.mark.parametrize("name", read_cases(CASES / "diagram/hostile.yaml"))
def test_names_survive(name):
    (record,) = records(registry_of({"models": {"a": {"name": name}}}))
    assert record["name"] == name


def test_the_text_is_the_same_twice_and_ends_with_a_line_end(small):
    text = models_json(small, CODES, SITE)
    assert text == models_json(small, CODES, SITE)
    assert text.endswith("]\n")
    assert "Альфа" in text
