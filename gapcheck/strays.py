"""Which files of a workspace are read, and which lie there unread because of their name or their place.

It knows where packs and jurisdictions are looked for. It does not know what the files say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from gapcheck.diagnostics import Diagnostic, tidy
from gapcheck.folders import homes, visible
from gapcheck.source import SourceFile, Span


class Kind(StrEnum):
    """What a file that is read holds."""

    PACK = "pack"
    CASES = "cases"
    JURISDICTION = "jurisdiction"
    ACT = "act"
    OTHER = "other"


_LAWS: Final = "jurisdictions"
_PROFILE: Final = "jurisdiction.yaml"
_READ: Final[Mapping[str, Kind]] = {
    "rules/instruments.yaml": Kind.OTHER,
    "rules/*.cases.yaml": Kind.CASES,
    "rules/*.yaml": Kind.PACK,
    "rules/spaces/*.yaml": Kind.OTHER,
    "rules/questionnaires/*.yaml": Kind.OTHER,
    f"{_LAWS}/*/{_PROFILE}": Kind.JURISDICTION,
    f"{_LAWS}/*/decisions.yaml": Kind.OTHER,
    f"{_LAWS}/*/statistics.yaml": Kind.OTHER,
    f"{_LAWS}/*/statutes/*.yaml": Kind.ACT,
}
_MEANT = re.compile(r"\.ya?ml(\.(txt|yaml))?$", re.IGNORECASE)
"""The end of a name that somebody meant to be YAML; editors and systems add some of it unseen."""


def read(folder: Path) -> Mapping[Path, Kind]:
    """Every file that is read in a workspace, seen from its folder, with what it holds."""
    found: dict[Path, Kind] = {}
    own = set(homes(folder).values())
    for pattern, kind in _READ.items():
        for path in visible(folder, pattern):
            if _is_at_home(path, folder, own):
                found.setdefault(path.relative_to(folder), kind)
    return found


def strays(folder: Path) -> list[Diagnostic]:
    """Warn of each file in a workspace that was meant to be read and is not; of a folder as a whole, once."""
    known = read(folder)
    found: dict[Path, Diagnostic] = {}
    own = homes(folder)
    for path in _meant(folder):
        if path not in known:
            is_misnamed = path.suffix != ".yaml" or path.stem.endswith(".yaml")
            cause = (
                path
                if is_misnamed or _is_at_home(folder / path, folder, own.values())
                else path.parts[1]
            )
            found.setdefault(Path(cause), _diagnostic(path, own, is_misnamed=is_misnamed))
    return tidy(found.values())


def _meant(folder: Path) -> Iterator[Path]:
    """Every file under the folders that are looked at whose name says that it is YAML."""
    for home in ("rules", _LAWS):
        for path in visible(folder / home, "**/*"):
            if path.is_file() and _MEANT.search(path.name):
                yield path.relative_to(folder)


def _is_at_home(path: Path, folder: Path, own: Collection[Path]) -> bool:
    """Whether a file stands outside the folders of jurisdictions, or in one of those that are read."""
    parts = path.relative_to(folder).parts
    return parts[0] != _LAWS or folder / _LAWS / parts[1] in own


def _diagnostic(path: Path, own: Mapping[str, Path], *, is_misnamed: bool) -> Diagnostic:
    span = Span(SourceFile(path.as_posix(), ""), 0, 0)
    if is_misnamed:
        message = f"nothing reads this file, because its name ends in `{_ending(path.name)}`"
        return Diagnostic("file-not-read", message, span, f"call it `{_proper(path.name)}`")
    message, advice = _misplaced(path, own)
    return Diagnostic("file-not-read", message, span, advice)


def _ending(name: str) -> str:
    found = _MEANT.search(name)
    return name if found is None else found[0]


def _proper(name: str) -> str:
    return _MEANT.sub(".yaml", name)


def _misplaced(path: Path, own: Mapping[str, Path]) -> tuple[str, str]:
    """What is said of a file in a place where nothing is looked for, and where it belongs."""
    message = "nothing reads this file, because of the place where it stands"
    if path.parts[0] != _LAWS:
        return message, "packs and their cases stand in `rules` itself, spaces in `rules/spaces`"
    home = path.parts[1]
    if len(path.parts) == 2:  # noqa: PLR2004 - it stands in `jurisdictions` itself
        return message, f"a jurisdiction is a folder in `{_LAWS}`, called after its code"
    read_instead = own.get(home.upper())
    if read_instead is None:
        return (
            f"nothing reads this file, because `{_LAWS}/{home}` has no `{_PROFILE}`",
            f"write `{_LAWS}/{home}/{_PROFILE}`; `gapcheck new` shows what it may say",
        )
    if read_instead.name != home:
        return (
            f"nothing reads this file, because `{_LAWS}/{read_instead.name}` is read for the same code",
            "make one folder of the two, or call one after another code",
        )
    return message, f"acts stand in `{_LAWS}/{home}/statutes` itself"
