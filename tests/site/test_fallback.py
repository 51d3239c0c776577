"""The way of diagrams that the build cannot draw: mermaid2 adds the site's own Mermaid to such pages, and it draws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import atlas.drawing
import builds
import markup
import pytest
from linkgate import Gate
from reader import Reader
from serving import serve
from sites import Built
from test_links import INLINE
from validity import faults

pytestmark = pytest.mark.site

SCRIPT = "assets/vendor/mermaid.min.js"
GRAPHS = ("families/", "families/alpha/", "families/beta/", "models/alpha-1/", "models/alpha-mix/", "guides/embedding/")
PLAIN = ("", "models/", "timeline/", "vram/", "licenses/", "licenses/mit/", "glossary/", "data/", "guides/")


@pytest.fixture(scope="module")
def undrawn(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site as a machine without merman builds it."""
    folder = tmp_path_factory.mktemp("undrawn")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atlas.drawing, "merman", None)
        return Built(folder, builds.build(project, folder))


def loads_mermaid(built: Built, page: str) -> bool:
    return SCRIPT in built.text(page)


def test_only_pages_with_a_diagram_load_mermaid(undrawn: Built, small_site: Built) -> None:
    for built in (undrawn, small_site):
        for page in builds.pages_of(built.folder):
            assert loads_mermaid(built, page) == ('<div class="mermaid">' in built.text(page)), page
    drawn = [page for page in builds.pages_of(small_site.folder) if loads_mermaid(small_site, page)]
    assert drawn == [f"{code}/guides/diagram/index.html" for code in builds.CODES]
    plain = [f"{code}/{address}index.html" for code in builds.CODES for address in PLAIN]
    assert [page for page in plain if loads_mermaid(undrawn, page)] == []


@pytest.mark.parametrize("code", builds.CODES)
@pytest.mark.parametrize("address", GRAPHS)
def test_a_page_holds_the_source(undrawn: Built, small_site: Built, code: str, address: str) -> None:
    page = f"{code}/{address}index.html"
    if address == "guides/embedding/" and code == "ru":
        return
    root, drawn = markup.tree(undrawn.text(page)), markup.tree(small_site.text(page))
    sources = ["".join(item.itertext()) for item in markup.having(root, "mermaid")]
    shown = [next(item.iter("code")) for item in markup.having(drawn, "atlas-graph__source")]
    assert sources == ["".join(code.itertext()) for code in shown] != []
    scripts = [item.get("src") for item in root.iter("script") if SCRIPT in (item.get("src") or "")]
    assert scripts == ["../" * (address.count("/") + 1) + SCRIPT]
    assert 'securityLevel: "strict"' in undrawn.text(page)


def test_the_pages_pass_the_link_gate_and_are_valid(undrawn: Built) -> None:
    assert Gate(undrawn.folder, builds.URL, INLINE).check() == []
    pages = [f"ja/{address}index.html" for address in (*GRAPHS, "guides/diagram/")]
    assert [f"{page}: {fault}" for page in pages for fault in faults(undrawn.text(page))] == []


def test_without_mermaid_the_build_says_how_to_get_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    own = builds.project(tmp_path / "own")
    (own / "docs" / SCRIPT).unlink()
    with pytest.raises(SystemExit) as ended:
        builds.build(own, tmp_path / "site")
    assert ended.value.code == 1
    assert "en/guides/diagram.md: a diagram needs mermaid.min.js; fetch it with: make vendor" in caplog.text


@pytest.mark.browser
def test_chromium_draws_a_lineage_graph(undrawn: Built, reader: Callable[[str], Reader]) -> None:
    with serve(undrawn.folder) as url:
        one = reader(url)
        page = one.open("ru/families/alpha/")
        nodes = page.locator(".atlas-graph svg .node")
        nodes.first.wait_for()
        labels = page.locator(".atlas-graph svg .nodeLabel").all_inner_texts()
        assert {" ".join(label.split()) for label in labels} >= {"Alpha 1", 'Alpha 2 <b>"bold"</b> & co', "Alpha Mix"}
        page.locator(".atlas-graph svg a", has_text="Alpha Mix").first.click()
        page.wait_for_url("**/ru/models/alpha-mix/")
        one.close()


@pytest.mark.browser
def test_chromium_draws_a_diagram_of_an_article(small_site: Built, reader: Callable[[str], Reader]) -> None:
    with serve(small_site.folder) as url:
        one = reader(url)
        page = one.open("en/guides/diagram/")
        page.locator(".mermaid svg .messageText").first.wait_for()
        assert page.locator(".mermaid svg .messageText").all_text_contents() == ["asks", "answers"]
        one.close()
