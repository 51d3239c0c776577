"""What is on the card while a pipeline runs, put in place as the documentation of diffusers says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import torch
from accelerate import cpu_offload, cpu_offload_with_hook
from atlas.domain.counts import ROLES
from atlas.domain.memory import IN_TILES
from diffusers import ModularPipeline
from diffusers.hooks import apply_group_offloading

from ..fake import DECODERS, decodes_in_tiles
from ..turns import turn
from ..weights import can_be_grouped
from .card import main_memory
from .precision import size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from atlas.domain.memory import Mode


class Device(Protocol):
    """Where a pipeline runs."""

    @property
    def name(self) -> str:
        """PyTorch's for it."""

    @property
    def has_streams(self) -> bool:
        """Whether weights can come while it computes."""


def place(pipeline: Any, networks: Mapping[str, torch.nn.Module], mode: Mode, device: Device) -> None:
    """Puts a pipeline in `mode`. Its weights are in main memory, but for the mode in which all are on the card."""
    if mode in IN_TILES:
        for slot, network in networks.items():
            if ROLES[slot] in DECODERS:
                decodes_in_tiles(network)
    MODES[mode](pipeline, networks, device)


def _gpu(pipeline: Any, _: Any, device: Device) -> None:
    pipeline.to(device.name)


def _offload(pipeline: Any, networks: Mapping[str, torch.nn.Module], device: Device) -> None:
    if not isinstance(pipeline, ModularPipeline):
        pipeline.enable_model_cpu_offload(device=device.name)
        return
    # Modular pipelines offload only what no longer fits on the card: here one network is there at a time, as elsewhere.
    hook = None
    for slot in sorted(networks, key=turn):
        _, hook = cpu_offload_with_hook(networks[slot], device.name, prev_module_hook=hook)


def _group(_: Any, networks: Mapping[str, torch.nn.Module], device: Device) -> None:
    # A stream copies from memory that is pinned beforehand; where that is too much, it is pinned as it is needed.
    scarce = 2 * sum(map(size, networks.values())) > main_memory()
    for slot, network in networks.items():
        if not can_be_grouped(network):
            network.to(device.name)  # diffusers refuses them: they must be left out, and on the card
            continue
        by_block = ROLES[slot] == "denoiser"
        apply_group_offloading(
            network,
            onload_device=torch.device(device.name),
            offload_device=torch.device("cpu"),
            offload_type="block_level" if by_block else "leaf_level",
            num_blocks_per_group=1 if by_block else None,
            use_stream=device.has_streams and not _is_cast(network),
            low_cpu_mem_usage=scarce,
        )


def _is_cast(network: Any) -> bool:
    """Whether pipelines cast it to 32 bits in the middle of a run. What a stream brings is a copy made beforehand, in
    the precision of that time."""
    upcast = getattr(getattr(network, "config", None), "force_upcast", False)
    return bool(upcast) and next(network.parameters()).dtype is torch.float16


def _sequential(pipeline: Any, networks: Mapping[str, torch.nn.Module], device: Device) -> None:
    if not isinstance(pipeline, ModularPipeline):
        pipeline.enable_sequential_cpu_offload(device=device.name)
        return
    for network in networks.values():
        cpu_offload(network, device.name, offload_buffers=bool(network._parameters))


MODES: dict[Mode, Callable[[Any, Any, Device], None]] = {
    "gpu": _gpu,
    "offload": _offload,
    "tiled": _offload,
    "group": _group,
    "sequential": _sequential,
}
