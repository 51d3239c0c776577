"""How far the memory estimates are from published and from measured figures, as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.views.memory import accuracy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.domain.accuracy import Spread
    from atlas.domain.registry import Registry


def told(registry: Registry) -> Iterator[str]:
    """One line for each kind of figure that the estimates can be held against."""
    found = accuracy(registry)
    yield line("estimated (lower end of the range) over published use", found.published)
    yield line("estimated (upper end of the range) over published least card", found.least)
    yield f"memory, published without conditions that could be estimated: {found.left_out} figures"
    yield line("estimated (middle of the range) over measured", found.measured)


def line(kind: str, spread: Spread | None) -> str:
    """One kind of figure in short."""
    if spread is None:
        return f"memory, {kind}: nothing to compare with yet"
    return f"memory, {kind}: median {spread.median:.2f}, worst {spread.worst:.2f}, of {spread.count} figures"
