"""The constants of the estimates, fitted on measurements."""

from __future__ import annotations

import json
import shutil

import pytest
from atlas.domain.accuracy import checks
from atlas.domain.memory import GIB, MIB, Calibration, Peak
from atlas.loading.load import load_registry
from atlas.loading.measurements import ESTIMATES, seal
from hypothesis import given
from hypothesis import strategies as some
from measuring import cell, machine
from support import ROOT, SMALL

from benchmarks.vram.__main__ import main
from benchmarks.vram.commands import fit as command
from benchmarks.vram.measure.fit import FRAGMENTED, GRAIN, Point, fit, top, write

CONTEXT = 400 * MIB


def moment(weights, working):
    return Peak("denoise", (("unet", weights),), working)


def on_a_line(times, context, *working):
    """Weights are three times the working memory."""
    sizes = [size * 10**9 for size in working]
    return [Point(str(size), (moment(3 * size, size),), round((3 + times) * size) + context) for size in sizes]


def test_constants_that_were_put_in_come_out():
    found = fit(on_a_line(1.75, 31 * GRAIN, 1, 2, 5, 15), CONTEXT)
    assert found.calibration == Calibration(working=1.75, context=31 * GRAIN, measurements=4)
    assert found.outside == ()


def test_of_several_stages_the_one_that_explains_most_counts():
    two = Point("a", (moment(8 * GIB, GIB), moment(GIB, 4 * GIB)), 10 * GIB + 31 * GRAIN)
    assert two.tensors == 9 * GIB
    assert two.working(31 * GRAIN) == 2
    assert top(Calibration(working=2, context=0), two) == 10 * GIB


def test_the_context_is_not_less_than_what_cuda_takes():
    found = fit(on_a_line(1.5, 100 * MIB, 2, 8, 20), CONTEXT)
    assert found.calibration.context >= CONTEXT
    assert found.calibration.working <= 1.5


def test_gaps_that_a_large_card_does_not_show_are_allowed_for():
    assert fit(on_a_line(1, 30 * GRAIN, 20, 40), CONTEXT).calibration.working == FRAGMENTED


points = some.builds(
    lambda weights, working, more: Point("x", (moment(weights, working),), round((weights + working) * (1 + more))),
    some.integers(256 * MIB, 80 * GIB),
    some.integers(16 * MIB, 20 * GIB),
    some.floats(0, 0.5),
)


@given(some.lists(points, min_size=1, max_size=20))
def test_the_range_holds_every_measurement(found):
    fitted = fit(found, CONTEXT)
    assert all(point.tensors <= point.taken <= top(fitted.calibration, point) for point in found)
    assert fitted.outside == ()
    assert fitted.calibration.measurements == len(found)


@given(some.lists(points, min_size=1, max_size=20))
def test_the_order_of_measurements_makes_no_difference(found):
    assert fit(found, CONTEXT) == fit(found[::-1], CONTEXT)


def test_an_estimate_that_is_wrong_is_named_and_not_fitted():
    good = on_a_line(1.75, 31 * GRAIN, 1, 2, 5, 15)
    wrong = Point("wan2.1-t2v-14b native gpu", (moment(15 * GIB, 5 * GIB),), 40 * GIB)
    found = fit([*good, wrong], CONTEXT)
    assert found.calibration == fit(good, CONTEXT).calibration
    assert found.outside == (wrong,)


def test_a_measurement_below_its_tensors_is_named():
    low = Point("a native gpu", (moment(15 * GIB, 5 * GIB),), 19 * GIB)
    assert fit([*on_a_line(1.75, 31 * GRAIN, 1, 2), low], CONTEXT).outside == (low,)


def test_the_ratio_is_of_the_middle_of_the_range():
    found = fit([Point("a", (moment(8 * GIB, 2 * GIB),), 10 * GIB + 32 * GRAIN)], 32 * GRAIN)
    assert found.calibration.working == FRAGMENTED
    assert found.spread.median == pytest.approx(10.5 / 10.5)


def test_without_measurements_there_is_no_fit():
    assert fit([], CONTEXT) is None
    assert fit([Point("a", (moment(GIB, 0),), GIB)], CONTEXT) is None


def test_the_file_keeps_all_but_the_calibration(tmp_path):
    path = tmp_path / "estimates.json"
    whole = json.loads((ROOT / "data" / ESTIMATES).read_text(encoding="utf-8"))
    path.write_bytes((ROOT / "data" / ESTIMATES).read_bytes())
    calibration = Calibration(working=1.25, context=GIB, measurements=7)
    assert write(path, calibration)
    assert not write(path, calibration)
    value = json.loads(path.read_text(encoding="utf-8"))
    assert value.pop("seal") == seal(value)
    assert value["calibration"] == {"working": 1.25, "context": GIB, "measurements": 7}
    assert value["models"] == whole["models"]
    assert path.read_text(encoding="utf-8").endswith("}\n")


class Registry:
    """Stands for one with measurements, or without."""

    def __init__(self, taken):
        self.taken = taken


def made_up(registry):
    """As atlas.domain.accuracy.checks."""
    for gib in registry.taken:
        run = type("Run", (), {"cell": cell(gib=gib), "machine": machine()})
        (point,) = on_a_line(1.8, GIB // 2, gib)
        yield "a", type("Check", (), {"run": run, "moments": point.moments, "taken": point.taken})


def run_command(monkeypatch, tmp_path, taken):
    (tmp_path / "measurements").mkdir()
    path = tmp_path / ESTIMATES
    path.write_bytes((ROOT / "data" / ESTIMATES).read_bytes())
    monkeypatch.setattr(command, "load_registry", lambda _: Registry(taken))
    monkeypatch.setattr(command, "checks", made_up)
    before = path.read_bytes()
    assert command.run(type("Options", (), {"data": tmp_path})) == 0
    return before, path.read_bytes()


def test_without_measurements_nothing_is_changed(monkeypatch, tmp_path, capsys):
    before, after = run_command(monkeypatch, tmp_path, [])
    assert after == before
    assert capsys.readouterr().out == "no measurement can be compared with an estimate: nothing is changed\n"


def test_the_command_writes_what_it_fitted_and_says_how_far_off_it_is(monkeypatch, tmp_path, capsys):
    before, after = run_command(monkeypatch, tmp_path, [4, 16, 48])
    assert after != before
    assert json.loads(after)["calibration"] == {"working": 1.8, "context": GIB // 2, "measurements": 3}
    assert capsys.readouterr() == (
        "weights + 1.8 · working memory + 0.50 GiB, from 3 measurements (changed)\n"
        "estimated / measured: median 0.91, worst 0.91\n",
        "",
    )


def test_the_fitted_range_holds_the_measurements_of_a_registry(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(SMALL, data)
    assert main(["fit", "--data", str(data)]) == 0
    registry = load_registry(data)
    found = [check for _, check in checks(registry)]
    assert registry.estimates.calibration.measurements == len(found) > 0
    assert all(check.inside for check in found)
