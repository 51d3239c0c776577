"""Every published pipeline, cut to one layer a stack, runs two steps on a CPU: it builds from its configuration, with a
tokenizer that has no vocabulary, and without a network."""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path

import diffusers
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
SIDE = 64
LARGER = {"stable-cascade": 128}
"""Pipelines that cannot divide the usual size by what they compress it by."""
FRAMES = 5
TOKENS = 320
"""No shorter than any pipeline expects."""
FEWER = {"krea-2-raw": 96}
"""Where a denoiser listens to so many layers of the text encoder that their number is felt."""
FIXED = {
    "qwenimage.pipeline_qwenimage_edit_plus.VAE_IMAGE_SIZE": SIDE * SIDE,
    "qwenimage.pipeline_qwenimage_edit_plus.CONDITION_IMAGE_SIZE": SIDE * SIDE,
    "ideogram4.pipeline_ideogram4.QWEN3_VL_ACTIVATION_LAYERS": (0,) * 13,
}
"""What pipelines hold to whatever is asked for: sizes of pictures, layers of a text encoder."""


def test_enough_pipelines_are_run():
    assert len(RUNS) >= 45


@pytest.mark.parametrize("id_", RUNS)
def test_two_steps_of_a_cut_pipeline(id_, monkeypatch):
    for name, value in FIXED.items():
        monkeypatch.setattr(f"diffusers.pipelines.{name}", value)
    run = small(RUNS[id_])
    torch.set_flush_denormal(True)
    with torch.no_grad():
        networks = {part.slot: stand_in(load(cut(part), torch.float32, "cpu")) for part in run.parts}
        for network in networks.values():
            if config := getattr(network, "generation_config", None):
                config.remove_invalid_values = True  # of weights that nobody has set
        pipeline = quiet(assemble(run, networks))
        if "default_sample_size" in vars(pipeline):  # HiDream makes as many pixels as this, squared
            pipeline.default_sample_size = SIDE // pipeline.vae_scale_factor
        made = generate(pipeline, run, steps=2)
    assert made is not None


def small(run):
    """The run at a size that a CPU can do."""
    side, frames = LARGER.get(run.id, SIDE), FRAMES if run.frames else None
    usual = inspect.signature(getattr(diffusers, run.pipeline).__call__).parameters.get("max_sequence_length")
    call = dict(run.settings.get("call", {}))
    tokens = FEWER.get(run.id, TOKENS)
    if usual and usual.default:
        call["max_sequence_length"] = min(usual.default, tokens)
    settings = {**run.settings, "most_tokens": tokens, "call": call}
    return replace(run, width=side, height=side, frames=frames, settings=settings)
