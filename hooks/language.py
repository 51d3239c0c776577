"""Each page in its own language: the theme's words, the navigation, the switch. One MkDocs build for all languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.structure.nav import Navigation, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atlas.site import Site
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

TABS = ("", "models/", "families/", "timeline/", "vram/", "licenses/", "guides/", "glossary/", "data/")
"""Addresses of the main pages in the order of the navigation."""
ARTICLES = "guides/"
"""The one of them that holds the articles."""
PARENTS = {"model": "models/", "family": "families/", "license": "licenses/"}
"""The page under which the pages of a kind are found, for the highlighted tab."""


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Splits the navigation into one for each language."""
    site: Site = config.extra["atlas"]
    config.extra["atlas_nav"] = {code: _navigation(nav, code, site) for code in site.languages}
    palette = config.theme["palette"]
    config.extra["atlas_palettes"] = {code: _palette(palette, code, site) for code in site.languages}
    return nav


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Sets language, navigation and the addresses of this page in the other languages."""
    site: Site = config.extra["atlas"]
    code = language_of(page.file.src_uri, site)
    config.theme["language"] = code or "en"
    config.theme["palette"] = config.extra["atlas_palettes"][code or "en"]
    address = page.meta.get("address", page.url.split("/", 1)[-1] if code else None)
    extra: dict[str, Any] = {
        "code": code or "en",
        "languages": list(site.languages.values()),
        "word": site.languages[code or "en"].word,
        "address": address,
    }
    context["atlas"] = extra  # type: ignore[typeddict-unknown-key]
    if code:
        context["nav"] = config.extra["atlas_nav"][code]
        if tab := _tab_of(page, config):
            tab.active = True
    return context


def language_of(src_uri: str, site: Site) -> str | None:
    """The language of a source file: its first folder; None outside the language folders."""
    code = src_uri.split("/", 1)[0]
    return code if code in site.languages else None


def _palette(palette: list[dict[str, Any]], code: str, site: Site) -> list[dict[str, Any]]:
    """The theme's palette with the names of its buttons in one language."""
    word = site.languages[code].word
    return [option | {"toggle": option["toggle"] | {"name": word(option["toggle"]["name"])}} for option in palette]


def _navigation(nav: Navigation, code: str, site: Site) -> Navigation:
    pages = {page.url: page for page in nav.pages if language_of(page.file.src_uri, site) == code}
    items = [item for tab in TABS if (item := _tab(tab, pages, code, site))]
    own = Navigation(items, list(pages.values()))
    own.homepage = pages.get(f"{code}/")
    return own


def _tab(tab: str, pages: dict[str, Page], code: str, site: Site) -> StructureItem | None:
    """The page behind a tab; with articles, a section of them, in the groups and the order of mkdocs.yml."""
    page = pages.get(f"{code}/{tab}")
    if tab != ARTICLES:
        if page:
            page.parent = None
        return page
    word = site.languages[code].word
    children: list[StructureItem] = [page] if page else []
    for shelf in site.guides[code].shelves():
        articles = [pages[url] for article in shelf.articles if (url := f"{code}/{article.path}/") in pages]
        children += [_section(word(f"guides.{shelf.group}"), articles)] if shelf.group else articles
    return _section(word(f"page.{tab.strip('/')}"), children) if children else None


def _section(title: str, children: Sequence[StructureItem]) -> Section:
    section = Section(title, list(children))
    for child in children:
        child.parent = section
    return section


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Takes back the highlight that on_page_context set, and the space after "alternate" (overrides/main.html) that the
    mermaid2 plugin took from a page which it wrote anew. Names the links beside headings, as Markdown cannot."""
    if tab := _tab_of(page, config):
        tab.active = False
    site: Site = config.extra["atlas"]
    if code := language_of(page.file.src_uri, site):
        named = escape(site.languages[code].word("action.permalink"))
        output = output.replace('title="Permanent link"', f'title="{named}"')
    return output.replace('rel="alternate"', 'rel="alternate "')


def _tab_of(page: Page, config: MkDocsConfig) -> Page | None:
    """The page of the navigation under which a page is found that is itself in none."""
    made = getattr(page.file, "atlas_page", None)
    code = language_of(page.file.src_uri, config.extra["atlas"])
    if made is None or code is None or made.kind not in PARENTS:
        return None
    url = f"{code}/{PARENTS[made.kind]}"
    return next((item for item in config.extra["atlas_nav"][code].pages if item.url == url), None)
