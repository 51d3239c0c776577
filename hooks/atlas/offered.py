"""What templates may ask for by name, the same in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .diagram import legend
from .domain.memory import CARDS
from .domain.model import ADAPTERS
from .views import bars, coverage, graph, home, memory, timeline, vram
from .views.embedded import EMBEDDED

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMORY = (
    bars.chart, bars.charts, memory.accuracy, memory.card_rows, memory.compared_claims, memory.in_gb,
    memory.memory_rows, memory.precision_name, memory.range_gb,
)  # fmt: skip
"""What templates ask of memory figures."""
OFFERED: Mapping[str, Any] = {
    "adapters": ADAPTERS,
    "legend": legend,
    **EMBEDDED,
    "coverage": coverage.coverage,
    "family_graph": graph.family_graph,
    "families_graph": graph.families_graph,
    "picks": home.picks,
    "fitting": home.fitting,
    "sellable": home.sellable,
    "timeline": timeline.timeline,
    "newest": timeline.newest,
    "recent": timeline.recent,
    "claims_of": vram.claims_of,
    "vram_rows": vram.vram_rows,
    "weights_of": vram.weights_of,
    "cards": CARDS,
    "main_cells": memory.MAIN,
    **{view.__name__: view for view in MEMORY},
}
