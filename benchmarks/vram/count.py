"""Published configurations → data/measurements/parameters.json, the exact number of parameters of every network.

Everything is built on the meta device: no memory, no weights, no network connection.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.loading.measurements import COUNTS, sealed

from .build import build, count, fingerprint
from .specs import read_components, read_specs

if TYPE_CHECKING:
    from collections.abc import Callable

    from .specs import Part

LIBRARIES = ("torch", "diffusers", "transformers")


class FingerprintError(Exception):
    """A network is not the published one: its names or shapes differ from those of the published file."""


def count_all(say: Callable[[str], object]) -> dict[str, Any]:
    """The content of the file. Tells `say` what it counts. Raises FingerprintError."""
    components, models = {}, {}
    for id_, part in read_components().items():
        say(id_)
        components[id_] = counted(part)
    for id_, parts in read_specs().items():
        say(id_)
        models[id_] = {part.slot: counted(part) for part in parts if part.component is None}
    return {"made_with": made_with(), "components": components, "models": models}


def made_with() -> dict[str, str]:
    """Versions of the libraries that the networks are built with."""
    return {name: version(name).split("+")[0] for name in LIBRARIES}


def counted(part: Part) -> dict[str, Any]:
    """One network, built and counted. Raises FingerprintError."""
    network = build(part)
    if part.fingerprint and fingerprint(network) != part.fingerprint:
        raise FingerprintError(f"{part.component or part.slot}: {part.cls} is not the published network")
    params, buffers = count(network)
    return {"params": params, "buffers": buffers, "verified": part.verified}


def differs(found: dict[str, Any], data: Path) -> bool:
    """Whether the file under `data` says anything else, or is missing."""
    path = data / COUNTS
    return not path.exists() or path.read_text(encoding="utf-8") != sealed(found)


def write(found: dict[str, Any], data: Path) -> None:
    """Writes the file under `data`."""
    (data / COUNTS).parent.mkdir(exist_ok=True)
    (data / COUNTS).write_text(sealed(found), encoding="utf-8")
