"""South Africa before and after 9 August 2015: what its sources support, and where they stop."""

from __future__ import annotations

from datetime import date

import pytest

from gapcheck.dsl.ast import Quantity
from gapcheck.engine import assess
from gapcheck.model.outcome import (
    Ask,
    Binding,
    ElementOutcome,
    FindingWord,
    Observed,
    Options,
    Verdict,
)
from gapcheck.model.profile import Basis, Imprisonment, Known, Penalty
from tests.history.law import asked, cited, element, finding, law, rules, values

BEFORE, AFTER = "2015-08-08", "2015-08-09"
UNSEARCHED = {"use_of_force", "threat_of_force", "abduction", "fraud", "deception"}


def child_without_means(reading: str) -> ElementOutcome:
    """The outcome on children without means in 2016, with one reading taken as the right one."""
    options = Options(frozenset({reading}))
    seen = assess(rules(), law("ZAF"), date(2016, 1, 1), options)
    found = next(f for f in seen.findings if f.obligation.id == "tip.3.c")
    return found.elements[0]


def penalty_of(citation: str, day: str) -> Penalty | Known | None:
    """What organizing or directing carries under a provision on a day."""
    outcome = element("ZAF", day, "tip.5.2.c")
    (found,) = (e for e in outcome.evidence if e.citation == citation)
    return found.penalty


def test_the_protocols_and_the_convention_bind_since_march_2004() -> None:
    for obligation in ("tip.5.1", "som.6.1.a", "untoc.5.1.a"):
        before = finding("ZAF", "2004-03-20", obligation).bindingness
        after = finding("ZAF", "2004-03-21", obligation).bindingness
        assert (before.binding, after.binding) == (Binding.NO, Binding.YES)


def test_before_the_act_trafficking_of_adults_for_labour_is_missing() -> None:
    found = finding("ZAF", BEFORE, "tip.5.1")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.PARTLY_MET
    assert found.word is FindingWord.GAP
    assert outcome.basis is Basis.SECONDARY
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "victim") == {"adult"}
    assert values(outcome.parts.gap, outcome, "purpose") == {"forced_labour", "forced_services"}
    assert "Children's Act s. 284" in cited(outcome)
    nearest = {m.provision.citation: set(m.excluded) for m in outcome.near_misses}
    assert nearest["Children's Act s. 284"] == {"victim"}
    assert nearest["Sexual Offences Act s. 71"] == {"purpose"}


def test_what_the_common_law_may_reach_is_unknown_beside_the_gap() -> None:
    outcome = element("ZAF", BEFORE, "tip.5.1")
    assert outcome.parts is not None
    assert not UNSEARCHED & values(outcome.parts.gap, outcome, "means")
    assert values(outcome.parts.unknown, outcome, "means") >= UNSEARCHED
    assert "organ_removal" in values(outcome.parts.unknown, outcome, "purpose")


@pytest.mark.parametrize("day", ["2009-06-30", "2011-06-30"])
def test_before_the_middle_of_2011_nobody_searched_and_nothing_is_called_missing(day: str) -> None:
    outcome = element("ZAF", day, "tip.5.1")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0


def test_since_april_2010_the_acts_are_there_for_children() -> None:
    before = element("ZAF", "2010-03-31", "tip.3.a.act")
    after = element("ZAF", "2010-04-01", "tip.3.a.act")
    whole = element("ZAF", "2010-04-01", "tip.5.1")
    assert (before.verdict, after.verdict) == (Verdict.UNKNOWN, Verdict.MET)
    assert after.basis is Basis.SECONDARY
    assert whole.parts is not None
    assert values(whole.parts.covered, whole, "victim") == {"under_14", "14_15", "16_17"}


def test_with_the_act_of_2013_in_force_the_whole_offence_is_there() -> None:
    found = finding("ZAF", AFTER, "tip.5.1")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.MET
    assert found.word is None
    assert outcome.basis is Basis.TEXT
    assert "PACOTIP s. 4(1)" in cited(outcome)
    assert "PACOTIP s. 4(1)" not in cited(element("ZAF", BEFORE, "tip.5.1"))


@pytest.mark.parametrize(
    "obligation",
    ["tip.3.a.means", "tip.3.a.exp.slavery_like", "tip.3.a.exp.organs", "tip.3.d"],
)
def test_means_further_purposes_and_age_are_known_from_the_first_day(obligation: str) -> None:
    assert finding("ZAF", BEFORE, obligation).verdict is Verdict.UNKNOWN
    assert finding("ZAF", AFTER, obligation).verdict is Verdict.MET


