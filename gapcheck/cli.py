"""The commands: what a person types, and what the program answers.

It knows options, exit statuses and where output goes. What is computed and how it is worded is elsewhere.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn, TypeAlias, TypeVar

import typer
from rich.console import Console

from gapcheck import __version__, asking, cases, formatting
from gapcheck.diagnostics import Diagnostic, Severity, draw, suggestion, tidy
from gapcheck.engine import assess, judge
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Assessment, FindingWord, Options, Verdict
from gapcheck.model.profile import Basis, Jurisdiction
from gapcheck.packs import pack_schema, space_schema
from gapcheck.profiles import jurisdiction_schema, statute_schema
from gapcheck.report import data, explain, html, listing, markdown, terminal, view
from gapcheck.report import schema as schemas
from gapcheck.workspace import Workspace, write
from gapcheck.yamldoc import load

DONE, REACHED, USAGE, WRONG_FILE, OUR_FAILURE = 0, 1, 2, 3, 4
Loaded = TypeVar("Loaded")

app = typer.Typer(
    name="gapcheck",
    help="Compare national law with the UN treaties on trafficking in persons and migrant smuggling.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


# Options.


class Format(StrEnum):
    """How a command prints."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """The least finding that makes the exit status 1."""

    NEVER = "never"
    CONFLICT = "conflict"
    GAP = "gap"
    UNKNOWN = "unknown"


class Weakest(StrEnum):
    """The weakest basis that counts."""

    TEXT = "text"
    OFFICIAL_TRANSLATION = "official_translation"
    SECONDARY = "secondary"


class Kind(StrEnum):
    """What `list` lists."""

    OBLIGATIONS = "obligations"
    PACKS = "packs"
    SPACES = "spaces"
    JURISDICTIONS = "jurisdictions"


class Schema(StrEnum):
    """The files and outputs that have a published schema."""

    PACK = "pack"
    SPACE = "space"
    JURISDICTION = "jurisdiction"
    STATUTE = "statute"
    CASES = "cases"
    CHECK = "check"
    ASK = "ask"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date; write it as YYYY-MM-DD") from None


CodeArgument: TypeAlias = Annotated[
    str, typer.Argument(help="Three-letter code of the jurisdiction, such as KGZ.", metavar="CODE")
]
AsOf: TypeAlias = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=_day,
        metavar="DATE",
        help="Take the law of this day (YYYY-MM-DD); today if left out.",
    ),
]
Packs: TypeAlias = Annotated[
    list[str] | None, typer.Option("--pack", help="Use only this rule pack; may be repeated.")
]
Readings: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--reading", help="Take this reading of an ambiguous clause as right; may be repeated."
    ),
]
BasisOption: TypeAlias = Annotated[
    Weakest | None,
    typer.Option("--basis", help="Count only statements that rest on this basis or a better one."),
]
Output: TypeAlias = Annotated[
    Format, typer.Option("--format", help="Print text to read, or JSON for programs.")
]
Threshold: TypeAlias = Annotated[
    FailOn, typer.Option("--fail-on", help="Exit with status 1 from this kind of finding on.")
]
Folder: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--workspace",
        help="Folder with your own rules, jurisdictions and templates, used before the shipped ones.",
    ),
]
Files: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(help="Files or folders; everything in the workspace if left out."),
]
HERE = Path()


# What every command needs.


@dataclass(frozen=True, slots=True)
class _Desk:
    """The files in use for one command."""

    workspace: Workspace
    rulebook: Rulebook

    def jurisdiction(self, code: str) -> Jurisdiction:
        """The jurisdiction of a code, or the end of the command."""
        known = self.workspace.jurisdictions()
        if code.upper() not in known:
            _usage(f"there is no jurisdiction `{code}`", code.upper(), known)
        return _loaded(*self.workspace.jurisdiction(code, self.rulebook))


def _desk(folder: Path, packs: Sequence[str] | None = None) -> _Desk:
    if not folder.is_dir():
        _usage(f"the workspace `{folder}` is not a folder")
    workspace = Workspace(folder)
    known = workspace.pack_names()
    for name in packs or ():
        if name not in known:
            _usage(f"there is no pack `{name}`", name, known)
    return _Desk(workspace, _loaded(*workspace.rulebook(packs)))


def _loaded(value: Loaded | None, diagnostics: Iterable[Diagnostic]) -> Loaded:
    """What was loaded; warnings are shown, errors end the command."""
    if _show(diagnostics) or value is None:
        raise typer.Exit(WRONG_FILE)
    return value


def _show(diagnostics: Iterable[Diagnostic]) -> bool:
    """Draw diagnostics on standard error; whether any of them is an error."""
    found = tidy(diagnostics)
    for diagnostic in found:
        print(draw(diagnostic), end="\n\n", file=sys.stderr)
    return any(d.severity is Severity.ERROR for d in found)


def _usage(message: str, word: str = "", known: Iterable[str] = ()) -> NoReturn:
    names = sorted(known)
    advice = suggestion(word, names) or (f"there are {', '.join(names)}" if names else "")
    print(f"gapcheck: {message}" + (f"; {advice}" if advice else ""), file=sys.stderr)
    raise typer.Exit(USAGE)


def _options(
    readings: Sequence[str] | None, basis: Weakest | None, jurisdiction: Jurisdiction
) -> Options:
    known = {r.id for p in jurisdiction.provisions.values() for v in p.versions for r in v.readings}
    for name in readings or ():
        if name not in known:
            _usage(f"{jurisdiction.id} declares no reading `{name}`", name, known)
    return Options(frozenset(readings or ()), Basis(basis.value) if basis is not None else None)


def _print(text: str) -> None:
    print(text, end="" if text.endswith("\n") else "\n")


def _print_json(value: Mapping[str, object] | Sequence[object]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _console() -> Console:
    return Console(highlight=False, soft_wrap=False)


# Commands.


@app.command()
def check(
    code: CodeArgument,
    as_of: AsOf = None,
    pack: Packs = None,
    reading: Readings = None,
    basis: BasisOption = None,
    format: Output = Format.TEXT,  # noqa: A002 - the name of the option
    fail_on: Threshold = FailOn.NEVER,
    workspace: Folder = HERE,
) -> None:
    """Compare the law of a jurisdiction with the treaties and print the findings.

    Example: gapcheck check KGZ --as-of 2018-06-30
    """
    desk = _desk(workspace, pack)
    assessment = _assess(desk, code, as_of, reading, basis)
    if format is Format.JSON:
        _print_json(data.check(assessment, desk.rulebook))
    else:
        terminal.check(view.assessment(assessment, desk.rulebook), _console())
    raise typer.Exit(REACHED if _reaches(assessment, fail_on) else DONE)


@app.command()
def report(
    code: CodeArgument,
    to: Annotated[
        str, typer.Option("--to", help="Formats, parted by commas: html, md, json.")
    ] = "html",
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the files.")] = HERE,
    as_of: AsOf = None,
    pack: Packs = None,
    reading: Readings = None,
    basis: BasisOption = None,
    fail_on: Threshold = FailOn.NEVER,
    workspace: Folder = HERE,
) -> None:
    """Write the gap report as files and say where they are.

    Example: gapcheck report KGZ --as-of 2018-06-30 --to html,md -o reports
    """
    wanted = [name.strip() for name in to.split(",")]
    for name in wanted:
        if name not in ("html", "md", "json"):
            _usage(f"a report cannot be written as `{name}`", name, ("html", "md", "json"))
    desk = _desk(workspace, pack)
    assessment = _assess(desk, code, as_of, reading, basis)
    shown = view.assessment(assessment, desk.rulebook)
    for name in wanted:
        match name:
            case "html":
                text = html.render(shown, desk.workspace.templates)
            case "md":
                text = markdown.render(shown, desk.workspace.templates)
            case _:
                text = (
                    json.dumps(data.check(assessment, desk.rulebook), ensure_ascii=False, indent=2)
                    + "\n"
                )
        path = output / f"{assessment.jurisdiction.id}_{assessment.as_of}.{name}"
        _write(path, text)
        print(f"wrote {path}")
    raise typer.Exit(REACHED if _reaches(assessment, fail_on) else DONE)


@app.command()
def ask(
    code: CodeArgument,
    duty: Annotated[str, typer.Argument(help="A duty in the language, in quotation marks.")],
    as_of: AsOf = None,
    reading: Readings = None,
    basis: BasisOption = None,
    format: Output = Format.TEXT,  # noqa: A002 - the name of the option
    workspace: Folder = HERE,
) -> None:
    """Put any duty to the law of a jurisdiction.

    Example: gapcheck ask KGZ --as-of 2018-06-30 "criminalize trafficking where victim is child and means is none"
    """
    desk = _desk(workspace)
    element = _loaded(*asking.asked(duty, desk.rulebook))
    jurisdiction = desk.jurisdiction(code)
    day = as_of or date.today()
    options = _options(reading, basis, jurisdiction)
    outcome = judge(element, desk.rulebook, jurisdiction, day, options)
    if format is Format.JSON:
        _print_json(data.ask(outcome, desk.rulebook, jurisdiction, day, options))
    else:
        shown = view.answer(outcome, desk.rulebook, jurisdiction, day, options)
        terminal.ask(shown, _console())


@app.command(name="explain")
def explain_(
    obligation: Annotated[
        str, typer.Argument(help="The id of an obligation, such as tip.3.c.", metavar="OBLIGATION")
    ],
    code: Annotated[
        str | None,
        typer.Argument(
            help="A jurisdiction: the proof of its verdict. Without it: the duty itself."
        ),
    ] = None,
    as_of: AsOf = None,
    reading: Readings = None,
    basis: BasisOption = None,
    workspace: Folder = HERE,
) -> None:
    """Explain what an obligation asks, or prove the verdict on it for a jurisdiction.

    Example: gapcheck explain tip.3.c KGZ --as-of 2018-06-30
    """
    desk = _desk(workspace)
    known = desk.rulebook.obligations
    if obligation not in known:
        _usage(f"there is no obligation `{obligation}`", obligation, known)
    if code is None:
        lines = explain.duty(known[obligation], desk.rulebook)
    else:
        assessment = _assess(desk, code, as_of, reading, basis)
        lines = explain.proof(view.assessment(assessment, desk.rulebook), obligation)
    _print("\n".join(lines))


@app.command(name="list")
def list_(
    kind: Annotated[Kind, typer.Argument(help="What to list.")] = Kind.OBLIGATIONS,
    pack: Packs = None,
    format: Output = Format.TEXT,  # noqa: A002 - the name of the option
    workspace: Folder = HERE,
) -> None:
    """List obligations, packs, spaces or jurisdictions.

    Example: gapcheck list obligations --pack protocol_tip
    """
    rows = _rows(kind, _desk(workspace, pack))
    if format is Format.JSON:
        _print_json(rows)
    else:
        terminal.table(rows, _console())


@app.command()
def lint(paths: Files = None, workspace: Folder = HERE) -> None:
    """Check packs, cases and jurisdictions, and report every mistake in one run.

    Example: gapcheck lint jurisdictions/kgz
    """
    desk_folder = Workspace(workspace)
    chosen = _existing(paths)
    diagnostics = [
        d for d in desk_folder.lint() if not chosen or _is_inside(desk_folder, d, chosen)
    ]
    wrong = _show(diagnostics)
    if not diagnostics:
        print("no mistakes found")
    raise typer.Exit(WRONG_FILE if wrong else DONE)


@app.command(name="format")
def format_(
    paths: Files = None,
    check_only: Annotated[
        bool,
        typer.Option("--check", help="Change nothing; exit with status 3 if a file would change."),
    ] = False,
    workspace: Folder = HERE,
) -> None:
    """Write the sentences in pack and profile files in one way, keeping comments.

    Example: gapcheck format rules
    """
    wrong = changed = False
    for path in _yaml_files(_existing(paths) or Workspace(workspace).own_files()):
        document, diagnostics = load(path, str(path))
        text = None
        if document is not None:
            text, diagnostics = formatting.formatted(document)
        wrong = _show(diagnostics) or wrong
        if text is None or document is None or text == document.file.text:
            continue
        changed = True
        if check_only:
            print(f"would format {path}")
        else:
            _write(path, text)
            print(f"formatted {path}")
    raise typer.Exit(WRONG_FILE if wrong or (changed and check_only) else DONE)


@app.command()
def test(paths: Files = None, workspace: Folder = HERE) -> None:
    """Run the cases that lie beside the packs.

    Example: gapcheck test rules
    """
    desk = _desk(workspace)
    found, diagnostics = cases.load_cases(
        _case_files(desk.workspace, _existing(paths)), desk.rulebook, desk.workspace.name
    )
    wrong = _show(diagnostics)
    failed = 0
    for result in cases.run(found, desk.rulebook):
        _show(result.complaints)
        failed += bool(result.complaints)
    print(f"{len(found) - failed} cases passed, {failed} failed")
    raise typer.Exit(WRONG_FILE if wrong or failed else DONE)


@app.command()
def schema(
    kind: Annotated[Schema, typer.Argument(help="A kind of file, or the output of a command.")],
) -> None:
    """Print the JSON Schema of a kind of file or of a JSON output.

    Example: gapcheck schema statute
    """
    match kind:
        case Schema.PACK:
            _print_json(pack_schema())
        case Schema.SPACE:
            _print_json(space_schema())
        case Schema.JURISDICTION:
            _print_json(jurisdiction_schema())
        case Schema.STATUTE:
            _print_json(statute_schema())
        case Schema.CASES:
            _print_json(cases.schema())
        case Schema.CHECK:
            _print_json(schemas.json_schema("check"))
        case Schema.ASK:
            _print_json(schemas.json_schema("ask"))


def _version(wanted: bool) -> None:
    if wanted:
        print(f"gapcheck {__version__}")
        raise typer.Exit(DONE)


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Hold the options that stand before a command."""


