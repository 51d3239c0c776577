"""Network → bytes of its weights: in each precision, and the most at once where only parts of it are on the GPU."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import torch
from atlas.domain.memory import CELLS
from diffusers.hooks._common import _GO_LC_SUPPORTED_PYTORCH_LAYERS as CASTABLE
from diffusers.hooks.layerwise_casting import DEFAULT_SKIP_MODULES_PATTERN
from diffusers.models.embeddings import HunyuanDiTAttentionPool

from .build import is_kept, is_quantised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.domain.memory import Precision

BYTES: dict[Precision, float] = {"fp8": 1, "int8": 1, "nf4": 0.5 + 4 / 64}
"""Bytes of a weight; nf4 keeps a 32-bit scale for every 64 of them."""
BLOCKS_AT_ONCE = 2
"""Group offloading computes one block while it loads the next."""


def of(network: torch.nn.Module, role: str, precisions: tuple[Precision, ...]) -> dict[str, Any]:
    """atlas.domain.memory.Weights of a network. Those of other roles than the denoiser's are grouped layer by layer."""
    layer = largest_layer(network)
    by_block = role == "denoiser"
    groups = [precision for precision in precisions if "group" in CELLS[precision] and can_be_grouped(network)]
    return {
        "whole": {precision: whole(network, precision) for precision in precisions},
        "group": {precision: grouped(network, precision) if by_block else layer for precision in groups},
        "layer": layer if runs_by_layers(network) else None,
    }


def can_be_grouped(network: torch.nn.Module) -> bool:
    """Whether diffusers takes a network apart for group offloading."""
    return getattr(network, "_supports_group_offloading", True)


def runs_by_layers(network: torch.nn.Module) -> bool:
    """Whether a network runs with sequential offloading: not one that reads the weights of a layer that it never calls,
    as they are brought to the GPU by the call."""
    return not any(isinstance(layer, HunyuanDiTAttentionPool) for layer in network.modules())


def whole(network: torch.nn.Module, precision: Precision) -> int:
    """All weights, as they lie in memory in `precision`."""
    return sum(size for _, size in _sizes(network, precision))


def grouped(network: torch.nn.Module, precision: Precision) -> int:
    """The most at once with group offloading by block: what lies outside the blocks, and two of them."""
    outside, blocks = 0, dict[str, int]()
    for path, size in _sizes(network, precision):
        block = _block(network, path)
        if block is None:
            outside += size
        else:
            blocks[block] = blocks.get(block, 0) + size
    return outside + sum(sorted(blocks.values())[-BLOCKS_AT_ONCE:])


def largest_layer(network: torch.nn.Module) -> int:
    """The most at once with sequential offloading: the largest layer."""
    return max(size for _, size in _sizes(network, "native"))


def _block(network: torch.nn.Module, path: str) -> str | None:
    """`transformer_blocks.7` for a layer in it; None for a layer outside all lists of blocks."""
    first, _, rest = path.partition(".")
    if isinstance(getattr(network, first, None), (torch.nn.ModuleList, torch.nn.Sequential)):
        return f"{first}.{rest.partition('.')[0]}"
    return None


def _sizes(network: torch.nn.Module, precision: Precision) -> Iterator[tuple[str, int]]:
    """Path and bytes of each layer's own weights and buffers; what layers share counts for the first of them."""
    seen: set[int] = set()
    for path, layer in network.named_modules():
        own = {
            name: value for name, value in [*layer._parameters.items(), *layer._buffers.items()] if value is not None
        }
        smaller = _made_smaller(network, path, layer, precision)
        total = 0.0
        for name, value in own.items():
            if id(value) not in seen:
                seen.add(id(value))
                total += value.numel() * (BYTES[precision] if name in smaller else value.itemsize)
        yield path, round(total)


def _made_smaller(network: torch.nn.Module, path: str, layer: torch.nn.Module, precision: Precision) -> frozenset[str]:
    """Names of the layer's own tensors that take fewer bytes in `precision`."""
    if precision == "native" or is_kept(network, path):
        return frozenset()
    if precision == "fp8":
        skipped = (*DEFAULT_SKIP_MODULES_PATTERN, *(getattr(network, "_skip_layerwise_casting_patterns", None) or ()))
        castable = isinstance(layer, CASTABLE) and not _is_skipped(path, skipped)
        return frozenset({"weight", "bias"} if castable else ())
    return frozenset({"weight"} if is_quantised(network, path, layer) else ())


def _is_skipped(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether diffusers leaves the layer, or a module that it is in, in its own precision."""
    names = path.split(".")
    above = [".".join(names[: end + 1]) for end in range(len(names))]
    return any(re.search(pattern, prefix) for pattern in patterns for prefix in above)
