"""What the pictures of overrides/atlas/picture/ are drawn from: nothing in them is measured by eye."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import cos, hypot, log10, pi, sin, sqrt
from operator import mul
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...domain.registry import Registry

Finite = Literal["ieee", "fn", "all"]
"""Which bit patterns are numbers: IEEE 754 keeps the highest exponent for infinity and NaN; "fn" only its last mantissa
for NaN; "all" nothing."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FloatFormat:
    """One format of floating-point numbers."""

    name: str
    exponent: int
    mantissa: int
    finite: Finite = "ieee"

    @property
    def bits(self) -> int:
        """Sign, exponent and mantissa together."""
        return 1 + self.exponent + self.mantissa

    @property
    def largest(self) -> float:
        """The largest finite number."""
        bias = 2 ** (self.exponent - 1) - 1
        if self.finite == "ieee":
            return float((2 - 2**-self.mantissa) * 2**bias)
        last = 2 - (2 if self.finite == "fn" else 1) * 2**-self.mantissa
        return float(last * 2 ** (bias + 1))

    @property
    def exponent_of_ten(self) -> int:
        """For numbers too long to be written out: 38 of 3.4 × 10³⁸."""
        return int(log10(self.largest))

    @property
    def steps(self) -> int:
        """Numbers between one and two: how finely a value can be told from its neighbour."""
        return int(2**self.mantissa)


# IEEE 754-2019; bfloat16: cloud.google.com/tpu/docs/bfloat16; fp8: arXiv 2209.05433; fp4 (e2m1): OCP Microscaling
# Formats (MX) 1.0, section 5.3.3.
FLOAT_FORMATS = (
    FloatFormat("fp32", 8, 23),
    FloatFormat("bf16", 8, 7),
    FloatFormat("fp16", 5, 10),
    FloatFormat("fp8 e5m2", 5, 2),
    FloatFormat("fp8 e4m3", 4, 3, "fn"),
    FloatFormat("fp4 e2m1", 2, 1, "all"),
)


class Schedule(NamedTuple):
    """Share of the picture that is left at each of the steps of a noise schedule."""

    plain: tuple[float, ...]
    rescaled: tuple[float, ...]
    """With zero terminal SNR."""


def schedule(steps: int = 1000, first: float = 0.00085, last: float = 0.012) -> Schedule:
    """√ᾱ of the schedule of Stable Diffusion, and the same rescaled."""
    # scaled_linear of diffusers: betas whose square roots grow evenly (v1-inference.yaml: linear_start, linear_end).
    roots = (sqrt(first) + (sqrt(last) - sqrt(first)) * step / (steps - 1) for step in range(steps))
    plain = tuple(sqrt(product) for product in accumulate((1 - root**2 for root in roots), mul))
    # Lin and others, "Common Diffusion Noise Schedules and Sample Steps are Flawed" (arXiv 2305.08891), algorithm 1.
    scale = plain[0] / (plain[0] - plain[-1])
    return Schedule(plain, tuple((share - plain[-1]) * scale for share in plain))


def polyline(shares: Sequence[float], left: float, top: float, width: float, height: float) -> str:
    """Points of a line that falls from 1 at the top to 0 at the bottom."""
    last = len(shares) - 1
    shown = sorted({*range(0, last, 20), last})
    return " ".join(f"{left + width * i / last:.1f},{top + height * (1 - shares[i]):.1f}" for i in shown)


def arrow(x1: float, y1: float, x2: float, y2: float, head: float = 5) -> str:
    """Path of an arrow."""
    length = hypot(x2 - x1, y2 - y1) or 1
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    sides = " ".join(
        f"M{x2:g} {y2:g}L{x2 - head * (ux * cos(pi / 6) - s * uy * sin(pi / 6)):.1f}"
        f" {y2 - head * (uy * cos(pi / 6) + s * ux * sin(pi / 6)):.1f}"
        for s in (1, -1)
    )
    return f"M{x1:g} {y1:g}L{x2:g} {y2:g}{sides}"


class Mix(NamedTuple):
    """A noised picture on the way from the picture (1, 0) to noise (0, 1), and what a network is asked for there."""

    here: Point
    asked: Point
    """Direction in which the answer points."""


def mixes(share: float = 0.6) -> dict[str, Mix]:
    """The same noise level for the three targets. `share` is how far along the way to noise it is."""
    angle = share * pi / 2
    here = (cos(angle), sin(angle))
    return {
        "epsilon": Mix(here, (0, 1)),
        "v": Mix(here, (-sin(angle), cos(angle))),
        "flow": Mix((1 - share, share), (-1, 1)),
    }


class Merge(NamedTuple):
    """Example weights, and what becomes of them."""

    a: tuple[float, ...]
    b: tuple[float, ...]
    c: tuple[float, ...]
    share: float

    @property
    def weighted_sum(self) -> tuple[float, ...]:
        """A · (1 − m) + B · m."""
        return tuple(a * (1 - self.share) + b * self.share for a, b in zip(self.a, self.b, strict=True))

    @property
    def difference(self) -> tuple[float, ...]:
        """(B − C) · m."""
        return tuple((b - c) * self.share for b, c in zip(self.b, self.c, strict=True))

    @property
    def add_difference(self) -> tuple[float, ...]:
        """A + (B − C) · m."""
        return tuple(a + d for a, d in zip(self.a, self.difference, strict=True))


MERGE = Merge((0.8, 0.3, 0.6, 0.2, 0.7), (0.4, 0.7, 0.5, 0.8, 0.3), (0.4, 0.3, 0.5, 0.4, 0.3), 0.5)


class Cell(NamedTuple):
    """A cell of a grid of numbers."""

    x: int
    y: int
    shade: int
    """0 to 3."""


def noise_cells(grain: float, across: int = 10, size: int = 4) -> tuple[Cell, ...]:
    """A grid with a soft pattern under noise: `grain` 0 is the pattern alone, 1 noise alone. The same each time."""
    found = []
    for row in range(across):
        for column in range(across):
            noise = (sin(12.9898 * (column + 1) + 78.233 * (row + 1)) * 43758.5453) % 1
            pattern = 0.5 + 0.5 * sin(3.1 * column / across + 1) * cos(2.6 * row / across)
            shade = min(3, int(4 * ((1 - grain) * pattern + grain * noise)))
            found.append(Cell(column * size, row * size, shade))
    return tuple(found)


def grains(share: float, across: int = 10, size: int = 4) -> tuple[Cell, ...]:
    """The cells of a picture that noise has covered, where `share` of them are."""
    order = sorted(noise_cells(1, across, size), key=lambda cell: (cell.x * 7919 + cell.y * 104729) % 997)
    return tuple(order[: round(share * len(order))])


class Latents(NamedTuple):
    """Shape of the latents of a picture."""

    channels: int
    side: int
    values: int
    parts: tuple[str, ...]
    """Names of VAEs that make them."""


def latents_of(registry: Registry, side: int) -> tuple[Latents, ...]:
    """The shapes that the VAEs of the registry give a square picture, fewest channels first."""
    found: dict[tuple[int, int], list[str]] = {}
    for part in registry.components.values():
        if part.role == "vae" and part.latent_channels and part.spatial_factor:
            found.setdefault((part.latent_channels, side // part.spatial_factor), []).append(part.name)
    return tuple(Latents(channels, n, channels * n * n, tuple(names)) for (channels, n), names in sorted(found.items()))
