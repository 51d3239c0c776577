"""Calls of networks, as stages: each is followed from outside, after a mode has put its own hooks around it."""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from atlas.domain.memory import Stage

from ..fake import METHODS, stage_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import torch

    from .stages import Stages


class Watch:
    """Sees every call of networks; calls within a call belong to it.

    `forward` is seen by hooks of PyTorch: those of accelerate and diffusers replace it, now and then while it runs.
    """

    def __init__(self, stages: Stages, networks: Mapping[str, torch.nn.Module]) -> None:
        self._stages = stages
        self._depth = 0
        for slot, network in networks.items():
            for layer in [network, *network.children()]:
                layer.register_forward_pre_hook(partial(self._begin, stage_of(slot, "forward")))
                layer.register_forward_hook(self._end)
            for method in METHODS:
                if method != "forward" and callable(getattr(network, method, None)):
                    setattr(network, method, self._watched(stage_of(slot, method), getattr(network, method)))

    def _begin(self, stage: Stage, *_: Any) -> None:
        self._depth += 1
        if self._depth == 1:
            self._stages.enter(stage)

    def _end(self, *_: Any) -> None:
        self._depth -= 1
        if not self._depth:
            self._stages.leave()

    def _watched(self, stage: Stage, call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def watched(*args: Any, **kwargs: Any) -> Any:
            self._begin(stage)
            made = call(*args, **kwargs)
            self._end()  # after an error nothing more is watched
            return made

        return watched
