"""When findings changed, and what changed them: small laws whose turns can be told by hand, and any law at all."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gapcheck.engine import assess
from gapcheck.model.law import FactDefinition, FactKind, Rulebook
from gapcheck.model.outcome import FindingWord, Verdict
from gapcheck.model.profile import Amendment, Jurisdiction, Moment, Statute, Window
from gapcheck.report import turns
from gapcheck.timeline import Cause, Timeline, events, timeline
from tests import strategies
from tests.builders import element, entry, jurisdiction, obligation, party, rulebook, stated_age

DAY = timedelta(days=1)
UNTIL = date(2030, 1, 1)
CHILD = "criminalize trafficking where victim is child and means is none"
RULES = rulebook(
    obligation("tip.3.c", element(CHILD)),
    obligation("tip.3.d", element("establish age_of_child >= 18 years")),
)
MEANS_ASKED = entry("covers trafficking where act is any and means is not none")
NO_MEANS = entry("covers trafficking where act is any")
SINCE = {"since": FactDefinition("since", FactKind.DATE, {"en": "Since when?"})}
START, REFORM = date(2005, 1, 1), date(2012, 7, 1)


def day(when: date) -> Moment:
    return Moment(when, when)


def state(*acts: Statute) -> Jurisdiction:
    """A State that is party to nothing, with these acts, searched for all times."""
    plain = jurisdiction(*acts, is_party=False)
    reviews = tuple(replace(r, period=Window(date.min, date.max)) for r in plain.reviews)
    return replace(plain, reviews=reviews)


def reformed(change: Moment, *amendments: Amendment) -> Statute:
    """A code whose one article asks for means until the reform."""
    old = strategies.version(MEANS_ASKED, ends=change)
    new = strategies.version(NO_MEANS, starts=change)
    return strategies.act("Code", [[old, new]], starts=day(START), amendments=amendments)


def told(found: Timeline) -> list[tuple[date, str, Verdict, Verdict, set[str]]]:
    """Every change with its day, its verdicts and what caused it."""
    return [
        (t.day, c.obligation.id, c.before.verdict, c.after.verdict, {e.cause.value for e in c.by})
        for t in found.turns
        for c in t.changes
    ]


def test_a_new_version_closes_a_gap_on_its_first_day() -> None:
    found = timeline(RULES, state(reformed(day(REFORM))), UNTIL)
    assert told(found) == [
        (
            REFORM,
            "tip.3.c",
            Verdict.NOT_MET,
            Verdict.MET,
            {"text_from", "text_until"},
        )
    ]
    assert {e.about for e in found.turns[0].changes[0].by} == {"Code art. 1"}
    assert found.quiet == (START,)


def test_inside_an_interval_the_finding_is_unknown() -> None:
    change = Moment(REFORM, REFORM + timedelta(days=90))
    found = timeline(RULES, state(reformed(change)), UNTIL)
    assert [(t[0], t[2], t[3]) for t in told(found)] == [
        (change.not_before, Verdict.NOT_MET, Verdict.UNKNOWN),
        (change.not_after, Verdict.UNKNOWN, Verdict.MET),
    ]
    assert [t[4] for t in told(found)] == [
        {"maybe_text_from", "maybe_text_until"},
        {"text_from", "text_until"},
    ]


def test_an_amendment_that_may_have_touched_the_article_is_named() -> None:
    amended = Amendment("62", day(REFORM), None, None, strategies.SOURCE)
    act = strategies.act("Code", [[NO_MEANS]], starts=day(START), amendments=[amended])
    found = timeline(RULES, state(act), UNTIL)
    assert told(found) == [
        (START, "tip.3.c", Verdict.NOT_MET, Verdict.MET, {"in_force"}),
        (REFORM, "tip.3.c", Verdict.MET, Verdict.UNKNOWN, {"amended"}),
    ]
    (_, last) = turns.view(found, RULES).turns
    assert last.events == ("Code is changed by amendment No. 62 of 1 July 2012",)


def test_reports_and_facts_hold_for_their_time() -> None:
    reported = strategies.version(NO_MEANS, attested=[Window(START, REFORM)])
    age = replace(stated_age(16), period=Window(START, REFORM))
    law = state(strategies.act("Code", [[reported]], starts=None))
    found = timeline(RULES, replace(law, facts=(age,)), UNTIL)
    after = REFORM + timedelta(days=1)
    assert told(found) == [
        (START, "tip.3.c", Verdict.UNKNOWN, Verdict.MET, {"described_from"}),
        (START, "tip.3.d", Verdict.UNKNOWN, Verdict.NOT_MET, {"stated_from"}),
        (after, "tip.3.c", Verdict.MET, Verdict.UNKNOWN, {"described_until"}),
        (after, "tip.3.d", Verdict.NOT_MET, Verdict.UNKNOWN, {"stated_until"}),
    ]
    begun = [event for turn in turns.view(found, RULES).turns for event in turn.events]
    question = RULES.facts["age_of_child"].question["en"]
    assert f"what is stated on “{question}” begins" in begun
    assert not [event for event in begun if "age_of_child" in event]


def test_a_gap_begins_when_the_treaty_binds() -> None:
    treaties = {name: party(name, date(2010, 6, 1)) for name in ("untoc", "tip")}
    act = strategies.act("Code", [[MEANS_ASKED]], starts=day(START))
    found = timeline(RULES, replace(state(act), treaties=treaties), UNTIL)
    (turn,) = found.turns
    (change,) = turn.changes
    assert turn.day == date(2010, 7, 1)
    assert (change.before.word, change.after.word) == (FindingWord.MISSING, FindingWord.GAP)
    assert {e.cause for e in change.by} == {Cause.BINDING}
    (shown,) = turns.view(found, RULES).turns
    assert shown.events == ("Trafficking Protocol binds the State from this day",)
    assert (shown.changes[0].before, shown.changes[0].after) == (
        "Does not meet (missing)",
        "Does not meet (gap)",
    )


def test_an_act_of_unknown_force_is_law_from_its_adoption() -> None:
    act = replace(strategies.act("Code", [[NO_MEANS]], starts=None), adopted=day(REFORM))
    found = timeline(RULES, state(act), UNTIL)
    assert told(found) == [(REFORM, "tip.3.c", Verdict.NOT_MET, Verdict.MET, {"adopted"})]
    (shown,) = turns.view(found, RULES).turns
    assert shown.events == ("Code is adopted, and may be law from this day",)


def test_an_adoption_before_an_act_may_be_law_is_no_event() -> None:
    act = replace(strategies.act("Code", [[NO_MEANS]], starts=day(REFORM)), adopted=day(START))
    assert {e.day for e in events(RULES, state(act))} == {REFORM}


def test_a_duty_is_met_on_the_day_that_a_fact_names() -> None:
    book = replace(rulebook(obligation("tip.9", element("establish since"))), facts=SINCE)
    fact = replace(stated_age(18), fact="since", value=REFORM)
    found = timeline(book, replace(state(), facts=(fact,)), UNTIL)
    assert told(found) == [(REFORM, "tip.9", Verdict.NOT_MET, Verdict.MET, {"stated_day"})]
    (shown,) = turns.view(found, book).turns
    assert shown.events == ("the day stated on “Since when?” has come",)


def test_a_timeline_may_end_on_the_first_day_of_the_calendar() -> None:
    found = timeline(RULES, state(reformed(day(REFORM))), date.min)
    assert (found.since, found.turns, found.quiet) == (date.min, (), ())


def test_nothing_is_told_after_the_last_day() -> None:
    found = timeline(RULES, state(reformed(day(REFORM))), REFORM - timedelta(days=1))
    assert found.turns == ()
    assert turns.view(found, RULES).closing.startswith("On 1 other day ")


MOMENTS = st.dates(date(2001, 1, 1), date(2009, 12, 31))


@given(st.lists(st.tuples(MOMENTS, st.integers(0, 400)), min_size=1, max_size=3), MOMENTS)
def test_between_its_days_no_finding_changes(changes: list[tuple[date, int]], probe: date) -> None:
    """Whatever day is looked at, the findings are those of the last event before it."""
    law = state(
        *(
            reformed(Moment(start, start + timedelta(days=length)))
            if number == 0
            else strategies.act(
                f"Act {number}", [[NO_MEANS]], starts=Moment(start, start + timedelta(days=length))
            )
            for number, (start, length) in enumerate(changes)
        )
    )
    before = [e.day for e in events(RULES, law) if e.day <= probe]
    if before:
        assert _verdicts(law, probe) == _verdicts(law, max(before))


@st.composite
def dated_worlds(draw: st.DrawFn) -> tuple[Rulebook, Jurisdiction]:
    """A random law whose acts were adopted some day, and a fact that is a day; a duty on each."""
    days = st.sampled_from(strategies.DATES)
    pairs = st.tuples(days, days).map(sorted)
    world, duty = draw(strategies.worlds_with_duty())
    acts = tuple(
        replace(
            act,
            adopted=draw(st.none() | pairs.map(lambda pair: Moment(*pair))),
            starts=draw(st.sampled_from([act.starts, None])),
        )
        for act in world.jurisdiction.statutes
    )
    period = draw(st.none() | pairs.map(lambda pair: Window(*pair)))
    fact = replace(stated_age(18), fact="since", value=draw(days), period=period)
    duties = [
        strategies.obligation("one", strategies.element(duty, world.places)),
        strategies.obligation("two", strategies.element("establish since", world.places)),
    ]
    law = replace(world.jurisdiction, statutes=acts, facts=(fact,))
    return strategies.rulebook(world.places, duties, SINCE), law


@given(dated_worlds())
def test_no_finding_changes_on_a_day_without_events(drawn: tuple[Rulebook, Jurisdiction]) -> None:
    """Only days beside those that a law names are tried: the engine compares no others."""
    book, law = drawn
    happened = {e.day for e in events(book, law)}
    for named in strategies.DATES:
        before, on, after = (_verdicts(law, named + n * DAY, book) for n in (-1, 0, 1))
        assert on == before or named in happened
        assert after == on or named + DAY in happened


def _verdicts(law: Jurisdiction, when: date, book: Rulebook = RULES) -> list[object]:
    return [(f.verdict, f.word) for f in assess(book, law, when).findings]
