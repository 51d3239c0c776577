"""data/ → config.extra["atlas"]: the site that every later hook asks. Any problem stops the build, all are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
        site = load_site(root, root / config.extra["data"], root / config.extra["cache"])
    except RegistryError as error:
        count = f"{len(error.problems)} problem(s) in data/, nothing was built"
        raise PluginError("\n".join([*map(str, error.problems), count])) from None
    config.extra["atlas"] = site


def load_site(root: Path, data: Path, cache: Path) -> Site:
    """The site of the repository at `root` with the registry under `data`. Raises RegistryError with every problem."""
    registry, problems = inspect_registry(data)
    words, word_problems = inspect_words(root / "data")
    if problems or word_problems:
        raise RegistryError([*problems, *word_problems])
    return Site(registry, words, root / "overrides", cache)
