"""Duties to establish facts, as sets: one bit for each test that any duty puts to a fact.

It knows which obligations ask of facts alone, and decides them without their proof. It does not know the rules
of a law, nor what excuses a shortfall.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from gapcheck.dsl import ast
from gapcheck.model.law import FactKind, Force, Obligation, RollUp, Rulebook
from gapcheck.model.outcome import Verdict
from gapcheck.model.profile import Known, StatedFact

Answers: TypeAlias = tuple[int, int]
"""The tests that stated facts pass, and those that they fail; of the others nobody knows."""


class FactDuties:
    """The obligations of a rulebook that ask of facts alone, prepared for many laws."""

    def __init__(self, rulebook: Rulebook) -> None:
        asking = [o for o in rulebook.obligations.values() if asks_facts_alone(o)]
        self._kinds = {name: fact.kind for name, fact in rulebook.facts.items()}
        self._tests: dict[str, list[tuple[ast.Establish, int]]] = {n: [] for n in rulebook.facts}
        self._known: dict[str, dict[object, Answers]] = {name: {} for name in rulebook.facts}
        self._next_test = 1
        self._names = [o.id for o in asking]
        self._asked = [(self._all_tests(o), o.roll_up is RollUp.ANY) for o in asking]
        self._plain = {n: sum(test for _, test in tests) for n, tests in self._tests.items()}

    def _all_tests(self, obligation: Obligation) -> int:
        found = 0
        for element in obligation.elements:
            assert isinstance(element.duty, ast.Establish)  # noqa: S101 - chosen by the caller
            self._tests[element.duty.fact.text].append((element.duty, self._next_test))
            found |= self._next_test
            self._next_test <<= 1
        return found

    def answers(self, facts: Iterable[StatedFact], as_of: date) -> Answers:
        """Put every test to the facts, each of them stated once."""
        passed = failed = 0
        for fact in facts:
            value = fact.value
            if value is True:
                passed |= self._plain[fact.fact]
            elif value is False:
                failed |= self._plain[fact.fact]
            else:
                yes, no = self._remembered(fact, as_of)
                passed |= yes
                failed |= no
        return passed, failed

    def _remembered(self, fact: StatedFact, as_of: date) -> Answers:
        """What a fact answers; what a date answers depends on the day."""
        value = fact.value
        if isinstance(value, date):
            return self._answered(fact, as_of)
        key = (value.number, value.unit) if isinstance(value, ast.Quantity) else value
        known = self._known[fact.fact]
        if key not in known:
            known[key] = self._answered(fact, as_of)
        return known[key]

    def _answered(self, fact: StatedFact, as_of: date) -> Answers:
        passed = failed = 0
        if isinstance(fact.value, Known):
            return passed, failed
        for duty, test in self._tests[fact.fact]:
            if fulfils(fact, duty, self._kinds[fact.fact], as_of):
                passed |= test
            else:
                failed |= test
        return passed, failed

    def verdicts(self, answers: Answers) -> dict[str, Verdict]:
        """The verdict of each obligation, before anything excuses it. Source: design section 4, roll-up."""
        passed, failed = answers
        unknown = ~(passed | failed)
        met, partly, never, nobody = _VERDICTS
        found = [
            (met if tests & passed else nobody if tests & unknown else never)
            if any_suffices
            else (partly if tests & passed else never)
            if tests & failed
            else (nobody if tests & unknown else met)
            for tests, any_suffices in self._asked
        ]
        return dict(zip(self._names, found, strict=True))


_VERDICTS = (Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET, Verdict.UNKNOWN)


def asks_facts_alone(obligation: Obligation) -> bool:
    """Whether every element is a fact to establish, and a shortfall is no more than that."""
    return (
        bool(obligation.elements)
        and obligation.given is None
        and obligation.force is not Force.SAFEGUARD
        and all(isinstance(e.duty, ast.Establish) for e in obligation.elements)
    )


def fulfils(fact: StatedFact, duty: ast.Establish, kind: FactKind, as_of: date) -> bool:
    """Whether a stated fact is what a duty asks for."""
    value = fact.value
    match kind, duty.operand:
        case FactKind.YES_NO, _:
            return value is True
        case FactKind.DATE, _:
            return isinstance(value, date) and value <= as_of
        case FactKind.NUMBER, ast.Quantity() as wanted:
            assert isinstance(value, ast.Quantity)  # noqa: S101 - the loader checks facts against their kind
            at_least = duty.comparison is ast.Comparison.AT_LEAST
            return value.in_days >= wanted.in_days if at_least else value.in_days <= wanted.in_days
        case _, tuple() as choices:
            return value in {c.text for c in choices}
        case _:
            return False
