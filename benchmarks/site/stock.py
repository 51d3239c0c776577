"""The same site as people make it with MkDocs and Material alone: Markdown files, the theme's own search, no hooks.

Main pages stand in the navigation, as on our site; the pages of models, families and licences do not, because MkDocs
renders the navigation into each page and would grow with the square of the pages (`nav="all"` has them in it).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .markdown import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.site import Site

SITE_URL = "https://example.org/"
CONFIG = """\
site_name: Diffusion Atlas
site_url: {url}
theme:
  name: material
  language: en
  font: false
  features: [navigation.tabs, navigation.top, toc.follow]
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default, toggle: {{icon: material/weather-night, name: Dark}}}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {{icon: material/weather-sunny, name: Light}}}}
plugins:
  - search: {{lang: [en, ru, ja]}}
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - tables
  - toc: {{permalink: true}}
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
"""
OUTSIDE = {
    "main": "/*/models/*\n/*/families/*\n/*/licenses/*\n!index.md\n/index.md\n",
    "families": "/*/models/*\n!index.md\n/index.md\n",
    "all": "/index.md\n",
}
"""What is left out of the navigation, by what is in it."""


def write_stock(site: Site, folder: Path, nav: str = "main") -> int:
    """Writes mkdocs.yml and docs/**.md of the pages of `site` under `folder`; how many pages that is."""
    (folder / "docs").mkdir(parents=True)
    outside = "".join(f"  {line}\n" for line in OUTSIDE[nav].splitlines())
    (folder / "mkdocs.yml").write_text(f"{CONFIG.format(url=SITE_URL)}not_in_nav: |\n{outside}", encoding="utf-8")
    choice = "".join(f"- [{code}]({code}/index.md)\n" for code in site.languages)
    (folder / "docs/index.md").write_text(choice, encoding="utf-8")
    sources = sources_of(site)
    for code in site.languages:
        for page in site.pages:
            address = f"{code}/{page.address}"
            path = folder / "docs" / sources[address]
            path.parent.mkdir(parents=True, exist_ok=True)
            renderer = site.renderers[code]
            front = _front(renderer.title(page), renderer.description(page))
            path.write_text(front + Writer(address, sources, SITE_URL).write(renderer.body(page)), encoding="utf-8")
    return len(sources)


def sources_of(site: Site) -> dict[str, str]:
    """The Markdown file of each address: a page with others below it is the index of their folder."""
    addresses = [f"{code}/{page.address}".rstrip("/") for code in site.languages for page in site.pages]
    folders = {address.rpartition("/")[0] for address in addresses} | set(site.languages)
    return {f"{address}/": f"{address}/index.md" if address in folders else f"{address}.md" for address in addresses}


def _front(title: str, description: str) -> str:
    """Front matter; JSON is YAML."""
    lines = (("title", title), ("description", description))
    return "---\n" + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines) + "---\n\n"
