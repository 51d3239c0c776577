"""The views that `<!-- atlas: view option=value -->` can ask for, with their options and what these may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from ..domain.architecture import Prediction, Role
from ..domain.model import Recommendation
from ..domain.usage import Program
from ..loading.problem import did_you_mean
from ..views.model import model_sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..domain.registry import Registry

DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
PURPOSES = get_args(Recommendation.model_fields["purpose"].annotation)


class UnknownView(Exception):
    """There is no such view, or it cannot be had like this. Its text says so."""


@dataclass(frozen=True, slots=True)
class View:
    """Options of one view."""

    needed: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    section: str = ""
    """Section of the page of a model that the view shows: a model without it has nothing to show."""

    @property
    def options(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.needed, *self.allowed)


VIEWS: Mapping[str, View] = {
    "adapters": View(needed=("family",)),
    "asof": View(needed=("date",)),
    "code": View(needed=("model",), section="code"),
    "components": View(needed=("role",)),
    "controlnet": View(allowed=("family",)),
    "dataset": View(needed=("model",), section="dataset"),
    "distilled": View(),
    "guides": View(),
    "inpaint": View(),
    "install": View(allowed=("program", "model"), section="install"),
    "licenses": View(),
    "lineage": View(allowed=("family", "model"), section="lineage"),
    "models": View(needed=("family",)),
    "picture": View(needed=("name",)),
    "predictions": View(needed=("type",)),
    "recommended": View(allowed=("purpose",)),
    "rights": View(needed=("model",)),
    "settings": View(needed=("model",), section="settings"),
    "tags": View(allowed=("model",), section="prompting"),
    "training": View(needed=("model",), section="training"),
    "vram": View(allowed=("model",), section="vram"),
}


def judge(view: str, options: Mapping[str, str], registry: Registry, pictures: Iterable[str]) -> None:
    """Raises UnknownView where an article asks for what cannot be shown."""
    if view not in VIEWS:
        raise UnknownView(f"no view is called {view!r}{did_you_mean(view, VIEWS)}")
    known = VIEWS[view]
    for key, value in options.items():
        if key not in known.options:
            takes = f"{view} takes {', '.join(known.options)}" if known.options else f"{view} takes none"
            raise UnknownView(f"no option is called {key!r}{did_you_mean(key, known.options)}; {takes}")
        _judge_value(key, value, registry, pictures)
    for key in known.needed:
        if key not in options:
            raise UnknownView(f"{view} needs {key}=…")
    if view == "install" and not options:
        raise UnknownView("install needs program=… or model=…")
    if known.section and "model" in options and known.section not in _sections(options["model"], registry):
        raise UnknownView(f"{options['model']!r} states nothing that {view} could show")


VALUES: Mapping[str, Callable[[Registry], Iterable[str]]] = {
    "family": lambda registry: registry.families,
    "model": lambda registry: registry.models,
    "program": lambda _: get_args(Program),
    "purpose": lambda _: PURPOSES,
    "role": lambda _: get_args(Role),
    "type": lambda _: get_args(Prediction),
}


def _judge_value(key: str, value: str, registry: Registry, pictures: Iterable[str]) -> None:
    if key == "date":
        if not DATE.fullmatch(value):
            raise UnknownView(f"{value!r} is no date: YYYY, YYYY-MM or YYYY-MM-DD")
        return
    known = tuple(pictures if key == "name" else VALUES[key](registry))
    if value not in known:
        noun = "picture" if key == "name" else key
        where = " in the registry" if key in {"family", "model"} else ""
        raise UnknownView(f"no {noun} {value!r}{where}{did_you_mean(value, known)}")


def _sections(id_: str, registry: Registry) -> set[str]:
    """What the model has to show: sections of its page, and parts of them that a view shows alone."""
    model = registry.models[id_]
    found = set(model_sections(registry, model))
    if model.files:
        found.add("install")
    if model.diffusers:
        found.add("code")
    if model.training and model.training.dataset:
        found.add("dataset")
    return found
