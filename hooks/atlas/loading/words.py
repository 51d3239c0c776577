"""data/languages/<code>.yaml → the words of the interface, checked against each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..domain.scalars import plain
from .parse import marks_of, problem_at
from .problem import Problem, RegistryError, did_you_mean
from .read import YamlFault, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = "en"
PLACE = re.compile(r"\{[a-z_]+\}")
NO_WORD = "should be text: one word of the interface a line"

Words = dict[str, dict[str, str]]


def load_words(data: Path) -> Words:
    """Language code → dotted key → word; the folder's files are the languages of the site. Raises RegistryError."""
    words, problems = inspect_words(data)
    if problems:
        raise RegistryError(problems)
    return words


def inspect_words(data: Path) -> tuple[Words, list[Problem]]:
    """The words as far as they can be read, and what is wrong with them."""
    words: Words = {}
    problems: list[Problem] = []
    paths = {path.stem: path for path in sorted((data / "languages").glob("*.yaml"))}
    for code, path in paths.items():
        words[code], faults = _read(path, path.relative_to(data.parent).as_posix())
        problems += faults
    if words and ORIGIN not in words:
        shown = f"{data.name}/languages/{ORIGIN}.yaml"
        problems.append(Problem(shown, 1, 1, "", "is missing: the other languages are compared with it"))
    if not problems:
        for code, path in paths.items():
            problems += _compare(words[ORIGIN], words[code], path, path.relative_to(data.parent).as_posix())
    return words, problems


def _read(path: Path, shown: str) -> tuple[dict[str, str], list[Problem]]:
    """The words of one language, and what is wrong with each of them."""
    data = path.read_bytes()
    try:
        words = read_yaml(data)
    except YamlFault as fault:
        return {}, [Problem(shown, fault.line, fault.column, "", fault.message)]
    if not isinstance(words, dict):
        return {}, [Problem(shown, 1, 1, "", NO_WORD)]
    faults = {key: wrong for key, word in words.items() if (wrong := _fault_of(word))}
    return words, [problem_at(shown, marks_of(data), (key,), wrong) for key, wrong in faults.items()]


def _fault_of(word: object) -> str | None:
    if not isinstance(word, str):
        return NO_WORD
    if {"{", "}"} & set(PLACE.sub("", word)):
        return "should hold braces only around the name of a place: {n}"
    try:
        plain(word)
    except ValueError as error:
        return str(error)
    return None


def _compare(origin: dict[str, str], words: dict[str, str], path: Path, shown: str) -> list[Problem]:
    """A language has the same keys as English, with the same {places}."""
    marks = marks_of(path.read_bytes())
    problems = [
        Problem(shown, 1, 1, key, f"is missing; {ORIGIN}.yaml says {origin[key]!r}")
        for key in origin.keys() - words.keys()
    ]
    for key in words.keys() - origin.keys():
        message = f"no such word in {ORIGIN}.yaml{did_you_mean(key, origin)}"
        problems.append(problem_at(shown, marks, (key,), message, key=True))
    for key in origin.keys() & words.keys():
        places = dict.fromkeys(PLACE.findall(origin[key]))
        if places.keys() != set(PLACE.findall(words[key])):
            message = f"should fill the same places as in {ORIGIN}.yaml: {' '.join(places) or 'none'}"
            problems.append(problem_at(shown, marks, (key,), message))
    return problems
