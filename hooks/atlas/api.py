"""Data for others: the records of /api/v1/models.json. Fields are added, never removed (tests/test_api.py)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .domain.model import Model
    from .domain.registry import Registry


def models_json(registry: Registry, languages: Iterable[str], site_url: str) -> str:
    """All models as JSON text: sorted by id, one on a line."""
    codes = tuple(languages)
    models = sorted(registry.models.values(), key=lambda model: model.id)
    records = (_record(registry, model, codes, site_url) for model in models)
    lines = (json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _record(registry: Registry, model: Model, codes: tuple[str, ...], site_url: str) -> dict[str, Any]:
    stated = registry.stated_params(model)
    return {
        "id": model.id,
        "family": model.family,
        "name": model.name,
        "aliases": list(model.aliases),
        "kind": model.kind,
        "modality": model.modality,
        "status": model.status,
        "authors": [registry.organizations[id_].name for id_ in model.authors],
        "released": model.released,
        "parents": [{"id": parent.id, "relation": parent.relation} for parent in model.parents],
        "params": registry.params(model),
        "params_stated": round(stated * 1e9) if stated is not None else None,
        "license": model.license,
        "access": model.access,
        "links": [{"type": link.type, "url": link.url} for link in model.links],
        "summary": {code: model.summary.text(code) for code in codes},
        "url": {code: f"{site_url}{code}/models/{model.id}/" for code in codes},
    }
