"""A run in FakeTensorMode → the memory that each stage holds beside its weights. No weights, no GPU.

The pipeline's own code runs on real, small tensors. Each call of a network is carried out in PyTorch's FakeTensorMode
instead: every operation is known with its shape and precision and none is computed. Watched are the storages alive at
each moment. What a GPU needs on top (fragmentation, context) is what calibration is for.
"""

from __future__ import annotations

import gc
import inspect
from copy import copy
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, get_args

import torch
from atlas.cores import no_collection
from atlas.domain.counts import ROLES
from atlas.domain.memory import Stage
from torch._subclasses.fake_tensor import FakeTensor, FakeTensorMode
from torch.nn.functional import scaled_dot_product_attention
from torch.overrides import TorchFunctionMode
from torch.utils._pytree import tree_leaves, tree_map

from .alive import Watch
from .known import KnownValues, ToNumpy
from .writing import at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .turns import Turns

METHODS = ("forward", "decode", "encode", "generate", "get_image_features", "get_text_features")
"""What pipelines call on a network."""
DECODERS = ("vae", "audio_vae")
ALIGNED = 8
"""Columns of a mask come in multiples of it."""
STAGES: dict[str, Stage] = {"text_encoder": "text", "connector": "text", "image_encoder": "input"}
"""Role of a network → when it works. Every other one works in the steps."""


class Decoded(Exception):
    """The last stage is over; turning the result into pictures is not the model's memory."""


