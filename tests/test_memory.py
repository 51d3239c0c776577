"""Memory: which figures a model has, on which card, and how far they are from what else is known."""

from __future__ import annotations

import pytest
from atlas.domain.accuracy import Spread, checks, comparisons
from atlas.domain.memory import CELLS, GIB
from atlas.views.bars import chart, charts
from atlas.views.memory import accuracy, card_rows, compared, in_gb, memory_rows, range_gb
from support import as_text, cases, registry_of

SOURCE = {"basis": "vendor", "source": "card"}
CARD = {"card": {"accessed": "2026"}}
BIG = {"parts": {"text_encoder": 8, "transformer": 16, "vae": 0.5}, "stages": {"denoise": ["transformer", 3]}}
LARGER = {"width": 768, "height": 768, "batch": 4, "stages": {"denoise": ["transformer", 8], "decode": ["vae", 9, 1]}}


def gigabytes(size: int) -> str:
    return f"{size / GIB:.2f}".rstrip("0").removesuffix(".")


@pytest.mark.parametrize("case", cases("memory/figured.yaml"))
def test_whose_figures_hold(case):
    registry = registry_of(case)
    for id_, expected in case["figured"].items():
        assert (id_, registry.figured(registry.models[id_])) == (id_, expected)


@pytest.mark.parametrize("case", cases("memory/figures.yaml"))
def test_figures(case):
    figures = registry_of(case).figures["a"]
    found = {f"{precision} {mode}": shown(figure) for (precision, mode), figure in figures.cells.items()}
    assert {key: found.get(key) for key in case["figures"]} == case["figures"]
    elsewhere = [[f.native.size, f"{f.precision} {f.mode}", gigabytes(f.low)] for f in figures.elsewhere]
    assert elsewhere == case.get("elsewhere", [])
    assert [named(figures.recommended), named(figures.minimum)] == [case["recommended"], case["minimum"]]


def shown(figure):
    return as_text(
        [figure.basis, gigabytes(figure.low), gigabytes(figure.high), figure.stage, figure.card, figure.seconds]
    )


def named(figure):
    return figure and f"{figure.precision} {figure.mode}"


@pytest.mark.parametrize("case", cases("memory/comparisons.yaml"))
def test_comparisons(case):
    registry = registry_with(case["claims"], BIG | {"elsewhere": [LARGER]})
    found = [
        [f"{c.precision} {c.mode}", gigabytes(c.low), gigabytes(c.high), f"{c.ratio:.3g}", c.verdict]
        for _, c in comparisons(registry)
    ]
    assert found == case["expect"]


def registry_with(claims, estimate):
    model = {
        "kind": "base",
        "architecture": {"native_resolution": ["512x512"]},
        "vram": [SOURCE | claim for claim in claims],
        "sources": CARD,
    }
    return registry_of({"models": {"a": model}, "estimates": {"a": estimate}})


def test_a_finetune_is_compared_with_the_figures_of_its_base_at_its_own_size():
    claim = SOURCE | {"gb": 40, "means": "peak", "precision": "fp16"}
    built = {"components": [{"role": "denoiser"}], "native_resolution": ["512x512"]}
    base = {"kind": "base", "architecture": built}
    large = {"parents": ["a"], "architecture": {"native_resolution": ["768x768"]}, "vram": [claim], "sources": CARD}
    estimate = BIG | {"elsewhere": [LARGER | {"batch": 1}]}
    registry = registry_of({"models": {"a": base, "b": large}, "estimates": {"a": estimate}})
    ((id_, found),) = comparisons(registry)
    assert (id_, gigabytes(found.low)) == ("b", "33.5")


@pytest.mark.parametrize("case", cases("memory/checks.yaml"))
def test_checks(case):
    found = [
        [check.run.cell.mode, *map(gigabytes, (check.taken, check.low, check.high)), str(check.inside)]
        for _, check in checks(registry_of(case))
    ]
    assert found == case["checks"]


