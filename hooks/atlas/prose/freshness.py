"""Translations keep up with the English text.

A translation stores in its front matter, for each section, the hash of the English section that it was made from
(`origin`), and the day on which `python -m atlas translated` wrote this (`translated`). Where the English section has
another hash now, it has changed since that day: the page says so at that section, and `atlas check` reports it. No
other date is known without a history of the files, and none is claimed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..domain.article import ORIGIN
from ..domain.markdown import FRONT_MATTER
from ..loading.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.article import Article, Library

STAMPED = re.compile(r"^(?:origin|translated):.*(?:\n[ \t]+\S.*)*\n?", re.MULTILINE)
COMMAND = "make translated ARGS="


def changed_sections(translation: Article, origin: Article) -> tuple[str, ...]:
    """Ids of the sections whose English text is another one than that which was translated, in English order."""
    stored = translation.front.origin
    return tuple(id_ for id_, digest in origin.digests.items() if id_ in stored and stored[id_] != digest)


def left_behind(library: Library, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Every English article is there in each language, section by section, made from the text that it has now."""
    origins = library.articles.get(ORIGIN, {})
    for language in languages:
        if language == ORIGIN:
            continue
        found = library.articles.get(language, {})
        for path, origin in origins.items():
            if path not in found:
                yield Problem(origin.file, 1, 1, "", f"is not translated: docs/{language}/{path}.md is missing")
            else:
                yield from _behind(found[path], origin)
        for path in found.keys() - origins.keys():
            yield Problem(found[path].file, 1, 1, "", f"translates nothing: docs/{ORIGIN}/{path}.md is missing")


def _behind(translation: Article, origin: Article) -> Iterator[Problem]:
    ids = {section.id: section.lines[0].number for section in translation.sections if section.id}
    for id_ in origin.digests.keys() - ids.keys():
        yield Problem(translation.file, 1, 1, "", f"has no section {id_!r}, as {origin.file} has")
    for id_ in ids.keys() - origin.digests.keys():
        yield Problem(translation.file, ids[id_], 1, "", f"section {id_!r} is not in {origin.file}")
    if [id_ for id_ in ids if id_ in origin.digests] != [id_ for id_ in origin.digests if id_ in ids]:
        yield Problem(translation.file, 1, 1, "", f"its sections are in another order than those of {origin.file}")
    unstamped = [id_ for id_ in origin.digests if id_ in ids and id_ not in translation.front.origin]
    if unstamped:
        which = f" in {', '.join(unstamped)}" if translation.front.origin else ""
        message = f"does not say which English text it translates{which}: {COMMAND}{translation.file}"
        yield Problem(translation.file, 1, 1, "origin", message)
    for id_ in changed_sections(translation, origin):
        if id_ in ids:
            message = f"section {id_!r} of {origin.file} has changed; translate it, then {COMMAND}{translation.file}"
            yield Problem(translation.file, ids[id_], 1, "", message)


def shared_digests(translation: Article, origin: Article) -> dict[str, str]:
    """Hashes of the English sections that the translation has."""
    return {id_: digest for id_, digest in origin.digests.items() if id_ in translation.digests}


def stamped(text: str, digests: dict[str, str], day: str) -> str:
    """The text of a translation with these hashes and this day in its front matter."""
    match = FRONT_MATTER.match(text)
    front, body = (match[1], text[match.end() :]) if match else ("", f"\n{text}")
    pairs = ", ".join(f'{id_}: "{digest}"' for id_, digest in digests.items())
    return f"---\n{STAMPED.sub('', front)}origin: {{{pairs}}}\ntranslated: {day}\n---\n{body}"
