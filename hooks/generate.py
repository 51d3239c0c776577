"""Registry → pages of MkDocs.

A page that stands alone (timeline, catalogue, …) becomes one MkDocs page. Pages of a kind that has many (models,
families, licences) are represented by one stand-in for each language; hooks/fill.py makes the others out of it.
`extra.every_page_by_mkdocs: true` hands every page to MkDocs instead (tests compare the two).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from atlas.skeleton import STAND_IN_TOC, TOKENS
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    from atlas.site import Site
    from atlas.views.pages import Page as AtlasPage
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

MANY = frozenset({"model", "family", "license"})
WIDE = frozenset({"vram"})
"""Kinds whose tables need the width of the table of contents; they list their headings themselves."""


@event_priority(50)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds a file for each page that MkDocs is to render."""
    site: Site = config.extra["atlas"]
    for language in site.languages:
        seen = set()
        for page in site.pages:
            if page.kind in MANY and not config.extra.get("every_page_by_mkdocs") and page.kind in seen:
                continue
            seen.add(page.kind)
            files.append(_file(page, language, config))
    return files


def _file(page: AtlasPage, language: str, config: MkDocsConfig) -> File:
    level = InclusionLevel.NOT_IN_NAV if page.kind in MANY else InclusionLevel.INCLUDED
    file = File.generated(config, f"{language}/{page.address}index.md", content="", inclusion=level)
    file.edit_uri = None
    file.atlas_page = page  # type: ignore[attr-defined]
    return file


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Gives a generated page its title and description, as HTML; a stand-in gets tokens."""
    made: AtlasPage | None = getattr(page.file, "atlas_page", None)
    if made is None:
        return markdown
    renderer = config.extra["atlas"].renderers[page.file.src_uri.split("/", 1)[0]]
    stand_in = is_stand_in(page, config)
    page.title = TOKENS["title"] if stand_in else escape(renderer.title(made))
    page.meta["description"] = TOKENS["description"] if stand_in else escape(renderer.description(made))
    with_toc = made.sections and made.kind not in WIDE
    page.meta["hide"] = ["navigation"] if with_toc else ["navigation", "toc"]
    page.meta["address"] = TOKENS["address"] if stand_in else made.address
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Gives a generated page its article and its table of contents."""
    made: AtlasPage | None = getattr(page.file, "atlas_page", None)
    if made is None:
        return html
    renderer = config.extra["atlas"].renderers[page.file.src_uri.split("/", 1)[0]]
    stand_in = is_stand_in(page, config)
    headings = STAND_IN_TOC if stand_in and made.sections else renderer.headings(made)
    page.toc = TableOfContents([AnchorLink(title, id_, 2) for id_, title in headings])
    return TOKENS["content"] if stand_in else renderer.body(made)


def is_stand_in(page: Page, config: MkDocsConfig) -> bool:
    """Whether MkDocs renders this page with tokens instead of values: in `mkdocs serve` every generated one, because
    few of them are looked at before the next edit."""
    made: AtlasPage | None = getattr(page.file, "atlas_page", None)
    if made is None or config.extra.get("every_page_by_mkdocs"):
        return False
    return made.kind in MANY or config.extra["atlas_preview"]
