"""Language: the words of the interface, and dates, numbers and plurals as its readers write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from .domain.memory import GIB

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LOCALES = {"en": "en_GB"}
"""Babel's locale, for a language whose code alone means another country's: the site is spelled as in Britain."""


class UnknownWord(KeyError):
    """A template asks for a word that no language file has."""

    def __str__(self) -> str:
        return f"data/languages has no word {self.args[0]!r}"


@dataclass(frozen=True)
class Language:
    """One language of the site."""

    code: str
    """ "en", "ru" or "ja": the folder of its pages and its BCP 47 tag."""
    words: Mapping[str, str]
    """Word by dotted key: `kind.finetune`; plural forms end in .one, .few, .many, .other."""

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale."""
        return Locale.parse(_locale(self.code))

    def word(self, key: str, **values: object) -> str:
        """The word `key`, its {places} filled with `values`. Raises UnknownWord."""
        try:
            text = self.words[key]
        except KeyError:
            raise UnknownWord(key) from None
        return text.format(**values) if values else text

    def plural(self, key: str, count: int) -> str:
        """The form of `key` that goes with `count`, with {n} filled: "3 модели"."""
        form = self.locale.plural_form(count)
        text = self.words.get(f"{key}.{form}") or self.word(f"{key}.other")
        return text.format(n=self.number(count))

    def number(self, value: float) -> str:
        """`value` grouped and pointed as this language does: 2,567,463,684 or 2 567 463 684."""
        return _number(value, self.code)

    def billions(self, params: float) -> str:
        """A count of parameters, short: 2.57B · 2,57 млрд · 25.7億, 8370万 (three figures at most)."""
        rounded = float(f"{params:.3g}")
        unit, size = ("billion", 1e9) if rounded >= 1e9 else ("million", 1e6)
        if self.code == "ja":
            unit, size = ("hundred-million", 1e8) if rounded >= 1e8 else ("ten-thousand", 1e4)
        return self.word(f"unit.{unit}", n=_number(round(rounded / size, 2), self.code))

    def gigabytes(self, gigabytes: float) -> str:
        """Memory in GB, with its unit."""
        return self.word("unit.gb", n=_number(gigabytes, self.code))

    def memory(self, bytes_: int) -> str:
        """Memory of a graphics card in GB, as cards are sold: powers of two."""
        return self.gigabytes(round(bytes_ / GIB, 1))

    def file_size(self, bytes_: int) -> str:
        """The size of a file in GB or MB (powers of ten, as file hosts print them)."""
        if bytes_ >= 1e9:
            return self.word("unit.gb", n=_number(round(bytes_ / 1e9, 2), self.code))
        return self.word("unit.mb", n=_number(round(bytes_ / 1e6, 1), self.code))

    def date(self, partial: str) -> str:
        """`2024-01-08`, `2024-01` or `2024` in words: "8 января 2024 г.", "январь 2024 г."."""
        return _date(partial, self.code)

    def month(self, number: int) -> str:
        """Name of a month, standing alone."""
        names: Mapping[int, str] = self.locale.months["stand-alone"]["wide"]
        return names[number]

    def listing(self, items: Iterable[str]) -> str:
        """Items joined as a sentence joins them."""
        return format_list(list(items), locale=self.locale)


def _locale(code: str) -> str:
    return LOCALES.get(code, code)


@lru_cache(maxsize=65536)
def _number(value: float, code: str) -> str:
    return format_decimal(value, locale=_locale(code), decimal_quantization=False)


@lru_cache(maxsize=16384)
def _date(partial: str, code: str) -> str:
    day = _first_day(partial)
    match len(partial):
        case 4:
            return format_skeleton("y", day, locale=_locale(code))
        case 7:
            return format_skeleton("yMMMM", day, locale=_locale(code))
        case _:
            return format_date(day, "long", locale=_locale(code))


def _first_day(partial: str) -> date:
    return date.fromisoformat(partial + "-01-01"[len(partial) - 4 :])
