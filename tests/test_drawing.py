"""Mermaid source → SVG: what is drawn, that it is safe, that it fits, and that it is kept."""

from __future__ import annotations

import re
from math import ceil
from unicodedata import east_asian_width
from xml.etree import ElementTree

import pytest
from atlas import drawing
from atlas.diagram import label, mermaid
from atlas.drawing import Drawer, draw
from atlas.views.graph import Edge, Graph, Node, neighbourhood
from hypothesis import given, settings
from hypothesis import strategies as st
from support import CASES, ROOT, read_cases

pytestmark = pytest.mark.skipif(drawing.merman is None, reason="merman has no wheel for this platform")

HOSTILE = read_cases(CASES / "diagram/hostile.yaml")
LABELS = read_cases(CASES / "diagram/labels.yaml")
XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
FONT, LINE_HEIGHT = 12.5, 1.35
"""Size and leading of a label, as docs/assets/css/graph.css sets them."""


def source_of(*names: str, kind: str = "base") -> str:
    """A chain of models with these names."""
    nodes = tuple(Node(f"m{i}", name, f"models/m{i}/", kind, "f") for i, name in enumerate(names))
    edges = tuple(Edge(f"m{i}", f"m{i + 1}", "finetune") for i in range(len(names) - 1))
    return mermaid(Graph(nodes, edges), "../../", {"f": 3})


def drawn(*names: str, kind: str = "base") -> ElementTree.Element:
    svg = draw(source_of(*names, kind=kind), "g1")
    assert svg is not None
    return ElementTree.fromstring(svg)


def labels(svg: ElementTree.Element) -> list[str]:
    spans = (span for span in svg.iter(f"{XHTML}span") if span.get("class") == "nodeLabel")
    return ["".join(span.itertext()) for span in spans]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_drawn_as_it_is_written_and_as_nothing_else(name):
    plain, svg = drawn("a", "b"), drawn("a", name)
    assert labels(svg) == ["a", name]
    assert [element.tag for element in svg.iter()] == [element.tag for element in plain.iter()]


@settings(max_examples=30)
@given(
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"]), min_size=1, max_size=30)
)
def test_any_name_is_drawn_as_it_is_written(name):
    assert labels(drawn(name)) == [name]


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_in_a_drawing_can_run_or_load(name):
    svg = draw(source_of("a", name), "g1")
    for element in ElementTree.fromstring(svg).iter():
        assert element.tag.rpartition("}")[2] not in {
            "script",
            "style",
            "image",
            "img",
            "iframe",
            "use",
            "animate",
            "set",
        }
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            if attribute.endswith("href"):
                assert re.fullmatch(r"\.\./\.\./models/m\d/", value)
            assert "url(" not in value or re.fullmatch(r"url\(#[\w-]+\)", value)


def test_each_box_leads_to_its_page_and_is_marked():
    svg = drawn("Alpha", "Бета", "ガンマ")
    assert [link.get("href") for link in svg.iter(f"{SVG}a")] == [f"../../models/m{i}/" for i in range(3)]
    marked = [element for element in svg.iter() if element.get("data-node")]
    assert [element.get("data-node") for element in marked] == ["n0", "n1", "n2"]
    assert all({"node", "c3"} <= set(element.get("class").split()) for element in marked)


def test_ids_are_unique_and_begin_with_that_of_the_drawing():
    ids = [element.get("id") for element in drawn("a", "b", "c").iter() if element.get("id")]
    assert ids[0] == "g1"
    assert len(ids) == len(set(ids))
    assert all(id_.startswith("g1") for id_ in ids)


def test_a_drawing_has_its_natural_size():
    svg = drawn("a", "b")
    _, _, width, height = (float(number) for number in svg.get("viewBox").split())
    assert (int(svg.get("width")), int(svg.get("height"))) == (round(width), round(height))
    assert svg.get("style") is None


@pytest.mark.parametrize("kind", ["base", "merge", "lora"])
@pytest.mark.parametrize("name", LABELS)
def test_a_name_fits_its_box(name, kind):
    assert room(name, kind) >= 0


def test_every_name_of_the_registry_fits_its_box(atlas):
    assert [model.name for model in atlas.models.values() if room(model.name, model.kind) < 0] == []


