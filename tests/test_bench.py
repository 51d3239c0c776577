"""The benchmark measures what it says: its registry is one of ours, and stock builds the same pages."""

from __future__ import annotations

from benchmarks.site.__main__ import parse
from benchmarks.site.edit import Edit
from benchmarks.site.html_tree import article_text
from benchmarks.site.measure import Row, Run
from benchmarks.site.projects import ROOT
from benchmarks.site.report import facts
from benchmarks.site.stock import sources_of, write_stock
from benchmarks.site.synthetic import write_registry
