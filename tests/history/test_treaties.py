"""From which day the treaties bind the States that joined them about the time of their entry into force."""

from __future__ import annotations

import pytest

from gapcheck.model.outcome import Binding
from tests.history.law import finding


@pytest.mark.parametrize(
    ("code", "obligation", "last", "first"),
    [
        ("ALB", "untoc.34.2", "2003-09-28", "2003-09-29"),
        ("ALB", "tip.5.1", "2003-12-24", "2003-12-25"),
        ("ALB", "som.6.1.a", "2004-01-27", "2004-01-28"),
        ("LAO", "untoc.34.2", "2003-10-25", "2003-10-26"),
        ("LAO", "tip.5.1", "2003-12-24", "2003-12-25"),
        ("LAO", "som.6.1.a", "2004-01-27", "2004-01-28"),
    ],
)
def test_a_treaty_binds_from_its_first_day_and_not_a_day_before(
    code: str, obligation: str, last: str, first: str
) -> None:
    assert finding(code, last, obligation).bindingness.binding is Binding.NO
    assert finding(code, first, obligation).bindingness.binding is Binding.YES
