"""Skeletons: pages cut at their holes and filled. Tests that build a site prove that the result is MkDocs' own."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from atlas.skeleton import HOLES, TOKENS, Skeleton
from hypothesis import given
from hypothesis import strategies as st
from support import CASES, read_cases

HOSTILE = read_cases(CASES / "diagram/hostile.yaml")
PAGE = "<title>@@TITLE@@ · Atlas</title><meta content=\"@@DESCRIPTION@@\"><a href='../@@ADDRESS@@'>@@TITLE@@</a>"
PLAIN = [hole for hole in HOLES if hole != "content"]


def filled(html: str, **values: str) -> str:
    return Skeleton.of(html).fill(**{**dict.fromkeys(HOLES, ""), **values})


def test_every_hole_is_filled_wherever_it_stands():
    shown = filled(PAGE, title="Alpha", description="A model.", address="models/alpha-1/")
    assert shown == (
        "<title>Alpha · Atlas</title><meta content=\"A model.\"><a href='../models/alpha-1/'>Alpha</a>"
    )  # fmt: skip


def test_content_is_html_and_takes_the_place_of_its_heading():
    html = f"<article>{TOKENS['content']}</article>"
    assert filled(html, content="<h1>Alpha</h1><p>a & b</p>") == "<article><h1>Alpha</h1><p>a & b</p></article>"


def test_a_page_without_holes_stays_as_it_is():
    assert filled("<p>@@NOTHING@@ @@title@@</p>") == "<p>@@NOTHING@@ @@title@@</p>"
    assert filled("") == ""


@pytest.mark.parametrize("hole", PLAIN)
@pytest.mark.parametrize("value", HOSTILE)
def test_plain_text_is_escaped(value, hole):
    shown = filled(f'<p title="{TOKENS[hole]}">', **{hole: value})
    (inside,) = re.fullmatch(r'<p title="([^"<>]*)">', shown).groups()
    assert unescape(inside) == value


@given(st.text(), st.text())
def test_a_value_is_never_taken_for_a_hole(title, description):
    shown = filled(PAGE, title=f"@@DESCRIPTION@@{title}", description=f"@@TITLE@@{description}")
    assert shown == (
        f"<title>{escape('@@DESCRIPTION@@' + title)} · Atlas</title>"
        f'<meta content="{escape("@@TITLE@@" + description)}">'
        f"<a href='../'>{escape('@@DESCRIPTION@@' + title)}</a>"
    )


def test_cutting_loses_nothing():
    assert "".join(Skeleton.of(PAGE + TOKENS["content"]).pieces) == PAGE + TOKENS["content"]
