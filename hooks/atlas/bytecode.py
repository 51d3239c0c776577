"""Compiled templates, kept where Python keeps its own: they are Python, hold no data, and change with the code only."""

from __future__ import annotations

from functools import cached_property
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache

from . import compiler


class TemplateBytecode(FileSystemBytecodeCache):
    """Jinja's cache of compiled templates in `__pycache__`, which knows that our compiler may have changed as well."""

    @cached_property
    def _compiler(self) -> str:
        return Path(compiler.__file__).read_text(encoding="utf-8")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """The name alone: copies of a project, as benchmarks and tests make them, share what they compiled."""
        return super().get_cache_key(name)

    def get_source_checksum(self, source: str) -> str:
        """What a compiled template must have been made from."""
        return super().get_source_checksum(self._compiler + source)


def bytecode(environment: str) -> TemplateBytecode:
    """The cache of one kind of `environment`, which is a name."""
    folder = Path(cache_from_source(__file__)).parent / "templates" / environment
    folder.mkdir(parents=True, exist_ok=True)
    return TemplateBytecode(str(folder))
