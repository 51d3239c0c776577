"""docs/<language>/**.md → articles, their front matter read as strictly as the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from ..domain.article import Article, FrontMatter, Library
from ..domain.markdown import FRONT_MATTER
from .parse import explain, parse_record
from .problem import Problem
from .read import YamlFault, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = "[a-z][a-z]"
"""Folders of docs/ that hold articles."""


def inspect_articles(docs: Path) -> tuple[Library, list[Problem]]:
    """The articles as far as they can be read, and what is wrong with their front matter."""
    articles: dict[str, dict[str, Article]] = {}
    problems: list[Problem] = []
    for folder in sorted(docs.glob(LANGUAGES)):
        found = articles[folder.name] = {}
        for path in sorted(folder.rglob("*.md")):
            address = path.relative_to(folder).with_suffix("").as_posix()
            try:
                text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
            except UnicodeDecodeError:
                problems.append(Problem(f"docs/{folder.name}/{address}.md", 1, 1, "", "is not UTF-8 text"))
                continue
            found[address], faults = read_article(folder.name, address, text)
            problems += faults
    return Library(articles), problems


def read_article(language: str, path: str, text: str) -> tuple[Article, list[Problem]]:
    """One article. With front matter that cannot be read it counts as having none."""
    match = FRONT_MATTER.match(text)
    if match is None:
        return Article(language, path, FrontMatter(), text), []
    body, first = text[match.end() :], text.count("\n", 0, match.end()) + 1
    front, problems = _front(f"docs/{language}/{path}.md", match[1])
    return Article(language, path, front, body, first), problems


def _front(shown: str, text: str) -> tuple[FrontMatter, list[Problem]]:
    """The front matter of the file `shown`; places are counted from the line of dashes above it."""
    try:
        value = read_yaml(text.encode())
    except YamlFault as fault:
        return FrontMatter(), [Problem(shown, fault.line + 1, fault.column, "", fault.message)]
    if not isinstance(value, dict):
        return FrontMatter(), [Problem(shown, 2, 1, "", "should be a mapping of keys and values")]
    try:
        return parse_record(FrontMatter, value, {}), []
    except ValidationError as error:
        return FrontMatter(), explain(error, FrontMatter, shown, b"\n" + text.encode(), ())
