"""Part → network; on the meta device, names and shapes without memory."""

from __future__ import annotations

import importlib
import inspect
from hashlib import md5
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from .specs import Part


HEAD = "lm_head"
"""The output layer of a language model, which quantisers leave as it is."""


def build(part: Part) -> torch.nn.Module:
    """The network of a published configuration, without weights."""
    with torch.device("meta"):
        return construct(part)


def construct(part: Part) -> torch.nn.Module:
    """The network of a published configuration. Keys that its class no longer takes are passed over."""
    cls = class_of(part)
    made: torch.nn.Module = (
        cls.from_config(dict(part.config)) if hasattr(cls, "from_config") else cls(_config(cls, part.config))
    )
    return made


def class_of(part: Part) -> Any:
    """Its class in the library that defines it."""
    return getattr(importlib.import_module(part.library), part.cls)


def _config(cls: type, values: Any) -> Any:
    kind = getattr(cls, "config_class", None) or inspect.signature(cls).parameters["config"].annotation
    return kind(**values)


def count(network: torch.nn.Module) -> tuple[int, int]:
    """Parameters, each once where several layers share it, and elements of the buffers that a file of weights holds."""
    stored = network.state_dict(keep_vars=True)
    buffers = sum(value.numel() for value in stored.values() if not isinstance(value, torch.nn.Parameter))
    return sum(value.numel() for value in network.parameters()), buffers


def is_quantised(network: torch.nn.Module, path: str, layer: torch.nn.Module) -> bool:
    """Whether quantisers make the weight of a layer smaller: linear, and neither the output layer of a language model
    nor among those that its class keeps in 32 bits."""
    return isinstance(layer, torch.nn.Linear) and not path.endswith(HEAD) and not is_kept(network, path)


def is_kept(network: torch.nn.Module, path: str) -> bool:
    """Whether a class keeps a layer in 32 bits, or what the layer is in."""
    kept = set(getattr(network, "_keep_in_fp32_modules", None) or ())
    return bool(kept & set(path.split(".")))


def fingerprint(network: torch.nn.Module) -> str:
    """MD5 of every name and shape in the state dict, as DiffSynth-Studio computes it for published files."""
    lines = []
    for name, value in network.state_dict().items():
        lines += [f"{name}:{'_'.join(map(str, value.shape))}", name]
    return md5(",".join(sorted(lines)).encode(), usedforsecurity=False).hexdigest()
