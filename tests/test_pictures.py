"""What the pictures are drawn from."""

from __future__ import annotations

from math import hypot

import pytest
from atlas.views.embedded.pictures import (
    FLOAT_FORMATS,
    MERGE,
    arrow,
    grains,
    latents_of,
    mixes,
    noise_cells,
    polyline,
    schedule,
)
from support import cases, registry_of


@pytest.mark.parametrize("case", cases("embedded/float-formats.yaml"))
def test_bits_add_up_and_the_largest_number_is_the_published_one(case):
    found = next(one for one in FLOAT_FORMATS if one.name == case["name"])
    assert (1 + found.exponent + found.mantissa, found.bits) == (int(case["bits"]), int(case["bits"]))
    assert (f"{found.largest:.6g}", found.steps) == (case["largest"], int(case["steps"]))


def test_every_format_has_its_case():
    named = [case.values[0]["name"] for case in cases("embedded/float-formats.yaml")]
    assert [one.name for one in FLOAT_FORMATS] == named


def test_the_schedule_is_that_of_stable_diffusion():
    lines = schedule()
    assert len(lines.plain) == len(lines.rescaled) == 1000
    assert f"{lines.plain[-1] ** 2:.5f}" == "0.00466"  # ᾱ of the last step, as in arXiv 2305.08891, table 1
    assert lines.rescaled[-1] == 0
    assert lines.rescaled[0] == pytest.approx(lines.plain[0])
    assert list(lines.plain) == sorted(lines.plain, reverse=True)


def test_a_line_goes_from_corner_to_corner():
    points = polyline((1, 0.5, 0), 10, 20, 100, 50).split()
    assert (points[0], points[-1]) == ("10.0,20.0", "110.0,70.0")


def test_what_is_asked_for_fits_the_way_to_noise():
    found = mixes(0.5)
    assert list(found) == ["epsilon", "v", "flow"]
    assert (found["epsilon"].asked, found["flow"]) == ((0, 1), ((0.5, 0.5), (-1, 1)))
    here, asked = found["v"]
    assert hypot(*here) == pytest.approx(1)
    assert here[0] * asked[0] + here[1] * asked[1] == pytest.approx(0)  # along the arc


def test_a_merge_does_what_it_says():
    assert MERGE.weighted_sum == pytest.approx([(a + b) / 2 for a, b in zip(MERGE.a, MERGE.b, strict=True)])
    wanted = [a + 0.5 * (b - c) for a, b, c in zip(MERGE.a, MERGE.b, MERGE.c, strict=True)]
    assert MERGE.add_difference == pytest.approx(wanted)


def test_latents_are_those_of_the_registry():
    vae = {"role": "vae", "latent_channels": "16", "spatial_factor": "8"}
    parts = {"a": vae, "b": vae, "c": {**vae, "latent_channels": "4"}, "d": {"role": "vae"}, "te": {}}
    found = latents_of(registry_of({"components": parts}), 1024)
    assert [tuple(one) for one in found] == [(4, 128, 65536, ("c",)), (16, 128, 262144, ("a", "b"))]


def test_noise_is_the_same_each_time_and_as_much_as_asked_for():
    assert len(noise_cells(0.5, 8, 7)) == 64
    assert noise_cells(0.5) == noise_cells(0.5)
    assert [len(grains(share)) for share in (0, 0.55, 1)] == [0, 55, 100]


def test_an_arrow_ends_in_a_head():
    assert arrow(0, 0, 10, 0) == "M0 0L10 0M10 0L5.7 -2.5 M10 0L5.7 2.5"
