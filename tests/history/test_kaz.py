"""Kazakhstan around 2003, 2006, 2015, 2020 and 2025: what its sources support, and where they stop."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from gapcheck import asking
from gapcheck.engine import assess, judge
from gapcheck.model.outcome import Ask, Binding, FindingWord, Verdict
from gapcheck.model.profile import Basis
from tests.history.law import (
    cited,
    covered_in,
    element,
    finding,
    law,
    rules,
    unknown_in,
    values,
)

CHILD = {"under_14", "14_15", "16_17"}
ACTS = {"recruitment", "transportation", "transfer", "harbouring", "receipt"}
SURE = {
    "exploitation_of_prostitution",
    "other_sexual_exploitation",
    "forced_labour",
    "forced_services",
}
OPEN = {
    "slavery",
    "debt_bondage",
    "serfdom",
    "servile_marriage",
    "other_practices_similar_to_slavery",
    "servitude",
    "organ_removal",
}

covered = partial(covered_in, "KAZ")
unknown = partial(unknown_in, "KAZ")


def asked(day: str, years: int) -> Verdict:
    """Whether recruiting an adult by fraud for forced labour carries a maximum of so many years."""
    sentence = (
        "criminalize trafficking where act is recruitment and means is fraud and victim is adult"
        f" and purpose is forced_labour punishable by a maximum of at least {years} years"
    )
    question, mistakes = asking.asked(sentence, rules())
    assert question is not None, mistakes
    return judge(question, rules(), law("KAZ"), date.fromisoformat(day)).verdict


def test_the_code_of_1997_reached_children_only_if_they_were_deceived_or_sold() -> None:
    assert covered("2005-06-30", "tip.3.a.act", "act") == {"recruitment", "transportation"}
    outcome = element("KAZ", "2005-06-30", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert covered("2005-06-30", "tip.3.c", "act") == {"transportation"}
    assert finding("KAZ", "2005-06-30", "tip.3.c").bindingness.binding is Binding.NO


def test_the_text_of_2006_was_read_by_nobody_and_nothing_is_missing_from_it() -> None:
    outcome = element("KAZ", "2008-09-30", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.covered == outcome.parts.gap == 0
    assert "Criminal Code 1997 art. 133" in cited(outcome)
    assert finding("KAZ", "2008-08-29", "tip.3.c").bindingness.binding is Binding.NO
    assert finding("KAZ", "2008-08-30", "tip.3.c").bindingness.binding is Binding.YES


@pytest.mark.parametrize("day", ["2006-03-02", "2006-12-30"])
def test_inside_the_year_2006_it_is_asked_when_the_new_text_began(day: str) -> None:
    outcome = element("KAZ", day, "tip.3.a.means")
    assert outcome.verdict is Verdict.UNKNOWN
    asked_when = {
        q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision
    }
    assert "Criminal Code 1997 art. 128" in asked_when


def test_on_the_last_day_of_2014_the_acts_and_means_are_not_known() -> None:
    for obligation in ("tip.3.a.act", "tip.3.a.means", "tip.3.c"):
        outcome = element("KAZ", "2014-12-31", obligation)
        assert outcome.verdict is Verdict.UNKNOWN
        assert outcome.parts is not None
        assert outcome.parts.covered == 0
        assert not any(c.startswith("Criminal Code 2014") for c in cited(outcome))


def test_on_1_january_2015_the_new_code_names_five_acts_and_needs_no_means() -> None:
    acts = finding("KAZ", "2015-01-01", "tip.3.a.act")
    assert acts.verdict is Verdict.MET
    assert acts.word is None
    assert covered("2015-01-01", "tip.3.a.act", "act") == ACTS
    means = finding("KAZ", "2015-01-01", "tip.3.a.means")
    assert means.verdict is Verdict.MET
    assert means.basis is Basis.SECONDARY
    assert cited(element("KAZ", "2015-01-01", "tip.3.a.means")) == {
        "Criminal Code 2014 art. 128(1)"
    }


def test_since_2015_children_need_no_means_for_sexual_and_labour_exploitation() -> None:
    outcome = element("KAZ", "2015-01-01", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert covered("2015-01-01", "tip.3.c", "victim") == CHILD
    assert covered("2015-01-01", "tip.3.c", "act") == ACTS
    assert covered("2015-01-01", "tip.3.c", "purpose") == SURE
    assert unknown("2015-01-01", "tip.3.c", "purpose") == OPEN
    assert cited(outcome) == {"Criminal Code 2014 art. 135(1)"}
    asked_which = {
        q.provision.citation
        for q in outcome.questions
        if q.kind is Ask.WHICH_VALUES and q.provision
    }
    assert asked_which == {"Criminal Code 2014 art. 135(1)"}


def test_since_2015_helpers_and_organizers_are_reached_and_attempt_is_open() -> None:
    for obligation in ("tip.5.2.b", "tip.5.2.c"):
        assert covered("2016-06-30", obligation, "purpose") == SURE
    attempt = element("KAZ", "2016-06-30", "tip.5.2.a")
    assert attempt.verdict is Verdict.UNKNOWN
    assert attempt.parts is not None
    assert attempt.parts.covered == 0


@pytest.mark.parametrize(
    ("day", "five", "seven"),
    [
        ("2019-12-26", Verdict.MET, Verdict.UNKNOWN),
        ("2020-01-15", Verdict.UNKNOWN, Verdict.UNKNOWN),
        ("2020-03-31", Verdict.MET, Verdict.MET),
    ],
)
def test_in_2020_the_maximum_for_adults_rises_from_five_to_seven_years(
    day: str, five: Verdict, seven: Verdict
) -> None:
    assert asked(day, 5) is five
    assert asked(day, 7) is seven


@pytest.mark.parametrize("day", ["2019-12-27", "2020-03-30"])
def test_inside_the_uncertain_weeks_of_2020_what_differs_is_unknown(day: str) -> None:
    outcome = element("KAZ", day, "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.covered == outcome.parts.gap == 0
    asked_when = {
        q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision
    }
    assert "Criminal Code 2014 art. 135(1)" in asked_when


@pytest.mark.parametrize(("day", "released"), [("2019-12-26", True), ("2020-03-31", False)])
def test_in_2020_the_offender_can_no_longer_settle_with_the_victim(
    day: str, released: bool
) -> None:
    told = assess(rules(), law("KAZ"), date.fromisoformat(day)).observations
    articles = {observation.provision.citation for observation in told}
    assert (
        "Criminal Code 2014 art. [number not established] on reconciliation" in articles
    ) is released


def test_between_2018_and_2020_foreign_victims_who_did_not_cooperate_could_not_stay() -> None:
    found = finding("KAZ", "2019-06-30", "tip.7.2")
    assert found.word is FindingWord.GAP
    assert found.basis is Basis.SECONDARY
    (outcome,) = found.elements
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "unfulfilled") == {"cond_cooperation"}
    assert element("KAZ", "2023-03-31", "tip.7.2").verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("day", ["2016-04-01", "2019-03-31"])
def test_until_2019_shelters_paid_by_the_state_were_closed_to_foreign_victims(day: str) -> None:
    outcome = element("KAZ", day, "tip.14.2", "nobody-left-out")
    assert outcome.verdict is Verdict.NOT_MET
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "measure") == {"housing"}
    assert values(outcome.parts.gap, outcome, "unfulfilled") == {"cond_nationality"}
    after = element("KAZ", "2023-03-31", "tip.14.2", "nobody-left-out")
    assert after.verdict is Verdict.UNKNOWN


def test_after_march_2025_it_is_asked_whether_the_articles_changed() -> None:
    assert element("KAZ", "2025-03-31", "tip.3.a.act").verdict is Verdict.MET
    outcome = element("KAZ", "2025-04-01", "tip.3.a.act")
    assert outcome.verdict is Verdict.UNKNOWN
    asked_still = {
        q.provision.citation for q in outcome.questions if q.kind is Ask.STILL_SO and q.provision
    }
    assert asked_still == {"Criminal Code 2014 art. 128(1)", "Criminal Code 2014 art. 135(1)"}


def test_the_person_who_crosses_illegally_is_punished_for_the_crossing() -> None:
    entry = finding("KAZ", "2016-06-30", "som.gp.no_penalty_entry")
    assert entry.word is FindingWord.IMPROVEMENT
    smuggled = element("KAZ", "2016-06-30", "som.5")
    assert smuggled.verdict is Verdict.UNKNOWN
    assert "Criminal Code 2014 art. 392" not in cited(smuggled)
