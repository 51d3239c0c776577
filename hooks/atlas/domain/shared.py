"""Records that models refer to: families, components, licences, organizations, graphics cards, glossary terms."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .architecture import Dtype, Role
from .record import LocalName, LocalText, Phrase, Record, Sourced
from .scalars import Block, Flag, Id, LicenseId, Name, Number, PartialDate, SourceKey, Text, Url, Whole

Answer = Literal["yes", "no", "conditional", "unknown"]
Permission = Literal["commercial-use", "modification", "distribution", "private-use", "patent-use"]
Condition = Literal[
    "include-license", "state-changes", "attribution", "share-alike", "pass-on-restrictions", "disclose-source",
    "register", "display-notice", "content-filter",
]  # fmt: skip
Limitation = Literal[
    "no-warranty", "no-liability", "no-trademark", "use-restrictions", "non-commercial", "no-competing-model"
]


class Family(Record):
    """A group of models that share a root; LoRA and ControlNet files usually fit within one."""

    id: Id
    name: Name
    names: LocalName | None = None
    modality: Literal["image", "video", "any"]
    parent: Id | None = None
    """The family out of which it grew (Pony out of SDXL)."""
    compatible_with: tuple[Id, ...] = ()
    """Families whose adapters load here, fully or in part."""
    summary: LocalText


class Component(Sourced):
    """A part that several models share: `data/components/<id>.yaml`."""

    id: Id = Field(exclude=True)
    name: Name
    names: LocalName | None = None
    aliases: tuple[Name, ...] = ()
    role: Role
    authors: tuple[Id, ...] = ()
    params: Whole | None
    """Exact number of parameters; null where nobody has counted them."""
    stated_params: Number | None = None
    """In billions, as the makers state them."""
    latent_channels: Whole | None = None
    spatial_factor: Whole | None = None
    """Pixels a latent cell, along one side."""
    dtype: Dtype | None = None
    license: LicenseId | None = None
    links: tuple[Url, ...] = ()
    summary: LocalText | None = None


class Right(Record):
    """One of the four rights: what the licence answers, and under what condition."""

    answer: Answer
    note: LocalText | None = None


class Rights(Record):
    """The four rights that a user of a model asks about."""

    sell_outputs: Right
    """Sell the pictures or videos that are made."""
    run_service: Right
    """Run the model as a paid service."""
    share_derivatives: Right
    """Publish a finetune, merge or adapter."""
    sell_weights: Right
    """Sell the weights or a derivative of them."""


class Threshold(Record):
    """A size of the user above which the licence changes."""

    measure: Literal["annual-revenue", "monthly-users", "monthly-visits"]
    amount: Whole
    currency: Literal["USD"] | None = None
    note: LocalText | None = None


class License(Sourced):
    """Terms of a licence as fields: `data/licenses/<id>.yaml`. Not legal advice."""

    id: LicenseId = Field(exclude=True)
    name: Name
    """Its title as its makers write it, else a description."""
    names: LocalName | None = None
    """Where the name is a description. A title is not translated."""
    aliases: tuple[Name, ...] = ()
    """Hub tags and other spellings."""
    version: Phrase | None = None
    dated: PartialDate | None = None
    rights: Rights
    permissions: tuple[Permission, ...] = ()
    conditions: tuple[Condition, ...] = ()
    limitations: tuple[Limitation, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    excluded_territories: tuple[Literal["EU", "GB", "KR", "US"], ...] = ()
    share_alike: Answer
    attribution_text: Block | None = None
    """Notice that the licence asks for, word for word."""
    use_restrictions: LocalText | None = None
    text_read: Flag
    """Whether the licence text itself was read, not only descriptions of it."""
    url: Url | None = None
    """The text."""
    superseded_by: LicenseId | None = None
    summary: LocalText


class Organization(Record):
    """A company, laboratory, group or person: an entry of organizations.yaml."""

    id: Id
    name: Name
    names: LocalName | None = None
    aliases: tuple[Name, ...] = ()
    kind: Literal["company", "laboratory", "group", "person"]
    country: Name | None = None
    """Two-letter country code, where a source gives it."""
    url: Url | None = None


class Gpu(Record):
    """A graphics card: an entry of gpus.yaml."""

    id: Id
    name: Name
    vendor: Literal["nvidia", "amd", "intel", "apple"]
    memory_gb: Whole
    architecture: Name | None = None
    source: Url


class LocalForms(Record):
    """Forms of a word in each language."""

    en: tuple[Name, ...] = ()
    ru: tuple[Name, ...] = ()
    ja: tuple[Name, ...] = ()


class Term(Record):
    """A glossary term: an entry of glossary.yaml."""

    id: Id
    name: LocalName
    aliases: tuple[Name, ...] = ()
    forms: LocalForms | None = None
    """Other forms in which articles use it, where name and aliases do not lead to them (hooks/atlas/prose/forms.py)."""
    definition: LocalText
    source: Url | None = None


__all__ = [
    "Answer",
    "Component",
    "Family",
    "Gpu",
    "License",
    "Organization",
    "Right",
    "Rights",
    "SourceKey",
    "Term",
    "Text",
]
