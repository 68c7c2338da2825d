"""What differs between two versions of the rules, the verdicts that follow, and ids that are gone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from msgspec.structs import replace

from gapcheck import cli
from gapcheck.changes import Change, ChangeKind, VerdictChange, as_before, changes, verdict_changes
from gapcheck.dsl.ast import Unit
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Verdict
from gapcheck.workspace import Workspace
from tests import mistakes

PACK = (Path(__file__).parent / "example" / "rules" / "example.yaml").read_text(encoding="utf-8")
DAY = date(2024, 1, 1)


def version(folder: Path, text: str) -> Rulebook:
    """A version of the example pack, with the spaces that come with the program."""
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "example.yaml").write_text(text, encoding="utf-8")
    rulebook, wrong = Workspace(folder).rulebook(["example"])
    assert rulebook is not None, wrong
    return rulebook


def differing(tmp_path: Path, *edits: tuple[str, str]) -> list[Change]:
    text = PACK
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return list(changes(version(tmp_path / "old", PACK), version(tmp_path / "new", text)))


def test_a_version_does_not_differ_from_itself(tmp_path: Path) -> None:
    assert differing(tmp_path) == []


EDITS: dict[str, tuple[tuple[str, str], Change]] = {
    "force": (
        ("force: safeguard", "force: mandatory"),
        Change(ChangeKind.FORCE, "ex.safeguard", None, "safeguard", "mandatory"),
    ),
    "roll-up": (
        ("roll_up: any", "roll_up: all"),
        Change(ChangeKind.RULE, "ex.ships", "roll_up", "any", "all"),
    ),
    "condition": (
        ("given: establish keeps_ships", "given: establish keeps_records"),
        Change(
            ChangeKind.RULE, "ex.ships", "given", "establish keeps_ships", "establish keeps_records"
        ),
    ),
    "qualifier": (
        ("qualifiers: [basic_concepts]", "qualifiers: [basic_concepts, fundamental_principles]"),
        Change(
            ChangeKind.RULE,
            "ex.attempt",
            "qualifiers",
            "basic_concepts",
            "basic_concepts; fundamental_principles",
        ),
    ),
    "reference of an element": (
        ("        net_of: [ex.children]\n", ""),
        Change(ChangeKind.RULE, "ex.attempt", "attempt net_of", "ex.children", ""),
    ),
    "text": (
        ("title: A duty", "title: Another duty"),
        Change(ChangeKind.TEXT, "ex.children", "title", "A duty", "Another duty"),
    ),
    "wider sentence": (
        (
            "charge is begging and person is child_victim",
            "charge in {begging, illegal_work} and person is child_victim",
        ),
        Change(
            ChangeKind.SENTENCE,
            "ex.safeguard",
            "respect",
            "never punish victim_liability where charge is begging and person is child_victim",
            "never punish victim_liability where charge in {begging, illegal_work}"
            " and person is child_victim",
            newly=("charge is illegal_work",),
        ),
    ),
    "another sentence on a fact": (
        ("establish period >= 30 days", "establish period >= 60 days"),
        Change(
            ChangeKind.SENTENCE,
            "ex.ships",
            "period",
            "establish period >= 30 days",
            "establish period >= 60 days",
        ),
    ),
    "watch": (
        (
            "watch trafficking where victim is adult and means is none",
            "watch trafficking where victim is adult and means is none and act is receipt",
        ),
        Change(
            ChangeKind.SENTENCE,
            "",
            "adults",
            "watch trafficking where victim is adult and means is none",
            "watch trafficking where victim is adult and means is none and act is receipt",
            no_longer=(
                "act in {recruitment, transportation, transfer, harbouring, buying_selling}",
            ),
        ),
    ),
    "note of a watch": (
        ("note: Adults too.", "note: Adults as well."),
        Change(ChangeKind.TEXT, "", "adults note", "Adults too.", "Adults as well."),
    ),
    "obligation of a watch": (
        ("note: Adults too.", "note: Adults too., obligation: ex.children"),
        Change(ChangeKind.RULE, "ex.children", "adults obligation", "", "ex.children"),
    ),
    "question of a fact": (
        ("question: Are there ships?", "question: Which ships?"),
        Change(ChangeKind.TEXT, "", "keeps_ships question", "Are there ships?", "Which ships?"),
    ),
    "kind of a fact": (
        ("keeps_records: {kind: yes_no", "keeps_records: {kind: date"),
        Change(ChangeKind.RULE, "", "keeps_records kind", "yes_no", "date"),
    ),
    "choices of a fact": (
        ("[police, court, none_at_all]", "[police, court]"),
        Change(
            ChangeKind.RULE, "", "office choices", "police; court; none_at_all", "police; court"
        ),
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_a_difference_is_told_and_nothing_else(tmp_path: Path, what: str) -> None:
    edit, expected = EDITS[what]
    assert differing(tmp_path, edit) == [expected]


def test_an_obligation_is_added_removed_or_superseded(tmp_path: Path) -> None:
    gone = ("- id: ex.records", "- id: ex.registers")
    (added, removed) = differing(tmp_path / "a", gone)
    assert (added.kind, added.obligation) == (ChangeKind.ADDED, "ex.registers")
    assert (removed.kind, removed.obligation) == (ChangeKind.REMOVED, "ex.records")
    heir = ("- id: ex.records", "- id: ex.registers\n    supersedes: [ex.records]")
    (_, superseded) = differing(tmp_path / "b", heir)
    assert superseded.kind is ChangeKind.SUPERSEDED
    assert superseded.after == "ex.registers"


def test_an_element_is_added_and_removed(tmp_path: Path) -> None:
    added, removed = differing(tmp_path, ("- id: period", "- id: term"))
    assert (added.kind, added.part) == (ChangeKind.ADDED, "term")
    assert (removed.kind, removed.part) == (ChangeKind.REMOVED, "period")
    assert removed.before == "establish period >= 30 days"


def test_a_fact_is_added_and_removed(tmp_path: Path) -> None:
    added, removed = differing(
        tmp_path,
        ("  keeps_records:", "  keeps_files:"),
        ("establish keeps_records", "establish keeps_files"),
    )[1:]
    assert (added.kind, added.part, added.after) == (
        ChangeKind.ADDED,
        "keeps_files",
        "Are there records?",
    )
    assert (removed.kind, removed.part) == (ChangeKind.REMOVED, "keeps_records")


def test_the_unit_of_a_number_is_told(tmp_path: Path) -> None:
    old = version(tmp_path, PACK)
    months = replace(old.facts["period"], unit=Unit.MONTHS)
    new = replace(old, facts={**old.facts, "period": months})
    assert changes(old, new) == [Change(ChangeKind.RULE, "", "period unit", "days", "months")]


def test_watches_of_two_packs_may_have_the_same_id(tmp_path: Path) -> None:
    one = version(tmp_path, PACK)
    another = replace(one.packs[0], id="another", obligations=())
    two = replace(one, packs=(*one.packs, another))
    (added,), (gone,) = changes(one, two), changes(two, one)
    assert (added.kind, added.part) == (ChangeKind.ADDED, "adults")
    assert (gone.kind, gone.part) == (ChangeKind.REMOVED, "adults")


def test_a_watch_over_a_space_with_other_cells_is_told(tmp_path: Path) -> None:
    old = version(tmp_path, PACK)
    one = old.vocabularies["trafficking"]
    other = replace(one, space=replace(one.space, one_at_a_time=()))
    new = replace(old, vocabularies={**old.vocabularies, "trafficking": other})
    assert [c.kind for c in changes(old, new) if c.part == "adults"] == [ChangeKind.SENTENCE]


# Verdicts.

PROFILE = """\
jurisdiction: XAA
name: Arcadia
version: 0.1.0
sources:
  gazette: {title: Gazette, basis: text, published: "No. 1"}
