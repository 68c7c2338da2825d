"""Questionnaires: what loads, what is said about mistakes, and which findings answer which question."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from gapcheck.diagnostics import Diagnostic
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Assessment
from gapcheck.model.questionnaire import Catalogue, Grounds, meant
from gapcheck.packs import load_questionnaires, questionnaires_schema
from gapcheck.report import annexes, data, html, listing, markdown, view
from gapcheck.workspace import Workspace, shipped
from tests import builders
from tests.builders import act, element, entry, jurisdiction, obligation

TEMPLATES = (Path(__file__).parent.parent / "templates",)
DECLARED = frozenset({"tip.5.1", "tip.6.1", "tip.6.2.a", "tip.60"})

GOOD = """\
questionnaires:
  - {id: first_cycle, title: The first cycle, symbol: Decision 1, readable: the topics, verified: yes}
  - id: checklist
    title: {en: A checklist, fr: Une liste}
    url: https://example.org/list
    readable: the headings
    verified: no
  - {id: silent, title: A silent one, readable: the title, verified: yes}
questions:
  - id: crime
    asks: Is it a crime?
    asked_in: [first_cycle, checklist]
    basis: read
    answered_by: [tip.5.1]
  - id: victims
    asks: How are victims helped?
    asked_in: [checklist]
    basis: inferred
    note: the questions were not read
    answered_by: [tip.6.*, som.16.1, coe.10]
not_asked:
  - {obligations: [tip.60, som.9.*], why: they are details, basis: inferred}
beyond:
  - {says: they ask for examples, verified: yes}
  - {says: it asks for more, asked_in: [checklist], obligations: [tip.60], verified: no}
