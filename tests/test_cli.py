"""The commands as a person meets them: what they print, and how they end."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer

from gapcheck import cli, workspace
from gapcheck.cli import paths
from gapcheck.cli.progress import progress
from gapcheck.report import schema as schemas
from tests.mistakes import PACK_TEXT
from tests.typed import Run

ROOT = Path(__file__).parent.parent
CHILD = "criminalize trafficking where victim is child and means is none"


def commands() -> Sequence[str]:
    program: Any = typer.main.get_command(cli.app)
    return tuple(program.commands)


@pytest.mark.parametrize("command", commands())
def test_the_example_in_the_help_of_every_command_works_anywhere(
    gapcheck: Run, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    ended = gapcheck(command, "--help")
    assert ended.status == cli.DONE
    examples = re.findall(r"Example: gapcheck (.+?)\n\n", ended.out, re.DOTALL)
    assert [example.split()[0] for example in examples] == [command]
    monkeypatch.chdir(tmp_path)
    tried = gapcheck(*shlex.split(examples[0]))
    assert (tried.status, tried.err) == (cli.DONE, "")


def test_finding_gaps_is_success_unless_asked_otherwise(gapcheck: Run) -> None:
    assert gapcheck("check", "KGZ", "--as-of", "2018-06-30").status == cli.DONE
    assert (
        gapcheck("check", "KGZ", "--as-of", "2018-06-30", "--fail-on", "conflict").status
        == cli.DONE
    )
    assert (
        gapcheck("check", "KGZ", "--as-of", "2018-06-30", "--fail-on", "gap").status == cli.REACHED
    )
    assert gapcheck("check", "KGZ", "--as-of", "2019-01-31", "--fail-on", "gap").status == cli.DONE
    assert (
        gapcheck("check", "KGZ", "--as-of", "2019-01-31", "--fail-on", "unknown").status
        == cli.REACHED
    )


def test_json_goes_to_standard_output_alone(gapcheck: Run) -> None:
    ended = gapcheck("check", "KGZ", "--as-of", "2018-06-30", "--format", "json")
    told = json.loads(ended.out)
    assert told["jurisdiction"] == "KGZ"
    assert told["as_of"] == "2018-06-30"
    assert ended.err == ""


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("check", "KGX"), "did you mean `KGZ`?"),
        (("check", "KGZ", "--pack", "protocol_tipp"), "did you mean `protocol_tip`?"),
        (("check", "KGZ", "--as-of", "30/06/2018"), "`30/06/2018` is not a date; write it as YYYY"),
        (("check", "KGZ", "--as-of", "20180630"), "write it as YYYY-MM-DD"),
        (("check", "KGZ", "--as-of", "2018-W01-1"), "write it as YYYY-MM-DD"),
        (("check", "KGZ", "--as-of", "2018-02-30"), "`2018-02-30` is no day of the calendar"),
        (("timeline", "KGZ", "--until", "2018-02-30"), "is no day of the calendar"),
        (("check",), "the argument `CODE` is missing; `gapcheck check --help` shows"),
        (("chekc",), "there is no command `chekc`; did you mean `check`?"),
        (("check", "KGZ", "--asof", "x"), "no option `--asof`; did you mean `--as-of`?"),
        (("check", "KGZ", "-as-of", "x"), "no option `-as-of`; did you mean `--as-of`?"),
        (("check", "KGZ", "--nonsense"), "no option `--nonsense`; `gapcheck check --help` shows"),
        (("check", "KGZ", "—as-of", "2018-06-30"), "`—as-of` begins with a dash; an option begins"),
        (("check", "Lao PDR"), "there is no jurisdiction `Lao PDR`; did you mean `LAO`?"),
        (("new", "Bhutan"), "`Bhutan` is no code of ISO 3166; did you mean `BTN`?"),
        (("report", "KGZ", "--to", "html", "md"), "not by spaces: --to html,md"),
        (("list", "--commentary", "tip", "--format", "json"), "leave `--format` and `--pack` out"),
        (("list", "--changes", "a", "b", "--pack", "tip"), "leave `--pack` out"),
        (("list", "spaces", "--commentary", "tip"), "leave `spaces` out"),
        (("list", "--changes", "a", "b", "--commentary", "tip"), "one of the two"),
        (("format", "--workspace", "nowhere"), "is not a folder"),
        (
            ("check", "KGZ", "--format", "xml"),
            "`--format` cannot be `xml`; there are `text`, `json`",
        ),
        (("check", "KGZ", "TJK"), "nothing more was expected, and there is `TJK`"),
        (("check", "KGZ", "--as-of"), "the option `--as-of` needs a value"),
        (("check", "Xanadu"), "jurisdictions` nor in what comes with gapcheck; there are AFG"),
        (
            ("check", "KGZ", "--pack", "nope"),
            "there are protocol_som, protocol_tip, som, tip, untoc",
        ),
        (("explain", "tip.99"), "no obligation `tip.99`; `gapcheck list obligations` lists them"),
        (("explain", "KGZ", "tip.3.c"), "comes first: gapcheck explain tip.3.c KGZ"),
        (("ask", "criminalize trafficking", "KGZ"), "jurisdiction comes first: gapcheck ask KGZ"),
        (("check", "KGZ", "--reading", "wide"), "declares no reading `wide`"),
        (("explain", "tip.3.d.e"), "there is no obligation"),
        (("report", "KGZ", "--to", "pdf"), "cannot be written as `pdf`"),
        (("list", "--commentary", "tipp"), "did you mean `tip`?"),
        (("list", "--commentary", "tip", "-o", "tip.pdf"), "let its name end in .html or .md"),
        (("list", "-o", "list.md"), "`--output` belongs to `--commentary`"),
        (("lint", "nowhere.yaml"), "there is no file or folder"),
        (("check", "KGZ", "--workspace", "nowhere"), "is not a folder"),
    ],
)
def test_wrong_usage_is_said_in_one_line_and_ends_with_2(
    gapcheck: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    ended = gapcheck(*arguments)
    assert ended.status == cli.USAGE
    assert complaint in ended.err
    assert ended.err.startswith("gapcheck: ")
    assert ended.err.count("\n") == 1


def test_a_folder_that_is_not_read_is_said_to_whoever_looks_for_it(
    gapcheck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "jurisdictions" / "xqa"
    home.mkdir(parents=True)
    missing = gapcheck("check", "XQA", "--workspace", str(tmp_path))
    assert f"the folder `{home}` has no `jurisdiction.yaml`" in missing.err
    monkeypatch.chdir(home)
    assert "go to the folder that holds `jurisdictions`" in gapcheck("check", "XQA").err


def test_a_file_in_the_place_of_a_folder_is_named(gapcheck: Run, tmp_path: Path) -> None:
    file = tmp_path / "afile"
    file.touch()
    ended = gapcheck("report", "KGZ", "--as-of", "2018-06-30", "-o", str(file))
    assert f"`{file}` is a file and no folder; name another with -o" in ended.err


@pytest.mark.parametrize(
    ("sentence", "underlined", "advice"),
    [
        ("criminalize traficking", "traficking", "did you mean `trafficking`?"),
        ("criminalize trafficking where victm is child", "victm", "did you mean `victim`?"),
        ("criminalize trafficking where victim is chlid", "chlid", "did you mean `child`?"),
        ("criminalize smuggling where victim is child", "victim", "`victim` is a dimension of"),
        (
            "criminalize trafficking where means is refugee_or_asylum_seeker",
            "refugee",
            "another space",
        ),
        (
            "criminalize trafficking where victim is adult and victim is child",
            "victim",
            "exclude each other",
        ),
        ("criminalize", "", "name of a space is missing"),
    ],
)
def test_a_wrong_sentence_is_underlined_and_ends_with_3(
    gapcheck: Run, sentence: str, underlined: str, advice: str
) -> None:
    ended = gapcheck("ask", "KGZ", sentence)
    assert ended.status == cli.WRONG_FILE
    assert advice in ended.err
    assert underlined in ended.err
    assert "^" in ended.err


def test_a_report_is_written_whole_and_named_after_the_day(gapcheck: Run, tmp_path: Path) -> None:
    ended = gapcheck(
        "report", "KGZ", "--as-of", "2018-06-30", "--to", "html,md,json", "-o", str(tmp_path)
    )
    assert ended.status == cli.DONE
    written = sorted(p.name for p in tmp_path.iterdir())
    assert written == [f"KGZ_2018-06-30.{kind}" for kind in ("html", "json", "md")]
    assert all(name in ended.out for name in written)


def test_several_reports_are_written_at_once(gapcheck: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "jurisdictions" / "kgz", tmp_path / "jurisdictions" / "xaa")
    profile = tmp_path / "jurisdictions" / "xaa" / "jurisdiction.yaml"
    profile.write_text(profile.read_text("utf-8").replace("jurisdiction: KGZ", "jurisdiction: XAA"))
    common = (
        "--to",
        "md",
        "-o",
        str(tmp_path),
        "--as-of",
        "2018-06-30",
        "--workspace",
        str(tmp_path),
    )
    done = gapcheck("report", "KGZ", "xaa", *common)
    assert (done.status, done.err) == (cli.DONE, "")
    files = [tmp_path / f"{code}_2018-06-30.md" for code in ("KGZ", "XAA")]
    assert done.out == "".join(f"wrote {file}\n" for file in files)
    assert all(file.is_file() for file in files)
    ended = gapcheck("report", "KGZ", "KGX", *common)
    assert ended.status == cli.USAGE
    assert ended.out == f"wrote {files[0]}\n"


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("screen", "steps", "shows"), [(True, 3, True), (True, 1, False), (False, 3, False)]
)
def test_progress_is_shown_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, screen: bool, steps: int, shows: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out, err = Screen(), Screen() if screen else StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with progress(steps, "reports") as step:
        for _ in range(steps):
            step()
    assert ("reports" in err.getvalue()) is shows
    assert out.getvalue() == ""


def test_a_commentary_is_written_whole_or_printed_as_markdown(
    gapcheck: Run, tmp_path: Path
) -> None:
    page, paper = tmp_path / "new" / "tip.html", tmp_path / "tip.md"
    for path in (page, paper):
        ended = gapcheck("list", "--commentary", "tip", "-o", str(path))
        assert (ended.status, ended.out) == (cli.DONE, f"wrote {path}\n")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    printed = gapcheck("list", "--commentary", "protocol_tip")
    assert printed.out == paper.read_text(encoding="utf-8")


QUESTIONS = """\
questionnaires:
  - {id: checklist, title: A checklist, readable: the headings, verified: yes}
