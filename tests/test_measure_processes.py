"""Cells run in processes of their own, and where there is no card nothing is measured."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from measuring import machine
from support import ROOT

from benchmarks.vram.__main__ import main
from benchmarks.vram.commands import measure as command
from benchmarks.vram.measure.machine import NoCard, machine_of
from benchmarks.vram.measure.processes import Outcome, Processes
from benchmarks.vram.measure.results import read_folder

NEEDS = "Measuring needs an NVIDIA card, its driver, and a PyTorch built for CUDA."
HERE = machine().model_dump(mode="json")


@pytest.fixture(params=[(), ("measuring",)], ids=["anew", "forked"])
def processes(tmp_path, request):
    return Processes(tmp_path / "logs/log", request.param)


def test_a_process_reports_and_ends(processes, tmp_path, capfd):
    outcome = processes.run("measuring:succeed", {"a": 1}, 60)
    assert outcome == Outcome(({"given": {"a": 1}}, {"completed": True}), "done", 0)
    assert capfd.readouterr() == ("", "")
    assert (tmp_path / "logs/log").read_text(encoding="utf-8") == "said to nobody\n"


def test_a_process_that_takes_too_long_is_killed(processes):
    assert processes.run("measuring:hang", None, 3) == Outcome(({"stage": "denoise"},), "time", -9)


def test_a_process_that_the_system_kills_takes_nothing_with_it(processes):
    assert processes.run("measuring:crash", None, 60) == Outcome(({"stage": "decode"},), "died", -11)


def test_a_process_with_a_fault_writes_it_down(processes, tmp_path, capfd):
    assert processes.run("measuring:fail", None, 60) == Outcome((), "died", 1)
    assert "ValueError: a fault" in (tmp_path / "logs/log").read_text(encoding="utf-8")
    assert capfd.readouterr() == ("", "")


def test_a_machine_is_told_by_its_report():
    whole = Outcome(({"machine": HERE, "missing": []},), "done", 0)
    assert machine_of(whole) == (machine(), {})
    bare = Outcome(({"machine": HERE, "missing": ["bitsandbytes", "torchao"]},), "done", 0)
    assert machine_of(bare)[1] == {"int8": "torchao", "nf4": "bitsandbytes"}


@pytest.mark.parametrize(
    ("reports", "reason"),
    [
        (({"refused": "PyTorch is not installed"},), "PyTorch is not installed"),
        (({"refused": "PyTorch 2.13.0+cpu sees no CUDA card"},), "PyTorch 2.13.0+cpu sees no CUDA card"),
        ((), "PyTorch ended while it looked for a card"),
    ],
)
def test_without_a_card_it_is_refused_in_one_line(monkeypatch, capsys, reports, reason):
    outcome = Outcome(reports, "done", 0)
    monkeypatch.setattr(command.Processes, "run", lambda *_: outcome)
    with pytest.raises(NoCard, match=reason.replace("+", r"\+")):
        machine_of(outcome)
    assert main(["measure"]) == 1
    assert capsys.readouterr() == ("", f"measure: {reason}. {NEEDS}\n")


def test_without_pytorch_the_command_itself_refuses():
    """As in .venv, where the tests run."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.vram", "measure"],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": "hooks:."}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"measure: PyTorch is not installed. {NEEDS}\n"


@pytest.fixture
def card(monkeypatch):
    """A machine with a card, on which every cell ends at once."""
    outcome = Outcome(({"machine": HERE, "missing": ["bitsandbytes"]},), "done", 0)
    monkeypatch.setattr(command.Processes, "run", lambda *_: outcome)
    return outcome


@pytest.mark.usefixtures("card")
def test_an_unknown_model_is_told(tmp_path, capsys):
    assert main(["measure", "--models", "sdxl", "--out", str(tmp_path), "--commit", "abc"]) == 1
    assert capsys.readouterr().err == "measure: no specification says how to run sdxl\n"


@pytest.mark.usefixtures("card")
def test_where_there_is_no_git_the_commit_is_named(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["measure", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "measure: there is no git to ask: name the commit of benchmarks/vram/specs with --commit\n"
    )


@pytest.mark.usefixtures("card")
def test_a_changed_file_is_refused_before_anything_is_measured(tmp_path, capsys):
    (tmp_path / "measured").mkdir()
    (tmp_path / "measured/a.json").write_text("{}", encoding="utf-8")
    assert main(["measure", "--out", str(tmp_path / "measured"), "--commit", "abc"]) == 1
    assert capsys.readouterr().err == (
        "measured/a.json:1:1: seal: does not fit the figures: they were changed; run: make measure\n"
    )


@pytest.mark.usefixtures("card")
def test_what_cannot_be_measured_here_is_said(tmp_path, capsys):
    wanted = ["--models", "sdxl-base-1.0", "--modes", "gpu", "--no-caps"]
    assert main(["measure", *wanted, "--out", str(tmp_path), "--commit", "abc"]) == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "nf4 is left out: bitsandbytes is not installed (requirements/vram-gpu.txt)",
        "sdxl-base-1.0 native gpu: error while loading: the process ended with status 0 and said nothing"
        "  (0 cells left, about 0 s)",
    ]  # fmt: skip
    assert told.out == "1 cells measured on Card; what the libraries said: .cache/measure.log\n"
    assert [path.name for path in tmp_path.iterdir()] == ["sdxl-base-1.0.json"]


def test_an_interrupted_session_keeps_what_is_finished(monkeypatch, tmp_path, capsys):
    found = Outcome(({"machine": HERE, "missing": []},), "done", 0)
    outcomes = iter([found, found, Outcome(({"completed": True},), "done", 0)])

    def run(*_):
        try:
            return next(outcomes)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(command.Processes, "run", run)
    wanted = ["--models", "sdxl-base-1.0", "--no-caps", "--out", str(tmp_path), "--commit", "abc"]
    assert main(["measure", *wanted]) == 130
    assert "stopped; what is finished is kept" in capsys.readouterr().err
    (session,) = read_folder(tmp_path)["sdxl-base-1.0"].sessions
    assert [cell.completed for cell in session.cells] == [True]
