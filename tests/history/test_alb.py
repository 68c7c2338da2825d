"""Albania from 2001 to 2023: what its sources support, and where they stop."""

from __future__ import annotations

from datetime import date

import pytest

from gapcheck.model.outcome import Ask, Verdict
from gapcheck.model.profile import Basis
from tests.history.law import (
    asked,
    asked_when,
    cited,
    element,
    finding,
    values,
)

PROSTITUTION = "tip.3.a.exp.prostitution"
LABOUR = "tip.3.a.exp.forced_labour"


def test_the_articles_of_2001_were_only_heard_of() -> None:
    outcome = element("ALB", "2003-06-30", PROSTITUTION)
    assert outcome.verdict is Verdict.UNKNOWN
    assert not cited(outcome)


def test_in_2004_the_day_on_which_the_new_articles_began_is_asked() -> None:
    outcome = element("ALB", "2004-06-30", "tip.3.a.act")
    assert outcome.verdict is Verdict.UNKNOWN
    assert "Criminal Code art. 114/b" in cited(outcome)
    assert date(2004, 12, 31) in asked_when(outcome)


@pytest.mark.parametrize("obligation", ["tip.3.a.act", "tip.3.a.means", PROSTITUTION])
def test_since_2005_trafficking_in_women_for_prostitution_names_acts_and_means(
    obligation: str,
) -> None:
    outcome = element("ALB", "2005-01-01", obligation)
    assert outcome.verdict is Verdict.MET
    assert outcome.basis is Basis.TEXT
    assert "Criminal Code art. 114/b" in cited(outcome)


def test_of_labour_trafficking_before_2013_neither_acts_nor_means_are_established() -> None:
    outcome = element("ALB", "2006-06-30", LABOUR)
    assert outcome.verdict is Verdict.UNKNOWN
    assert "Criminal Code art. 110/a" in cited(outcome)
    assert "Criminal Code art. 110/a" in asked(outcome, Ask.WHICH_VALUES)


def test_after_2008_nobody_vouches_for_the_article_on_women() -> None:
    outcome = element("ALB", "2009-06-30", PROSTITUTION)
    assert outcome.verdict is Verdict.UNKNOWN
    assert "Criminal Code art. 114/b" in asked(outcome, Ask.STILL_SO)


def test_before_2013_it_is_not_known_whether_a_child_needs_means() -> None:
    outcome = element("ALB", "2013-05-01", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert "Criminal Code art. 128/b(1)" in cited(outcome)


def test_between_the_law_of_2013_and_april_2014_either_text_may_stand() -> None:
    outcome = element("ALB", "2013-09-30", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    assert "Criminal Code art. 128/b(1)" in cited(outcome)
    assert date(2014, 4, 1) in asked_when(outcome)


@pytest.mark.parametrize("day", ["2014-04-01", "2018-06-30", "2023-03-31"])
def test_since_2014_trafficking_in_a_child_needs_no_means(day: str) -> None:
    found = finding("ALB", day, "tip.3.c")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.MET
    assert found.word is None
    assert outcome.basis is Basis.SECONDARY
    assert cited(outcome) == {"Criminal Code art. 128/b(1)"}


def test_of_adults_since_2014_only_purposes_and_the_missing_border_are_told() -> None:
    outcome = element("ALB", "2015-01-31", "tip.5.1.no_extra")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert values(outcome.parts.covered, outcome, "victim") == {"under_14", "14_15", "16_17"}
    assert values(outcome.parts.unknown, outcome, "victim") == {"adult"}
    assert "Criminal Code art. 110/a" in cited(outcome)


def test_the_release_of_victims_in_2013_leaves_open_how_far_it_goes() -> None:
    before = element("ALB", "2013-05-01", "tip.gp.non_punishment")
    after = element("ALB", "2014-04-01", "tip.gp.non_punishment")
    release = "Criminal Code provision of 2013 on victims of trafficking (article not established)"
    assert release not in cited(before)
    assert release in cited(after)
    assert before.verdict is after.verdict is Verdict.UNKNOWN


def test_smuggling_needs_no_benefit_and_reaches_every_other_state() -> None:
    outcome = element("ALB", "2016-12-31", "som.6.1.a")
    assert outcome.verdict is Verdict.MET
    assert outcome.basis is Basis.OFFICIAL_TRANSLATION
    assert cited(outcome) == {"Criminal Code art. 298"}
    assert element("ALB", "2016-12-31", "som.6.1.a.destination").verdict is Verdict.MET


def test_two_laws_of_2017_may_have_touched_the_article_on_smuggling() -> None:
    outcome = element("ALB", "2017-01-01", "som.6.1.a")
    assert outcome.verdict is Verdict.UNKNOWN
    assert "Criminal Code art. 298" in asked(outcome, Ask.AMENDMENT)


def test_since_2020_at_the_latest_victims_may_claim_compensation() -> None:
    before = element("ALB", "2020-12-14", "tip.6.6")
    after = element("ALB", "2020-12-15", "tip.6.6")
    assert before.verdict is Verdict.UNKNOWN
    assert after.verdict is Verdict.MET
    assert "Criminal Procedure Code art. 58(1)(g)" in cited(after)