questions:
  - id: crime
    asks: Is it a crime?
    asked_in: [checklist]
    basis: read
    answered_by: [tip.5.1]
"""


def test_a_report_answers_a_questionnaire(gapcheck: Run, tmp_path: Path) -> None:
    own = tmp_path / "rules" / "questionnaires" / "reporting.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(QUESTIONS, encoding="utf-8")
    room = ("--workspace", str(tmp_path))
    command = ("report", "KGZ", "--as-of", "2018-06-30", "-o", str(tmp_path / "out"), *room)
    ended = gapcheck(*command, "--to", "html,md,json", "--questionnaire", "checklist")
    assert ended.status == cli.DONE, ended.err
    for name in ("html", "md"):
        text = (tmp_path / "out" / f"KGZ_2018-06-30.{name}").read_text(encoding="utf-8")
        assert "Is it a crime?" in text
    told = json.loads((tmp_path / "out" / "KGZ_2018-06-30.json").read_text(encoding="utf-8"))
    (asked,) = told["annexes"]["questionnaires"]
    assert [f["obligation"] for f in asked["questions"][0]["findings"]] == ["tip.5.1"]
    wrong = gapcheck(*command, "--questionnaire", "checklst")
    assert wrong.status == cli.USAGE
    assert wrong.err == (
        "gapcheck: there is no questionnaire `checklst`; did you mean `checklist`?\n"
    )
    listed = json.loads(gapcheck("list", "questionnaires", "--format", "json", *room).out)
    assert [(row["id"], row["questions"]) for row in listed] == [("checklist", 1)]


def test_lint_finds_mistakes_in_questionnaires(gapcheck: Run, tmp_path: Path) -> None:
    own = tmp_path / "rules" / "questionnaires" / "reporting.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(QUESTIONS.replace("[tip.5.1]", "[tip.5.x]"), encoding="utf-8")
    ended = gapcheck("lint", "--workspace", str(tmp_path))
    assert ended.status == cli.WRONG_FILE
    assert "error[unknown-obligation]: no pack declares the obligation `tip.5.x`" in ended.err


def test_the_same_inputs_give_the_same_bytes(gapcheck: Run, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        gapcheck(
            "report",
            "KGZ",
            "--as-of",
            "2019-06-30",
            "--to",
            "html,md,json",
            "-o",
            str(tmp_path / folder),
        )
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_workspace_stands_before_what_is_shipped(gapcheck: Run, tmp_path: Path) -> None:
    folder = tmp_path / "jurisdictions" / "kgz"
    folder.mkdir(parents=True)
    (folder / "jurisdiction.yaml").write_text(
        "jurisdiction: KGZ\nname: {en: Our own file}\nversion: 9.9.9\n", encoding="utf-8"
    )
    ended = gapcheck("check", "KGZ", "--as-of", "2018-06-30", "--workspace", str(tmp_path))
    assert ended.status == cli.DONE
    assert "Our own file" in ended.out
    assert "Kyrgyzstan" not in ended.out


def test_lint_reports_every_mistake_in_one_run_and_leaves_files_alone(
    gapcheck: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "jurisdictions" / "xaa"
    (folder / "statutes").mkdir(parents=True)
    (folder / "jurisdiction.yaml").write_text(
        "jurisdiction: NO\nname: Nowhere\nversion: 0.1.0\nsources:\n  s: {title: T, url: u, basis: text}\n",
        encoding="utf-8",
    )
    statute = folder / "statutes" / "code.yaml"
    statute.write_text(
        "statute: code\nshort: Code\ntitle: Code\nin_force: 01/02/2003\ngrade: P\nsource: s\nprovisions:\n"
        "  - article: 1.10\n    title: T\n    versions:\n      - claims:\n"
        "          - {says: covers trafficking where act is flying, grade: P, source: s, penalty: not established}\n",
        encoding="utf-8",
    )
    before = statute.read_bytes()
    ended = gapcheck("lint", "--workspace", str(tmp_path))
    assert ended.status == cli.WRONG_FILE
    for words in ("`NO`", "01/02/2003", "flying", "Code > 1.10"):
        assert words in ended.err
    assert statute.read_bytes() == before


def test_shipped_files_are_formatted(gapcheck: Run) -> None:
    ended = gapcheck("format", "--check", "--workspace", str(ROOT))
    assert ended.out == ""
    assert ended.status == cli.DONE


def test_formatting_keeps_comments_and_is_done_after_once(gapcheck: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "# a comment\n"
        "claims:\n"
        "  - says: covers   trafficking where ( act in {recruitment ,  transfer} )  # and another\n"
        "  - says: |\n      on reading wide:   covers trafficking\n        where act is any\n",
        encoding="utf-8",
    )
    assert gapcheck("format", str(path)).status == cli.DONE
    once = path.read_text(encoding="utf-8")
    assert once == (
        "# a comment\n"
        "claims:\n"
        "  - says: covers trafficking where act in {recruitment, transfer}  # and another\n"
        "  - says: |\n      on reading wide: covers trafficking where act is any\n"
    )
    assert gapcheck("format", "--check", str(path)).out == ""


def test_the_cases_of_the_packs_pass_and_notice_every_mistake(gapcheck: Run) -> None:
    ended = gapcheck("test", "--mutate")
    assert ended.status == cli.DONE, ended.err + ended.out
    assert ", 0 failed" in ended.out
    packs = [*(ROOT / "rules").glob("*.cases.yaml")]
    assert ended.out.count(" 0 survived") == len(packs) > 0


def test_the_file_of_a_pack_means_the_cases_beside_it(gapcheck: Run) -> None:
    named, beside = gapcheck("test", "untoc"), gapcheck("test", str(ROOT / "rules/untoc.yaml"))
    assert (beside.status, beside.out) == (cli.DONE, named.out)
    twice = gapcheck("test", str(ROOT / "rules/untoc.yaml"), str(ROOT / "rules/untoc.cases.yaml"))
    assert twice.out == named.out


@pytest.mark.parametrize("chosen", ["bare", "rules/bare.yaml", "empty", "rules/spaces"])
def test_where_there_are_no_cases_none_have_passed(
    gapcheck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("rules/spaces", "empty"):
        (tmp_path / name).mkdir(parents=True)
    pack = PACK_TEXT.replace("example", "bare")
    (tmp_path / "rules/bare.yaml").write_text(pack, encoding="utf-8")
    ended = gapcheck("test", chosen)
    assert (ended.status, ended.out) == (cli.USAGE, "")
    assert f"`{chosen}` has no cases; those of a pack stand beside it" in ended.err


def test_a_file_of_cases_that_holds_none_is_no_success(gapcheck: Run, tmp_path: Path) -> None:
    file = tmp_path / "protocol_tip.cases.yaml"
    file.write_text("pack: protocol_tip\ncases: []\n", encoding="utf-8")
    ended = gapcheck("test", str(file))
    assert (ended.status, ended.err) == (cli.USAGE, "gapcheck: there is no case to run\n")


@pytest.mark.parametrize("kind", [*cli.Schema])
def test_every_schema_is_printed(gapcheck: Run, kind: cli.Schema) -> None:
    told = json.loads(gapcheck("schema", kind.value).out)
    assert told["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    if kind is cli.Schema.CHECK:
        assert told == schemas.json_schema("check")


def test_output_survives_a_narrow_terminal_without_unicode(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "40", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "gapcheck", "check", "KGZ", "--as-of", "2018-06-30"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == cli.DONE, done.stderr
    assert "\x1b" not in done.stdout.decode("ascii")
    assert max(map(len, done.stdout.decode("ascii").splitlines())) <= 40


TWO_READINGS = """\
statute: code
short: Code
title: The Code
in_force: 2003-12-25
grade: P
source: s
provisions:
  - article: art. 1
    title: Trafficking
    versions:
      - readings:
          - {id: wide, says: The heavier penalty for a child drops the means., held_by: a court}
          - {id: strict, says: It only raises the penalty., held_by: a commentary}
        claims:
          - says: |
              on reading wide: covers trafficking where act is any and victim is child
            read: full
            grade: P
            source: s
            penalty: not established
