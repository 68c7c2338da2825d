"""Every mistake a lawyer would make: a diagnostic with place and help, status 3, all files as they were."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from gapcheck import cli

PROFILE = """\
jurisdiction: {code}
name: Nowhere
version: 0.1.0
sources:
  s: {{title: A source, url: "https://example.org", basis: text}}
"""
STATUTE = """\
statute: code
short: Code
title: The Code
in_force: {in_force}
grade: P
source: s
provisions:
  - article: {article}
    title: An offence
    versions:
      - claims:
          - says: |
              {says}
            read: full
            grade: P
            source: s
            penalty: {penalty}
"""
FITTING = {
    "in_force": "2003-12-25",
    "article": "art. 1",
    "says": "covers trafficking where act is any",
    "penalty": "not established",
}
SPACE = """\
space: small
kind: offence
title: Small
story: "{{a}}"
dimensions:
  a:
    leading: yes
    label: a
    question: which a?
    values:
      x: {{label: x, definition: x, phrase: x}}
    groups: {groups}
"""


def statute(**changes: str) -> str:
    return STATUTE.format(**{**FITTING, **changes})


def workspace(
    folder: Path, *, code: str = "XAA", act: str | bytes = "", extra: dict[str, str] | None = None
) -> Path:
    """A workspace with one jurisdiction, whose only act is given."""
    home = folder / "jurisdictions" / "xaa"
    (home / "statutes").mkdir(parents=True)
    (home / "jurisdiction.yaml").write_text(PROFILE.format(code=code), encoding="utf-8")
    (home / "statutes" / "code.yaml").write_bytes(act.encode() if isinstance(act, str) else act)
    for name, text in (extra or {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def fingerprints(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


Lint: TypeAlias = Callable[[Path], tuple[int, str]]


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lint:
    """Lint a workspace: the exit status and what was said; no file may change."""

    def run(folder: Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["gapcheck", "lint", "--workspace", str(folder)])
        before = fingerprints(folder)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert fingerprints(folder) == before
        code = ended.value.code
        return (code if isinstance(code, int) else 0), capsys.readouterr().err

    return run


MISTAKES: dict[str, tuple[str | bytes, str]] = {
    "broken YAML": (statute().replace("title: The Code", 'title: "The Code'), "yaml-syntax"),
    "a duplicate key": (statute() + "grade: S\n", "duplicate-key"),
    "an anchor": (statute().replace("title: The Code", "title: &t The Code"), "yaml-anchor"),
    "a tag": (statute().replace("title: The Code", "title: !!str The Code"), "yaml-tag"),
    "deep nesting": ("a: " + "[" * 5000 + "]" * 5000, "yaml-nesting"),
    "an unknown space": (statute(says="covers traficking where act is any"), "unknown-space"),
    "an unknown dimension": (
        statute(says="covers trafficking where acts is any"),
        "unknown-dimension",
    ),
    "an unknown value": (
        statute(says="covers trafficking where act is recruiting"),
        "unknown-value",
    ),
    "an unknown group": (
        statute(says="covers trafficking where act is any and victim is children"),
        "unknown-value",
    ),
    "an unknown provision": (
        statute(says='covers trafficking as defined in "Code art. 9"'),
        "unknown-provision",
    ),
    "contradictory dates": (
        statute().replace("grade: P\nsource", "repealed: 2001-01-01\ngrade: P\nsource", 1),
        "dates-out-of-order",
    ),
    "a slash date": (statute(in_force="25/12/2003"), "wrong-date"),
    "a claim that covers nothing": (
        statute(says="covers trafficking where act is any and victim is adult and victim is child"),
        "empty-region",
    ),
    "a region of another space": (
        statute(says="covers trafficking where act is any and destination is own_state"),
        "unknown-dimension",
    ),
    "an offence without penalty": (
        statute().replace("            penalty: not established\n", ""),
        "penalty-missing",
    ),
    "uneven silence": (
        statute(
            says="covers trafficking where act is any and (participation is attempt or victim is child)"
        ),
        "uneven-silence",
    ),
    "not UTF-8": (statute().encode("utf-8").replace(b"The Code", b"The C\xf6de"), "file-encoding"),
    "a circular definition": (
        statute(says='defines trafficking as defined in "Code art. 1"').replace(
            "            penalty: not established\n", ""
        ),
        "circular-definition",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_statute_is_told_with_place_and_help(
    name: str, tmp_path: Path, lint: Lint
) -> None:
    act, code = MISTAKES[name]
    status, told = lint(workspace(tmp_path, act=act))
    assert status == cli.WRONG_FILE
    assert f"[{code}]" in told
    assert "jurisdictions/xaa/statutes/code.yaml:" in told
    assert "= help:" in told
    assert "Traceback" not in told


def test_a_sound_act_is_passed(tmp_path: Path, lint: Lint) -> None:
    status, told = lint(workspace(tmp_path, act=statute()))
    assert (status, told) == (cli.DONE, "")


def test_an_article_number_stays_text(
    tmp_path: Path, lint: Lint, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace(tmp_path, act=statute(article="1.10"))
    assert lint(folder)[0] == cli.DONE
    monkeypatch.setattr(
        sys, "argv", ["gapcheck", "explain", "tip.5.1", "XAA", "--workspace", str(folder)]
    )
    with pytest.raises(SystemExit):
        cli.main()
    assert "Code 1.10" in capsys.readouterr().out


def test_no_as_a_country_code_is_not_false(tmp_path: Path, lint: Lint) -> None:
    status, told = lint(workspace(tmp_path, code="NO", act=statute()))
    assert status == cli.WRONG_FILE
    assert "`NO`" in told
    assert "three-letter code" in told


def test_a_huge_file_is_refused_before_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace(tmp_path, act=statute())
    with (folder / "jurisdictions" / "xaa" / "statutes" / "huge.yaml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(sys, "argv", ["gapcheck", "lint", "--workspace", str(folder)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == cli.WRONG_FILE
    assert "[file-too-large]" in capsys.readouterr().err


def test_a_circular_group_is_told(tmp_path: Path, lint: Lint) -> None:
    groups = "{g: {label: g, values: [h]}, h: {label: h, values: [g]}}"
    extra = {"rules/spaces/small.yaml": SPACE.format(groups=groups)}
    status, told = lint(workspace(tmp_path, act=statute(), extra=extra))
    assert status == cli.WRONG_FILE
    assert "rules/spaces/small.yaml:" in told
    assert "circular" in told


def test_carets_stand_under_arabic_and_chinese_text(tmp_path: Path, lint: Lint) -> None:
    act = statute(says="covers trafficking where act is الاتجار").replace("The Code", "刑法典")
    status, told = lint(workspace(tmp_path, act=act))
    assert status == cli.WRONG_FILE
    assert "الاتجار" in told
    mark = next(line for line in told.splitlines() if "^" in line)
    assert mark.count("^") == len("الاتجار")


def test_several_mistakes_are_told_in_one_run(tmp_path: Path, lint: Lint) -> None:
    act = statute(in_force="25/12/2003", says="covers trafficking where act is recruiting")
    status, told = lint(workspace(tmp_path, code="NO", act=act))
    assert status == cli.WRONG_FILE
    for code in ("[country-code]", "[wrong-date]", "[unknown-value]"):
        assert code in told