# How commands work.


def _rows(kind: Kind, desk: _Desk) -> Sequence[listing.Row]:
    match kind:
        case Kind.OBLIGATIONS:
            return listing.obligations(desk.rulebook)
        case Kind.PACKS:
            return listing.packs(desk.rulebook)
        case Kind.SPACES:
            return listing.spaces(desk.rulebook)
        case Kind.JURISDICTIONS:
            codes = sorted(desk.workspace.jurisdictions())
            return listing.jurisdictions([desk.jurisdiction(code) for code in codes])


def _assess(
    desk: _Desk,
    code: str,
    as_of: date | None,
    readings: Sequence[str] | None,
    basis: Weakest | None,
) -> Assessment:
    jurisdiction = desk.jurisdiction(code)
    return assess(
        desk.rulebook, jurisdiction, as_of or date.today(), _options(readings, basis, jurisdiction)
    )


def _reaches(assessment: Assessment, threshold: FailOn) -> bool:
    conflict = any(f.word is FindingWord.CONFLICT for f in assessment.findings)
    gap = conflict or any(f.word is FindingWord.GAP for f in assessment.findings)
    unknown = gap or any(
        f.verdict in (Verdict.UNKNOWN, Verdict.UNCLEAR) for f in assessment.findings
    )
    return {
        FailOn.NEVER: False,
        FailOn.CONFLICT: conflict,
        FailOn.GAP: gap,
        FailOn.UNKNOWN: unknown,
    }[threshold]


