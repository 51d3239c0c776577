"""Registries of any size, shaped like the real one: families of twenty, some base, many finetunes, a few merges.

Everything follows from the index of a model, so two runs write the same files. Each optional part of an entry (files,
settings, …) is there as often as in data/models, so that entries are as long as the real ones (median 3.2 kB) and
their pages have as many different tables of contents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

import yaml

if TYPE_CHECKING:
    from pathlib import Path

FAMILY_SIZE = 20
MODEL_LICENSES = ("MIT", "Apache-2.0", "LicenseRef-Research", "LicenseRef-Community")
RIGHTS = ("sell_outputs", "run_service", "share_derivatives", "sell_weights")
ROOTS = (0, 5, 11, 17)
"""Places in a family of the models without a parent."""
SHARES = {"events": 34, "vram": 22, "files": 32, "training": 24, "settings": 58, "prompting": 28, "diffusers": 43,
          "limitations": 19}  # fmt: skip
"""Of a hundred real entries, how many have the part."""
WORDS = {
    "en": "A model for pictures with a clear line of descent, whose published settings were read in its own card",
    "ru": "Модель для изображений с понятным происхождением; рекомендуемые настройки взяты из её собственной карточки",
    "ja": "由来が明らかな画像生成モデルで、推奨される設定と学習条件は作者のモデルカードに示されている",
}
LINKS = ("weights", "code", "paper")
STOP = {"en": ". ", "ru": ". ", "ja": "。"}
SHORT = {"en": "As the card states it.", "ru": "Так указано в карточке.", "ja": "モデルカードの記載による。"}


def write_registry(folder: Path, count: int) -> None:
    """Writes a registry of `count` models under `folder` (made if missing)."""
    families = range((count + FAMILY_SIZE - 1) // FAMILY_SIZE)
    _write(folder / "families.yaml", [_family(index) for index in families])
    makers = [{"id": f"makers-{number}", "name": f"Makers {number}", "kind": "group"} for number in range(9)]
    _write(folder / "organizations.yaml", makers)
    _write(folder / "gpus.yaml", [])
    _write(folder / "glossary.yaml", [])
    for number, license_ in enumerate(MODEL_LICENSES):
        _write(folder / f"licenses/{license_}.yaml", _license(license_, number))
    _write(folder / "components/encoder.yaml", _component())
    for index in range(count):
        _write(folder / f"models/{family_of(index)}/{id_of(index)}.yaml", _model(index))


def id_of(index: int) -> str:
    """Id of a model."""
    return f"model-{index}"


def family_of(index: int) -> str:
    """Id of the family of a model."""
    return f"family-{index // FAMILY_SIZE}"


class _Dumper(yaml.CSafeDumper):
    """Writes no anchors: the registry refuses them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 — PyYAML names it
        return True


def _write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=400)
    path.write_text(text, encoding="utf-8")


def _text(index: int, sentences: int = 2) -> dict[str, str]:
    numbers = range(index, index + sentences)
    return {code: "".join(f"{text} {number}{STOP[code]}" for number in numbers).strip() for code, text in WORDS.items()}


def _source(name: str, title: str) -> dict[str, str]:
    url = f"https://example.org/{name}/blob/b48420576eac63c04388cb65fb74513cbd17405a/README.md"
    return {"url": url, "title": title, "accessed": "2026-11-20"}


def _family(index: int) -> dict[str, Any]:
    family = {"id": f"family-{index}", "name": f"Family {index}", "modality": "image", "summary": _text(index)}
    return family | ({"parent": f"family-{index - index % 5}"} if index % 5 else {})


def _license(id_: str, number: int) -> dict[str, Any]:
    answers = ("yes", "yes", "no", "conditional")
    right = {"answer": answers[number]} | ({"note": SHORT} if number > 1 else {})
    return {
        "name": id_.removeprefix("LicenseRef-"), "rights": dict.fromkeys(RIGHTS, right), "share_alike": "no",
        "text_read": "true", "summary": _text(0, 1), "sources": {"text": _source(id_.lower(), "licence text")},
        "cite": {"rights": "text"},
    }  # fmt: skip


def _component() -> dict[str, Any]:
    return {
        "name": "Encoder", "role": "text_encoder", "params": "123060480",
        "sources": {"config": _source("encoder", "config")}, "cite": {"params": "config"},
    }  # fmt: skip


