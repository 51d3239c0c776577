"""Rules about sources: no source, no fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.model import Model
from ...domain.shared import Component, License
from ..problem import did_you_mean
from .finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...domain.record import Sourced
    from ...domain.registry import Registry
    from ..problem import KeyPath

# Facts inside `architecture` that are cited on their own.
PARTS_OF_ARCHITECTURE = ("params", "backbone", "prediction", "resolution", "text_encoders", "vae")
CITABLE = {
    "models": frozenset({*Model.model_fields, *PARTS_OF_ARCHITECTURE})
    - {"id", "family", "sources", "cite", "confidence"},
    "components": frozenset(Component.model_fields) - {"id", "sources", "cite", "confidence"},
    "licenses": frozenset(License.model_fields) - {"id", "sources", "cite", "confidence"},
}
MUST_BE_CITED = ("released", "parents", "license", "training", "settings", "prompting", "events")


def cited_sources_exist(registry: Registry) -> Iterator[Finding]:
    """Every source that is referred to by key is described under `sources`."""
    for kind, record in _sourced(registry):
        for key, named in _references(record):
            if named not in record.sources:
                message = f"no source {named!r} under sources{did_you_mean(named, record.sources)}"
                yield Finding(kind, record.id, key, message)


def cited_facts_exist(registry: Registry) -> Iterator[Finding]:
    """`cite` and `confidence` speak of fields that exist."""
    for kind, record in _sourced(registry):
        for group in ("cite", "confidence"):
            for field in getattr(record, group):
                if field not in CITABLE[kind]:
                    hint = did_you_mean(field, CITABLE[kind])
                    yield Finding(kind, record.id, (group, field), f"no fact is called {field!r}{hint}")


def every_source_is_used(registry: Registry) -> Iterator[Finding]:
    """A source that backs nothing is deleted or tied to the fact it backs."""
    for kind, record in _sourced(registry):
        used = {named for _, named in _references(record)}
        for key in record.sources.keys() - used:
            message = f"backs no fact: cite it (cite: {{released: {key}}}) or delete it"
            yield Finding(kind, record.id, ("sources", key), message)


def core_facts_are_cited(registry: Registry) -> Iterator[Finding]:
    """A stated date, parent, licence, parameter count, training, setting or prompt says where it was read."""
    for model in registry.models.values():
        for field in MUST_BE_CITED:
            if getattr(model, field) and field not in model.cite:
                yield Finding("models", model.id, (field,), f"has no source: add cite: {{{field}: <source key>}}")
        denoisers = [part for part in model.architecture.components if part.role == "denoiser"]
        counted = any(part.params is not None for part in denoisers)
        stated = any(part.stated_params is not None for part in denoisers) and "architecture" not in model.cite
        if (counted or stated) and "params" not in model.cite:
            key = ("architecture", "components")
            yield Finding("models", model.id, key, "has no source: add cite: {params: <source key>}")
    for component in registry.components.values():
        if component.params is not None and "params" not in component.cite:
            yield Finding("components", component.id, ("params",), "has no source: add cite: {params: <source key>}")
    for license_ in registry.licenses.values():
        if "rights" not in license_.cite:
            yield Finding("licenses", license_.id, ("rights",), "has no source: add cite: {rights: <source key>}")


def _sourced(registry: Registry) -> Iterator[tuple[str, Model | Component | License]]:
    for kind in CITABLE:
        for record in getattr(registry, kind).values():
            yield kind, record


def _references(record: Sourced) -> Iterator[tuple[KeyPath, str]]:
    """Every place of `record` that names a source key."""
    for field, keys in record.cite.items():
        if isinstance(keys, str):
            yield ("cite", field), keys
        else:
            for index, key in enumerate(keys):
                yield ("cite", field, index), key
    if isinstance(record, Model):
        for group in ("vram", "strengths", "limitations", "recommended_for"):
            for index, item in enumerate(getattr(record, group)):
                yield (group, index, "source"), item.source
        for program, recipe in record.install.items():
            yield ("install", program, "source"), recipe.source
        if record.license_override:
            yield ("license_override", "source"), record.license_override.source
