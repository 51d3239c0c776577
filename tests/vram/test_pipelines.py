"""Every published pipeline, cut to one layer a stack, runs two steps on a CPU: it builds from its configuration, with a
tokenizer that has no vocabulary, and without a network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from atlas.loading.load import load_registry

from benchmarks.vram.cut import cut, stand_in
from benchmarks.vram.networks import load
from benchmarks.vram.pipelines import assemble, generate, quiet
from benchmarks.vram.runs import read_runs

pytestmark = pytest.mark.filterwarnings("ignore")  # of libraries on each other
ROOT = Path(__file__).parents[2]
RUNS = read_runs(load_registry(ROOT / "data"))
SIDE = {"image": 128, "video": 64}
FRAMES = 5
TOKENS = 320
"""No shorter than any pipeline expects."""


def test_enough_pipelines_are_run():
    assert len(RUNS) >= 45


@pytest.mark.parametrize("id_", RUNS)
def test_two_steps_of_a_cut_pipeline(id_):
    run = small(RUNS[id_])
    torch.set_flush_denormal(True)
    with torch.no_grad():
        networks = {part.slot: stand_in(load(cut(part), torch.float32, "cpu")) for part in run.parts}
        made = generate(quiet(assemble(run, networks)), run, steps=2)
    assert made is not None


def small(run):
    """The run at a size that a CPU can do."""
    side = SIDE["video" if run.frames else "image"]
    frames = FRAMES if run.frames else None
    return replace(run, width=side, height=side, frames=frames, settings={**run.settings, "most_tokens": TOKENS})
