"""What every command needs: the files in use, where its words go, and how it ends.

It knows exit statuses, standard output and standard error. It does not know what is computed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer
from msgspec import Struct

from gapcheck.cli.options import Weakest
from gapcheck.diagnostics import Diagnostic, Severity, draw, suggestion, tidy
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Options
from gapcheck.model.profile import Basis, Jurisdiction
from gapcheck.source import printable
from gapcheck.workspace import Workspace

if TYPE_CHECKING:
    from gapcheck.model.questionnaire import Catalogue

DONE, REACHED, USAGE, WRONG_FILE, OUR_FAILURE = 0, 1, 2, 3, 4
Loaded = TypeVar("Loaded")
_WIDEST = 100
_MOST_NAMES = 12
"""More names than these are not listed where one is wrong: a command lists them."""


class Desk(Struct, frozen=True):
    """The files in use for one command."""

    workspace: Workspace
    rulebook: Rulebook

    def jurisdiction(self, code: str) -> Jurisdiction:
        """The jurisdiction of a code, or the end of the command."""
        known = self.workspace.jurisdictions()
        if code.upper() not in known:
            code = _named(code, known) or _nowhere(code, self.workspace)
        return loaded(*self.workspace.jurisdiction(code, self.rulebook))

    def questionnaires(self) -> Catalogue:
        """The questionnaires at hand, or the end of the command where one is wrong."""
        return loaded(*self.workspace.questionnaires(self.rulebook))


def open_desk(folder: Path, packs: Sequence[str] | None = None) -> Desk:
    """The files of a workspace, or the end of the command."""
    workspace = Workspace(a_folder(folder))
    known = workspace.pack_names()
    chosen = [pack for name in packs or () for pack in _packs(name, known, workspace)]
    return Desk(workspace, loaded(*workspace.rulebook(chosen or None)))


def _packs(name: str, known: Sequence[str], workspace: Workspace) -> Sequence[str]:
    """The pack of a name, or those on the treaty of that name, or the end of the command."""
    if name in known:
        return (name,)
    every = loaded(*workspace.rulebook()).packs
    treaty = [pack.id for pack in every if pack.instrument.id == name]
    if not treaty:
        usage(f"there is no pack `{name}`", name, {*known, *(p.instrument.id for p in every)})
    return treaty


def _named(name: str, known: Mapping[str, Path]) -> str | None:
    """The code of a jurisdiction at hand by the name of the country."""
    from gapcheck.profiles import countries

    code = countries.code_of(name)
    return code if code in known else None


def _nowhere(code: str, workspace: Workspace) -> NoReturn:
    """End the command for a jurisdiction that is nowhere; without a better guess, say where it was looked for."""
    from gapcheck.profiles import countries

    known = workspace.jurisdictions()
    message = f"there is no jurisdiction `{code}`"
    like = [name for name in countries.codes_like(code) if name in known]
    own = workspace.folder.resolve() / "jurisdictions"
    if (own / code.lower()).is_dir():
        usage(f"{message}: the folder `{own / code.lower()}` has no `jurisdiction.yaml`")
    if own.name in (own.parent.name, own.parent.parent.name):
        usage(f"{message} in `{own.parent}`; go to the folder that holds `jurisdictions`")
    if len(like) == 1:
        usage(f"{message}; did you mean `{like[0]}`?")
    if suggestion(code.upper(), known) is None:
        message += f", neither in `{own}` nor in what comes with gapcheck"
    usage(message, code.upper(), known, "gapcheck list jurisdictions")


def a_folder(folder: Path) -> Path:
    """The folder of a workspace, or the end of the command where there is none."""
    if not folder.is_dir():
        usage(f"the workspace `{folder}` is not a folder")
    return folder


def loaded(value: Loaded | None, diagnostics: Iterable[Diagnostic]) -> Loaded:
    """What was loaded; warnings are shown, errors end the command."""
    if show(diagnostics) or value is None:
        raise typer.Exit(WRONG_FILE)
    return value


def show(diagnostics: Iterable[Diagnostic]) -> bool:
    """Draw diagnostics on standard error; whether any of them is an error."""
    found = tidy(diagnostics)
    for diagnostic in found:
        print(draw(diagnostic), end="\n\n", file=sys.stderr)
    return any(d.severity is Severity.ERROR for d in found)


def usage(message: str, word: str = "", known: Iterable[str] = (), listing: str = "") -> NoReturn:
    """End the command with what is wrong about it, in one line; `listing` is a command that lists what is known."""
    names = sorted(known)
    advice = suggestion(word, names) or ""
    if not advice and names:
        is_short = len(names) <= _MOST_NAMES or not listing
        advice = f"there are {', '.join(names)}" if is_short else f"`{listing}` lists them"
    print(f"gapcheck: {message}" + (f"; {advice}" if advice else ""), file=sys.stderr)
    raise typer.Exit(USAGE)


def taken(
    readings: Sequence[str] | None, basis: Weakest | None, jurisdiction: Jurisdiction
) -> Options:
    """How the law is to be taken, or the end of the command for a reading nobody declares."""
    known = {r.id for p in jurisdiction.provisions.values() for v in p.versions for r in v.readings}
    for name in readings or ():
        if name not in known:
            usage(f"{jurisdiction.id} declares no reading `{name}`", name, known)
    return Options(frozenset(readings or ()), Basis(basis.value) if basis is not None else None)


def say(text: str) -> None:
    """Print a text with one end of line."""
    print(text, end="" if text.endswith("\n") else "\n")


def as_json(value: Mapping[str, object] | Sequence[object]) -> str:
    """A value as JSON, to be read by people too."""
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


def say_json(value: Mapping[str, object] | Sequence[object]) -> None:
    """Print a value as JSON."""
    say(as_json(value))


def say_beside(label: str, text: str) -> None:
    """Print an indented paragraph that begins with a label; nothing where there is nothing to say."""
    if text:
        width = min(get_terminal_size().columns, _WIDEST)
        words = printable(f"{label}: {text}")
        print(fill(words, width, initial_indent="  ", subsequent_indent="    "))
