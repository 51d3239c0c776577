"""Part → network as a library stores its weights: published, or in 8 or 4 bits.

What nobody has set need not be copied: large weights are made where they are wanted, layer by layer, so that not even a
capped card ever holds a layer in both precisions but the one that is being made smaller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch.utils._python_dispatch import is_traceable_wrapper_subclass

from ..build import is_quantised
from ..networks import SMALL, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atlas.domain.memory import Precision

    from ..specs import Part


class Place:
    """Where the weights of a network are kept (`home`), and where they are made smaller (`device`)."""

    def __init__(self, device: str, *, is_home: bool) -> None:
        self.device = device
        self.home = device if is_home else "cpu"


def make(part: Part, dtype: torch.dtype, precision: Precision, place: Place) -> torch.nn.Module:
    """The network, with weights in `precision` where it is at home."""
    if precision == "native":
        return load(part, dtype, place.home)
    network = load(part, dtype, "cpu")
    SMALLER[precision](network, dtype, place)
    return settle(network, place.home)


def settle(network: torch.nn.Module, home: str) -> torch.nn.Module:
    """The same network with all its weights at home, and none on the meta device."""

    def moved(value: torch.Tensor) -> torch.Tensor:
        if is_smaller(value) or (home == "cpu" and not value.is_meta):
            return value
        if value.is_meta or not is_small(value):
            create = torch.empty_like if home == "cpu" else torch.zeros_like
            return create(value, device=home)
        return value.to(home)

    replace(network, moved)
    for layer in network.modules():
        for name, value in layer._buffers.items():
            layer._buffers[name] = None if value is None else value.to(home)
    return network


def replace(network: torch.nn.Module, function: Callable[[torch.Tensor], torch.Tensor]) -> None:
    """Gives every parameter to `function` and puts its result in the place; what layers share stays shared."""
    made: dict[int, torch.Tensor] = {}
    known = list(network.parameters())  # alive to the end, so that each keeps its number
    for layer in network.modules():
        for name, value in layer._parameters.items():
            if value is not None:
                if id(value) not in made:
                    new = function(value)
                    made[id(value)] = value if new is value else torch.nn.Parameter(new, requires_grad=False)
                layer._parameters[name] = made[id(value)]
    del known


def is_small(value: torch.Tensor) -> bool:
    """Whether its values may matter (networks.SMALL): a choice of experts, a scale."""
    return bool(value.numel() * value.itemsize < SMALL)


def is_smaller(value: torch.Tensor) -> bool:
    """Whether it is quantised: more than one plain tensor."""
    return is_traceable_wrapper_subclass(value) or hasattr(value, "quant_state")


def size(network: torch.nn.Module) -> int:
    """Bytes of the weights and buffers that are in main memory."""
    return sum(_bytes(value) for value in [*network.parameters(), *network.buffers()] if value.device.type == "cpu")


def _bytes(value: torch.Tensor) -> int:
    if is_traceable_wrapper_subclass(value):
        return sum(_bytes(getattr(value, name)) for name in value.__tensor_flatten__()[0])
    scales = getattr(getattr(value, "quant_state", None), "absmax", None)
    return int(value.numel() * value.itemsize) + (0 if scales is None else _bytes(scales))


def _fp8(network: torch.nn.Module, dtype: torch.dtype, _: Place) -> None:
    """diffusers' own: stored in 8 bits, cast layer by layer when they compute."""
    replace(network, lambda value: value if is_small(value) else value.to("meta"))  # casting them takes no time there
    network.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=dtype)


def _int8(network: torch.nn.Module, _: torch.dtype, place: Place) -> None:
    """torchao's, of the weights alone."""
    from torchao.quantization import Int8WeightOnlyConfig, quantize_  # noqa: PLC0415 — not everyone has it

    for _parent, _name, layer in _linear(network):
        layer.weight = torch.nn.Parameter(_fresh(layer.weight, place.device), requires_grad=False)
        quantize_(layer, Int8WeightOnlyConfig())
        layer.to(place.home)


def _nf4(network: torch.nn.Module, dtype: torch.dtype, place: Place) -> None:
    """bitsandbytes', with its usual settings."""
    from bitsandbytes.nn import Linear4bit, Params4bit  # noqa: PLC0415 — not everyone has it

    usual = {"compress_statistics": False, "quant_type": "nf4"}
    for parent, name, layer in _linear(network):
        shape = layer.in_features, layer.out_features
        made = Linear4bit(*shape, bias=layer.bias is not None, compute_dtype=dtype, device="meta", **usual)
        made.weight = Params4bit(_fresh(layer.weight, place.device), requires_grad=False, **usual)
        made.bias = layer.bias
        setattr(parent, name, made.to(place.device).to(place.home))


def _linear(network: torch.nn.Module) -> Iterator[tuple[torch.nn.Module, str, torch.nn.Linear]]:
    """Layers that quantisers make smaller, each with the module that holds it and its name there."""
    for path, layer in list(network.named_modules()):
        if is_quantised(network, path, layer):
            above, _, name = path.rpartition(".")
            yield network.get_submodule(above), name, layer


def _fresh(weight: torch.Tensor, device: str) -> torch.Tensor:
    return weight.data.to(device) if is_small(weight) else torch.zeros_like(weight.data, device=device)


SMALLER: dict[Precision, Callable[[Any, torch.dtype, Place], None]] = {"fp8": _fp8, "int8": _int8, "nf4": _nf4}
