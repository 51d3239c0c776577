"""data/ → config.extra["atlas"]: the site that every later hook asks. Any problem stops the build, all are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.domain.dates import day_of
from atlas.loading.articles import inspect_articles
from atlas.loading.load import inspect_registry
from atlas.loading.problem import RegistryError
from atlas.loading.words import inspect_words
from atlas.site import Site
from mkdocs.exceptions import PluginError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    """Reads the registry and the words of the interface, and lays out the navigation."""
    root = Path(config.config_file_path).parent
    try:
        site = load_site(root, root / config.extra["data"], root / config.extra["cache"], _today(config))
    except RegistryError as error:
        count = f"{len(error.problems)} problem(s), nothing was built"
        raise PluginError("\n".join([*map(str, error.problems), count])) from None
    order = {group: tuple(names) for group, names in config.extra["guides"].items()}
    config.extra["atlas"] = replace(site, order=order)


def load_site(root: Path, data: Path, cache: Path, today: str) -> Site:
    """The site of the repository at `root` with the registry under `data`. Raises RegistryError with every problem."""
    registry, problems = inspect_registry(data)
    words, word_problems = inspect_words(root / "data")
    library, article_problems = inspect_articles(root / "docs")
    if found := [*problems, *word_problems, *article_problems]:
        raise RegistryError(found)
    return Site(registry, words, root / "overrides", cache, today, library)


def _today(config: MkDocsConfig) -> str:
    """The day of the build: the one place where a clock is looked at."""
    given = str(config.extra["date"])
    try:
        return day_of(given) or date.today().isoformat()  # noqa: DTZ011, TID251 — pages are made from what is returned
    except ValueError:
        message = f"ATLAS_DATE or SOURCE_DATE_EPOCH is {given!r}: no date (YYYY-MM-DD) or number of seconds"
        raise PluginError(message) from None
