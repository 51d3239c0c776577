"""The graphics card as PyTorch knows it, or a smaller one: a cap on what the tensors of this process may take.

The allocator tests the cap before it asks the driver for memory, and counts whole segments: fragmentation and the
workspaces of the kernels are under it, and it frees what it only keeps before it gives up, as on a card of that size.
"""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING, Any

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

KIB = 2**10


class Cuda:
    """The card that is there."""

    name = "cuda"
    has_streams = True

    def __init__(self, cap: int | None) -> None:
        """Starts CUDA. `cap`: bytes that tensors may take; None for all there are."""
        torch.cuda.init()
        torch.backends.cudnn.benchmark = False  # kernels as a short run chooses them, not by trying all
        self._free, (_, self._total) = torch.cuda.mem_get_info, torch.cuda.mem_get_info()
        if cap is not None:
            torch.cuda.set_per_process_memory_fraction(cap / self._total)
            torch.cuda.mem_get_info = lambda *_, **__: (max(0, cap - torch.cuda.memory_reserved()), cap)

    def reset(self) -> None:
        """Peaks are counted from now on."""
        torch.cuda.reset_peak_memory_stats()

    def peaks(self) -> tuple[int, int]:
        """Bytes of the tensors alive at once, and of what the allocator held at once, since the last reset."""
        return torch.cuda.max_memory_allocated(), torch.cuda.max_memory_reserved()

    def ran_out(self) -> bool:
        """Whether there was not enough for a tensor, whatever was made of it."""
        return bool(torch.cuda.memory_stats().get("num_ooms"))

    def synchronize(self) -> None:
        """Waits until everything asked for is done."""
        torch.cuda.synchronize()

    def settle(self) -> None:
        """Gives back what the allocator only keeps."""
        torch.cuda.synchronize()
        torch.cuda.empty_cache()

    def context(self) -> int:
        """Bytes that CUDA itself takes. The card is taken to be this process's own."""
        free, total = self._free()
        return max(0, int(total - free - torch.cuda.memory_reserved()))


def attention() -> AbstractContextManager[Any]:
    """Attention by the kernels that every card of today has. cuDNN's, which Hopper prefers, is not among them; the
    plain one is left for shapes that the others refuse."""
    wanted = [SDPBackend.FLASH_ATTENTION, SDPBackend.EFFICIENT_ATTENTION, SDPBackend.MATH]
    kernels: AbstractContextManager[Any] = sdpa_kernel(wanted)
    return kernels


class MainMemory:
    """What the process held at most, as if its weights had been read from a file.

    Weights that nobody has set were never written, and the system does not count their pages.
    """

    def __init__(self) -> None:
        self._before = _high_water()
        self._weights = 0

    def hold(self, bytes_: int) -> None:
        """Weights that wait in main memory."""
        self._weights = bytes_

    def most(self) -> int:
        """Bytes."""
        return max(_high_water(), self._before + self._weights)


def main_memory() -> int:
    """Bytes of the whole machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _high_water() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB
