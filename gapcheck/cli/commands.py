"""The commands by name, in the order in which help lists them, and what stands before any of them."""

from __future__ import annotations

from typing import Annotated

import typer

from gapcheck import __version__
from gapcheck.cli import files, law, lists
from gapcheck.cli.desk import DONE, USAGE

app = typer.Typer(
    name="gapcheck",
    help="Compare national law with the UN treaties on trafficking in persons and migrant smuggling.",
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for name, command, told in (
    ("check", law.check, "Compare the law of a State with the treaties."),
    ("report", law.report, "Write the gap report as files."),
    ("ask", law.ask, "Put any duty to the law."),
    ("explain", law.explain, "Explain a duty, or prove a verdict."),
    ("timeline", law.timeline, "Tell when findings changed, and why."),
    ("list", lists.list_, "List what there is, or tell the rules as a commentary."),
    ("new", files.new, "Make the first files of a new jurisdiction."),
    ("lint", files.lint, "Report every mistake in files."),
    ("format", files.format_, "Write sentences in files in one way."),
    ("test", files.test, "Run the cases that lie beside the packs."),
    ("schema", files.schema, "Print the JSON Schema of a file or an output."),
):
    app.command(name=name, short_help=told)(command)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"gapcheck {__version__}")
        raise typer.Exit(DONE)


@app.callback()
def _common(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - what it does is done when it is read
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Hold the options that stand before a command; without any command, print the help."""
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(USAGE)
