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
FEWER = {"krea-2-raw": 96, "ltx-2": 128, "ltx-2.3": 128}
"""Where a denoiser listens to so many layers of the text encoder that their number is felt."""
LEARNED = {
    "cosmos-predict2.5": {"crossattn_proj_in_channels": 3584},
    "cogvideox-5b-i2v": {"sample_width": SIDE // 8, "sample_height": SIDE // 8},
    "latte-1": {"video_length": FRAMES},
}
"""Denoisers that have learned one size, in latents, one number of frames, or of layers of the text encoder."""
CONNECTED = {id_: {"text_proj_in_factor": 2} for id_ in ("ltx-2", "ltx-2.3")}
"""Connectors that take every layer of the text encoder: the one that is left, and what goes into it."""
ASKED = {"bria-fibo": {"negative_prompt": "prompt"}}
"""What else is asked for: of an empty prompt this pipeline makes a token that is cut off."""
FIXED = {
    "qwenimage.pipeline_qwenimage_edit_plus.VAE_IMAGE_SIZE": SIDE * SIDE,
    "qwenimage.pipeline_qwenimage_edit_plus.CONDITION_IMAGE_SIZE": SIDE * SIDE,
    "qwenimage.pipeline_qwenimage_layered.calculate_dimensions": lambda *_: (SIDE, SIDE),
    "joyimage.image_processor.find_best_bucket": lambda *_: (SIDE, SIDE),
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
        networks = {part.slot: stand_in(load(smaller(run, part), torch.float32, "cpu")) for part in run.parts}
        for network in networks.values():
            if config := getattr(network, "generation_config", None):
                config.remove_invalid_values = True  # of weights that nobody has set
        pipeline = quiet(assemble(run, networks))
        if "default_sample_size" in vars(pipeline):  # HiDream makes as many pixels as this, squared
            pipeline.default_sample_size = SIDE // pipeline.vae_scale_factor
        if "resolutions" in vars(pipeline):  # Kandinsky 5 makes the nearest of these
            pipeline.resolutions = [(SIDE, SIDE)]
        made = generate(pipeline, run, steps=2)
    assert made is not None


def smaller(run, part):
    """The part, cut, for pictures of that size."""
    learned = {"transformer": LEARNED, "connectors": CONNECTED}.get(part.slot, {}).get(run.id, {})
    return cut(replace(part, config={**part.config, **learned}))


def small(run):
    """The run at a size that a CPU can do."""
    side, frames = LARGER.get(run.id, SIDE), FRAMES if run.frames else None
    taken = inspect.signature(getattr(diffusers, run.pipeline).__call__).parameters
    usual = taken.get("max_sequence_length")
    call = {**run.settings.get("call", {}), **ASKED.get(run.id, {})}
    if "max_area" in taken:  # FLUX.1 Kontext makes every picture as large as this
        call |= {"max_area": side * side, "_auto_resize": False}
    if "num_frames" in call:
        call["num_frames"] = FRAMES
    tokens = FEWER.get(run.id, TOKENS)
    if usual and usual.default:
        call["max_sequence_length"] = min(usual.default, tokens)
    settings = {**run.settings, "most_tokens": tokens, "call": call}
    return replace(run, width=side, height=side, frames=frames, settings=settings)
