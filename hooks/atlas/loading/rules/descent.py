"""Rules about parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.model import UNDISCLOSED
from .finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...domain.registry import Registry

DERIVED = frozenset({"continued", "finetune", "merge", "distilled", "edit", "inpaint", "lora", "lycoris", "controlnet"})
WEIGHT_TOLERANCE = 0.025  # three thirds are written as 0.33, seven sevenths as 0.14


def no_cycles(registry: Registry) -> Iterator[Finding]:
    """Nobody descends from himself."""
    for cycle in registry.lineage.cycles():
        yield Finding("models", cycle[0], ("parents",), f"form a cycle: {' → '.join(cycle)}")


def child_is_not_older(registry: Registry) -> Iterator[Finding]:
    """A model came out no earlier than what it was made from, as far as both dates are known. A parent counts from the
    day it was announced: a distilled version may be published before its teacher."""
    for model in registry.models.values():
        for index, parent in enumerate(model.parents):
            known = registry.models.get(parent.id)
            if known is None or parent.relation == "used-with" or not (known.released and model.released):
                continue
            announced = [event.date for event in known.events if event.what == "announced"]
            if all(_is_before(model.released, date) for date in (known.released, *announced)):
                message = f"{parent.id!r} came out on {known.released}, after this model ({model.released})"
                yield Finding("models", model.id, ("parents", index, "id"), message)


def merge_has_two_parents(registry: Registry) -> Iterator[Finding]:
    """A merge names two parents or more, or says that one is undisclosed."""
    for model in registry.models.values():
        if (
            model.kind == "merge"
            and len(model.parents) < 2
            and all(parent.id != UNDISCLOSED for parent in model.parents)
        ):
            message = "a merge has two parents: name the other, or add {id: undisclosed, relation: merge}"
            yield Finding("models", model.id, ("parents",), message)


def kind_fits_parents(registry: Registry) -> Iterator[Finding]:
    """What is made from something names what; a base reuses at most an architecture or an undisclosed start."""
    for model in registry.models.values():
        if model.kind in DERIVED and not model.parents:
            message = f"kind {model.kind} needs a parent: name it, or write {{id: undisclosed, relation: …}}"
            yield Finding("models", model.id, ("kind",), message)
        for index, parent in enumerate(model.parents):
            if (
                model.kind == "base"
                and parent.id != UNDISCLOSED
                and parent.relation in {"finetune", "merge", "continued"}
            ):
                message = f"kind base was not made by {parent.relation}; use relation architecture, or another kind"
                yield Finding("models", model.id, ("parents", index, "relation"), message)


def merge_weights_add_up(registry: Registry) -> Iterator[Finding]:
    """Where every parent of a merge has a weight, the weights add up to 1."""
    for model in registry.models.values():
        weights = [parent.weight for parent in model.parents if parent.relation == "merge"]
        known = [weight for weight in weights if weight is not None]
        if known and len(known) == len(weights) and abs(sum(known) - 1) > WEIGHT_TOLERANCE:
            yield Finding("models", model.id, ("parents",), f"weights add up to {sum(known):g}, not 1")


def _is_before(earlier: str, later: str) -> bool:
    """Whether one partial date is before another, as far as the coarser of them tells."""
    length = min(len(earlier), len(later))
    return earlier[:length] < later[:length]
