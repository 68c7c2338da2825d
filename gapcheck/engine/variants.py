"""One duty under every selection of drafts at once.

A fact about all 2^n selections of n drafts is an `int` with one bit for each selection: bit `s` speaks of the
selection that holds draft `i` where bit `i` of `s` is set. It knows duties to punish, to guarantee and never to
punish, in a space where nothing is open but which drafts become law. What it does not know it refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from gapcheck.dsl import ast
from gapcheck.dsl.compiler import Demand
from gapcheck.engine.coverage import Cover, Law, Scenario, total
from gapcheck.engine.dates import Rule
from gapcheck.engine.duties import own_test
from gapcheck.engine.penalties import Passes
from gapcheck.model.law import SpaceKind, Vocabulary
from gapcheck.model.outcome import Verdict

MAX_DRAFTS = 16


class NotTabulatedError(Exception):
    """The law or the duty is of a kind that has to be judged selection by selection."""


class Draft(Struct, frozen=True):
    """Rules that would become law, and rules that would cease to be."""

    adds: tuple[Rule, ...]
    repeals: tuple[Rule, ...] = ()


def verdicts(
    duty: ast.Duty, demand: Demand, vocabulary: Vocabulary, law: Law, drafts: Sequence[Draft]
) -> Mapping[Verdict, int]:
    """The selections under which a duty has each verdict; every selection stands under one.

    `law` holds the rules that every draft adds beside those that are law.

    Raises:
        NotTabulatedError: For duties over units, aggravation and liability; for laws with readings or uncertain
            dates; for drafts of general rules and definitions.
    """
    _refuse_duty(duty, demand, vocabulary)
    scenario = _only_scenario(law, demand.space.id, drafts)
    whole, during = _selections(drafts)
    if not demand.region:
        return {Verdict.NOT_APPLICABLE: whole}
    table = _Table(scenario, own_test(duty), whole, during)
    columns = [table.columns(cells) for cells in table.alike(demand.region)]
    if isinstance(duty, ast.NeverPunish):
        return _forbidden(columns, whole)
    return _required(columns, whole)


# What is refused.


def _refuse_duty(duty: ast.Duty, demand: Demand, vocabulary: Vocabulary) -> None:
    if demand.units or demand.along is not None:
        raise NotTabulatedError("a duty over whole units")
    if isinstance(duty, ast.Aggravate | ast.Establish):
        raise NotTabulatedError("a duty to aggravate, or to establish a fact")
    if isinstance(duty, ast.Guarantee) and vocabulary.kind is SpaceKind.LIABILITY:
        raise NotTabulatedError("a duty to exempt from liability")
    if vocabulary.echoes or vocabulary.offences:
        raise NotTabulatedError("a space that feels the offences of another")


def _only_scenario(law: Law, space: str, drafts: Sequence[Draft]) -> Scenario:
    """What the law and all drafts together reach, if it is the same under every reading."""
    if len(drafts) > MAX_DRAFTS:
        raise NotTabulatedError(f"more than {MAX_DRAFTS} drafts")
    for draft in drafts:
        for rule in (*draft.adds, *draft.repeals):
            if isinstance(rule.entry.claim, ast.Extends | ast.Defines):
                raise NotTabulatedError("a draft of a general rule or a definition")
    scenarios = law.scenarios(space)
    if len(scenarios) > 1:
        raise NotTabulatedError("a law with readings or uncertain dates")
    return scenarios[0]


# Selections.


def _selections(drafts: Sequence[Draft]) -> tuple[int, Mapping[int, int]]:
    """All selections, and for each changeable rule (by `id`) those under which it is law."""
    whole, columns = _truth_table(len(drafts))
    during: dict[int, int] = {}
    for draft, column in zip(drafts, columns, strict=True):
        for rule in draft.adds:
            during[id(rule)] = during.get(id(rule), 0) | column
    for draft, column in zip(drafts, columns, strict=True):
        for rule in draft.repeals:
            during[id(rule)] = during.get(id(rule), whole) & ~column
    return whole, during


@cache
def _truth_table(drafts: int) -> tuple[int, Sequence[int]]:
    """All selections of so many drafts, and for each draft those that hold it."""
    whole = (1 << (1 << drafts)) - 1
    return whole, [whole // ((1 << (1 << i)) + 1) << (1 << i) for i in range(drafts)]


class _Columns(NamedTuple):
    """Of a cell: the selections that reach it surely and possibly, and those that leave it searched."""

    sure: int
    possible: int
    inside: int


class _Lifted(NamedTuple):
    """What an exemption does to a cover, and under which selections."""

    region: int
    during: int
    settled: bool
    at_discretion: bool


class _Reached(NamedTuple):
    """A cover before exemptions, and under which selections it is law."""

    sure: int
    possible: int
    open: int
    during: int
    counts: Passes
    lifted: tuple[_Lifted, ...]


class _Table:
    """The covers of a law with the selections under which each of them stands."""

    def __init__(
        self,
        scenario: Scenario,
        test: Callable[[Cover], Passes] | None,
        whole: int,
        during: Mapping[int, int],
    ) -> None:
        self._whole = whole
        self._reviewed = scenario.reviewed
        self._heard = [(r.entry.cells, during.get(id(r), whole)) for r in scenario.lead_rules]
        self._reached: list[_Reached] = []
        fixed: list[Cover] = []
        for bare, cover in zip(scenario.bare, scenario.covers, strict=True):
            counts = Passes.YES if test is None else test(cover)
            lifting = [e for e in scenario.exemptions if e.holds(bare.rule)]
            if any(id(r) in during for r in (bare.rule, *(e.rule for e in lifting))):
                lifted = tuple(
                    _Lifted(
                        e.region,
                        during.get(id(e.rule), whole),
                        e.is_settled,
                        e.claim.manner is ast.Manner.DISCRETION,
                    )
                    for e in lifting
                )
                reach = bare.reach
                present = during.get(id(bare.rule), whole)
                self._reached.append(
                    _Reached(reach.sure, reach.possible, reach.open, present, counts, lifted)
                )
            elif counts is Passes.YES:
                fixed.append(cover)
            elif counts is Passes.MAYBE:
                fixed.append(Cover(cover.rule, cover.reach.unsettled()))
        self._fixed = total(fixed)

    def alike(self, region: int) -> list[int]:
        """The region in parts, within each of which all cells have the same columns."""
        parts = [region]
        for line in dict.fromkeys(self._lines()):
            parts = [p for part in parts for p in (part & line, part & ~line) if p]
        return parts

    def _lines(self) -> Iterable[int]:
        yield from (self._reviewed, self._fixed.sure, self._fixed.possible, self._fixed.open)
        for region, _ in self._heard:
            yield region
        for reached in self._reached:
            yield from (reached.sure, reached.possible, reached.open)
            for lifted in reached.lifted:
                yield lifted.region & (reached.possible | reached.open)

    def columns(self, cells: int) -> _Columns:
        """The columns of cells that are alike."""
        sure = self._whole if cells & self._fixed.sure else 0
        possible = self._whole if cells & self._fixed.possible else 0
        left_open = self._whole if cells & self._fixed.open else 0
        for reached in self._reached:
            if cells & (reached.possible | reached.open):
                surely, possibly, openly = _at(reached, cells)
                if reached.counts is Passes.YES:
                    sure |= surely
                    possible |= possibly
                    left_open |= openly
                elif reached.counts is Passes.MAYBE:
                    left_open |= possibly | openly
        for region, during in self._heard:
            if cells & region:
                left_open |= during
        searched = self._whole if cells & self._reviewed else 0
        return _Columns(sure, possible, searched & ~(left_open & ~sure))


def _at(reached: _Reached, cells: int) -> tuple[int, int, int]:
    """Under which selections a cover reaches cells, as `coverage` takes exemptions off."""
    sure = reached.during if cells & reached.sure else 0
    possible = reached.during if cells & reached.possible else 0
    left_open = reached.during if cells & reached.open else 0
    for lifted in reached.lifted:
        if cells & lifted.region:
            if not lifted.settled:
                left_open |= possible & lifted.during
                possible &= ~lifted.during
            elif not lifted.at_discretion:
                possible &= ~lifted.during
                left_open &= ~lifted.during
            sure &= ~lifted.during
    return sure, possible, left_open


# Verdicts, as in `duties`.


def _required(columns: Iterable[_Columns], whole: int) -> Mapping[Verdict, int]:
    covered = gap = unclear = unknown = 0
    for cell in columns:
        missed = whole & ~cell.possible
        covered |= cell.sure
        gap |= missed & cell.inside
        unknown |= missed & ~cell.inside
        unclear |= cell.possible & ~cell.sure
    return {
        Verdict.PARTLY_MET: gap & covered,
        Verdict.NOT_MET: gap & ~covered,
        Verdict.UNKNOWN: unknown & ~gap,
        Verdict.UNCLEAR: unclear & ~(gap | unknown),
        Verdict.MET: whole & ~(gap | unknown | unclear),
    }


def _forbidden(columns: Iterable[_Columns], whole: int) -> Mapping[Verdict, int]:
    conflict = unclear = unknown = 0
    for cell in columns:
        meets = cell.sure & cell.inside
        conflict |= meets
        unknown |= whole & ~cell.inside
        unclear |= cell.possible & ~meets
    return {
        Verdict.CONFLICT: conflict,
        Verdict.UNKNOWN: unknown & ~conflict,
        Verdict.UNCLEAR: unclear & ~(conflict | unknown),
        Verdict.MET: whole & ~(conflict | unknown | unclear),
    }
