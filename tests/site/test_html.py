"""Every page of the small site, and one of each kind of the real one in each language, is valid HTML."""

from __future__ import annotations

from collections.abc import Iterator

import builds
import pytest
from kinds import kinds
from sites import Built
from validity import faults

pytestmark = pytest.mark.site

WHOLE = '<!doctype html><html lang="en"><head><title>t</title></head><body>{}</body></html>'


def named(built: Built, pages: list[str]) -> Iterator[str]:
    return (f"{page}:{fault}" for page in pages for fault in faults(built.text(page)))


def test_the_small_site(small_site: Built) -> None:
    assert list(named(small_site, builds.pages_of(small_site.folder))) == []


@pytest.mark.parametrize("code", builds.CODES)
def test_the_real_site(real_site: Built, code: str) -> None:
    pages = [f"{code}/{address}index.html" for address in kinds(real_site).values()]
    assert list(named(real_site, pages)) == []


def test_a_page_that_is_whole_passes() -> None:
    assert faults(WHOLE.format("<p>a <a href=x><b>b</b></a><ul><li>c</ul><dl><div><dt>d<dd>e</div></dl>")) == []


PLANTED = [
    ("<p><div>x</div></p>", "end tag (p)"),
    ('<p class="a" class="b">x</p>', "duplicate"),
    ("<b><i>x</b></i>", "end tag"),
    ("<section>x", "Missing end tag (section)"),
    ("<ul><div>x</div></ul>", "<div> may not stand in <ul>"),
    ("<span><p>x</p></span>", "<p> may not stand in <span>"),
    ("<blink>x</blink>", "<blink> may not stand in <body>"),
    ("<h2><ul><li>x</ul></h2>", "<ul> may not stand in <h2>"),
    ("<table><tr><td>x</table>x<tr>", "Unexpected start tag tr"),
    ("<dl><dt>x</dt><p>x</p></dl>", "<p> may not stand in <dl>"),
    ("<dl>x<dt>x</dt></dl>", "text where only elements may stand"),
    ("<a href=x><button>x</button></a>", "interactive inside interactive"),
    ("<p><a href=x><div>x</div></a></p>", "end tag (p)"),
    ("<button><div>x</div></button>", "<div> may not stand in <button>"),
    ('<img src="x">', "needs alt"),
    ("<figure><p>x</p><figcaption>y</figcaption><p>z</p></figure>", "neither first nor last"),
    ("<p>&nosuch; &amp</p>", "entity"),
    ("<svg><foreignObject><p><div>x</div></p></foreignObject></svg>", "end tag (p)"),
    ("<svg><foreignObject><div><span><p>x</p></span></div></foreignObject></svg>", "<p> may not stand in <span>"),
]


@pytest.mark.parametrize(("body", "fault"), PLANTED, ids=[body for body, _ in PLANTED])
def test_a_planted_fault_is_found(body: str, fault: str) -> None:
    found = faults(WHOLE.format(body))
    assert any(fault.lower() in line.lower() for line in found), found
