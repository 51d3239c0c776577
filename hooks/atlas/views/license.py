"""What the page of one licence shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .sources import Sources

if TYPE_CHECKING:
    from ..domain.model import Model
    from ..domain.registry import Registry
    from ..domain.shared import Component, License

RIGHTS = ("sell_outputs", "run_service", "share_derivatives", "sell_weights")


@dataclass(frozen=True)
class LicenseView:
    """One licence with the models and parts under it."""

    registry: Registry
    license: License

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """Models that declare it, in order of release."""
        return self.registry.licensed[self.license.id]

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """Shared parts under it."""
        return tuple(part for part in self.registry.components.values() if part.license == self.license.id)

    @cached_property
    def sources(self) -> Sources:
        """Its sources, numbered."""
        return Sources.of(self.license)
