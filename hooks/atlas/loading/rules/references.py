"""Rules about ids: what is named must exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...domain.model import UNDISCLOSED
from ..problem import did_you_mean
from .finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...domain.registry import Registry
    from ..problem import KeyPath


NOUNS = {
    "models": "model",
    "families": "family",
    "components": "component",
    "licenses": "licence",
    "organizations": "organization",
}


def parents_exist(registry: Registry) -> Iterator[Finding]:
    """Every parent is a model of the registry, or `undisclosed`."""
    for model in registry.models.values():
        for index, parent in enumerate(model.parents):
            if parent.id != UNDISCLOSED:
                yield from _known("models", model.id, ("parents", index, "id"), parent.id, registry, "models")


def records_exist(registry: Registry) -> Iterator[Finding]:
    """The family, licence, authors, publisher and successor that a record names exist."""
    for model in registry.models.values():
        if model.family not in registry.families:
            hint = did_you_mean(model.family, registry.families)
            message = f"no family {model.family!r} in data/families.yaml{hint}"
            yield Finding("models", model.id, (), message, ("families", model.family))
        yield from _known("models", model.id, ("license",), model.license, registry, "licenses")
        yield from _authors("models", model, registry)
        yield from _known("models", model.id, ("publisher",), model.publisher, registry, "organizations")
        yield from _known("models", model.id, ("superseded_by",), model.superseded_by, registry, "models")
    for component in registry.components.values():
        yield from _known("components", component.id, ("license",), component.license, registry, "licenses")
        yield from _authors("components", component, registry)
    for license_ in registry.licenses.values():
        key = ("superseded_by",)
        yield from _known("licenses", license_.id, key, license_.superseded_by, registry, "licenses")


def components_exist(registry: Registry) -> Iterator[Finding]:
    """A part that refers to a shared component names one that exists and has the same role."""
    for model in registry.models.values():
        for index, part in enumerate(model.architecture.components):
            key = ("architecture", "components", index, "ref")
            yield from _known("models", model.id, key, part.ref, registry, "components")
            component = registry.components.get(part.ref or "")
            if component and component.role != part.role:
                yield Finding("models", model.id, key, f"is a {component.role}, but stands here as {part.role}")


def successor_is_another_model(registry: Registry) -> Iterator[Finding]:
    """Following `superseded_by` ends at a model that is not superseded: it never leads back."""
    for model in registry.models.values():
        seen, next_id = {model.id}, model.superseded_by
        while next_id is not None and next_id in registry.models and next_id not in seen:
            seen.add(next_id)
            next_id = registry.models[next_id].superseded_by
        if next_id == model.id:
            yield Finding("models", model.id, ("superseded_by",), "leads back to this model; a successor must be newer")


def families_form_a_tree(registry: Registry) -> Iterator[Finding]:
    """A family's parent and compatible families exist, and no family is its own ancestor."""
    for family in registry.families.values():
        yield from _known("families", family.id, ("parent",), family.parent, registry, "families")
        for index, other in enumerate(family.compatible_with):
            yield from _known("families", family.id, ("compatible_with", index), other, registry, "families")
        seen, parent = {family.id}, family.parent
        while parent is not None and parent in registry.families and parent not in seen:
            seen.add(parent)
            parent = registry.families[parent].parent
        if parent == family.id:
            yield Finding("families", family.id, ("parent",), "makes the family its own ancestor")


def aliases_are_unique(registry: Registry) -> Iterator[Finding]:
    """A spelling leads to one model: no alias repeats another model's id, name or alias (case and spaces apart)."""
    owners: dict[str, str] = {}
    for model in registry.models.values():
        for spelling in (model.id, model.name):
            owners.setdefault(_folded(spelling), model.id)
    for model in sorted(registry.models.values(), key=lambda model: model.id):
        for index, alias in enumerate(model.aliases):
            owner = owners.setdefault(_folded(alias), model.id)
            if owner != model.id:
                yield Finding("models", model.id, ("aliases", index), f"{alias!r} already leads to {owner!r}")


def bare_ids_differ(registry: Registry) -> Iterator[Finding]:
    """No model, shared part and licence have the same id: articles name them by it alone."""
    for kind, others in (("components", ("models",)), ("licenses", ("models", "components"))):
        for id_ in getattr(registry, kind):
            for other in others:
                if id_ in getattr(registry, other):
                    message = f"is the id of a {NOUNS[other]} too; articles could not tell them apart"
                    yield Finding(kind, id_, (), message)


def licence_pages_differ(registry: Registry) -> Iterator[Finding]:
    """No two licences differ only in capitals: their pages would have one address."""
    owners: dict[str, str] = {}
    for id_ in sorted(registry.licenses):
        owner = owners.setdefault(id_.lower(), id_)
        if owner != id_:
            yield Finding(
                "licenses", id_, (), f"differs from {owner!r} in capitals only; their pages would have one address"
            )


def _authors(kind: str, record: Any, registry: Registry) -> Iterator[Finding]:
    for index, author in enumerate(record.authors):
        yield from _known(kind, record.id, ("authors", index), author, registry, "organizations")


def _known(kind: str, id_: str, key: KeyPath, named: str | None, registry: Registry, among: str) -> Iterator[Finding]:
    known: Mapping[str, object] = getattr(registry, among)
    if named is not None and named not in known:
        message = f"no {NOUNS[among]} {named!r} in the registry{did_you_mean(named, known)}"
        yield Finding(kind, id_, key, message, (among, named))


def _folded(spelling: str) -> str:
    return " ".join(spelling.casefold().split())
