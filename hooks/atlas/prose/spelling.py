"""Models named in plain text, by any of their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..domain.model import Model
    from ..domain.registry import Registry

SHORTEST = 4
"""Shorter spellings than this are too often words of their own."""
LETTER = re.compile(r"[A-Za-z0-9_]")


@dataclass(frozen=True)
class Spellings:
    """Every spelling, by its first two characters, the longest first."""

    by_start: Mapping[str, tuple[tuple[str, str], ...]]

    def take_out(self, text: str) -> tuple[list[tuple[int, str]], str]:
        """Place and id of each model that `text` names, and the text with spaces in the place of the names."""
        found: list[tuple[int, str]] = []
        kept, end = [], 0
        for place in range(len(text) - 1):
            if place >= end and text[place : place + 2] in self.by_start and (named := self._at(text, place)):
                spelling, id_ = named
                found.append((place, id_))
                kept += [text[end:place], " " * len(spelling)]
                end = place + len(spelling)
        return found, "".join([*kept, text[end:]])

    def _at(self, text: str, place: int) -> tuple[str, str] | None:
        """The longest spelling that begins at `place` and is a word of its own there."""
        for spelling, id_ in self.by_start.get(text[place : place + 2], ()):
            if text.startswith(spelling, place) and _stands_alone(text, place, place + len(spelling)):
                return spelling, id_
        return None


@lru_cache(maxsize=2)
def spellings_of(registry: Registry) -> Spellings:
    """The spellings of all models."""
    found: dict[str, str] = {}
    for model in registry.models.values():
        for spelling in _names(model):
            if len(spelling) >= SHORTEST:
                found.setdefault(spelling, model.id)
    by_start: dict[str, list[tuple[str, str]]] = {}
    for spelling in sorted(found, key=len, reverse=True):
        by_start.setdefault(spelling[:2], []).append((spelling, found[spelling]))
    return Spellings({start: tuple(names) for start, names in by_start.items()})


def _names(model: Model) -> tuple[str, ...]:
    local = (model.names.en, model.names.ru, model.names.ja) if model.names else ()
    return tuple(name for name in (model.name, *local, *model.aliases) if name)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter or digit goes on at either end: "FLUX.1" is not in "FLUX.10", but 「FLUX.1は」 has it."""
    goes_on = (text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1])
    is_cut = any(len(pair) == 2 and LETTER.match(pair[0]) and LETTER.match(pair[1]) for pair in goes_on)
    return not is_cut and not re.match(r"[-.]\w", text[end : end + 2], re.ASCII)
