"""Part → network with weights that nobody has set, on a device or in the bookkeeping of FakeTensorMode."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import torch
from accelerate import init_empty_weights
from diffusers import ModelMixin

from .build import construct

if TYPE_CHECKING:
    from torch._subclasses.fake_tensor import FakeTensorMode

    from .specs import Part

SMALL = 1 << 20
"""Tensors of fewer bytes are filled with zeros; larger ones stay as the memory was, which costs no time on a CPU."""
ROUTERS = ("gate", "router")
"""What chooses an expert must differ from token to token, or one expert gets them all."""


def load(
    part: Part, dtype: torch.dtype, device: torch.device | str, fake: FakeTensorMode | None = None
) -> torch.nn.Module:
    """The network of a part with weights in `dtype` on `device`, or in `fake`.

    As with `from_pretrained`, what its class keeps in 32 bits stays so, and what its layers share is shared.
    """
    with init_empty_weights(include_buffers=False):
        network = construct(part).eval()
    if hasattr(network, "tie_weights"):
        network.tie_weights()  # what was shared came apart when it was emptied
    kept = _kept_in_32_bits(network, dtype)
    made: dict[int, torch.nn.Parameter] = {}
    with fake or nullcontext():
        for path, layer in network.named_modules():
            wanted = torch.float32 if kept & set(path.split(".")) else dtype
            for name, value in layer._parameters.items():
                if value is not None and id(value) not in made:
                    made[id(value)] = _weights(value, wanted, device, path)
                layer._parameters[name] = made.get(id(value))
            for name, value in layer._buffers.items():
                if value is not None:
                    layer._buffers[name] = value.to(device, wanted if value.is_floating_point() else value.dtype)
    return network


def _kept_in_32_bits(network: torch.nn.Module, dtype: torch.dtype) -> set[str]:
    """Names of layers that `from_pretrained` loads in 32 bits: transformers keeps some of them only beside float16,
    diffusers all of them always."""
    if dtype == torch.float32:
        return set()
    kept = set(getattr(network, "_keep_in_fp32_modules", None) or ())
    always = kept if isinstance(network, ModelMixin) else getattr(network, "_keep_in_fp32_modules_strict", None)
    return kept if dtype == torch.float16 else set(always or ())


def _weights(like: torch.Tensor, dtype: torch.dtype, device: torch.device | str, path: str) -> torch.nn.Parameter:
    dtype = dtype if like.is_floating_point() else like.dtype
    small = like.numel() * dtype.itemsize < SMALL or torch.device(device).type == "cuda"
    values = (torch.zeros if small else torch.empty)(like.shape, dtype=dtype, device=device)
    if path.rpartition(".")[2] in ROUTERS and like.is_floating_point():
        values.normal_()
    return torch.nn.Parameter(values, requires_grad=False)
