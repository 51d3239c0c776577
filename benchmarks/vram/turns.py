"""Which networks are on the GPU with model offload, call by call.

accelerate's hooks bring the network that is called and take away the one before it in the pipeline's order, whatever
else is there. So a second prompt finds the last text encoder still in place, and so does a picture that is encoded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from atlas.domain.memory import Stage
from diffusers import ModularPipeline

from .fake import stage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .runs import Run


def turn(slot: str) -> int:
    """Place of a network in the order of the stages."""
    return get_args(Stage).index(stage_of(slot, "decode"))


def order_of(pipeline: Any, run: Run, slots: Iterable[str]) -> list[str]:
    """Networks in the order in which one takes the place of the other. Modular pipelines name none."""
    if isinstance(pipeline, ModularPipeline):
        return sorted(slots, key=turn)
    names = run.settings.get("names", {})
    known = {name: slot for slot in slots for name in names.get(slot, [slot])}
    return [known[name] for name in pipeline.model_cpu_offload_seq.split("->") if name in known]


class Turns:
    """Follows the calls of a run."""

    def __init__(self, order: Sequence[str]) -> None:
        self._before = dict(zip(order[1:], order, strict=False))
        self._present: set[str] = set()

    def call(self, name: str) -> frozenset[str]:
        """Networks that are in place beside the one that is called."""
        self._present -= {self._before.get(name, name)}
        self._present |= {name}
        return frozenset(self._present - {name})
