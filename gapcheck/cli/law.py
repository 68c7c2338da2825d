"""What is asked about the law: compare it, report it, put a duty to it, prove a verdict, follow it through time.

Each command imports what only it needs when it runs, so that a short answer comes at once. What is computed and
how it is worded is elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from gapcheck.cli.desk import DONE, REACHED, Desk, loaded, open_desk, say_json, taken, usage
from gapcheck.cli.options import (
    FORMATS,
    HERE,
    AsOf,
    BasisOption,
    CodeArgument,
    CodesArgument,
    FailOn,
    Folder,
    Format,
    Formats,
    Into,
    IsFinal,
    Output,
    Packs,
    Questionnaires,
    Readings,
    Threshold,
    Weakest,
    a_day,
    offered,
)
from gapcheck.cli.progress import progress
from gapcheck.model.outcome import Assessment, FindingWord, Verdict


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
    from gapcheck.report import view

    shown = view.assessment(assessment, desk.rulebook)
    if format is Format.JSON:
        from gapcheck.report import data

        say_json(data.check(assessment, desk.rulebook, shown))
    else:
        from gapcheck.report import terminal

        terminal.check(shown, terminal.console())
    raise typer.Exit(REACHED if _reaches(assessment, fail_on) else DONE)


def report(
    codes: CodesArgument,
    to: Formats = "html",
    output: Into = HERE,
    as_of: AsOf = None,
    pack: Packs = None,
    reading: Readings = None,
    basis: BasisOption = None,
    questionnaire: Questionnaires = None,
    final: IsFinal = False,
    fail_on: Threshold = FailOn.NEVER,
    workspace: Folder = HERE,
) -> None:
    """Write the gap report of one or several jurisdictions as files and say where they are.

    Example: gapcheck report KGZ --as-of 2018-06-30 --to html,md -o reports
    """
    wanted = [name.strip() for name in to.split(",")]
    for name in wanted:
        if name not in FORMATS:
            usage(f"a report cannot be written as `{name}`", name, FORMATS)
    for code in codes:
        if code in FORMATS:
            usage(f"formats are parted by commas and not by spaces: --to {to},{code}")
    from gapcheck.cli import reports

    desk = open_desk(workspace, pack)
    reached = False
    written: list[Path] = []
    try:
        with progress(len(codes), "reports") as step:
            for code in codes:
                assessment = _assess(desk, code, as_of, reading, basis)
                written.extend(
                    reports.written(assessment, desk, wanted, output, questionnaire, is_final=final)
                )
                reached = reached or _reaches(assessment, fail_on)
                step()
    finally:
        for path in written:
            print(f"wrote {path}")
    raise typer.Exit(REACHED if reached else DONE)


def ask(
    code: CodeArgument,
    duty: Annotated[
        list[str],
        typer.Argument(metavar="DUTY", help="A duty in the language, in quotation marks."),
    ],
    as_of: AsOf = None,
    reading: Readings = None,
    basis: BasisOption = None,
    format: Output = Format.TEXT,  # noqa: A002 - the name of the option
    workspace: Folder = HERE,
) -> None:
    """Put any duty to the law of a jurisdiction.

    Example: gapcheck ask KGZ --as-of 2018-06-30 "criminalize trafficking where means is none"
    """
    from gapcheck import asking
    from gapcheck.engine import judge

    desk = open_desk(workspace)
    known = desk.workspace.jurisdictions()
    if code.upper() not in known and duty[-1].upper() in known:
        usage(f"the jurisdiction comes first: gapcheck ask {duty[-1].upper()} ...")
    element = loaded(*asking.asked(" ".join(duty), desk.rulebook))
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


def explain(
    obligation: Annotated[
        str,
        typer.Argument(
            help="The id of an obligation, such as tip.3.c.",
            metavar="OBLIGATION",
            autocompletion=offered("obligations"),
        ),
    ],
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE",
            autocompletion=offered("codes"),
            help="A jurisdiction: the proof of its verdict. Without it: the duty itself.",
        ),
    ] = None,
    as_of: AsOf = None,
    pack: Packs = None,
    reading: Readings = None,
    basis: BasisOption = None,
    workspace: Folder = HERE,
) -> None:
    """Explain what an obligation asks, or prove the verdict on it for a jurisdiction.

    Example: gapcheck explain tip.3.c KGZ --as-of 2018-06-30
    """
    from gapcheck.report import explain as told
    from gapcheck.report import terminal

    desk = open_desk(workspace, pack)
    known = desk.rulebook.obligations
    if obligation not in known:
        if code in known:
            usage(f"the obligation comes first: gapcheck explain {code} {obligation}")
        usage(
            f"there is no obligation `{obligation}`", obligation, known, "gapcheck list obligations"
        )
    if code is None:
        lines = told.duty(known[obligation], desk.rulebook)
    else:
        from gapcheck.report import view

        assessment = _assess(desk, code, as_of, reading, basis)
        lines = told.proof(view.assessment(assessment, desk.rulebook), known[obligation])
    terminal.told(lines, terminal.console())


def timeline(
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
    from gapcheck import timeline as through_time
    from gapcheck.report import turns

    desk = open_desk(workspace, pack)
    jurisdiction = desk.jurisdiction(code)
    options = taken(reading, basis, jurisdiction)
    found = through_time.timeline(desk.rulebook, jurisdiction, until or date.today(), options)
    if format is Format.JSON:
        say_json(turns.data(found))
    else:
        from gapcheck.report import terminal

        terminal.timeline(turns.view(found, desk.rulebook), terminal.console())


# How these commands work.


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


def _reaches(assessment: Assessment, threshold: FailOn) -> bool:
    from gapcheck.engine.binding import effective

    standing = [effective(f) for f in assessment.findings]
    conflict = any(word is FindingWord.CONFLICT for _, word in standing)
    gap = conflict or any(word is FindingWord.GAP for _, word in standing)
    unknown = gap or any(v in (Verdict.UNKNOWN, Verdict.UNCLEAR) for v, _ in standing)
    return {
        FailOn.NEVER: False,
        FailOn.CONFLICT: conflict,
        FailOn.GAP: gap,
        FailOn.UNKNOWN: unknown,
    }[threshold]
