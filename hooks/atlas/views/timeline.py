"""Releases → years → months → cards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..domain.model import Model
    from ..domain.registry import Registry


@dataclass(frozen=True, slots=True)
class Card:
    """One release, or one opening of weights that had been a service before."""

    date: str
    model: Model
    event: str
    """`released` or `weights-opened`."""

    @property
    def star(self) -> bool:
        """Whether a cited source recommends the model."""
        return bool(self.model.recommended_for)


@dataclass(frozen=True, slots=True)
class Month:
    """Cards of one month, by date. `number` is 0 where only the year is known."""

    number: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """Cards of one year, by month."""

    number: int
    months: tuple[Month, ...]

    @property
    def count(self) -> int:
        """How many cards the year has."""
        return sum(len(month.cards) for month in self.months)


@lru_cache(maxsize=4)
def timeline(registry: Registry) -> tuple[Year, ...]:
    """Every dated model, oldest year first; within a year by month and day, coarse dates before fine ones."""
    cards = [Card(model.released, model, "released") for model in registry.models.values() if model.released]
    for model in registry.models.values():
        cards += [Card(event.date, model, event.what) for event in model.events if event.what == "weights-opened"]
    cards.sort(key=lambda card: (card.date[:4], int(card.date[5:7] or 0), card.date, card.model.id))
    return tuple(_year(year, list(group)) for year, group in groupby(cards, key=lambda card: card.date[:4]))


def newest(registry: Registry) -> tuple[Model, ...]:
    """Every model, newest first; those without a date last."""
    return tuple(sorted(registry.models.values(), key=lambda model: model.released or "", reverse=True))


def recent(registry: Registry, count: int) -> tuple[Model, ...]:
    """The newest models whose month of release is known, newest first."""
    dated = (model for model in newest(registry) if model.released and len(model.released) >= len("2024-01"))
    return tuple(islice(dated, count))


def _year(year: str, cards: list[Card]) -> Year:
    months = groupby(cards, key=lambda card: int(card.date[5:7] or 0))
    return Year(int(year), tuple(Month(month, tuple(group)) for month, group in months))
