"""What there is: lists of the files in reach, a pack told as a commentary, and what differs between versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gapcheck.cli.desk import DONE, WRONG_FILE, Desk, a_folder, open_desk, say_json, show, usage
from gapcheck.cli.options import (
    HERE,
    AsOf,
    Folder,
    Format,
    Kind,
    Listed,
    Output,
    Packs,
    TextFile,
    Told,
    Versions,
)
from gapcheck.workspace import Workspace

if TYPE_CHECKING:
    from gapcheck.report import listing


def list_(
    kind: Listed = Kind.OBLIGATIONS,
    changes: Versions = None,
    as_of: AsOf = None,
    pack: Packs = None,
    commentary: Told = None,
    output: TextFile = None,
    format: Output = Format.TEXT,  # noqa: A002 - the name of the option
    workspace: Folder = HERE,
) -> None:
    """List what there is, tell a pack as a commentary, or say what differs between two versions of the rules.

    Example: gapcheck list --commentary tip -o tip.html
    """
    if changes is not None and commentary is not None:
        usage("`--changes` and `--commentary` are two things; ask for one of the two")
    if kind is not Kind.OBLIGATIONS and (changes is not None or commentary is not None):
        usage(
            f"a kind of list goes with neither `--changes` nor `--commentary`; leave `{kind}` out"
        )
    if commentary is not None:
        if format is Format.JSON or pack:
            usage("a commentary is a text on one pack; leave `--format` and `--pack` out")
        from gapcheck.cli import commentaries

        commentaries.tell(open_desk(workspace), commentary, output)
        return
    if output is not None:
        usage("a list is printed, not written; `--output` belongs to `--commentary`")
    if changes is not None:
        if pack:
            usage("`--changes` compares all packs of both versions; leave `--pack` out")
        _list_changes(changes, Workspace(a_folder(workspace)), as_of or date.today(), format)
        return
    rows = _rows(kind, open_desk(workspace, pack), as_of or date.today())
    if format is Format.JSON:
        say_json(rows)
    else:
        from gapcheck.report import terminal

        terminal.table(rows, terminal.console())


# How it works.


def _rows(kind: Kind, desk: Desk, day: date) -> Sequence[listing.Row]:
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
            from gapcheck.engine import Assessor

            codes = sorted(desk.workspace.jurisdictions())
            assessor = Assessor(desk.rulebook)
            laws = (desk.jurisdiction(code) for code in codes)
            return listing.jurisdictions(assessor.assess(law, day) for law in laws)


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
