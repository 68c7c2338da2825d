"""Verdicts without proof, and under every selection of drafts, are those of the engine that proves them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import event, given, reject
from hypothesis import strategies as st
from msgspec.structs import replace

from gapcheck.dsl import ast, compiler
from gapcheck.engine.assess import Assessor
from gapcheck.engine.binding import rolled_up
from gapcheck.engine.coverage import Law
from gapcheck.engine.dates import Rule, rules_on
from gapcheck.engine.duties import judge_duty
from gapcheck.engine.variants import Draft, NotTabulatedError, verdicts
from gapcheck.model.law import FactDefinition, FactKind, RollUp, Rulebook
from gapcheck.model.outcome import SHORT, Verdict
from gapcheck.model.profile import Grade, Jurisdiction, Known, StatedFact, TreatyEffect
from tests import strategies as make
from tests.oracle import Place, World

DRAFTS = 3


def laws(world: World, rules: Sequence[Rule]) -> Law:
    reviewed: dict[str, int] = {}
    for review in world.jurisdiction.reviews:
        reviewed[review.space] = reviewed.get(review.space, 0) | review.region
    return Law(rules, make.words_for(world.places), reviewed)


def selected(rules: Sequence[Rule], drafts: Sequence[Draft], chosen: Collection[int]) -> list[Rule]:
    """The rules that are law when the chosen drafts are enacted."""

    def among(rule: Rule, some: Sequence[Rule]) -> bool:
        return any(rule is other for other in some)

    kept = []
    for rule in rules:
        adding = [n for n, d in enumerate(drafts) if among(rule, d.adds)]
        repealing = [n for n, d in enumerate(drafts) if among(rule, d.repeals)]
        added = not adding or any(n in chosen for n in adding)
        if added and not any(n in chosen for n in repealing):
            kept.append(rule)
    return kept


@pytest.mark.parametrize("kind", ["offence", "protection"])
@given(data=st.data())
def test_every_selection_of_drafts_is_judged_as_it_would_be_alone(
    kind: str, data: st.DataObject
) -> None:
    world, duty = data.draw(make.worlds_with_duty([kind]))
    assert not isinstance(duty, ast.Establish)
    rules = tuple(rules_on(world.jurisdiction, world.as_of))
    roles = data.draw(
        st.lists(st.integers(0, 2 * DRAFTS + 1), min_size=len(rules), max_size=len(rules))
    )
    general = [isinstance(r.entry.claim, ast.Extends | ast.Defines) for r in rules]
    roles = [-1 if fixed else role for role, fixed in zip(roles, general, strict=True)]
    drafts = [
        Draft(
            tuple(r for r, role in zip(rules, roles, strict=True) if role == 2 * number),
            tuple(r for r, role in zip(rules, roles, strict=True) if role == 2 * number + 1),
        )
        for number in range(DRAFTS)
    ]
    vocabulary = make.words_for(world.places)[duty.space.text]
    demand = compiler.demand(duty, vocabulary.space)
    try:
        found = verdicts(duty, demand, vocabulary, laws(world, rules), drafts)
    except NotTabulatedError as refused:
        event(f"refused: {refused}")
        reject()
    for selection in range(1 << DRAFTS):
        chosen = [n for n in range(DRAFTS) if selection >> n & 1]
        alone = laws(world, selected(rules, drafts, chosen))
        expected = judge_duty(duty, demand, vocabulary, alone).verdict
        event(str(expected))
        assert [v for v, column in found.items() if column >> selection & 1] == [expected]


def test_a_draft_of_a_general_rule_is_refused() -> None:
    space = make.space(
        "crime",
        make.dimension("act", "ab"),
        make.dimension("stage", ("done", "tried"), ordinary="done"),
    )
    places = {"crime": Place(space, "offence")}
    world = make.world_of(
        places, ["covers crime where stage is done"], ["extends crime to stage is tried"]
    )
    rules = tuple(rules_on(world.jurisdiction, world.as_of))
    duty = make.duty("criminalize crime")
    vocabulary = make.words_for(places)["crime"]
    demand = compiler.demand(duty, space)  # type: ignore[arg-type]
    with pytest.raises(NotTabulatedError, match="general rule"):
        verdicts(duty, demand, vocabulary, laws(world, rules), [Draft((rules[1],))])


@given(make.worlds_with_duty())
def test_verdicts_are_those_that_are_proved(drawn: tuple[World, ast.Duty]) -> None:
    world, duty = drawn
    whole = make.rulebook(world.places, [make.obligation("a", make.element(duty, world.places))])
    assert_same(whole, world.jurisdiction)


FACTS = {
    "plain": FactDefinition("plain", FactKind.YES_NO, {"en": "?"}),
    "term": FactDefinition("term", FactKind.NUMBER, {"en": "?"}, ast.Unit.MONTHS),
    "kind": FactDefinition(
        "kind", FactKind.CHOICE, {"en": "?"}, None, ("strict", "mild", "none_yet")
    ),
    "since": FactDefinition("since", FactKind.DATE, {"en": "?"}),
}
DUTIES = (
    "establish plain",
    "establish term >= 12 months",
    "establish term <= 1 years",
    "establish kind in {strict, mild}",
    "establish since",
)
ANSWERS: Mapping[str, Sequence[bool | ast.Quantity | str | date]] = {
    "plain": (True, False),
    "term": (make.term(11), make.term(12), make.term(360, ast.Unit.DAYS), make.term(13)),
    "kind": ("strict", "none_yet", Known.NOT_ESTABLISHED),
    "since": (make.AS_OF, make.AS_OF + timedelta(days=1)),
}


@given(st.data())
def test_duties_on_facts_are_decided_as_they_are_proved(data: st.DataObject) -> None:
    asked = st.lists(st.sampled_from(DUTIES), min_size=1, max_size=4)
    obligations = [
        make.obligation(
            str(number),
            *(make.element(words, {}) for words in data.draw(asked)),
            roll_up=data.draw(st.sampled_from(RollUp)),
        )
        for number in range(3)
    ]
    stated = tuple(
        StatedFact(
            name,
            data.draw(st.sampled_from(values)),
            None,
            (),
            None,
            "",
            Grade.READ,
            make.SOURCE,
            None,
        )
        for name, values in ANSWERS.items()
        if data.draw(st.booleans())
    )
    law = replace(
        make.jurisdiction([], []),
        facts=stated,
        treaty_effect=data.draw(st.sampled_from(TreatyEffect)),
    )
    whole = make.rulebook(
        {}, [replace(o, direct_capable=data.draw(st.booleans())) for o in obligations], FACTS
    )
    assert_same(whole, law)


def assert_same(whole: Rulebook, law: Jurisdiction) -> None:
    assessor = Assessor(whole)
    for day in (make.AS_OF, make.AS_OF + timedelta(days=1)):
        for finding in assessor.assess(law, day).findings:
            members = [o.verdict for o in finding.elements]
            any_suffices = finding.obligation.roll_up is RollUp.ANY
            verdict = rolled_up(members, any_suffices=any_suffices)
            direct = law.treaty_effect is TreatyEffect.DIRECT and finding.obligation.direct_capable
            assert finding.verdict == (Verdict.UNCLEAR if direct and verdict in SHORT else verdict)
