"""Pages as trees, by the parsing rules of HTML itself."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib


def tree(html: str) -> Element:
    """The document, its elements without namespace."""
    parsed: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return parsed


def text(element: Element | None) -> str:
    """What an element says, its white space as a reader sees it."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def having(root: Element, class_: str) -> Iterator[Element]:
    """Elements of a class."""
    return (element for element in root.iter() if class_ in (element.get("class") or "").split())


def one(root: Element, class_: str) -> Element:
    """The first element of a class."""
    return next(having(root, class_))


def meta(root: Element, name: str) -> str | None:
    """The content of a meta element."""
    return next((item.get("content") for item in root.iter("meta") if item.get("name") == name), None)


def links(root: Element, rel: str) -> dict[str, str]:
    """The addresses of <link rel=…> by their hreflang."""
    found = (item for item in root.iter("link") if rel in (item.get("rel") or "").split())
    return {item.get("hreflang") or "": item.get("href") or "" for item in found}
