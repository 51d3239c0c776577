"""Which cells there are: models by how much they are wanted, modes by precision, and the cards that a cap emulates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from atlas.domain.memory import CARDS, CELLS, MIB, TOTALS, Mode, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = 2
"""Of the denoiser, in every run."""
MOST_WANTED = (
    "sdxl-base-1.0", "stable-diffusion-1.5", "flux.1-dev", "z-image", "qwen-image", "wan2.1-t2v-1.3b",
    "stable-diffusion-3-medium", "stable-diffusion-3.5-large", "chroma1-hd", "flux.2-klein-4b", "lumina-image-2.0",
    "anima-base-1.0", "cosmos-predict2-2b-t2i",
)  # fmt: skip
"""Ids of the models to begin with, so that a short session has the figures that most people ask for."""
SET_ASIDE = 600
"""MiB that CUDA's context and the driver take before the first tensor: a cap on tensors does not hold them."""


class Sized(Protocol):
    """What is known of a model before it is run (runs.Run)."""

    @property
    def id(self) -> str:
        """Of the registry."""

    @property
    def width(self) -> int:
        """Pixels."""

    @property
    def height(self) -> int:
        """Pixels."""

    @property
    def frames(self) -> int | None:
        """None for a picture."""


class Kind(NamedTuple):
    """What is done to a model."""

    precision: Precision
    mode: Mode


class Job(NamedTuple):
    """One cell to measure."""

    model: str
    kind: Kind
    card: int | None
    """Size of the card to emulate; None for the whole of the card that is there."""


KINDS = tuple(Kind(precision, mode) for precision, modes in CELLS.items() for mode in modes)
"""All of them, the model's own precision first."""


def order(ids: Iterable[str]) -> list[str]:
    """Models in the order in which they are measured: those of MOST_WANTED, then as they come."""
    rank = {id_: place for place, id_ in enumerate(MOST_WANTED)}
    return sorted(ids, key=lambda id_: rank.get(id_, len(rank)))


def cap(card: int) -> int:
    """Bytes that a program's tensors can have on a card of `card` gigabytes."""
    return (TOTALS[card] - SET_ASIDE) * MIB


def smaller_cards(memory: int) -> tuple[int, ...]:
    """Cards that one with `memory` bytes can stand for, the smallest first."""
    return tuple(card for card in CARDS if TOTALS[card] * MIB < memory)
