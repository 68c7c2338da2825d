"""The commands: what a person types, and what the program answers.

Each command imports what only it needs when it runs, so that a short answer comes at once. What is computed and
how it is worded is elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gapcheck import __version__
from gapcheck.cli.desk import (
    DONE,
    REACHED,
    WRONG_FILE,
    Desk,
    as_json,
    loaded,
    open_desk,
    say,
    say_json,
    show,
    taken,
    usage,
)
from gapcheck.cli.options import (
    HERE,
    AsOf,
    BasisOption,
    Cases,
    CodeArgument,
    CodesArgument,
    FailOn,
    Files,
    Folder,
    Format,
    Kind,
    Output,
    Packs,
    Readings,
    Schema,
    Threshold,
    Weakest,
    a_day,
)
from gapcheck.cli.paths import case_files, existing, is_inside, put, within, yaml_files
from gapcheck.cli.progress import progress
from gapcheck.model.outcome import Assessment, FindingWord, Verdict
from gapcheck.workspace import Workspace

if TYPE_CHECKING:
    from gapcheck.report import listing
    from gapcheck.report.annexes import AnnexesView
    from gapcheck.report.records import AssessmentView

app = typer.Typer(
    name="gapcheck",
    help="Compare national law with the UN treaties on trafficking in persons and migrant smuggling.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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
    desk = open_desk(workspace, pack)
    assessment = _assess(desk, code, as_of, reading, basis)
    if format is Format.JSON:
        from gapcheck.report import data

        say_json(data.check(assessment, desk.rulebook))
    else:
        from gapcheck.report import terminal, view

        terminal.check(view.assessment(assessment, desk.rulebook), terminal.console())
    raise typer.Exit(REACHED if _reaches(assessment, fail_on) else DONE)


@app.command()
def report(
    codes: CodesArgument,
    to: Annotated[
        str, typer.Option("--to", help="Formats, parted by commas: html, md, json.")
    ] = "html",
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the files.")] = HERE,
    as_of: AsOf = None,
    pack: Packs = None,
    reading: Readings = None,
    basis: BasisOption = None,
    questionnaire: Annotated[
        list[str] | None,
        typer.Option(
            "--questionnaire",
            metavar="NAME",
            help="Annex the questions of this questionnaire with the findings that answer them;"
            " may be repeated.",
        ),
    ] = None,
    fail_on: Threshold = FailOn.NEVER,
    workspace: Folder = HERE,
) -> None:
    """Write the gap report of one or several jurisdictions as files and say where they are.

    Example: gapcheck report KGZ --as-of 2018-06-30 --to html,md -o reports
    """
    wanted = [name.strip() for name in to.split(",")]
    for name in wanted:
        if name not in ("html", "md", "json"):
            usage(f"a report cannot be written as `{name}`", name, ("html", "md", "json"))
    desk = open_desk(workspace, pack)
    reached = False
    written: list[Path] = []
    try:
        with progress(len(codes), "reports") as step:
            for code in codes:
                assessment = _assess(desk, code, as_of, reading, basis)
                written.extend(_written(assessment, desk, wanted, output, questionnaire))
                reached = reached or _reaches(assessment, fail_on)
                step()
    finally:
        for path in written:
            print(f"wrote {path}")
    raise typer.Exit(REACHED if reached else DONE)


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
    from gapcheck import asking
    from gapcheck.engine import judge

    desk = open_desk(workspace)
    element = loaded(*asking.asked(duty, desk.rulebook))
    jurisdiction = desk.jurisdiction(code)
    day = as_of or date.today()
    options = taken(reading, basis, jurisdiction)
    outcome = judge(element, desk.rulebook, jurisdiction, day, options)
    if format is Format.JSON:
        from gapcheck.report import data

        say_json(data.ask(outcome, desk.rulebook, jurisdiction, day, options))
    else:
        from gapcheck.report import terminal, view

        shown = view.answer(outcome, desk.rulebook, jurisdiction, day, options)
        terminal.ask(shown, terminal.console())


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
    from gapcheck.report import explain

    desk = open_desk(workspace)
    known = desk.rulebook.obligations
    if obligation not in known:
        usage(f"there is no obligation `{obligation}`", obligation, known)
    if code is None:
        lines = explain.duty(known[obligation], desk.rulebook)
    else:
        from gapcheck.report import view

        assessment = _assess(desk, code, as_of, reading, basis)
        lines = explain.proof(view.assessment(assessment, desk.rulebook), obligation)
    say("\n".join(lines))


@app.command(name="list")
def list_(
    kind: Annotated[Kind, typer.Argument(help="What to list.")] = Kind.OBLIGATIONS,
    changes: Annotated[
        tuple[Path, Path] | None,
        typer.Option(
            metavar="OLD NEW",
            help="List what differs between two versions of the rules: folders, or files of a pack.",
        ),
    ] = None,
    as_of: AsOf = None,
    pack: Packs = None,
    commentary: Annotated[
        str | None,
        typer.Option(
            "--commentary",
            metavar="PACK",
            help="Tell a whole rule pack as a commentary: tip, som, untoc, or the name of a pack.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File for the commentary: it ends in .html or .md."),
    ] = None,
    format: Output = Format.TEXT,  # noqa: A002 - the name of the option
    workspace: Folder = HERE,
) -> None:
    """List what there is, tell a pack as a commentary, or say what differs between two versions of the rules.

    Example: gapcheck list --commentary tip -o tip.html
    """
    if commentary is not None:
        from gapcheck.cli import commentaries

        commentaries.tell(open_desk(workspace), commentary, output)
        return
    if output is not None:
        usage("a list is printed, not written; `--output` belongs to `--commentary`")
    if changes is not None:
        _list_changes(changes, Workspace(workspace), as_of or date.today(), format)
        return
    rows = _rows(kind, open_desk(workspace, pack))
    if format is Format.JSON:
        say_json(rows)
    else:
        from gapcheck.report import terminal

        terminal.table(rows, terminal.console())


@app.command(name="timeline")
def timeline_(
    code: CodeArgument,
    until: Annotated[
        date | None,
        typer.Option(
            "--until",
            parser=a_day,
            metavar="DATE",
            help="Follow the law up to this day (YYYY-MM-DD); today if left out.",
        ),
    ] = None,
    pack: Packs = None,
    reading: Readings = None,
    basis: BasisOption = None,
    format: Output = Format.TEXT,  # noqa: A002 - the name of the option
    workspace: Folder = HERE,
) -> None:
    """Print when findings changed, and which act, report or treaty changed them.

    Example: gapcheck timeline KGZ --pack protocol_tip --until 2026-11-22
    """
    from gapcheck.report import turns
    from gapcheck.timeline import timeline

    desk = open_desk(workspace, pack)
    jurisdiction = desk.jurisdiction(code)
    options = taken(reading, basis, jurisdiction)
    found = timeline(desk.rulebook, jurisdiction, until or date.today(), options)
    if format is Format.JSON:
        say_json(turns.data(found))
    else:
        from gapcheck.report import terminal

        terminal.timeline(found, desk.rulebook, terminal.console())


@app.command()
def new(code: CodeArgument, workspace: Folder = HERE) -> None:
    """Make the first files of a new jurisdiction: a profile to fill in, and every question the packs ask.

    Example: gapcheck new BTN --workspace my-work
    """
    from gapcheck.profiles import countries
    from gapcheck.report import skeleton

    code = code.upper()
    if not countries.is_code(code):
        named = countries.code_of(code)
        usage(f"`{code}` is no code of ISO 3166", *((named, (named,)) if named else ()))
    folder = workspace / "jurisdictions" / code.lower()
    if folder.exists():
        usage(f"there is already a folder `{folder}`")
    rulebook = open_desk(workspace).rulebook
    place = countries.country(code)
    names = {"en": code} if place is None else place.names
    put(folder / "jurisdiction.yaml", skeleton.profile(code, names, rulebook))
    put(folder / "questions.md", skeleton.questions(names["en"], rulebook))
    print(f"wrote {folder / 'jurisdiction.yaml'}")
    print(f"wrote {folder / 'questions.md'}")


@app.command()
def lint(paths: Files = None, workspace: Folder = HERE) -> None:
    """Check packs, cases, questionnaires and jurisdictions, and report every mistake in one run.

    Example: gapcheck lint jurisdictions/kgz
    """
    from gapcheck import cases

    room = Workspace(workspace)
    chosen = within(room, existing(paths))
    rulebook, diagnostics = room.rulebook()
    if rulebook is not None:
        codes = room.jurisdictions()
        with progress(len(codes), "jurisdictions") as step:
            for code in codes:
                diagnostics += room.jurisdiction(code, rulebook)[1] or room.remarks(code)
                step()
        diagnostics += cases.load_cases(room.case_files(), rulebook, room.name)[1]
        diagnostics += room.questionnaires(rulebook)[1]
    diagnostics = [d for d in diagnostics if not chosen or is_inside(room, d, chosen)]
    wrong = show(diagnostics)
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
    from gapcheck import formatting
    from gapcheck.yamldoc import load

    wrong = changed = False
    for path in yaml_files(existing(paths) or Workspace(workspace).own_files()):
        document, diagnostics = load(path, str(path))
        text = None
        if document is not None:
            text, diagnostics = formatting.formatted(document)
        wrong = show(diagnostics) or wrong
        if text is None or document is None or text == document.file.text:
            continue
        changed = True
        if check_only:
            print(f"would format {path}")
        else:
            put(path, text)
            print(f"formatted {path}")
    raise typer.Exit(WRONG_FILE if wrong or (changed and check_only) else DONE)


@app.command()
def test(
    paths: Cases = None,
    mutate: Annotated[
        bool,
        typer.Option(
            "--mutate",
            help="Also put one mistake after the other into the packs and see that a case notices.",
        ),
    ] = False,
    workspace: Folder = HERE,
) -> None:
    """Run the cases that lie beside the packs, and say what they cover.

    Example: gapcheck test protocol_tip --mutate
    """
    from gapcheck import cases
    from gapcheck.cli import testing

    desk = open_desk(workspace)
    found, diagnostics = cases.load_cases(
        case_files(desk.workspace, paths or ()), desk.rulebook, desk.workspace.name
    )
    wrong = show(diagnostics)
    sound = testing.run_cases(found, desk.rulebook, with_mutants=mutate)
    raise typer.Exit(WRONG_FILE if wrong or not sound else DONE)


@app.command()
def schema(
    kind: Annotated[Schema, typer.Argument(help="A kind of file, or the output of a command.")],
) -> None:
    """Print the JSON Schema of a kind of file or of a JSON output.

    Example: gapcheck schema statute
    """
    match kind:
        case Schema.PACK:
            from gapcheck.packs import pack_schema

            say_json(pack_schema())
        case Schema.SPACE:
            from gapcheck.packs import space_schema

            say_json(space_schema())
        case Schema.INSTRUMENTS:
            from gapcheck.packs import instruments_schema

            say_json(instruments_schema())
        case Schema.JURISDICTION:
            from gapcheck.profiles import jurisdiction_schema

            say_json(jurisdiction_schema())
        case Schema.STATUTE:
            from gapcheck.profiles import statute_schema

            say_json(statute_schema())
        case Schema.DECISIONS:
            from gapcheck.profiles import decisions_schema

            say_json(decisions_schema())
        case Schema.STATISTICS:
            from gapcheck.profiles import statistics_schema

            say_json(statistics_schema())
        case Schema.CASES:
            from gapcheck import cases

            say_json(cases.schema())
        case Schema.QUESTIONNAIRES:
            from gapcheck.packs import questionnaires_schema

            say_json(questionnaires_schema())
        case Schema.CHECK | Schema.ASK:
            from gapcheck.report import schema as schemas

            say_json(schemas.json_schema("check" if kind is Schema.CHECK else "ask"))


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


def _rows(kind: Kind, desk: Desk) -> Sequence[listing.Row]:
    from gapcheck.report import listing

    match kind:
        case Kind.OBLIGATIONS:
            return listing.obligations(desk.rulebook)
        case Kind.PACKS:
            return listing.packs(desk.rulebook)
        case Kind.SPACES:
            return listing.spaces(desk.rulebook)
        case Kind.QUESTIONNAIRES:
            return listing.questionnaires(desk.questionnaires())
        case Kind.JURISDICTIONS:
            codes = sorted(desk.workspace.jurisdictions())
            return listing.jurisdictions([desk.jurisdiction(code) for code in codes])


def _annexes(shown: AssessmentView, desk: Desk, names: Sequence[str] | None) -> AnnexesView | None:
    """The annexes to a report, where questionnaires are asked for."""
    if not names:
        return None
    from gapcheck.report import annexes

    catalogue = desk.questionnaires()
    for name in names:
        if name not in catalogue.questionnaires:
            usage(f"there is no questionnaire `{name}`", name, catalogue.questionnaires)
    return annexes.annexes(shown, catalogue, names)


def _list_changes(versions: tuple[Path, Path], room: Workspace, day: date, form: Format) -> None:
    """List what differs and the verdicts that follow; an id that is gone is a mistake."""
    from gapcheck.cli.versions import compared, tell

    found = compared(*versions, room, day)
    if form is Format.JSON:
        from gapcheck.report import listing

        rows, verdicts = listing.changes(found.changes), listing.verdict_changes(found.verdicts)
        say_json({"as_of": str(day), "changes": rows, "verdicts": verdicts})
    else:
        tell(found, day)
    raise typer.Exit(WRONG_FILE if show(found.diagnostics) else DONE)


def _assess(
    desk: Desk,
    code: str,
    as_of: date | None,
    readings: Sequence[str] | None,
    basis: Weakest | None,
) -> Assessment:
    from gapcheck.engine import assess

    jurisdiction = desk.jurisdiction(code)
    return assess(
        desk.rulebook, jurisdiction, as_of or date.today(), taken(readings, basis, jurisdiction)
    )


def _written(
    assessment: Assessment,
    desk: Desk,
    formats: Sequence[str],
    folder: Path,
    questionnaires: Sequence[str] | None,
) -> Iterator[Path]:
    """Write a report in each format; where the files are."""
    from gapcheck.report import data, html, markdown, view

    shown = view.assessment(assessment, desk.rulebook)
    added = _annexes(shown, desk, questionnaires)
    for name in formats:
        match name:
            case "html":
                text = html.render(shown, desk.workspace.templates, added)
            case "md":
                text = markdown.render(shown, desk.workspace.templates, added)
            case _:
                text = as_json(data.check(assessment, desk.rulebook, added)) + "\n"
        path = folder / f"{assessment.jurisdiction.id}_{assessment.as_of}.{name}"
        put(path, text)
        yield path


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
