"""What can be said of a penalty against a test, when parts of it may be unknown.

It knows custody and its alternatives as data. It compares nothing with other crimes and prescribes no term.
"""

from __future__ import annotations

from enum import Enum, auto

from gapcheck.dsl import ast
from gapcheck.model.profile import Imprisonment, Known, Penalty

SERIOUS_CRIME_MONTHS = 48
"""Source: Convention art. 2(b)."""


class Passes(Enum):
    """The answer of a penalty to a test."""

    YES = auto()
    NO = auto()
    MAYBE = auto()


def passes(penalty: Penalty | Known | None, test: ast.PenaltyTest | None) -> Passes:
    """Whether a penalty surely, surely not, or possibly passes a test; without a test everything passes."""
    if test is None:
        return Passes.YES
    if penalty is None or isinstance(penalty, Known):
        return Passes.MAYBE
    if penalty.death:
        return Passes.YES
    match test:
        case ast.NotOnlyFine():
            return _custody(penalty)
        case ast.MaximumAtLeast(term=term):
            return _long_enough(penalty, term.in_days)


def _custody(penalty: Penalty) -> Passes:
    if isinstance(penalty.imprisonment, Known):
        return Passes.MAYBE
    return Passes.NO if penalty.imprisonment is None else Passes.YES


def _long_enough(penalty: Penalty, days: int) -> Passes:
    custody = penalty.imprisonment
    if custody is None:
        return Passes.NO
    if isinstance(custody, Known):
        return Passes.MAYBE
    lower, upper = maximum_bounds(custody)
    if lower is not None and lower >= days:
        return Passes.YES
    return Passes.NO if upper is not None and upper < days else Passes.MAYBE


def maximum_bounds(custody: Imprisonment) -> tuple[int | None, int | None]:
    """The least and the greatest that the maximum can be, in days; `None` where nobody knows.

    A known minimum bounds an unknown maximum from below. Life, and a maximum that the law leaves without a limit, stand
    above any term.
    """
    if custody.life:
        return _LIFE, _LIFE
    if isinstance(custody.maximum, ast.Quantity):
        return custody.maximum.in_days, custody.maximum.in_days
    if custody.maximum is None:
        return _LIFE, _LIFE
    minimum = custody.minimum.in_days if isinstance(custody.minimum, ast.Quantity) else None
    return minimum, None


_LIFE = 10**6


def exceeds(higher: Penalty | Known | None, lower: Penalty | Known | None) -> Passes:
    """Whether one maximum is strictly above another."""
    at_least, at_most = _maximum(higher)
    base_least, base_most = _maximum(lower)
    if at_least is not None and base_most is not None and at_least > base_most:
        return Passes.YES
    if at_most is not None and at_most <= (base_least or 0):
        return Passes.NO
    return Passes.MAYBE


def _maximum(penalty: Penalty | Known | None) -> tuple[int | None, int | None]:
    if not isinstance(penalty, Penalty):
        return None, None
    if penalty.death:
        return _LIFE + 1, _LIFE + 1
    if penalty.imprisonment is None:
        return 0, 0
    if isinstance(penalty.imprisonment, Known):
        return None, None
    least, most = maximum_bounds(penalty.imprisonment)
    return least or 1, most  # custody of unknown length is still more than none
