"""Model: one entry of the registry, `data/models/<family>/<id>.yaml`. The path gives the family and the id."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .architecture import Architecture, Dtype
from .record import LocalName, LocalText, Phrase, Record, Sourced
from .scalars import ID_PATTERN, Flag, Id, LicenseId, Name, Number, PartialDate, Size, SourceKey, Url, Whole
from .training import Training
from .usage import Diffusers, ModelFile, Program, Prompting, Recipe, Settings

Kind = Literal[
    "base", "continued", "finetune", "merge", "distilled", "edit", "inpaint", "lora", "lycoris", "embedding",
    "hypernetwork", "controlnet", "ip-adapter", "motion-module", "upscaler", "vae", "technique",
]  # fmt: skip
Relation = Literal[
    "continued", "finetune", "merge", "distilled", "quantized", "adapter-of", "trained-on", "used-with", "architecture",
]  # fmt: skip
Modality = Literal["image", "video", "any"]
Task = Literal[
    "text-to-image", "image-to-image", "edit", "inpaint", "upscale", "control", "text-to-video", "image-to-video",
    "video-to-video", "first-last-frame", "animate", "audio",
]  # fmt: skip
Status = Literal["current", "legacy", "deprecated", "unavailable", "announced"]
Access = Literal["open", "gated", "api-only", "removed", "announced"]
LinkType = Literal[
    "weights", "model-card", "code", "paper", "announcement", "guide", "config", "demo", "mirror", "api", "dataset",
]  # fmt: skip
Offload = Literal[
    "none", "model", "text-encoder", "text-encoder-on-cpu", "remote-text-encoder", "group", "block-swap", "layer",
    "sequential", "all",
]  # fmt: skip
ADAPTERS = frozenset(
    {"lora", "lycoris", "controlnet", "ip-adapter", "embedding", "hypernetwork", "motion-module", "vae"}
)
"""Kinds of what works with a checkpoint and is none itself."""
UNDISCLOSED = "undisclosed"
ParentId = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]


class Parent(Record):
    """One parent and what was done to it."""

    id: ParentId
    """Id of the parent model, or `undisclosed` where the makers name none."""
    relation: Relation
    weight: Number | None = None
    """Share in a merge, 0 to 1."""
    note: LocalText | None = None


class Event(Record):
    """Something dated that happened to the model, other than its release."""

    date: PartialDate
    what: Literal[
        "announced", "service-start", "weights-opened", "updated", "relicensed", "removed", "paper", "mirrored"
    ]
    note: LocalText | None = None


class VramClaim(Record):
    """A published figure for memory, with its conditions. Measured figures live in data/measurements/."""

    gb: Number
    """Gigabytes as printed by the source."""
    means: Literal["minimum", "recommended", "peak", "loaded"]
    """What the source says the figure is."""
    basis: Literal["vendor", "reported"]
    """vendor: the makers of the model say so; reported: somebody else does."""
    precision: Dtype | None = None
    precision_of: Literal["denoiser", "text_encoder"] | None = None
    """The only networks that `precision` is said of, the others being as published; None: of all that are usually
    stored so."""
    resolution: Size | None = None
    frames: Whole | None = None
    batch: Whole | None = None
    offload: Offload | None = None
    tiled: Flag = False
    """Whether the source says that the picture was decoded in tiles."""
    variant: Name | None = None
    """Another size that was published with the model, if the figure is for that: "1.3B"."""
    others: Flag = False
    """Whether it includes networks that are not the model's own, such as guardrails: the note names them."""
    note: LocalText | None = None
    source: SourceKey


class Link(Record):
    """An address that belongs to the model."""

    type: LinkType
    url: Url
    label: Phrase | None = None
    lang: Literal["en", "ru", "ja", "zh", "ko"] | None = None
    status: Literal["gated", "removed", "archived"] | None = None


class LicenseOverride(Record):
    """Why the declared licence is taken although an ancestor's is narrower."""

    reason: LocalText
    source: SourceKey


class Opinion(Record):
    """A judgement, which is nothing without its date and its source."""

    text: LocalText
    as_of: PartialDate
    source: SourceKey


class Recommendation(Opinion):
    """A purpose for which a cited source recommends the model."""

    purpose: Literal["anime", "photo", "general", "text-in-image", "editing", "video", "low-vram", "learning"]


class Model(Sourced):
    """One model. See CONTRIBUTING.md for a walk through the fields."""

    id: Id = Field(exclude=True)
    family: Id = Field(exclude=True)
    name: Name
    names: LocalName | None = None
    aliases: tuple[Name, ...] = ()
    """Other spellings and short names, in any script; they are searchable."""
    kind: Kind
    modality: Modality
    tasks: tuple[Task, ...] = ()
    authors: tuple[Id, ...]
    """Who made it: ids of organizations.yaml (people have entries there too)."""
    publisher: Id | None = None
    """Who released it, if not the authors."""
    adult: Flag = False
    """The makers state that it was trained on or meant for adult content. A neutral flag."""

    released: PartialDate | None
    """When the weights (or the service, for api-only models) first came out."""
    events: tuple[Event, ...] = ()
    status: Status
    superseded_by: Id | None = None

    parents: tuple[Parent, ...] = ()
    architecture: Architecture = Architecture()
    vram: tuple[VramClaim, ...] = ()

    license: LicenseId | None
    license_override: LicenseOverride | None = None
    access: Access
    links: tuple[Link, ...] = ()
    files: tuple[ModelFile, ...] = ()

    training: Training | None = None
    settings: Settings | None = None
    prompting: Prompting | None = None
    install: dict[Program, Recipe] = {}
    diffusers: Diffusers | None = None
    strengths: tuple[Opinion, ...] = ()
    limitations: tuple[Opinion, ...] = ()
    recommended_for: tuple[Recommendation, ...] = ()
    summary: LocalText
    """Two or three sentences: what it is, what it comes from, what sets it apart."""

    @property
    def parent_ids(self) -> tuple[str, ...]:
        """Ids of the known parents, in the order written."""
        return tuple(parent.id for parent in self.parents if parent.id != UNDISCLOSED)
