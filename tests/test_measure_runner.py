"""`measure`: cells are carried out, recorded and written one by one; an interrupted session goes on."""

from __future__ import annotations

import io
import json
import signal

import pytest
from atlas.domain.measured import Measured
from atlas.domain.memory import CARDS, GIB
from measuring import NATIVE, NF4, OFFLOAD, Card, Nobody, Size, cell, machine, short

from benchmarks.vram.measure.cells import Job
from benchmarks.vram.measure.plan import Plan
from benchmarks.vram.measure.processes import Outcome
from benchmarks.vram.measure.progress import Bar, result, title
from benchmarks.vram.measure.results import read_folder
from benchmarks.vram.measure.runner import cell_of, measure, one_line
from benchmarks.vram.measure.stages import Stages

NEEDS = {NATIVE: 20.0, OFFLOAD: 8.0, NF4: 5.0}
PLAN = Plan(["a", "b"], [NATIVE, OFFLOAD, NF4], CARDS)
LONG = 1e9


def session(card, folder, seconds=LONG, plan=PLAN, **others):
    """One session that goes on from what lies in the folder."""
    bench = card.bench(folder, ids=plan.models, **others)
    return measure(bench, plan, read_folder(folder), seconds, Nobody())


def cells(folder, id_="a"):
    """All cells of one model, by kind and card."""
    (only,) = read_folder(folder)[id_].sessions
    return {(cell.precision, cell.mode, cell.card_gb): cell for cell in only.cells}


def test_the_smallest_card_is_found_for_each_kind(tmp_path):
    card = Card(NEEDS)
    assert session(card, tmp_path) == len(card.done) == 18
    found = {place: one.completed for place, one in cells(tmp_path).items()}
    assert found == {
        ("native", "gpu", None): True, ("native", "gpu", 16): False, ("native", "gpu", 24): True,
        ("native", "offload", None): True, ("native", "offload", 8): False, ("native", "offload", 12): True,
        ("nf4", "gpu", None): True, ("nf4", "gpu", 6): True, ("nf4", "gpu", 4): False,
    }  # fmt: skip
    assert cells(tmp_path).keys() == cells(tmp_path, "b").keys()


def test_an_interrupted_session_goes_on_and_repeats_nothing(tmp_path):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    one = Card(NEEDS)
    session(one, whole)
    parts = Card(NEEDS)
    while session(parts, broken, seconds=35):  # three cells each, and a fourth that is cut off
        assert len(parts.done) <= 40
    finished = [job for job, following in zip(parts.done, [*parts.done[1:], None], strict=True) if job != following]
    assert finished == one.done
    assert {path.name: path.read_bytes() for path in broken.iterdir()} == {
        path.name: path.read_bytes() for path in whole.iterdir()
    }


def test_a_session_ends_when_its_time_is_over(tmp_path):
    card = Card(NEEDS)
    assert session(card, tmp_path, seconds=30) == 3
    assert card.time == 30
    assert session(card, tmp_path, seconds=0) == 0


def test_a_cell_that_is_cut_off_by_the_end_is_not_recorded(tmp_path):
    assert session(Card(NEEDS), tmp_path, seconds=25) == 2
    assert len(cells(tmp_path)) == 2


def test_a_cell_that_takes_too_long_is_recorded(tmp_path):
    assert session(Card(NEEDS, takes=500), tmp_path, plan=Plan(["a"], [NATIVE], CARDS)) == 1
    (one,) = cells(tmp_path).values()
    assert (one.completed, one.reason, one.failed_in, one.message) == (False, "time", "text", None)


def test_errors_and_time_are_tried_again_when_asked(tmp_path):
    plan = Plan(["a"], [NATIVE], ())
    session(Card(NEEDS, takes=500), tmp_path, plan=plan)
    assert session(Card(NEEDS), tmp_path, plan=plan) == 0
    assert session(Card(NEEDS), tmp_path, plan=plan, again=True) == 1
    (one,) = cells(tmp_path).values()
    assert one.completed
    assert session(Card(NEEDS), tmp_path, plan=plan, again=True) == 0


@pytest.mark.parametrize("other", [{"commit": "def"}, {"machine": machine(torch="2.12.0")}])
def test_other_specs_or_libraries_are_measured_anew(tmp_path, other):
    session(Card(NEEDS), tmp_path)
    bench = Card(NEEDS).bench(tmp_path, ids="ab")
    new = type(bench)(**{**vars(bench), **other})
    assert measure(new, PLAN, read_folder(tmp_path), LONG, Nobody()) == 18
    assert sum(len(one.cells) for one in read_folder(tmp_path)["a"].sessions) == 18