def _existing(paths: Sequence[Path] | None) -> list[Path]:
    for path in paths or ():
        if not path.exists():
            _usage(f"there is no file or folder `{path}`")
    return list(paths or ())


def _is_inside(workspace: Workspace, diagnostic: Diagnostic, chosen: Sequence[Path]) -> bool:
    names = {workspace.name(path) for path in chosen}
    return any(
        diagnostic.span.file.name == n or diagnostic.span.file.name.startswith(f"{n}/") or n == "."
        for n in names
    )


def _yaml_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _case_files(workspace: Workspace, chosen: Sequence[Path]) -> list[Path]:
    if not chosen:
        return workspace.case_files()
    return [path for path in _yaml_files(chosen) if path.name.endswith(".cases.yaml")]


def _write(path: Path, text: str) -> None:
    try:
        write(path, text)
    except OSError as error:
        _usage(f"cannot write `{path}`: {error.strerror}")


def main() -> None:
    """Run the command line; a failure of ours is one line and status 4, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(DONE) from None
    except Exception as error:
        if os.environ.get("GAPCHECK_DEBUG"):
            raise
        print(f"gapcheck: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print(
            "  this is our mistake, not yours; please report it with the files you used",
            file=sys.stderr,
        )
        raise SystemExit(OUR_FAILURE) from None
