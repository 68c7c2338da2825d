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
app.command()(law.check)
app.command()(law.report)
app.command()(law.ask)
app.command(name="explain")(law.explain)
app.command(name="timeline")(law.timeline)
app.command(name="list")(lists.list_)
app.command()(files.new)
app.command()(files.lint)
app.command(name="format")(files.format_)
app.command()(files.test)
app.command()(files.schema)


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
