"""No figure by hand: what the registry holds for a model is not typed beside the name of the model.

In each paragraph (an item of a list and a row of a table are paragraphs of their own) that names a model, by
`[[id]]` or by its name, every number with a unit is compared with what the registry holds for that model. A number that
says the same, at the precision in which it is written, is a copy that would go stale: the fact is to be named instead.
A date is compared only where the same sentence names the model: much happens in a month.

Left alone are code, footnotes, addresses, and the block below `<!-- atlas: by-hand: reason -->`: there the figure is
another one than the model's, and only happens to be the same. Such a line that nothing needs is a fault too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..domain.markdown import paragraphs
from .amounts import amounts_in
from .fault import ProseError
from .held import AS_VIEW, held_for
from .spelling import spellings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..domain.article import Article
    from ..domain.markdown import Line
    from ..domain.registry import Registry
    from .amounts import Amount

ESCAPE = re.compile(r"^<!--\s*atlas:\s*by-hand:\s*\S.*-->$")
NAMED = re.compile(r"\[\[(?:model:|component:)?([^\]\[#|]+)(?:#[^\]\[]*)?\]\]")
DIGIT = re.compile(r"\d")
SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？]")
LEFT_ALONE = re.compile(r"(`+).*?\1|\]\([^)]*\)|<[^>]*>|\[\^[^\]]*\]|https?://\S+")


def figures_by_hand(article: Article, registry: Registry) -> Iterator[ProseError]:
    """Every number of an article that the registry holds for a model of the same paragraph."""
    escapes = _escapes(article)
    needed = set()
    for paragraph in paragraphs(article.lines):
        for fault in _copies(paragraph, article.language, registry):
            if fault.line in escapes:
                needed.add(escapes[fault.line])
            else:
                yield fault
    for number in sorted(set(escapes.values()) - needed):
        yield ProseError(number, 1, "nothing below needs this: the registry holds no figure that stands there")


def _escapes(article: Article) -> dict[int, int]:
    """Lines that are left alone, each with the line that says so: itself, and the block that follows it."""
    found: dict[int, int] = {}
    above, is_inside = 0, False
    for line in article.lines:
        text = line.text.strip()
        if ESCAPE.match(text) and not line.is_code:
            above, is_inside = line.number, False
            found[above] = above
        elif above and text:
            is_inside = True
            found[line.number] = above
        elif is_inside:
            above = 0
    return found


def _copies(paragraph: tuple[Line, ...], language: str, registry: Registry) -> Iterator[ProseError]:
    text = "\n".join(line.text for line in paragraph)
    if text.startswith("[^") or not DIGIT.search(text):
        return
    bare = _blanked(NAMED, _blanked(LEFT_ALONE, text))
    if not DIGIT.search(bare):
        return
    spelled, bare = spellings_of(registry).take_out(bare)
    named = sorted([*((match.start(), match[1].strip()) for match in NAMED.finditer(text)), *spelled])
    for amount in amounts_in(bare, language) if named else ():
        near = _sentence(bare, amount.start) if amount.kind == "released" else range(len(bare))
        subjects = dict.fromkeys(id_ for place, id_ in named if place in near)
        found = ((id_, held_for(registry, id_).fact(amount)) for id_ in subjects)
        if copied := next(((id_, fact) for id_, fact in found if fact), None):
            yield _fault(amount, *copied, paragraph, bare)


def _sentence(text: str, place: int) -> range:
    """The sentence around a place."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= place), default=0)
    return range(start, min((end for end in ends if end > place), default=len(text)))


def _fault(amount: Amount, id_: str, fact: str, paragraph: tuple[Line, ...], text: str) -> ProseError:
    before = text[: amount.start]
    line = paragraph[before.count("\n")].number
    instead = f"<!-- atlas: {fact} model={id_} -->" if fact in AS_VIEW else f"[[{id_}#{fact}]]"
    message = f"{amount.text!r} is what the registry holds for {id_!r}; write {instead}"
    return ProseError(line, len(before.rpartition("\n")[2]) + 1, message)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """`text` with spaces in the place of what the pattern finds, so that places stay."""
    return pattern.sub(lambda match: " " * len(match[0]), text)