def test_the_style_sheet_sets_labels_as_is_assumed_here():
    style = (ROOT / "docs/assets/css/graph.css").read_text(encoding="utf-8")
    assert f"font-size: {FONT}px" in style
    assert f"line-height: {LINE_HEIGHT}" in style


def room(name: str, kind: str) -> float:
    """Pixels of height that are left over in the box of `name`."""
    svg = drawn(name, kind=kind)
    (text,), (shape,) = (
        svg.iter(f"{SVG}foreignObject"),
        (e for e in svg.iter() if "label-container" in e.get("class", "")),
    )
    points = [float(point.split(",")[1]) for point in shape.get("points", "").split()]
    height = max(points) - min(points) if points else float(shape.get("height"))
    leading = FONT * (LINE_HEIGHT - 1)  # half of it stands above the first line, half below the last
    return height + leading - lines_needed(name, float(text.get("width"))) * FONT * LINE_HEIGHT


def lines_needed(text: str, width: float) -> int:
    """Lines that `text` takes in a wide font; words that are too long are broken anywhere, as in graph.css."""
    lines, used = 1, 0.0
    for word in re.findall(r"\S+\s*|[^\x00-\u2fff]", re.sub(r"([^\x00-\u2fff])", r" \1 ", text)):
        needed = sum(width_of(character) for character in word.strip())
        if used and used + needed > width:
            lines, used = lines + 1, 0.0
        lines += max(ceil(needed / width) - 1, 0)
        used += min(needed, width) + (width_of(" ") if word.endswith(" ") and word.isascii() else 0)
    return lines


# Widths of DejaVu Sans, the widest font that a reader is likely to have, in parts of the font size and rounded up.
WIDTHS = {
    "ijlI'|": 0.3, " .,:;/": 0.34, "fr()[]-t": 0.42, "sczLJ?_": 0.56, "kvxy": 0.6, "abdeghnopqu0123456789FTYPES": 0.64,
    "ABCKRVXZ": 0.7, "GNHUDOQ&": 0.79, "w+=<>~#": 0.84, "M": 0.87, "mW@%": 0.99, "жмфшщыюдЖМФШЩЫЮД": 1.09,
}  # fmt: skip
WIDTH = {character: width for characters, width in WIDTHS.items() for character in characters}


def width_of(character: str) -> float:
    """Pixels, rather too many than too few."""
    if east_asian_width(character) in "WF":
        return FONT
    return FONT * WIDTH.get(character, 0.79 if character.isupper() else 0.66)


def test_the_same_source_gives_the_same_drawing(tmp_path, small):
    source = mermaid(neighbourhood(small, small.models["alpha-1"]), "../../", {"alpha": 0, "beta": 1})
    first, second = Drawer(tmp_path / "a")(source), Drawer(tmp_path / "b")(source)
    assert first == second
    assert first is not None


def test_models_of_other_pages_share_a_drawing_only_if_the_source_is_the_same(tmp_path):
    drawer = Drawer(tmp_path)
    assert drawer(source_of("a")) != drawer(source_of("b"))
    assert len(list(tmp_path.glob("*.svg"))) == 2


def test_a_finished_drawing_is_taken_from_the_cache(tmp_path):
    source = source_of("a")
    Drawer(tmp_path)(source)
    (path,) = tmp_path.iterdir()
    path.write_text("<svg>kept</svg>", encoding="utf-8")
    assert Drawer(tmp_path)(source) == "<svg>kept</svg>"


@pytest.mark.parametrize("source", ["", "nonsense", "flowchart TD\n  a --", "unknownDiagram\n  a: b"])
def test_what_cannot_be_drawn_is_left_to_the_reader(tmp_path, source):
    assert Drawer(tmp_path)(source) is None
    assert list(tmp_path.iterdir()) == []


def test_a_platform_without_merman_draws_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "merman", None)
    assert Drawer(tmp_path)(source_of("a")) is None


def test_a_label_of_any_model_can_be_drawn(small):
    for model in small.models.values():
        assert draw(f"flowchart TD\n  n0[{label(model.name)}]\n", "g1") is not None
