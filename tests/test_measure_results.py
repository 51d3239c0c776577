"""Files of measurements: joined in any order, refused where anybody changed them."""

from __future__ import annotations

import json

import pytest
from atlas.domain.measured import Measured, Session
from atlas.loading.measurements import seal
from hypothesis import given
from hypothesis import strategies as some
from measuring import NATIVE, NF4, OFFLOAD, cell, machine, short

from benchmarks.vram.__main__ import main
from benchmarks.vram.measure.results import RefusedFiles, add, merge, read_folder, write

MACHINES = [machine(), machine(device="Another"), machine(torch="2.12.0")]
NOTHING = Measured(sessions=())


def one(where=MACHINES[0], *cells):
    return Measured(sessions=(Session(machine=where, cells=cells),))


@some.composite
def sides(draw):
    """A file as any session may have left it, with cells of few kinds, so that many are the same."""
    made = NOTHING
    for _ in range(draw(some.integers(0, 6))):
        made = add(made, draw(some.sampled_from(MACHINES)), draw(some_cell()))
    return made


@some.composite
def some_cell(draw):
    make = draw(some.sampled_from([cell, short]))
    kind, card = draw(some.sampled_from([NATIVE, NF4])), draw(some.sampled_from([None, 8]))
    gib = draw(some.sampled_from([3.0, 5.0]))
    commit, day = draw(some.sampled_from(["abc", "def"])), draw(some.sampled_from(["2026-11-21", "2026-12-01"]))
    return make(kind, card, gib=gib, commit=commit, measured=day)


@given(sides(), sides())
def test_the_order_of_two_makes_no_difference(left, right):
    assert merge([left, right]) == merge([right, left])


@given(sides(), sides(), sides())
def test_it_makes_no_difference_which_are_joined_first(first, second, third):
    assert merge([merge([first, second]), third]) == merge([first, merge([second, third])])


@given(sides())
def test_joining_the_same_again_changes_nothing(side):
    assert merge([side]) == merge([side, side]) == side


@given(sides(), sides())
def test_no_cell_is_lost_or_kept_twice(left, right):
    def places(side):
        return [
            (session.machine, cell.precision, cell.mode, cell.card_gb, cell.commit)
            for session in side.sessions
            for cell in session.cells
        ]

    joined = places(merge([left, right]))
    assert set(joined) == {*places(left), *places(right)}
    assert len(joined) == len(set(joined))


def test_the_newer_of_two_stays():
    old, new = cell(gib=3.0), cell(gib=5.0, measured="2026-12-01")
    assert merge([one(MACHINES[0], new), one(MACHINES[0], old)]) == one(MACHINES[0], new)


def test_of_one_day_the_completed_stays():
    assert merge([one(MACHINES[0], short()), one(MACHINES[0], cell())]) == one(MACHINES[0], cell())


def test_a_cell_that_was_measured_again_takes_the_place_of_the_old():
    assert add(one(MACHINES[0], cell()), MACHINES[0], short()) == one(MACHINES[0], short())


def test_cells_stand_in_one_order():
    mixed = [cell(NF4), cell(OFFLOAD), cell(NATIVE, 12), cell(NATIVE, 8), cell(NATIVE)]
    (session,) = merge([one(MACHINES[0], *mixed)]).sessions
    assert [(made.precision, made.mode, made.card_gb) for made in session.cells] == [
        ("native", "gpu", None), ("native", "gpu", 8), ("native", "gpu", 12), ("native", "offload", None),
        ("nf4", "gpu", None),
    ]  # fmt: skip


def test_there_is_nothing_in_a_folder_that_is_not_there(tmp_path):
    assert read_folder(tmp_path / "none") == {}


def test_what_is_written_is_read(tmp_path):
    write(tmp_path / "new", "flux.1-dev", one(MACHINES[0], cell()))
    assert read_folder(tmp_path / "new") == {"flux.1-dev": one(MACHINES[0], cell())}


def changed(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


def unsealed(text, old, new):
    """A change by somebody who knows how the seal is made."""
    value = json.loads(changed(text, old, new))
    del value["seal"]
    return json.dumps(value | {"seal": seal(value)})


CHANGED = "1:1: seal: does not fit the figures: they were changed"
MODES = "Input should be 'gpu', 'offload', 'tiled', 'group' or 'sequential'"


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        pytest.param(lambda text: changed(text, '"seconds": 2.0', '"seconds": 1.0'), CHANGED, id="a figure"),
        pytest.param(lambda _: '{"sessions": [\n', "2:1: is not JSON", id="half a file"),
        pytest.param(lambda _: "[]", CHANGED, id="another thing"),
        pytest.param(
            lambda text: unsealed(text, '"mode": "gpu"', '"mode": "gup"'),
            f"1:1: sessions.0.cells.0.mode: {MODES}",
            id="an unknown mode",
        ),
        pytest.param(
            lambda text: unsealed(text, '"width": 1024', '"width": -1'),
            "1:1: sessions.0.cells.0.width: Input should be greater than or equal to 0",
            id="less than nothing",
        ),
    ],
)
def test_a_file_that_somebody_changed_is_refused_with_its_place(tmp_path, edit, problem):
    write(tmp_path / "measured", "a", one(MACHINES[0], cell()))
    path = tmp_path / "measured/a.json"
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(RefusedFiles) as refused:
        read_folder(tmp_path / "measured")
    assert str(refused.value) == f"measured/a.json:{problem}; run: make measure"


def test_folders_are_joined_and_only_what_changed_is_written(tmp_path, capsys):
    here, there = tmp_path / "here", tmp_path / "there"
    write(here, "a", one(MACHINES[0], cell()))
    write(here, "b", one(MACHINES[0], cell()))
    write(there, "a", one(MACHINES[1], cell(), cell(NF4)))
    write(there, "c", one(MACHINES[1], short()))
    untouched = (here / "b.json").stat().st_mtime_ns
    assert main(["merge", str(there), "--out", str(here)]) == 0
    assert capsys.readouterr().out == "3 models, 5 cells; 2 files changed\n"
    found = read_folder(here)
    assert found["a"] == merge([one(MACHINES[0], cell()), one(MACHINES[1], cell(), cell(NF4))])
    assert found["c"] == one(MACHINES[1], short())
    assert (here / "b.json").stat().st_mtime_ns == untouched
    assert main(["merge", str(there), "--out", str(here)]) == 0
    assert capsys.readouterr().out == "3 models, 5 cells; 0 files changed\n"


def test_where_a_file_is_refused_none_is_written(tmp_path, capsys):
    here, there = tmp_path / "here", tmp_path / "there"
    write(here, "a", one(MACHINES[0], cell()))
    write(there, "a", one(MACHINES[1], cell()))
    (there / "b.json").write_text("{}", encoding="utf-8")
    (here / "c.json").write_text("no", encoding="utf-8")
    before = (here / "a.json").read_bytes()
    assert main(["merge", str(there), "--out", str(here)]) == 1
    assert capsys.readouterr().err == (
        "here/c.json:1:1: is not JSON; run: make measure\n"
        "there/b.json:1:1: seal: does not fit the figures: they were changed; run: make measure\n"
    )
    assert (here / "a.json").read_bytes() == before
    assert main(["merge", str(tmp_path / "none"), "--out", str(here)]) == 1
    assert capsys.readouterr().err == f"merge: there is no folder {tmp_path / 'none'}\n"
