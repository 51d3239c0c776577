"""Every page that is made from the registry: its address, its template and the headings on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import model_sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.registry import Registry


FAMILY_SECTIONS = ("lineage", "members", "shared")
VRAM_SECTIONS = ("cards", "image", "video", "how", "accuracy", "claims")
LICENSE_SECTIONS = ("rights", "terms", "used-by", "sources")


@dataclass(frozen=True, slots=True)
class Page:
    """One page, the same in every language."""

    kind: str
    """Template overrides/atlas/<kind>.html; also the key of its title words."""
    address: str
    """Below the language folder, with a slash at the end: `models/flux.1-dev/`; empty for the home page."""
    subject: str = ""
    """Id of the record that it shows, where it shows one."""
    sections: tuple[str, ...] = ()
    """Ids of its headings; the words `section.<id>` are their text."""
    source: str = ""
    """Data file behind it, relative to the repository: the edit link opens this."""

    @property
    def root(self) -> str:
        """Relative way from the page up to the language folder: `../../`."""
        return "../" * self.address.count("/")


def all_pages(registry: Registry) -> Iterator[Page]:
    """Every generated page, in the order of the site."""
    yield Page("home", "", source="data/models")
    yield Page("timeline", "timeline/", source="data/models")
    yield Page("models", "models/", source="data/models")
    yield Page("families", "families/", source="data/families.yaml")
    yield Page("vram", "vram/", sections=VRAM_SECTIONS, source="data/models")
    yield Page("licenses", "licenses/", source="data/licenses")
    yield Page("parts", "parts/", source="data/components")
    yield Page("glossary", "glossary/", source="data/glossary.yaml")
    yield Page("data", "data/", sections=("coverage", "download", "rules", "licence"), source="data")
    yield from record_pages(registry)


def record_pages(registry: Registry) -> Iterator[Page]:
    """One page for each model, each family that has models, and each licence."""
    for model in registry.models.values():
        source = f"data/models/{model.family}/{model.id}.yaml"
        yield Page("model", f"models/{model.id}/", model.id, model_sections(registry, model), source)
    for family in registry.families.values():
        if registry.members[family.id]:
            yield Page("family", f"families/{family.id}/", family.id, FAMILY_SECTIONS, "data/families.yaml")
    for license_ in registry.licenses.values():
        source = f"data/licenses/{license_.id}.yaml"
        yield Page("license", f"licenses/{license_.id.lower()}/", license_.id, LICENSE_SECTIONS, source)
