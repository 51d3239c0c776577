"""How much of the registry is known, and how well."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..domain.registry import Registry

TRACKED = ("released", "authors", "parents", "params", "license", "links", "training", "vram")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts over the whole registry."""

    models: int
    families: int
    licenses: int
    components: int
    facts: int
    """Facts with a source."""
    sources: int
    known: Mapping[str, int]
    """How many models state each of the tracked facts."""
    confidence: Mapping[str, int]
    """Sourced facts by confidence."""


@lru_cache(maxsize=4)
def coverage(registry: Registry) -> Coverage:
    """Counts what the registry knows."""
    models = registry.models.values()
    records = [*models, *registry.components.values(), *registry.licenses.values()]
    lower = Counter(record.confidence[field] for record in records for field in record.cite.keys() & record.confidence)
    facts = sum(len(record.cite) for record in records) + sum(len(model.vram) for model in models)
    known = {field: sum(1 for model in models if getattr(model, field, None)) for field in TRACKED if field != "params"}
    known["params"] = sum(1 for model in models if registry.params(model) or registry.stated_params(model))
    known["parents"] = sum(1 for model in models if model.parents or model.kind in {"base", "technique"})
    return Coverage(
        models=len(registry.models),
        families=sum(1 for members in registry.members.values() if members),
        licenses=len(registry.licenses),
        components=len(registry.components),
        facts=facts,
        sources=sum(len(record.sources) for record in records),
        known={field: known[field] for field in TRACKED},
        confidence={"high": facts - sum(lower.values()), "medium": lower["medium"], "low": lower["low"]},
    )
