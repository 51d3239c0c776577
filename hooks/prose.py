"""Articles: facts and views by id; English, marked as such, where a translation is missing; diagrams that the build
cannot draw are left to Mermaid in the reader's browser (the mermaid2 plugin adds it to such pages only)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atlas.prose import Embedder, ProseError
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from atlas.site import Site
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ORIGIN = "en"
FOR_MERMAID = '<div class="mermaid">'
"""How a diagram begins that Mermaid is to draw in the reader's browser."""


def on_pre_build(config: MkDocsConfig) -> None:
    """Looks at every article before anything is written: all wrong ids are shown, each with file and line."""
    site: Site = config.extra["atlas"]
    wrong = []
    for code, renderer in site.renderers.items():
        for path in sorted(Path(config.docs_dir, code).rglob("*.md")):
            try:
                Embedder(renderer, "").mark(path.read_text(encoding="utf-8"))
            except ProseError as error:
                wrong.append(f"docs/{path.relative_to(config.docs_dir).as_posix()}:{error.line}: {error.message}")
    if wrong:
        raise PluginError("\n".join([*wrong, f"{len(wrong)} problem(s) in docs/, nothing was built"]))


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
    """Marks the places of embedded facts and views."""
    site: Site = config.extra["atlas"]
    code = page.file.src_uri.split("/", 1)[0]
    if code not in site.languages or hasattr(page.file, "atlas_page"):
        return markdown
    embedder = Embedder(site.renderers[code], "../" * (page.url.count("/") - 1))
    page.file.atlas_embedder = embedder  # type: ignore[attr-defined]
    return embedder.mark(markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Puts the facts and views in; says so where the text is not in the page's language."""
    embedder: Embedder | None = getattr(page.file, "atlas_embedder", None)
    if embedder is None:
        return html
    html = embedder.put_in(html)
    if language := getattr(page.file, "atlas_language", None):
        note = embedder.renderer.language.word("translation.missing")
        html = f'<p class="atlas-note">{note}</p>\n<div lang="{language}">\n{html}\n</div>'
    return html


@event_priority(10)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Says what to do where Mermaid is needed and was not fetched (the plugin, which comes next, would not)."""
    if FOR_MERMAID in output:
        script = Path(config.docs_dir, config.plugins["mermaid2"].config["javascript"])
        if not script.is_file():
            raise PluginError(f"{page.file.src_uri}: a diagram needs {script.name}; fetch it with: make vendor")
    return output
