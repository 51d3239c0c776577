"""Rules about what programs found out: it is about models of the registry, which may not say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.counts import ROLES
from ..problem import did_you_mean
from .finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...domain.counts import Count
    from ...domain.memory import Estimate
    from ...domain.model import Model
    from ...domain.registry import Registry


def counts_agree(registry: Registry) -> Iterator[Finding]:
    """Numbers of parameters are those that were counted. A count that rests on the defaults of a class binds nobody to
    state it: the published network may be another."""
    for id_, count in registry.counts.components.items():
        component = registry.components.get(id_)
        if component is not None and component.params != count.params:
            yield Finding("components", id_, ("params",), f"is {component.params}, but {count.params} were counted")
    for id_, counts in registry.counts.models.items():
        if id_ in registry.models:
            yield from _of_model(registry, registry.models[id_], counts)


def measured_models_exist(registry: Registry) -> Iterator[Finding]:
    """Every estimate and every file of measurements is about a model of the registry."""
    advice = {"estimates": "run: make estimate", "measured": "name the file after its model, or run: make measure"}
    for kind, ids in (("estimates", registry.estimates.models), ("measured", registry.measured)):
        for id_ in ids:
            if id_ not in registry.models:
                message = f"no model has the id {id_!r}{did_you_mean(id_, registry.models)}; {advice[kind]}"
                yield Finding(kind, id_, (), message, ("models", id_))


def estimates_are_at_native_size(registry: Registry) -> Iterator[Finding]:
    """What was estimated is the native size of the model and, for a video, its native number of frames."""
    for id_, estimate in registry.estimates.models.items():
        if id_ in registry.models:
            yield from _native(registry, registry.models[id_], estimate)


def _native(registry: Registry, model: Model, estimate: Estimate) -> Iterator[Finding]:
    parent = next((id_ for id_ in model.parent_ids if id_ not in registry.models), None)
    about = ("models", parent) if parent else None
    native = registry.native(model)
    size = f"{estimate.width}x{estimate.height}"
    if size != native.size:
        message = f"{size} was estimated, but the native resolution is {native.size or 'unknown'}; run: make estimate"
        yield Finding("estimates", model.id, ("width",), message, about)
    if estimate.frames != native.frames:
        message = f"{estimate.frames or 'no'} frames were estimated, but {native.frames or 'none'} are native"
        yield Finding("estimates", model.id, ("frames",), f"{message}; run: make estimate", about)


def _of_model(registry: Registry, model: Model, counts: Mapping[str, Count]) -> Iterator[Finding]:
    parts = registry.architecture(model).value.components
    for role in dict.fromkeys(ROLES[slot] for slot in counts):
        counted = sorted(count.params for slot, count in counts.items() if ROLES[slot] == role)
        own = [part for part in parts if part.role == role and (part.ref is None or part.params is not None)]
        stated = [part.params for part in own for _ in range(part.count)]
        unsure = any(count.verified == "class-defaults" for slot, count in counts.items() if ROLES[slot] == role)
        agree = set(stated) - {None} <= set(counted) if unsure else sorted(n or 0 for n in stated) == counted
        if not agree:
            message = f"parameters of the {role}: {_list(stated)} stated, but {_list(counted)} counted"
            yield Finding("models", model.id, ("architecture", "components"), message)


def _list(numbers: list[int | None] | list[int]) -> str:
    return ", ".join("null" if number is None else str(number) for number in numbers) or "none"
