"""Pakistan from 2002 to 2025: what its sources support, and where they stop."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from gapcheck.engine import assess
from gapcheck.model.outcome import (
    Ask,
    Assessment,
    Binding,
    ElementOutcome,
    FindingWord,
    Observed,
    Options,
    Verdict,
)
from gapcheck.model.profile import Basis
from tests.history.law import cited, element, finding, findings, law, rules, values

LABOUR = {"forced_labour", "forced_services"}
CHILD = {"under_14", "14_15", "16_17"}


@cache
def assessed(day: str, *readings: str) -> Assessment:
    """The whole assessment on a day, with readings that are taken as the right ones."""
    return assess(rules(), law("PAK"), date.fromisoformat(day), Options(frozenset(readings)))


def child_without_means(day: str, *readings: str) -> ElementOutcome:
    """The outcome on children without means, with readings that are taken as the right ones."""
    found = next(f for f in assessed(day, *readings).findings if f.obligation.id == "tip.3.c")
    return found.elements[0]


def fines_as_choice(day: str) -> set[str]:
    """The provisions under which a court may choose a fine instead of imprisonment."""
    seen = assessed(day).observations
    return {o.provision.citation for o in seen if o.kind is Observed.FINE_AS_CHOICE}


def test_before_the_ordinance_of_2002_nothing_is_said_of_labour_trafficking() -> None:
    outcome = element("PAK", "2002-09-30", "tip.5.1.no_extra")
    assert outcome.verdict is Verdict.UNKNOWN
    assert "PACHTO s. 3" not in cited(outcome)


def test_on_the_unknown_day_of_october_2002_the_ordinance_may_not_be_there_yet() -> None:
    outcome = element("PAK", "2002-10-15", "tip.3.a.exp.forced_labour")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    asked = {q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision}
    assert "PACHTO s. 3" in asked


@pytest.mark.parametrize("day", ["2003-01-01", "2010-06-30", "2016-03-17"])
def test_under_the_ordinance_labour_trafficking_inside_the_country_is_missing(day: str) -> None:
    found = finding("PAK", day, "tip.5.1.no_extra")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.PARTLY_MET
    assert found.word is FindingWord.MISSING
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "unfulfilled") == {"border_crossing", "every"}
    assert values(outcome.parts.gap, outcome, "purpose") == LABOUR
    nearest = {m.provision.citation: m for m in outcome.near_misses}
    assert nearest["PACHTO s. 3"].excluded == ("unfulfilled",)


def test_the_ordinance_reaches_the_same_trafficking_across_the_border() -> None:
    outcome = element("PAK", "2010-06-30", "tip.3.a.exp.forced_labour")
    assert outcome.verdict is Verdict.MET
    assert outcome.basis is Basis.SECONDARY
    assert cited(outcome) == {"PACHTO s. 3"}


def test_since_2010_the_convention_binds_and_asks_for_no_border_either() -> None:
    before = finding("PAK", "2010-02-11", "untoc.34.2")
    after = finding("PAK", "2010-02-12", "untoc.34.2")
    assert before.bindingness.binding is Binding.NO
    assert after.bindingness.binding is Binding.YES
    assert after.verdict is Verdict.PARTLY_MET
    assert after.told_by == ("tip.5.1.no_extra",)


def test_consent_is_no_defence_under_the_ordinance() -> None:
    outcome = element("PAK", "2010-06-30", "tip.3.b", "adult-consent")
    assert outcome.parts is not None
    assert values(outcome.parts.covered, outcome, "purpose") >= LABOUR


def test_since_december_2006_sale_for_prostitution_needs_no_means_and_no_border() -> None:
    before = element("PAK", "2006-11-30", "tip.3.a.means")
    after = element("PAK", "2006-12-02", "tip.3.a.means")
    assert before.verdict is Verdict.UNKNOWN
    assert after.verdict is Verdict.MET
    assert {"Penal Code s. 371A", "Penal Code s. 371B"} <= cited(after)


def test_since_2016_whether_trafficking_at_home_is_punished_depends_on_section_369a() -> None:
    outcome = element("PAK", "2016-06-30", "tip.5.1.no_extra")
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    assert "border_crossing" in values(outcome.parts.unclear, outcome, "unfulfilled")
    assert values(outcome.parts.unclear, outcome, "purpose") >= LABOUR
    assert "Penal Code s. 369A" in cited(outcome)
    held = [q for q in outcome.questions if q.kind is Ask.WHICH_READING]
    (readings,) = (q.readings for q in held)
    assert {r.id for r in readings} == {"cross_border_stays", "internal_too"}
    assert any("Department of State" in r.held_by for r in readings)


def test_between_assent_and_gazette_of_2016_the_section_may_not_be_there_yet() -> None:
    outcome = element("PAK", "2016-03-20", "tip.5.1.no_extra")
    assert outcome.parts is not None
    assert outcome.parts.gap == 0


def test_from_2016_to_2018_children_are_not_protected_without_means() -> None:
    found = finding("PAK", "2017-06-30", "tip.3.c")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.PARTLY_MET
    assert found.word is FindingWord.MISSING
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "victim") == CHILD
    assert values(outcome.parts.gap, outcome, "purpose") == {
        "exploitation_of_prostitution",
        "other_sexual_exploitation",
    }
    assert "harbouring" in values(outcome.parts.gap, outcome, "act")
    assert {"Penal Code s. 371A", "Penal Code s. 371B"} <= cited(outcome)


def test_in_may_2018_nobody_knows_which_act_holds() -> None:
    found = findings("PAK", "2018-05-31")
    assert found["tip.5.1.no_extra"].verdict is Verdict.UNKNOWN
    assert found["tip.3.c"].verdict is Verdict.UNKNOWN
    assert all(o.parts is None or o.parts.gap == 0 for f in found.values() for o in f.elements)


def test_the_act_of_2018_needs_no_border_and_names_attempt() -> None:
    crossing = element("PAK", "2018-12-31", "tip.5.1.no_extra")
    attempt = element("PAK", "2018-12-31", "tip.5.2.a")
    assert crossing.parts is not None
    assert attempt.parts is not None
    assert "border_crossing" in values(crossing.parts.covered, crossing, "unfulfilled")
    assert "forced_labour" in values(attempt.parts.covered, attempt, "purpose")
    assert {"PTPA s. 3(1)", "PTPA s. 3(2)"} <= cited(crossing) & cited(attempt)
    assert not any("PACHTO" in citation for citation in cited(crossing))


def test_the_act_of_2018_leaves_out_abuse_of_power_and_payment_for_labour() -> None:
    found = finding("PAK", "2018-12-31", "tip.5.1")
    (outcome,) = found.elements
    assert found.word is FindingWord.MISSING
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "means") == {
        "abuse_of_power",
        "payment_or_benefit_to_controller",
    }
    assert "forced_labour" in values(outcome.parts.gap, outcome, "purpose")


def test_the_act_of_2018_lets_the_court_choose_a_fine() -> None:
    assert {"PTPA s. 3(1)", "PTPA s. 3(2)"} <= fines_as_choice("2018-12-31")
    penalty = element("PAK", "2018-12-31", "tip.5.penalty")
    assert penalty.parts is not None
    assert penalty.parts.gap == 0


def test_two_readings_of_2018_say_whether_children_need_means() -> None:
    outcome = child_without_means("2018-12-31")
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    assert values(outcome.parts.unclear, outcome, "purpose") >= {"forced_labour", "servitude"}
    (question,) = (q for q in outcome.questions if q.kind is Ask.WHICH_READING)
    assert question.provision is not None
    assert question.provision.citation == "PTPA s. 7"
    held_by = {r.id: r.held_by for r in question.readings}
    assert "child trafficking framework" in held_by["no_means_for_children"]
    assert "wording of s. 3(2)" in held_by["means_stay"]


def test_on_the_first_reading_children_need_no_means_and_on_the_second_nothing_says_so() -> None:
    free = child_without_means("2018-12-31", "no_means_for_children")
    bound = child_without_means("2018-12-31", "means_stay")
    assert free.parts is not None
    assert bound.parts is not None
    assert free.parts.unclear == bound.parts.unclear == 0
    assert "forced_labour" in values(free.parts.covered, free, "purpose")
    assert "forced_labour" not in values(bound.parts.covered, bound, "purpose")


def test_by_2022_no_fine_takes_the_place_of_prison_for_sex_trafficking_of_children() -> None:
    assert "PTPA s. 3(2)" in fines_as_choice("2021-03-31")
    assert "PTPA s. 3(2)" not in fines_as_choice("2022-03-31")
    assert "PTPA s. 3(1)" in fines_as_choice("2022-03-31")


def test_between_april_2021_and_march_2022_the_day_of_the_change_is_asked() -> None:
    outcome = element("PAK", "2021-09-30", "tip.5.penalty")
    asked = {q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision}
    assert "PTPA s. 3(2)" in asked


def test_after_the_bills_of_february_2025_the_text_of_2018_is_not_vouched_for() -> None:
    outcome = element("PAK", "2025-02-17", "tip.5.1")
    assert outcome.verdict is Verdict.UNKNOWN
    asked = {
        q.provision.citation for q in outcome.questions if q.kind is Ask.STILL_SO and q.provision
    }
    assert "PTPA s. 3(1)" in asked


def test_punishment_for_having_been_smuggled_is_not_established() -> None:
    found = finding("PAK", "2018-12-31", "som.5")
    assert found.verdict is Verdict.UNKNOWN
    assert found.bindingness.binding is Binding.NO
    assert "PSMA provision on smuggled migrants (section not established)" in cited(
        found.elements[0]
    )
