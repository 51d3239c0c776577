"""How many bytes of tensors are alive at each moment of a run."""

from __future__ import annotations

import weakref
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from torch.utils.weak import WeakIdKeyDictionary


class Watch(TorchDispatchMode):
    """Bytes of the storages that are alive, and the most of it."""

    def __init__(self) -> None:
        super().__init__()
        self.live = self.peak = 0
        self._known: WeakIdKeyDictionary = WeakIdKeyDictionary()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        self.hold(result)
        return result

    def hold(self, values: Any) -> None:
        """Counts the storages of all tensors in `values` until they are gone."""
        for tensor in tree_leaves(values):
            if isinstance(tensor, torch.Tensor):
                storage = tensor.untyped_storage()
                if storage not in self._known:
                    self._known[storage] = size = storage.nbytes()
                    self.live += size
                    self.peak = max(self.peak, self.live)
                    weakref.finalize(storage, self._gone, size)

    def ignore(self, network: torch.nn.Module) -> None:
        """Leaves the weights of a network out of the count."""
        for value in [*network.parameters(), *network.buffers()]:
            self._known[value.untyped_storage()] = 0

    def _gone(self, size: int) -> None:
        self.live -= size