def test_another_driver_or_size_that_it_reports_is_the_same_machine(tmp_path):
    session(Card(NEEDS), tmp_path)
    bench = Card(NEEDS).bench(tmp_path, ids="ab")
    new = type(bench)(**{**vars(bench), "machine": machine(driver="590", memory=140 * GIB - 4096)})
    assert measure(new, PLAN, read_folder(tmp_path), LONG, Nobody()) == 0


def test_another_native_size_is_measured_anew(tmp_path):
    session(Card(NEEDS), tmp_path)
    bench = Card(NEEDS).bench(tmp_path)
    new = type(bench)(**{**vars(bench), "sizes": {"a": Size("a", width=512)}})
    plan = Plan(["a"], [NATIVE], ())
    assert measure(new, plan, read_folder(tmp_path), LONG, Nobody()) == 1


def test_every_cell_is_written_at_once_and_whole(tmp_path, monkeypatch):
    card = Card(NEEDS)
    seen = []

    class Reader(Nobody):
        def end(self, *_):
            seen.append(len(cells(tmp_path)))
            assert [path.name for path in tmp_path.iterdir()] == ["a.json"]

    plan = Plan(["a"], [NATIVE, NF4], CARDS)
    measure(card.bench(tmp_path), plan, {}, LONG, Reader())
    assert seen == [1, 2, 3, 4, 5, 6]
    before = (tmp_path / "a.json").read_bytes()
    monkeypatch.setattr("os.fsync", power_cut)
    with pytest.raises(OSError, match="power"):
        session(Card(NEEDS), tmp_path, plan=Plan(["a"], [OFFLOAD], ()))
    assert (tmp_path / "a.json").read_bytes() == before


def power_cut(_):
    raise OSError("power")


def test_a_cell_records_what_was_reported(tmp_path):
    bench = Card(NEEDS).bench(tmp_path)
    made = cell_of(Job("a", NATIVE, None), bench, Card(NEEDS).execute(Job("a", NATIVE, None), 300))
    assert made.model_dump(exclude_none=True, exclude={"stages"}) == {
        "mode": "gpu", "precision": "native", "width": 1024, "height": 1024, "completed": True, "context": GIB // 2,
        "host": GIB, "seconds_per_step": 0.7, "commit": "abc", "measured": "2026-11-21",
    }  # fmt: skip
    assert [stage.model_dump() for stage in made.stages] == [
        {"stage": "denoise", "allocated": 20 * GIB, "reserved": 22 * GIB, "seconds": 1.235}
    ]


def died(code, *reports):
    return Outcome(reports, "died", code)


def told(*reports):
    return Outcome(reports, "done", 0)


SILENT = "the process ended with {} and said nothing"
OOM = {"reason": "out-of-memory", "message": "CUDA out of memory.\nmore"}


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (died(-signal.SIGKILL), (None, "error", SILENT.format("signal 9"))),
        (died(1, {"stage": "text"}), ("text", "error", SILENT.format("status 1"))),
        (died(-11, {"completed": True}), (None, "error", SILENT.format("signal 11"))),
        (Outcome(({"stage": "decode"},), "time", -9), ("decode", "time", None)),
        (told({"stage": "decode"}, OOM), ("decode", "out-of-memory", "CUDA out of memory.")),
        (told({"reason": "error", "message": " \n"}), (None, "error", None)),
    ],
)
def test_a_failure_says_where_and_why(tmp_path, outcome, expected):
    made = cell_of(Job("a", NATIVE, 8), Card(NEEDS).bench(tmp_path), outcome)
    assert not made.completed
    assert (made.failed_in, made.reason, made.message) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [("  \n", None), ("a\nb", "a"), ("na\u00efve \u202e \u0416x\tb", "na?ve ? ?x?b"), ("x" * 119 + " yz", "x" * 119)],
)
def test_a_message_becomes_a_plain_line(text, line):
    assert one_line(text) == line
    assert line is None or short(message=line).message == line


class Meter:
    """A card whose use is told beforehand."""

    def __init__(self, *uses):
        self.uses, self.time, self.resets = list(uses), 0.0, 0

    def reset(self):
        self.resets += 1

    def peaks(self):
        return self.uses.pop(0)

    def synchronize(self):
        self.time += 0.25

    def work(self, seconds):
        self.time += seconds


def follow(meter):
    reports = []
    return Stages(meter, reports.append, lambda: meter.time), reports


def call(stages, stage, meter, seconds=1):
    stages.enter(stage)
    meter.work(seconds)
    stages.leave()


def test_stages_are_told_when_they_begin_and_when_they_end():
    meter = Meter((3, 4), (5, 9), (2, 9))
    stages, reports = follow(meter)
    call(stages, "text", meter)
    for _ in range(4):  # the denoiser is called twice a step
        call(stages, "denoise", meter, 2)
    call(stages, "decode", meter, 3)
    stages.close()
    assert [report["stage"] for report in reports if "stage" in report] == ["text", "denoise", "decode"]
    assert reports[-1]["stages"] == [
        {"stage": "text", "allocated": 3, "reserved": 4, "seconds": 1.25},
        {"stage": "denoise", "allocated": 5, "reserved": 9, "seconds": 10.25},
        {"stage": "decode", "allocated": 2, "reserved": 9, "seconds": 3.25},
    ]
    assert stages.seconds_per_step == 4.75
    assert meter.resets == 4


def test_a_stage_that_comes_again_holds_the_most_of_its_turns():
    meter = Meter((3, 4), (1, 1), (2, 8))
    stages, reports = follow(meter)
    for stage in ("text", "denoise", "text"):
        call(stages, stage, meter)
    stages.close()
    text = next(stage for stage in reports[-1]["stages"] if stage["stage"] == "text")
    assert text == {"stage": "text", "allocated": 3, "reserved": 8, "seconds": 2.5}
    assert stages.seconds_per_step is None


def test_a_broken_card_is_not_waited_for():
    meter = Meter((3, 4))
    stages, reports = follow(meter)
    call(stages, "text", meter)
    stages.close(broken=True)
    assert reports[-1]["stages"][0]["seconds"] == 1
    stages.close(broken=True)
    assert len(reports) == 2


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (cell(), "8.50 GiB in use, 9.30 held, 1.00 s a step"),
        (cell(seconds_per_step=None), "8.50 GiB in use, 9.30 held"),
        (short(message="CUDA"), "out-of-memory in denoise"),
        (short(failed_in=None), "out-of-memory while loading"),
        (short(reason="error", message="ValueError: x"), "error in denoise: ValueError: x"),
        (short(reason="time"), "time in denoise"),
    ],
)
def test_a_result_in_words(one, words):
    assert result(one) == words


def test_the_bar_says_what_is_done_and_what_is_left():
    times = iter([0.0, 20.0, 20.0, 40.0])
    stream = Terminal()
    bar = Bar(100.0, stream, lambda: next(times))
    job = Job("a", NF4, 12)
    bar.begin(job, 8)
    bar.end(job, cell(), 7)
    bar.begin(job, 7)
    bar.end(job, short(), 1)
    assert title(job) == "a nf4 gpu, 12 GB"
    assert stream.getvalue().replace("\r\033[K", "|") == (
        "|────────────────────────   0%  a nf4 gpu, 12 GB  8 cells left"
        "|a nf4 gpu, 12 GB: 8.50 GiB in use, 9.30 held, 1.00 s a step"
        "  (7 cells left, about 2 min, this session ends in 80 s)\n"
        "|━━━─────────────────────  12%  a nf4 gpu, 12 GB  7 cells left, about 2 min, this session ends in 80 s"
        "|a nf4 gpu, 12 GB: out-of-memory in denoise  (1 cells left, about 20 s)\n"
    )


def test_a_log_has_no_bar():
    stream = io.StringIO()
    bar = Bar(float("inf"), stream, lambda: 0.0)
    bar.begin(Job("a", NATIVE, None), 1)
    bar.end(Job("a", NATIVE, None), cell(), 0)
    assert stream.getvalue() == "a native gpu: 8.50 GiB in use, 9.30 held, 1.00 s a step  (0 cells left, about 0 s)\n"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_file_holds_nothing_but_its_record(tmp_path):
    session(Card(NEEDS), tmp_path, seconds=15)
    value = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    del value["seal"]
    assert Measured.model_validate(value) == read_folder(tmp_path)["a"]
