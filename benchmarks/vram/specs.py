"""specs/ → parts: the published configuration of every network of a model.

- specs/components/<id>.json: a part that several models share, under its id in data/components/.
- specs/models/<id>.json: the parts of one model, under its id in data/models/, by the name that its pipeline gives
  them: {"component": "<id>"} for a shared part (with "class" where this model loads it through another), or its own.

A configuration says how a network is built. How large that makes it, and at which size it is used, stands in data/.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.domain.counts import Verified

if TYPE_CHECKING:
    from collections.abc import Mapping

SPECS = Path(__file__).parent / "specs"


@dataclass(frozen=True)
class Part:
    """One network."""

    slot: str
    """Its name in the pipeline: `transformer`, `text_encoder_2`."""
    component: str | None
    """Id of the shared component that it is; None for a part of this model alone."""
    library: str
    """Module that defines the class."""
    cls: str
    config: Mapping[str, Any]
    source: str
    """Where the configuration was read."""
    verified: Verified
    fingerprint: str | None
    """MD5 of all names and shapes (count.fingerprint), where it was compared with the published file's."""


def read_components(folder: Path = SPECS) -> dict[str, Part]:
    """Shared parts by id. Raises ValueError with the file for a spec that is not like the others."""
    return {path.stem: _part("", path.stem, _read(path), path) for path in sorted(folder.glob("components/*.json"))}


def read_models(folder: Path = SPECS) -> dict[str, tuple[tuple[Part, ...], dict[str, Any] | None]]:
    """Parts of each model and how it is run (the key "run", see runs.py; None where it is only counted), by its id.
    Raises ValueError with the file for a spec that is not like the others."""
    shared = read_components(folder)
    found = {path: _read(path) for path in sorted(folder.glob("models/*.json"))}
    return {path.stem: (_parts(path, spec, shared), spec.get("run")) for path, spec in found.items()}


def read_specs(folder: Path = SPECS) -> dict[str, tuple[Part, ...]]:
    """Parts alone. Raises as read_models."""
    return {id_: parts for id_, (parts, _) in read_models(folder).items()}


def _parts(path: Path, model: Mapping[str, Any], shared: Mapping[str, Part]) -> tuple[Part, ...]:
    found = []
    for slot, spec in model["parts"].items():
        if "component" not in spec:
            found.append(_part(slot, None, spec, path))
        elif spec["component"] in shared and spec.keys() <= {"component", "class"}:
            known = shared[spec["component"]]
            other = {"cls": spec["class"], "fingerprint": None} if "class" in spec else {}
            found.append(replace(known, slot=slot, **other))
        else:
            raise ValueError(
                f"{path.name}: {slot}: should name a component of specs/components, and nothing but a class"
            )
    return tuple(found)


def _part(slot: str, component: str | None, spec: Mapping[str, Any], path: Path) -> Part:
    try:
        return Part(
            slot, component, spec["library"], spec["class"], spec["config"], spec["source"], spec["verified"],
            spec.get("fingerprint"),
        )  # fmt: skip
    except KeyError as error:
        raise ValueError(f"{path.name}: {slot or component}: {error.args[0]} is missing") from None


def _read(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value
