"""Turkmenistan from 2009 to 2024: the offence of 2010, its amendment of 2016 or 2017, and the edition of 2022."""

from __future__ import annotations

import pytest

from gapcheck.model.outcome import Ask, Binding, FindingWord, Verdict
from gapcheck.model.profile import Basis
from tests.history.law import cited, element, finding, values

OFFENCE = "Criminal Code 2010 art. 129-1"
ORGANS = "Criminal Code 2010 art. 129-1(2)(e)"
DEFINITIONS = {"Anti-Trafficking Law 2007 art. 1", "Law 454-V/2016 art. 1(2)"}
FOUR_ACTS = {"recruitment", "transportation", "transfer", "harbouring"}


@pytest.mark.parametrize("obligation", ["tip.3.a.act", "tip.3.c", "tip.5.1"])
def test_before_2010_scattered_statutes_were_only_heard_of(obligation: str) -> None:
    found = finding("TKM", "2009-06-30", obligation)
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.UNKNOWN
    assert found.word is None
    assert found.bindingness.binding is Binding.YES
    assert outcome.parts is not None
    assert outcome.parts.covered == 0
    assert outcome.parts.gap == 0
    assert any(q.kind is Ask.LEAD and q.heard for q in outcome.questions)


@pytest.mark.parametrize("day", ["2009-06-30", "2018-12-31"])
def test_the_definitions_of_the_special_laws_punish_nobody(day: str) -> None:
    outcome = element("TKM", day, "tip.5.1")
    assert outcome.parts is not None
    assert outcome.parts.covered == 0
    assert not cited(outcome) & DEFINITIONS


@pytest.mark.parametrize("day", ["2010-05-10", "2010-06-30", "2010-08-05"])
def test_while_the_edition_of_2010_may_be_in_force_the_day_is_asked(day: str) -> None:
    outcome = element("TKM", day, "tip.3.a.act")
    assert outcome.verdict is Verdict.UNKNOWN
    asked = {q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision}
    assert OFFENCE in asked


@pytest.mark.parametrize("day", ["2010-08-06", "2015-12-31"])
def test_since_2010_four_acts_are_punished_and_receipt_is_missing(day: str) -> None:
    found = finding("TKM", day, "tip.3.a.act")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.PARTLY_MET
    assert found.word is FindingWord.GAP
    assert found.basis is Basis.SECONDARY
    assert outcome.parts is not None
    assert values(outcome.parts.covered, outcome, "act") == FOUR_ACTS
    assert values(outcome.parts.gap, outcome, "act") == {"receipt"}
    assert OFFENCE in cited(outcome)
    assert outcome.near_misses[0].excluded == ("act",)


def test_since_2010_no_means_are_needed_for_children_and_receipt_is_told_once() -> None:
    found = finding("TKM", "2015-06-30", "tip.3.c")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.PARTLY_MET
    assert found.told_by == ("tip.3.a.act",)
    assert outcome.parts is not None
    assert values(outcome.parts.covered, outcome, "act") == FOUR_ACTS
    assert values(outcome.parts.covered, outcome, "victim") == {"under_14", "14_15", "16_17"}
    assert values(outcome.parts.gap, outcome, "act") == {"receipt"}


@pytest.mark.parametrize(
    ("obligation", "provision"),
    [("tip.3.a.exp.forced_labour", OFFENCE), ("tip.3.a.exp.organs", ORGANS)],
)
def test_two_purposes_depend_on_how_the_article_is_read(obligation: str, provision: str) -> None:
    outcome = element("TKM", "2015-06-30", obligation)
    assert outcome.verdict is Verdict.UNCLEAR
    (question,) = (q for q in outcome.questions if q.kind is Ask.WHICH_READING)
    assert question.provision is not None
    assert question.provision.citation == provision
    assert len(question.readings) == 2


def test_practices_similar_to_slavery_are_neither_found_nor_missing() -> None:
    outcome = element("TKM", "2015-06-30", "tip.3.a.exp.slavery_like", "purpose")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0


@pytest.mark.parametrize("day", ["2016-04-01", "2016-12-31", "2017-12-30"])
def test_while_the_amendment_may_be_in_force_nothing_is_settled_and_the_day_is_asked(
    day: str,
) -> None:
    for obligation in ("tip.3.a.act", "tip.3.c", "tip.5.1"):
        found = finding("TKM", day, obligation)
        (outcome,) = found.elements
        assert outcome.verdict is Verdict.UNKNOWN
        assert found.word is None
        asked = {
            q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision
        }
        assert OFFENCE in asked


def test_before_the_amendment_it_is_asked_whether_other_laws_of_2016_touched_the_article() -> None:
    outcome = element("TKM", "2016-01-31", "tip.3.a.act")
    assert outcome.verdict is Verdict.UNKNOWN
    asked = [q for q in outcome.questions if q.kind is Ask.AMENDMENT]
    assert any(q.provision is not None and q.provision.citation == OFFENCE for q in asked)


@pytest.mark.parametrize("day", ["2017-12-31", "2018-06-30", "2019-12-31"])
def test_the_amended_article_is_known_from_reports_and_its_means_are_asked(day: str) -> None:
    outcome = element("TKM", day, "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    assert cited(outcome) == {OFFENCE}
    (partial,) = outcome.partial
    assert {"act", "means", "victim", "purpose"} <= set(partial.open)
    assert any(q.kind is Ask.WHICH_VALUES and "means" in q.dimensions for q in outcome.questions)


def test_some_means_of_the_amended_article_are_reported() -> None:
    outcome = element("TKM", "2018-06-30", "tip.3.a.means")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    reported = set[str]()
    for partial in outcome.partial:
        if "means" not in partial.open:
            reported |= values(partial.region, outcome, "means")
    assert {"threat_of_force", "other_coercion", "deception", "abuse_of_vulnerability"} <= reported
    assert "abduction" not in reported


def test_the_edition_of_2022_takes_over_on_its_first_day() -> None:
    assert "Criminal Code 2022 art. 128" not in cited(element("TKM", "2022-12-31", "tip.5.1"))
    outcome = element("TKM", "2023-01-01", "tip.5.1")
    assert outcome.verdict is Verdict.UNKNOWN
    assert cited(outcome) == {"Criminal Code 2022 art. 128"}
