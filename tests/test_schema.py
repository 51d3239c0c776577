"""data/schema/*.json, for editors: committed as the types generate it, and named by every data file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from atlas.loading.files import KINDS
from atlas.loading.schema import NAMES, schemas, write_schemas
from support import ROOT, data_files

DATA = ROOT / "data"
GENERATED = schemas()
FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


@pytest.mark.parametrize("name", GENERATED)
def test_the_committed_schema_is_current(name):
    committed = (DATA / "schema" / name).read_text(encoding="utf-8")
    assert committed == GENERATED[name], "run: PYTHONPATH=hooks python -m atlas schema"


def test_no_other_schema_is_committed():
    assert {path.name for path in (DATA / "schema").iterdir()} == set(GENERATED)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_data_file_names_its_schema_in_its_first_line(kind):
    expected = DATA / "schema" / f"{NAMES.get(kind.name, kind.name)}.schema.json"
    assert [str(path) for path in DATA.glob(kind.pattern) if named_by(path) != expected] == []


@pytest.mark.parametrize("path", sorted((DATA / "languages").glob("*.yaml")), ids=lambda path: path.stem)
def test_words_name_their_schema_too(path):
    assert named_by(path) == DATA / "schema/language.schema.json"


def named_by(path: Path) -> Path | None:
    """The schema that a data file names."""
    with path.open(encoding="utf-8") as file:
        match = FIRST_LINE.fullmatch(file.readline().rstrip())
    return (path.parent / match[1]).resolve() if match else None


def test_the_registry_is_not_empty():
    assert data_files(DATA)


@pytest.mark.parametrize("name", GENERATED)
def test_a_schema_is_closed_and_says_what_it_describes(name):
    schema = json.loads(GENERATED[name])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for definition in schema.get("$defs", {}).values():
        if definition.get("type") == "object":
            assert definition["additionalProperties"] is False
            assert definition["description"]


def test_the_path_gives_the_id_so_the_schema_does_not_ask_for_it():
    model = json.loads(GENERATED["model.schema.json"])
    assert {"id", "family"} & {*model["properties"], *model["required"]} == set()
    assert "id" in json.loads(GENERATED["families.schema.json"])["items"]["required"]


def test_text_may_look_like_a_number_to_an_editor():
    model = json.loads(GENERATED["model.schema.json"])
    released = next(choice for choice in model["properties"]["released"]["anyOf"] if choice["type"] != "null")
    assert "number" in released["type"]


def test_schemas_are_written_only_where_they_differ(tmp_path):
    paths = write_schemas(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in paths}
    paths[0].write_text("{}", encoding="utf-8")
    assert write_schemas(tmp_path) == paths
    assert json.loads(paths[0].read_text(encoding="utf-8")) != {}
    assert all(path.stat().st_mtime_ns == before[path] for path in paths[1:])
