"""Facts and views inside articles, by id.

`[[sdxl-base-1.0]]` is a link to the model by its name, `[[sdxl-base-1.0#params]]` the figure, formatted for the
language of the page; `<!-- atlas: lineage family=sdxl -->` on a line of its own is a whole view. What they stand for is
put in after Markdown has run, so that no name is ever read as Markdown. Nothing inside code is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .loading.problem import did_you_mean

if TYPE_CHECKING:
    from .render import Renderer

DIRECTIVE = re.compile(r"^<!--\s*atlas:\s*([a-z]+)((?:\s+[a-z]+=[A-Za-z0-9.+-]+)*)\s*-->$")
INLINE = re.compile(r"(`+)(?:.*?)\1|\[\[([^\]\[#]*)(?:#([^\]\[]*))?\]\]")
MISPLACED = re.compile(r"(`+)(?:.*?)\1|<!--\s*atlas\b")
OPTIONS = ("family", "model")
NEEDED = {"models": "family", "rights": "model"}
"""The option without which a view shows nothing."""
FENCE = re.compile(r"^\s*(```+|~~~+)")
HOLE = re.compile(r'<(span|div) data-atlas="(\d+)"></\1>')


class ProseError(Exception):
    """An article names something that does not exist. Carries the line, from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


@dataclass
class Embedder:
    """Finds the embedded facts of one article, then puts them in."""

    renderer: Renderer
    root: str
    """Relative way from the page to the language folder."""
    pieces: list[str] = field(default_factory=list)

    def mark(self, markdown: str) -> str:
        """The article with a hole for each embedded fact. Raises ProseError."""
        lines, fence = [], ""
        for number, line in enumerate(markdown.split("\n"), start=1):
            edge = FENCE.match(line)
            if edge and (not fence or edge[1].startswith(fence)):
                fence = "" if fence else edge[1]
            lines.append(line if fence or edge else self._line(line, number))
        return "\n".join(lines)

    def put_in(self, html: str) -> str:
        """The rendered article with every hole filled."""
        return HOLE.sub(lambda match: self.pieces[int(match[2])] if int(match[2]) < len(self.pieces) else "", html)

    def _line(self, line: str, number: int) -> str:
        if directive := DIRECTIVE.match(line.strip()):
            options = dict(option.split("=", 1) for option in directive[2].split())
            return self._hole("div", self._view(directive[1], options, number))
        if any(not match[1] for match in MISPLACED.finditer(line)):
            raise ProseError(number, "should look like <!-- atlas: lineage family=sdxl -->, on a line of its own")
        return INLINE.sub(lambda match: self._inline(match, number), line)

    def _inline(self, match: re.Match[str], number: int) -> str:
        if match[1]:
            return match[0]
        fact = match[3].strip() if match[3] is not None else "link"
        return self._hole("span", self._fact(match[2].strip(), fact, number))

    def _hole(self, tag: str, piece: str) -> str:
        self.pieces.append(piece)
        return f'<{tag} data-atlas="{len(self.pieces) - 1}"></{tag}>'

    def _fact(self, id_: str, fact: str, number: int) -> str:
        registry = self.renderer.registry
        if id_ not in registry.models:
            raise ProseError(number, f"no model {id_!r} in the registry{did_you_mean(id_, registry.models)}")
        facts = self.renderer.facts
        if fact not in facts:
            raise ProseError(number, f"no fact is called {fact!r}{did_you_mean(fact, facts)}")
        return self.renderer.fact(fact, registry.models[id_], self.root)

    def _view(self, view: str, options: dict[str, str], number: int) -> str:
        views = self.renderer.embeddable
        if view not in views:
            raise ProseError(number, f"no view is called {view!r}{did_you_mean(view, views)}")
        for key, id_ in options.items():
            if key not in OPTIONS:
                raise ProseError(number, f"no option is called {key!r}{did_you_mean(key, OPTIONS)}")
            known = self.renderer.registry.families if key == "family" else self.renderer.registry.models
            if id_ not in known:
                raise ProseError(number, f"no {key} {id_!r} in the registry{did_you_mean(id_, known)}")
        if (needed := NEEDED.get(view)) and needed not in options:
            raise ProseError(number, f"{view} needs {needed}=…")
        return self.renderer.embed(view, options, self.root)
