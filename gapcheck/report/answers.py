"""The short answer to a question: yes, no, partly, it depends, or what is not established.

It knows how a verdict becomes an answer. It does not word it.
"""

from __future__ import annotations

from enum import StrEnum

from gapcheck.dsl import ast
from gapcheck.model.outcome import ElementOutcome, Partial, Verdict


class Answer(StrEnum):
    """What `ask` answers."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    DEPENDS = "depends"
    AS_FAR_AS_ESTABLISHED = "as_far_as_established"
    NOT_ESTABLISHED = "not_established"


def answer(outcome: ElementOutcome) -> Answer:
    """Turn the verdict of one element into an answer.

    A duty that asks for nothing (`not_applicable`) is answered yes: nothing is missing.
    """
    match outcome.verdict:
        case Verdict.MET | Verdict.JUSTIFIED | Verdict.NOT_APPLICABLE:
            return Answer.YES
        case Verdict.NOT_MET | Verdict.CONFLICT:
            return Answer.NO
        case Verdict.PARTLY_MET:
            return Answer.PARTLY
        case Verdict.UNCLEAR:
            return Answer.DEPENDS
        case Verdict.UNKNOWN:
            if reaches_as_far_as_known(outcome):
                return Answer.AS_FAR_AS_ESTABLISHED
            return Answer.NOT_ESTABLISHED


def reaches_as_far_as_known(outcome: ElementOutcome) -> bool:
    """Whether something is reported to reach all that is unknown: only detail is missing.

    What is open in a dimension of which the duty wants only some values may miss it altogether, and is no
    such report.
    """
    parts = outcome.parts
    if outcome.verdict is not Verdict.UNKNOWN or parts is None or not parts.unknown:
        return False
    reported = 0
    for partial in outcome.partial:
        if not partial.doubtful and _speaks_for(outcome.element.duty, partial):
            reported |= partial.region
    return not parts.unknown & ~reported


def _speaks_for(duty: ast.Duty, partial: Partial) -> bool:
    """Whether the provision reaches what the duty wants: no offence speaks for an exemption."""
    match duty:
        case ast.Criminalize() | ast.Aggravate():
            return isinstance(partial.entry.claim, ast.Covers)
        case ast.Guarantee():
            return not isinstance(partial.entry.claim, ast.Covers)
        case ast.NeverPunish() | ast.Establish():
            return False
