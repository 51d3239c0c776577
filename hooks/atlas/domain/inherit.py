"""What a finetune or merge takes from its ancestors: architecture, field by field, VRAM claims, terms of licences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .architecture import Architecture
from .lineage import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .model import Model, VramClaim

# An adapter or a pairing is not built like its base; a descendant by one of these relations is.
INHERITING = frozenset({"continued", "finetune", "merge", "distilled", "quantized", "architecture"})
OWN = {"note", "training_resolution"}
"""Fields of an architecture that say how this very model was made, and so are never inherited."""
# Same shape does not mean same memory figure, or same terms, where only the architecture was reused.
OF_WEIGHTS = INHERITING - {"architecture"}

# What an adapter adds, and what an inpainting model is given, is no part of its base's figures.
CHECKPOINTS = frozenset({"base", "continued", "finetune", "merge", "distilled", "edit"})


@dataclass(frozen=True, slots=True)
class Inherited:
    """An architecture and, for each field that came from an ancestor, the id of that ancestor."""

    value: Architecture
    origins: Mapping[str, str]


def donor(model: Model, models: Mapping[str, Model], relations: frozenset[str] = INHERITING) -> Model | None:
    """The parent out of which `model` was made: the first known one with an inheriting relation."""
    for parent in model.parents:
        if parent.relation in relations and parent.id in models:
            return models[parent.id]
    return None


def inherited_architecture(model: Model, models: Mapping[str, Model]) -> Inherited:
    """The architecture of `model`: each field is its own, or else that of the nearest ancestor that states it."""
    values = {name: getattr(model.architecture, name) for name in model.architecture.model_fields_set}
    origins: dict[str, str] = {}
    seen, ancestor = {model.id}, donor(model, models)
    while ancestor is not None and ancestor.id not in seen:
        seen.add(ancestor.id)
        for name in ancestor.architecture.model_fields_set - values.keys() - OWN:
            values[name] = getattr(ancestor.architecture, name)
            origins[name] = ancestor.id
        ancestor = donor(ancestor, models)
    return Inherited(Architecture.model_construct(_fields_set=set(values), **values), origins)


def inherited_vram(model: Model, models: Mapping[str, Model]) -> tuple[tuple[VramClaim, ...], str | None]:
    """Published memory figures for `model`, and the id of the ancestor they belong to (None: its own)."""
    seen: set[str] = set()
    owner: Model | None = model
    while owner is not None and owner.id not in seen:
        if owner.vram:
            return owner.vram, None if owner is model else owner.id
        seen.add(owner.id)
        owner = donor(owner, models, OF_WEIGHTS)
    return (), None


def under_other_licenses(model: Model, models: Mapping[str, Model]) -> tuple[Model, ...]:
    """Ancestors whose weights went into `model` and whose licence is another: the nearest for each licence. Those by
    its own makers are left out, who are free to license their work anew."""

    def above(id_: str) -> Iterator[str]:
        return (parent.id for parent in models[id_].parents if parent.relation in OF_WEIGHTS and parent.id in models)

    found: dict[str, Model] = {}
    for ancestor in map(models.__getitem__, walk(above(model.id), above)):
        if ancestor.license not in (None, model.license) and not set(ancestor.authors) & set(model.authors):
            found.setdefault(ancestor.license or "", ancestor)
    return tuple(found.values())


def is_run_like_its_kin(model: Model) -> bool:
    """Whether what holds for a model of the same networks holds for `model`: its weights are stored as theirs are, and
    it is loaded alone."""
    return model.kind in CHECKPOINTS and all(parent.relation != "quantized" for parent in model.parents)
