"""Days as text: what is older than a year on the day of the build. The day itself is always an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime

LAST = "-12-31"


def is_old(day: str, today: str) -> bool:
    """Whether `day` (YYYY, YYYY-MM or YYYY-MM-DD) is more than twelve months before `today` (YYYY-MM-DD). Of a month
    or a year, the end counts."""
    end = day + LAST[len(day) - 4 :] if len(day) < len("2024-01-01") else day
    return end < f"{int(today[:4]) - 1:04}{today[4:]}"


def day_of(given: str) -> str | None:
    """The day that a setting names: a date, or the seconds of SOURCE_DATE_EPOCH. None where it is empty."""
    if not given:
        return None
    if given.isdecimal():
        return datetime.fromtimestamp(int(given), UTC).date().isoformat()
    return date.fromisoformat(given).isoformat()
