"""What every article has: a title that is its heading, a description, sections with ids of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..domain.article import FAMILY_ARTICLES
from ..domain.markdown import HEADING
from ..loading.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.article import Article, Library
    from ..domain.registry import Registry


def misshapen(library: Library, registry: Registry) -> Iterator[Problem]:
    """What is missing in an article."""
    for articles in library.articles.values():
        for article in articles.values():
            yield from _front(article)
            yield from _sections(article)
            yield from _family(article, registry)


def _front(article: Article) -> Iterator[Problem]:
    """The front matter has a title, which is the heading of the first level, and a description."""
    if article.heading is None:
        yield Problem(article.file, article.first, 1, "", "has no heading of the first level: # Title")
    if article.front.title is None:
        yield Problem(article.file, 1, 1, "title", "is missing")
    elif article.heading not in {None, article.front.title}:
        message = f"should be the heading of the article, {article.heading!r}"
        yield Problem(article.file, 1, 1, "title", message)
    if article.front.description is None:
        yield Problem(article.file, 1, 1, "description", "is missing")


def _sections(article: Article) -> Iterator[Problem]:
    """Every heading of the second level has an id of its own: ## Text {#id}."""
    seen: set[str] = set()
    for section in article.sections[1:]:
        line = section.lines[0]
        if section.id is None:
            heading = HEADING.match(line.text)
            text = heading["text"] if heading else line.text
            yield Problem(article.file, line.number, 1, "", f"{text!r} has no id; write ## {text} {{#id}}")
        elif section.id in seen:
            yield Problem(article.file, line.number, 1, "", f"a section above has the id {section.id!r}")
        else:
            seen.add(section.id)


def _family(article: Article, registry: Registry) -> Iterator[Problem]:
    """An article below articles/ is named like a family of the registry."""
    id_ = article.family
    if id_ is not None and id_ not in registry.families:
        message = f"{FAMILY_ARTICLES}{id_}.md is named like no family{did_you_mean(id_, registry.families)}"
        yield Problem(article.file, 1, 1, "", message)
