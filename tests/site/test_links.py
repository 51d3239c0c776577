"""Both sites pass the link gate; and the gate finds what is planted in a site that is whole."""

from __future__ import annotations

import re
from pathlib import Path

import builds
import pytest
from linkgate import Gate
from sites import Built

pytestmark = pytest.mark.site

INLINE = re.findall(r"- (sha256-\S+=)", (builds.ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
POLICY = "default-src 'none'; script-src 'self' '{}'; base-uri 'none'; form-action 'none'"
SCRIPT = "hello()"
DIGEST = "sha256-mTytrf2QssaOZNGNRT1WCtMRd3ocH8LJxQQu5qMUanU="
WHOLE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY.format(DIGEST)}">
<title>A &amp; B</title><link rel="stylesheet" href="../look.css"><script>{SCRIPT}</script></head>
<body><h1 id="top">Whole</h1>
<a href="../">root</a> <a href="#top">up</a> <a href="../b/#here">b</a> <a href="https://site.example/b/">b</a>
<a href="https://example.org/" rel="nofollow noopener">out</a>
<img src="../dot.png" alt="" style="background: url(../dot.png)"><svg><a href="../b/">drawn</a></svg>
</body></html>
"""


def titles(built: Built, docs: Path) -> dict[str, str]:
    """What every page should be called: by the registry, by the first heading of an article."""
    found = {"index.html": "Diffusion Atlas", "404.html": "Diffusion Atlas"}
    for code in builds.CODES:
        renderer = built.site.renderers[code]
        for page in built.site.pages:
            name = f"{renderer.title(page)} · Diffusion Atlas" if page.address else "Diffusion Atlas"
            found[f"{code}/{page.address}index.html"] = name
        for origin in ("en", code):
            for path in (docs / origin).rglob("*.md"):
                heading = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
                address = path.relative_to(docs / origin).with_suffix("").as_posix().removesuffix("index").rstrip("/")
                assert heading, path
                found[f"{code}/{address}/index.html"] = f"{heading[1]} · Diffusion Atlas"
    return found


def test_the_small_site(small_site: Built, project: Path) -> None:
    assert Gate(small_site.folder, builds.URL, INLINE, titles(small_site, project / "docs")).check() == []


def test_the_real_site(real_site: Built) -> None:
    assert Gate(real_site.folder, builds.URL, INLINE, titles(real_site, builds.ROOT / "docs")).check() == []


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A site of three pages without a fault."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").write_text(WHOLE.replace('"top"', '"here"').replace("#top", "#here"))
    (tmp_path / "a/index.html").write_text(WHOLE)
    (tmp_path / "index.html").write_text(WHOLE.replace("../", "./"))
    (tmp_path / "dot.png").write_bytes(b"")
    (tmp_path / "look.css").write_text("a { background: url(dot.png) }")
    return tmp_path


def gate(site: Path) -> list[str]:
    named = {"index.html": "A & B", "a/index.html": "A & B", "b/index.html": "A & B"}
    return Gate(site, "https://site.example/", [DIGEST], named).check()


def test_a_site_that_is_whole_passes(whole: Path) -> None:
    assert gate(whole) == []


PLANTED = [
    ('href="../b/#here"', 'href="../c/"', "../c/ leads nowhere"),
    ('href="../b/#here"', 'href="../b/#there"', "../b/#there leads to no such place on b/index.html"),
    ('href="#top"', 'href="#bottom"', "#bottom leads to no such place on a/index.html"),
    ('href="../b/#here"', 'href="../../etc/"', "../../etc/ leads nowhere"),
    ('href="https://site.example/b/"', 'href="https://site.example/c/"', "https://site.example/c/ leads nowhere"),
    ('href="../b/"', 'href="../c/"', "../c/ leads nowhere"),
    ("<h1", '<p id="top"></p><h1', "id 'top' stands 2 times"),
    ("<h1", '<p id=""></p><h1', "id '' is no id"),
    ('href="../b/#here"', 'href="javascript:alert(1)"', "javascript:alert(1) may not be here"),
    ('href="../b/#here"', 'href="JaVa&#115;cript:alert(1)"', "JaVascript:alert(1) may not be here"),
    ('href="../b/#here"', 'href="data:text/html,x"', "data:text/html,x may not be here"),
    ('href="../b/#here"', 'href="http://example.org/"', "http://example.org/ may not be here"),
    ('href="../b/#here"', 'href="//example.org/"', "//example.org/ may not be here"),
    ('href="../b/#here"', 'href=" ../b/"', "' ../b/' is no address"),
    ("<h1", '<h1 onclick="x()"', "<h1> has the handler onclick"),
    ("<h1", '<iframe src="../b/index.html"></iframe><h1', "<iframe> has no place here"),
    ("<h1", '<object data="../dot.png"></object><h1', "<object> has no place here"),
    ("<h1", '<embed src="../dot.png"><h1', "<embed> has no place here"),
    ("<h1", '<h1 class="a" class="b"', "<h1> names an attribute twice"),
    ("<h1", '<meta http-equiv="refresh" content="0"><h1', "<meta http-equiv=refresh>"),
    ("<h1", '<script src="https://cdn.example/x"></script><h1', "https://cdn.example/x is loaded from another host"),
    ('src="../dot.png"', 'src="https://cdn.example/x.png"', "https://cdn.example/x.png is loaded from another host"),
    ('src="../dot.png"', 'src="../dots.png"', "../dots.png is not there"),
    ('href="../look.css"', 'href="https://cdn.example/x.css"', "https://cdn.example/x.css is loaded from another host"),
    ("url(../dot.png)", "url('https://cdn.example/x')", "https://cdn.example/x is loaded from another host"),
    ("<h1", "<style>@import 'https://cdn.example/y';</style><h1", "https://cdn.example/y is loaded from another host"),
    ("<h1", "<script>evil()</script><h1", "an inline script that nobody listed: sha256-"),
    (DIGEST, "sha256-other", "an inline script that nobody listed: sha256-"),
    ("default-src 'none'; ", "", "has no content security policy, or half of one"),
    ("http-equiv=", "name=", "has no content security policy, or half of one"),
    ("'self'", "'self' 'unsafe-inline'", "a policy that allows everything"),
    ("A &amp; B", "A", "is called 'A', not 'A & B'"),
    ('rel="nofollow noopener"', 'rel="noopener"', "https://example.org/ without rel=nofollow noopener"),
    ('rel="nofollow noopener"', 'target="_blank"', "a link opens a window"),
]


@pytest.mark.parametrize(("right", "wrong", "fault"), PLANTED, ids=[f"{one} becomes {two}" for one, two, _ in PLANTED])
def test_a_planted_fault_is_found(whole: Path, right: str, wrong: str, fault: str) -> None:
    page = whole / "a/index.html"
    assert right in WHOLE
    page.write_text(WHOLE.replace(right, wrong))
    found = gate(whole)
    assert [line for line in found if line.startswith("a/index.html:") and fault in line], found


def test_a_missing_page_is_found(whole: Path) -> None:
    (whole / "b/index.html").unlink()
    assert "b/index.html:1: is missing" in gate(whole)


def test_a_fault_in_a_style_sheet_is_found(whole: Path) -> None:
    (whole / "look.css").write_text("@font-face { src: url(https://fonts.example/f.woff2) }")
    assert gate(whole) == ["look.css:1: https://fonts.example/f.woff2 is loaded from another host"]
