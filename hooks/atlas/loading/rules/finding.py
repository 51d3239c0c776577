"""What a rule reports. A rule looks at the registry and yields findings; it raises nothing and knows no files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...domain.registry import Registry
    from ..problem import KeyPath


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one record."""

    kind: str
    """Field of the Registry in which the record stands: models, licenses, …"""
    id: str
    key: KeyPath
    message: str
    about: tuple[str, str] | None = None
    """Kind and id of what the record refers to, where the fault is that it cannot be found."""


if TYPE_CHECKING:
    Rule = Callable[[Registry], Iterator[Finding]]
