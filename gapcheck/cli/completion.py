"""What the tab key offers: codes, obligations, packs, questionnaires and formats.

It is asked only while somebody types, reads what is compiled already, and offers nothing where something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gapcheck.cli.options import FORMATS
from gapcheck.workspace import Workspace


def codes(incomplete: str) -> list[str]:
    """The codes of jurisdictions, in small letters to whoever types them so."""
    known = _here().jurisdictions()
    return _beginning(incomplete, map(str.lower, known) if incomplete.islower() else known)


def obligations(incomplete: str) -> list[str]:
    """The ids of obligations."""
    rulebook, _ = _here().rulebook()
    return [] if rulebook is None else _beginning(incomplete, rulebook.obligations)


def packs(incomplete: str) -> list[str]:
    """The names of packs."""
    return _beginning(incomplete, _here().pack_names())


def pages(incomplete: str) -> list[str]:
    """The treaties and packs that can be told as a commentary."""
    rulebook, _ = _here().rulebook()
    every = () if rulebook is None else rulebook.packs
    return _beginning(
        incomplete, {name for pack in every for name in (pack.instrument.id, pack.id)}
    )


def questionnaires(incomplete: str) -> list[str]:
    """The names of questionnaires."""
    rulebook, _ = _here().rulebook()
    if rulebook is None:
        return []
    catalogue, _ = _here().questionnaires(rulebook)
    return [] if catalogue is None else _beginning(incomplete, catalogue.questionnaires)


def formats(incomplete: str) -> list[str]:
    """The formats of a report; several are parted by commas."""
    before, comma, last = incomplete.rpartition(",")
    left = set(FORMATS) - set(before.split(","))
    return [f"{before}{comma}{name}" for name in _beginning(last, left)]


def _here() -> Workspace:
    return Workspace(Path())


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name.startswith(incomplete))
