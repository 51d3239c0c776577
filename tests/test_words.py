"""The words of the interface: files checked against each other, against the templates and against the types."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any, Literal, get_args, get_origin

import pytest
from atlas.domain.memory import Mode, Precision
from atlas.languages import Language
from atlas.loading.load import inspect_registry
from atlas.loading.problem import RegistryError
from atlas.loading.words import inspect_words, load_words
from atlas.views.bars import Layer
from atlas.views.coverage import TRACKED
from atlas.views.license import RIGHTS
from atlas.views.pages import all_pages
from support import CASES, ROOT, cases, read_cases

WORDS = inspect_words(ROOT / "data")[0]
ENGLISH = WORDS["en"]
PLURAL = re.compile(r"\.(?:zero|one|two|few|many|other)$")
SPEAKERS = sorted({*ROOT.glob("overrides/**/*.html"), *ROOT.glob("hooks/**/*.py"), ROOT / "mkdocs.yml"})
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SPEAKERS)
LITERAL = re.compile(r"""\b(?:t|word|words|plural|has_word)\(f?["']([a-z][\w.-]*)["']\s*[,)]""")
FILTER = re.compile(r"""\|\s*(?:word|plural)\(["']([a-z][\w.-]*)["']""")
COMPOSED = re.compile(r"""["']([a-z][\w.-]*\.)(?:["']\s*~|\{)""")
ENUMS = read_cases(CASES / "languages/enums.yaml")


def written(case: dict[str, Any], folder) -> Any:
    for code, text in case["files"].items():
        path = folder / "data/languages" / f"{code}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "data"


@pytest.mark.parametrize("case", cases("languages/words.yaml"))
def test_problems_say_where_and_what(case, tmp_path):
    data = written(case, tmp_path)
    assert [str(problem) for problem in sorted(inspect_words(data)[1])] == case["problems"]
    assert inspect_registry(data)[1] == []


def test_words_with_problems_cannot_be_used(tmp_path):
    with pytest.raises(RegistryError, match="is missing"):
        load_words(written({"files": {"en": "a: One", "ru": "b: Два"}}, tmp_path))


def test_the_languages_of_the_site_have_the_same_words():
    assert sorted(load_words(ROOT / "data")) == ["en", "ja", "ru"]


def test_a_plural_has_every_form_that_its_language_needs():
    stems = {key.removesuffix(".few") for key in ENGLISH if key.endswith(".few")}
    assert stems
    for code, words in WORDS.items():
        forms = {Language(code, words).locale.plural_form(count) for count in range(200)}
        needed = {f"{stem}.{form}" for stem in stems for form in forms}
        assert (code, needed - words.keys()) == (code, set())


def test_every_word_that_is_asked_for_exists():
    asked = set(LITERAL.findall(TEXT))
    assert len(asked) > 100
    missing = {key for key in asked if key not in ENGLISH and f"{key}.other" not in ENGLISH and not beginning(key)}
    assert missing == set()


def beginning(key: str) -> bool:
    """Whether words begin with `key`, a group from which a filter or macro chooses: `word("kind")`."""
    return any(word.startswith(f"{key}.") for word in ENGLISH)


def test_every_group_that_is_chosen_from_exists():
    groups = set(FILTER.findall(TEXT))
    assert {"kind", "relation"} <= groups
    assert {group for group in groups if not beginning(group)} == set()


def test_every_word_is_used():
    literal = {*LITERAL.findall(TEXT), *re.findall(r"""["']([a-z][\w-]*\.[\w.-]+)["']""", TEXT)}
    groups = tuple({*(f"{group}." for group in FILTER.findall(TEXT)), *COMPOSED.findall(TEXT)})
    unused = {key for key in ENGLISH if key not in literal and PLURAL.sub("", key) not in literal}
    assert {key for key in unused if not key.startswith(groups)} == set()


def values_of(name: str) -> list[str]:
    """The values of a Literal of the domain: `model.Kind`, or of a field: `model.Link.status`."""
    module, *rest = name.split(".")
    found: Any = import_module(f"atlas.domain.{module}")
    for part in rest:
        found = found.model_fields[part].annotation if hasattr(found, "model_fields") else getattr(found, part)
    return literals(found)


def literals(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [value for argument in get_args(annotation) for value in literals(argument)]


@pytest.mark.parametrize("group", ENUMS)
def test_every_value_has_its_word(group):
    types = ENUMS[group] if isinstance(ENUMS[group], list) else [ENUMS[group]]
    values = [value for name in types for value in values_of(name)]
    assert values
    assert [value for value in values if f"{group}.{value}" not in ENGLISH] == []


def test_every_page_and_heading_has_its_word(small):
    pages = list(all_pages(small))
    keys = {f"page.{page.kind}" for page in pages if not page.subject}
    keys |= {f"page.{page.kind}.description" for page in pages if not page.subject}
    keys |= {f"section.{section}" for page in pages for section in page.sections}
    assert keys - ENGLISH.keys() == set()


def test_every_fact_and_right_has_its_word():
    keys = {f"fact.{field}" for field in TRACKED} | {f"right.{right}" for right in RIGHTS}
    keys |= {f"right.{right}.short" for right in RIGHTS} | {
        f"confidence.{level}.hint" for level in ("high", "medium", "low")
    }
    keys |= {f"basis.{basis}.hint" for basis in ("measured", "vendor", "reported", "derived")}
    keys |= {f"mode.{mode}.hint" for mode in get_args(Mode)} | {f"layer.{layer}" for layer in get_args(Layer)}
    keys |= {f"precision.{precision}.hint" for precision in get_args(Precision)}
    assert keys - ENGLISH.keys() == set()
