"""Duties to establish facts, against their definition: any number of tests, in any order, of every kind of fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gapcheck.dsl import ast
from gapcheck.model.law import FactDefinition, FactKind, Obligation, RollUp, Rulebook
from gapcheck.model.outcome import Verdict
from gapcheck.model.profile import Known, StatedFact
from tests import builders, strategies

Value: TypeAlias = bool | int | date | str | Known
Test: TypeAlias = tuple[str, bool | None]
"""A sentence, and the answer to it."""

AS_OF = builders.AS_OF
ASKED: Sequence[tuple[str, FactKind]] = [
    *((f"yes{number}", FactKind.YES_NO) for number in range(9)),
    *((f"days{number}", FactKind.NUMBER) for number in range(3)),
    ("since", FactKind.DATE),
    ("organ", FactKind.CHOICE),
]
CHOICES = ("court", "police", "ministry")
FACTS: Mapping[str, FactDefinition] = {
    name: FactDefinition(
        name,
        kind,
        builders.words(f"What of {name}?"),
        ast.Unit.DAYS if kind is FactKind.NUMBER else None,
        CHOICES if kind is FactKind.CHOICE else (),
    )
    for name, kind in ASKED
}
_VALUES: Mapping[FactKind, st.SearchStrategy[Value]] = {
    FactKind.YES_NO: st.booleans(),
    FactKind.NUMBER: st.integers(0, 5),
    FactKind.DATE: st.sampled_from([date(2020, 5, 31), AS_OF, date(2020, 6, 2)]),
    FactKind.CHOICE: st.sampled_from(CHOICES),
}


@st.composite
def laws(draw: st.DrawFn) -> Mapping[str, Value]:
    """What a law says of some of the facts, and of some that nobody could establish it."""
    open_too = {k: v | st.just(Known.NOT_ESTABLISHED) for k, v in _VALUES.items()}
    return {name: draw(open_too[kind]) for name, kind in ASKED if draw(st.booleans())}


@st.composite
def one_test(draw: st.DrawFn, law: Mapping[str, Value]) -> Test:
    """A test of one fact, and what the law answers."""
    name, kind = draw(st.sampled_from(ASKED))
    said = law.get(name)
    value = None if isinstance(said, Known) else said
    if kind is FactKind.NUMBER:
        least, limit = draw(st.booleans()), draw(st.integers(0, 5))
        sentence = f"establish {name} {'>=' if least else '<='} {limit} days"
        if not isinstance(value, int):
            return sentence, None
        return sentence, value >= limit if least else value <= limit
    if kind is FactKind.CHOICE:
        among = draw(st.lists(st.sampled_from(CHOICES), min_size=1, unique=True))
        return (
            f"establish {name} in {{{', '.join(among)}}}",
            None if value is None else value in among,
        )
    if isinstance(value, date):
        return f"establish {name}", value <= AS_OF
    return f"establish {name}", value if isinstance(value, bool) else None


def expected(answers: Sequence[bool | None], roll_up: RollUp) -> Verdict:
    """The verdict of a duty from the answers to its tests. Source: design section 4, roll-up."""
    if roll_up is RollUp.ANY:
        if True in answers:
            return Verdict.MET
        return Verdict.UNKNOWN if None in answers else Verdict.NOT_MET
    if False in answers:
        return Verdict.PARTLY_MET if True in answers else Verdict.NOT_MET
    return Verdict.UNKNOWN if None in answers else Verdict.MET


def stated(name: str, value: Value) -> StatedFact:
    """An answer as a file would state it."""
    said = strategies.term(value, ast.Unit.DAYS) if type(value) is int else value
    return replace(builders.stated_age(18), fact=name, value=said)


def duty(name: str, sentences: Sequence[str], roll_up: RollUp) -> Obligation:
    """An obligation that puts these tests to the facts."""
    elements = [builders.element(text, f"e{n}") for n, text in enumerate(sentences)]
    return replace(builders.obligation(name, *elements), roll_up=roll_up)


@given(st.data())
def test_every_duty_on_facts_has_the_verdict_of_its_definition(data: st.DataObject) -> None:
    law = data.draw(laws())
    several = st.tuples(
        st.lists(one_test(law), min_size=1, max_size=18), st.sampled_from([RollUp.ALL, RollUp.ANY])
    )
    asked = data.draw(st.lists(several, min_size=1, max_size=5))
    duties = [
        duty(f"tip.{number}", [sentence for sentence, _ in tests], roll_up)
        for number, (tests, roll_up) in enumerate(asked)
    ]
    book: Rulebook = replace(builders.rulebook(*duties), facts=FACTS)
    state = replace(
        builders.jurisdiction(), facts=tuple(stated(name, value) for name, value in law.items())
    )
    found = builders.assessment(book, state).findings
    assert [f.verdict for f in found] == [
        expected([answer for _, answer in tests], roll_up) for tests, roll_up in asked
    ]
    single = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}
    assert [[o.verdict for o in f.support.elements] for f in found] == [
        [single[answer] for _, answer in tests] for tests, _ in asked
    ]
