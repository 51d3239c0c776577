"""What a process is told to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..runs import Run
    from .cells import Kind


class Request(NamedTuple):
    """One cell."""

    run: Run
    kind: Kind
    cap: int | None
    """Bytes that tensors may take; None for all there are."""
