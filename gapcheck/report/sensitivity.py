"""What one answer would decide: for an open question of fact, and for a duty that waits for such answers alone.

It knows which answer would meet a test. It does not know which answer is true, nor what a provision not yet found
may say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from gapcheck.dsl import ast
from gapcheck.model.law import FactKind, Force, RollUp, Rulebook
from gapcheck.model.outcome import Ask, ElementOutcome, Finding, Verdict
from gapcheck.report.penalties import duration
from gapcheck.report.questions import Asked
from gapcheck.report.words import day, listed, say

_SETTLED = (Verdict.MET, Verdict.JUSTIFIED, Verdict.NOT_APPLICABLE)
_NOT_MET: Final = "it is not met"
_OTHERWISE: Final[Mapping[Force | None, str]] = {
    Force.SAFEGUARD: "the law conflicts with the provision",
    Force.OPTIONAL: "the option is not used, and nothing is missing",
}


class Decisive(Struct, frozen=True):
    """An open question whose answer decides an element: the answer that meets it, and every other one."""

    question: Asked
    wanted: str
    other: str

    def told(self, force: Force | None) -> str:
        """What follows from either for the element, as far as its force allows to say."""
        return f"If {self.wanted}: this point is met. If {self.other}: {_OTHERWISE.get(force, _NOT_MET)}."


def decisive(
    outcome: ElementOutcome, rulebook: Rulebook, as_of: date, language: str = "en"
) -> Decisive | None:
    """The question that decides an element of which nobody knows more; none where it takes more than one."""
    duty = outcome.element.duty
    if outcome.verdict is not Verdict.UNKNOWN or not isinstance(duty, ast.Establish):
        return None
    fact = rulebook.facts[duty.fact.text]
    asked = [question.text for question in outcome.questions if question.kind is Ask.FACT]
    if asked != [fact.question]:
        return None  # whether the duty arises at all is open too
    return Decisive(Asked(say(fact.question, language)), *_answers(duty, fact.kind, as_of))


def _answers(duty: ast.Establish, kind: FactKind, as_of: date) -> tuple[str, str]:
    match duty.operand:
        case ast.Quantity():
            at_least = duty.comparison is ast.Comparison.AT_LEAST
            more, less = ("or more", "less") if at_least else ("or less", "more")
            return f"{duration(duty.operand)} {more}", less
        case tuple():
            return listed([name.text.replace("_", " ") for name in duty.operand], "or"), "not"
        case None:
            is_date = kind is FactKind.DATE
            return (f"a day up to {day(as_of)}", "a later day") if is_date else ("yes", "no")


def would_meet(
    finding: Finding,
    requests: Mapping[Asked, str],
    rulebook: Rulebook,
    as_of: date,
    language: str = "en",
) -> str:
    """The fewest answers that would make a duty met, by the ids of the questions.

    Empty where one answer is all that is open, or where more than questions of fact stands in the way.
    """
    any_suffices = finding.obligation.roll_up is RollUp.ANY
    rest = [o for o in finding.elements if o.verdict not in _SETTLED]
    questions = [decisive(o, rulebook, as_of, language) for o in rest]
    known = [question for question in questions if question is not None]
    is_enough = bool(known) if any_suffices else len(known) == len(rest)
    if finding.verdict is not Verdict.UNKNOWN or not rest[1:] or not is_enough:
        return ""
    joint = "or" if any_suffices else "and"
    answers: dict[str, list[str]] = {}
    for question in known:
        answers.setdefault(question.wanted, []).append(requests[question.question])
    told = [f"“{wanted}” to {listed(ids, joint)}" for wanted, ids in answers.items()]
    return f"the answer {f', {joint} '.join(told)} would make it met."
