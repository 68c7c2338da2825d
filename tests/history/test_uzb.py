"""Uzbekistan around 2008, 2016, 2021 and 2025: what its sources support, and where they stop."""

from __future__ import annotations

from functools import partial

import pytest

from gapcheck.model.outcome import Ask, Binding, FindingWord, Role, Verdict
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
BASIC = "Criminal Code 1994 art. 135(1)"
KNOWN_MINOR = "Criminal Code 1994 art. 135(3)"

covered = partial(covered_in, "UZB")
unknown = partial(unknown_in, "UZB")


def asked_about(day: str, obligation: str, kind: Ask) -> set[str]:
    """The provisions about which a kind of question is asked on a day."""
    questions = element("UZB", day, obligation).questions
    return {q.provision.citation for q in questions if q.kind is kind and q.provision}


@pytest.mark.parametrize(
    ("day", "word", "binding"),
    [
        ("2008-09-10", FindingWord.MISSING, Binding.NO),
        ("2008-09-11", FindingWord.GAP, Binding.YES),
        ("2008-09-15", FindingWord.GAP, Binding.YES),
    ],
)
def test_until_september_2008_the_code_reaches_recruitment_and_no_transfer(
    day: str, word: FindingWord, binding: Binding
) -> None:
    found = finding("UZB", day, "tip.3.a.act")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.NOT_MET
    assert found.word is word
    assert found.bindingness.binding is binding
    assert found.basis is Basis.SECONDARY
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "act") == {"transfer"}
    assert values(outcome.parts.unknown, outcome, "act") == {
        "recruitment",
        "transportation",
        "harbouring",
        "receipt",
    }
    assert BASIC in cited(outcome)


def test_the_special_law_of_2008_defines_trafficking_and_punishes_nobody() -> None:
    outcome = element("UZB", "2008-09-12", "tip.3.a.act")
    defining = {e.citation for e in outcome.evidence if e.role is Role.DEFINES}
    assert defining == {"Law 154/2008 art. [number not established] on definitions"}
    assert outcome.parts is not None
    assert outcome.parts.covered == 0
    before = element("UZB", "2008-04-16", "tip.3.a.act")
    assert not any(e.role is Role.DEFINES for e in before.evidence)


@pytest.mark.parametrize("day", ["2008-09-16", "2008-09-29"])
def test_in_the_second_half_of_september_2008_it_is_asked_when_the_new_text_began(day: str) -> None:
    outcome = element("UZB", day, "tip.3.a.act")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.covered == outcome.parts.gap == 0
    assert BASIC in asked_about(day, "tip.3.a.act", Ask.WHEN)


def test_since_september_2008_transfer_and_harbouring_are_reached_too() -> None:
    found = finding("UZB", "2008-09-30", "tip.3.a.act")
    assert found.verdict is Verdict.UNKNOWN
    assert found.word is None
    assert covered("2008-09-30", "tip.3.a.act", "act") == {"recruitment", "transfer", "harbouring"}
    assert unknown("2008-09-30", "tip.3.a.act", "act") == {"transportation", "receipt"}
    assert BASIC in asked_about("2008-09-30", "tip.3.a.act", Ask.WHICH_VALUES)


def test_since_september_2008_means_only_aggravate() -> None:
    found = finding("UZB", "2008-09-30", "tip.3.a.means")
    assert found.verdict is Verdict.MET
    assert found.basis is Basis.SECONDARY
    assert BASIC in cited(element("UZB", "2008-09-30", "tip.3.a.means"))
    assert element("UZB", "2008-09-15", "tip.3.a.means").verdict is Verdict.UNKNOWN


def test_since_september_2008_children_need_no_means_as_far_as_the_acts_are_known() -> None:
    before = finding("UZB", "2008-09-15", "tip.3.c")
    assert before.word is FindingWord.GAP
    (outcome,) = before.elements
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "act") == {"transfer"}
    assert finding("UZB", "2008-09-30", "tip.3.c").word is None
    assert covered("2008-09-30", "tip.3.c", "victim") == CHILD
    assert covered("2008-09-30", "tip.3.c", "act") == {"recruitment", "transfer", "harbouring"}
    assert "slavery" in unknown("2008-09-30", "tip.3.c", "purpose")
    assert KNOWN_MINOR in cited(element("UZB", "2008-09-30", "tip.3.c"))


def test_the_removal_of_organs_becomes_a_purpose_in_2008() -> None:
    assert element("UZB", "2008-09-15", "tip.3.a.exp.organs").verdict is Verdict.UNKNOWN
    assert element("UZB", "2008-09-30", "tip.3.a.exp.organs").verdict is Verdict.MET


def test_in_2021_forcing_a_child_to_work_becomes_a_crime_at_once() -> None:
    assert covered("2021-02-11", "tip.gp.standalone_offences", "victim") == set()
    assert covered("2021-02-12", "tip.gp.standalone_offences", "victim") == CHILD
    assert covered("2021-02-12", "tip.gp.standalone_offences", "conduct") == {"forced_labour"}
    assert "adult" in unknown("2021-02-12", "tip.gp.standalone_offences", "victim")


def test_in_2025_the_basic_form_stands_while_the_aggravated_parts_change() -> None:
    assert finding("UZB", "2025-09-01", "tip.3.a.means").verdict is Verdict.MET
    assert covered("2025-09-01", "tip.3.c", "victim") == set()
    assert KNOWN_MINOR in asked_about("2025-09-01", "tip.3.c", Ask.WHEN)
    assert covered("2025-12-31", "tip.3.c", "victim") == CHILD


def test_who_crosses_the_border_illegally_is_punished_as_far_as_the_text_was_seen() -> None:
    found = finding("UZB", "2022-02-25", "som.gp.no_penalty_entry")
    assert found.word is FindingWord.IMPROVEMENT
    assert finding("UZB", "2022-02-26", "som.gp.no_penalty_entry").verdict is Verdict.UNKNOWN


def test_the_clause_on_victims_is_only_reported_and_settles_nothing() -> None:
    outcome = element("UZB", "2010-06-30", "tip.gp.non_punishment")
    assert outcome.verdict is Verdict.UNKNOWN
    assert "Law 154/2008 art. [number not established] on the liability of victims" in cited(
        outcome
    )


def test_whether_the_smuggling_protocol_binds_the_state_is_not_known() -> None:
    assert finding("UZB", "2020-06-30", "som.6.1.a").bindingness.binding is Binding.UNKNOWN
