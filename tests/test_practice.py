"""The law in use beside the law on paper, and what shortfalls call for: in the view, on the pages, as data."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from gapcheck.model.law import Need, NeedKind
from gapcheck.report import data, markdown, view
from gapcheck.report.records import NeedView
from tests.builders import (
    act,
    as_data,
    assessment,
    element,
    entry,
    in_use,
    jurisdiction,
    needing,
    obligation,
    rulebook,
)

TEMPLATES = (Path(__file__).parent.parent / "templates",)
CHILD = "criminalize trafficking where victim is child and means is none"
JUDGES = Need(NeedKind.TRAINING, {"en": "judges, in cases without means"})
HELP = Need(NeedKind.ASSISTANCE, {"en": "drafting of the offence"})
RULES = rulebook(
    needing(obligation("tip.1", element(CHILD)), HELP, JUDGES),
    needing(obligation("tip.2", element(CHILD)), JUDGES),
    needing(obligation("tip.3", element("criminalize trafficking where means is force")), HELP),
)
LAW = in_use(jurisdiction(act([entry("covers trafficking where act is any and means is force")])))
FOUND = assessment(RULES, LAW)


def test_only_what_falls_short_has_needs_and_each_is_told_once() -> None:
    assert view.assessment(FOUND, RULES).needs == (
        NeedView("Training", "Judges, in cases without means.", ("tip.1", "tip.2")),
        NeedView("Technical assistance", "Drafting of the offence.", ("tip.1",)),
    )


def test_a_case_decided_after_the_day_of_the_law_is_left_out() -> None:
    (decision,) = view.assessment(FOUND, RULES).decisions
    assert (decision.court, decision.decided) == ("Supreme Court, No. 7", "30 June 2019")
    assert decision.applied == "Code art. 1"


def test_a_nought_is_a_figure_and_a_year_is_told_by_its_number() -> None:
    (figure,) = view.assessment(FOUND, RULES).statistics
    assert (figure.about, figure.period, figure.number) == ("trafficking: convictions", "2019", 0)


def test_the_pages_show_needs_cases_and_figures() -> None:
    page = markdown.render(view.assessment(FOUND, RULES), TEMPLATES)
    served = "Trafficking Protocol art. 1 (1.1), art. 2 (1.2)"
    assert f"| Training | Judges, in cases without means. | {served} |" in page
    assert (
        "| Supreme Court, No. 7 | 30 June 2019 | Code art. 1 | Convicted of trafficking. |" in page
    )
    assert "| trafficking: convictions | 2019 | 0 persons |" in page
    bare = markdown.render(view.assessment(assessment(RULES, jurisdiction()), RULES), TEMPLATES)
    assert "## The law in use" not in bare


def test_the_data_hold_what_the_schema_says() -> None:
    told = as_data(FOUND, RULES)
    Draft202012Validator(data.json_schema("check")).validate(json.loads(json.dumps(told)))
    assert told["needs"][0]["obligations"] == ["tip.1", "tip.2"]
    assert [d["case"] for d in told["law_in_use"]["decisions"]] == ["No. 7", "No. 8"]
