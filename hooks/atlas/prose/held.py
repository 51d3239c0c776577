"""What the registry holds of one model or shared part, as numbers that a text could repeat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..views.embedded.facts import main_file, training_steps
from ..views.vram import weights_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..domain.model import Model
    from ..domain.registry import Registry
    from ..domain.shared import Component
    from ..domain.usage import Span
    from .amounts import Amount

AS_VIEW = frozenset({"install", "training", "vram"})
"""What no fact names and a view shows."""
LARGE = 1e6
"""A bare number is taken for a figure of the registry from here on."""


class Value(NamedTuple):
    """One figure."""

    kind: str
    """As in Amount."""
    fact: str
    """What to write instead: a fact, or a view where no fact names it."""
    number: float


@dataclass(frozen=True, slots=True)
class Held:
    """All figures of one record."""

    values: tuple[Value, ...] = ()
    sizes: tuple[tuple[str, str], ...] = ()
    """Facts that are sizes, and the sizes."""
    released: str = ""

    def fact(self, amount: Amount) -> str | None:
        """The fact that says the same as `amount`; None where there is none."""
        if amount.kind == "released":
            is_same = bool(self.released) and self.released.startswith(amount.day) and len(amount.day) > len("2024")
            return "released" if is_same else None
        if amount.kind == "size":
            size = "x".join(f"{number.value:.0f}" for number in amount.numbers)
            return next((fact for fact, value in self.sizes if value == size), None)
        facts = [self._facts(amount.kind, value.says) for value in amount.numbers]
        return next((fact for fact in facts[0] if all(fact in others for others in facts)), None)

    def _facts(self, kind: str, says: Callable[[float], bool]) -> list[str]:
        if kind == "count":
            return [value.fact for value in self.values if value.number >= LARGE and says(value.number)]
        return [value.fact for value in self.values if value.kind == kind and says(value.number)]


@lru_cache(maxsize=1024)
def held_for(registry: Registry, id_: str) -> Held:
    """The figures of a model or a shared part; none for other ids."""
    if id_ in registry.models:
        model = registry.models[id_]
        return Held(tuple(_model_values(registry, model)), tuple(_sizes(registry, model)), model.released or "")
    if id_ in registry.components:
        return Held(tuple(_component_values(registry.components[id_])))
    return Held()


def _model_values(registry: Registry, model: Model) -> Iterator[Value]:
    yield from _params(registry.params(model), registry.stated_params(model))
    yield from _bytes(registry, model)
    built = registry.architecture(model).value
    shape = (
        ("frames", "frames", built.frames),
        ("fps", "fps", built.fps),
        ("multiple", "size_multiple", built.size_multiple),
        ("channels", "latent_channels", built.latent_channels),
    )
    yield from (Value(kind, fact, number) for kind, fact, number in shape if number)
    for fact, size in _sizes(registry, model):
        if fact in {"resolution", "max_resolution"}:
            yield from (Value("pixels", fact, float(side)) for side in size.split("x"))
    if s := model.settings:
        spans = (("steps", s.steps), ("guidance", s.guidance), ("shift", s.shift))
        yield from (Value(name, name, number) for name, span in spans for number in _ends(span))
        if s.clip_skip is not None:
            yield Value("clip_skip", "clip_skip", s.clip_skip)
    yield from _training(model)


def _params(exact: int | None, stated: float | None) -> Iterator[Value]:
    yield from (Value("params", "params", number) for number in (exact, (stated or 0) * 1e9) if number)


def _bytes(registry: Registry, model: Model) -> Iterator[Value]:
    file = main_file(model)
    if file and file.bytes:
        yield Value("bytes", "checkpoint_size", file.bytes)
    if weights := weights_of(registry, model):
        yield Value("bytes", "weights", weights)
    yield from (Value("bytes", "install", other.bytes) for other in model.files if other.bytes and other is not file)
    yield from (Value("bytes", "vram", claim.gb * unit) for claim in model.vram for unit in (1e9, 2**30))
    figured = registry.figured(model)
    figures = registry.figures[figured] if figured else None
    for fact, found in (
        ("vram_minimum", figures and figures.minimum),
        ("vram_recommended", figures and figures.recommended),
    ):
        if found and found.card:
            yield from (Value("bytes", fact, found.card * unit) for unit in (1e9, 2**30))


def _training(model: Model) -> Iterator[Value]:
    if training := model.training:
        kinds = ("steps", "training_steps")
        if total := training_steps(model):
            yield from (Value(kind, "training_steps", total) for kind in kinds)
        stages = (stage.steps for stage in training.stages if stage.steps)
        yield from (Value(kind, "training", steps) for steps in stages for kind in kinds)
        if training.compute and training.compute.gpu_hours:
            yield Value("hours", "training_hours", training.compute.gpu_hours)
        if training.dataset:
            counts = (training.dataset.images, training.dataset.clips)
            yield from (Value("images", "dataset", count) for count in counts if count)


def _component_values(component: Component) -> Iterator[Value]:
    yield from _params(component.params, component.stated_params)
    if component.latent_channels:
        yield Value("channels", "latent_channels", component.latent_channels)


def _sizes(registry: Registry, model: Model) -> Iterator[tuple[str, str]]:
    built = registry.architecture(model).value
    groups: Iterable[tuple[str, Iterable[str]]] = (
        ("resolution", built.native_resolution or ()),
        ("max_resolution", [built.max_resolution] if built.max_resolution else ()),
        ("sizes", model.settings.sizes if model.settings else ()),
        ("training_resolution", model.architecture.training_resolution or ()),
    )
    return ((fact, size) for fact, sizes in groups for size in sizes)


def _ends(span: Span | None) -> list[float]:
    return [number for number in (span.min, span.max, span.typical) if number is not None] if span else []