class FusedAttention(TorchFunctionMode):
    """Attention as the fused kernels of a GPU do it: without the table of every token against every other."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if func is scaled_dot_product_attention:
            given = inspect.signature(_attention).bind_partial(*args, **kwargs).arguments
            held = _biases(given["query"], given.get("attn_mask"))
            made = given["query"].new_empty(*given["query"].shape[:-1], given["value"].shape[-1])
            del held
            return made
        return func(*args, **kwargs)


def _attention(query: Any, key: Any, value: Any, attn_mask: Any = None, **others: Any) -> None:
    """How attention is called: it has no signature of its own."""


def _biases(query: torch.Tensor, mask: torch.Tensor | None) -> list[torch.Tensor]:
    """What PyTorch makes of a mask before the kernel takes it: numbers instead of truths, and rows of whole eights."""
    made: list[torch.Tensor] = []
    if mask is not None and mask.dtype is torch.bool:
        made.append(query.new_empty(mask.shape))
    if mask is not None and mask.shape[-1] % ALIGNED:
        made.append(query.new_empty(*mask.shape[:-1], -(-mask.shape[-1] // ALIGNED) * ALIGNED))
    return made


class Recorder:
    """Runs networks in FakeTensorMode and keeps the peak of each call, by stage and network."""

    def __init__(self, mode: FakeTensorMode, networks: Mapping[str, torch.nn.Module], turns: Turns) -> None:
        """Puts itself around every call of `networks`. After the last of them has decoded, the run ends (Decoded)."""
        self.mode, self._turns = mode, turns
        self._sizes = {name: sum(map(torch.numel, network.parameters())) for name, network in networks.items()}
        self.peaks: dict[tuple[Stage, str], int] = {}
        """The most bytes that any call of a network held beside its weights."""
        self.tiled: dict[str, int] = {}
        """The same for a decoding in tiles."""
        self.beside: dict[tuple[Stage, str], frozenset[str]] = {}
        """Networks that model offload leaves in place beside one: the most of them."""
        self._inside = False
        self._decoders = [name for name in networks if ROLES[name] in DECODERS]
        for name, network in networks.items():
            network.to = partial(_convert, network)  # type: ignore[method-assign]
            for layer in [network, *network.children()]:
                for method in METHODS if layer is network else ("forward",):
                    if callable(call := getattr(layer, method, None)):
                        call = at_once(network) if method == "generate" else call
                        setattr(layer, method, self._recorded(name, method, network, call))

    def stages(self) -> list[dict[str, Any]]:
        """The stages in their order (atlas.domain.memory.StageRun)."""
        order = get_args(Stage)
        found = sorted(self.peaks.items(), key=lambda item: order.index(item[0][0]))
        return [
            {"stage": stage, "part": part, "bytes": size}
            | ({"tiled": self.tiled[part]} if stage == "decode" and part in self.tiled else {})
            | ({"beside": sorted(beside)} if (beside := self.beside[stage, part]) else {})
            for (stage, part), size in found
        ]

    def _recorded(self, name: str, method: str, network: torch.nn.Module, call: Callable[..., Any]) -> Any:
        stage = stage_of(name, method)
        before: dict[Any, Any] = {}  # what came of a call with the same shapes: the second step, the negative prompt

        @wraps(call)
        def recorded(*args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return call(*args, **kwargs)
            beside = self.beside.get((stage, name), frozenset()), self._turns.call(name)
            self.beside[stage, name] = max(beside, key=lambda found: sum(self._sizes[other] for other in found))
            shapes = tuple(map(_shape, tree_leaves((args, kwargs))))
            if shapes not in before:
                before[shapes], peak = self._run(network, call, args, kwargs)
                self.peaks[stage, name] = max(self.peaks.get((stage, name), 0), peak)
            made = before[shapes]
            if stage != "decode":
                return tree_map(_real, made)
            if decodes_in_tiles(network):
                self.tiled[name] = self._run(network, call, args, kwargs)[1]
            self._decoders.remove(name)
            if not self._decoders:
                raise Decoded
            return tree_map(_real, made)

        return recorded

    def _run(self, network: torch.nn.Module, call: Callable[..., Any], args: Any, kwargs: Any) -> tuple[Any, int]:
        self._inside = True
        try:
            with self.mode, FusedAttention(), KnownValues(self.mode) as known, ToNumpy(known):
                # Before anybody watches: making a fake tensor leaves others behind that no GPU would hold.
                given = tree_map(lambda value: known.fake(value) if _is_real(value) else value, (args, kwargs))
                gc.collect()  # what refers to itself lives until Python happens to collect it: here never, in every run
                with no_collection(), Watch() as watch:
                    watch.ignore(network)
                    watch.hold(given)
                    return call(*given[0], **given[1]), watch.peak
        finally:
            self._inside = False


def decodes_in_tiles(network: Any) -> bool:
    """Has a decoder work in tiles, and on one picture at a time, if it can: those for sound have diffusers' method for
    it, which refuses."""
    if can := hasattr(network, "use_tiling"):
        network.enable_tiling()
        if hasattr(network, "use_slicing"):
            network.enable_slicing()
    return can


def stage_of(name: str, method: str) -> Stage:
    """When a network works, by its name in the pipeline and by what is called."""
    role = ROLES[name]
    if role in DECODERS:
        return "input" if method == "encode" else "decode"
    return STAGES.get(role, "denoise")


def _convert(network: torch.nn.Module, *args: Any, dtype: torch.dtype | None = None, **_: Any) -> torch.nn.Module:
    """Stands for `network.to(…)`, which fake weights do not take. Only the precision changes: there is no device."""
    dtype = dtype or next((value for value in args if isinstance(value, torch.dtype)), None)
    for layer in network.modules() if dtype else ():
        for name, value in layer._parameters.items():
            if value is not None:
                layer._parameters[name] = torch.nn.Parameter(value.to(dtype), requires_grad=False)
    return network


def _shape(value: Any) -> Any:
    """All of an argument that memory depends on."""
    if isinstance(value, torch.Tensor):
        return value.shape, value.dtype
    return value if isinstance(value, (bool, int, str)) else type(value)


def _is_real(value: Any) -> bool:
    return isinstance(value, torch.Tensor) and not isinstance(value, FakeTensor)


def _real(value: Any) -> Any:
    """A fake tensor as zeros, also inside an object that PyTorch cannot look into (the distribution of a VAE)."""
    if isinstance(value, FakeTensor):
        return torch.zeros(value.shape, dtype=value.dtype)
    inside = {name: item for name, item in getattr(value, "__dict__", {}).items() if isinstance(item, FakeTensor)}
    if not inside or isinstance(value, torch.Tensor):
        return value
    made = copy(value)
    for name, item in inside.items():
        setattr(made, name, _real(item))
    return made
