"""Penalties in words: custody with its known bounds, and what the court may choose."""

from __future__ import annotations

from gapcheck.dsl import ast
from gapcheck.model.profile import Imprisonment, Known, Penalty
from gapcheck.report.words import ALTERNATIVES, listed

NOT_ESTABLISHED = "penalty not established"


def penalty(value: Penalty | Known | None) -> str:
    """A penalty as it stands in a table cell; the empty text where the claim has none."""
    if value is None:
        return ""
    if isinstance(value, Known):
        return NOT_ESTABLISHED
    choices = [_choice(name) for name in value.alternatives]
    custody = _custody(value.imprisonment)
    if value.death:
        choices.insert(0, "death")
    if custody:
        choices.insert(0, custody)
    choices += [f"possibly {_choice(n)} (not established)" for n in value.possible_alternatives]
    if not choices:
        return "no penalty"
    text = ", or ".join(choices)
    return text if custody or value.death else f"{listed(choices, 'or')}, without imprisonment"


def tested(test: ast.PenaltyTest | None) -> str:
    """A test of penalties, as the end of a phrase about an offence; nothing where there is none."""
    match test:
        case None:
            return ""
        case ast.NotOnlyFine():
            return " with more than a fine"
        case ast.MaximumAtLeast():
            return f" with a maximum of at least {duration(test.term)}"


def _choice(name: str) -> str:
    return ALTERNATIVES.get(name, name.replace("_", " "))


def _custody(custody: Imprisonment | Known | None) -> str:
    if custody is None:
        return ""
    if isinstance(custody, Known):
        return "imprisonment (term not established)"
    lower, upper = custody.minimum, custody.maximum
    if custody.life:
        if isinstance(lower, Known):
            return "imprisonment of up to life (minimum not established)"
        at_least = "" if lower is None else f"{duration(lower)} or more, or "
        return f"imprisonment for {at_least}life"
    if isinstance(lower, ast.Quantity) and isinstance(upper, ast.Quantity):
        return f"imprisonment of {_between(lower, upper)}"
    if isinstance(upper, ast.Quantity):
        unknown = " (minimum not established)" if isinstance(lower, Known) else ""
        return f"imprisonment of up to {duration(upper)}{unknown}"
    if isinstance(lower, ast.Quantity):
        unknown = "maximum not established" if isinstance(upper, Known) else "no maximum stated"
        return f"imprisonment of at least {duration(lower)} ({unknown})"
    unknown = (
        "term not established" if Known.NOT_ESTABLISHED in (lower, upper) else "no term stated"
    )
    return f"imprisonment ({unknown})"


def _between(lower: ast.Quantity, upper: ast.Quantity) -> str:
    if (lower.number, lower.unit) == (upper.number, upper.unit):
        return duration(upper)
    if lower.unit is upper.unit:
        return f"{lower.number} to {duration(upper)}"
    return f"{duration(lower)} to {duration(upper)}"


def duration(quantity: ast.Quantity) -> str:
    """A number with its unit, singular where it is one."""
    unit = str(quantity.unit)
    return f"{quantity.number} {unit.removesuffix('s') if quantity.number == 1 else unit}"
