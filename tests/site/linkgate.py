"""The link gate: every page of a published folder, read once, without a browser and without a network.

    python tests/site/linkgate.py SITE

It finds links and anchors that lead nowhere, ids that stand twice, addresses that a page must not hold, markup that
runs or loads something, pages without the content security policy, and inline scripts that nobody listed.
test_links.py plants each fault to prove that it is found.
"""

from __future__ import annotations

import os
import re
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Collection, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

RUNS = frozenset({"applet", "base", "embed", "frame", "iframe", "object", "portal"})
"""Elements that no page has a use for."""
LOADS = frozenset({"src", "srcset", "poster", "data", "background", "action", "formaction", "cite", "manifest", "ping"})
"""Attributes whose address is fetched or sent to."""
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
DATA = ("application/json", "application/ld+json")
"""Scripts that do not run."""
POLICY = ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "form-action 'none'")


@dataclass
class Facts:
    """What one page holds."""

    page: str
    ids: Counter[str] = field(default_factory=Counter)
    links: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, address and rel of every <a>."""
    resources: list[tuple[int, str]] = field(default_factory=list)
    """Line and address of everything that the page loads."""
    scripts: list[tuple[int, str]] = field(default_factory=list)
    """Line and hash of every inline script."""
    faults: list[tuple[int, str]] = field(default_factory=list)
    policy: str | None = None
    title: str | None = None


class Reading(HTMLParser):
    """Reads the facts of one page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = Facts(page)
        self.raw: str | None = None
        """Text of the script, style or title that is open."""
        self.inline = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, values = self.getpos()[0], {key: value or "" for key, value in attrs}
        fault = partial(self._fault, line)
        if len(values) < len(attrs):
            fault(f"<{tag}> names an attribute twice")
        if tag in RUNS:
            fault(f"<{tag}> has no place here")
        for key, value in values.items():
            self._attribute(line, tag, key, value)
        if tag == "meta":
            self._meta(line, values)
        elif tag in ("script", "style", "title"):
            self.raw = ""
            self.inline = tag == "script" and "src" not in values and values.get("type") not in DATA
        elif tag == "a":
            self._link(line, values)

    def _attribute(self, line: int, tag: str, key: str, value: str) -> None:
        facts = self.facts
        if key.startswith("on"):
            self._fault(line, f"<{tag}> has the handler {key}")
        elif key == "id":
            facts.ids[value] += 1
        elif key == "name" and tag == "a":
            facts.ids[value] += value not in facts.ids
        elif (key in ("href", "xlink:href") and tag != "a") or key in LOADS:
            facts.resources += [(line, part.split()[0]) for part in value.split(",") if part.strip()]
        elif key == "style":
            facts.resources += [(line, found[0] or found[1]) for found in CSS_ADDRESS.findall(value)]
        elif key == "srcdoc":
            self._fault(line, "srcdoc holds a page of its own")

    def _link(self, line: int, values: dict[str, str]) -> None:
        if values.get("target"):
            self._fault(line, "a link opens a window")
        for key in ("href", "xlink:href"):
            if key in values:
                self.facts.links.append((line, values[key], values.get("rel", "")))

    def _meta(self, line: int, values: dict[str, str]) -> None:
        match values.get("http-equiv", "").lower():
            case "content-security-policy":
                self.facts.policy = values.get("content", "")
                if self.facts.scripts or self.facts.resources:
                    self._fault(line, "the content security policy comes after what it should govern")
            case "":
                pass
            case other:
                self._fault(line, f"<meta http-equiv={other}>")

    def handle_endtag(self, tag: str) -> None:
        if self.raw is None or tag not in ("script", "style", "title"):
            return
        line = self.getpos()[0]
        if tag == "title" and self.facts.title is None:
            self.facts.title = self.raw.strip()
        elif tag == "style":
            self.facts.resources += [(line, found[0] or found[1]) for found in CSS_ADDRESS.findall(self.raw)]
        elif self.inline:
            self.facts.scripts.append((line, "sha256-" + b64encode(sha256(self.raw.encode()).digest()).decode()))
        self.raw = None

    def handle_data(self, data: str) -> None:
        if self.raw is not None:
            self.raw += data

    def _fault(self, line: int, message: str) -> None:
        self.facts.faults.append((line, message))


def read(site: Path, page: str) -> Facts:
    """The facts of one page."""
    reading = Reading(page)
    reading.feed((site / page).read_text(encoding="utf-8"))
    reading.close()
    return reading.facts


def read_all(site: Path) -> list[Facts]:
    """The facts of every page, read on every core. The search index is Pagefind's own."""
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    pages = sorted(path.as_posix() for path in found if "pagefind" not in path.parts)
    if len(pages) < 200:
        return [read(site, page) for page in pages]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return list(pool.map(partial(read, site), pages, chunksize=50))


