"""data/languages/<code>.yaml → the words of the interface, checked against each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .parse import marks_of, problem_at
from .problem import Problem, RegistryError, did_you_mean
from .read import YamlFault, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = "en"
PLACE = re.compile(r"\{(\w+)\}")

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
    paths = sorted((data / "languages").glob("*.yaml"))
    for path in paths:
        shown = path.relative_to(data.parent).as_posix()
        try:
            read = read_yaml(path.read_bytes())
        except YamlFault as fault:
            problems.append(Problem(shown, fault.line, fault.column, "", fault.message))
            continue
        wrong = [key for key, value in read.items() if not isinstance(value, str)] if isinstance(read, dict) else [""]
        problems += [Problem(shown, 1, 1, key, "should be text: one word of the interface a line") for key in wrong]
        words[path.stem] = read if not wrong else {}
    if not problems and ORIGIN in words:
        for path in paths:
            problems += _compare(words[ORIGIN], words[path.stem], path, path.relative_to(data.parent).as_posix())
    return words, problems


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
        if set(PLACE.findall(origin[key])) != set(PLACE.findall(words[key])):
            message = (
                f"should fill the same places as in {ORIGIN}.yaml: {' '.join(PLACE.findall(origin[key])) or 'none'}"
            )
            problems.append(problem_at(shown, marks, (key,), message))
    return problems
