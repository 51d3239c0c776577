"""The sources of one record, numbered in the order in which they are named, and the marks that lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..domain.record import Confidence, Source, Sourced


class Mark(NamedTuple):
    """A reference from a fact to a source."""

    number: int
    key: str
    source: Source
    confidence: Confidence
    page: str = ""
    """Address of the page that lists the sources, as templates write it; empty on that page itself."""


@dataclass(frozen=True)
class Sources:
    """All sources of a record."""

    record: Sourced
    numbers: Mapping[str, int]
    page: str = ""
    """As in Mark."""

    @classmethod
    def of(cls, record: Sourced, page: str = "") -> Sources:
        """Numbers the sources of `record`, from 1."""
        return cls(record, {key: index for index, key in enumerate(record.sources, start=1)}, page)

    def marks(self, *fields: str) -> tuple[Mark, ...]:
        """Marks for a fact: those of the first of `fields` that is cited (`params`, else `architecture`)."""
        for field in fields:
            if keys := self.record.sources_of(field):
                confidence = self.record.confidence.get(field, "high")
                return tuple(self.mark(key, confidence) for key in keys)
        return ()

    def mark(self, key: str, confidence: Confidence = "high") -> Mark:
        """The mark for one source key."""
        return Mark(self.numbers[key], key, self.record.sources[key], confidence, self.page)
