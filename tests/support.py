"""Cases as data. tests/cases/README.md says how to write one; this module reads them and builds what they give."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from atlas.domain.counts import Counts
from atlas.domain.measured import Measured
from atlas.domain.memory import Estimates
from atlas.domain.model import Model
from atlas.domain.registry import Registry, release_key
from atlas.domain.shared import Component, Family, License, Organization
from atlas.loading.files import KINDS
from atlas.loading.measurements import seal
from atlas.loading.parse import parse_record
from atlas.loading.read import read_yaml
from memories import estimates_of, measured_of

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"
SMALL = Path(__file__).parent / "small" / "data"

LOCAL = {"en": "x", "ru": "x", "ja": "x"}
MODEL = {
    "kind": "finetune", "modality": "image", "authors": [], "released": None, "status": "current", "license": None,
    "access": "open", "summary": LOCAL,
}  # fmt: skip
FAMILY = {"modality": "image", "summary": LOCAL}
COMPONENT = {"role": "text_encoder", "params": None}
RIGHTS = {right: {"answer": "yes"} for right in ("sell_outputs", "run_service", "share_derivatives", "sell_weights")}
LICENSE = {"rights": RIGHTS, "share_alike": "no", "text_read": "true", "summary": LOCAL}


def read_cases(path: Path) -> Any:
    """A file of cases. Read like the registry itself: every scalar is text, only null is None."""
    return read_yaml(path.read_bytes(), max_bytes=1 << 20)


def cases(pattern: str) -> list[Any]:
    """Every case of the matching files under tests/cases, as parameters of a test."""
    paths = sorted(CASES.glob(pattern))
    return [pytest.param(case, id=f"{path.stem}: {case['case']}") for path in paths for case in read_cases(path)]


def write_tree(root: Path, case: dict[str, Any]) -> None:
    """tests/small/data with the differences that the case states: `remove`, `files`, `edit`."""
    shutil.copytree(SMALL, root / "data")
    for path in case.get("remove", []):
        (root / path).unlink()
    for path, content in case.get("files", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(as_bytes(content))
    for path, content in _measurements(case).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(json.dumps(content | {"seal": seal(content)}, indent=1), encoding="utf-8")
    for path, edits in case.get("edit", {}).items():
        for edit in edits if isinstance(edits, list) else [edits]:
            text = (root / path).read_text(encoding="utf-8")
            assert text.count(edit["from"]) == 1, f"{path} should hold {edit['from']!r} once"
            (root / path).write_text(text.replace(edit["from"], edit["to"]), encoding="utf-8")


def _measurements(case: dict[str, Any]) -> dict[str, Any]:
    """The files under data/measurements that a case gives, without their seals."""
    files = {f"data/measurements/measured/{id_}.json": measured_of(g) for id_, g in case.get("measured", {}).items()}
    if "counts" in case:
        files["data/measurements/parameters.json"] = case["counts"]
    if "estimates" in case:
        files["data/measurements/estimates.json"] = estimates_of(case["estimates"])
    return files


def as_bytes(content: Any) -> bytes:
    """What a case gives as the content of a file: text, `{repeat: "[", times: 200000}`, or `{hex: ff fe}`."""
    if isinstance(content, dict) and "hex" in content:
        return bytes.fromhex(content["hex"])
    return str(written(content)).encode()


def written(value: Any) -> Any:
    """A value that is too long to be written out: `{before: b, repeat: a, times: 3}` is "baaa"."""
    if isinstance(value, dict) and "repeat" in value:
        return value.get("before", "") + value["repeat"] * int(value["times"])
    return value


def as_text(value: Any) -> Any:
    """A result in the words of a case: every scalar as text, null as None."""
    if isinstance(value, dict):
        return {str(key): as_text(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_text(item) for item in value]
    if isinstance(value, float):
        return f"{value:.12g}"
    return value if value is None else str(value)


def registry_of(case: dict[str, Any]) -> Registry:
    """The registry of a case that gives records by id and, for each, only the fields that matter to it."""
    models = {id_: model_of(id_, fields) for id_, fields in case.get("models", {}).items()}
    families = {family: {} for family in dict.fromkeys(model.family for model in models.values())}
    return Registry(
        models=dict(sorted(models.items(), key=lambda item: release_key(item[1]))),
        families=_records(Family, {**families, **case.get("families", {})}, FAMILY),
        components=_records(Component, case.get("components", {}), COMPONENT),
        licenses=_records(License, case.get("licenses", {}), LICENSE),
        organizations=_records(Organization, case.get("organizations", {}), {"kind": "company"}),
        counts=Counts.model_validate(case.get("counts", {})),
        estimates=Estimates.model_validate(estimates_of(case.get("estimates", {}))),
        measured={id_: Measured.model_validate(measured_of(given)) for id_, given in case.get("measured", {}).items()},
    )


def model_of(id_: str, fields: dict[str, Any]) -> Model:
    """A model that states `fields` only. Parents may be written short: `root`, or `root merge`."""
    fields = {**MODEL, "name": id_, **fields}
    fields["parents"] = [_parent(parent) for parent in fields.get("parents", [])]
    return parse_record(Model, fields, {"id": id_, "family": fields.pop("family", "alpha")})


def _parent(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    id_, _, relation = given.partition(" ")
    return {"id": id_, "relation": relation or "finetune"}


def _records(kind: Any, given: dict[str, Any], stub: dict[str, Any]) -> dict[str, Any]:
    return {id_: parse_record(kind, {**stub, "name": id_, **fields}, {"id": id_}) for id_, fields in given.items()}


def data_files(data: Path) -> list[Path]:
    """Every file that a kind of record is read from."""
    return sorted(path for kind in KINDS for path in data.glob(kind.pattern))
