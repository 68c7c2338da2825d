"""Duties to establish facts, as sets: one bit for each test that any duty puts to a fact.

It knows which obligations ask of facts alone, and decides them without their proof. It does not know the rules
of a law, nor what excuses a shortfall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypeAlias

from gapcheck.dsl import ast
from gapcheck.model.law import FactKind, Force, Obligation, RollUp, Rulebook
from gapcheck.model.outcome import Verdict
from gapcheck.model.profile import Known, StatedFact

Answers: TypeAlias = tuple[int, int]
"""The tests that stated facts pass, and those that they fail; of the others nobody knows."""


class FactDuties:
    """The obligations of a rulebook that ask of facts alone, prepared for many laws.

    Each obligation has a field of whole bytes with one bit for each of its tests; the last bit of a field holds none.

    Attributes:
        names: Their ids, in the order of `verdicts`.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._kinds = {name: fact.kind for name, fact in rulebook.facts.items()}
        self._tests: dict[str, list[tuple[ast.Establish, int]]] = defaultdict(list)
        self._plain: dict[str, int] = defaultdict(int)
        self._known: dict[str, dict[object, Answers]] = defaultdict(dict)
        self._size = 0
        self._every = self._firsts = self._lasts = self._any = 0
        asking = [o for o in rulebook.obligations.values() if asks_facts_alone(o)]
        self.names: Sequence[str] = [o.id for o in asking]
        for obligation in asking:
            self._place(obligation)
        self._others = self._lasts - self._firsts

    def _place(self, obligation: Obligation) -> None:
        """Give an obligation the next field, and each of its tests a bit there."""
        first = test = 1 << 8 * self._size
        for element in obligation.elements:
            assert isinstance(element.duty, ast.Establish)  # noqa: S101 - chosen by the caller
            name = element.duty.fact.text
            self._tests[name].append((element.duty, test))
            self._plain[name] |= test
            test <<= 1
        self._size += len(obligation.elements) // 8 + 1
        last = 1 << 8 * self._size - 1
        self._every |= test - first
        self._firsts |= first
        self._lasts |= last
        self._any |= last >> 3 if obligation.roll_up is RollUp.ANY else 0

    def answers(self, facts: Iterable[StatedFact], as_of: date) -> Answers:
        """Put every test to the facts, each of them stated once."""
        plain, known = self._plain, self._known
        passed = failed = 0
        for fact in facts:
            value = fact.value
            if value is True:
                passed |= plain[fact.fact]
            elif value is False:
                failed |= plain[fact.fact]
            else:
                said = value.in_days if isinstance(value, ast.Quantity) else value
                yes, no = known[fact.fact].get(said) or self._answered(fact, said, as_of)
                passed |= yes
                failed |= no
        return passed, failed

    def _answered(self, fact: StatedFact, said: object, as_of: date) -> Answers:
        """What a fact answers; it is remembered, save what a date says, which depends on the day."""
        passed = failed = 0
        if isinstance(said, Known):
            return passed, failed
        for duty, test in self._tests[fact.fact]:
            if fulfils(fact, duty, self._kinds[fact.fact], as_of):
                passed |= test
            else:
                failed |= test
        if not isinstance(said, date):
            self._known[fact.fact][said] = passed, failed
        return passed, failed

    def verdicts(self, answers: Answers) -> list[Verdict]:
        """The verdicts by `names`, before anything excuses a shortfall. Source: design section 4, roll-up."""
        passed, failed = answers
        unknown = self._every & ~(passed | failed)
        told = self._some(passed) | self._some(failed) >> 1 | self._some(unknown) >> 2 | self._any
        codes = told.to_bytes(self._size, "little").translate(None, b"\0")  # each field has one
        return list(map(_VERDICTS.__getitem__, codes))

    def _some(self, tests: int) -> int:
        """The last bit of every field that holds one of these tests: adding all other bits carries into it."""
        return tests + self._others & self._lasts


def _verdict(*, any_suffices: bool, passed: bool, failed: bool, unknown: bool) -> Verdict:
    """What an obligation comes to when some of its tests pass, fail, or are open."""
    if passed and (any_suffices or not (failed or unknown)):
        return Verdict.MET
    if failed and not any_suffices:
        return Verdict.PARTLY_MET if passed else Verdict.NOT_MET
    return Verdict.UNKNOWN if unknown else Verdict.NOT_MET


_VERDICTS: Final[Sequence[Verdict]] = [
    _verdict(
        passed=bool(code & 128),
        failed=bool(code & 64),
        unknown=bool(code & 32),
        any_suffices=bool(code & 16),
    )
    for code in range(256)
]
"""The verdict by the last byte of a field, as `FactDuties.verdicts` sets its four highest bits."""


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
