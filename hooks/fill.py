"""Stand-ins → every page of their kind (see atlas/skeleton.py)."""

from __future__ import annotations

import os
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from typing import TYPE_CHECKING

from atlas.bytecode import bytecode
from atlas.cores import processes
from atlas.skeleton import TOKENS, Skeleton
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.site import Site
    from atlas.views.pages import Page as AtlasPage
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

FOR_PLUGINS = ("<script", '<div class="mermaid">')
"""What other hooks and plugins must see: scripts, and diagrams left to Mermaid (overrides/atlas/graph.html)."""
WORTH_A_PROCESS = 100
"""Fewer pages than this are made sooner than a second process is."""


def on_pre_build(config: MkDocsConfig) -> None:
    """Begins to draw the graphs while MkDocs renders the theme, where a core is free for it."""
    site: Site = config.extra["atlas"]
    if not config.extra["atlas_preview"] and processes(len(site.pages) * len(site.languages), WORTH_A_PROCESS) > 1:
        get_context("fork").Process(target=site.draw_all, daemon=True).start()


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Forgets the skeletons of the build before. Keeps the theme's templates compiled: each start of MkDocs and each
    rebuild of a preview would else compile them again."""
    config.extra["atlas_skeletons"] = {}
    env.bytecode_cache = bytecode("theme")
    return env


@event_priority(-50)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Cuts a rendered stand-in into a skeleton, and fills it for the page whose place it took. In `mkdocs serve` that
    is done when the page is asked for."""
    made: AtlasPage | None = getattr(page.file, "atlas_page", None)
    if made is None or TOKENS["content"] not in output:
        return output
    code = page.file.src_uri.split("/", 1)[0]
    config.extra["atlas_skeletons"][code, made.kind] = Skeleton.of(output)
    return output if config.extra["atlas_preview"] else render(made, code, config)


@event_priority(50)
def on_post_build(config: MkDocsConfig) -> None:
    """Writes the pages that MkDocs did not render. In `mkdocs serve`, hooks/preview.py makes them when asked for."""
    pages = _filled(config)
    if config.extra["atlas_preview"]:
        on_request = {f"{code}/{page.address}index.html": partial(render, page, code, config) for code, page in pages}
        config.extra["atlas_on_request"] = on_request
    else:
        write_all(pages, config)


def write_all(pages: list[tuple[str, AtlasPage]], config: MkDocsConfig) -> None:
    """Makes and writes pages, on every core where the system can fork and there are enough of them."""
    count = processes(len(pages), WORTH_A_PROCESS)
    if count == 1:
        write(pages, config)
        return
    fork = get_context("fork")
    own, *others = shares(pages, count)
    workers = [fork.Process(target=write, args=(share, config)) for share in others]
    for worker in workers:
        worker.start()
    write(own, config)
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise PluginError("some pages could not be made; the traceback is above")


def shares(pages: list[tuple[str, AtlasPage]], count: int) -> list[list[tuple[str, AtlasPage]]]:
    """`pages` in `count` parts of like size. The models of one folder, a family, share drawings and stay together."""

    def folder(item: tuple[str, AtlasPage]) -> str:
        page = item[1]
        return page.source.rpartition("/")[0] if page.kind == "model" else page.address

    parts: list[list[tuple[str, AtlasPage]]] = [[] for _ in range(count)]
    for _, group in groupby(sorted(pages, key=folder), key=folder):
        min(parts, key=len).extend(group)
    return parts


def write(pages: Iterable[tuple[str, AtlasPage]], config: MkDocsConfig) -> None:
    """Makes and writes pages, one after the other."""
    for code, page in pages:
        folder = os.path.join(config.site_dir, code, page.address)  # noqa: PTH118 — ten times quicker than a Path
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        with open(f"{folder}index.html", "wb") as file:  # noqa: PTH123
            file.write(render(page, code, config).encode())


def _filled(config: MkDocsConfig) -> list[tuple[str, AtlasPage]]:
    """Language and page of everything that is made from a skeleton; the languages of a page together share its view."""
    site: Site = config.extra["atlas"]
    kinds = {kind for _, kind in config.extra["atlas_skeletons"]}
    return [(code, page) for page in site.pages if page.kind in kinds for code in site.languages]


def render(page: AtlasPage, code: str, config: MkDocsConfig) -> str:
    """One page, filled in."""
    site: Site = config.extra["atlas"]
    renderer = site.renderers[code]
    skeleton: Skeleton = config.extra["atlas_skeletons"][code, page.kind]
    body = renderer.body(page)
    html = skeleton.fill(
        content=body,
        title=renderer.title(page),
        description=renderer.description(page),
        address=page.address,
        headings=renderer.headings(page),
    )
    if any(mark in body for mark in FOR_PLUGINS):
        return _after_plugins(html, f"{code}/{page.address}", config)
    return html


def _after_plugins(html: str, address: str, config: MkDocsConfig) -> str:
    """A page as the plugins and hooks leave it: Mermaid added where it is needed, inline scripts checked."""
    page = Page(None, File.generated(config, f"{address}index.md", content=""), config)
    return config.plugins.on_post_page(html, page=page, config=config)
