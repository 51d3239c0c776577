"""Days: cases in tests/cases/dates."""

from __future__ import annotations

import pytest
from atlas.domain.dates import day_of, is_old
from support import cases


@pytest.mark.parametrize("case", cases("dates/old.yaml"))
def test_what_is_older_than_a_year(case):
    assert is_old(case["day"], case["today"]) == (case["old"] == "yes")


@pytest.mark.parametrize("case", cases("dates/given.yaml"))
def test_the_day_that_was_given(case):
    if "error" in case:
        with pytest.raises(ValueError, match=case["error"]):
            day_of(case["given"])
    else:
        assert day_of(case["given"]) == case["day"]
