"""Iraq around 2012: what its sources support, and where they stop."""

from __future__ import annotations

import pytest

from gapcheck.model.outcome import Ask, FindingWord, Verdict
from gapcheck.model.profile import Basis
from tests.history.law import asked, cited, element, finding, values

LAW = {"Law 28/2012 art. 5", "Law 28/2012 art. 6"}
LABOUR_OR_SLAVERY = {"forced_labour", "forced_services", "slavery"}


def test_before_2012_scattered_rules_were_heard_of_and_nothing_is_called_missing() -> None:
    outcome = element("IRQ", "2012-01-15", "tip.5.1")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.covered == 0
    assert outcome.parts.gap == 0
    assert cited(outcome) == set()
    assert asked(outcome, Ask.LEAD) == {"Law 8/1988 arts 1 and 5", "Penal Code arts 392 to 399"}


@pytest.mark.parametrize("day", ["2012-01-16", "2012-04-23", "2013-03-30"])
def test_inside_the_uncertain_start_it_is_asked_when_law_28_began(day: str) -> None:
    outcome = element("IRQ", day, "tip.3.a.exp.forced_labour")
    assert outcome.verdict is Verdict.UNKNOWN
    assert "Law 28/2012 art. 5" in asked(outcome, Ask.WHEN)


def test_law_28_of_2012_makes_trafficking_an_offence_for_the_purposes_it_names() -> None:
    outcome = element("IRQ", "2013-03-31", "tip.5.1")
    assert cited(outcome) >= LAW
    assert outcome.parts is not None
    assert values(outcome.parts.covered, outcome, "purpose") == LABOUR_OR_SLAVERY | {
        "exploitation_of_prostitution",
        "other_sexual_exploitation",
        "organ_removal",
    }
    for purpose in ("prostitution", "sexual", "forced_labour", "slavery", "organs"):
        assert finding("IRQ", "2013-03-31", f"tip.3.a.exp.{purpose}").verdict is Verdict.MET


def test_what_article_1_does_not_name_is_not_known_to_be_punished_elsewhere() -> None:
    act = element("IRQ", "2015-06-30", "tip.3.a.act")
    means = element("IRQ", "2015-06-30", "tip.3.a.means")
    assert act.parts is not None
    assert means.parts is not None
    assert values(act.parts.unknown, act, "act") == {"transfer"}
    assert values(means.parts.unknown, means, "means") == {"abuse_of_vulnerability"}
    assert finding("IRQ", "2015-06-30", "tip.3.a.exp.servitude").verdict is Verdict.UNKNOWN


def test_law_28_asks_for_means_where_a_child_is_trafficked_for_labour() -> None:
    found = finding("IRQ", "2015-06-30", "tip.3.c")
    assert found.verdict is Verdict.NOT_MET
    assert found.word is FindingWord.GAP
    assert found.basis is Basis.MIXED
    (outcome,) = found.elements
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "purpose") == LABOUR_OR_SLAVERY
    assert values(outcome.parts.gap, outcome, "means") == {"none"}
    sexual = {"exploitation_of_prostitution", "other_sexual_exploitation"}
    assert sexual <= values(outcome.parts.unknown, outcome, "purpose")
    assert {miss.provision.citation for miss in outcome.near_misses} == LAW


@pytest.mark.parametrize("day", ["2012-01-15", "2013-03-30", "2024-04-01"])
def test_outside_the_time_that_was_searched_no_gap_for_children_is_told(day: str) -> None:
    outcome = element("IRQ", day, "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0


def test_the_age_of_eighteen_and_heavier_penalties_come_with_law_28() -> None:
    assert finding("IRQ", "2012-01-15", "tip.3.d").verdict is Verdict.UNKNOWN
    after = finding("IRQ", "2013-03-31", "tip.3.d")
    assert after.verdict is Verdict.MET
    assert after.basis is Basis.TEXT
    assert finding("IRQ", "2013-03-31", "tip.gp.aggravating").verdict is Verdict.MET


def test_help_for_victims_is_reported_from_law_28_on() -> None:
    assert finding("IRQ", "2012-01-15", "tip.6.3.a").verdict is Verdict.UNKNOWN
    after = finding("IRQ", "2013-03-31", "tip.6.3.a")
    assert after.verdict is Verdict.MET
    assert after.basis is Basis.SECONDARY
    assert "Law 28/2012 art. 11" in {c for e in after.elements for c in cited(e)}


@pytest.mark.parametrize("day", ["2015-06-30", "2020-06-30"])
def test_no_offence_of_smuggling_was_found_and_none_is_called_missing(day: str) -> None:
    outcome = element("IRQ", day, "som.6.1.a")
    assert outcome.verdict is Verdict.UNKNOWN
    assert cited(outcome) == set()
    residence = "Law 118/1978" if day < "2017" else "Law 76/2017"
    assert asked(outcome, Ask.LEAD) == {f"{residence} penalties (articles not established)"}
