"""Kyrgyzstan around 1 January 2019: house arrest, adoption, the child rule, and the help that reports describe."""

from __future__ import annotations

from datetime import date

import pytest

from gapcheck.engine import assess
from gapcheck.model.outcome import Ask, ElementOutcome, FindingWord, Observed, Role, Verdict
from gapcheck.model.profile import Basis
from tests.history.law import cited, element, finding, law, rules, values

BEFORE, AFTER = "2018-12-31", "2019-01-01"
SEXUAL = {"exploitation_of_prostitution", "other_sexual_exploitation"}


def reached(outcome: ElementOutcome) -> set[str]:
    """The provisions that are reported to reach an element, details aside."""
    return {p.provision.citation for p in outcome.partial}


def choices(day: str) -> set[tuple[str, Observed]]:
    """The provisions under which a court may choose something else than imprisonment, and what kind."""
    kinds = {Observed.FINE_AS_CHOICE, Observed.OTHER_ALTERNATIVE}
    seen = assess(rules(), law("KGZ"), date.fromisoformat(day)).observations
    return {(o.provision.citation, o.kind) for o in seen if o.kind in kinds}


@pytest.mark.parametrize("day", ["2016-06-30", "2017-09-30", BEFORE])
def test_until_the_end_of_2018_means_are_asked_for_where_a_child_is_exploited_sexually(
    day: str,
) -> None:
    found = finding("KGZ", day, "tip.3.c")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.NOT_MET
    assert found.word is FindingWord.GAP
    assert outcome.basis is Basis.SECONDARY
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "purpose") == SEXUAL
    assert not SEXUAL & values(outcome.parts.unknown, outcome, "purpose")


def test_on_the_first_day_of_2019_the_gap_is_gone_as_far_as_the_sources_reach() -> None:
    found = finding("KGZ", AFTER, "tip.3.c")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.UNKNOWN
    assert found.word is None
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    assert "Criminal Code 2017 art. 171" in reached(outcome)
    assert not any("Criminal Code 1997" in citation for citation in cited(outcome))


def test_before_the_first_report_nothing_is_called_missing() -> None:
    outcome = element("KGZ", "2016-03-31", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0


def test_house_arrest_in_the_place_of_prison_ends_with_2018() -> None:
    trafficking = ("Criminal Code 1997 art. 124", Observed.OTHER_ALTERNATIVE)
    assert trafficking in choices(BEFORE)
    assert not {c for c in choices(AFTER) if c[1] is Observed.OTHER_ALTERNATIVE}


def test_house_arrest_is_reported_for_2018_and_not_for_2016() -> None:
    trafficking = ("Criminal Code 1997 art. 124", Observed.OTHER_ALTERNATIVE)
    assert trafficking not in choices("2016-06-30")
    assert trafficking in choices("2018-06-30")


def test_while_the_day_of_the_change_is_unknown_it_is_asked() -> None:
    outcome = element("KGZ", "2017-09-30", "tip.5.penalty")
    asked = {q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision}
    assert "Criminal Code 1997 art. 124" in asked


def test_adoption_for_commercial_purposes_is_named_until_the_end_of_2018() -> None:
    before = element("KGZ", BEFORE, "tip.3.a.open_list", "illegal-adoption")
    after = element("KGZ", AFTER, "tip.3.a.open_list", "illegal-adoption")
    assert reached(before) == {"Criminal Code 1997 art. 124"}
    assert reached(after) == set()
    assert before.verdict is after.verdict is Verdict.UNKNOWN


def test_in_february_2012_shelter_is_free_and_open_to_whoever_declares_to_be_a_victim() -> None:
    found = finding("KGZ", "2012-02-06", "tip.6.3.a")
    housing = next(e for e in found.elements if e.element.id == "housing")
    assert found.verdict is Verdict.MET
    assert housing.basis is Basis.SECONDARY
    assert "Law 55/2005 art. 21" in cited(housing)


@pytest.mark.parametrize("day", ["2011-06-30", "2012-02-07", "2018-06-30"])
def test_outside_that_report_shelter_is_asked_about(day: str) -> None:
    found = finding("KGZ", day, "tip.6.3.a")
    housing = next(e for e in found.elements if e.element.id == "housing")
    assert housing.verdict is Verdict.UNKNOWN
    assert "Law 55/2005 art. 21" in reached(housing)


def test_the_referral_mechanism_was_only_required_in_2018_and_is_adopted_by_2020() -> None:
    heard = element("KGZ", "2018-03-31", "tip.gp.identification", "procedure")
    known = element("KGZ", "2020-03-31", "tip.gp.identification", "procedure")
    leads = {q.provision.citation for q in heard.questions if q.kind is Ask.LEAD and q.provision}
    assert "Law 55/2005 art. [number not established] on the referral mechanism" in leads
    assert "Referral Mechanism 2020 (whole act)" not in reached(heard)
    assert "Referral Mechanism 2020 (whole act)" in reached(known)


def test_no_offence_of_servitude_was_found_beside_trafficking() -> None:
    outcome = element("KGZ", "2021-03-31", "tip.gp.standalone_offences")
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "conduct") == {"servitude", "debt_bondage"}
    assert values(outcome.parts.covered, outcome, "conduct") == {"slavery", "forced_labour"}
    assert outcome.verdict is Verdict.PARTLY_MET
    assert any(e.role is Role.REVIEWED for e in outcome.evidence)


def test_release_of_victims_from_liability_is_reported_for_the_code_of_2021() -> None:
    before = element("KGZ", "2019-06-30", "tip.gp.non_punishment")
    after = element("KGZ", "2022-03-31", "tip.gp.non_punishment")
    article = (
        "Criminal Code 2021 art. [number not established] on the release of trafficked persons"
    )
    assert article not in cited(before)
    assert article in cited(after)
    assert after.verdict is Verdict.UNKNOWN
