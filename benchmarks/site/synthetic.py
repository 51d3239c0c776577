"""Registries of any size, shaped like the real one: families of twenty, some base, many finetunes, a few merges.

Everything follows from the index of a model, so two runs write the same files. One entry is about as long as the
median entry of data/models (some 2.5 kB), in the same three scripts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FAMILY_SIZE = 20
BACKBONES = ("unet", "dit", "mmdit")
LATIN = "A model for pictures with a clear line of descent and published settings that were read in its own card."
RUSSIAN = "Модель для изображений с понятным происхождением и опубликованными настройками, взятыми из её карточки."
JAPANESE = "由来が明らかで、モデルカードに推奨設定が公開されている画像生成モデル。拡散モデルの系譜に連なる。"


def write_registry(folder: Path, count: int) -> None:
    """Writes a registry of `count` models under `folder` (made if missing)."""
    families = range((count + FAMILY_SIZE - 1) // FAMILY_SIZE)
    _write(folder / "families.yaml", [_family(index) for index in families])
    _write(folder / "organizations.yaml", [{"id": "makers", "name": "Makers", "kind": "group"}])
    _write(folder / "gpus.yaml", [])
    _write(folder / "glossary.yaml", [])
    _write(folder / "licenses/MIT.yaml", _license())
    _write(folder / "components/encoder.yaml", _component())
    for index in range(count):
        _write(folder / f"models/family-{index // FAMILY_SIZE}/model-{index}.yaml", _model(index))


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _text(index: int) -> dict[str, str]:
    return {code: f"{text} {index}." * 3 for code, text in (("en", LATIN), ("ru", RUSSIAN), ("ja", JAPANESE))}


def _source(name: str) -> dict[str, str]:
    return {"url": f"https://example.org/{name}", "title": name, "accessed": "2026-11-20"}


def _family(index: int) -> dict[str, Any]:
    return {"id": f"family-{index}", "name": f"Family {index}", "modality": "image", "summary": _text(index)}


def _license() -> dict[str, Any]:
    rights = {name: {"answer": "yes"} for name in ("sell_outputs", "run_service", "share_derivatives", "sell_weights")}
    return {
        "name": "MIT License", "rights": rights, "share_alike": "no", "text_read": "true",
        "summary": _text(0), "sources": {"text": _source("mit")}, "cite": {"rights": "text"},
    }  # fmt: skip


def _component() -> dict[str, Any]:
    return {
        "name": "Encoder", "role": "text_encoder", "params": "123060480",
        "sources": {"config": _source("encoder")}, "cite": {"params": "config"},
    }  # fmt: skip


def _parents(index: int) -> list[dict[str, str]]:
    """The first of a family is its root; the others hang on one of the members before them."""
    place = index % FAMILY_SIZE
    if place == 0:
        return []
    first = index - place + (place - 1) // 4
    if place % 7 == 0:
        return [{"id": f"model-{first}", "relation": "merge"}, {"id": f"model-{index - 1}", "relation": "merge"}]
    return [{"id": f"model-{first}", "relation": "finetune"}]


def _model(index: int) -> dict[str, Any]:
    parents = _parents(index)
    kind = "base" if not parents else "merge" if len(parents) > 1 else "finetune"
    model: dict[str, Any] = {
        "name": f"Model {index}", "aliases": [f"M{index}", f"Модель {index}", f"モデル{index}"], "kind": kind,
        "modality": "image", "tasks": ["text-to-image"], "authors": ["makers"],
        "released": f"{2022 + index % 5}-{1 + index % 12:02}-{1 + index % 28:02}" if kind == "base" else "2027",
        "status": "current", "parents": parents, "license": "MIT", "access": "open",
        "vram": [{"gb": 8 + index % 40, "means": "minimum", "basis": "vendor", "precision": "fp16", "source": "card"}],
        "links": [{"type": "weights", "url": f"https://example.org/models/{index}"},
                  {"type": "code", "url": f"https://example.org/code/{index}"}],
        "settings": {"sizes": ["1024x1024"], "steps": {"min": "20", "max": "30"}, "guidance": {"typical": "7"}},
        "prompting": {"style": ["tags"], "prefix": "masterpiece, best quality", "note": _text(index)},
        "strengths": [{"text": _text(index), "as_of": "2026-01", "source": "card"}],
        "summary": _text(index),
        "sources": {"card": _source("card"), "readme": _source("readme")},
        "cite": {"released": "card", "parents": "card", "license": "card", "settings": "card", "prompting": "card",
                 "links": "readme"},
    }  # fmt: skip
    if kind == "base":
        model["architecture"] = {
            "backbone": BACKBONES[index % 3], "prediction": "flow", "native_resolution": ["1024x1024"],
            "components": [{"role": "denoiser", "params": f"{10**9 + index}"}, {"role": "text_encoder", "ref": "encoder"}],
        }  # fmt: skip
        model["cite"]["params"] = "card"
    return model
