"""Articles: facts and views by id, terms with their definitions; English, marked as such, where a translation is
missing; diagrams that the build cannot draw are left to Mermaid in the reader's browser (the mermaid2 plugin adds it to
such pages only)."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.domain.article import ORIGIN, TOP
from atlas.prose.check import wrong
from atlas.prose.embed import Embedder
from atlas.prose.forms import finder_of
from atlas.prose.freshness import changed_sections
from atlas.prose.links import marked_outward
from atlas.prose.regions import named_apart
from atlas.prose.tables import boxed
from atlas.prose.terms import with_terms
from atlas.spaces import spaced
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from atlas.site import Site
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

FOR_MERMAID = '<div class="mermaid">'
"""How a diagram begins that Mermaid is to draw in the reader's browser."""


def on_pre_build(config: MkDocsConfig) -> None:
    """Looks at every article before anything is written: all faults are shown, each with file and line."""
    site: Site = config.extra["atlas"]
    if found := wrong(site.library, site.renderers[ORIGIN]):
        raise PluginError("\n".join([*map(str, found), f"{len(found)} problem(s) in docs/, nothing was built"]))


@event_priority(60)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Puts the English article in the place of each translation that is missing."""
    site: Site = config.extra["atlas"]
    for file in [file for file in files.documentation_pages() if file.src_uri.startswith(f"{ORIGIN}/")]:
        for code in site.languages:
            uri = code + file.src_uri.removeprefix(ORIGIN)
            if files.get_file_from_path(uri) is None:
                stand_in = File.generated(config, uri, abs_src_path=str(file.abs_src_path))
                stand_in.atlas_language = ORIGIN  # type: ignore[attr-defined]
                files.append(stand_in)
    return files


@event_priority(40)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Marks the places of embedded facts and views, and of what is said below headings."""
    site: Site = config.extra["atlas"]
    code, _, path = page.file.src_uri.removesuffix(".md").partition("/")
    if code not in site.languages or hasattr(page.file, "atlas_page"):
        return markdown
    embedder = Embedder(site.renderers[code], "../" * (page.url.count("/") - 1))
    page.file.atlas_embedder = embedder  # type: ignore[attr-defined]
    return embedder.mark(markdown, _below(site, code, path, embedder))


def _below(site: Site, code: str, path: str, embedder: Embedder) -> dict[str, str]:
    """What is said below the headings of an article, by the id of the section: that its English text has changed, and
    at the top where the family has its page."""
    article, origin = site.library.articles.get(code, {}).get(path), site.library.find(ORIGIN, path)
    changed = changed_sections(article, origin) if article and origin and article is not origin else ()
    pieces = {id_: [partial(embedder.renderer.piece, "changed", embedder.root, article.front.translated)]
              for id_ in changed if article}  # fmt: skip
    if origin and origin.family in site.registry.families:
        pieces.setdefault(TOP, []).insert(0, partial(embedder.renderer.piece, "family", embedder.root, origin.family))
    return {id_: "\n\n".join(embedder.hole("div", piece) for piece in found) for id_, found in pieces.items()}


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Puts the facts and views in; says so where the text is not in the page's language."""
    embedder: Embedder | None = getattr(page.file, "atlas_embedder", None)
    if embedder is None:
        return html
    renderer = embedder.renderer
    html = boxed(marked_outward(html), escape(renderer.language.word("table.in_text")))
    if language := getattr(page.file, "atlas_language", None):
        note = renderer.language.word("translation.missing")
        html = named_apart(embedder.put_in(html))
        return f'<p class="atlas-note">{note}</p>\n<div lang="{language}">\n{html}\n</div>'
    finder = finder_of(renderer.registry, renderer.language.code)
    shown = partial(renderer.term, root=embedder.root)
    html = named_apart(embedder.put_in(with_terms(html, finder, shown, embedder.terms)))
    return spaced(html, renderer.language.code)


@event_priority(10)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Says what to do where Mermaid is needed and was not fetched (the plugin, which comes next, would not)."""
    if FOR_MERMAID in output:
        script = Path(config.docs_dir, config.plugins["mermaid2"].config["javascript"])
        if not script.is_file():
            raise PluginError(f"{page.file.src_uri}: a diagram needs {script.name}; fetch it with: make vendor")
    return output