def _parents(index: int) -> list[dict[str, str]]:
    """The first of a family is its root; three stand alone; the others hang on one of the members before them."""
    place = index % FAMILY_SIZE
    if place in ROOTS:
        return []
    first = index - place + (place - 1) // 4
    if place % 7 == 0:
        return [{"id": id_of(first), "relation": "merge"}, {"id": id_of(index - 1), "relation": "merge"}]
    return [{"id": id_of(first), "relation": "finetune"}]


def _released(index: int) -> str:
    """Later than that of every earlier member of the family."""
    month = index % FAMILY_SIZE * 2 + index // FAMILY_SIZE * 7 % 12
    return f"{2022 + month // 12}-{1 + month % 12:02}-{1 + index % 28:02}"


def _model(index: int) -> dict[str, Any]:
    parents = _parents(index)
    base = not parents
    model: dict[str, Any] = {
        "name": f"Model {index}", "aliases": [f"M{index}", f"Модель {index}", f"モデル{index}"],
        "kind": "base" if base else "merge" if len(parents) > 1 else "finetune", "modality": "image",
        "tasks": ["text-to-image"], "authors": [f"makers-{index % 9}"], "released": _released(index),
        "status": "current", "parents": parents, "license": MODEL_LICENSES[index // FAMILY_SIZE % 4], "access": "open",
        "links": [{"type": kind, "url": f"https://example.org/{kind}/{index}"} for kind in LINKS],
    }  # fmt: skip
    optional = _optional(index)
    chosen = [part for part in SHARES if crc32(f"{part}{index}".encode()) % 100 < SHARES[part]]
    counted = index // FAMILY_SIZE % 5 != 4 and (base or index % 10 == 1)
    if counted:
        model["architecture"] = _architecture(index)
    model |= {part: optional[part] for part in chosen}
    model["summary"] = _text(index)
    names = (("card", "model card"), ("readme", "README"), ("paper", "arXiv 2401.00001"), ("code", "pipeline.py"))
    model["sources"] = {key: _source(f"model-{index}/{key}", title) for key, title in names}
    cited = [part for part in chosen if part not in {"vram", "limitations"}]
    model["cite"] = dict.fromkeys(("released", "kind", "authors", "license", *cited), "card")
    model["cite"] |= {"kind": ["card", "paper"], "links": ["readme", "code"]} | ({"params": "code"} if counted else {})
    model["cite"] |= {} if base else {"parents": "card"}
    return model | {"confidence": {"released": "medium"}}


def _architecture(index: int) -> dict[str, Any]:
    return {
        "backbone": ("unet", "dit", "mmdit")[index // FAMILY_SIZE % 3], "prediction": "flow",
        "components": [{"role": "denoiser", "params": f"{10**9 + index}"}, {"role": "text_encoder", "ref": "encoder"}],
        "native_resolution": ["1024x1024"], "latent_channels": "16",
    }  # fmt: skip


def _optional(index: int) -> dict[str, Any]:
    """Every part that an entry may have or lack."""
    file = {"name": f"model-{index}.safetensors", "role": "checkpoint", "format": "safetensors", "precision": "bf16",
            "bytes": f"{6 * 10**9 + index}", "folders": {"comfyui": "models/checkpoints"}}  # fmt: skip
    claim = {"means": "minimum", "basis": "vendor", "precision": "fp16", "source": "card", "note": SHORT}
    return {
        "events": [{"date": "2026", "what": "updated", "note": SHORT}],
        "vram": [{"gb": str(8 + index % 40)} | claim, {"gb": str(12 + index % 40), "offload": "model"} | claim],
        "files": [file, file | {"name": f"model-{index}-fp8.safetensors", "precision": "fp8"}],
        "training": {"dataset": {"name": "LAION-5B", "images": str(10**6 + index), "note": SHORT}},
        "settings": {"sizes": ["1024x1024"], "steps": {"min": "20", "max": "30"}, "guidance": {"typical": "7"},
                     "note": _text(index, 1)},
        "prompting": {"style": ["tags"], "negative": "lowres, bad hands", "note": _text(index, 1)},
        "diffusers": {"pipeline": "DiffusionPipeline", "repository": f"makers/model-{index}", "dtype": "bf16",
                      "arguments": {"num_inference_steps": "28", "guidance_scale": "7"}},
        "limitations": [{"text": SHORT, "as_of": "2026-01", "source": "card"}],
    }  # fmt: skip
