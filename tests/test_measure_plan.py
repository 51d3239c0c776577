"""`measure`: which cell is next."""

from __future__ import annotations

import pytest
from atlas.domain.memory import CARDS
from hypothesis import given
from hypothesis import strategies as some
from measuring import NATIVE, NF4, OFFLOAD, cell, machine, short

from benchmarks.vram.measure.cells import KINDS, MOST_WANTED, TOTALS, Job, Kind, cap, order, smaller_cards
from benchmarks.vram.measure.plan import Plan, walk
from benchmarks.vram.specs import read_models

GIB = 2**30


def carried_out(plan, gib, known=None):
    """Every job in turn, on a card where `gib` are needed."""
    known = dict(known or {})
    while (job := plan.next(known)) is not None:
        is_enough = job.card is None or cap(job.card) >= gib * GIB
        known[job] = (cell if is_enough else short)(job.kind, job.card, gib=gib)
        yield job


def test_the_most_wanted_models_come_first_and_can_be_run():
    runnable = {id_: settings for id_, (_, settings) in read_models().items() if settings is not None}
    assert set(MOST_WANTED) <= runnable.keys()
    assert order(["zeta", "flux.1-dev", "alpha", "sdxl-base-1.0"]) == ["sdxl-base-1.0", "flux.1-dev", "zeta", "alpha"]
    assert tuple(order(runnable))[: len(MOST_WANTED)] == MOST_WANTED


def test_the_models_own_precision_comes_first():
    assert KINDS[:5] == tuple(Kind("native", mode) for mode in ("gpu", "offload", "tiled", "group", "sequential"))
    assert len(KINDS) == len(set(KINDS)) == 15


def test_every_size_of_card_can_be_emulated():
    assert tuple(TOTALS) == CARDS
    assert all(cap(card) < card * GIB for card in CARDS)
    assert [cap(card) for card in CARDS] == sorted(cap(card) for card in CARDS)


def test_a_card_stands_for_smaller_ones_alone():
    assert smaller_cards(machine().memory) == CARDS
    assert smaller_cards(12282 * 2**20) == (4, 6, 8)
    assert smaller_cards(4 * GIB) == ()


def test_each_model_is_finished_before_the_next_and_caps_come_last():
    plan = Plan(["a", "b"], [NATIVE, OFFLOAD], CARDS)
    jobs = list(carried_out(plan, gib=8.0))
    assert jobs == [
        *[Job(id_, kind, card) for id_ in "ab" for kind, card in [
            (NATIVE, None), (OFFLOAD, None), (NATIVE, 12), (NATIVE, 8), (OFFLOAD, 12), (OFFLOAD, 8),
        ]],
    ]  # fmt: skip


def test_without_caps_there_is_one_run_of_each_kind():
    assert list(carried_out(Plan(["a"], [NATIVE, NF4], ()), gib=8.0)) == [Job("a", NATIVE, None), Job("a", NF4, None)]


@pytest.mark.parametrize("gib", [0.5, 3.0, 7.4, 7.5, 30.0, 78.0])
def test_the_deciding_pair_is_two_runs_where_the_first_guess_is_right(gib):
    caps = [job.card for job in carried_out(Plan(["a"], [NATIVE], CARDS), gib) if job.card]
    enough = min(card for card in CARDS if cap(card) >= gib * GIB)
    assert caps == [enough, *CARDS[: CARDS.index(enough)][-1:]]


def test_nothing_is_capped_that_no_card_can_hold_or_that_did_not_complete():
    plan = Plan(["a"], [NATIVE], CARDS)
    assert [job.card for job in carried_out(plan, gib=100.0)] == [None]
    for reason in ("out-of-memory", "time"):
        assert plan.next({Job("a", NATIVE, None): short(reason=reason)}) is None


def test_a_model_that_cannot_be_run_is_left_alone():
    known = {Job("a", NATIVE, None): short(reason="error")}
    assert Plan(["a", "b"], [NATIVE, OFFLOAD], CARDS).next(known) == Job("b", NATIVE, None)
    other = {Job("a", NATIVE, None): cell(), Job("a", OFFLOAD, None): short(OFFLOAD, reason="error")}
    assert Plan(["a"], [NATIVE, OFFLOAD], CARDS).next(other) == Job("a", NATIVE, 12)


def test_an_error_under_a_cap_says_nothing_of_cards():
    known = {Job("a", NATIVE, None): cell(gib=8.0), Job("a", NATIVE, 12): short(card=12, reason="error")}
    assert Plan(["a"], [NATIVE], CARDS).next(known) is None


@given(first=some.sampled_from(CARDS), smallest=some.sampled_from([*CARDS, 1000]))
def test_a_walk_finds_the_smallest_card_wherever_it_begins(first, smallest):
    tried = {}
    while (card := walk(CARDS, first, tried)) is not None:
        assert card not in tried
        tried[card] = card >= smallest
    enough = [card for card, is_enough in tried.items() if is_enough]
    if smallest in CARDS:
        assert min(enough) == smallest
        assert smallest == CARDS[0] or tried[CARDS[CARDS.index(smallest) - 1]] is False
    else:
        assert not enough
        assert CARDS[-1] in tried
    assert len(tried) <= 2 + abs(CARDS.index(first) - (CARDS.index(smallest) if smallest in CARDS else len(CARDS)))


def test_no_walk_begins_where_no_card_is_enough():
    assert walk(CARDS, None, {}) is None


def test_what_is_left_ends_at_nothing():
    plan = Plan(["a", "b"], [NATIVE, OFFLOAD], CARDS)
    known = {}
    assert plan.left(known) == 12
    left = []
    while (job := plan.next(known)) is not None:
        is_enough = job.card is None or job.card >= 12
        known[job] = (cell if is_enough else short)(job.kind, job.card, gib=8.0)
        left.append(plan.left(known))
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
