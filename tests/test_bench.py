"""The benchmark measures what it says: its registry keeps our rules, and stock builds the same pages and words."""

from __future__ import annotations

import pytest
from atlas.domain.accuracy import Spread

from benchmarks.site import estimator
from benchmarks.site.__main__ import main
from benchmarks.site.html_tree import parse
from benchmarks.site.markdown import Writer
from benchmarks.site.measure import Row, Run
from benchmarks.site.projects import make_ours, site_of
from benchmarks.site.report import facts
from benchmarks.site.stock import write_stock


def test_stock_has_a_page_with_the_same_words_for_each_of_ours(tmp_path):
    site = site_of(make_ours(tmp_path / "ours", 40)[0])  # a registry with problems raises
    write_stock(site, tmp_path / "stock")
    written = {path.relative_to(tmp_path / "stock/docs").as_posix() for path in tmp_path.glob("stock/docs/*/**/*.md")}
    addresses = {path.removesuffix(".md").removesuffix("index").rstrip("/") + "/" for path in written}
    assert addresses == {f"{code}/{page.address}" for code in site.languages for page in site.pages}
    for text in ("# Model 21", "| 1,000,000,021 |", "```mermaid", "[Model 20](model-20.md)", "## Sources {#sources}"):
        assert text in (tmp_path / "stock/docs/en/models/model-21.md").read_text(encoding="utf-8")


def test_markdown_says_what_the_page_says():
    heading = '<h2 id="a">A *b*<a class="headerlink">¶</a></h2>'
    html = heading + '<dl><dt>x</dt><dd>1 <a href="../y/#s">y|z</a></dd></dl><svg>no</svg>'
    sources = {"en/x/": "en/x.md", "en/y/": "en/y.md"}
    markdown = Writer("en/x/", sources, "https://example.org/").write(html)
    assert markdown == "## A \\*b\\* {#a}\n\n|  |  |\n|---|---|\n| x | 1 [y\\|z](y.md#s) |\n"
    assert parse(html).text().split() == ["A", "*b*", "x", "1", "y|z"]


def test_targets_are_stated_as_facts():
    rows = [
        Row(size, what, 3000, [Run(wall, wall, 90, 0)], together=120)
        for size, what, wall in ((1000, "ours", 2.9), (1000, "stock", 38.2), (10000, "ours", 33.0))
    ]
    assert list(facts(rows, [])) == [
        "cold 1,000 × 3: 2.9 s, stock 38.2 s, 13.2 times (target 12: met)",
        "cold 1,000 × 3 with the search index: not measured",
        "from 1,000 to 10,000: 11.4-fold time (target 11-fold: not met)",
        "memory at 10,000 × 3: 120 MB (all processes together; search index apart) (target 1,000 MB: met)",
        "edit: not measured",
    ]


@pytest.mark.parametrize("wrong", [["--sizes", "many"], ["--runs", "0"], ["--what"]])
def test_wrong_usage_ends_with_two(wrong):
    with pytest.raises(SystemExit) as end:
        main(wrong)
    assert end.value.code == 2


@pytest.mark.parametrize(
    ("spread", "line"),
    [
        (None, "memory, estimated over measured: nothing to compare with yet"),
        (
            Spread(11, 1.13, 0.63),
            "memory, estimated over measured: median 1.13, worst 0.63, of 11 figures",
        ),
    ],
)
def test_the_error_of_the_memory_estimates_is_said(spread, line):
    assert estimator.line("estimated over measured", spread) == line