"""


def load(
    folder: Path, text: str, declared: Collection[str] = DECLARED
) -> tuple[Any, list[Diagnostic]]:
    path = folder / "rules" / "questionnaires" / "some.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_questionnaires([folder], declared)


def catalogue(folder: Path) -> Catalogue:
    found, diagnostics = load(folder, GOOD)
    assert diagnostics == []
    assert isinstance(found, Catalogue)
    return found


# Loading.


def test_what_is_written_is_loaded(tmp_path: Path) -> None:
    found = catalogue(tmp_path)
    assert list(found.questionnaires) == ["first_cycle", "checklist", "silent"]
    first, second = found.questionnaires["first_cycle"], found.questionnaires["checklist"]
    assert (first.symbol, first.url, first.verified) == ("Decision 1", "", True)
    assert (second.symbol, second.url, second.verified) == ("", "https://example.org/list", False)
    assert [point.grounds for point in found.points] == [Grounds.READ, Grounds.INFERRED]
    assert [one.obligations for one in found.not_asked] == [("tip.60", "som.9.*")]


@pytest.mark.parametrize(
    ("old", "new", "code", "words", "help"),
    [
        (
            "[tip.5.1]",
            "[tip.5.2]",
            "unknown-obligation",
            "tip.5.2",
            "use the id under which a pack declares it",
        ),
        (
            "tip.6.*",
            "tip.7.*",
            "unknown-obligation",
            "tip.7.*",
            "use the beginning of an id under which a pack declares one",
        ),
        (
            "tip.60,",
            "tip.600,",
            "unknown-obligation",
            "tip.600",
            "use the id under which a pack declares it",
        ),
        (
            "[checklist]",
            "[cheklist]",
            "unknown-source",
            "cheklist",
            "did you mean `checklist`?",
        ),
        (
            "id: victims",
            "id: crime",
            "duplicate-id",
            "crime",
            "give it another name; no id is ever used twice",
        ),
        (
            "id: silent",
            "id: checklist",
            "duplicate-id",
            "checklist",
            "give it another name; no id is ever used twice",
        ),
        ("basis: read", "basis: guessed", "unknown-word", "guessed", "write `read` or `inferred`"),
        (
            "tip.6.*",
            "'*'",
            "wrong-name",
            "'*'",
            "write an id as in `tip.3.c`, or `tip.6.*` for all that begin so",
        ),
    ],
)
def test_a_mistake_is_underlined(
    tmp_path: Path,
    old: str,
    new: str,
    code: str,
    words: str,
    help: str,  # noqa: A002
) -> None:
    assert old in GOOD
    found, diagnostics = load(tmp_path, GOOD.replace(old, new, 1))
    assert found is None
    (only,) = diagnostics
    text = only.span.file.text[only.span.start : only.span.end]
    assert (only.code, text, only.help) == (code, words, help)


def test_a_treaty_of_which_no_pack_is_at_hand_is_no_mistake(tmp_path: Path) -> None:
    found, diagnostics = load(tmp_path, GOOD, ["som.16.1", "som.9.1"])
    assert diagnostics == []
    assert len(found.points) == 2


def test_a_file_that_cannot_be_read_is_told_and_hides_no_other(tmp_path: Path) -> None:
    other = tmp_path / "rules" / "questionnaires" / "other.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("questions: nothing\n", encoding="utf-8")
    found, diagnostics = load(tmp_path, GOOD.replace("[tip.5.1]", "[tip.5.2]"))
    assert found is None
    assert [d.code for d in diagnostics] == ["wrong-shape", "unknown-obligation"]


def test_an_own_file_stands_in_for_a_shipped_one_of_the_same_name(tmp_path: Path) -> None:
    own, common = tmp_path / "own", tmp_path / "common"
    load(own, GOOD.replace("The first cycle", "Ours"))
    load(common, GOOD)
    found, diagnostics = load_questionnaires([own, common], DECLARED)
    assert diagnostics == []
    assert found is not None
    assert found.questionnaires["first_cycle"].title == {"en": "Ours"}
    assert len(found.points) == 2


def test_names_stand_for_ids_in_their_own_order() -> None:
    ids = ["tip.5.1", "tip.6.1", "tip.6.2.a", "tip.60"]
    assert meant(["tip.60", "tip.6.*", "tip.6.1", "tip.9"], ids) == (
        "tip.60",
        "tip.6.1",
        "tip.6.2.a",
    )


def test_the_schema_fits_what_is_read(tmp_path: Path) -> None:
    schema = questionnaires_schema()
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == {
        "questionnaires",
        "questions",
        "not_asked",
        "beyond",
    }


# Answers.


@cache
def rules() -> Rulebook:
    return builders.rulebook(
        obligation("tip.6.2.a", element("criminalize trafficking where victim is adult")),
        obligation("tip.5.1", element("criminalize trafficking")),
        obligation("tip.60", element("criminalize trafficking")),
        obligation("tip.7", element("criminalize trafficking where victim is child"), title="Left"),
    )


@cache
def assessed() -> Assessment:
    law = jurisdiction(act([entry("covers trafficking where act is any and victim is adult")]))
    return builders.assessment(rules(), law)


def answered(folder: Path, *names: str) -> annexes.AnnexesView:
    shown = view.assessment(assessed(), rules())
    return annexes.annexes(shown, catalogue(folder), names)


def test_each_question_has_the_findings_that_answer_it(tmp_path: Path) -> None:
    shown = answered(tmp_path, "checklist", "checklist", "silent")
    assert [one.id for one in shown.questionnaires] == ["checklist", "silent"]
    first, second = shown.questionnaires[0].questions
    assert [f.obligation for f in first.findings] == ["tip.5.1"]
    assert first.absent == ()
    assert [f.obligation for f in second.findings] == ["tip.6.2.a"]
    assert second.absent == ("som.16.1", "coe.10")
    assert second.note == "The questions were not read."
    assert shown.questionnaires[1].questions == ()


def test_what_is_left_out_is_listed_apart_from_what_nobody_matched(tmp_path: Path) -> None:
    shown = answered(tmp_path, "first_cycle")
    assert [[f.obligation for f in one.findings] for one in shown.not_asked] == [["tip.60"]]
    assert [f.obligation for f in shown.unmatched] == ["tip.7"]


def test_what_goes_further_is_told_for_the_questionnaires_that_are_meant(tmp_path: Path) -> None:
    first, both = answered(tmp_path, "first_cycle"), answered(tmp_path, "checklist")
    assert [one.says for one in first.beyond] == ["They ask for examples."]
    assert [one.standing for one in both.beyond] == [
        "read",
        "not read: check before quoting",
    ]
    assert [f.obligation for f in both.beyond[1].findings] == ["tip.60"]


def test_the_page_and_the_markdown_say_verdict_basis_and_what_was_read(tmp_path: Path) -> None:
    whole = view.assessment(assessed(), rules())
    added = answered(tmp_path, "first_cycle", "checklist", "silent")
    page = unescape(html.render(whole, TEMPLATES, added))
    paper = markdown.render(whole, TEMPLATES, added)
    for text in (page, paper):
        assert "in gapcheck's own words" in text
        assert "Read: the topics." in text
        assert "Reported to be, not verified: the headings." in text
        assert "inferred from what the questionnaire covers; the question was not read" in text
        assert "No question of it could be read or inferred." in text
        assert "They ask for examples. " in text
    finding = added.questionnaires[0].questions[0].findings[0]
    assert f"- {finding.mark.letter} {finding.headline}: {finding.citation}" in paper
    section = page[page.index('id="questionnaires"') :]
    assert f'<a href="#tip.5.1">{finding.citation}</a>' in section
    assert f"Rests on: {finding.basis}" in section
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_report_without_questionnaires_says_nothing_of_them() -> None:
    whole = view.assessment(assessed(), rules())
    assert "uestionnaire" not in html.render(whole, TEMPLATES)
    assert "uestionnaire" not in markdown.render(whole, TEMPLATES)
    assert "annexes" not in builders.as_data(assessed(), rules())


def test_the_data_keep_to_the_published_schema(tmp_path: Path) -> None:
    told = builders.as_data(assessed(), rules(), answered(tmp_path, "checklist"))
    Draft202012Validator(data.json_schema("check")).validate(json.loads(json.dumps(told)))
    (one,) = told["annexes"]["questionnaires"]
    assert (one["id"], one["verified"], one["readable"]) == ("checklist", False, "the headings")
    (crime, victims) = one["questions"]
    verdicts = {f["obligation"]: f["verdict"] for f in told["findings"]}
    assert crime["findings"] == [
        {
            "obligation": "tip.5.1",
            "citation": "Trafficking Protocol art. 5.1",
            "verdict": verdicts["tip.5.1"],
            "words": told["findings"][1]["headline"],
            "basis": "text",
            "basis_words": "text of the law",
        }
    ]
    assert victims["absent"] == ["som.16.1", "coe.10"]
    assert [f["obligation"] for f in told["annexes"]["unmatched"]] == ["tip.7"]


def test_data_cannot_become_markup(tmp_path: Path) -> None:
    added = answered(tmp_path, "first_cycle")
    (one,) = added.questionnaires
    nasty = replace(one, title="<script>x</script>", url="javascript:alert(1)")
    told = html.render(
        view.assessment(assessed(), rules()), TEMPLATES, replace(added, questionnaires=(nasty,))
    )
    assert "<script>x" not in told
    assert 'href="javascript' not in told


def test_the_list_counts_the_questions(tmp_path: Path) -> None:
    rows = listing.questionnaires(catalogue(tmp_path))
    assert [(r["id"], r["questions"], r["verified"]) for r in rows] == [
        ("first_cycle", 1, "yes"),
        ("checklist", 2, "no"),
        ("silent", 0, "yes"),
    ]


# What is shipped.


def test_every_shipped_question_names_its_questionnaires_and_says_how_it_is_known() -> None:
    found, diagnostics = load_questionnaires([shipped()], ())
    assert diagnostics == []
    assert found is not None
    assert len(found.questionnaires) == 12
    assert len(found.points) == 28
    for point in found.points:
        assert point.asked_in
        assert point.answered_by
    inferred = [point.id for point in found.points if point.grounds is Grounds.INFERRED]
    assert inferred == [
        "review-tip",
        "review-som",
        "review-untoc",
        "review-cooperation",
        "review-enforcement",
        "review-prevention",
    ]


def test_every_id_that_a_shipped_question_names_is_declared() -> None:
    room = Workspace(shipped())
    book, diagnostics = room.rulebook()
    assert book is not None, diagnostics
    _, diagnostics = room.questionnaires(book)
    assert [diagnostic.message for diagnostic in diagnostics] == []
