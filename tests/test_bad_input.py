"""Every mistake a lawyer would make: a diagnostic with place and help, status 3, all files as they were."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from gapcheck import cli
from tests import mistakes

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


FROM_WORD: dict[str, tuple[str, str, str, str]] = {
    "a space in a short title": (
        "short: Code",
        "short: Penal\xa0Code",
        "invisible-character",
        "\xa0",
    ),
    "a space in an article": ("art. 1", "art.\u202f1", "invisible-character", "\u202f"),
    "a mark in an id": ("statute: code", "statute: co\xadde", "invisible-character", "\xad"),
    "a mark in a choice": ("grade: P", "grade: P\u200b", "invisible-character", "\u200b"),
    "a space in a quantity": (
        "penalty: not established",
        "penalty: {imprisonment: {maximum: 8\xa0years}}",
        "invisible-character",
        "\xa0",
    ),
    "quotes around a short title": ("short: Code", "short: “Code”", "curly-quotes", "“Code”"),
    "quotes around a date": ("2003-12-25", "“2003-12-25”", "curly-quotes", "“2003-12-25”"),
    "quotes around a sentence": (
        "covers trafficking where",
        "“covers trafficking where",
        "curly-quotes",
        "“",
    ),
    "dashes before items": ("versions:\n", "versions:\n      – x\n      – y\n#", "long-dash", "–"),
}


@pytest.mark.parametrize("name", FROM_WORD)
def test_what_a_word_processor_put_in_is_told_at_its_place(
    name: str, tmp_path: Path, lint: Lint
) -> None:
    old, new, code, marked = FROM_WORD[name]
    act = statute().replace(old, new, 1)
    if code == "long-dash":
        act = act[: act.index("#")]
    line = next(
        n
        for n, (a, b) in enumerate(zip(act.splitlines(), statute().splitlines(), strict=False), 1)
        if a != b
    )
    status, told = lint(workspace(tmp_path, act=act))
    assert status == cli.WRONG_FILE
    (first,) = (one for one in told.splitlines() if "error[" in one)
    column = act.splitlines()[line - 1].index(marked) + 1
    assert first.startswith(f"jurisdictions/xaa/statutes/code.yaml:{line}:{column}: error[{code}]")


def test_what_a_word_processor_put_into_prose_may_stay(tmp_path: Path, lint: Lint) -> None:
    act = statute().replace("title: The Code", "title: “Code\xa0pénal” d’un\u202fÉtat")
    act += "            quote: “Quiconque recrute\xa0; qui\xadconque”\n            quote_language: fr\n"
    assert lint(workspace(tmp_path, act=act)) == (cli.DONE, "")


def test_a_name_that_only_looks_right_is_told_once_and_where_it_stands(
    tmp_path: Path, lint: Lint
) -> None:
    folder = workspace(tmp_path, act=statute().replace("short: Code", "short: Penal\xa0Code"))
    profile = folder / "jurisdictions/xaa/jurisdiction.yaml"
    review = """\
reviews:
  - says: reviewed trafficking
    period: {from: 2010-01-01, to: 2024-12-31}
    read: [Penal Code]
    by: A. Analyst
    on: 2025-01-15
    source: s
    grade: P
"""
    profile.write_text(profile.read_text(encoding="utf-8") + review, encoding="utf-8")
    _, told = lint(folder)
    assert re.findall(r"error\[(.+?)\]", told) == ["invisible-character"]


PACK = """\
pack: small
version: 0.1.0
instrument: tip
obligations:
  - id: small.1
    provision: "1"
    chapter: prosecution
    force: {force}
    addressees: [criminal_law]
    assessability: L
    title: A duty
    explanation: A duty.
    {more}
    elements:
      - id: one
        title: An element
        requires: criminalize trafficking
        explanation: An element.
        {remedy}
        {reference}
