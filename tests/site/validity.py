"""HTML validity without Java: what html5lib's parser complains of, and what it lets pass although HTML forbids it.

html5lib reports every parse error of the standard: unclosed and misplaced elements, attributes that stand twice, broken
entities. It does not know which elements exist and what may stand in what; MODEL says that for what this site uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as MESSAGES

XHTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
PHRASING = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "datalist", "del", "dfn", "em", "i",
    "img", "input", "ins", "kbd", "label", "mark", "meter", "noscript", "output", "picture", "progress", "q", "s",
    "samp", "script", "select", "small", "span", "strong", "sub", "sup", "svg", "template", "textarea", "time", "u",
    "var", "video", "wbr",
})  # fmt: skip
FLOW = PHRASING | frozenset({
    "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "search",
    "section", "table", "ul",
})  # fmt: skip
ONLY = {
    "html": {"head", "body"}, "head": {"title", "meta", "link", "script", "style", "noscript", "base"},
    "ul": {"li", "script", "template"}, "ol": {"li", "script", "template"}, "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"}, "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"},
    "tr": {"td", "th"}, "select": {"option", "optgroup"}, "colgroup": {"col"},
    "summary": PHRASING | {"h1", "h2", "h3", "h4", "h5", "h6"}, "details": FLOW | {"summary"},
    "figure": FLOW | {"figcaption"},
    "dt": FLOW - {"header", "footer", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6"},
}  # fmt: skip
"""Parents that take these children alone."""
TEXT_ONLY = frozenset({"title", "option", "textarea", "script", "style"})
PARAGRAPHS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "span", "em", "strong", "b", "i", "u", "s", "small", "sub",
    "sup", "code", "kbd", "samp", "var", "abbr", "cite", "dfn", "mark", "q", "time", "data", "label", "button",
    "legend", "output",
})  # fmt: skip
"""Parents that take phrasing alone."""
BLOCKS = frozenset({
    "body", "main", "article", "section", "nav", "aside", "header", "footer", "div", "li", "dd", "td", "th",
    "blockquote", "figcaption", "form", "fieldset", "dialog", "noscript",
})  # fmt: skip
TRANSPARENT = frozenset({"a", "ins", "del"})
"""Take what their own parent takes."""
INTERACTIVE = frozenset({"a", "button", "details", "input", "label", "select", "textarea"})
VOID_TEXT = frozenset({"ul", "ol", "dl", "table", "thead", "tbody", "tr", "html", "select", "colgroup"})
REQUIRED = {"img": {"alt"}, "a": set(), "html": {"lang"}, "optgroup": {"label"}}


def faults(html: str) -> list[str]:
    """What is wrong with a page, with the line where the parser says one."""
    parser = html5lib.HTMLParser()
    root = parser.parse(html)
    found = [f"{line}: {MESSAGES[code] % values}" for (line, _), code, values in parser.errors]
    return found + list(_model(root, "", ()))


def _model(element: Element, takes: str, above: tuple[str, ...]) -> Iterator[str]:
    """Faults of what stands in an element. `takes` is the nearest parent that is not transparent."""
    name = element.tag.removeprefix(XHTML) if isinstance(element.tag, str) else ""
    if not name or name.startswith("{"):
        yield from _drawing(element, above)
        return
    where = " > ".join([*above[-3:], name])
    if name in INTERACTIVE and element.get("type") != "hidden" and name != "label" and (set(above) & {"a", "button"}):
        yield f"{where}: interactive inside interactive"
    if missing := REQUIRED.get(name, set()) - set(element.keys()):
        yield f"{where}: needs {', '.join(missing)}"
    if name in VOID_TEXT and any((piece or "").strip() for piece in (element.text, *(child.tail for child in element))):
        yield f"{where}: text where only elements may stand"
    if name == "figure" and any(child.tag == f"{XHTML}figcaption" for child in element[1:-1]):
        yield f"{where}: <figcaption> is neither first nor last"
    parent = takes if name in TRANSPARENT else name
    for child in element:
        if isinstance(child.tag, str):
            inner = child.tag.removeprefix(XHTML).removeprefix(SVG)
            if inner not in _children(parent, above):
                yield f"{where}: <{inner}> may not stand in <{parent}>"
            yield from _model(child, parent, (*above, name))


def _children(parent: str, above: tuple[str, ...]) -> frozenset[str] | set[str]:
    if parent in ONLY:
        return ONLY[parent]
    if parent in TEXT_ONLY:
        return frozenset()
    if parent in PARAGRAPHS:
        return PHRASING
    if parent == "div" and above[-1:] == ("dl",):
        return {"dt", "dd"}
    return FLOW if parent in BLOCKS else frozenset()


def _drawing(element: Element, above: tuple[str, ...]) -> Iterator[str]:
    """Faults of the HTML inside a drawing."""
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(XHTML):
            yield from _model(child, "div", (*above, "svg"))
        else:
            yield from _drawing(child, above)
