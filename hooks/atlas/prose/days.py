"""Dates as the three languages write them. A year alone is no date here: too much happens in a year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
RUSSIAN = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_EN = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_RU = rf"(?P<month>{'|'.join(RUSSIAN)})[а-яё]*"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})"
_WESTERN = (
    rf"{_YEAR}-(?P<month>\d\d)(?:-{_DAY})?",
    rf"(?:{_DAY} )?{_EN} {_YEAR}",
    rf"{_EN} {_DAY}, {_YEAR}",
    rf"(?:{_DAY}\s)?{_RU}\s{_YEAR}",
)
PATTERNS = (
    *(re.compile(rf"(?<![\w.-]){pattern}(?![0-9])") for pattern in _WESTERN),
    re.compile(rf"{_YEAR}年(?P<month>\d{{1,2}})月(?:{_DAY}日)?"),
)


def days_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Every date with its month: YYYY-MM or YYYY-MM-DD, where it begins and ends."""
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            day = match.groupdict().get("day")
            month = f"{match['year']}-{_month(match['month']):02}"
            yield f"{month}-{int(day):02}" if day else month, match.start(), match.end()


def _month(name: str) -> int:
    if name.isdecimal():
        return int(name)
    names = ENGLISH if name.isascii() else RUSSIAN
    return names.index(name.lower()) + 1
