"""The first files of a jurisdiction: made from nothing, or taken from the shipped ones.

It knows which files there are to be. It does not know what stands in an empty profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gapcheck.cli.desk import Desk, usage
from gapcheck.profiles import countries
from gapcheck.report import skeleton


def code_of(typed: str) -> str:
    """The code that was typed, or the end of the command where no country or territory has it."""
    code = typed.upper()
    if not countries.is_code(code):
        named = countries.code_of(typed)
        usage(f"`{typed}` is no code of ISO 3166" + (f"; did you mean `{named}`?" if named else ""))
    return code


def copied(code: str, home: Path | None) -> Mapping[str, str]:
    """The files of a jurisdiction that comes with the program, by name."""
    if home is None:
        usage(f"no `{code}` comes with gapcheck that could be copied")
    return {
        path.relative_to(home).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(home.rglob("*.yaml"))
    }


def begun(code: str, desk: Desk) -> Mapping[str, str]:
    """A profile to fill in and every question that the packs ask, by the names of the files."""
    place = countries.country(code)
    names = {"en": code} if place is None else place.names
    return {
        "jurisdiction.yaml": skeleton.profile(code, names, desk.rulebook),
        "questions.md": skeleton.questions(names["en"], desk.rulebook),
    }
