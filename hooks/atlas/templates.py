"""Jinja for the pages of the atlas: strict, escaping by itself, and quick.

Three things are done to a template once, when it is loaded, that would else be done for each of thousands of pages:
`{% include "…" %}` is replaced by the file it names, `{{ t("…") }}` by a look into the escaped words, and addresses are
written `@/models/…`, "from the language folder", to be made relative in one go when the page is finished
(`Templates.render`). No template holds a word, so the languages share what was compiled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import escape

from .bytecode import bytecode
from .compiler import PlainEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jinja2 import Environment, Template

    from .languages import Language

INCLUDE = re.compile(r'\{% include "([^"]+)" %\}\n?')
WORD = re.compile(r'\{\{ t\("([^"]+)"\) \}\}')
FROM_LANGUAGE_FOLDER = '"@/'
"""How an address begins in a template. No fact can contain it: quotes in facts are escaped."""


PIECES = "atlas/macros.html"
"""The macros that every template may use."""


class Loader(FileSystemLoader):
    """Loads templates with their includes and constant words already in place."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template as Jinja is to compile it."""
        source, filename, fresh = super().get_source(environment, template)
        while INCLUDE.search(source):
            source = INCLUDE.sub(lambda match: super(Loader, self).get_source(environment, match[1])[0], source)
        return WORD.sub(r'{{ words["\1"] }}', source), filename, fresh


@dataclass(frozen=True)
class Templates:
    """The templates of one language."""

    folder: Path
    language: Language
    globals: Mapping[str, Any]
    filters: Mapping[str, Callable[..., Any]]

    @cached_property
    def environment(self) -> Environment:
        """Jinja itself."""
        environment = PlainEnvironment(
            loader=Loader(self.folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=bytecode("atlas"),
        )
        environment.globals["words"] = {key: escape(word) for key, word in self.language.words.items()}
        environment.globals.update(self.globals)
        environment.filters.update(self.filters)
        pieces = vars(environment.get_template(PIECES).module)
        environment.globals.update((name, piece) for name, piece in pieces.items() if not name.startswith("_"))
        return environment

    def get(self, name: str) -> Template:
        """A compiled template."""
        return self.environment.get_template(name)

    def render(self, name: str, root: str, **values: Any) -> str:
        """The page, its addresses relative to one that is `root` ("../../") away from the language folder."""
        return self.get(name).render(**values).replace(FROM_LANGUAGE_FOLDER, f'"{root or "./"}')

    def macro(self, name: str, macro: str, root: str, *values: Any) -> str:
        """One macro of a template, called with `values`."""
        html: str = getattr(self.get(name).module, macro)(*values)
        return str(html).replace(FROM_LANGUAGE_FOLDER, f'"{root or "./"}')

    def macros(self, name: str) -> tuple[str, ...]:
        """Names of the macros that a template defines."""
        return tuple(key for key in vars(self.get(name).module) if not key.startswith("_"))
