"""What `lint` looks at, and how it says what it has read.

It knows which files were chosen. It does not know what can be wrong with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from gapcheck import cases
from gapcheck.cli.paths import is_inside
from gapcheck.cli.progress import progress
from gapcheck.diagnostics import Diagnostic
from gapcheck.model.law import Rulebook
from gapcheck.report.words import counted
from gapcheck.strays import Kind, read, strays
from gapcheck.workspace import Workspace, shipped

_NAMES = {
    Kind.JURISDICTION: ("jurisdiction", "jurisdictions"),
    Kind.ACT: ("act", "acts"),
    Kind.PACK: ("pack", "packs"),
    Kind.CASES: ("file of cases", "files of cases"),
    Kind.OTHER: ("other file", "other files"),
}


def mistakes(room: Workspace, chosen: Sequence[Path]) -> list[Diagnostic]:
    """Everything that is wrong with the files chosen, or with all of them.

    The packs come first: while they are wrong nothing else can be read, so that is said whatever was chosen.
    """
    rulebook, packs = room.rulebook()
    others = strays(room.folder.resolve())
    if rulebook is not None:
        others += [*packs, *_beside(room, rulebook, chosen)]
        packs = []
    return [*packs, *(d for d in others if not chosen or is_inside(room, d, chosen))]


def _beside(room: Workspace, rulebook: Rulebook, chosen: Sequence[Path]) -> Iterator[Diagnostic]:
    """What is wrong with jurisdictions, cases and questionnaires."""
    homes = room.jurisdictions()
    codes = [code for code, home in homes.items() if not chosen or _touches(home, chosen)]
    with progress(len(codes), "jurisdictions") as step:
        for code in codes:
            yield from room.jurisdiction(code, rulebook)[1] or room.remarks(code)
            step()
    yield from cases.load_cases(room.case_files(), rulebook, room.name)[1]
    yield from room.questionnaires(rulebook)[1]


def _touches(home: Path, chosen: Sequence[Path]) -> bool:
    """Whether a folder is among the chosen, holds one of them or lies in one."""
    places = [path.resolve() for path in chosen]
    home = home.resolve()
    return any(place.is_relative_to(home) or home.is_relative_to(place) for place in places)


def kinds_read(room: Workspace, chosen: Sequence[Path]) -> Counter[Kind]:
    """How many files of each kind were read: those chosen, or else those of the workspace itself."""
    places = [path.resolve() for path in chosen] or [room.folder.resolve()]
    return Counter(
        kind
        for folder in room.folders
        for path, kind in read(folder).items()
        if any((folder / path).is_relative_to(place) for place in places)
    )


def all_well(room: Workspace, chosen: Sequence[Path]) -> Iterator[str]:
    """Say that nothing is wrong, and with what."""
    kinds = kinds_read(room, chosen)
    told = ", ".join(counted(kinds[kind], *names) for kind, names in _NAMES.items() if kinds[kind])
    if chosen or room.folder.resolve() == shipped().resolve():
        yield f"no mistakes found in {told}"
    elif told:
        yield f"no mistakes found in {told} of yours, nor in what comes with gapcheck"
    else:
        yield from nothing_here(room.folder)
        yield "no mistakes found in what comes with gapcheck"


def nothing_here(folder: Path) -> Iterator[str]:
    """Say that a folder is no workspace, and which folder around it is one."""
    yield f"nothing of yours is here: `{folder.resolve()}` holds no files of `rules` or `jurisdictions`"
    for name in ("jurisdictions", "rules"):
        for around in (folder.resolve(), *folder.resolve().parents):
            if around.name == name:
                yield f"name the folder above with --workspace, or go there: `{around.parent}`"
                return