@dataclass
class Gate:
    """Judges a published folder."""

    site: Path
    url: str
    """The address that the site will have: absolute links below it are links within it."""
    inline: Collection[str]
    """Hashes of the inline scripts that may run."""
    titles: Mapping[str, str] | None = None
    """What each page should be called; None to leave titles alone."""
    faults: list[str] = field(default_factory=list)

    def check(self) -> list[str]:
        """Every fault as `page:line: what is wrong`."""
        pages = read_all(self.site)
        anchors = {facts.page: facts.ids for facts in pages}
        for facts in pages:
            say = partial(self._say, facts.page)
            for line, message in facts.faults:
                say(line, message)
            for id_, count in facts.ids.items():
                if count > 1 or not id_ or " " in id_:
                    say(1, f"id {id_!r} stands {count} times" if count > 1 else f"id {id_!r} is no id")
            self._check_policy(facts)
            for line, address, rel in facts.links:
                self._check_link(facts.page, line, address, rel, anchors)
            for line, address in facts.resources:
                self._check_resource(facts.page, line, address)
        if self.titles is not None and (lost := set(self.titles) - set(anchors)):
            self.faults += [f"{page}:1: is missing" for page in sorted(lost)]
        self._check_styles()
        return self.faults

    def _check_policy(self, facts: Facts) -> None:
        parts = {part.strip() for part in (facts.policy or "").split(";")}
        if not all(any(part.startswith(needed) for part in parts) for needed in POLICY):
            self._say(facts.page, 1, "has no content security policy, or half of one")
        allowed = next((part for part in parts if part.startswith("script-src")), "")
        if "unsafe-inline" in allowed or "unsafe-eval'" in allowed.replace("wasm-unsafe-eval'", ""):
            self._say(facts.page, 1, f"a policy that allows everything: {allowed}")
        for line, digest in facts.scripts:
            if digest not in self.inline or f"'{digest}'" not in allowed:
                self._say(facts.page, line, f"an inline script that nobody listed: {digest}")
        if self.titles is not None and facts.title != self.titles.get(facts.page):
            self._say(facts.page, 1, f"is called {facts.title!r}, not {self.titles.get(facts.page)!r}")

    def _check_link(self, page: str, line: int, address: str, rel: str, anchors: Mapping[str, Counter[str]]) -> None:
        target = self._within(page, line, address)
        if target is None:
            if address.startswith("https://") and not {"nofollow", "noopener"} <= set(rel.split()):
                self._say(page, line, f"{address} without rel=nofollow noopener")
            return
        path, anchor = target
        if path not in anchors and not (self.site / path).is_file():
            self._say(page, line, f"{address} leads nowhere")
        elif anchor and anchor not in anchors.get(path, ()):
            self._say(page, line, f"{address} leads to no such place on {path}")

    def _check_resource(self, page: str, line: int, address: str) -> None:
        if address.startswith(("#", "data:image/")):
            return
        target = self._within(page, line, address)
        if target is None:
            if address.startswith("https://"):
                self._say(page, line, f"{address} is loaded from another host")
        elif not (self.site / target[0]).is_file():
            self._say(page, line, f"{address} is not there")

    def _within(self, page: str, line: int, address: str) -> tuple[str, str] | None:
        """File and anchor that an address of this site leads to; None for another's, or for none that may be here."""
        where = urljoin(self.url, page.removesuffix("index.html"))
        if address != address.strip() or "\\" in address:
            self._say(page, line, f"{address!r} is no address")
            return None
        whole = urljoin(where, address)
        parts = urlsplit(whole)
        if parts.scheme != "https" or address.startswith("//"):
            self._say(page, line, f"{address} may not be here")
            return None
        if not whole.startswith(self.url):
            if not urlsplit(address).scheme:
                self._say(page, line, f"{address} leads out of the site")
            return None
        path = unquote(parts.path)[len(urlsplit(self.url).path) :]
        return (f"{path}index.html" if path.endswith("/") or not path else path), unquote(parts.fragment)

    def _check_styles(self) -> None:
        for path in self.site.rglob("*.css"):
            name = path.relative_to(self.site).as_posix()
            for found in CSS_ADDRESS.findall(path.read_text(encoding="utf-8")):
                self._check_resource(name, 1, found[0] or found[1])

    def _say(self, page: str, line: int, message: str) -> None:
        self.faults.append(f"{page}:{line}: {message}")


def main() -> int:
    """Checks the folder that is named; 1 if there is a fault."""
    root = Path(__file__).parents[2]
    hashes = re.findall(r"- (sha256-\S+=)", (root / "mkdocs.yml").read_text(encoding="utf-8"))
    found = Gate(Path(sys.argv[1]), "https://diffusion-atlas.github.io/", hashes).check()
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
