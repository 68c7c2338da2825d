"""Tajikistan from 2014 to 2025: the amendment of 2018 or 2019, and what reports leave open around it."""

from __future__ import annotations

import pytest

from gapcheck.model.outcome import Ask, Binding, FindingWord, Verdict
from gapcheck.model.profile import Basis
from tests.history.law import cited, element, finding, values

CHILD = {"under_14", "14_15", "16_17"}
SEXUAL = {"exploitation_of_prostitution", "other_sexual_exploitation"}
ARTICLE_130_1 = "Criminal Code 1998 art. 130-1"
AMENDED = "Criminal Code 1998 arts 130-1 and 167"


@pytest.mark.parametrize("day", ["2014-04-01", "2015-03-31", "2018-01-01", "2018-03-31"])
def test_until_march_2018_means_are_asked_for_in_child_sex_trafficking(day: str) -> None:
    found = finding("TJK", day, "tip.3.c")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.NOT_MET
    assert found.word is FindingWord.GAP
    assert found.bindingness.binding is Binding.YES
    assert found.basis is Basis.SECONDARY
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "means") == {"none"}
    assert values(outcome.parts.gap, outcome, "victim") == CHILD
    assert values(outcome.parts.gap, outcome, "purpose") == SEXUAL
    assert ARTICLE_130_1 in cited(outcome)
    nearest = {m.provision.citation: m.excluded for m in outcome.near_misses}
    assert nearest[ARTICLE_130_1] == ("means",)


def test_beside_the_gap_of_2018_other_purposes_are_unknown() -> None:
    outcome = element("TJK", "2018-02-28", "tip.3.c")
    assert outcome.parts is not None
    unknown = values(outcome.parts.unknown, outcome, "purpose")
    assert "forced_labour" in unknown
    assert not unknown & SEXUAL
    assert outcome.parts.covered == 0


def test_the_sale_of_children_is_no_act_of_the_protocol() -> None:
    outcome = element("TJK", "2014-12-31", "tip.3.c")
    nearest = {m.provision.citation: m.excluded for m in outcome.near_misses}
    assert nearest["Criminal Code 1998 art. 167"] == ("act",)


@pytest.mark.parametrize("day", ["2018-04-01", "2018-12-31", "2019-03-30"])
def test_while_the_amendment_may_be_in_force_nothing_is_missing_and_the_day_is_asked(
    day: str,
) -> None:
    found = finding("TJK", day, "tip.3.c")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.UNKNOWN
    assert found.word is None
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    when = {q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision}
    assert when & {ARTICLE_130_1, AMENDED}


@pytest.mark.parametrize("day", ["2019-03-31", "2019-06-30", "2020-12-31"])
def test_since_2019_no_means_are_needed_and_the_acts_are_not_established(day: str) -> None:
    found = finding("TJK", day, "tip.3.c")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.UNKNOWN
    assert found.word is None
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    assert AMENDED in cited(outcome)
    assert ARTICLE_130_1 not in cited(outcome)
    (partial,) = (p for p in outcome.partial if p.provision.citation == AMENDED)
    assert set(partial.open) == {"act"}
    assert not partial.doubts
    assert values(partial.region, outcome, "purpose") == SEXUAL
    asked = [q for q in outcome.questions if q.kind is Ask.WHICH_VALUES]
    assert any(q.provision is partial.provision and "act" in q.dimensions for q in asked)


def test_nobody_looked_at_the_years_between_the_reports() -> None:
    outcome = element("TJK", "2016-12-31", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    (partial, *_) = (p for p in outcome.partial if p.provision.citation == ARTICLE_130_1)
    assert partial.doubts


def test_recruitment_by_fraud_for_sexual_exploitation_is_reached_in_2014() -> None:
    outcome = element("TJK", "2014-12-31", "tip.5.1")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert values(outcome.parts.covered, outcome, "act") == {"recruitment"}
    assert values(outcome.parts.covered, outcome, "means") == {"fraud"}
    assert "Criminal Code 1998 art. 132" in cited(outcome)


def test_crossing_the_border_is_a_crime_by_the_text_of_the_code() -> None:
    outcome = element("TJK", "2024-06-30", "som.gp.no_penalty_entry", "administrative-matter")
    assert outcome.verdict is Verdict.NOT_MET
    assert outcome.basis is Basis.TEXT
    assert "Criminal Code 1998 art. 335(1)" in cited(outcome)


def test_whether_the_migrant_is_punished_for_being_smuggled_is_unknown() -> None:
    assert finding("TJK", "2024-06-30", "som.5").verdict is Verdict.UNKNOWN
