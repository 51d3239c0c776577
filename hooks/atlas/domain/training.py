"""How a model was trained."""

from __future__ import annotations

from .architecture import Dtype
from .record import LocalText, Phrase, Record
from .scalars import Name, Number, Share, Size, Whole


class Stage(Record):
    """One stage of training."""

    name: Phrase | None = None
    steps: Whole | None = None
    epochs: Number | None = None
    resolution: tuple[Size, ...] = ()
    dataset: Phrase | None = None
    images: Whole | None = None
    """Images seen in the stage's set, repeats counted."""
    batch_size: Whole | None = None
    learning_rate: Phrase | None = None
    text_encoder_learning_rate: Phrase | None = None
    optimizer: Name | None = None
    caption_dropout: Share | None = None
    """Share of captions left out, 0 to 1."""
    amp: Dtype | None = None
    weights: Dtype | None = None
    """Precision of the weights while training."""
    saved: Dtype | None = None
    """Precision of the saved weights."""
    note: LocalText | None = None


class Compute(Record):
    """What the training ran on."""

    gpu: Name | None = None
    count: Whole | None = None
    gpu_hours: Number | None = None
    batch_factors: tuple[Whole, ...] = ()
    """Nodes, GPUs a node, accumulation, images a GPU; their product is the batch size."""
    note: LocalText | None = None


class DatasetPart(Record):
    """One part of a training set."""

    name: Phrase
    count: Whole | None = None


class Dataset(Record):
    """What the model was trained on."""

    name: Phrase | None = None
    images: Whole | None = None
    clips: Whole | None = None
    unique_images: Whole | None = None
    duplicated_images: Whole | None = None
    extra_copies: Whole | None = None
    parts: tuple[DatasetPart, ...] = ()
    cutoff: Phrase | None = None
    """Date up to which the set reaches, as stated."""
    captioning: Phrase | None = None
    """Models and tools that wrote the captions."""
    note: LocalText | None = None


class Training(Record):
    """The stages, the machines and the data."""

    stages: tuple[Stage, ...] = ()
    compute: Compute | None = None
    dataset: Dataset | None = None
