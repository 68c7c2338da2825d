"""Afghanistan from 2003 to 2024: what its sources support, and where they stop."""

from __future__ import annotations

import pytest

from gapcheck.model.outcome import Ask, Binding, FindingWord, Verdict
from gapcheck.model.profile import Basis
from tests.history.law import cited, element, finding, values

CHILD = {"under_14", "14_15", "16_17"}
LAW_2008 = {"Trafficking Law 2008 s. 8(1)", "Trafficking Law 2008 s. 8(2)"}
LAW_2017 = {"Trafficking Law 2017 s. 10(1)", "Trafficking Law 2017 s. 10(2)"}


def test_before_july_2008_no_law_reaches_labour_trafficking_by_deceit() -> None:
    found = finding("AFG", "2008-07-13", "tip.5.1")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.NOT_MET
    assert found.word is FindingWord.MISSING
    assert found.basis is Basis.SECONDARY
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "purpose") == {"forced_labour"}
    assert "deception" in values(outcome.parts.gap, outcome, "means")


def test_before_july_2008_what_general_offences_reach_is_unknown() -> None:
    outcome = element("AFG", "2008-07-13", "tip.5.1")
    assert outcome.parts is not None
    gap = values(outcome.parts.gap, outcome, "means")
    unknown = values(outcome.parts.unknown, outcome, "means")
    assert {"use_of_force", "abduction"} <= unknown - gap


def test_since_july_2008_deceit_and_need_are_means_and_force_is_not_named() -> None:
    outcome = element("AFG", "2008-07-14", "tip.5.1")
    assert outcome.parts is not None
    assert values(outcome.parts.covered, outcome, "means") == {
        "deception",
        "abuse_of_vulnerability",
        "payment_or_benefit_to_controller",
    }
    assert "use_of_force" in values(outcome.parts.unknown, outcome, "means")
    assert cited(outcome) >= LAW_2008


def test_the_law_of_2008_names_four_acts_and_not_receipt() -> None:
    outcome = element("AFG", "2012-06-30", "tip.3.a.act")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert values(outcome.parts.unknown, outcome, "act") == {"receipt"}


@pytest.mark.parametrize(
    ("day", "word", "binding"),
    [
        ("2008-07-14", FindingWord.MISSING, Binding.NO),
        ("2014-09-12", FindingWord.MISSING, Binding.NO),
        ("2014-09-13", FindingWord.GAP, Binding.YES),
        ("2016-03-19", FindingWord.GAP, Binding.YES),
    ],
)
def test_under_the_law_of_2008_children_are_not_protected_without_means(
    day: str, word: FindingWord, binding: Binding
) -> None:
    found = finding("AFG", day, "tip.3.c")
    (outcome,) = found.elements
    assert outcome.verdict is Verdict.NOT_MET
    assert found.word is word
    assert found.bindingness.binding is binding
    assert found.basis is Basis.SECONDARY
    assert outcome.parts is not None
    assert values(outcome.parts.gap, outcome, "victim") == CHILD
    assert values(outcome.parts.gap, outcome, "purpose") >= {"forced_labour"}
    nearest = {m.provision.citation: m for m in outcome.near_misses}
    assert nearest["Trafficking Law 2008 s. 8(2)"].excluded == ("means",)


def test_before_the_law_on_women_of_2009_the_gap_takes_in_sexual_exploitation() -> None:
    before = element("AFG", "2008-12-31", "tip.3.c")
    after = element("AFG", "2010-01-01", "tip.3.c")
    assert before.parts is not None
    assert after.parts is not None
    sexual = {"exploitation_of_prostitution", "other_sexual_exploitation"}
    assert sexual <= values(before.parts.gap, before, "purpose")
    assert sexual <= values(after.parts.unknown, after, "purpose")
    assert not sexual & values(after.parts.gap, after, "purpose")


@pytest.mark.parametrize("day", ["2016-03-20", "2017-01-15"])
def test_between_the_two_laws_nothing_is_called_missing_and_the_day_is_asked(day: str) -> None:
    outcome = element("AFG", day, "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    asked = {q.provision.citation for q in outcome.questions if q.kind is Ask.WHEN and q.provision}
    assert asked & (LAW_2008 | LAW_2017)


def test_since_2017_the_new_law_is_known_as_far_as_reports_reach() -> None:
    outcome = element("AFG", "2017-06-30", "tip.3.c")
    assert outcome.verdict is Verdict.UNKNOWN
    assert outcome.parts is not None
    assert outcome.parts.gap == 0
    assert "Trafficking Law 2017 s. 10(2)" in cited(outcome)
    assert not cited(outcome) & LAW_2008
    (partial,) = (
        p for p in outcome.partial if p.provision.citation == "Trafficking Law 2017 s. 10(2)"
    )
    assert {"act", "means"} <= set(partial.open)


def test_smuggling_was_no_offence_before_the_law_of_2017() -> None:
    before = finding("AFG", "2015-06-30", "som.6.1.a")
    after = finding("AFG", "2017-06-30", "som.6.1.a")
    assert before.verdict is Verdict.NOT_MET
    assert before.word is FindingWord.MISSING
    assert before.bindingness.binding is Binding.NO
    assert after.verdict is Verdict.UNKNOWN
    assert after.bindingness.binding is Binding.YES
    provision = "Trafficking Law 2017 provisions on smuggling (articles not established)"
    assert provision in cited(after.elements[0])


def test_since_2018_the_penal_code_stands_beside_the_special_law() -> None:
    before = element("AFG", "2017-12-31", "tip.5.1")
    after = element("AFG", "2018-03-31", "tip.5.1")
    assert not any("Penal Code 2017" in citation for citation in cited(before))
    assert cited(after) >= {"Penal Code 2017 art. 510"} | LAW_2017


def test_the_reservation_to_article_18_leaves_its_effect_open() -> None:
    assert finding("AFG", "2019-06-30", "som.18.1").bindingness.binding is Binding.UNKNOWN
    assert finding("AFG", "2019-06-30", "som.6.1.a").bindingness.binding is Binding.YES


def test_after_august_2021_it_is_asked_whether_the_laws_still_hold() -> None:
    outcome = element("AFG", "2021-09-01", "tip.5.1")
    assert outcome.verdict is Verdict.UNKNOWN
    asked = {
        q.provision.citation for q in outcome.questions if q.kind is Ask.STILL_SO and q.provision
    }
    assert {"Penal Code 2017 art. 510", *LAW_2017} <= asked


def test_the_decree_of_2024_is_about_smuggling_and_perhaps_about_trafficking() -> None:
    smuggling = element("AFG", "2024-12-31", "som.6.1.a")
    trafficking = element("AFG", "2024-12-31", "tip.5.1")
    provision = "Decree of December 2024 provision on penalties (article not established)"
    assert smuggling.verdict is Verdict.UNKNOWN
    assert provision in cited(smuggling)
    assert any(q.kind is Ask.LEAD for q in trafficking.questions)
