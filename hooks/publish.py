"""What the site publishes beside its pages: the API, the sitemap, the search index."""

from __future__ import annotations

import gzip
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
    """Writes data and sitemap, then indexes what was written."""
    site: Site = config.extra["atlas"]
    url = config.site_url or "/"
    folder = Path(config.site_dir)
    _write(folder / "api/v1/models.json", models_json(site.registry, site.languages, url))
    pages = [f"{code}/{page.address}" for code in site.languages for page in site.pages]
    addresses = sorted({*pages, *config.extra["atlas_articles"]})
    text = sitemap(addresses, list(site.languages), url)
    _write(folder / "sitemap.xml", text)
    (folder / "sitemap.xml.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    if config.extra.get("search_index", True) and not config.extra.get("atlas_preview"):
        try:
            index(folder, site.languages)
        except SearchError as error:
            raise PluginError(str(error)) from None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
