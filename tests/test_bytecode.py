"""Compiled templates outlive a build, and are compiled anew when they or our compiler change."""

from __future__ import annotations

import pytest
from atlas import bytecode
from jinja2 import DictLoader, Environment

CASES = {
    "nothing changed": ("{{ 1 }}", "compiler", 0),
    "another text of the template": ("{{ 2 }}", "compiler", 1),
    "another compiler": ("{{ 1 }}", "compiler, changed", 1),
}


@pytest.fixture
def compile_count(tmp_path, monkeypatch):
    """How many templates are compiled to show `source` where our compiler reads `text`."""
    monkeypatch.setattr(bytecode, "cache_from_source", lambda _path: str(tmp_path / "__pycache__/bytecode.pyc"))

    def count(source: str, text: str, environment: str = "atlas") -> int:
        monkeypatch.setattr(bytecode.TemplateBytecode, "_compiler", text)
        cache = bytecode.bytecode(environment)
        compiled = []

        class Counting(Environment):
            def compile(self, *arguments, **options):
                compiled.append(arguments)
                return super().compile(*arguments, **options)

        Counting(loader=DictLoader({"page.html": source}), bytecode_cache=cache).get_template("page.html").render()
        return len(compiled)

    return count


@pytest.mark.parametrize("case", CASES)
def test_a_second_build_compiles_what_changed(compile_count, case):
    source, text, expected = CASES[case]
    assert compile_count("{{ 1 }}", "compiler") == 1
    assert compile_count(source, text) == expected


def test_two_environments_do_not_share(compile_count):
    assert compile_count("{{ 1 }}", "compiler", "atlas") == 1
    assert compile_count("{{ 1 }}", "compiler", "theme") == 1
