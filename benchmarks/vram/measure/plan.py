"""What is measured next. Nothing is remembered here: the answer follows from what was measured before, so a session
that was interrupted goes on where it stopped.

For each model, the most wanted first: every kind of run on the whole card, then the caps that decide which card is the
smallest. The uncapped run says which it should be: that card must do and the next smaller must not; from there the walk
goes on until both are seen. A model whose first run ends in an error is left alone: it is the model that cannot be run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .cells import Job, cap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from atlas.domain.measured import Cell

    from .cells import Kind

Known = dict[Job, "Cell"]
"""Cells that are finished."""
USUAL_CAPS = 2
"""Runs under a cap that a kind of run takes where the first guess is right."""


class Plan(NamedTuple):
    """What is wanted."""

    models: Sequence[str]
    """In their order."""
    kinds: Sequence[Kind]
    cards: Sequence[int]
    """That may be emulated, the smallest first; none where caps are not wanted."""

    def next(self, known: Known) -> Job | None:
        """The first cell that is not finished; None where all are."""
        for model in self._sound(known):
            for kind in self.kinds:
                job = Job(model, kind, None)
                if job not in known:
                    return job
            for kind in self.kinds:
                card = self._next_card(model, kind, known)
                if card is not None:
                    return Job(model, kind, card)
        return None

    def left(self, known: Known) -> int:
        """About how many cells are not finished: how long a walk will be is not known before."""
        return sum(self._left(model, kind, known) for model in self._sound(known) for kind in self.kinds)

    def _sound(self, known: Known) -> Iterator[str]:
        for model in self.models:
            first = known.get(Job(model, self.kinds[0], None)) if self.kinds else None
            if first is None or first.reason != "error":
                yield model

    def _left(self, model: str, kind: Kind, known: Known) -> int:
        usual = min(USUAL_CAPS, len(self.cards))
        if Job(model, kind, None) not in known:
            return 1 + usual
        if self._next_card(model, kind, known) is None:
            return 0
        return max(1, usual - sum(Job(model, kind, card) in known for card in self.cards))

    def _next_card(self, model: str, kind: Kind, known: Known) -> int | None:
        whole = known.get(Job(model, kind, None))
        if whole is None or not whole.completed:  # what a large card cannot do needs no smaller one
            return None
        tried = {card: known[job] for card in self.cards if (job := Job(model, kind, card)) in known}
        if any(cell.reason == "error" for cell in tried.values()):  # a fault of the program says nothing of cards
            return None
        first = next((card for card in self.cards if cap(card) >= whole.allocated), None)
        return walk(self.cards, first, {card: cell.completed for card, cell in tried.items()})


def walk(cards: Sequence[int], first: int | None, tried: Mapping[int, bool]) -> int | None:
    """The card to try next, from whether those in `tried` were enough; None once the smallest is known, or where none
    of `cards` can be enough (`first` is None)."""
    if first is None or first not in tried:
        return first
    enough = [card for card in cards if tried.get(card)]
    if not enough:
        return next((card for card in cards if card > max(tried)), None)
    below = [card for card in cards if card < enough[0]]
    return below[-1] if below and below[-1] not in tried else None
