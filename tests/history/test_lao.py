"""Lao PDR from 2003 to 2023: what its sources support, and where they stop."""

from __future__ import annotations

from datetime import date

from gapcheck.model.outcome import Ask, Verdict
from gapcheck.model.profile import Basis
from tests.history.law import (
    asked,
    asked_when,
    cited,
    element,
    values,
)

CHILD = {"under_14", "14_15", "16_17"}
SEXUAL = {"exploitation_of_prostitution", "other_sexual_exploitation"}
NAMED = SEXUAL | {"forced_labour"}


def test_before_the_law_on_women_no_offence_of_trafficking_is_known() -> None:
    outcome = element("LAO", "2004-11-14", "tip.3.a.act")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.covered == 0


def test_on_the_day_of_its_decree_the_law_on_women_names_the_five_acts() -> None:
    outcome = element("LAO", "2004-11-15", "tip.3.a.act")
    assert outcome.verdict is Verdict.MET
    assert outcome.basis is Basis.SECONDARY
    assert "Law on Women art. 49" in cited(outcome)


def test_since_2004_children_need_no_means_for_the_purposes_that_are_named() -> None:
    outcome = element("LAO", "2004-11-15", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert values(outcome.parts.covered, outcome, "victim") == CHILD
    assert values(outcome.parts.covered, outcome, "purpose") >= NAMED
    assert "slavery" in values(outcome.parts.unknown, outcome, "purpose")


def test_men_are_not_known_to_be_protected_before_article_134() -> None:
    before = element("LAO", "2005-09-30", "tip.5.1.no_extra")
    after = element("LAO", "2006-12-31", "tip.5.1.no_extra")
    assert before.parts is not None
    assert after.parts is not None
    gained = after.parts.covered & ~before.parts.covered
    assert "Penal Law art. 134" not in cited(before)
    assert "Penal Law art. 134" in cited(after)
    assert values(gained, after, "victim") == {"adult"}
    assert values(gained, after, "unfulfilled") == {"limited_victim_class"}


def test_in_2006_the_day_on_which_article_134_began_is_asked() -> None:
    outcome = element("LAO", "2006-06-30", "tip.5.1.no_extra")
    assert "Penal Law art. 134" in cited(outcome)
    assert date(2006, 12, 31) in asked_when(outcome)


def test_under_article_134_no_border_has_to_be_crossed() -> None:
    outcome = element("LAO", "2014-06-30", "tip.5.1.no_extra")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    assert "border_crossing" in values(outcome.parts.covered, outcome, "unfulfilled")
    assert "profit" in values(outcome.parts.unknown, outcome, "unfulfilled")


def test_after_march_2012_nobody_vouches_for_the_rights_in_the_law_on_women() -> None:
    before = element("LAO", "2012-03-31", "tip.gp.non_punishment")
    after = element("LAO", "2012-04-01", "tip.gp.non_punishment")
    assert "Law on Women art. 25" in asked(before, Ask.EXEMPTION)
    assert "Law on Women art. 25" in asked(after, Ask.STILL_SO)
    assert before.verdict is after.verdict is Verdict.UNKNOWN


def test_the_law_of_2015_adds_a_penalty_for_trafficking_in_children() -> None:
    before = element("LAO", "2014-12-31", "tip.3.c")
    after = element("LAO", "2016-12-31", "tip.3.c")
    law = "Anti-Trafficking Law provision on trafficking in children (article not established)"
    assert law not in cited(before)
    assert law in cited(after)
    assert after.parts is not None
    assert values(after.parts.covered, after, "purpose") >= NAMED


def test_in_november_2018_either_code_may_stand() -> None:
    outcome = element("LAO", "2018-11-15", "tip.3.a.act")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    assert {"Penal Law art. 134", "Penal Code 2017 art. 215"} <= cited(outcome)
    assert date(2018, 11, 30) in asked_when(outcome)


def test_of_article_215_acts_means_and_victims_are_not_established() -> None:
    outcome = element("LAO", "2019-01-31", "tip.3.a.exp.prostitution")
    assert outcome.verdict is Verdict.UNKNOWN
    assert "Penal Code 2017 art. 215" in cited(outcome)
    assert "Penal Law art. 134" not in cited(outcome)
    assert "Penal Code 2017 art. 215" in asked(outcome, Ask.WHICH_VALUES)


def test_in_2023_only_the_penalty_for_children_is_reported() -> None:
    outcome = element("LAO", "2023-06-30", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.covered == 0
    assert "Penal Code 2017 art. 215" in cited(outcome)


def test_no_act_on_smuggling_was_found_and_none_is_called_missing() -> None:
    outcome = element("LAO", "2019-01-31", "som.6.1.a")
    assert outcome.verdict is Verdict.UNKNOWN
    assert not cited(outcome)
