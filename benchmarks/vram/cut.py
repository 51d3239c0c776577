"""Published configuration → the same with one layer a stack and few words: all widths, all heads, runnable anywhere."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .build import class_of

if TYPE_CHECKING:
    import torch

    from .specs import Part

STACKS = frozenset({
    "approximator_layers", "audio_connector_num_layers", "connector_num_layers", "decoder_layers",
    "decoder_layers_per_block", "depth", "down_blocks_repeat_mappers", "down_num_layers_per_block",
    "encoder_layers", "encoder_layers_per_block", "inject_face_latents_blocks", "layers_per_block", "n_layers",
    "n_refiner_layers", "num_decoder_layers", "num_double_blocks", "num_hidden_layers", "num_layers",
    "num_layerwise_text_blocks", "num_mmdit_layers", "num_refiner_layers", "num_refiner_text_blocks",
    "num_res_blocks", "num_single_dit_layers", "num_single_layers", "num_text_blocks", "num_visual_blocks",
    "transformer_layers_per_block", "up_blocks_repeat_mappers", "up_num_layers_per_block",
    "video_connector_num_layers",
})  # fmt: skip
"""Keys that say how often a layer is repeated, or after how many layers something is done again."""
PER_LAYER = frozenset({"layer_types", "dual_attention_layers", "deepstack_visual_indexes", "vace_layers"})
"""Keys with one item a layer, or the numbers of layers."""

WORDS = 4096
"""Tokens that are left of a vocabulary: every prompt here is made of one and the same."""
TOKEN = re.compile(r"(?:vision_)?vocab_size|pad_token_id|image_token_index")
IN_PLACE = {"llama_layers": [0, 0]}
"""Which layer of a text encoder each block of a denoiser listens to: the one that is left, for one block a stack."""


def cut(part: Part) -> Part:
    """The part with every stack cut to one layer."""
    return replace(part, config=_cut({**_defaults(part), **part.config}), fingerprint=None)


def _defaults(part: Part) -> dict[str, Any]:
    """How often the class of a network repeats its layers where the configuration is silent. Only those of diffusers
    say so: a class of transformers takes one object."""
    given = inspect.signature(class_of(part)).parameters.values()
    return {value.name: value.default for value in given if value.name in STACKS}


def _cut(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        # A class may pad with a token by itself that is cut off.
        padded = {"pad_token_id": 0, **value} if "vocab_size" in value else value
        return {name: IN_PLACE.get(name) or _cut(item, name) for name, item in padded.items()}
    if TOKEN.fullmatch(key) and isinstance(value, int):
        return min(value, WORDS if key == "vocab_size" else WORDS - 1)
    if key in STACKS and isinstance(value, int):
        return min(value, 1)
    if key in STACKS and isinstance(value, (list, tuple)):  # one number for each block
        return [_cut(item, key) for item in value]
    if key in PER_LAYER and isinstance(value, list):
        return [item for item in value[:1] if item == 0 or not isinstance(item, int)]
    return value


class Layers(tuple[Any, ...]):
    """What each layer put out. A layer that was cut off is answered for by one that is left."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Any:
        """By number, from either end."""
        return super().__getitem__(index % len(self) if isinstance(index, int) else index)


def stand_in(network: torch.nn.Module) -> torch.nn.Module:
    """A cut network whose hidden states can be asked for by the numbers of the whole one."""

    def answer(_: Any, __: Any, output: Any) -> Any:
        if getattr(output, "hidden_states", None) is not None:
            output.hidden_states = Layers(output.hidden_states)
        return output

    network.register_forward_hook(answer)
    return network
