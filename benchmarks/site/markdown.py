"""The article of one of our pages → the Markdown that a person would have written for it.

Facts become tables, lists stay lists, a lineage graph becomes a fenced block with its Mermaid source, links lead to
the Markdown files of other pages. So stock MkDocs publishes the same words.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from .html_tree import Node, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BLOCKS = frozenset(
    {"article", "details", "dl", "div", "figcaption", "figure", "h1", "h2", "h3", "h4", "ol", "p", "pre", "section"}
    | {"summary", "table", "ul"}
)
SPECIAL = re.compile(r"([\\`*\[\]])")


class Writer:
    """Writes one page."""

    def __init__(self, address: str, sources: Mapping[str, str], site_url: str) -> None:
        """Writes the page at `address` (`en/models/x/`); `sources` gives the Markdown file of every address."""
        self.address, self.sources, self.site_url = address, sources, site_url
        self.writers: dict[str, Callable[[Node], str]] = {
            **dict.fromkeys(("h1", "h2", "h3", "h4"), self._heading),
            **dict.fromkeys(("p", "summary", "figcaption"), self._inline),
            **dict.fromkeys(("ul", "ol"), self._list),
            "pre": _fence,
            "dl": self._facts,
            "table": self._table,
        }

    def write(self, html: str) -> str:
        """The Markdown of an article."""
        return self._blocks(parse(html)) + "\n"

    def _blocks(self, node: Node) -> str:
        """The blocks inside `node`; loose text between them becomes a paragraph."""
        written, loose = [], Node("p")
        for child in node.children:
            if isinstance(child, str) or child.tag not in BLOCKS:
                loose.children.append(child)
                continue
            written += [self._inline(loose), self._block(child)]
            loose = Node("p")
        return "\n\n".join(block for block in [*written, self._inline(loose)] if block)

    def _block(self, node: Node) -> str:
        if node.hidden or "mermaid" in node.classes:  # the source of the graph follows under the drawing
            return ""
        if "atlas-graph__source" in node.classes:
            return _fence(next(node.elements("pre")), "mermaid")
        return self.writers.get(node.tag, self._blocks)(node)

    def _heading(self, node: Node) -> str:
        anchor = node.attributes.get("id", "top")
        return "#" * int(node.tag[1]) + f" {self._inline(node)}" + (f" {{#{anchor}}}" if anchor != "top" else "")

    def _facts(self, node: Node) -> str:
        rows, term = [], ""
        for item in node.elements("dt", "dd"):
            if item.tag == "dt":
                term = self._cell(item)
            else:
                rows.append(f"| {term} | {self._cell(item)} |")
        return "\n".join(["|  |  |", "|---|---|", *rows]) if rows else ""

    def _table(self, node: Node) -> str:
        rows = [[self._cell(cell) for cell in row.elements("th", "td")] for row in node.elements("tr")]
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _list(self, node: Node) -> str:
        marker = "1. " if node.tag == "ol" else "- "
        items = [self._blocks(item) for item in node.children if isinstance(item, Node) and item.tag == "li"]
        return "\n".join(marker + item.replace("\n", "\n    ") for item in items)

    def _cell(self, node: Node) -> str:
        items = list(node.elements("li"))
        text = "<br>".join(self._inline(item) for item in items) if items else self._inline(node)
        return text.replace("|", "\\|")

    def _inline(self, node: Node) -> str:
        return " ".join(self._spans(node).split())

    def _spans(self, node: Node) -> str:
        return "".join(_escaped(child) if isinstance(child, str) else self._span(child) for child in node.children)

    def _span(self, node: Node) -> str:
        if node.hidden:
            return ""
        match node.tag:
            case "br":
                return "<br>"
            case "code":
                return f"`{node.text()}`"
            case "a":
                return f"[{self._inline(node)}]({self._target(node.attributes.get('href', ''))})"
            case "strong":
                return f"**{self._inline(node)}**"
            case tag:
                return f" {self._spans(node)} " if tag in BLOCKS else self._spans(node)

    def _target(self, href: str) -> str:
        if ":" in href or href.startswith("#"):
            return "#sources" if href.startswith("#source-") else href
        path, hash_, anchor = href.partition("#")
        address = posixpath.normpath(posixpath.join(self.address, path)) + "/"
        if address not in self.sources:
            return self.site_url + address.rstrip("/")
        here = posixpath.dirname(self.sources[self.address])
        return posixpath.relpath(self.sources[address], here) + hash_ + anchor


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")


def _fence(node: Node, language: str = "") -> str:
    return f"```{language}\n{node.text().strip()}\n```"