def test_no_measurement_lies_outside_the_range_that_the_site_states(atlas):
    assert [(id_, check.run.cell) for id_, check in checks(atlas) if not check.inside] == []


def test_the_largest_card_of_every_model_is_stated_or_is_larger_than_all(atlas):
    for figures in atlas.figures.values():
        for figure in figures.cells.values():
            assert figure.low <= figure.high
            assert figure.card is None or figure.card * GIB > figure.low


def test_a_spread_is_a_median_and_the_farthest_ratio():
    assert Spread.of([]) is None
    assert Spread.of([0.5, 1.9, 1.0]) == Spread(3, 1.0, 0.5)
    assert Spread.of([0.9, 1.2]) == Spread(2, 1.05, 1.2)


def test_the_error_is_that_of_what_was_used():
    registry = registry_with(
        [
            {"gb": 55, "means": "peak", "precision": "fp16"},
            {"gb": 99, "means": "recommended"},
            {"gb": 24, "means": "minimum", "precision": "fp16", "offload": "model"},
        ],
        BIG,
    )
    error = accuracy(registry)
    assert error.measured is None
    assert (error.published.count, round(error.published.median, 2)) == (1, 0.5)
    assert (error.least.count, round(error.least.median, 2), error.left_out) == (1, 0.85, 1)
    (claim, other, _) = registry.models["a"].vram
    assert compared(registry, "a", claim).verdict == "outside"
    assert compared(registry, "a", other) is None


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(1.04, 9.96, (1.0, 10.0)), (9.99, 10.01, (9.9, 11)), (33.9, 38.1, (33, 39)), (12, 12.0, (12, 12))],
)
def test_ranges_are_rounded_outwards(low, high, expected):
    assert range_gb(round(low * GIB), round(high * GIB)) == expected


def test_a_measurement_is_one_number_and_an_estimate_a_range():
    registry = registry_of(
        {
            "models": {"a": {"kind": "base", "architecture": {"native_resolution": ["512x512"]}}},
            "estimates": {"a": BIG},
            "measured": {"a": [{"reserved": "27.84"}]},
        }
    )
    cells = registry.figures["a"].cells
    assert in_gb(cells["native", "gpu"]) == (28.3,)
    assert in_gb(cells["native", "offload"]) == (19, 21)


def test_a_bar_is_the_range_in_parts(atlas):
    for figures in atlas.figures.values():
        drawn = chart(figures)
        assert all(x <= 100 for _, x in drawn.cards)
        for bar in drawn.bars:
            assert sum(piece.bytes for piece in bar.pieces) == bar.figure.high
            assert bar.pieces[-1].x + bar.pieces[-1].width <= 100.1


def test_a_chart_leaves_out_tiles_that_save_nothing():
    stages = {"denoise": ["transformer", 1], "decode": ["vae", 20, 1]}
    for given, tiled in ((BIG, 0), (BIG | {"stages": stages}, 4)):
        figures = registry_with([], given).figures["a"]
        assert sum(bar.figure.mode == "tiled" for bar in chart(figures).bars) == tiled
        assert len(figures.cells) == sum(map(len, CELLS.values()))


def test_the_bars_of_a_table_share_an_axis(atlas):
    rows = memory_rows(atlas, "image")
    drawn = charts(rows)
    assert len(drawn) == len(rows) > 10
    assert len({found.cards for found in drawn.values()}) == 1


def test_every_model_of_the_table_stands_at_one_card_of_each_kind(atlas):
    for modality in ("image", "video"):
        models = [row.model for row in memory_rows(atlas, modality)]
        rows = card_rows(atlas, modality)
        for column in ("recommended", "minimum"):
            found = [one.model.id for row in rows for one in getattr(row, column)]
            assert sorted(found) == sorted(model.id for model in models)


def test_a_row_names_all_models_that_its_figures_hold_for(atlas):
    rows = [row for modality in ("image", "video") for row in memory_rows(atlas, modality)]
    named = [model.id for row in rows for model in (row.model, *row.alike)]
    assert sorted(named) == sorted(model.id for model in atlas.models.values() if atlas.figured(model))