def test_the_court_may_choose_a_fine() -> None:
    seen = assess(rules(), law("ZAF"), date(2016, 1, 1))
    fines = {o.provision.citation for o in seen.observations if o.kind is Observed.FINE_AS_CHOICE}
    assert "PACOTIP s. 4(1)" in fines
    penalty = element("ZAF", "2016-01-01", "tip.5.penalty")
    assert penalty.parts is not None
    assert penalty.parts.gap == 0


def test_before_the_act_means_for_children_are_not_established() -> None:
    outcome = element("ZAF", BEFORE, "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert {"Children's Act s. 284", "Sexual Offences Act s. 71"} <= cited(outcome)


def test_whether_children_need_means_depends_on_how_section_11_is_read() -> None:
    outcome = element("ZAF", AFTER, "tip.3.c")
    assert outcome.verdict is Verdict.UNCLEAR
    assert asked(outcome, Ask.WHICH_READING) == {"PACOTIP s. 11(1)"}
    assert child_without_means("no_means_for_children").verdict is Verdict.MET
    bound = child_without_means("means_stay")
    assert bound.verdict is Verdict.UNKNOWN
    assert bound.parts is not None
    assert bound.parts.gap == bound.parts.covered == 0


def test_the_sections_that_never_commenced_give_no_permission_to_stay() -> None:
    reflection = element("ZAF", "2018-01-01", "tip.gp.reflection_period", "period")
    temporary = element("ZAF", "2018-01-01", "tip.7.1", "temporary")
    for outcome, section in ((reflection, "PACOTIP s. 15"), (temporary, "PACOTIP s. 16")):
        assert outcome.verdict is Verdict.UNKNOWN
        assert outcome.parts is not None
        assert outcome.parts.covered == 0
        assert section in asked(outcome, Ask.LEAD)


def test_no_victim_is_sent_back_without_regard_for_safety() -> None:
    assert finding("ZAF", BEFORE, "tip.8.2.safety").verdict is Verdict.UNKNOWN
    outcome = element("ZAF", AFTER, "tip.8.2.safety")
    assert outcome.verdict is Verdict.MET
    assert cited(outcome) == {"PACOTIP s. 31"}


def test_those_who_lost_permanent_residence_are_not_named_among_the_returned() -> None:
    outcome = element("ZAF", AFTER, "tip.8.1")
    assert outcome.parts is not None
    assert values(outcome.parts.covered, outcome, "link") == {"national", "resident_throughout"}
    assert values(outcome.parts.unknown, outcome, "link") == {"resident_at_entry_only"}


def test_release_of_victims_is_a_matter_of_discretion() -> None:
    outcome = element("ZAF", AFTER, "tip.gp.non_punishment")
    assert outcome.parts is not None
    assert outcome.parts.covered == 0
    assert values(outcome.parts.unclear, outcome, "stage") == {"prosecution"}


def test_the_penalty_for_organizing_is_known_since_august_2017() -> None:
    before = penalty_of("PACOTIP s. 8(1)", "2017-08-01")
    after = penalty_of("PACOTIP s. 8(1)", "2017-08-02")
    assert before is Known.NOT_ESTABLISHED
    assert isinstance(after, Penalty)
    assert isinstance(after.imprisonment, Imprisonment)
    assert isinstance(after.imprisonment.maximum, Quantity)
    assert after.imprisonment.maximum.in_days == 10 * 360
    assert after.alternatives == ("fine",)


def test_assisting_illegal_entry_needs_no_benefit_and_the_migrant_is_liable_for_entry() -> None:
    assert finding("ZAF", "2014-05-25", "som.6.1.a").verdict is Verdict.UNKNOWN
    outcome = element("ZAF", "2014-05-26", "som.6.1.a")
    assert outcome.verdict is Verdict.MET
    assert cited(outcome) == {"Immigration Act s. 49(2)"}
    entry = finding("ZAF", "2014-05-26", "som.gp.no_penalty_entry")
    assert entry.word is FindingWord.IMPROVEMENT


def test_punishment_for_having_been_smuggled_is_no_more_than_possible() -> None:
    outcome = element("ZAF", "2016-01-01", "som.5")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert values(outcome.parts.unclear, outcome, "charge") == {"participation_in_own_smuggling"}
