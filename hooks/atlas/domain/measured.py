"""What was measured on a GPU: data/measurements/measured/<model>.json, written by `make measure`."""

from __future__ import annotations

from typing import Literal

from .memory import Mode, Precision, Stage
from .record import Record
from .scalars import Flag, Name, Number, PartialDate, Whole

Reason = Literal["out-of-memory", "time", "error"]


class StageMeasured(Record):
    """One stage of a run, in bytes and seconds."""

    stage: Stage
    allocated: Whole
    """Tensors alive at once, by the allocator's count."""
    reserved: Whole
    """What the allocator held for them at once: more than a card must have, where there is room."""
    seconds: Number


class Cell(Record):
    """One run in a process of its own: a mode and a precision at one size, on the whole card or under a cap."""

    mode: Mode
    precision: Precision
    width: Whole
    height: Whole
    frames: Whole | None
    card_gb: Whole | None
    """Size of the emulated card, in the gigabytes that it is sold by; None for the card as it is."""
    completed: Flag
    """Whether two steps and the decoding were finished."""
    failed_in: Stage | None = None
    reason: Reason | None = None
    message: Name | None = None
    """First line of the error."""
    stages: tuple[StageMeasured, ...] = ()
    """Those that were finished, and the one that failed."""
    context: Whole | None = None
    """Bytes of the card that CUDA itself takes."""
    host: Whole | None = None
    """The most main memory that the process held, in bytes."""
    seconds_per_step: Number | None = None
    commit: Name
    """Git commit of the specs."""
    measured: PartialDate

    @property
    def allocated(self) -> int:
        """Bytes of tensors at the fullest moment."""
        return max((stage.allocated for stage in self.stages), default=0)


class Machine(Record):
    """Where and with what cells were measured."""

    device: Name
    """Name that the driver gives the card."""
    memory: Whole
    """Its memory in bytes."""
    driver: Name
    torch: Name
    cuda: Name
    diffusers: Name
    transformers: Name


class Session(Record):
    """All cells of one model on one machine."""

    machine: Machine
    cells: tuple[Cell, ...]


class Measured(Record):
    """One model: a file of data/measurements/measured/."""

    sessions: tuple[Session, ...]
