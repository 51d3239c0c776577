"""The scalar types of the registry. Every value arrives as text (the loader guesses no types) and is given one here."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

# Categories that never belong in a fact: controls, invisible formatting (bidi, zero width), surrogates, private use,
# unassigned, and line or paragraph separators. security.md 1.4 of the groundwork measured what each of them does.
FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Text of these alone holds nothing forbidden: Latin, Greek, Cyrillic, kana, kanji, their punctuation. Most text is.
PLAIN_TEXT = re.compile(
    r"[ -~\xa0-\xac\xae-\u024f\u0391-\u03a1\u03a3-\u03ff\u0400-\u045f\u2010-\u2015\u2018-\u201f\u2026"
    r"\u3000-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fef\uff01-\uff5e]*"
)
# Letters alone: the signs × and ÷ stand among the Latin ones.
LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
LOOK_ALIKE = r"\u0370-\u03ff\u1f00-\u1fff\u0400-\u052f"
MIXED = re.compile(rf"[{LATIN}][{LOOK_ALIKE}]|[{LOOK_ALIKE}][{LATIN}]")
# Three lower-case words in a row, or one that joins words: no name or figure holds these, an English phrase does.
ENGLISH = re.compile(
    r"(?<![^ (])(?:[a-z][a-z-]*[a-z] ){2}[a-z][a-z-]*[a-z](?![^ ,.;:)])"
    r"|(?<![^ (])(?:and|as|at|by|for|from|in|of|or|than|the|then|to|with)(?![^ ])"
)
RESERVED_IDS = frozenset({"index", "404", "search", "assets", "sitemap", "undisclosed"})


def forbidden_character(text: str, allowed: str = "") -> str | None:
    """The first character of `text` that no fact may contain, as `U+200B ZERO WIDTH SPACE`; None if there is none."""
    for character in text:
        if character not in allowed and unicodedata.category(character) in FORBIDDEN_CATEGORIES:
            return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"
    return None


def mixed_script_word(text: str) -> str | None:
    """The first word in which a Latin letter touches a Cyrillic or Greek one (a look-alike spelling); None if none."""
    found = MIXED.search(text)
    if found is None:
        return None
    return next(word[0] for word in re.finditer(r"\w+", text) if found.start() < word.end())


def plain(text: str, allowed: str = "") -> str:
    """`text` itself, if readers can see all of it and take no letter for another. Raises ValueError."""
    if text.isascii() and text.isprintable():
        return text
    if not PLAIN_TEXT.fullmatch(text) and (found := forbidden_character(text, allowed)):
        raise ValueError(f"contains {found}, which readers cannot see; delete it")
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("is not in Unicode normal form NFC; type the accented letters as single characters")
    if word := mixed_script_word(text):
        raise ValueError(f"mixes alphabets inside the word {word!r}; type it in one alphabet")
    return text


def _one_line(text: str) -> str:
    if text != text.strip():
        raise ValueError("starts or ends with a space; remove it")
    return plain(text)


def _block(text: str) -> str:
    return plain(text, allowed="\n")


def _wordless(text: str) -> str:
    if ENGLISH.search(text):
        raise ValueError("holds English words; write it in en, ru and ja")
    return text


def _date(text: str) -> str:
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", text)
    if match is None:
        raise ValueError("should be a date: YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        raise ValueError(f"{text} is not in the calendar") from None
    return text


def _url(text: str) -> str:
    if not text.startswith("https://"):
        raise ValueError("should start with https://")
    host = re.split("[/?#]", text.removeprefix("https://"), maxsplit=1)[0]
    if "@" in host or ":" in host:
        raise ValueError("should have no user name, password or port")
    if not re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9]", host):
        raise ValueError(f"host {host!r} should be a lower-case ASCII domain name, not an address")
    if not re.fullmatch(r"[A-Za-z0-9/?:@!$&*+,;=%._~#()'-]*", text[len("https://") :]):
        raise ValueError("should be percent-encoded: only letters, digits and /?:@!$&*+,;=%._~#()'- may stand in it")
    return text


def _whole(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,15}", value):
        raise ValueError("should be a whole number written in digits alone")
    return value


def _number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,15}(?:\.[0-9]{1,9})?(?:e-?[0-9]{1,2})?", value):
        raise ValueError("should be a number such as 24 or 8.19")
    return value


def _flag(value: object) -> object:
    if value not in ("true", "false", True, False):
        raise ValueError("should be true or false")
    return value in ("true", True)


def _id(text: str) -> str:
    if text in RESERVED_IDS:
        raise ValueError(f"{text!r} is a reserved word of the site")
    return text


ID_PATTERN = r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$"
LICENSE_ID_PATTERN = r"^[A-Za-z0-9]+(?:[.+-][A-Za-z0-9.+-]*)?$"
SOURCE_KEY_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
SIZE_PATTERN = r"^[1-9][0-9]{1,4}x[1-9][0-9]{1,4}$"
SHA256_PATTERN = r"^[0-9a-f]{64}$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60), AfterValidator(_id)]
LicenseId = Annotated[str, StringConstraints(pattern=LICENSE_ID_PATTERN, max_length=60)]
SourceKey = Annotated[str, StringConstraints(pattern=SOURCE_KEY_PATTERN, max_length=40)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(_one_line)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1200), AfterValidator(_one_line)]
Wordless = Annotated[
    str, StringConstraints(min_length=1, max_length=1200), AfterValidator(_one_line), AfterValidator(_wordless)
]
"""Text that is the same in every language: a proper name, a figure, a tag."""
Block = Annotated[str, StringConstraints(min_length=1, max_length=8000), AfterValidator(_block)]
PartialDate = Annotated[str, AfterValidator(_date), Field(description="YYYY, YYYY-MM or YYYY-MM-DD")]
Url = Annotated[str, StringConstraints(max_length=500), AfterValidator(_url)]
Size = Annotated[str, StringConstraints(pattern=SIZE_PATTERN)]
Whole = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Number = Annotated[float, BeforeValidator(_number), Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, BeforeValidator(_number), Field(ge=0, le=1)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Sha256 = Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]
