"""`mkdocs serve`: articles are rendered when they are asked for, like generated pages (hooks/fill.py). An edit changes
one of them, and to render all takes longer than to build the rest."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.plugins import event_priority
from mkdocs.structure.files import InclusionLevel

if TYPE_CHECKING:
    from atlas.site import Site
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


@event_priority(-100)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """In a preview, hides the articles from what MkDocs renders next; the navigation keeps them, with their titles."""
    site: Site = config.extra["atlas"]
    articles = [file for file in files.documentation_pages() if _is_article(file, site)]
    config.extra["atlas_later"] = (articles if config.extra["atlas_preview"] else [], nav, files)
    for file in config.extra["atlas_later"][0]:
        code, _, path = file.src_uri.removesuffix(".md").partition("/")
        article = site.library.find(code, path)
        if file.page and article:
            file.page.title = article.title
        file.content_string = file.content_string  # as it is now: a later edit may be a mistake
        file.inclusion = InclusionLevel.EXCLUDED
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Remembers the theme's templates."""
    config.extra["atlas_env"] = env


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Shows the articles again, and says how to make each."""
    articles, nav, files = config.extra["atlas_later"]
    for file in articles:
        file.inclusion = InclusionLevel.INCLUDED
    for file in articles:
        config.extra["atlas_on_request"][file.dest_uri] = partial(_made, file.page, config, nav, files)


def _is_article(file: File, site: Site) -> bool:
    return not hasattr(file, "atlas_page") and file.src_uri.split("/", 1)[0] in site.languages


def _made(page: Page, config: MkDocsConfig, nav: Navigation, files: Files) -> str:
    """One article as MkDocs renders it."""
    _populate_page(page, config, files)
    _build_page(page, config, files.documentation_pages(), nav, config.extra["atlas_env"])
    return Path(page.file.abs_dest_path).read_text(encoding="utf-8")
