"""Memory figures as bars: parts of the fullest stage, stacked over an axis of card sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..domain.counts import ROLES
from ..domain.figures import smallest_card
from ..domain.memory import CARDS, GIB

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..domain.figures import Figure, Figures
    from .memory import MemoryRow

Layer = Literal["text_encoder", "denoiser", "vae", "other", "working", "reserve"]
TOP, ROW, GAP = 30, 28, 8
"""Pixels to the first label, from bar to bar, and between precisions."""
BESIDE, BESIDE_IN_A_CELL = 3.5, 9.0
"""Two cards of an axis stand side by side from this distance, in percent of it."""


class Piece(NamedTuple):
    """A part of a bar; x and width in percent of the axis."""

    layer: Layer
    bytes: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure, stacked."""

    figure: Figure
    pieces: tuple[Piece, ...]
    y: int
    """Base line of its label, in pixels; it lies below."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over one axis."""

    bars: tuple[Bar, ...]
    cards: tuple[tuple[int, float], ...]
    """Cards with their places on the axis, in percent; those that would stand too close are left out."""
    height: int
    """Pixels."""


def chart(figures: Figures) -> Chart:
    """A model's figures at its native size; where tiles save nothing, they are left out."""
    offloaded = {key[0]: figure.low for key, figure in figures.cells.items() if key[1] == "offload"}
    shown = [
        figure for (precision, mode), figure in figures.cells.items()
        if mode != "tiled" or figure.low != offloaded.get(precision)
    ]  # fmt: skip
    return _chart(shown, _scale(shown))


def charts(rows: Sequence[MemoryRow]) -> dict[str, Chart]:
    """For each model by its id, what everything on the GPU takes, over the same axis."""
    shown = {row.model.id: row.figures.recommended for row in rows}
    found = {id_: (figure,) for id_, figure in shown.items() if figure}
    scale = _scale([figure for (figure,) in found.values()])
    return {id_: _chart(figures, scale, BESIDE_IN_A_CELL) for id_, figures in found.items()}


def _chart(figures: Sequence[Figure], scale: float, beside: float = BESIDE) -> Chart:
    bars: list[Bar] = []
    y = TOP
    for figure in figures:
        y += GAP if bars and bars[-1].figure.precision != figure.precision else 0
        bars.append(Bar(figure, _pieces(figure, scale * GIB), y))
        y += ROW
    return Chart(tuple(bars), _axis(scale, beside), y - ROW // 3)


def _scale(figures: Sequence[Figure]) -> float:
    """Gigabytes at the end of the axis: a little more than the next card, or than the longest bar."""
    top = max((figure.high for figure in figures), default=0) / GIB
    return 1.03 * (smallest_card(top * GIB) or top)


def _axis(scale: float, beside: float) -> tuple[tuple[int, float], ...]:
    shown: list[tuple[int, float]] = []
    for card in reversed(CARDS):
        x = 100 * card / scale
        if x <= 100 and (not shown or shown[-1][1] - x >= beside):
            shown.append((card, round(x, 2)))
    return tuple(reversed(shown))


def _pieces(figure: Figure, scale: float) -> tuple[Piece, ...]:
    sizes: dict[Layer, int] = dict.fromkeys(("text_encoder", "denoiser", "vae", "other"), 0)
    for name, size in figure.peak.weights if figure.peak else ():
        role = ROLES.get(name)
        sizes[role if role in {"text_encoder", "denoiser", "vae"} else "other"] += size  # type: ignore[index]
    sizes["working"] = figure.peak.activations if figure.peak else 0
    sizes["reserve"] = max(0, figure.high - sum(sizes.values()))
    pieces, start = [], 0
    for layer, size in sizes.items():
        if size:
            pieces.append(Piece(layer, size, round(100 * start / scale, 2), round(100 * size / scale, 2)))
        start += size
    return tuple(pieces)
