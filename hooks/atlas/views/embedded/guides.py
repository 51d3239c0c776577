"""Which articles there are, in the order in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ...domain.article import FAMILY_ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...domain.article import Article, Library

FAMILIES = "families"
"""The group of the articles on families, in the order of families.yaml."""
INDEX = "index"


class Shelf(NamedTuple):
    """Articles under one heading."""

    group: str
    """The word `guides.<group>` is the heading; empty for those in no group."""
    articles: tuple[Article, ...]


@dataclass(frozen=True, eq=False)
class Guides:
    """The articles of one language, English ones in the place of those that are missing."""

    library: Library
    order: Mapping[str, tuple[str, ...]]
    """Names of guides by group, as mkdocs.yml lists them."""
    families: tuple[str, ...]
    """Ids of the families in their order."""
    language: str

    def shelves(self) -> tuple[Shelf, ...]:
        """All articles but the index: the groups, those on families, those that nobody put in a group."""
        groups = {group: [f"guides/{name}" for name in names] for group, names in self.order.items()}
        groups[FAMILIES] = [f"{FAMILY_ARTICLES}{id_}" for id_ in self.families]
        placed = {path for paths in groups.values() for path in paths}
        groups[""] = [path for path in self.library.paths() if path not in placed and not path.endswith(INDEX)]
        found = ((group, self._articles(paths)) for group, paths in groups.items())
        return tuple(Shelf(group, articles) for group, articles in found if articles)

    def about(self, family: str) -> Article | None:
        """The article on a family."""
        return self.library.find(self.language, f"{FAMILY_ARTICLES}{family}")

    def _articles(self, paths: Iterable[str]) -> tuple[Article, ...]:
        found = (self.library.find(self.language, path) for path in paths)
        return tuple(article for article in found if article)
