"""Egypt around 2008, 2010, 2016 and 2022: what its sources support, and where they stop."""

from __future__ import annotations

from functools import partial

import pytest

from gapcheck.model.outcome import Ask, Binding, FindingWord, Verdict
from gapcheck.model.profile import Basis
from tests.history.law import (
    cited,
    covered_in,
    element,
    finding,
    unknown_in,
    values,
)

CHILD = {"under_14", "14_15", "16_17"}
TRAFFICKING = {"Law 64/2010 art. 5", "Law 64/2010 art. 6"}

covered = partial(covered_in, "EGY")
unknown = partial(unknown_in, "EGY")


def test_before_june_2008_no_offence_is_described_and_none_is_called_missing() -> None:
    outcome = element("EGY", "2008-06-15", "tip.5.1")
    assert outcome.verdict is Verdict.UNKNOWN
    assert cited(outcome) == set()
    assert outcome.parts is not None
    assert outcome.parts.gap == 0


def test_from_june_2008_the_penal_code_reaches_children_handed_over_as_slaves() -> None:
    assert cited(element("EGY", "2008-06-16", "tip.5.1")) == {"Penal Code art. 291"}
    assert covered("2008-06-16", "tip.5.1", "victim") == CHILD
    assert covered("2008-06-16", "tip.5.1", "act") == {"transfer", "receipt"}
    assert covered("2008-06-16", "tip.5.1", "purpose") == {"slavery"}
    assert covered("2008-06-16", "tip.3.c", "means") == {"none"}


def test_before_law_64_of_2010_nothing_is_known_to_protect_adults() -> None:
    outcome = element("EGY", "2010-05-08", "tip.5.1")
    assert outcome.verdict is Verdict.UNKNOWN
    assert not TRAFFICKING & cited(outcome)
    assert "adult" not in covered("2010-05-08", "tip.5.1", "victim")
    assert "adult" in unknown("2010-05-08", "tip.5.1", "victim")
    heard = {q.provision.citation for q in outcome.questions if q.kind is Ask.LEAD and q.provision}
    assert heard == {"Prostitution Law offences (articles not established)"}


@pytest.mark.parametrize("day", ["2010-05-09", "2010-10-30"])
def test_between_publication_and_october_2010_it_is_asked_when_law_64_began(day: str) -> None:
    outcome = element("EGY", day, "tip.3.a.exp.prostitution")
    assert outcome.verdict is Verdict.UNKNOWN
    asked = {q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision}
    assert "Law 64/2010 art. 5" in asked


def test_law_64_of_2010_makes_trafficking_in_adults_an_offence() -> None:
    outcome = element("EGY", "2010-10-31", "tip.5.1")
    assert cited(outcome) >= TRAFFICKING
    assert covered("2010-10-31", "tip.5.1", "victim") == CHILD | {"adult"}
    prostitution = finding("EGY", "2010-10-31", "tip.3.a.exp.prostitution")
    assert prostitution.verdict is Verdict.MET
    assert prostitution.basis is Basis.SECONDARY
    assert finding("EGY", "2010-10-31", "tip.3.a.exp.organs").verdict is Verdict.MET


def test_what_the_reports_on_law_64_leave_open_stays_open() -> None:
    assert finding("EGY", "2011-06-30", "tip.5.1").verdict is Verdict.UNKNOWN
    assert unknown("2011-06-30", "tip.3.a.act", "act") == {"recruitment"}
    assert unknown("2011-06-30", "tip.3.a.means", "means") == {
        "other_coercion",
        "payment_or_benefit_to_controller",
    }
    assert unknown("2011-06-30", "tip.3.a.exp.forced_labour", "purpose") == {"forced_services"}
    child = element("EGY", "2011-06-30", "tip.3.c")
    assert child.verdict is Verdict.UNKNOWN
    heard = {q.provision.citation for q in child.questions if q.kind is Ask.LEAD and q.provision}
    assert "Law 64/2010 art. 3" in heard


def test_the_victim_is_told_of_the_proceedings_only_since_law_64() -> None:
    assert finding("EGY", "2010-05-08", "tip.6.2.a").verdict is Verdict.UNKNOWN
    after = finding("EGY", "2010-10-31", "tip.6.2.a")
    assert after.verdict is Verdict.MET
    assert cited(after.elements[0]) == {"Law 64/2010 art. 23"}


@pytest.mark.parametrize("day", ["2006-06-30", "2016-11-07"])
def test_until_november_2016_smuggling_is_reported_to_be_no_offence(day: str) -> None:
    found = finding("EGY", day, "som.6.1.a")
    assert found.verdict is Verdict.NOT_MET
    assert found.word is FindingWord.GAP
    assert found.basis is Basis.SECONDARY


def test_before_the_protocol_bound_egypt_the_same_shortfall_is_no_gap() -> None:
    found = finding("EGY", "2005-03-30", "som.6.1.a")
    assert found.verdict is Verdict.NOT_MET
    assert found.bindingness.binding is Binding.NO
    assert found.word is FindingWord.MISSING
    assert finding("EGY", "2005-03-31", "som.6.1.a").word is FindingWord.GAP


def test_on_8_november_2016_it_is_asked_whether_law_82_was_in_force() -> None:
    outcome = element("EGY", "2016-11-08", "som.6.1.a")
    assert outcome.verdict is Verdict.UNKNOWN
    asked = {q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision}
    assert asked == {"Law 82/2016 art. 6"}


def test_from_9_november_2016_law_82_makes_smuggling_an_offence() -> None:
    found = finding("EGY", "2016-11-09", "som.6.1.a")
    assert found.verdict is Verdict.MET
    assert found.word is None
    assert found.basis is Basis.SECONDARY
    assert cited(found.elements[0]) == {"Law 82/2016 art. 6"}
    assert found.elements[0].exceptions_not_reviewed


def test_how_far_the_definition_of_smuggling_reaches_stays_unknown_after_2016() -> None:
    attempt = element("EGY", "2017-06-30", "som.6.2.a", "entry-and-stay")
    assert attempt.verdict is Verdict.UNKNOWN
    assert attempt.parts is not None
    assert attempt.parts.gap == 0
    assert "financial_indirect" in values(attempt.parts.unknown, attempt, "benefit")
    assert "Law 82/2016 art. 6" in cited(attempt)
    assert finding("EGY", "2017-06-30", "som.6.1.b.i").verdict is Verdict.UNKNOWN


def test_the_migrant_is_not_charged_with_his_own_smuggling_under_law_82() -> None:
    outcome = element("EGY", "2017-06-30", "som.5")
    assert outcome.parts is not None
    assert outcome.parts.conflict == 0
    assert values(outcome.parts.covered, outcome, "charge") == {"participation_in_own_smuggling"}
    assert values(outcome.parts.unknown, outcome, "charge") == {"own_document_possession"}
    assert "Law 82/2016 art. 2" in cited(outcome)
    before = element("EGY", "2016-06-30", "som.5")
    assert before.parts is not None
    assert before.parts.covered == 0


def test_the_amendment_of_2022_leaves_the_offence_and_its_source_is_still_a_report() -> None:
    found = finding("EGY", "2023-06-30", "som.6.1.a")
    assert found.verdict is Verdict.MET
    assert found.basis is Basis.SECONDARY
