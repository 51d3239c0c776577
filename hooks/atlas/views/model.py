"""What the page of one model shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..domain.inherit import inherited_vram, under_other_licenses
from .counted import count_of
from .graph import neighbourhood
from .sources import Sources

if TYPE_CHECKING:
    from ..domain.architecture import Part
    from ..domain.counts import Count
    from ..domain.inherit import Inherited
    from ..domain.model import Model, VramClaim
    from ..domain.registry import Registry
    from ..domain.shared import Component, Family, License
    from .graph import Graph

SECTIONS = (
    "lineage", "vram", "rights", "parts", "files", "settings", "prompting", "install", "training", "judgement",
    "related", "links", "sources",
)  # fmt: skip


@dataclass(frozen=True)
class ModelView:
    """One model with everything that its page needs from the rest of the registry."""

    registry: Registry
    model: Model
    is_away: bool = False
    """Whether it is shown elsewhere than on its own page: in an article."""

    @property
    def family(self) -> Family:
        """The family it belongs to."""
        return self.registry.families[self.model.family]

    @property
    def license(self) -> License | None:
        """Terms of its licence; None where the licence is unknown."""
        return self.registry.licenses.get(self.model.license or "")

    @cached_property
    def under_other_licenses(self) -> tuple[Model, ...]:
        """Ancestors under other licences, whose terms may bind as well."""
        return under_other_licenses(self.model, self.registry.models)

    @cached_property
    def built(self) -> Inherited:
        """Its architecture, its own or inherited."""
        return self.registry.architecture(self.model)

    def origin(self, field: str) -> Model | None:
        """The ancestor from which it has a field of its architecture; None where the field is its own."""
        id_ = self.built.origins.get(field)
        return self.registry.models[id_] if id_ else None

    @cached_property
    def graph(self) -> Graph:
        """Its neighbourhood in the lineage."""
        return neighbourhood(self.registry, self.model)

    @cached_property
    def sources(self) -> Sources:
        """Its sources, numbered."""
        return Sources.of(self.model, f"@/models/{self.model.id}/" if self.is_away else "")

    @cached_property
    def vram(self) -> tuple[tuple[VramClaim, ...], str | None]:
        """Published memory figures, and the ancestor that they belong to (None: its own)."""
        return inherited_vram(self.model, self.registry.models)

    @cached_property
    def children(self) -> tuple[Model, ...]:
        """Models made out of this one."""
        return tuple(self.registry.models[id_] for id_ in self.registry.lineage.children(self.model.id))

    @cached_property
    def siblings(self) -> tuple[Model, ...]:
        """Other models made out of its first parent."""
        return tuple(self.registry.models[id_] for id_ in self.registry.lineage.siblings(self.model.id))

    @property
    def predecessors(self) -> tuple[Model, ...]:
        """Models that this one supersedes."""
        return self.registry.predecessors.get(self.model.id, ())

    def counted(self, part: Part) -> Count | None:
        """How its number of parameters was counted; None where it was only stated."""
        return count_of(self.registry, self.model, part)

    def component(self, ref: str | None) -> Component | None:
        """The shared part behind `ref`."""
        return self.registry.components.get(ref or "")


def model_sections(registry: Registry, model: Model) -> tuple[str, ...]:
    """The headings of the page: those that have something under them."""
    lineage = registry.lineage
    related = bool(lineage.children(model.id) or lineage.siblings(model.id) or registry.predecessors.get(model.id))
    present = {
        "lineage": bool(model.parents or lineage.children(model.id)),
        "vram": bool(registry.figured(model) or inherited_vram(model, registry.models)[0]),
        "rights": True,
        "parts": bool(registry.architecture(model).value.components),
        "files": bool(model.files),
        "settings": model.settings is not None,
        "prompting": model.prompting is not None,
        "install": bool(model.install or model.diffusers),
        "training": model.training is not None,
        "judgement": bool(model.strengths or model.limitations or model.recommended_for),
        "related": related,
        "links": bool(model.links),
        "sources": bool(model.sources),
    }
    return tuple(section for section in SECTIONS if present[section])
