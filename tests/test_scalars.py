"""What each type of field accepts and what it answers to the rest: cases in tests/cases/scalars, one file a type."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from atlas.domain import scalars
from atlas.domain.record import Record
from atlas.loading.parse import explain, parse_record
from atlas.loading.read import read_yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError, create_model
from support import CASES, as_text, read_cases, written

FILES = {path.stem: read_cases(path) for path in sorted((CASES / "scalars").glob("*.yaml"))}
TYPES = [name for name in vars(scalars) if name[0].isupper() and getattr(getattr(scalars, name), "__metadata__", None)]


@cache
def record_of(type_: str) -> type[Record]:
    """A record with one field of that type."""
    return create_model("Case", __base__=Record, field=(getattr(scalars, type_), ...))


def as_yaml(value: Any) -> str:
    """`value` in YAML; of a text, each character by its number, so that every character can be written."""
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(character):08X}" for character in value) + '"'
    return json.dumps(value)


def judged(type_: str, value: Any) -> tuple[Any, str | None]:
    """The value as the registry would hold it, or else the reason why it does not."""
    record = record_of(type_)
    text = f"field: {as_yaml(value)}".encode()
    try:
        return parse_record(record, read_yaml(text, max_bytes=1 << 20), {}).field, None
    except ValidationError as error:
        (problem,) = explain(error, record, "case.yaml", text)
        assert (problem.line, problem.column) == (1, 8)
        return None, problem.message


def parameters(group: str) -> list[Any]:
    """The cases of one group of every file, each with its type."""
    return [
        pytest.param(file["type"], case, id=f"{stem} {index}: {str(case)[:40]!a}")
        for stem, file in FILES.items()
        for index, case in enumerate(file[group])
    ]


@pytest.mark.parametrize(("type_", "case"), parameters("accepted"))
def test_accepts(type_, case):
    value, means = (case["value"], case["means"]) if "means" in case else (written(case), written(case))
    result, reason = judged(type_, value)
    assert reason is None
    assert as_text(result) == means


@pytest.mark.parametrize(("type_", "case"), parameters("refused"))
def test_refuses(type_, case):
    assert judged(type_, written(case["value"])) == (None, case["because"])


def test_every_type_has_cases():
    assert {file["type"] for file in FILES.values()} == set(TYPES)


@given(st.text(min_size=1, max_size=40))
def test_what_a_name_accepts_can_be_seen_and_told_apart(text):
    result, reason = judged("Name", text)
    if reason is None:
        assert result == text == text.strip()
        assert scalars.forbidden_character(text) is None
        assert scalars.mixed_script_word(text) is None


@given(st.from_regex(r"https://[^\s]{0,30}", fullmatch=True) | st.text(max_size=30).map("https://".__add__))
def test_what_an_address_accepts_is_printable_ascii_without_quotes_or_brackets(text):
    result, reason = judged("Url", text)
    if reason is None:
        assert result == text
        assert text.isascii()
        assert text.isprintable()
        assert not set('"<>[]{}|\\^` ') & set(text)


def test_the_short_cut_for_plain_text_lets_nothing_forbidden_through():
    passed = [chr(number) for number in range(0x110000) if scalars.PLAIN_TEXT.fullmatch(chr(number))]
    assert len(passed) > 20_000
    assert scalars.forbidden_character("".join(passed)) is None
