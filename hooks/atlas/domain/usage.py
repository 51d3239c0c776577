"""How a model is run: settings, prompts, files, installation, code."""

from __future__ import annotations

from typing import Literal

from .architecture import Dtype
from .record import LocalText, Phrase, Record
from .scalars import Block, Name, Number, PartialDate, Sha256, Size, SourceKey, Text, Url, Whole

Program = Literal["automatic1111", "forge", "comfyui", "sdnext", "fooocus", "invokeai", "diffusers", "kohya"]
FileFormat = Literal["safetensors", "ckpt", "pt", "pth", "gguf", "bin", "yaml", "json", "zip"]
Vocabulary = Literal["quality", "aesthetic", "score", "date", "rating", "artist", "character", "custom"]


class Span(Record):
    """A recommended number or range of numbers."""

    min: Number | None = None
    max: Number | None = None
    typical: Number | None = None


class Settings(Record):
    """Settings that the makers or a cited guide recommend."""

    sizes: tuple[Size, ...] = ()
    steps: Span | None = None
    guidance: Span | None = None
    refiner_steps: Span | None = None
    """Steps of the second stage (refiner, or the decoder of a cascade)."""
    refiner_guidance: Span | None = None
    samplers: tuple[Name, ...] = ()
    schedulers: tuple[Name, ...] = ()
    clip_skip: Whole | None = None
    """Value of the CLIP skip setting (1 = nothing is skipped)."""
    shift: Span | None = None
    """Timestep shift of flow models."""
    note: LocalText | None = None


class Tag(Record):
    """One special word of a model's vocabulary."""

    tag: Text
    threshold: Phrase | None = None
    """Score or year range for which it stands, as published: "> 0.90", "2021 to 2024"."""
    count: Whole | None = None
    """Images of the training set that carry it."""
    meaning: LocalText | None = None


class TagVocabulary(Record):
    """One list of special words, best or newest first."""

    kind: Vocabulary
    scorer: Phrase | None = None
    """The model that assigned the tags."""
    tags: tuple[Tag, ...]
    note: LocalText | None = None


class Example(Record):
    """One worked prompt."""

    prompt: Block
    negative: Block | None = None


class Prompting(Record):
    """How to speak to the model."""

    style: tuple[Literal["tags", "natural", "json"], ...] = ()
    prefix: Text | None = None
    negative: Text | None = None
    order: tuple[Phrase, ...] = ()
    """Order of the tag groups."""
    vocabularies: tuple[TagVocabulary, ...] = ()
    trigger: tuple[Name, ...] = ()
    """Words that switch the model's effect on."""
    example: Example | None = None
    note: LocalText | None = None


class ModelFile(Record):
    """One published file."""

    name: Name
    """File name."""
    url: Url | None = None
    role: Literal["checkpoint", "denoiser", "text_encoder", "vae", "adapter", "config", "other"]
    format: FileFormat
    precision: Dtype | None = None
    bytes: Whole | None = None
    """Exact size in bytes."""
    sha256: Sha256 | None = None
    folders: dict[Program, Name] = {}
    """Folder of each program in which it goes, relative to that program's own folder."""


class Recipe(Record):
    """Installation in one program."""

    steps: tuple[LocalText, ...]
    as_of: PartialDate
    source: SourceKey


class Diffusers(Record):
    """How the diffusers library runs it."""

    pipeline: Name
    """Class name of the pipeline."""
    repository: Name | None = None
    """Hub repository that `from_pretrained` takes."""
    dtype: Dtype | None = None
    arguments: dict[Name, Name] = {}
    """Arguments of the call."""
    code: Block | None = None
    """A complete Python example, where the call needs more than the arguments."""
