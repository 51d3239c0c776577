"""What every record of the registry shares: frozen, closed to unknown keys, with sources for its facts."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Tag

from .scalars import Name, PartialDate, SourceKey, Text, Url, Wordless

Confidence = Literal["high", "medium", "low"]


class Record(BaseModel):
    """A frozen value whose keys are exactly its fields. A key that is absent means "not applicable" or "inherited";
    a key written as null means "unknown", and the site says so."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, hide_input_in_errors=True, defer_build=True
    )

    def states(self, field: str) -> bool:
        """Whether the file itself writes this key (with a value or with null)."""
        return field in self.model_fields_set


class LocalText(Record):
    """One text in every language of the site, each written for its readers and not translated word by word."""

    en: Text
    ru: Text
    ja: Text

    def text(self, language: str) -> str:
        """The text in `language` ("en", "ru" or "ja")."""
        value: str = getattr(self, language)
        return value


def _form(value: object) -> str:
    return "local" if isinstance(value, (dict, LocalText)) else "same"


Phrase: TypeAlias = Annotated[
    Annotated[Wordless, Tag("same")] | Annotated[LocalText, Tag("local")], Discriminator(_form)
]
"""A short text: written once where it is the same in every language (a proper name, a figure, a tag), else in each of
them. Templates show both by the filter `text`."""


class LocalName(Record):
    """A name where it differs by language; the languages left out use the record's `name`."""

    en: Name | None = None
    ru: Name | None = None
    ja: Name | None = None


class Source(Record):
    """Where a fact was read."""

    url: Url | None = None
    """The page or file. Absent only where the source is a computation of this project."""
    title: Name | None = None
    """What it is, in its own words: "README", "model card", "arXiv 2112.10752"."""
    accessed: PartialDate
    """When it was read."""


class Sourced(Record):
    """A record that names its sources once and ties its facts to them."""

    sources: dict[SourceKey, Source] = {}
    """Every source, under a short key of this file's own: card, readme, paper, config."""
    cite: dict[str, SourceKey | tuple[SourceKey, ...]] = {}
    """Which source says which fact: `released: card`, `params: [config, readme]`, the best first."""
    confidence: dict[str, Confidence] = {}
    """How sure a fact is where it is less than high: `released: medium`."""

    def sources_of(self, field: str) -> tuple[SourceKey, ...]:
        """The keys of the sources that back `field`, the best first; empty when none is cited."""
        keys = self.cite.get(field, ())
        return (keys,) if isinstance(keys, str) else keys
