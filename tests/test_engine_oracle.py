"""The engine agrees with the cell-by-cell evaluator on random spaces, duties and laws."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from gapcheck.dsl import ast, compiler
from gapcheck.engine.assess import assess
from gapcheck.engine.coverage import Law
from gapcheck.engine.dates import rules_on
from gapcheck.engine.duties import Judged, judge_duty
from gapcheck.engine.penalties import exceeds, passes
from gapcheck.model.outcome import ElementOutcome
from gapcheck.model.profile import Known, Penalty
from gapcheck.space import Space
from tests import strategies as make
from tests.oracle import Answer, Cells, Oracle, Told, World, anywhere, heavier, passing


def naive(where: Space, region: int) -> Cells:
    return frozenset(tuple(cell.values()) for cell in where.cells(region))


def by_reading(where: Space, found: Mapping[str, int]) -> Mapping[tuple[str, ...], Cells]:
    return {tuple(sorted(filter(None, k.split(" + ")))): naive(where, v) for k, v in found.items()}


def as_told(outcome: ElementOutcome | Judged) -> Told:
    parts = outcome.parts
    assert parts is not None
    where = parts.space
    return Told(
        str(outcome.verdict),
        naive(where, parts.covered),
        naive(where, parts.unclear),
        naive(where, parts.gap),
        naive(where, parts.unknown),
        naive(where, parts.conflict),
        by_reading(where, outcome.gap_by_reading),
    )


@pytest.mark.parametrize("kind", make.KINDS)
@given(data=st.data())
def test_the_engine_agrees_with_the_oracle(kind: str, data: st.DataObject) -> None:
    world, duty = data.draw(make.worlds_with_duty([kind]))
    expected = Oracle(world).judge(duty)
    event(f"{kind}: {expected.verdict}")
    assert as_told(make.judged(duty, world)) == expected


@given(make.worlds_with_duty())
def test_the_law_can_be_asked_without_a_bench(drawn: tuple[World, ast.Duty]) -> None:
    world, duty = drawn
    assert not isinstance(duty, ast.Establish)
    vocabularies = make.words_for(world.places)
    oracle = Oracle(world)
    reviewed = {name: masked(p.space, oracle.reviewed(name)) for name, p in world.places.items()}
    law = Law(rules_on(world.jurisdiction, world.as_of), vocabularies, reviewed)
    demand = compiler.demand(duty, world.places[duty.space.text].space)
    judged = judge_duty(duty, demand, vocabularies[duty.space.text], law)
    assert as_told(judged) == oracle.judge(duty)


def masked(where: Space, cells: Cells) -> int:
    return sum(1 << i for i in range(where.size) if tuple(where.cell(i).values()) in cells)


@given(st.data())
def test_regions_mean_the_same_cells_for_everyone_who_speaks(data: st.DataObject) -> None:
    roll = make.dice(data.draw)
    where = make.random_space(roll, "crime")
    tree = make.region(make.random_region(roll, where, 3))
    assert naive(where, compiler.cells(tree, where, compiler.Role.EVERYTHING)) == anywhere(
        where, tree
    )


@given(make.worlds_with_duty())
def test_a_duty_speaks_of_the_same_cells(drawn: tuple[World, ast.Duty]) -> None:
    world, duty = drawn
    assert not isinstance(duty, ast.Establish)
    where = world.places[duty.space.text].space
    assert naive(where, compiler.demand(duty, where).region) == Oracle(world).region(duty)


@pytest.mark.parametrize("kind", ["offence", "protection"])
@given(data=st.data())
def test_obligations_take_from_each_other_what_the_oracle_says(
    kind: str, data: st.DataObject
) -> None:
    world, first = data.draw(make.worlds_with_duty([kind]))
    draft = make.Draft(make.dice(data.draw), world.places)
    second = make.random_duty(draft, tuple(world.places)[-1])
    elements = (
        make.element(first, world.places),
        make.element(second, world.places, net_of=("one",)),
        make.element(second, world.places, told_by=("one",)),
    )
    names = ("one", "two", "three")
    book = make.rulebook(
        world.places,
        [make.obligation(n, e) for n, e in zip(names, elements, strict=True)],
    )
    found = assess(book, world.jurisdiction, world.as_of).findings
    base, net, told = (f.elements[0] for f in found)
    oracle = Oracle(world)
    gap = oracle.judge(first).gap
    event(f"gap to take: {bool(gap)}")
    assert as_told(base) == oracle.judge(first)
    assert as_told(net) == oracle.judge(second, oracle.removed(second, gap))
    assert as_told(told) == oracle.judge(second)
    assert told.parts is not None
    expected = oracle.tells(first, gap) & oracle.judge(second).gap
    assert naive(told.parts.space, told.told) == expected


PENALTIES = st.composite(lambda draw: make.random_penalty(make.dice(draw)))()
_NAMES = {Answer.YES: "YES", Answer.NO: "NO", Answer.MAYBE: "MAYBE"}


@given(PENALTIES, st.sampled_from([6, 12, 24, 48, 60, 200]))
def test_penalties_pass_tests_as_trying_every_possibility_says(
    penalty: Penalty | Known, months: int
) -> None:
    tests = (ast.MaximumAtLeast(make.term(months), make.NOWHERE), ast.NotOnlyFine(make.NOWHERE))
    for test in tests:
        assert passes(penalty, test).name == _NAMES[passing(penalty, test)]


@given(PENALTIES, PENALTIES)
def test_penalties_compare_as_trying_every_possibility_says(
    high: Penalty | Known, low: Penalty | Known
) -> None:
    assert exceeds(high, low).name == _NAMES[heavier(high, low)]
