"""Memory figures of one model: what it takes in each mode and precision, and on which card. Measured comes before
estimated."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Literal, NamedTuple

from .memory import CARDS, CELLS, GIB, MIB, TOTALS, demand, is_possible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .measured import Cell, Machine, Measured
    from .memory import Calibration, Demand, Estimate, Mode, Peak, Precision, Stage

SLOWER = 10
"""A mode that is more times slower than everything on the GPU does not make a card enough."""
SWIFT = frozenset({"gpu", "offload", "tiled"})
"""Modes that are taken to be fast enough where no time was measured."""


class Native(NamedTuple):
    """What a model makes when nothing else is asked for."""

    size: str | None
    """WIDTHxHEIGHT; None where it is unknown."""
    frames: int | None
    """None for a picture."""


class Run(NamedTuple):
    """A measured cell with the machine that it ran on."""

    cell: Cell
    machine: Machine

    @property
    def size(self) -> Native:
        """What was made."""
        return Native(f"{self.cell.width}x{self.cell.height}", self.cell.frames)

    @property
    def card(self) -> float:
        """Gigabytes of the card, emulated or real; infinite where it is larger than all of CARDS."""
        return self.cell.card_gb or next((card for card in CARDS if card * GIB >= self.machine.memory), inf)

    @property
    def taken(self) -> int:
        """Bytes in use at the fullest moment: all tensors, and the context. What the allocator kept beside them a
        smaller card makes it give back: how small, the runs under a cap say."""
        return self.cell.allocated + (self.cell.context or 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """One mode in one precision at one size."""

    precision: Precision
    mode: Mode
    native: Native
    low: int
    """Bytes: the lower end of the range; of a measurement, itself."""
    high: int
    """Bytes: the upper end."""
    stage: Stage
    """Where it is reached."""
    card: int | None
    """The smallest of CARDS that is enough; None where none is."""
    peak: Peak | None
    """What it consists of, where it was estimated."""
    seconds: float | None = None
    """Of one step, where it was measured."""
    proof: Run | None = None
    """The run on the smallest card that completed; None where nothing was measured."""

    @property
    def basis(self) -> Literal["measured", "derived"]:
        """How it is known."""
        return "measured" if self.proof else "derived"


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one model."""

    estimate: Estimate | None
    cells: Mapping[tuple[Precision, Mode], Figure]
    """At the native size, in the order of CELLS."""
    elsewhere: tuple[Figure, ...]
    """Measured at other sizes."""

    @property
    def recommended(self) -> Figure | None:
        """Everything on the GPU at the native size, in the model's own precision."""
        return self.cells.get(("native", "gpu"))

    @property
    def minimum(self) -> Figure | None:
        """What completes on the smallest card in a mode that is not too slow (`is_swift`)."""
        swift = [figure for figure in self.cells.values() if is_swift(figure, self.recommended)]
        return min(swift, key=lambda figure: figure.card or inf, default=None)


def is_swift(figure: Figure, whole: Figure | None) -> bool:
    """Whether a mode is at most SLOWER times slower than everything on the GPU; where that is not known, whether it is
    one of SWIFT."""
    if figure.seconds is None or whole is None or whole.seconds is None:
        return figure.mode in SWIFT
    return figure.seconds <= SLOWER * whole.seconds


def smallest_card(bytes_: float, above: float = 0) -> int | None:
    """The smallest of CARDS with that much memory that is larger than `above` gigabytes."""
    return next((card for card, mib in TOTALS.items() if mib * MIB >= bytes_ and card > above), None)


def figures_of(
    native: Native, estimate: Estimate | None, measured: Measured | None, calibration: Calibration
) -> Figures:
    """The figures of one model."""
    runs = _grouped(measured) if measured else {}
    cells = {}
    for precision, modes in CELLS.items():
        for mode in modes:
            found = runs.pop((precision, mode, native), [])
            is_known = estimate is not None and is_possible(estimate, mode)
            asked = demand(estimate, mode, precision, calibration) if estimate and is_known else None
            figure = _measured(found, asked.peak if asked else None)
            if figure is None and asked:
                figure = _derived(precision, mode, native, found, asked)
            if figure:
                cells[precision, mode] = figure
    elsewhere = (_measured(found, None) for found in runs.values())
    return Figures(estimate, cells, tuple(figure for figure in elsewhere if figure))


def runs_of(measured: Measured) -> tuple[Run, ...]:
    """All measured cells of a model, each with its machine."""
    return tuple(Run(cell, session.machine) for session in measured.sessions for cell in session.cells)


def _grouped(measured: Measured) -> dict[tuple[Precision, Mode, Native], list[Run]]:
    """Runs of the same mode, precision and size, the oldest first."""
    groups: dict[tuple[Precision, Mode, Native], list[Run]] = {}
    for run in sorted(runs_of(measured), key=lambda run: run.cell.measured):
        groups.setdefault((run.cell.precision, run.cell.mode, run.size), []).append(run)
    return groups


def _measured(runs: Iterable[Run], peak: Peak | None) -> Figure | None:
    """What was measured, if a run completed: the memory where it was least pressed for, on the newest day; the card of
    the smallest one."""
    completed = [run for run in runs if run.cell.completed and run.cell.stages]
    if not completed:
        return None
    widest = max(reversed(completed), key=lambda run: (run.cell.card_gb is None, run.card))
    tightest = min(completed, key=lambda run: run.card)
    cell = widest.cell
    return Figure(
        cell.precision,
        cell.mode,
        widest.size,
        low=widest.taken,
        high=widest.taken,
        stage=max(cell.stages, key=lambda stage: stage.allocated).stage,
        card=smallest_card(widest.taken, _too_small(runs)) if tightest.card == inf else int(tightest.card),
        peak=peak,
        seconds=cell.seconds_per_step,
        proof=tightest,
    )


def _derived(precision: Precision, mode: Mode, native: Native, runs: Iterable[Run], asked: Demand) -> Figure:
    """What was estimated. A card on which a run failed is not enough, whatever the estimate says."""
    card = smallest_card(asked.high, _too_small(runs))
    return Figure(precision, mode, native, asked.low, asked.high, asked.peak.stage, card, asked.peak)


def _too_small(runs: Iterable[Run]) -> float:
    """The largest card that a run found too small."""
    return max((run.card for run in runs if run.cell.reason == "out-of-memory"), default=0)
