"""Networks → pipeline, called as a person would call it."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import diffusers
import torch
from PIL import Image
from transformers import CLIPImageProcessor

from .tokens import MOST, FakeTokenizer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .runs import Run

TOKENIZERS = ("tokenizer", "processor", "text_processor")
TOKENS = 256
"""Tokens of a prompt, where neither pipeline nor spec says it."""
CLIP_TOKENS = 77
LENGTHS = ("num_frames", "frames", "video_length", "segment_frame_length")
"""What calls name the number of frames."""
PICTURES = ("image", "mask_image", "control_image", "last_image")
"""Arguments that take a picture: a spec says only that there is one (true), or its mode."""
CLIPS = ("pose_video", "face_video")
"""Arguments that take as many pictures as are made."""


class Unchecked:
    """A safety checker that lets everything pass: the checkers are models of their own, and not counted here."""

    def to(self, *_: Any) -> Unchecked:
        """It is nowhere."""
        return self

    def check_text_safety(self, _: str) -> bool:
        """Every prompt passes."""
        return True

    def check_video_safety(self, frames: Any) -> Any:
        """Every picture passes."""
        return frames


def assemble(run: Run, networks: Mapping[str, Any]) -> Any:
    """The pipeline of `run` from its networks by name, with a tokenizer that needs no files."""
    cls = getattr(diffusers, run.pipeline)
    if issubclass(cls, diffusers.ModularPipeline):
        return _modular(cls, run, networks)
    for slot, values in run.settings.get("config", {}).items():
        networks[slot].register_to_config(**values)
    names = run.settings.get("names", {})
    given = {name: network for slot, network in networks.items() for name in names.get(slot, [slot])}
    given |= _others(cls, run)
    pipeline = cls(**given)
    if run.settings.get("tiled"):
        pipeline.vae.enable_tiling()
    return pipeline


def _others(cls: type, run: Run) -> dict[str, Any]:
    """What a pipeline takes beside its networks."""
    found: dict[str, Any] = {}
    for name, parameter in inspect.signature(cls).parameters.items():
        if name.startswith(TOKENIZERS) or name.endswith("tokenizer"):
            found[name] = _tokenizer(run, name)
        elif name.endswith("scheduler"):
            found[name] = make_scheduler(run.settings.get(name) or run.settings["scheduler"])
        elif name in {"image_processor", "feature_extractor"} and run.part("image_encoder"):
            found[name] = _image_processor(run)
        elif name == "safety_checker" and parameter.default is None:
            found[name] = Unchecked()
        elif name in {"safety_checker", "feature_extractor"} and parameter.default is inspect.Parameter.empty:
            found[name] = None
    init = run.settings.get("init", {})
    return found | {name: _made(value) for name, value in init.items()}


def _image_processor(run: Run) -> CLIPImageProcessor:
    """What makes a picture as large as the image encoder takes it."""
    encoder = run.part("image_encoder")
    side = encoder.config.get("image_size") if encoder else None
    sizes = {"size": {"shortest_edge": side}, "crop_size": side} if side else {}
    return CLIPImageProcessor(**sizes)


def _tokenizer(run: Run, name: str) -> FakeTokenizer:
    """CLIP takes 77 tokens, whatever the pipeline."""
    encoder = name.replace("tokenizer", "text_encoder")
    part = run.part(encoder)
    is_clip = part is not None and part.cls.startswith("CLIPText")
    length = CLIP_TOKENS if is_clip else int(run.settings.get("tokens", TOKENS))
    return FakeTokenizer(length, run.settings.get("most_tokens", MOST))


def _made(value: Any) -> Any:
    """{"class": …, "config": …} → an object of that class of diffusers; anything else as it is."""
    if isinstance(value, dict) and "class" in value:
        return getattr(diffusers, value["class"])(**value.get("config", {}))
    return value


def make_scheduler(given: str | dict[str, Any]) -> Any:
    """A scheduler from its class name, or from class and configuration."""
    return _made({"class": given} if isinstance(given, str) else given)


def _modular(cls: Any, run: Run, networks: Mapping[str, torch.nn.Module]) -> Any:
    pipeline = cls()
    names = [name for name in pipeline.component_names if "tokenizer" in name]
    tokenizers = {name: _tokenizer(run, name) for name in names}
    pipeline.update_components(**networks, **tokenizers, scheduler=make_scheduler(run.settings["scheduler"]))
    return pipeline


def generate(pipeline: Any, run: Run, steps: int) -> Any:
    """Makes pictures or clips of the run's size."""
    wanted: dict[str, Any] = {
        "prompt": "prompt",
        "width": run.width,
        "height": run.height,
        **dict.fromkeys(LENGTHS, run.frames),
        "num_images_per_prompt": run.batch,
        "num_videos_per_prompt": run.batch,
        "num_inference_steps": steps,
        "generator": torch.Generator("cpu").manual_seed(0),
        "output_type": "pt",
        "use_resolution_binning": False,
    }
    wanted |= run.settings.get("call", {})
    wanted |= {name: _picture(wanted[name], run) for name in PICTURES if name in wanted}
    wanted |= {name: [_picture(wanted[name], run)] * (run.frames or 1) for name in CLIPS if name in wanted}
    if isinstance(pipeline, diffusers.ModularPipeline):
        known = {parameter.name for parameter in pipeline.blocks.inputs}
    else:
        known = set(inspect.signature(type(pipeline).__call__).parameters)
    return pipeline(**{name: value for name, value in wanted.items() if name in known and value is not None})


def _picture(mode: str | bool, run: Run) -> Image.Image:
    return Image.new("RGB" if mode is True else str(mode), (run.width, run.height))


def quiet(pipeline: Any) -> Any:
    """The pipeline without its progress bars."""
    pipeline.set_progress_bar_config(disable=True)
    return pipeline
