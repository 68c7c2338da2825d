"""Duties to establish facts, against their definition, and what a report says that one answer would decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from gapcheck.dsl import ast
from gapcheck.model.law import FactDefinition, FactKind, Force, Obligation, RollUp, Rulebook
from gapcheck.model.outcome import Assessment, Verdict
from gapcheck.model.profile import Known, StatedFact
from gapcheck.report import view
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


def world(law: Mapping[str, Value], duties: Sequence[Obligation]) -> tuple[Rulebook, Assessment]:
    """What is found of these duties under this law."""
    book: Rulebook = replace(builders.rulebook(*duties), facts=FACTS)
    facts = tuple(stated(name, value) for name, value in law.items())
    return book, builders.assessment(book, replace(builders.jurisdiction(), facts=facts))


@st.composite
def duties_under(draw: st.DrawFn, law: Mapping[str, Value]) -> Sequence[tuple[list[Test], RollUp]]:
    """The tests of some duties, and how these roll up."""
    tests = st.lists(one_test(law), min_size=1, max_size=18)
    return draw(
        st.lists(
            st.tuples(tests, st.sampled_from([RollUp.ALL, RollUp.ANY])), min_size=1, max_size=5
        )
    )


@given(st.data())
def test_every_duty_on_facts_has_the_verdict_of_its_definition(data: st.DataObject) -> None:
    law = data.draw(laws())
    asked = data.draw(duties_under(law))
    duties = [
        duty(f"tip.{number}", [sentence for sentence, _ in tests], roll_up)
        for number, (tests, roll_up) in enumerate(asked)
    ]
    found = world(law, duties)[1].findings
    assert [f.verdict for f in found] == [
        expected([answer for _, answer in tests], roll_up) for tests, roll_up in asked
    ]
    single = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNKNOWN}
    assert [[o.verdict for o in f.support.elements] for f in found] == [
        [single[answer] for _, answer in tests] for tests, _ in asked
    ]


# What an answer would decide.

_DECIDES = re.compile(r"If (.+): (.+)\. If (.+): (.+)\.")
_ANSWER = re.compile(r"“([^”]+)” to ([Q0-9, andor]+)")


def meant(told: str, name: str, wanted: str) -> Value | None:
    """The answer that a report speaks of, to the question of this name; none where there is no such answer."""
    kind = FACTS[name].kind
    if kind is FactKind.YES_NO:
        return {"yes": True, "no": False}[told]
    if kind is FactKind.DATE:
        return {"a day up to 1 June 2020": AS_OF, "a later day": AS_OF + timedelta(days=1)}[told]
    if kind is FactKind.CHOICE:
        named = [choice for choice in CHOICES if choice in wanted]
        return next((c for c in CHOICES if (c in named) is (told == wanted)), None)
    limit = int(wanted.split(maxsplit=1)[0])
    value = {"less": limit - 1, "more": limit + 1}.get(told, limit)
    return value if value >= 0 else None


def fact_in(sentence: str) -> str:
    """The fact that a sentence or a question is about."""
    return next(name for name in FACTS if re.search(rf"\b{name}\b", sentence))


@given(st.data())
def test_one_answer_decides_as_the_report_says(data: st.DataObject) -> None:
    law = data.draw(laws())
    ((tests, roll_up), *_) = data.draw(duties_under(law))
    force = data.draw(st.sampled_from([Force.MANDATORY, Force.OPTIONAL, Force.SAFEGUARD]))
    asked = replace(duty("tip.0", [sentence for sentence, _ in tests], roll_up), force=force)
    said = {
        Verdict.MET: "this point is met",
        Verdict.NOT_MET: "it is not met"
        if force is not Force.OPTIONAL
        else "the option is not used, and nothing is missing",
        Verdict.CONFLICT: "the law conflicts with the provision",
    }
    book, found = world(law, [asked])
    shown = view.assessment(found, book)
    for place, element in enumerate(shown.chapters[0].findings[0].elements):
        assert bool(element.decides) is (element.mark.verdict is Verdict.UNKNOWN)
        told = _DECIDES.fullmatch(element.decides)
        if told is None:
            continue
        name = fact_in(element.requires)
        for answer, verdict in ((1, 2), (3, 4)):
            value = meant(told[answer], name, wanted=told[1])
            if value is not None:
                after = world({**law, name: value}, [asked])[1].findings[0].support.elements
                assert told[verdict] == said[after[place].verdict]


@given(st.data())
def test_the_answers_that_would_meet_a_duty_meet_it(data: st.DataObject) -> None:
    law = data.draw(laws())
    ((tests, roll_up), *_) = data.draw(duties_under(law))
    asked = duty("tip.0", [sentence for sentence, _ in tests], roll_up)
    book, found = world(law, [asked])
    shown = view.assessment(found, book)
    (finding,) = shown.chapters[0].findings
    if found.findings[0].verdict is Verdict.UNKNOWN:
        unsettled = [o for o in found.findings[0].support.elements if o.verdict is not Verdict.MET]
        assert bool(finding.would_meet) is (len(unsettled) > 1)
    questions = {request.id: request.text for request in shown.requests}
    wanted = [
        (fact_in(questions[number]), told)
        for told, numbers in _ANSWER.findall(finding.would_meet)
        for number in re.findall(r"Q\d+", numbers)
    ]
    answers = {name: meant(told, name, wanted=told) for name, told in wanted}
    assume(len(answers) == len(wanted))  # else one fact is asked for two answers at once
    new = {name: value for name, value in answers.items() if value is not None}
    for given_answers in [{n: v} for n, v in new.items()] if roll_up is RollUp.ANY else [new]:
        if given_answers:
            after = world({**law, **given_answers}, [asked])[1].findings[0]
            assert after.verdict is Verdict.MET
