"""What is done with files: begin them, look for mistakes, lay sentences out, run cases, print schemas."""

from __future__ import annotations

from typing import Annotated

import typer

from gapcheck.cli.desk import DONE, WRONG_FILE, a_folder, open_desk, say, say_json, show, usage
from gapcheck.cli.options import HERE, Cases, CodeArgument, Files, Folder, Schema
from gapcheck.cli.paths import case_files, existing, put, put_folder, within, yaml_files
from gapcheck.workspace import Workspace


def new(
    code: CodeArgument,
    copy: Annotated[
        bool,
        typer.Option(
            "--copy", help="Start from a copy of the jurisdiction that comes with gapcheck."
        ),
    ] = False,
    workspace: Folder = HERE,
) -> None:
    """Make the first files of a new jurisdiction: a profile to fill in, and every question the packs ask.

    Example: gapcheck new BTN
    """
    from gapcheck.cli import beginnings

    code = beginnings.code_of(code)
    folder = workspace / "jurisdictions" / code.lower()
    if folder.exists():
        usage(f"there is already a folder `{folder}`")
    desk = open_desk(workspace)
    home = desk.workspace.jurisdictions().get(code)
    if home is not None and not copy:
        usage(
            f"`{code}` comes with gapcheck; `gapcheck new {code} --copy` makes a copy for you to change"
        )
    texts = beginnings.copied(code, home) if copy else beginnings.begun(code, desk)
    put_folder(folder, texts)
    for name in texts:
        print(f"wrote {folder / name}")


def lint(paths: Files = None, workspace: Folder = HERE) -> None:
    """Check packs, cases, questionnaires and jurisdictions, and report every mistake in one run.

    Example: gapcheck lint
    """
    from gapcheck.cli import linting

    room = Workspace(a_folder(workspace))
    chosen = within(room, existing(paths))
    found = linting.mistakes(room, chosen)
    wrong = show(found)
    if chosen and not linting.kinds_read(room, chosen):
        usage(f"nothing is read from `{chosen[0]}`")
    if not found:
        say("\n".join(linting.all_well(room, chosen)))
    raise typer.Exit(WRONG_FILE if wrong else DONE)


def format_(
    paths: Files = None,
    check_only: Annotated[
        bool,
        typer.Option("--check", help="Change nothing; exit with status 3 if a file would change."),
    ] = False,
    workspace: Folder = HERE,
) -> None:
    """Write the sentences in pack and profile files in one way, keeping comments.

    Example: gapcheck format --check
    """
    from gapcheck import formatting
    from gapcheck.yamldoc import load

    wrong = changed = False
    for path in yaml_files(existing(paths) or Workspace(a_folder(workspace)).own_files()):
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

    Example: gapcheck test protocol_tip
    """
    from gapcheck import cases
    from gapcheck.cli import testing

    desk = open_desk(workspace)
    found, diagnostics = cases.load_cases(
        case_files(desk.workspace, paths or ()), desk.rulebook, desk.workspace.name
    )
    wrong = show(diagnostics)
    if not found and not wrong:
        usage("there is no case to run")
    sound = testing.run_cases(found, desk.rulebook, with_mutants=mutate)
    raise typer.Exit(WRONG_FILE if wrong or not sound else DONE)


def schema(
    kind: Annotated[
        Schema,
        typer.Argument(
            metavar="KIND", help=f"A kind of file, or the output of a command: {', '.join(Schema)}."
        ),
    ],
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
