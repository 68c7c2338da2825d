"""Kyrgyzstan through time: what the sources give at real dates, and what they leave open."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gapcheck import asking
from gapcheck.engine import assess, judge
from gapcheck.model.law import Rulebook
from gapcheck.model.profile import Jurisdiction
from gapcheck.report import data
from gapcheck.workspace import Workspace
from tests import builders

CHILD = (
    "criminalize trafficking where victim is child and means is none"
    " and purpose in sexual_exploitation"
)


@cache
def files() -> tuple[Rulebook, Jurisdiction]:
    workspace = Workspace(Path())
    rulebook, mistakes = workspace.rulebook()
    assert rulebook is not None
    assert not mistakes
    law, mistakes = workspace.jurisdiction("KGZ", rulebook)
    assert law is not None
    assert not mistakes
    return rulebook, law


def checked(day: str) -> dict[str, dict[str, Any]]:
    rulebook, law = files()
    told = builders.as_data(assess(rulebook, law, date.fromisoformat(day)), rulebook)
    return {finding["obligation"]: finding for finding in told["findings"]}


def asked(day: str, sentence: str) -> dict[str, Any]:
    rulebook, law = files()
    element, mistakes = asking.asked(sentence, rulebook)
    assert element is not None, mistakes
    as_of = date.fromisoformat(day)
    return data.ask(judge(element, rulebook, law, as_of), rulebook, law, as_of)


def test_in_2018_the_law_asks_for_means_where_a_child_is_trafficked() -> None:
    finding = checked("2018-06-30")["tip.3.c"]
    (element,) = finding["elements"]
    assert finding["finding"] == "gap"
    assert element["verdict"] == "not_met"
    assert all(box["means"] == ["none"] for box in element["gap"])
    assert "adult" not in {v for box in element["gap"] for v in box["victim"]}
    cited = {e["citation"] for e in element["evidence"]}
    assert "Criminal Code 1997 art. 124" in cited
    assert "no means" in element["words"]
    assert finding["recommendations"]


def test_what_nobody_established_in_2018_is_unknown_beside_the_gap() -> None:
    (element,) = checked("2018-06-30")["tip.3.c"]["elements"]
    sexual = {"exploitation_of_prostitution", "other_sexual_exploitation"}
    assert {v for box in element["gap"] for v in box["purpose"]} == sexual
    assert element["unknown"]
    assert not any(set(box["purpose"]) & sexual for box in element["unknown"] if "purpose" in box)


@pytest.mark.parametrize("day", ["2019-01-31", "2019-06-30"])
def test_in_2019_the_gap_is_gone_and_the_acts_are_not_established(day: str) -> None:
    finding = checked(day)["tip.3.c"]
    (element,) = finding["elements"]
    assert element["verdict"] == "unknown"
    assert finding["finding"] is None
    assert element["gap"] == []
    assert "Criminal Code 2017 art. 171" in {e["citation"] for e in element["evidence"]}
    assert any("acts" in q["text"] and "art. 171" in q["text"] for q in element["questions"])


def test_after_the_amendment_of_may_2019_it_is_asked_whether_it_touched_the_article() -> None:
    (element,) = checked("2019-06-30")["tip.3.c"]["elements"]
    assert any("No. 62" in q["text"] and "art. 171" in q["text"] for q in element["questions"])
    (before,) = checked("2019-01-31")["tip.3.c"]["elements"]
    assert not any("No. 62" in q["text"] and "art. 171" in q["text"] for q in before["questions"])


def test_the_child_question_is_answered_no_in_2018_with_a_case() -> None:
    told = asked("2018-06-30", CHILD)
    assert told["answer"] == "no"
    assert told["verdict"] == "not_met"
    assert told["witness"]["cell"]["means"] == "none"
    assert "child" in told["witness"]["story"]


def test_the_child_question_is_answered_as_far_as_established_in_2019() -> None:
    told = asked("2019-01-31", CHILD)
    assert told["answer"] == "as_far_as_established"
    assert {p["citation"] for p in told["partial"]} == {"Criminal Code 2017 art. 171"}
    assert "act" in told["partial"][0]["not_established"]


def test_inside_the_uncertain_boundary_of_2021_what_differs_is_unknown() -> None:
    for finding in checked("2021-11-15").values():
        for element in finding["elements"]:
            assert element["verdict"] in {"unknown", "unclear", "not_applicable"}, finding[
                "obligation"
            ]