"""


@pytest.mark.parametrize(
    ("reading", "answer"), [((), "depends"), (("wide",), "yes"), (("strict",), "no")]
)
def test_a_reading_can_be_taken_as_the_right_one(
    gapcheck: Run, tmp_path: Path, reading: tuple[str, ...], answer: str
) -> None:
    folder = tmp_path / "jurisdictions" / "xaa"
    (folder / "statutes").mkdir(parents=True)
    (folder / "statutes" / "code.yaml").write_text(TWO_READINGS, encoding="utf-8")
    (folder / "jurisdiction.yaml").write_text(
        "jurisdiction: XAA\nname: Nowhere\nversion: 0.1.0\n"
        "sources:\n  s: {title: T, basis: text, published: No. 1}\n"
        "reviews:\n  - {says: reviewed trafficking, period: {from: 2003-12-25, to: 2025-12-31},"
        " read: [Code], by: a person, on: 2026-01-01, source: s, grade: P}\n",
        encoding="utf-8",
    )
    chosen = [word for name in reading for word in ("--reading", name)]
    ended = gapcheck(
        "ask", "XAA", CHILD, "--as-of", "2020-01-01", "--format", "json", *chosen,
        "--workspace", str(tmp_path),
    )  # fmt: skip
    assert json.loads(ended.out)["answer"] == answer
    assert json.loads(ended.out)["options"]["readings"] == list(reading)


def test_an_explanation_says_whether_all_is_needed_or_any(gapcheck: Run) -> None:
    for code in ((), ("KGZ",)):
        assert "any one of these is enough:" in gapcheck("explain", "som.11.5", *code).out
    assert "any one of these" not in gapcheck("explain", "tip.3.b", "KGZ").out


def test_the_report_that_make_writes_shows_something(gapcheck: Run) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    taken = dict(re.findall(r"^(JURISDICTION|AS_OF) \?= (.+)$", makefile, re.MULTILINE))
    assert "$(JURISDICTION) --as-of $(AS_OF)" in makefile
    told = gapcheck("check", taken["JURISDICTION"], "--as-of", taken["AS_OF"]).out
    assert re.search(r"^Findings: \d+ gap", told, re.MULTILINE)


def test_a_country_may_be_called_by_its_name_and_a_pack_by_its_treaty(gapcheck: Run) -> None:
    plain = gapcheck("check", "KGZ", "--as-of", "2018-06-30", "--pack", "protocol_tip")
    named = gapcheck("check", "Kyrgyzstan", "--as-of", "2018-06-30", "--pack", "tip")
    assert named.out == plain.out


def test_a_question_may_stand_in_typographic_quotes_or_in_none(gapcheck: Run) -> None:
    plain = gapcheck("ask", "KGZ", CHILD)
    for words in (
        [f"\N{LEFT DOUBLE QUOTATION MARK}{CHILD}\N{RIGHT DOUBLE QUOTATION MARK}"],
        CHILD.split(),
    ):
        assert gapcheck("ask", "KGZ", *words).out == plain.out


def test_the_numbers_of_questions_can_be_looked_up(gapcheck: Run) -> None:
    day = ("--as-of", "2018-06-30", "--pack", "tip")
    (shown,) = re.findall(r"N tip\.3\.c .*\((Q.*)\)", gapcheck("check", "KGZ", *day).out)
    proof = " ".join(gapcheck("explain", "tip.3.c", "KGZ", *day).out.split())
    assert re.findall(r"Open question (Q\d+): ", proof) == shown.split(", ")


@pytest.mark.parametrize("arguments", [("explain", "tip.3.c"), ("explain", "tip.3.c", "KGZ")])
def test_what_is_told_at_length_fits_the_terminal_and_its_letters(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    env = {**os.environ, "COLUMNS": "60", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "gapcheck", *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    assert ended.stdout.isascii()
    assert "?s" not in ended.stdout  # an apostrophe becomes a plain one
    assert [line for line in ended.stdout.splitlines() if len(line) > 60] == []


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_who_has_seen_enough_and_a_full_disk_are_no_failures_of_ours() -> None:
    command = f"{sys.executable} -m gapcheck list obligations"
    script = f"set -o pipefail; {command} | head -1"
    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)  # noqa: S607
    assert (ended.returncode, ended.stderr) == (cli.DONE, "")
    if Path("/dev/full").exists():
        full = subprocess.run(
            ["bash", "-c", f"{command} > /dev/full"],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        assert full.returncode == cli.USAGE
        assert full.stderr.startswith("gapcheck: the answer could not be written: ")


def test_the_word_of_an_analyst_decides_what_counts_as_reached(
    gapcheck: Run, tmp_path: Path
) -> None:
    room = ("--workspace", str(tmp_path))
    asked = ("check", "KGZ", "--as-of", "2018-06-30", *room)
    gapcheck("new", "KGZ", "--copy", *room)
    told = json.loads(gapcheck(*asked, "--format", "json").out)
    (gap,) = [f for f in told["findings"] if f["finding"] == "gap"]
    profile = tmp_path / "jurisdictions" / "kgz" / "jurisdiction.yaml"
    word = {
        "obligation": gap["obligation"],
        "verdict": "met",
        "reason": "The court reads the article without means.",
        "author": "A. Adviser",
        "on": "2026-01-01",
        "fingerprint": gap["fingerprint"],
    }
    text = profile.read_text(encoding="utf-8")
    said = text.replace("standings: []", f"standings: [{json.dumps(word)}]")
    profile.write_text(said, encoding="utf-8")
    after = json.loads(gapcheck(*asked, "--format", "json").out)
    (changed,) = [f for f in after["findings"] if f["obligation"] == gap["obligation"]]
    assert (changed["verdict"], changed["effective_verdict"]) == ("not_met", "met")
    assert (changed["finding"], changed["effective_finding"]) == ("gap", None)
    assert gapcheck(*asked, "--fail-on", "gap").status == cli.DONE


def test_a_shipped_jurisdiction_is_hidden_by_no_empty_one(gapcheck: Run, tmp_path: Path) -> None:
    room = ("--workspace", str(tmp_path))
    ended = gapcheck("new", "KGZ", *room)
    assert ended.status == cli.USAGE
    assert "`gapcheck new KGZ --copy` makes a copy" in ended.err
    assert list(tmp_path.iterdir()) == []
    assert gapcheck("new", "KGZ", "--copy", *room).status == cli.DONE
    assert "no mistakes found in 1 jurisdiction" in gapcheck("lint", *room).out
    day = ("--as-of", "2018-06-30")
    assert gapcheck("check", "KGZ", *day, *room).out == gapcheck("check", "KGZ", *day).out
    assert "no `BTN` comes with gapcheck" in gapcheck("new", "BTN", "--copy", *room).err


def test_a_new_jurisdiction_is_made_whole_or_not_at_all(
    gapcheck: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, text: str) -> None:
        if path.name == "questions.md":
            raise OSError(errno.ENOSPC, "No space left on device")
        workspace.write(path, text)

    monkeypatch.setattr(paths, "write", write)
    ended = gapcheck("new", "BTN", "--workspace", str(tmp_path))
    assert ended.status == cli.USAGE
    assert "No space left on device" in ended.err
    assert list((tmp_path / "jurisdictions").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("report.md.j2", b"# Mine\n{{ report.nope }}\n", "2: 'gapcheck.report.records"),
        ("report.md.j2", b"# Mine\n\n{% if %}\n", "3: Expected an expression"),
        ("report.md.j2", b"{{ report.header.code() }}\n", "1: 'str' object is not callable"),
        (
            "report.md.j2",
            b"{% include 'partials/none.j2' %}\n",
            "1: there is no template `partials/none.j2`",
        ),
        ("partials/finding.md.j2", b"\n{{ nope }}\n", "2: 'nope' is undefined"),
        ("report.html.j2", b"\n{% if %}\n", "2: Expected an expression"),
        ("commentary.html.j2", b"{{ nope }}\n", "1: 'nope' is undefined"),
        ("report.md.j2", "# Código\n".encode("latin-1"), " is not written in UTF-8"),
        ("partials/report.css", b"</style>", ": `</` would end the element"),
    ],
)
def test_a_mistake_in_a_template_is_the_users_and_told_with_its_place(
    gapcheck: Run, tmp_path: Path, name: str, text: bytes, line: str
) -> None:
    template = tmp_path / "templates" / name
    template.parent.mkdir(parents=True)
    template.write_bytes(text)
    room = ("--workspace", str(tmp_path), "--output", str(tmp_path / "out"))
    if name.startswith("commentary"):
        asked: tuple[str, ...] = (
            "list",
            "--commentary",
            "tip",
            *room[:-1],
            str(tmp_path / "tip.html"),
        )
    else:
        form = "md" if ".md." in name else "html"
        asked = ("report", "KGZ", "--as-of", "2018-06-30", "--to", form, *room)
    ended = gapcheck(*asked)
    assert ended.status == cli.WRONG_FILE
    told = f", line {line}" if line[0].isdigit() else line
    assert f"gapcheck: a template cannot be used: `{template}`{told}" in ended.err
    assert "mend it, or rename it so that the one of gapcheck is used" in ended.err
    assert "internal error" not in ended.err


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("check K", ["KAZ", "KGZ"]),
        ("check kg", ["kgz"]),
        ("report KGZ T", ["TJK", "TKM"]),
        ("explain tip.5.2.", ["tip.5.2.a", "tip.5.2.b", "tip.5.2.c"]),
        ("explain tip.3.c K", ["KAZ", "KGZ"]),
        ("check KGZ --pack protocol_t", ["protocol_tip"]),
        ("list --commentary t", ["tip"]),
        ("report KGZ --questionnaire rso", ["rso_roadmap"]),
        ("report KGZ --to html,", ["html,json", "html,md"]),
        ("list jur", ["jurisdictions"]),
    ],
)
def test_the_tab_key_offers_what_there_is(
    gapcheck: Run, monkeypatch: pytest.MonkeyPatch, typed: str, offered: list[str]
) -> None:
    monkeypatch.setenv("_GAPCHECK_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"gapcheck {typed}")
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split())))
    assert gapcheck().out.split() == offered


def test_a_check_imports_nothing_that_other_commands_need() -> None:
    script = (
        "import sys; sys.argv = ['gapcheck', 'check', 'KGZ']; import gapcheck.cli\n"
        "try: gapcheck.cli.main()\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", script]
    subprocess.run(command, capture_output=True, check=True)  # compiles what is read
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    imported = {name for name in ended.stderr.split() if name.startswith("gapcheck")}
    others = {"gapcheck.cli." + name for name in ("completion", "linting", "misuse", "reports")}
    assert not imported & {*others, "gapcheck.packs", "gapcheck.profiles.load", "gapcheck.strays"}
    assert not {"lark", "yaml", "jinja2", "pydantic"} & set(ended.stderr.split())


def test_without_a_command_help_is_printed(gapcheck: Run) -> None:
    ended = gapcheck()
    assert (ended.status, ended.err) == (cli.USAGE, "")
    assert ended.out.startswith("Usage: gapcheck")


def test_the_list_of_commands_cuts_nothing_short(gapcheck: Run) -> None:
    told = gapcheck("--help").out.partition("Commands:")[2]
    assert all(f"  {name} " in told for name in commands())
    assert "..." not in told