"""
SOUND = {
    "force": "mandatory",
    "more": "limits: []",
    "remedy": "remedy: enact an offence",
    "reference": "questions: []",
}
PACK_MISTAKES: dict[str, tuple[dict[str, str], str, str]] = {
    "an unknown id in `net_of`": (
        {"reference": "net_of: [tip.5.11]"},
        "unknown-obligation",
        "tip.5.11",
    ),
    "an unknown id in `told_by`": (
        {"reference": "told_by: [tip.5.11]"},
        "unknown-obligation",
        "tip.5.11",
    ),
    "an unknown id in `through`": (
        {"more": "through: [tip.5.11]", "force": "definition"},
        "unknown-obligation",
        "tip.5.11",
    ),
    "a superseded id in use": ({"more": "supersedes: [tip.5.1]"}, "superseded-in-use", "tip.5.1"),
    "an element without remedy": (
        {"remedy": "questions: []", "reference": ""},
        "missing-key",
        "remedy",
    ),
    "a remedy with a verb of its own": (
        {"remedy": "remedy: must enact an offence"},
        "remedy-verb",
        "must",
    ),
    "a remedy weaker than the duty": (
        {"remedy": "remedy: consider an offence"},
        "remedy-verb",
        "consider",
    ),
}


@pytest.mark.parametrize("name", PACK_MISTAKES)
def test_a_mistake_in_a_pack_is_told_with_place_and_help(
    name: str, tmp_path: Path, lint: Lint
) -> None:
    changes, code, word = PACK_MISTAKES[name]
    extra = {"rules/small.yaml": PACK.format(**{**SOUND, **changes})}
    status, told = lint(workspace(tmp_path, act=statute(), extra=extra))
    assert status == cli.WRONG_FILE
    first = next(line for line in told.splitlines() if f"[{code}]" in line)
    assert first.startswith("rules/small.yaml:")
    assert f"`{word}`" in first
    assert "= help:" in told


@pytest.mark.parametrize("force", ["optional", "good_practice"])
def test_who_may_wish_to_may_consider(force: str, tmp_path: Path, lint: Lint) -> None:
    changes = {"force": force, "remedy": "remedy: consider an offence"}
    extra = {"rules/small.yaml": PACK.format(**{**SOUND, **changes})}
    assert lint(workspace(tmp_path, act=statute(), extra=extra)) == (cli.DONE, "")


def test_a_space_over_its_limit_is_told(tmp_path: Path, lint: Lint) -> None:
    space = (mistakes.FOLDER / "space-too-large.yaml").read_text(encoding="utf-8")
    extra = {"rules/spaces/small.yaml": space}
    status, told = lint(workspace(tmp_path, act=statute(), extra=extra))
    assert status == cli.WRONG_FILE
    assert "rules/spaces/small.yaml:" in told
    assert "[space-too-large]" in told
    assert "= help:" in told


CASES = """\
pack: small
cases:
  - name: a case of what does not exist
    justified: {small.2: basic_concepts, small.1: basic_concepts}
    expect:
      small.3: met
      small.1: {verdict: met, elements: {two: met}, told_by: [small.4]}
    findings: [small.5]
    called: {gap: [small.6]}
"""


def test_a_case_of_what_does_not_exist_is_told_in_one_run(tmp_path: Path, lint: Lint) -> None:
    extra = {"rules/small.yaml": PACK.format(**SOUND), "rules/small.cases.yaml": CASES}
    status, told = lint(workspace(tmp_path, act=statute(), extra=extra))
    assert status == cli.WRONG_FILE
    for number in range(2, 7):
        assert f"error[unknown-obligation]: there is no obligation `small.{number}`" in told
    assert "error[unknown-element]: `small.1` has no element `two`" in told
    assert "error[unknown-qualifier]: `small.1` has no qualifier `basic_concepts`" in told
    assert told.count("rules/small.cases.yaml:") == told.count("= help:") == 7


OF_JURISDICTIONS: dict[str, tuple[dict[str, str], dict[str, str], str, str]] = {
    "a statute in force before it was adopted": (
        {},
        {"grade: P\nsource: s\nprovisions": "adopted: 2010-01-01\ngrade: P\nsource: s\nprovisions"},
        "dates-out-of-order",
        "check both dates in the source",
    ),
    "overlapping versions of one provision": (
        {},
        {"      - claims:": "      - in_force: 2004-01-01\n        claims: []\n      - claims:"},
        "dates-out-of-order",
        "end the earlier version with `repealed`",
    ),
    "a quotation without language": (
        {},
        {"            penalty:": "            quote: Whoever recruits\n            penalty:"},
        "quote-language",
        "quote_language",
    ),
    "a treaty joined after its source was read": (
        {
            "basis: text}": "basis: text, accessed: 2020-01-01}\ntreaties:\n"
            "  - {instrument: tip, deposited: 2021-01-01, grade: P, source: s}"
        },
        {},
        "dates-out-of-order",
        "check both dates in the source",
    ),
    "an unknown country code": ({"XAA": "ABC"}, {}, "country-code", "ISO 3166"),
    "a source without address": (
        {'url: "https://example.org", ': ""},
        {},
        "source-without-place",
        "published",
    ),
    "a source without title": ({"title: A source, ": ""}, {}, "missing-key", "title"),
}


@pytest.mark.parametrize("mistake", OF_JURISDICTIONS)
def test_each_mistake_about_a_jurisdiction_is_told_with_place_and_help(
    tmp_path: Path, lint: Lint, mistake: str
) -> None:
    of_profile, of_act, code, help_ = OF_JURISDICTIONS[mistake]
    profile, act = PROFILE.format(code="XAA"), statute()
    for old, new in of_profile.items():
        assert old in profile
        profile = profile.replace(old, new)
    for old, new in of_act.items():
        assert old in act
        act = act.replace(old, new, 1)
    home = workspace(tmp_path, act=act) / "jurisdictions" / "xaa"
    (home / "jurisdiction.yaml").write_text(profile, encoding="utf-8")
    status, told = lint(tmp_path)
    assert status == cli.WRONG_FILE
    assert f"error[{code}]" in told
    assert "jurisdictions/xaa/" in told
    assert help_ in told
