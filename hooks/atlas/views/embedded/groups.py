"""Models chosen by what they are, in the groups in which an article shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...domain.model import ADAPTERS
from ..home import Pick, picks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...domain.model import Kind, Model, Parent
    from ...domain.registry import Registry
    from ...domain.shared import Component


class Group(NamedTuple):
    """Models of one family, or of one kind."""

    key: str
    """Id of the family, or the kind."""
    models: tuple[Model, ...]


def by_family(registry: Registry, models: Iterable[Model]) -> tuple[Group, ...]:
    """`models` by family, in the order of families.yaml."""
    found: dict[str, list[Model]] = {}
    for model in models:
        found.setdefault(model.family, []).append(model)
    return tuple(Group(id_, tuple(found[id_])) for id_ in registry.families if id_ in found)


def of_kind(registry: Registry, kind: Kind, family: str = "") -> tuple[Model, ...]:
    """Models of one kind, of one family where it is given, in order of release."""
    return tuple(model for model in registry.models.values() if model.kind == kind and family in {"", model.family})


def inpainters(registry: Registry) -> tuple[Model, ...]:
    """Models that fill a masked place: those made for it, and others whose makers name the task."""
    models = registry.models.values()
    made_for = [model for model in models if model.kind == "inpaint"]
    able = [model for model in models if "inpaint" in model.tasks and model.kind != "inpaint"]
    return (*made_for, *able)


def predicting(registry: Registry, prediction: str) -> tuple[Group, ...]:
    """Models whose network predicts this, by family. What only helps another model is left out."""
    models = (model for model in registry.models.values() if model.kind not in ADAPTERS)
    return by_family(registry, (m for m in models if registry.architecture(m).value.prediction == prediction))


def adapters_of(registry: Registry, family: str) -> tuple[Group, ...]:
    """What can be loaded beside the models of a family, by kind: its own, then that of the families it fits."""
    fitting = (family, *registry.families[family].compatible_with)
    models = [model for id_ in fitting for model in registry.members[id_] if model.kind in ADAPTERS]
    kinds = dict.fromkeys(model.kind for model in models)
    return tuple(Group(kind, tuple(model for model in models if model.kind == kind)) for kind in kinds)


def beside(model: Model) -> tuple[Parent, ...]:
    """The models with which an adapter is loaded, as it names them."""
    return tuple(parent for parent in model.parents if parent.relation in {"adapter-of", "used-with"})


def teachers(model: Model) -> tuple[Parent, ...]:
    """The models out of which it was distilled, as it names them."""
    return tuple(parent for parent in model.parents if parent.relation == "distilled")


def recommended(registry: Registry, purpose: str = "") -> dict[str, tuple[Pick, ...]]:
    """Every recommendation by purpose, the newest first; of one purpose where it is given."""
    found = picks(registry, per_purpose=len(registry.models))
    return {key: found[key] for key in found if purpose in {"", key}}


class SharedPart(NamedTuple):
    """A part with the models that have it."""

    component: Component
    models: tuple[Model, ...]
    """Those that state it themselves; who inherits it is left out."""


def shared_parts(registry: Registry, role: str) -> tuple[SharedPart, ...]:
    """Shared parts of one role, those of most models first."""
    users: dict[str, dict[str, Model]] = {}
    for model in registry.models.values():
        for part in model.architecture.components:
            if part.ref:
                users.setdefault(part.ref, {})[model.id] = model
    found = (
        SharedPart(component, tuple(users.get(id_, {}).values()))
        for id_, component in registry.components.items()
        if component.role == role
    )
    return tuple(sorted(found, key=lambda one: (-len(one.models), one.component.name.casefold())))


def shared_roles(registry: Registry) -> tuple[str, ...]:
    """Roles that shared parts play, the commonest first."""
    roles = [component.role for component in registry.components.values()]
    return tuple(sorted(set(roles), key=lambda role: (-roles.count(role), role)))
