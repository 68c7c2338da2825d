"""What can be typed behind the commands: options, arguments, and the words they take.

It knows names, help texts and how a day is written. It does not know what a command does with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


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
    QUESTIONNAIRES = "questionnaires"


class Schema(StrEnum):
    """The files and outputs that have a published schema."""

    PACK = "pack"
    SPACE = "space"
    INSTRUMENTS = "instruments"
    JURISDICTION = "jurisdiction"
    STATUTE = "statute"
    DECISIONS = "decisions"
    STATISTICS = "statistics"
    CASES = "cases"
    QUESTIONNAIRES = "questionnaires"
    CHECK = "check"
    ASK = "ask"


def a_day(text: str) -> date:
    """Read a day as it is typed."""
    if not _DAY.fullmatch(text):
        raise typer.BadParameter(f"`{text}` is not a date; write it as YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"`{text}` is no day of the calendar") from None


def offered(kind: str) -> Callable[[str], list[str]]:
    """What the tab key offers, looked up when it is pressed."""

    def offer(incomplete: str) -> list[str]:
        from gapcheck.cli import completion

        names: list[str] = getattr(completion, kind)(incomplete)
        return names

    return offer


CodeArgument: TypeAlias = Annotated[
    str,
    typer.Argument(
        help="Three-letter code of the jurisdiction, such as KGZ, or its name.",
        metavar="CODE",
        autocompletion=offered("codes"),
    ),
]
CodesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        help="Three-letter codes of one or several jurisdictions.",
        metavar="CODE...",
        autocompletion=offered("codes"),
    ),
]
AsOf: TypeAlias = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=a_day,
        metavar="DATE",
        help="Take the law of this day (YYYY-MM-DD); today if left out.",
    ),
]
Packs: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--pack",
        metavar="NAME",
        autocompletion=offered("packs"),
        help="Use only this rule pack, or those on this treaty (tip, som, untoc); may be repeated.",
    ),
]
Readings: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--reading",
        metavar="NAME",
        help="Take this reading of an ambiguous clause as right; may be repeated.",
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
        metavar="FOLDER",
        help="Folder with your own rules, jurisdictions and templates, used before the shipped ones.",
    ),
]
Formats: TypeAlias = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="FORMATS",
        autocompletion=offered("formats"),
        help="Formats, parted by commas: html, md, json.",
    ),
]
Into: TypeAlias = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER", help="Folder for the files.")
]
Questionnaires: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--questionnaire",
        metavar="NAME",
        autocompletion=offered("questionnaires"),
        help="Annex the questions of this questionnaire with the findings that answer them;"
        " may be repeated.",
    ),
]
IsFinal: TypeAlias = Annotated[
    bool,
    typer.Option("--final", help="Call the document final on its first page, instead of a draft."),
]
Listed: TypeAlias = Annotated[
    Kind, typer.Argument(metavar="KIND", help=f"What to list: {', '.join(Kind)}.")
]
Versions: TypeAlias = Annotated[
    tuple[Path, Path] | None,
    typer.Option(
        "--changes",
        metavar="OLD NEW",
        help="List what differs between two versions of the rules: folders, or files of a pack.",
    ),
]
Told: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--commentary",
        metavar="PACK",
        autocompletion=offered("pages"),
        help="Tell a whole rule pack as a commentary: tip, som, untoc, or the name of a pack.",
    ),
]
TextFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="File for the commentary: it ends in .html or .md.",
    ),
]
Files: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILES...", help="Files or folders; everything in the workspace if left out."
    ),
]
Cases: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILES...",
        help="Packs, files or folders; all cases in the workspace if left out.",
    ),
]
HERE = Path()
FORMATS = ("html", "md", "json")
"""The formats of a report."""
