"""One line that says what is being worked on."""

from __future__ import annotations

import sys


def say(what: str) -> None:
    """Shows `what` in place of what was shown before, where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r{what:<60}\r", end="", file=sys.stderr)
