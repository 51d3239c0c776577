"""What goes where in one program."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ...domain.model import Model
    from ...domain.registry import Registry
    from ...domain.usage import Program, Recipe


class Folder(NamedTuple):
    """A folder of a program with what goes in it."""

    role: str
    path: str
    models: tuple[Model, ...]
    """Models with such a file, in order of release."""


class Installed(NamedTuple):
    """A model with a recipe for the program."""

    model: Model
    recipe: Recipe


class Pipeline(NamedTuple):
    """A class of diffusers with the models that it runs."""

    name: str
    models: tuple[Model, ...]


@dataclass(frozen=True, slots=True)
class ProgramView:
    """All that the registry knows of one program."""

    folders: tuple[Folder, ...]
    """The commonest first."""
    recipes: tuple[Installed, ...]
    pipelines: tuple[Pipeline, ...]
    """Of diffusers; empty for the others."""

    @property
    def is_empty(self) -> bool:
        """Whether no model says anything of the program."""
        return not (self.folders or self.recipes or self.pipelines)


def program_view(registry: Registry, program: Program) -> ProgramView:
    """What the models of the registry say of one program."""
    models = registry.models.values()
    recipes = (Installed(model, model.install[program]) for model in models if program in model.install)
    return ProgramView(
        _folders(registry, program), tuple(recipes), _pipelines(registry) if program == "diffusers" else ()
    )


def _folders(registry: Registry, program: Program) -> tuple[Folder, ...]:
    found: dict[tuple[str, str], dict[str, Model]] = {}
    for model in registry.models.values():
        for file in model.files:
            if program in file.folders:
                found.setdefault((file.role, file.folders[program]), {})[model.id] = model
    folders = (Folder(role, path, tuple(models.values())) for (role, path), models in found.items())
    roles = Counter({role: 0 for role, _ in found})
    for (role, _), models in found.items():
        roles[role] += len(models)
    return tuple(sorted(folders, key=lambda one: (-roles[one.role], one.role, -len(one.models), one.path)))


def _pipelines(registry: Registry) -> tuple[Pipeline, ...]:
    found: dict[str, list[Model]] = {}
    for model in registry.models.values():
        if model.diffusers:
            found.setdefault(model.diffusers.pipeline, []).append(model)
    pipelines = (Pipeline(name, tuple(models)) for name, models in found.items())
    return tuple(sorted(pipelines, key=lambda one: (-len(one.models), one.name)))
