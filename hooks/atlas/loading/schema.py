"""JSON Schema for editors, from the same types that judge the data. It checks shapes; `atlas check` checks all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .files import KINDS, Kind

if TYPE_CHECKING:
    from pathlib import Path

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ANY_SCALAR = ["string", "number", "boolean"]
NAMES = {"models": "model", "components": "component", "licenses": "license", "terms": "glossary"}


def schemas() -> dict[str, str]:
    """File name → JSON Schema as text, for each kind of data file."""
    generated = {NAMES.get(kind.name, kind.name): _schema(kind) for kind in KINDS}
    words = {"type": "object", "title": "Language", "additionalProperties": {"type": "string", "minLength": 1}}
    generated["language"] = {"$schema": DIALECT, **words}
    return {f"{name}.schema.json": _text(schema) for name, schema in generated.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Writes the schemas that differ from what `folder` holds; returns all their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in schemas().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def _schema(kind: Kind) -> dict[str, Any]:
    schema = kind.record.model_json_schema()
    for field in kind.path_fields:
        schema["properties"].pop(field)
        schema["required"].remove(field)
    definitions = schema.pop("$defs", {})
    if kind.shape == "list":
        schema = {"type": "array", "items": schema, "title": f"{kind.record.__name__} list"}
    lenient: dict[str, Any] = _lenient({**schema, "$defs": definitions})
    return {"$schema": DIALECT, **lenient}


def _lenient(node: Any) -> Any:
    """Free text may look like a number to an editor (`released: 2024`, `version: 1.10`); the registry reads text."""
    if isinstance(node, list):
        return [_lenient(item) for item in node]
    if not isinstance(node, dict):
        return node
    free = node.get("type") == "string" and not node.keys() & {"pattern", "enum", "const"}
    return {key: ANY_SCALAR if free and key == "type" else _lenient(value) for key, value in node.items()}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
