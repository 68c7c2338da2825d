"""What `lint` says of files that it read, and of those that it did not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gapcheck import cli
from gapcheck.strays import strays
from gapcheck.workspace import Workspace
from tests.mistakes import PROFILE, PROFILE_TEXT
from tests.typed import Run

ACT = """\
statute: code
short: Code
title: Code
in_force: 2004-01-01
grade: P
source: gazette
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a jurisdiction of one act, in which one stands."""
    put(tmp_path, PROFILE, PROFILE_TEXT)
    put(tmp_path, "jurisdictions/xaa/statutes/code.yaml", ACT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, name: str, text: str = ACT) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_it_says_what_it_has_read(gapcheck: Run, room: Path) -> None:
    assert gapcheck("lint", "jurisdictions/xaa").out == (
        "no mistakes found in 1 jurisdiction, 1 act\n"
    )
    assert gapcheck("lint", "jurisdictions/xaa/statutes/code.yaml").out == (
        "no mistakes found in 1 act\n"
    )
    told = gapcheck("lint").out
    assert (
        told
        == "no mistakes found in 1 jurisdiction, 1 act of yours, nor in what comes with gapcheck\n"
    )


def test_packs_that_are_wrong_are_told_whatever_was_chosen(gapcheck: Run, room: Path) -> None:
    put(room, "rules/mine.yaml", "pack: mine\n")
    ended = gapcheck("lint", "jurisdictions/xaa")
    assert ended.status == cli.WRONG_FILE
    assert "rules/mine.yaml" in ended.err
    assert ended.out == ""


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("jurisdictions/xaa/statutes/act.yml", "call it `act.yaml`"),
        ("jurisdictions/xaa/statutes/act.yaml.txt", "call it `act.yaml`"),
        ("jurisdictions/xaa/statutes/act.YAML", "call it `act.yaml`"),
        ("jurisdictions/xaa/act.yaml", "acts stand in `jurisdictions/xaa/statutes` itself"),
        ("jurisdictions/xaa/statutes/old/act.yaml", "acts stand in `jurisdictions/xaa/statutes`"),
        ("jurisdictions/xab/statutes/act.yaml", "write `jurisdictions/xab/jurisdiction.yaml`"),
        ("jurisdictions/xab.yaml", "a jurisdiction is a folder in `jurisdictions`"),
        ("rules/mine.yml", "call it `mine.yaml`"),
        ("rules/mine/pack.yaml", "packs and their cases stand in `rules` itself"),
    ],
)
def test_a_file_that_nothing_reads_is_told_with_what_to_do(
    gapcheck: Run, room: Path, name: str, advice: str
) -> None:
    assert strays(room) == []
    put(room, name)
    ended = gapcheck("lint")
    assert ended.status == cli.DONE
    assert f"{name}:1:1: warning[file-not-read]: nothing reads this file" in ended.err
    assert advice in ended.err
    assert ended.out == ""


def test_a_folder_without_a_profile_is_told_once(room: Path) -> None:
    for name in ("a", "b"):
        put(room, f"jurisdictions/xab/statutes/{name}.yaml")
    assert len(strays(room)) == 1


def test_of_two_folders_for_one_code_the_second_is_told_once(gapcheck: Run, room: Path) -> None:
    for home in ("xab", "XAB", "Xab"):
        put(room, f"jurisdictions/{home}/jurisdiction.yaml", PROFILE_TEXT.replace("XAA", "XAB"))
        put(room, f"jurisdictions/{home}/statutes/code.yaml")
    if len({path.name for path in (room / "jurisdictions").iterdir()}) < 4:
        pytest.skip("names of files differ here by more than capitals")
    assert Workspace(room).jurisdictions()["XAB"].name == "XAB"
    ended = gapcheck("lint")
    cause = "nothing reads this file, because `jurisdictions/XAB` is read for the same code"
    assert re.findall(r"^(\S+?):1:1: warning\[file-not-read\]: (.+)$", ended.err, re.MULTILINE) == [
        (f"jurisdictions/{home}/jurisdiction.yaml", cause) for home in ("Xab", "xab")
    ]
    assert "make one folder of the two" in ended.err


def test_where_nothing_is_read_nothing_is_said_to_be_right(gapcheck: Run, room: Path) -> None:
    put(room, "jurisdictions/xab/statutes/act.yml")
    ended = gapcheck("lint", "jurisdictions/xab")
    assert ended.status == cli.USAGE
    assert "nothing is read from `jurisdictions/xab`" in ended.err
    assert ended.out == ""


def test_a_folder_called_after_another_code_is_a_mistake(gapcheck: Run, room: Path) -> None:
    (room / "jurisdictions/xaa").rename(room / "jurisdictions/arcadia")
    ended = gapcheck("lint")
    assert ended.status == cli.WRONG_FILE
    assert "about `XAA` and stands in a folder `arcadia`, where nobody finds it" in ended.err
    assert "call the folder `xaa`" in ended.err


def test_in_a_wrong_folder_it_says_where_the_files_are(
    gapcheck: Run, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(room / "jurisdictions" / "xaa")
    told = gapcheck("lint").out
    assert "nothing of yours is here" in told
    assert f"go there: `{room.resolve()}`" in told
    assert "no mistakes found in what comes with gapcheck" in told


@pytest.mark.parametrize(
    ("file", "old", "new", "codes"),
    [
        (PROFILE, "sources:", "source:", ["unknown-key"]),
        (PROFILE, "  gazette:", "  the gazette:", ["wrong-name"]),
        ("jurisdictions/xaa/statutes/code.yaml", "short:", "shrt:", ["missing-key", "unknown-key"]),
        ("jurisdictions/xaa/statutes/code.yaml", "source: g", "source: x", ["unknown-source"]),
    ],
)
def test_a_reference_to_what_is_misspelt_itself_is_not_told_too(
    gapcheck: Run, room: Path, file: str, old: str, new: str, codes: list[str]
) -> None:
    reviewed = """\
reviews:
  - says: reviewed trafficking
    period: {from: 2004-01-01, to: 2010-01-01}
    read: [Code]
    by: A
    on: 2011-01-01
    source: gazette
    grade: P
"""
    put(room, PROFILE, PROFILE_TEXT + reviewed)
    assert gapcheck("lint").err == ""
    put(room, file, (room / file).read_text(encoding="utf-8").replace(old, new))
    assert sorted(re.findall(r"error\[(.+?)\]", gapcheck("lint").err)) == codes


def test_hidden_files_are_drafts_that_no_command_looks_at(
    gapcheck: Run, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAPCHECK_CACHE", "off")
    told = gapcheck("lint").out
    names = Workspace(room).pack_names()
    for name in (
        "rules/.draft.yaml",
        "rules/.draft.cases.yaml",
        "rules/spaces/.draft.yaml",
        "rules/questionnaires/.draft.yaml",
        "jurisdictions/.xab/jurisdiction.yaml",
        "jurisdictions/xaa/statutes/.draft.yaml",
        "jurisdictions/.old/xaa/statutes/act.yml",
    ):
        put(room, name, "draft: [")
    ended = gapcheck("lint")
    assert (ended.status, ended.out, ended.err) == (cli.DONE, told, "")
    assert Workspace(room).pack_names() == names
    assert ".XAB" not in Workspace(room).jurisdictions()
    assert gapcheck("format", "--check", "rules", "jurisdictions").status == cli.DONE
