"""HTML → a small tree, for what is read back out of finished pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
UNSEEN = frozenset({"svg", "script", "style", "template", "select", "button", "form", "head"})
"""Not text of the page: drawings, scripts, and controls that appear only when a script shows them."""

SPACED = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "h4", "pre", "div", "br", "figure", "summary"}
)
"""Elements that stand apart from the text around them."""


@dataclass(slots=True)
class Node:
    """One element."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The words of its class attribute."""
        return self.attributes.get("class", "").split()

    @property
    def hidden(self) -> bool:
        """Whether a reader does not see it as text of the page."""
        return self.tag in UNSEEN or "headerlink" in self.classes or "hidden" in self.attributes

    def elements(self, *tags: str) -> Iterator[Node]:
        """Every element of these tags inside it, in order, itself left out."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags:
                    yield child
                yield from child.elements(*tags)

    def text(self) -> str:
        """What a reader sees, spaces as written."""
        return "".join(child if isinstance(child, str) else child._own_text() for child in self.children)

    def _own_text(self) -> str:
        if self.hidden:
            return ""
        return f" {self.text()} " if self.tag in SPACED else self.text()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Node:
    """The tree of a page or of a piece of one; its root has no tag."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]


def article_text(html: str) -> str:
    """The visible text of the article of a finished page, spaces collapsed."""
    article = next(parse(html).elements("article"), None)
    return " ".join(article.text().split()) if article else ""
