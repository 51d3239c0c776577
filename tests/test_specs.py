"""benchmarks/vram/specs: configurations fit the registry and say nothing that it says."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from atlas.domain import counts
from support import ROOT

from benchmarks.vram import specs

PARTS = specs.read_specs()
SHARED = specs.read_components()
FACTS = {"params", "dtype", "name", "role", "resolution", "frames"}


def test_enough_models_have_a_configuration(atlas):
    assert len(PARTS) >= 45
    assert {atlas.models[id_].modality for id_ in PARTS} == {"image", "video"}


def test_every_shared_part_is_a_component(atlas):
    assert SHARED.keys() <= atlas.components.keys()
    assert SHARED.keys() == {part.component for parts in PARTS.values() for part in parts} - {None}


def test_every_part_has_a_role_and_a_way_it_is_known():
    parts = [*SHARED.values(), *(part for parts in PARTS.values() for part in parts)]
    assert {part.slot for part in parts} - {""} <= counts.ROLES.keys()
    assert {part.verified for part in parts} <= set(get_args(specs.Verified)) == set(get_args(counts.Verified))
    assert all(part.verified != "fingerprint" for part in SHARED.values() if part.fingerprint is None)
    assert all(part.source for part in parts)


def test_a_specification_states_no_fact_of_the_registry():
    for path in specs.SPECS.rglob("*.json"):
        keys = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=Keys)
        assert not keys.outside_config() & FACTS, path.name


class Keys(dict):
    """An object of JSON that knows its keys and those below it, configurations left out."""

    def outside_config(self) -> set[str]:
        below = [value for key, value in self.items() if key != "config" and isinstance(value, Keys)]
        return {key for keys in [self, *below] for key in keys}.union(*(keys.outside_config() for keys in below))


def test_every_count_has_its_specification(atlas):
    assert atlas.counts.components.keys() == SHARED.keys()
    own = {id_: {part.slot for part in parts if part.component is None} for id_, parts in PARTS.items()}
    assert {id_: set(found) for id_, found in atlas.counts.models.items()} == own


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"parts": {"vae": {"component": "none"}}}, "vae: should name a component of specs/components"),
        ({"parts": {"vae": {"component": "te", "params": 1}}}, "vae: should name a component of specs/components"),
        ({"parts": {"unet": {"class": "UNet", "config": {}, "source": "x"}}}, "unet: library is missing"),
    ],
)
def test_a_wrong_specification_is_told(tmp_path, spec, message):
    (tmp_path / "components").mkdir()
    (tmp_path / "models").mkdir()
    whole = {"library": "l", "class": "C", "config": {}, "source": "s", "verified": "published-config"}
    (tmp_path / "components/te.json").write_text(json.dumps(whole), encoding="utf-8")
    (tmp_path / "models/m.json").write_text(json.dumps(spec), encoding="utf-8")
    with pytest.raises(ValueError, match=r"^m\.json: " + message):
        specs.read_specs(tmp_path)


def test_the_counting_program_is_named_in_its_file():
    assert (ROOT / "data/measurements/parameters.json").read_text(encoding="utf-8").count('"torch"') == 1
