"""Dates, numbers and plurals as readers of each language write them: cases in tests/cases/languages."""

from __future__ import annotations

import re

import pytest
from atlas.languages import Language, UnknownWord
from atlas.loading.words import load_words
from atlas.spaces import spaced
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT, cases

LANGUAGES = {code: Language(code, words) for code, words in load_words(ROOT / "data").items()}
READ = {"month": int, "number": float, "billions": float, "gigabytes": float, "memory": int, "file_size": int}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("case", cases("languages/formats.yaml"))
def test_format(case, code):
    value = READ.get(case["call"], lambda text: text)(case["given"])
    assert getattr(LANGUAGES[code], case["call"])(value) == case[code]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("case", cases("languages/plurals.yaml"))
def test_plural(case, code):
    assert LANGUAGES[code].plural("unit.models", int(case["given"])) == case[code]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("case", cases("languages/spaces.yaml"))
def test_spaces_that_hold_a_line_together(case, code):
    assert spaced(case["given"], code) == case.get(code, case["given"])


def test_a_plural_without_the_form_takes_the_last_one():
    assert Language("ru", {"n.other": "{n} штук"}).plural("n", 1) == "1 штук"


def test_places_are_filled_and_braces_without_values_stay():
    language = Language("en", {"a": "{n} of {all}"})
    assert language.word("a", n=1, all="2") == "1 of 2"
    assert language.word("a") == "{n} of {all}"


@pytest.mark.parametrize("ask", ["word", "plural"])
def test_a_word_that_does_not_exist_is_named(ask):
    arguments = ("kind.nothing",) if ask == "word" else ("kind.nothing", 2)
    with pytest.raises(UnknownWord, match=r"data/languages has no word 'kind\.nothing"):
        getattr(LANGUAGES["en"], ask)(*arguments)


@given(st.integers(min_value=10**6, max_value=999 * 10**9))
def test_a_short_count_is_right_to_three_figures(params):
    figure, unit = re.fullmatch("([0-9.]+)([MB])", LANGUAGES["en"].billions(params)).groups()
    assert float(figure) * {"M": 1e6, "B": 1e9}[unit] == pytest.approx(float(f"{params:.3g}"))