facts:
  - {fact: keeps_ships, value: yes, citation: Ships Act, grade: P, source: gazette}
  - {fact: keeps_records, value: yes, citation: Records Act, grade: P, source: gazette}
  - {fact: period, value: 45 days, citation: Ships Act, grade: P, source: gazette}
  - {fact: office, value: none_at_all, citation: Ships Act, grade: P, source: gazette}
"""


def with_profile(folder: Path) -> Path:
    home = folder / "jurisdictions" / "xaa"
    home.mkdir(parents=True)
    (home / "jurisdiction.yaml").write_text(PROFILE, encoding="utf-8")
    return folder


def test_verdicts_that_follow_are_told(tmp_path: Path) -> None:
    old = version(tmp_path / "old", PACK)
    new = version(tmp_path / "new", PACK.replace(">= 30 days", ">= 60 days"))
    law, wrong = Workspace(with_profile(tmp_path / "new")).jurisdiction("XAA", new)
    assert law is not None, wrong
    earlier = as_before(old, new, law)
    assert earlier is not None
    assert list(verdict_changes(old, new, [(earlier, law)], DAY)) == [
        VerdictChange("XAA", "ex.ships", Verdict.MET, Verdict.NOT_MET)
    ]


def test_an_answer_to_another_question_is_no_answer(tmp_path: Path) -> None:
    asked = PACK.replace(
        "period: {kind: number, unit: days,", "period: {kind: number, unit: months,"
    )
    old = version(tmp_path / "old", asked.replace(">= 30 days", ">= 1 months"))
    new = version(tmp_path / "new", PACK)
    law, wrong = Workspace(with_profile(tmp_path / "new")).jurisdiction("XAA", new)
    assert law is not None, wrong
    earlier = as_before(old, new, law)
    assert earlier is not None
    assert {f.fact for f in law.facts} - {f.fact for f in earlier.facts} == {"period"}
    assert list(verdict_changes(old, new, [(earlier, law)], DAY)) == [
        VerdictChange("XAA", "ex.ships", Verdict.UNKNOWN, Verdict.MET)
    ]


# The command.

Listed: TypeAlias = Callable[..., tuple[object, str, str]]


@pytest.fixture
def listed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Listed:
    def run(*arguments: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["gapcheck", "list", "--changes", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return run


def saved(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_two_files_of_a_pack_are_compared(tmp_path: Path, listed: Listed) -> None:
    old = saved(tmp_path / "saved.yaml", PACK)
    new = saved(tmp_path / "edited.yaml", PACK.replace(">= 30 days", ">= 60 days"))
    home = str(with_profile(tmp_path / "home"))
    (tmp_path / "home" / "rules").mkdir()
    saved(tmp_path / "home" / "rules" / "example.yaml", PACK)
    place = ("--workspace", home, "--as-of", "2024-01-01")
    status, out, err = listed(old, new, *place)
    assert (status, err) == (cli.DONE, "")
    assert out == (
        "ex.ships period: sentence\n"
        "  before: establish period >= 30 days\n"
        "  after: establish period >= 60 days\n"
        "XAA ex.ships, 2024-01-01: met -> not_met\n"
    )
    told: dict[str, Any] = json.loads(listed(old, new, *place, "--format", "json")[1])
    assert [row["change"] for row in told["changes"]] == ["sentence"]
    assert told["verdicts"] == [
        {"jurisdiction": "XAA", "id": "ex.ships", "before": "met", "after": "not_met"}
    ]


def test_an_id_that_is_gone_is_a_mistake_with_its_place(tmp_path: Path, listed: Listed) -> None:
    for name, text in (("old", PACK), ("new", PACK.replace("- id: ex.records", "- id: ex.lists"))):
        (tmp_path / name / "rules").mkdir(parents=True)
        saved(tmp_path / name / "rules" / "example.yaml", text)
    status, out, err = listed(str(tmp_path / "old" / "rules"), str(tmp_path / "new"))
    assert status == cli.WRONG_FILE
    assert "ex.records: removed" in out
    line = next(n for n, text in enumerate(PACK.splitlines(), 1) if "- id: ex.records" in text)
    assert f"rules/example.yaml:{line}:9: error[id-removed]" in err
    assert "= help: an id is permanent" in err


@pytest.mark.parametrize(
    ("content", "says"),
    [("pack: [", "yaml-syntax"), ("space: small", "it has no key `pack`"), (None, "there is no")],
)
def test_a_version_that_cannot_be_read_ends_the_command(
    tmp_path: Path, listed: Listed, content: str | None, says: str
) -> None:
    good = saved(tmp_path / "good.yaml", PACK)
    path = tmp_path / "bad.yaml"
    bad = str(path) if content is None else saved(path, content)
    status, out, err = listed(bad, good)
    assert status in (cli.WRONG_FILE, cli.USAGE)
    assert out == ""
    assert says in err


def test_the_example_of_the_catalogue_is_its_own_older_version(tmp_path: Path) -> None:
    assert changes(*(version(tmp_path / n, mistakes.PACK_TEXT) for n in ("old", "new"))) == []
