"""In which forms a glossary term stands in a text.

- A term is found by its name in the language of the page, by its `forms` in that language, and by those aliases that
  can be nothing else: three letters or more, and no single lower-case Latin word ("safe", "base", "rating").
- English: the last word may be in the plural.
- Russian: each word of four letters or more is cut after its stem, and the endings of its declension (ENDINGS) may
  follow. Words that lose a vowel or change a consonant are listed as `forms`.
- Japanese: a term is a run of characters; it does not begin or end inside a longer run of the same script. After
  hiragana, which particles follow, a kanji makes it longer: 「重み」 is in 「重みを」, not in 「重み付け」.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..domain.registry import Registry
    from ..domain.shared import Term

SHORTEST_ALIAS = 3
EVERYDAY = re.compile(r"[a-z]+")
CYRILLIC = re.compile(r"[а-яё]+", re.IGNORECASE)
SHORTEST_STEM = 3
_NOUN = "а|у|ом|е|ы|и|ов|ам|ами|ах"
_HARD = "ая|ое|ый|ые|ого|ому|ым|ом|ой|ую|ых|ыми"
_SOFT = "яя|ее|ий|ие|его|ему|им|ем|ей|юю|их|ими"
ENDINGS: tuple[tuple[str, str], ...] = (
    ("(?<=[нтслв])ие", "ие|ия|ию|ии|ием|ий|иям|иями|иях"),
    ("(?<=[цсзф])ия", "ия|ии|ию|ией|ий|иям|иями|иях"),
    ("(?<=[гкхжчшщ])(?:ая|ое|ее|ий|ие|ой)", f"{_HARD}|{_SOFT}"),
    ("ая|ое|ый|ые|ой", _HARD),
    ("яя|ее|ий|ие", _SOFT),
    ("ь", "ь|и|ью|ю|я|е|ем|ей|ям|ями|ях"),
    ("а|ы|и|о", f"{_NOUN}|о|ой|"),
    ("я", "я|и|е|ю|ей|ям|ями|ях"),
    ("й", "й|я|ю|ем|е|и|ев|ям|ями|ях"),
    ("", f"|{_NOUN}"),
)
"""How a Russian word ends in the glossary, and what its stem may end in elsewhere; the first that fits counts."""
KANJI = r"\u3400-\u9fff々"
LATIN, KATAKANA, HIRAGANA = "A-Za-z0-9", r"\u30a1-\u30fa\u30fc", r"\u3041-\u3096"
SCRIPTS = ((LATIN, LATIN), (KANJI, KANJI), (KATAKANA, KATAKANA), (HIRAGANA, KANJI))
"""A script, and what may not stand beside it."""


@dataclass(frozen=True)
class Finder:
    """Finds the terms of one language."""

    by_start: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]
    """Patterns with the id of their term, by the first two characters that a match has (lower case), the longest name
    first."""

    def replaced(self, text: str, seen: set[str], shown: Callable[[str, str], str]) -> str:
        """`text` with each term that is not in `seen` replaced where it first stands; they are added to `seen`."""
        pieces, end = [], 0
        folded = text.lower()
        for place in range(len(text) - 1):
            found = self._at(text, folded[place : place + 2], place) if place >= end else None
            if found is None:
                continue
            match, id_ = found
            pieces += [text[end:place], match[0] if id_ in seen else shown(id_, match[0])]
            seen.add(id_)
            end = match.end()
        return "".join([*pieces, text[end:]])

    def _at(self, text: str, start: str, place: int) -> tuple[re.Match[str], str] | None:
        """The longest term at `place`, where `start` stands."""
        found = ((pattern.match(text, place), id_) for pattern, id_ in self.by_start.get(start, ()))
        return next(((match, id_) for match, id_ in found if match), None)


@lru_cache(maxsize=8)
def finder_of(registry: Registry, language: str) -> Finder:
    """The finder of the glossary in one language."""
    forms = [(form, is_name, term.id) for term in registry.terms.values() for form, is_name in _forms(term, language)]
    by_start: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for form, _, id_ in sorted(forms, key=lambda item: (-len(item[0]), not item[1], item[2])):
        by_start.setdefault(form[:2].lower(), []).append((pattern_of(form, language), id_))
    return Finder({start: tuple(found) for start, found in by_start.items()})


def _forms(term: Term, language: str) -> Iterator[tuple[str, bool]]:
    """Spellings of a term, each with whether it is its name."""
    name = getattr(term.name, language) or term.name.en
    yield from ((part, True) for part in [name] if part)
    if term.forms:
        yield from ((form, True) for form in getattr(term.forms, language))
    for alias in term.aliases:
        if len(alias) >= SHORTEST_ALIAS and not EVERYDAY.fullmatch(alias) and _is_of(alias, language):
            yield alias, False


def _is_of(alias: str, language: str) -> bool:
    """Whether an alias is written in a script of the language: Latin is read everywhere."""
    if CYRILLIC.search(alias):
        return language == "ru"
    return alias.isascii() or language == "ja"


@cache
def pattern_of(form: str, language: str) -> re.Pattern[str]:
    """What finds a spelling and its inflected forms, as words of their own. Kept, because the glossary stays the same
    while a registry is edited in a preview."""
    if language == "ja":
        return re.compile(_edge(form[0], "(?<!{})") + re.escape(form) + _edge(form[-1], "(?!{})"), _case(form))
    words = re.split(r"([\s-]+)", form)
    last = len(words) - 1
    body = "".join(_word(word, is_last=index == last) for index, word in enumerate(words))
    return re.compile(rf"(?<![\w-]){body}(?![\w]|-\w)", _case(form))


def _case(form: str) -> re.RegexFlag:
    """Abbreviations are told by their capitals; other words may begin a sentence."""
    return re.NOFLAG if form.isupper() or (form.isascii() and not form.islower()) else re.IGNORECASE


def _word(word: str, *, is_last: bool) -> str:
    if not word.strip(" -\t\n"):
        return r"[\s-]+" if " " in word else re.escape(word)
    if CYRILLIC.fullmatch(word):
        return _declined(word)
    can_be_many = is_last and word.isascii() and word.isalpha()
    return re.escape(word) + ("(?:e?s)?" if can_be_many else "")


def _declined(word: str) -> str:
    """A Russian word in all its cases."""
    for ending, others in ENDINGS:
        if match := re.search(rf"(?:{ending})$", word):
            stem = word[: match.start()]
            return f"{stem}(?:{others})" if len(stem) >= SHORTEST_STEM else word
    return re.escape(word)


def _edge(character: str, around: str) -> str:
    """Nothing that would go on may stand beside `character`."""
    found = (others for script, others in SCRIPTS if re.match(f"[{script}]", character))
    return next((around.format(f"[{others}]") for others in found), "")
