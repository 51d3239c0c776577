"""Numbers with a unit, as the three languages write them: "2.57B", "6,9 ГБ", "1024×1024", "20〜30ステップ"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .days import days_in

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLERANCE = 0.05
"""A number that is rounded more coarsely than this says too little to be a copy: "3B" is not 2.57B."""


class Number(NamedTuple):
    """A number as it is written."""

    value: float
    step: float
    """Worth of its last digit."""

    def says(self, held: float) -> bool:
        """Whether this is `held`, rounded as it is written."""
        return abs(self.value - held) <= min(self.step / 2, TOLERANCE * abs(held)) * 1.0001


class Amount(NamedTuple):
    """A number, or a range of two, and what it counts."""

    kind: str
    """`released`, or one of UNITS."""
    text: str
    start: int
    numbers: tuple[Number, ...] = ()
    day: str = ""
    """YYYY-MM-DD or YYYY-MM, where the kind is `released`."""


_NUMBER = r"(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?"
_DASH = r"\s?[–—〜～-]\s?"
_N = rf"(?<![A-Za-z0-9_.,/×-])(?P<n>{_NUMBER}(?:{_DASH}{_NUMBER})?)"
_SET = rf"(?:\s?(?:of|is|=|:|около|от|в)|値?[はをのが])?\s?{_N}"
_MANY = r"billion|bn|B|million|M|thousand|K|k|млрд|миллиард|млн|миллион|тыс|億|万"
_SCALE = rf"[\s-]?(?P<s>{_MANY})(?:[а-я]+|\.(?=\s))?(?![A-Za-z])"
_BYTES = r"[\s-]?(?P<s>GiB|GB|ГиБ|ГБ|Гб|MiB|MB|МиБ|МБ|ギガバイト)(?![A-Za-z])"
_IMAGES = r"[\s-]?(?:images?|pictures?|изображени|картин|枚)"
_STEPS = r"[\s-]?(?:(?:sampling |inference |denoising |training )?steps?|шаг|ステップ)"
_HOURS = r"[\s-]?(?:GPU|A100|H100|H800)[\s-]?(?:hours?|час|時間)"
UNITS = (
    ("size", r"(?<![\d×xх])(?P<n>\d{3,4}\s?[×xх]\s?\d{3,4})(?!\d|\s?[×xх]\s?\d)"),
    ("images", rf"{_N}(?:{_SCALE})?{_IMAGES}"),
    ("hours", rf"{_N}(?:{_SCALE})?{_HOURS}"),
    ("training_steps", rf"{_N}{_SCALE}{_STEPS}"),
    ("params", rf"{_N}{_SCALE}"),
    ("bytes", rf"{_N}{_BYTES}"),
    ("fps", rf"{_N}\s?(?:fps|frames (?:a|per) second|кадр[а-я]*(?:/с| в секунду)|フレーム(?:/秒|毎秒))"),
    ("frames", rf"{_N}[\s-]?(?:frames?|кадр|フレーム)"),
    ("steps", rf"{_N}{_STEPS}"),
    ("pixels", rf"{_N}[\s-]?(?:px|pixels?|пиксел|ピクセル)"),
    ("multiple", rf"(?:multiples? of|кратн[а-я]+)\s?{_N}"),
    ("multiple", rf"{_N}の倍数"),
    ("guidance", rf"(?:CFG(?: scale)?|[Gg]uidance(?: scale)?|ガイダンス(?:強度|スケール)?){_SET}"),
    ("clip_skip", rf"CLIP[\s-]?[Ss]kip{_SET}"),
    ("shift", rf"\b[Ss]hift{_SET}"),
    ("channels", rf"{_N}[\s-]?(?:latent )?(?:channels?|(?:латентн[а-я]+ )?канал|チャンネル)"),
    ("count", r"(?<![\d.,])(?P<n>\d{1,3}(?:[,\u00a0\u202f ]\d{3}){2,})(?!\d)"),
)
"""What a number counts, and how it stands beside its unit. The first that fits takes the number."""
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in UNITS)
SCALES = {
    "billion": 1e9, "bn": 1e9, "B": 1e9, "million": 1e6, "M": 1e6, "thousand": 1e3, "K": 1e3, "k": 1e3,
    "млрд": 1e9, "миллиард": 1e9, "млн": 1e6, "миллион": 1e6, "тыс": 1e3, "億": 1e8, "万": 1e4,
    "GB": 1e9, "GiB": 2**30, "ГБ": 1e9, "Гб": 1e9, "ГиБ": 2**30, "ギガバイト": 1e9,
    "MB": 1e6, "MiB": 2**20, "МБ": 1e6, "МиБ": 2**20,
}  # fmt: skip


def amounts_in(text: str, language: str) -> Iterator[Amount]:
    """Every number with a unit, and every date that names a month."""
    taken = [False] * len(text)
    for day, start, end in days_in(text):
        taken[start:end] = [True] * (end - start)
        yield Amount("released", text[start:end], start, day=day)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * len(match[0])
                yield Amount(kind, match[0], match.start(), _numbers(match, kind, language))


def _numbers(match: re.Match[str], kind: str, language: str) -> tuple[Number, ...]:
    if kind == "size":
        return tuple(Number(float(side), 1) for side in re.findall(r"\d+", match["n"]))
    scale = SCALES[found] if (found := match.groupdict().get("s")) else 1
    return tuple(number_of(part, language, scale) for part in re.split(_DASH, match["n"]))


def number_of(text: str, language: str, scale: float = 1) -> Number:
    """`text` as its language means it: a comma divides thousands in English and Japanese, tenths in Russian."""
    text = re.sub(r"[\s\u00a0\u202f]", "", text)
    text = text.replace(",", "." if language == "ru" else "")
    decimals = len(text.partition(".")[2])
    return Number(float(text) * scale, scale / 10**decimals)
