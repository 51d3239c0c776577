"""Registry: every record, sorted once, found by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .conditions import size_of, usual
from .counts import Counts
from .figures import Figures, Native, figures_of
from .inherit import Inherited, inherited_architecture, is_run_like_its_kin
from .lineage import Lineage
from .memory import Estimates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .conditions import Size
    from .counts import Count
    from .measured import Measured
    from .memory import Estimate
    from .model import Model
    from .shared import Component, Family, Gpu, License, Organization, Term


@dataclass(frozen=True, eq=False)
class Registry:
    """All records by id. Models stand in order of release, families in the order of families.yaml."""

    models: Mapping[str, Model] = field(default_factory=dict)
    families: Mapping[str, Family] = field(default_factory=dict)
    components: Mapping[str, Component] = field(default_factory=dict)
    licenses: Mapping[str, License] = field(default_factory=dict)
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    gpus: Mapping[str, Gpu] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    """Numbers of parameters that programs counted."""
    estimates: Estimates = field(default_factory=Estimates)
    """Memory that programs calculated."""
    measured: Mapping[str, Measured] = field(default_factory=dict)
    """Memory that programs measured, by the id of the model."""

    @cached_property
    def lineage(self) -> Lineage:
        """Who descends from whom."""
        return Lineage(self.models)

    @cached_property
    def members(self) -> Mapping[str, tuple[Model, ...]]:
        """Models of each family, in order of release; a family without models has an empty tuple."""
        members: dict[str, list[Model]] = {family: [] for family in self.families}
        for model in self.models.values():
            members.setdefault(model.family, []).append(model)
        return {family: tuple(models) for family, models in members.items()}

    @cached_property
    def licensed(self) -> Mapping[str, tuple[Model, ...]]:
        """Models under each licence, in order of release."""
        under: dict[str, list[Model]] = {license_: [] for license_ in self.licenses}
        for model in self.models.values():
            under.setdefault(model.license or "", []).append(model)
        return {license_: tuple(models) for license_, models in under.items()}

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[Model, ...]]:
        """For each id, the models that it superseded."""
        replaced: dict[str, list[Model]] = {}
        for model in self.models.values():
            if model.superseded_by:
                replaced.setdefault(model.superseded_by, []).append(model)
        return {id_: tuple(models) for id_, models in replaced.items()}

    @cached_property
    def _architectures(self) -> dict[str, Inherited]:
        return {}

    def architecture(self, model: Model) -> Inherited:
        """The architecture of `model` with what it takes from its ancestors."""
        known = self._architectures.get(model.id)
        if known is None:
            known = self._architectures[model.id] = inherited_architecture(model, self.models)
        return known

    @cached_property
    def _params(self) -> Mapping[str, int | None]:
        return {model.id: self._count(model) for model in self.models.values()}

    def owner(self, model: Model) -> str:
        """Id of the model that states the components which `model` has: itself, or the ancestor it has them from."""
        return self.architecture(model).origins.get("components", model.id)

    @cached_property
    def counted(self) -> Mapping[str, tuple[Count, ...]]:
        """Counts of the parts that a model states, by its id: they hold for all who have their components from it."""
        models = ((self.models[id_], counts) for id_, counts in self.counts.models.items() if id_ in self.models)
        return {self.owner(model): tuple(counts.values()) for model, counts in models}

    def native(self, model: Model) -> Native:
        """Size and frames that `model` was made for, the usual ones."""
        built = self.architecture(model).value
        size = built.native_resolution[0] if built.native_resolution else None
        return Native(size, built.frames if model.modality == "video" else None)

    def networks(self, model: Model) -> object:
        """What memory depends on beside the size: the networks, and whether a picture is given. Networks are known by
        their parts; where one is neither shared nor counted, by the model that states them."""
        return self._networks[model.id]

    @cached_property
    def _networks(self) -> Mapping[str, object]:
        return {model.id: self._built(model) for model in self.models.values()}

    def _built(self, model: Model) -> object:
        parts = self.architecture(model).value.components
        are_known = parts and all(part.ref or part.params for part in parts)
        found = sorted((part.role, part.ref or "", part.params or 0, part.count) for part in parts)
        built = tuple(found) if are_known else self.owner(model)
        return built, bool(model.tasks) and model.tasks[0].startswith("text-to")

    @cached_property
    def _estimated(self) -> Mapping[object, Mapping[Size, Estimate]]:
        estimated: dict[object, dict[Size, Estimate]] = {}
        for id_, estimate in self.estimates.models.items():
            others = (estimate.model_copy(update=dict(run)) for run in self.estimates.elsewhere.get(id_, ()))
            runs = {size_of(run): run for run in (estimate, *others)}
            for key in [id_, self.networks(self.models[id_])] if id_ in self.models else ():
                estimated[key] = runs | estimated.get(key, {})
        return estimated

    def estimated(self, model: Model) -> Mapping[Size, Estimate]:
        """What was estimated of networks like those of `model`, by size; its own runs where it has some."""
        if model.id in self._estimated or not is_run_like_its_kin(model):
            return self._estimated.get(model.id, {})
        return self._estimated.get(self.networks(model), {})

    @cached_property
    def figures(self) -> Mapping[str, Figures]:
        """Memory figures by the id of the model that was estimated or measured, in order of release; among them the
        first model of each size that networks like its were estimated at."""
        own = self.estimates.models.keys() | self.measured.keys()
        runs = {self._run(self.models[id_]) for id_ in own if id_ in self.models}
        found = {}
        for id_, model in self.models.items():
            size, run = usual(self.native(model)), self._run(model)
            estimate = self.estimates.models.get(id_) or (self.estimated(model).get(size) if size else None)
            if id_ in own or (estimate and run not in runs):
                runs.add(run)
                measured, calibration = self.measured.get(id_), self.estimates.calibration
                found[id_] = figures_of(self.native(model), estimate, measured, calibration)
        return found

    @cached_property
    def _run_alike(self) -> Mapping[object, str]:
        alike: dict[object, str] = {}
        for id_ in self.figures:
            alike.setdefault(self._run(self.models[id_]), id_)
        return alike

    def _run(self, model: Model) -> object:
        return self.networks(model), self.native(model)

    def figured(self, model: Model) -> str | None:
        """Id of the model whose memory figures hold for `model`: itself, or one that is built and run alike."""
        if model.id in self.figures or not is_run_like_its_kin(model):
            return model.id if model.id in self.figures else None
        return self._run_alike.get(self._run(model))

    def params(self, model: Model) -> int | None:
        """Exact number of parameters of the denoiser (all of them, where there are several); None where unknown."""
        return self._params[model.id]

    def _count(self, model: Model) -> int | None:
        parts = [part for part in self.architecture(model).value.components if part.role == "denoiser"]
        if not parts or any(part.params is None for part in parts):
            return None
        return sum((part.params or 0) * part.count for part in parts)

    def stated_params(self, model: Model) -> float | None:
        """Parameters of the denoiser as the makers state them, in billions; None where they do not."""
        parts = [part for part in self.architecture(model).value.components if part.role == "denoiser"]
        stated = [part.stated_params * part.count for part in parts if part.stated_params is not None]
        return sum(stated) if stated and len(stated) == len(parts) else None


def release_key(model: Model) -> tuple[str, str]:
    """Sort key by release: unknown dates last, a coarse date before the finer ones that it contains."""
    return (model.released or "9999", model.id)
