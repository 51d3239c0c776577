"""Registry and specs → runs: what is run for each model, at its native size. No fact is said twice.

The registry gives the class of the pipeline, the size, the frames and the precision; a spec gives the networks and,
under "run", what else the pipeline takes:

- scheduler: class and, where its defaults do not fit the pipeline, configuration;
- pipeline: class, where the registry names none, or only the first of two;
- init, call: further arguments of the class and of the call;
- config: what the pipeline reads in the configuration of a part beside its architecture, such as the mean of latents,
  where it is not published and memory does not depend on it: any value;
- tokens: length of a prompt, where the pipeline names none; most_tokens: of any prompt (tests only);
- dtypes: precision of a network that is not loaded in the pipeline's own (the VAE of Wan in 32 bits);
- only_measured: why it cannot be run without values, where it cannot;
- names: what the pipeline calls a part, where that is not the name of the spec, or not it alone;
  nothing, where this pipeline does without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .specs import read_models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.domain.registry import Registry

    from .specs import Part

DTYPES = {"bf16": "bfloat16", "fp16": "float16", "fp32": "float32", "mixed": "bfloat16"}
"""Names in the registry → names in PyTorch."""
USUAL = "bf16"
"""Where the registry names no precision."""


@dataclass(frozen=True)
class Run:
    """One model as it is run."""

    id: str
    pipeline: str
    """Class name in diffusers."""
    parts: tuple[Part, ...]
    dtype: str
    """Name in PyTorch."""
    width: int
    """Pixels."""
    height: int
    frames: int | None
    """None for a picture."""
    settings: Mapping[str, Any]
    """The spec's "run"."""
    batch: int = 1
    """Pictures or clips of one prompt."""

    def part(self, slot: str) -> Part | None:
        """One network by its name."""
        return next((part for part in self.parts if part.slot == slot), None)

    def dtype_of(self, slot: str) -> str:
        """Precision of one network, by its name in PyTorch."""
        name: str = self.settings.get("dtypes", {}).get(slot, self.dtype)
        return name


def read_runs(registry: Registry) -> dict[str, Run]:
    """What can be run, by model id, in the registry's order."""
    specs = read_models()
    found = {id_: specs[id_] for id_ in registry.models if id_ in specs}
    return {
        id_: _run(registry, id_, parts, settings) for id_, (parts, settings) in found.items() if settings is not None
    }


def _run(registry: Registry, id_: str, parts: tuple[Part, ...], settings: Any) -> Run:
    model = registry.models[id_]
    architecture = registry.architecture(model).value
    usage = model.diffusers
    width, height = _size(architecture.native_resolution)
    unused = {slot for slot, names in settings.get("names", {}).items() if not names}
    return Run(
        id_,
        settings.get("pipeline") or (usage.pipeline if usage else ""),
        tuple(part for part in parts if part.slot not in unused),
        DTYPES[usage.dtype if usage and usage.dtype else USUAL],
        width,
        height,
        architecture.frames if model.modality == "video" else None,
        settings,
    )


def _size(sizes: Any) -> tuple[int, int]:
    width, _, height = str(sizes[0]).partition("x")
    return int(width), int(height)
