"""Whole reports over a small treaty: data, terminal, HTML, Markdown, explanations."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from gapcheck import asking
from gapcheck.dsl import ast
from gapcheck.engine import assess, judge
from gapcheck.model.law import Force, Obligation, Rulebook
from gapcheck.model.outcome import Assessment, Options, Verdict
from gapcheck.model.profile import (
    Amendment,
    Basis,
    Grade,
    Jurisdiction,
    Justification,
    Known,
    Moment,
    Penalty,
    Source,
    Standing,
    TreatyStatus,
    Window,
)
from gapcheck.report import console, data, explain, html, markdown, templating, terminal, view
from gapcheck.report.console import Console
from gapcheck.report.records import AnswerView, AssessmentView, FindingView
from gapcheck.source import display_width
from tests import builders, strategies
from tests.builders import (
    AS_OF,
    REPORT,
    act,
    element,
    entry,
    jurisdiction,
    obligation,
    rulebook,
    stated_age,
)
from tests.strategies import SOURCE, moment

TEMPLATES = (Path(__file__).parent.parent / "templates",)
CHILD = "criminalize trafficking where victim is child and means is none"
WHOLE = "criminalize trafficking"
ACTS = "criminalize trafficking including each act in {recruitment, transfer}"
HALF = "criminalize trafficking where means in {force, none}"
MEANS_ASKED = "covers trafficking where act in {recruitment, transfer} and means in {force, fraud}"


def book(*obligations: Obligation) -> Rulebook:
    return rulebook(
        *(
            obligations
            or (
                obligation("tip.3.c", element(CHILD, title="Children need no means")),
                obligation("tip.5.1", element(WHOLE)),
                obligation("tip.3.a", element(ACTS)),
            )
        )
    )


OLD_LAW = jurisdiction(act([entry(MEANS_ASKED)]))


def reported(state: Jurisdiction) -> Jurisdiction:
    """The State with every search taken from a report."""
    searches = (replace(r, source=REPORT, grade=Grade.SECONDARY) for r in state.reviews)
    return replace(state, reviews=tuple(searches))


REPORTED_LAW = reported(jurisdiction(act([entry(MEANS_ASKED, source=REPORT)])))


def found(state: Jurisdiction = OLD_LAW, rules: Rulebook | None = None) -> Assessment:
    return builders.assessment(rules or book(), state)


def shown(state: Jurisdiction = OLD_LAW, rules: Rulebook | None = None) -> AssessmentView:
    rules = rules or book()
    return view.assessment(found(state, rules), rules)


def finding(name: str, state: Jurisdiction = OLD_LAW, rules: Rulebook | None = None) -> FindingView:
    report = shown(state, rules)
    return next(f for c in report.chapters for f in c.findings if f.obligation == name)


def asked(sentence: str, state: Jurisdiction = OLD_LAW) -> AnswerView:
    outcome = _outcome(sentence, state)
    return view.answer(outcome, book(), state, AS_OF)


def _outcome(sentence: str, state: Jurisdiction) -> Any:
    made, mistakes = asking.asked(sentence, book())
    assert made is not None, mistakes
    return judge(made, book(), state, AS_OF)


def on_paper(report: AssessmentView, width: int = 100) -> str:
    paper = StringIO()
    terminal.check(report, Console(paper, width))
    return paper.getvalue()


# What is said.


def test_a_gap_names_what_is_missing_a_case_and_the_nearest_article() -> None:
    (child,) = finding("tip.3.c").elements
    assert child.mark.verdict is Verdict.NOT_MET
    assert child.statement.startswith("No corresponding provision found in Code (")
    assert child.missing is not None
    assert child.missing.lines == ("where the victim is a child: no means used",)
    assert child.case.endswith("No provision found punishes this.")
    assert child.near == ("Code art. 1, which is limited to force or fraud (means)",)


def test_each_release_of_a_provision_says_what_it_releases() -> None:
    claims = [
        "releases trafficking where participation is attempt",
        "releases trafficking where victim is adult",
        "releases trafficking where victim is adult",
        "releases trafficking where act is any",
    ]
    state = jurisdiction(act([entry(says) for says in claims]))
    assert [item.detail for item in shown(state).observations] == [
        ("attempt",),
        ("where the victim is an adult",),
        ("Trafficking in persons",),
    ]
    assert on_paper(shown(state)).count("Releases or mitigates") == 1
    told = builders.as_data(found(state), book())["observations"]
    assert [item["space"] for item in told] == ["trafficking"] * 3
    assert [item["region"] for item in told][1:] == [[{"victim": ["adult"]}], [{}]]


def test_a_recommendation_has_addressee_verb_article_residue_model_and_case() -> None:
    (advice,) = finding("tip.3.c").recommendations
    assert advice.id == "R1"
    assert advice.priority == "P1"
    assert advice.sentence == "Testland should insert a rule (Trafficking Protocol art. 3.c)."
    assert "Missing: where the victim is a child: no means used." in advice.text
    assert "Nearest provision: Code art. 1, which is limited to" in advice.text
    assert "Model: Model Law, art. 8." in advice.text
    assert "A case that falls through under the law as at 1 June 2020: A person" in advice.text


@pytest.mark.parametrize(
    ("force", "told"),
    [
        (Force.MANDATORY, "Testland should insert"),
        (Force.BEST_EFFORTS, "Testland should endeavour to insert"),
        (Force.MUST_CONSIDER, "Testland should consider whether to insert"),
        (Force.OPTIONAL, "Testland may wish to insert"),
        (Force.GOOD_PRACTICE, "Testland is encouraged to insert"),
    ],
)
def test_the_force_gives_the_verb(force: Force, told: str) -> None:
    rules = book(obligation("tip.3.c", element(CHILD), force=force))
    (advice,) = finding("tip.3.c", rules=rules).recommendations
    assert advice.sentence.startswith(told)


NOT_PARTY = {"untoc": builders.party("untoc"), "tip": builders.party("tip", None)}


@pytest.mark.parametrize(
    ("treaties", "duty", "verb", "note"),
    [
        (OLD_LAW.treaties, "The State is required to do this.", "should", ""),
        (
            NOT_PARTY,
            "A State Party is required to do this.",
            "may wish to",
            "Not binding: the State is not a party",
        ),
        (
            {},
            "A State Party is required to do this.",
            "may wish to",
            "Not known whether it binds: the treaty status was not supplied",
        ),
    ],
)
def test_only_a_duty_that_binds_is_told_as_one_of_the_state(
    treaties: Mapping[str, TreatyStatus], duty: str, verb: str, note: str
) -> None:
    state = replace(OLD_LAW, treaties=treaties)
    child = finding("tip.3.c", state)
    (advice,) = child.recommendations
    assert child.duty == duty
    assert advice.sentence.startswith(f"Testland {verb} insert a rule")
    assert advice.binding == note
    report = shown(state)
    for page in (html.render(report, TEMPLATES), markdown.render(report, TEMPLATES)):
        told = page[page.index("R1") :]
        assert note in told


@pytest.mark.parametrize(
    ("force", "told"),
    [
        (Force.BEST_EFFORTS, "Testland may wish to insert"),
        (Force.MUST_CONSIDER, "Testland may wish to consider whether to insert"),
        (Force.GOOD_PRACTICE, "Testland is encouraged to insert"),
    ],
)
def test_the_verb_of_what_does_not_bind_asks_less(force: Force, told: str) -> None:
    rules = book(obligation("tip.3.c", element(CHILD), force=force))
    state = replace(OLD_LAW, treaties=NOT_PARTY)
    (advice,) = finding("tip.3.c", state, rules).recommendations
    assert advice.sentence.startswith(told)


def test_the_status_of_a_treaty_says_where_it_is_from() -> None:
    read, heard = builders.party("untoc", None), builders.party("tip", None)
    heard = replace(heard, source=REPORT, grade=Grade.SECONDARY)
    state = replace(OLD_LAW, treaties={"untoc": read, "tip": heard})
    convention, protocol = shown(state).treaties[:2]
    assert convention == "Convention: the State is not a party (Official gazette; text read)."
    assert protocol == (
        "Trafficking Protocol: the State is reported not to be a party"
        " (Country report 2019; reported by a secondary source)."
    )
    joined = replace(builders.party("tip"), source=REPORT, grade=Grade.SECONDARY)
    told = shown(replace(OLD_LAW, treaties={"tip": joined})).treaties
    assert told[0] == "Convention: treaty status not supplied."
    assert "ratification reported to have been deposited on 2 October 2003" in told[1]


def test_a_search_is_claimed_only_where_somebody_searched() -> None:
    (read,) = finding("tip.3.c").elements
    law = replace(
        REPORTED_LAW,
        reviews=tuple(
            replace(r, missing=("the text of the Code",), reason="a report says so")
            for r in REPORTED_LAW.reviews
        ),
    )
    (heard,) = finding("tip.3.c", law).elements
    assert [e.role for e in read.evidence if e.citation == "Code"] == ["searched"]
    assert [e.role for e in heard.evidence if e.citation == "Code"] == [
        "reported to have been looked for"
    ]
    assert heard.statement == (
        "Reported: no corresponding provision in Code (law from 1 January 1900 to 1 January 2100)."
        " Not read: the text of the Code."
    )
    half = finding("tip.5.1", law, book(obligation("tip.5.1", element(HALF)))).elements[0]
    assert half.mark.verdict is Verdict.PARTLY_MET
    assert half.statement.startswith("Reported: nothing that reaches the rest in Code")
    assert "was searched" not in " ".join(meaning for _, meaning in shown(law).legend)


@pytest.mark.parametrize(
    ("source", "role", "told"),
    [
        (SOURCE, "reaches this, detail not established", "Code art. 1 reaches this;"),
        (
            REPORT,
            "reported to reach this, detail not established",
            "Code art. 1 is reported to reach this;",
        ),
    ],
)
def test_what_was_read_is_not_called_reported(source: Source, role: str, told: str) -> None:
    says = "covers trafficking where victim is child not established act"
    (child,) = finding("tip.3.c", jurisdiction(act([entry(says, source=source)]))).elements
    assert [e.role for e in child.evidence] == [role]
    assert child.reported[0].startswith(told)


def test_a_search_that_does_not_count_under_an_option_is_not_claimed() -> None:
    reviews = (*OLD_LAW.reviews, *reported(OLD_LAW).reviews)
    both = replace(OLD_LAW, reviews=tuple(reviews))
    rules = book(obligation("tip.3.c", element(CHILD)))
    read_alone = Options(basis=Basis.TEXT)
    for options, is_told in ((Options(), True), (read_alone, False)):
        (told,) = view.assessment(assess(rules, both, AS_OF, options), rules).chapters[0].findings
        assert ("Reported: " in told.elements[0].statement) is is_told


def test_what_may_miss_the_duty_only_may_reach_it() -> None:
    (child,) = finding(
        "tip.3.c", jurisdiction(act([entry("covers trafficking not established victim")]))
    ).elements
    assert [e.role for e in child.evidence] == ["may reach this, detail not established"]
    assert child.reported[0].startswith("Code art. 1 may reach this;")


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        (moment(date(2010, 1, 1)), None, "yes; no end is recorded here"),
        (moment(date(2010, 1, 1)), moment(date(2020, 6, 2)), "yes"),
        (moment(date(2010, 1, 1)), moment(AS_OF), "no longer"),
        (moment(date(2020, 6, 2)), None, "no, not yet"),
        (None, None, "not established"),
        (moment(date(2010, 1, 1), date(2021, 1, 1)), None, "not established"),
        (moment(date(2010, 1, 1)), moment(date(2019, 1, 1), date(2021, 1, 1)), "not established"),
    ],
)
def test_acts_tell_whether_they_were_in_force_and_claim_no_reading(
    starts: Moment | None, ends: Moment | None, told: str
) -> None:
    code = replace(act([entry(MEANS_ASKED)]), starts=starts, ends=ends)
    (item,) = shown(jurisdiction(code)).statutes
    assert item.is_in_force == told
    assert item.amendments == "no amendment recorded here"
    assert item.entry.startswith("name and dates read there")


def test_recorded_amendments_are_not_called_all() -> None:
    later = Amendment("2", moment(date(2015, 1, 1)), None, None, SOURCE)
    (item,) = shown(jurisdiction(replace(act([entry(MEANS_ASKED)]), amendments=(later,)))).statutes
    assert item.amendments == (
        "1 recorded here, not a complete list; what some of them changed is not established"
    )


def test_a_recommendation_says_that_it_rests_on_reports() -> None:
    (read,) = finding("tip.3.c").recommendations
    (heard,) = finding("tip.3.c", REPORTED_LAW).recommendations
    assert (read.caveat, heard.caveat) == ("", "Reported, text not read")
    assert "Reported, text not read." in heard.text
    assert heard.case_heading.endswith("1 June 2020, as far as it is reported")
    report = shown(REPORTED_LAW)
    page = html.render(report, TEMPLATES)
    summary = page[page.index('id="summary"') : page.index('id="scope"')]
    own = page[page.index('id="recommendations"') :]
    assert summary.count("Reported, text not read") == own.count("Reported, text not read") == 1
    paper = markdown.render(report, TEMPLATES)
    assert "Reported, text not read." in paper
    assert "**A case, as far as it is reported:** A person" in paper
    assert "<strong>A case, as far as it is reported:</strong> A person" in page


def test_what_another_finding_tells_is_neither_repeated_nor_recommended() -> None:
    half = jurisdiction(act([entry("covers trafficking where act is recruitment")]))
    rules = book(
        obligation("tip.3.a", element(ACTS)),
        obligation("tip.5.1", element(WHOLE, told_by=("tip.3.a",))),
    )
    product = finding("tip.5.1", half, rules)
    assert product.headline == "Partly meets: see tip.3.a"
    assert product.recommendations == ()
    assert product.elements[0].missing is None
    report = shown(half, rules)
    assert [r.obligation for r in report.recommendations] == ["tip.3.a"]
    assert report.figures.told_elsewhere == 1
    assert sum(t.count for t in report.figures.tallies) == 1


def test_an_unknown_asks_and_recommends_nothing() -> None:
    state = jurisdiction(act([entry(MEANS_ASKED)]), reviewed=[])
    child = finding("tip.3.c", state)
    assert child.mark.verdict is Verdict.UNKNOWN
    assert child.recommendations == ()
    (question,) = child.elements[0].questions
    asked_ = "Which provision, if any, provides for this: Children need no means?"
    assert child.elements[0].open == asked_
    assert question.text == f"{asked_} What is meant: What the element means."
    assert shown(state).request_heading == "Testland is invited to provide the following."


def test_questions_name_the_provision_and_are_folded_with_what_they_serve() -> None:
    state = jurisdiction(
        act([entry("covers trafficking where purpose is labour not established act", full=True)]),
        reviewed=[],
    )
    report = shown(state)
    acts = next(r for r in report.requests if "acts" in r.text)
    assert acts.text == "Which acts does Code art. 1 name?"
    assert set(acts.obligations) == {"tip.3.c", "tip.5.1", "tip.3.a"}
    assert acts.concerns == ("criminal law",)
    touched = [r.touches for r in report.requests]
    assert touched == sorted(touched, reverse=True)


def test_what_one_answer_decides_stands_beside_the_question() -> None:
    age = obligation("tip.3.d", element("establish age_of_child >= 18 years"))
    told = finding("tip.3.d", rules=book(age))
    assert (
        told.elements[0].decides
        == "If 18 years or more: this point is met. If less: it is not met."
    )
    assert told.would_meet == ""  # one answer is all that is open
    rules = book(age)
    page = html.render(shown(rules=rules), TEMPLATES)
    assert "If 18 years or more: this point is met. If less: it is not met." in page
    assert "If 18 years or more: this point is met." in markdown.render(
        shown(rules=rules), TEMPLATES
    )


def test_a_duty_that_waits_for_several_answers_names_them() -> None:
    both = obligation(
        "tip.3.d",
        element("establish age_of_child >= 18 years"),
        element("establish age_of_child >= 16 years"),
    )
    told = finding("tip.3.d", rules=book(both))
    (number,) = told.requests
    assert told.would_meet == (
        f"the answer “18 years or more” to {number}, and “16 years or more” to {number}"
        " would make it met."
    )
    page = html.render(shown(rules=book(both)), TEMPLATES)
    assert f"<strong>What would change this:</strong> {told.would_meet}" in page


def test_a_fact_of_another_time_is_told_and_not_relied_on() -> None:
    until = Window(date(2015, 1, 1), date(2019, 12, 31))
    past = replace(builders.stated_age(18), period=until)
    rules = book(obligation("tip.3.d", element("establish age_of_child >= 18 years")))
    told = finding("tip.3.d", replace(OLD_LAW, facts=(past,)), rules).elements[0]
    assert told.mark.verdict is Verdict.UNKNOWN
    (note,) = told.notes
    assert note == (
        "Stated for another time (from 1 January 2015 to 31 December 2019): 18 years"
        " (Code art. 9). Whether it holds on 1 June 2020 is not established."
    )


def test_what_is_missing_is_as_sure_as_the_search_for_it() -> None:
    rules = book(obligation("tip.5.1", element(WHOLE)))
    labour = jurisdiction(act([entry("covers trafficking where purpose is labour")]))
    (read,) = finding("tip.5.1", labour, rules).elements
    (heard,) = finding("tip.5.1", reported(labour), rules).elements
    assert read.mark.verdict is heard.mark.verdict is Verdict.PARTLY_MET
    assert (read.case_heading, heard.case_heading) == (
        "A case",
        "A case, as far as it is reported",
    )
    (advice,) = finding("tip.5.1", reported(labour), rules).recommendations
    assert advice.caveat == "Reported, text not read"
    assert ", as far as this is missing (" in advice.sentence


def test_acts_that_wait_for_their_day_are_named_in_the_summary() -> None:
    adopted, starts = moment(date(2020, 1, 1)), moment(date(2021, 1, 1))
    waiting = replace(act(short="New Code"), adopted=adopted, starts=starts)
    told = shown(replace(OLD_LAW, statutes=(*OLD_LAW.statutes, waiting))).summary
    assert (
        "Adopted and not yet in force on this day, so not counted: New Code (from 1 January 2021)."
        in told
    )


def test_a_question_concerns_what_most_of_its_findings_speak_to() -> None:
    rules = book(
        *(obligation(f"tip.{n}", element(CHILD)) for n in (1, 2)),
        replace(obligation("tip.3", element(CHILD)), addressees=("migration_law",)),
    )
    (request, *_) = shown(jurisdiction(reviewed=[]), rules).requests
    assert (request.concerns, request.touches) == (("criminal law",), 3)


def test_an_exemption_is_not_taken_for_a_limit_of_the_offence() -> None:
    freed = entry("exempts trafficking where victim is adult from every law")
    state = jurisdiction(act([entry("covers trafficking")], [freed]))
    (whole,) = finding("tip.5.1", state, book(obligation("tip.5.1", element(WHOLE)))).elements
    assert whole.near == ("Code art. 1, from which Code art. 2 exempts this again",)


ATTEMPT = "criminalize trafficking where participation is attempt"


def test_a_general_rule_that_carries_an_offence_is_part_of_the_proof() -> None:
    general = entry("extends trafficking to participation is attempt", source=REPORT)
    state = jurisdiction(act([entry("covers trafficking")], [general]))
    (attempt,) = finding("tip.5.2", state, book(obligation("tip.5.2", element(ATTEMPT)))).elements
    assert attempt.mark.verdict is Verdict.MET
    assert [(e.citation, e.role) for e in attempt.evidence] == [
        ("Code art. 1", "covers this"),
        ("Code art. 2", "reported to extend offences to this"),
    ]
    assert attempt.basis == "text and secondary sources"
    assert attempt.statement.endswith("Code art. 2 extends offences to this.")


def test_a_general_rule_that_was_not_read_in_full_is_said_to_reach_no_more_than_that() -> None:
    general = entry("extends trafficking to participation is attempt", full=False)
    state = jurisdiction(act([entry("covers trafficking")], [general]))
    (attempt,) = finding("tip.5.2", state, book(obligation("tip.5.2", element(ATTEMPT)))).elements
    assert attempt.mark.verdict is Verdict.UNKNOWN
    assert {e.role for e in attempt.evidence} == {"reaches this, detail not established"}


def test_a_general_rule_that_asks_for_graver_offences_is_a_near_miss() -> None:
    light = replace(entry("covers trafficking"), penalty=strategies.prison(12, 96))
    general = entry(
        "extends trafficking to participation is attempt"
        " for offences with a maximum of at least 10 years"
    )
    state = jurisdiction(act([light], [general]))
    (attempt,) = finding("tip.5.2", state, book(obligation("tip.5.2", element(ATTEMPT)))).elements
    assert attempt.near[0] == (
        "Code art. 2, which reaches offences with a maximum of at least 10 years only, and so not"
        " Code art. 1"
    )


def test_a_duty_with_nothing_left_to_judge_says_why() -> None:
    rules = book(
        obligation("tip.3.c", element(CHILD)),
        obligation("tip.5.9", element(CHILD, net_of=("tip.3.c",))),
    )
    (rest,) = finding("tip.5.9", rules=rules).elements
    assert rest.mark.verdict is Verdict.NOT_APPLICABLE
    assert rest.statement == (
        "Nothing is left to judge: what this needs is missing, as told under tip.3.c."
    )


def test_a_duty_that_does_not_arise_says_on_which_fact() -> None:
    (ground,) = obligation("x", element("establish age_of_child >= 18 years")).elements
    assert isinstance(ground.duty, ast.Establish)
    given = replace(obligation("tip.5.1", element(WHOLE)), given=ground.duty)
    state = replace(OLD_LAW, facts=(builders.stated_age(16),))
    (whole,) = finding("tip.5.1", state, book(given)).elements
    assert whole.statement == (
        "The duty does not arise. Up to which age is one a child? Stated: 16 years (Code art. 9)."
    )


def test_an_answer_from_reports_on_other_days_says_so() -> None:
    old = strategies.version(
        entry("covers trafficking where victim is child not established act", source=REPORT),
        attested=(Window(date(2015, 1, 1), date(2015, 12, 31)),),
    )
    told = asked("criminalize trafficking where victim is child", jurisdiction(act(old)))
    assert told.words == "Yes, as far as the sources reach; they tell of other days than this"


def test_a_document_is_a_draft_until_somebody_calls_it_final() -> None:
    rules = book()
    draft, final = shown(), view.assessment(found(), rules, is_final=True)
    for render in (html.render, markdown.render):
        assert "raft for comments" in render(draft, TEMPLATES)
        assert "raft for comments" not in render(final, TEMPLATES)
    assert "<dt>Document</dt><dd>Final</dd>" in html.render(final, TEMPLATES)


def test_the_languages_of_quotations_are_named() -> None:
    quoted = replace(entry("covers trafficking"), quote="Torgovlya", quote_language="ru")
    assert shown(jurisdiction(act([quoted]))).quoted == "Russian"
    assert "Quotations are in" not in html.render(shown(), TEMPLATES)


def test_secondary_only_verdicts_are_told_and_counted_apart() -> None:
    state = jurisdiction(act([entry("covers trafficking", source=REPORT)]))
    state = replace(state, reviews=tuple(replace(r, source=REPORT) for r in state.reviews))
    rules = book(obligation("tip.5.1", element(WHOLE)))
    half = finding("tip.5.1", state, rules)
    assert half.headline == "Meets; reported, text not read"
    (tally,) = shown(state, rules).figures.tallies
    assert (tally.count, tally.reported_only) == (1, 1)


def test_met_without_a_search_for_exceptions_says_so() -> None:
    state = jurisdiction(act([entry("covers trafficking")]), reviewed=[])
    rules = book(obligation("tip.5.1", element(WHOLE)))
    assert finding("tip.5.1", state, rules).headline == "Meets: exceptions not reviewed"


def test_a_treaty_that_does_not_bind_is_said_before_anything_else() -> None:
    state = jurisdiction(act([entry(MEANS_ASKED)]), is_party=False)
    state = replace(
        state,
        treaties={
            "untoc": builders.party("untoc"),
            "tip": builders.party("tip", date(2020, 5, 20)),
        },
    )
    child = finding("tip.3.c", state)
    assert child.binding_note == "Not yet binding: it binds the State from 19 June 2020"
    assert child.finding_words == "missing"
    assert child.recommendations[0].priority == "P3"


def standing(verdict: Verdict, fingerprint: str) -> Jurisdiction:
    word = Standing(
        "tip.3.c", str(verdict), "the court decided so", "A. Adviser", AS_OF, fingerprint
    )
    return replace(OLD_LAW, standings=(word,))


def test_an_override_stands_beside_the_verdict_until_the_texts_change() -> None:
    print_ = next(f for f in found().findings if f.obligation.id == "tip.3.c").fingerprint
    changed = finding("tip.3.c", standing(Verdict.MET, print_))
    assert changed.mark.verdict is Verdict.MET
    assert changed.override == (
        "Changed from “Does not meet” by A. Adviser (1 June 2020): the court decided so"
    )
    assert changed.recommendations == ()
    old = shown(standing(Verdict.MET, "other"))
    assert len(old.suspects) == 1
    assert finding("tip.3.c", standing(Verdict.MET, "other")).mark.verdict is Verdict.NOT_MET


def test_a_justified_element_tells_why() -> None:
    reason = Justification("tip.3.c", "basic_concepts", "no such concept", REPORT, Grade.SECONDARY)
    child = finding("tip.3.c", replace(OLD_LAW, justifications=(reason,)))
    assert child.headline == "Excused by a qualifier"
    assert child.elements[0].statement == "Excused: No such concept."


def test_facts_are_stated_with_their_citation() -> None:
    rules = book(obligation("tip.3.d", element("establish age_of_child >= 18 years")))
    told = finding("tip.3.d", replace(OLD_LAW, facts=(stated_age(16),)), rules)
    assert told.elements[0].statement == "Stated: 16 years (Code art. 9)."
    assert told.recommendations[0].sentence.startswith("Testland should")
    unknown = finding("tip.3.d", OLD_LAW, rules)
    assert [q.text for q in unknown.elements[0].questions] == ["Up to which age is one a child?"]


def test_a_question_about_several_places_names_them_as_one_part() -> None:
    plain = act([entry("covers trafficking not established act")])
    article, *_ = plain.provisions
    for pinpoint, told in (
        ("art. 171", "Which acts does Code art. 171 name?"),
        ("s. 3A", "Which acts does Code s. 3A name?"),
        (
            "offences (articles not established)",
            "Which acts does the part cited as “Code offences (articles not established)” name?",
        ),
        (
            "art. [number not established] on help",
            "Which acts does Code art. [number not established] on help name?",
        ),
        ("ss. 3 and 4", "Which acts does the part cited as “Code ss. 3 and 4” name?"),
    ):
        place = replace(article, pinpoint=pinpoint, citation=f"Code {pinpoint}")
        child = finding("tip.3.c", jurisdiction(replace(plain, provisions=(place,))))
        assert told in [q.text for q in child.elements[0].questions]
        assert child.elements[0].questions[0].about == f"Code {pinpoint}"


def test_what_lacks_only_detail_is_no_yes_in_a_finding_and_one_in_an_answer() -> None:
    says = "covers trafficking where victim is child not established act"
    read = jurisdiction(act([entry(says)]))
    heard = jurisdiction(act([entry(says, source=REPORT)]))
    assert asked(CHILD, read).words == "Yes, as far as the sources reach"
    known, told = finding("tip.3.c", read), finding("tip.3.c", heard)
    assert known.headline == "Not known: reaches this as far as it was read, detail missing"
    assert told.headline == "Not known: reported to reach this, detail missing"
    assert not told.elements[0].statement.startswith("Yes")
    page = html.render(shown(heard), TEMPLATES)
    assert "<strong>Reported to reach this, detail missing.</strong>" in page


def test_what_is_called_a_shortfall_and_what_qualifies_it_stand_apart() -> None:
    child = finding("tip.3.c", REPORTED_LAW)
    assert child.aside == "gap; reported, text not read"
    page = html.render(shown(REPORTED_LAW), TEMPLATES)
    assert '<span class="fine">Gap; reported, text not read</span>' in page
    assert '<span class="tag">Gap</span>' in page


def test_evidence_says_when_it_was_read_and_that_the_copy_is_no_official_one() -> None:
    copied = replace(SOURCE, accessed="2020-02-01", is_unconfirmed=True)
    state = jurisdiction(act([entry("covers trafficking", source=copied)]))
    rules = book(obligation("tip.5.1", element(WHOLE)))
    told = finding("tip.5.1", state, rules)
    (item,) = told.elements[0].evidence
    assert (item.accessed, item.grade) == (
        "read on 1 February 2020",
        "text read, copy not confirmed",
    )
    assert told.elements[0].basis == told.basis == "text of the law, copy not confirmed"
    report = shown(state, rules)
    assert "(text read, copy not confirmed), read on 1 February 2020" in html.render(
        report, TEMPLATES
    )
    assert "Official gazette, read on 1 February 2020" in markdown.render(report, TEMPLATES)
    plain = builders.as_data(found(state, rules), rules)
    validate("check", plain)
    (evidence,) = plain["findings"][0]["elements"][0]["evidence"]
    assert (evidence["accessed"], evidence["unconfirmed"]) == ("2020-02-01", True)
    assert "not confirmed" not in finding("tip.5.1", rules=rules).basis


def test_what_is_met_says_which_provision_reaches_which_part() -> None:
    rules = book(obligation("tip.5.1", element(WHOLE)))
    law = act(
        [entry("covers trafficking where act is recruitment")],
        [entry("covers trafficking where act is transfer", source=REPORT)],
    )
    (parts,) = finding("tip.5.1", jurisdiction(law), rules).elements
    assert parts.statement == (
        "Code art. 1 reaches: recruitment. Code art. 2 is reported to reach: transfer."
    )
    whole = act([entry("covers trafficking")], [entry("covers trafficking where act is transfer")])
    (all_,) = finding("tip.5.1", jurisdiction(whole), rules).elements
    assert all_.statement == "Code art. 1 reaches everything that is required here."
    (spared,) = finding(
        "tip.5.1",
        OLD_LAW,
        book(obligation("tip.5.1", element("never punish trafficking where act is sale"))),
    ).elements
    assert spared.mark.verdict is Verdict.MET
    assert spared.statement.startswith("Nothing found that the treaty rules out in Code (")


def test_an_open_element_prints_its_first_question() -> None:
    state = jurisdiction(act([entry(MEANS_ASKED)]), reviewed=[])
    (child,) = finding("tip.3.c", state).elements
    assert child.open == "Which provision, if any, provides for this: Children need no means?"
    page = html.render(shown(state), TEMPLATES)
    assert f"<strong>Open:</strong> {child.open}" in page
    (settled,) = finding("tip.3.c").elements
    assert settled.open == ""


def test_the_proof_asks_in_words_before_the_language_of_the_rules() -> None:
    page = html.render(shown(), TEMPLATES)
    proof = page[page.index("Proof: what was asked") :]
    asked_ = proof.index("<strong>Asked:</strong> What the element means.")
    assert asked_ < proof.index("For rule authors") < proof.index(f"<code>{CHILD}</code>")


def test_findings_are_linked_by_their_place_in_the_treaty_and_many_are_folded() -> None:
    rules = book(*(obligation(f"tip.{n}", element(CHILD)) for n in range(1, 5)))
    report = shown(jurisdiction(act([entry(MEANS_ASKED)]), reviewed=[]), rules)
    assert report.citations["tip.1"].words == "Trafficking Protocol art. 1 (1.1)"
    page = html.render(report, TEMPLATES)
    requests = page[page.index('id="requests"') :]
    assert "<summary>4 findings</summary>" in requests
    assert '<p>Trafficking Protocol <a href="#tip.1">art. 1 (1.1)</a>, <a href=' in requests


def test_readings_are_told_in_the_words_of_those_who_hold_them() -> None:
    two = strategies.version(
        entry("on reading wide: covers trafficking"),
        entry("on reading strict: " + MEANS_ASKED + " and victim is adult"),
        readings=("wide", "strict"),
    )
    rules = book(obligation("tip.5.1", element(WHOLE)))
    (whole,) = finding("tip.5.1", jurisdiction(act(two)), rules).elements
    assert whole.mark.verdict is Verdict.UNCLEAR
    assert any("Which reading of Code art. 1" in q.text for q in whole.questions)
    assert whole.open.startswith("Which reading of Code art. 1 do the courts follow: “")
    assert whole.parts[0].heading == "Depends on how the law is read"


def test_figures_count_without_percentage_or_score() -> None:
    report = shown()
    assert report.summary[0] == "Established: all of 3 elements examined; of these, 2 met."
    assert report.summary[1] == "Findings: 1 gap."
    everything = html.render(report, TEMPLATES) + on_paper(report)
    assert "%" not in re.sub(r"<style>.*?</style>", "", everything, flags=re.DOTALL)
    assert "score" not in everything


def test_the_summary_begins_with_what_is_not_established() -> None:
    rules = book(
        obligation("tip.3.d", element("establish age_of_child >= 18 years")),
        obligation("tip.3.c", element(CHILD), force=Force.GOOD_PRACTICE),
    )
    heard = replace(stated_age(18), source=REPORT, grade=Grade.SECONDARY)
    summary = shown(replace(jurisdiction(reviewed=[]), facts=(heard,)), rules).summary
    assert summary[0] == (
        "Not established: 1 of 2 elements examined. Established: 1; of these, 1 met"
        " (reported only, text not read: 1)."
        " Elements of duties known to bind the State: 1 of 2."
    )
    assert summary[1] == (
        "No shortfall was found in the 1 element that is established;"
        " nothing can be said of the rest."
    )
    assert "would settle" not in " ".join(summary)


# Answers.


@pytest.mark.parametrize(
    ("sentence", "state", "expected"),
    [
        (WHOLE, OLD_LAW, "yes"),
        (CHILD, OLD_LAW, "no"),
        ("criminalize trafficking where means in {force, none}", OLD_LAW, "partly"),
        ("never punish trafficking where act is recruitment", OLD_LAW, "no"),
        (CHILD, jurisdiction(act([entry(MEANS_ASKED)]), reviewed=[]), "not_established"),
        (
            CHILD,
            jurisdiction(
                act([entry("covers trafficking where victim is child not established act")])
            ),
            "as_far_as_established",
        ),
        (
            "never punish trafficking where victim is child",
            jurisdiction(
                act([entry("covers trafficking where victim is child not established act")])
            ),
            "not_established",
        ),
    ],
)
def test_answers(sentence: str, state: Jurisdiction, expected: str) -> None:
    outcome = _outcome(sentence, state)
    told = data.ask(outcome, book(), state, AS_OF)
    assert told["answer"] == expected
    validate("ask", told)


# Data.


def validate(kind: Literal["check", "ask"], told: dict[str, Any]) -> None:
    schema = data.json_schema(kind)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(json.dumps(told)))


def test_the_data_keep_to_the_published_schema() -> None:
    partly = jurisdiction(
        act([entry("covers trafficking where victim is child not established act", source=REPORT)])
    )
    for state in (OLD_LAW, partly, jurisdiction(), jurisdiction(reviewed=[])):
        validate("check", builders.as_data(found(state), book()))


def test_the_schema_is_closed() -> None:
    told = builders.as_data(found(), book())
    told["surprise"] = 1
    errors = list(Draft202012Validator(data.json_schema("check")).iter_errors(told))
    assert len(errors) == 1


def test_boxes_are_exact_and_part_the_region() -> None:
    space = builders.TRAFFICKING
    told = builders.as_data(found(), book())
    for one, original in zip(told["findings"], found().findings, strict=True):
        for element_, outcome in zip(one["elements"], original.elements, strict=True):
            assert outcome.parts is not None
            whole = 0
            for part in ("covered", "unclear", "gap", "unknown", "conflict"):
                union = 0
                for box in element_[part]:
                    union |= space.box(box)
                assert union == getattr(outcome.parts, part)
                assert not union & whole
                whole |= union
            assert whole == outcome.parts.region


def test_witness_questions_and_words_are_data_too() -> None:
    told = builders.as_data(found(), book())
    (child,) = next(f for f in told["findings"] if f["obligation"] == "tip.3.c")["elements"]
    assert child["words"] == "where the victim is a child: no means used"
    assert child["witness"]["cell"]["means"] == "none"
    assert "child" in child["witness"]["story"]
    assert child["near_misses"][0]["citation"] == "Code art. 1"
    assert child["evidence"][0]["source"] == "Official gazette"


# Terminal.


def test_the_terminal_tells_the_worst_first_with_letters() -> None:
    text = on_paper(shown())
    assert text.index("N tip.3.c") < text.index("M tip.5.1")
    assert "PROSECUTION" in text
    assert "Missing: where the victim is a child: no means used" in text
    assert "prompt for a lawyer" in " ".join(text.split())


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(width: int) -> None:
    for line in on_paper(shown(), width).splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_no_line_is_wider_than_the_terminal_in_any_script() -> None:
    words = f"Ж{'ж' * 50} 刑法第三百五十八条を改正する法律 e\u0301 {'漢' * 30} end"
    paper = StringIO()
    Console(paper, 20).line(words)
    lines = paper.getvalue().splitlines()
    assert max(map(display_width, lines)) <= 20
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "screen", "pipe"),
    [
        ({"TERM": "xterm", "WT_SESSION": "1"}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "xterm", "WT_SESSION": "1", "NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], screen: bool, pipe: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "WT_SESSION", "ANSICON"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert console.shows_colour(Screen()) is screen
    assert console.shows_colour(StringIO()) is pipe


def test_escape_codes_stand_around_words_and_only_where_they_are_wanted() -> None:
    plain, coloured = StringIO(), StringIO()
    terminal.check(shown(), Console(plain))
    terminal.check(shown(), Console(coloured, is_coloured=True))
    assert "\x1b" not in plain.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.getvalue()) == plain.getvalue()
    assert "\x1b[1;31mN \x1b[0m\x1b[1mtip.3.c \x1b[0m" in coloured.getvalue()


def test_ascii_output_does_not_crash() -> None:
    state = replace(OLD_LAW, name={"en": "Кыргызстан – “République”"})
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding="ascii")
    terminal.check(shown(state), Console(stream, 60))
    stream.flush()
    assert b'- "R?publique"' in raw.getvalue()


def test_control_characters_and_markup_do_nothing_on_the_terminal() -> None:
    state = replace(OLD_LAW, name={"en": "[red]Bad\x1b[2Jland[/red]"})
    text = on_paper(shown(state))
    assert "\x1b" not in text
    assert "[red]Bad" in text


def test_an_answer_on_the_terminal() -> None:
    paper = StringIO()
    terminal.ask(asked(CHILD), Console(paper))
    text = " ".join(paper.getvalue().split())
    assert "No." in text
    assert "where the victim is a child: no means used" in text
    assert "Code art. 1" in text


def test_rows_become_a_table_or_blocks() -> None:
    rows = [{"id": "tip.3.c", "title": "Children"}, {"id": "tip.5.1", "title": "[b]x"}]
    for width in (20, 80):
        paper = StringIO()
        terminal.table(rows, Console(paper, width))
        assert "tip.3.c" in paper.getvalue()
        assert "[b]x" in paper.getvalue()


# HTML and Markdown.

NASTY = '{{ 7*7 }} <script>alert(1)</script> | `x` "q" {% raw %}'


def nasty() -> AssessmentView:
    plain = act([replace(entry(MEANS_ASKED), quote=NASTY, summary=NASTY)])
    return shown(jurisdiction(replace(plain, title={"en": NASTY}, short="Code")))


def test_no_address_can_be_a_script() -> None:
    assert str(templating.link('https://a.example/?q="')) == (
        '<a href="https://a.example/?q=&#34;" rel="noreferrer">https://a.example/?q=&#34;</a>'
    )
    assert templating.link("javascript:alert(1)") == "javascript:alert(1)"
    assert templating.markdown_link("https://a.example/b_c") == "<https://a.example/b_c>"
    assert templating.markdown_link("https://a.example/> <b>") == "https://a.example/> <b>"


def test_markdown_shows_data_as_it_stands() -> None:
    text = markdown.render(nasty(), TEMPLATES)
    assert "<script" not in text
    assert "{{ 7*7 }}" in text.replace("\\", "")
    row = next(line for line in text.splitlines() if line.startswith("| Code: "))
    assert len(re.findall(r"(?<!\\)\|", row)) == 5


@pytest.mark.parametrize(
    ("raw", "escaped"),
    [
        ("a | b", "a \\| b"),
        ("`code`", "\\`code\\`"),
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("<b>", "&lt;b&gt;"),
        ("&lt;b&gt; & co", "&amp;lt;b&amp;gt; & co"),
        ("two\nlines", "two lines"),
        ("*x* [y](z)", "\\*x\\* \\[y\\](z)"),
    ],
)
def test_markdown_escapes(raw: str, escaped: str) -> None:
    assert templating.escape(raw) == escaped


def test_templates_are_found_first_in_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "report.html.j2").write_text("mine: {{ report.header.code }}")
    assert html.render(shown(), (tmp_path, *TEMPLATES)) == "mine: TST"


def test_an_undefined_name_in_a_template_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text("{{ report.header.colour }}")
    with pytest.raises(Exception, match="colour"):
        markdown.render(shown(), (tmp_path,))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert html.render(shown(), TEMPLATES) == html.render(shown(), TEMPLATES)
    assert json.dumps(builders.as_data(found(), book())) == json.dumps(
        builders.as_data(found(), book())
    )


# Explanations.


def test_a_proof_is_an_indented_list_in_legal_words() -> None:
    lines = explain.proof(shown(), book().obligations["tip.3.c"])
    assert lines[0] == "Testland, law as at 1 June 2020"
    assert lines[1] == "N tip.3.c, Trafficking Protocol art. 3.c: The duty"
    assert "  Conclusion: Does not meet (gap)" in lines
    assert any(line.startswith("      Nearest provision: Code art. 1") for line in lines)
    assert any(line.startswith("  R1 (P1): Testland should") for line in lines)


def test_a_duty_is_explained_without_a_jurisdiction() -> None:
    rules = book()
    lines = explain.duty(rules.obligations["tip.3.c"], rules)
    text = "\n".join(lines)
    for words in (
        "Trafficking Protocol art. 3.c",
        "Force: mandatory. A State Party is required to do this.",
        "Children need no means",
        "Not more than this.",
        "A trap.",
        "Guide, para. 2 (read)",
        "Guide, para. 1 (not read: check before quoting)",
        "Remedy: Insert a rule",
    ):
        assert words in text


def test_penalties_stand_beside_the_evidence() -> None:
    fine: Penalty | Known = strategies.FINE
    claim = replace(entry(MEANS_ASKED), penalty=fine)
    rules = book(
        obligation("tip.5.1", element("criminalize trafficking punishable not only by fine"))
    )
    told = finding("tip.5.1", jurisdiction(act([claim])), rules)
    assert told.mark.verdict is Verdict.NOT_MET
    assert told.elements[0].case.endswith("No provision found punishes this with more than a fine.")


def test_line_breaks_in_summaries_are_blanks_on_the_terminal() -> None:
    plain = act([replace(entry(MEANS_ASKED), summary="first\nsecond")])
    paper = StringIO()
    terminal.ask(asked(WHOLE, jurisdiction(plain)), Console(paper))
    assert "first second" in paper.getvalue()


def test_what_is_told_elsewhere_does_not_narrow_the_words_of_the_rest() -> None:
    half = jurisdiction(
        act([entry("covers trafficking where act is recruitment and means in {force, fraud}")])
    )
    rules = book(
        obligation("tip.3.a", element(ACTS)),
        obligation("tip.3.c", element(CHILD, told_by=("tip.3.a", "tip.other"))),
    )
    (child,) = finding("tip.3.c", half, rules).elements
    assert child.missing is not None
    assert child.missing.lines == ("where the victim is a child: no means used",)
    assert child.notes == ("The rest of what is missing is told under tip.3.a.",)


def test_what_was_taken_off_a_duty_does_not_count_as_narrowed_on_purpose() -> None:
    half = jurisdiction(act([entry("covers trafficking where act is recruitment")]))
    rules = book(
        obligation("tip.5.1", element(WHOLE)),
        obligation(
            "tip.5.2",
            element("criminalize trafficking where participation is attempt", net_of=("tip.5.1",)),
        ),
    )
    (attempt,) = finding("tip.5.2", half, rules).elements
    assert attempt.missing is not None
    assert attempt.missing.lines == ("attempt",)


class Terminal(StringIO):
    """What somebody watches."""

    def isatty(self) -> bool:
        return True


MARKDOWN = """\
# A heading that is not broken however long it is

A paragraph that is broken where the terminal ends.

- an item, whose further lines hang below its words

```text
what is shown   is left as it is, however long
```
"""


def test_markdown_is_wrapped_on_a_terminal_alone() -> None:
    watched, kept = Terminal(), StringIO()
    terminal.markdown(MARKDOWN, Console(watched, 30))
    terminal.markdown(MARKDOWN, Console(kept, 30))
    assert kept.getvalue() == MARKDOWN
    assert watched.getvalue().split() == MARKDOWN.split()
    assert "\n- an item, whose further\n  lines hang below its words\n" in watched.getvalue()
    assert "\nwhat is shown   is left as it is, however long\n" in watched.getvalue()
    assert "\nA paragraph that is broken\n" in watched.getvalue()
