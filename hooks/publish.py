"""What the site publishes beside its pages: the API, the sitemap, the search index."""

from __future__ import annotations

import gzip
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.api import models_json
from atlas.search import SearchError, index
from atlas.sitemap import sitemap
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from atlas.site import Site
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Remembers the addresses of the articles for the sitemap."""
    codes = config.extra["atlas"].languages
    config.extra["atlas_articles"] = [
        file.url for file in files.documentation_pages() if file.url.split("/", 1)[0] in codes
    ]


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Writes data and sitemap, then indexes what was written. In `mkdocs serve`, hooks/preview.py does both."""
    site: Site = config.extra["atlas"]
    texts = {"api/v1/models.json": partial(_api, config), "sitemap.xml": partial(_sitemap, config)}
    if config.extra["atlas_preview"]:
        config.extra["atlas_on_request"] |= texts
        return
    folder = Path(config.site_dir)
    for path, make in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(make(), encoding="utf-8")
    (folder / "sitemap.xml.gz").write_bytes(gzip.compress((folder / "sitemap.xml").read_bytes(), mtime=0))
    if config.extra.get("search_index", True):
        try:
            index(folder, site.languages)
        except SearchError as error:
            raise PluginError(str(error)) from None


def _api(config: MkDocsConfig) -> str:
    site: Site = config.extra["atlas"]
    return models_json(site.registry, site.languages, config.site_url or "/")


def _sitemap(config: MkDocsConfig) -> str:
    site: Site = config.extra["atlas"]
    pages = [f"{code}/{page.address}" for code in site.languages for page in site.pages]
    addresses = sorted({*pages, *config.extra["atlas_articles"]})
    return sitemap(addresses, list(site.languages), config.site_url or "/")
