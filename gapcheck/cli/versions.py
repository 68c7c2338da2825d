"""Two versions of the rules, as folders or as files of one pack.

It knows where the rules of a version are, and what stands in for the files that it does not have. It does not know
what may differ.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from msgspec import Struct

from gapcheck import changes, yamldoc
from gapcheck.changes import Change, VerdictChange
from gapcheck.cli.desk import WRONG_FILE, loaded, say_beside, show, usage
from gapcheck.diagnostics import Diagnostic, Severity
from gapcheck.model.law import Rulebook
from gapcheck.model.profile import Jurisdiction
from gapcheck.packs import check_ids, load_rulebook
from gapcheck.source import printable
from gapcheck.workspace import Workspace, shipped


class Comparison(Struct, frozen=True):
    """What is different between two versions, and what is wrong with that.

    Attributes:
        judged: How many jurisdictions could be judged with both.
    """

    changes: Sequence[Change]
    verdicts: Sequence[VerdictChange]
    diagnostics: Sequence[Diagnostic]
    judged: int


def compared(old: Path, new: Path, room: Workspace, as_of: date) -> Comparison:
    """Compare two versions, with the verdicts on the jurisdictions of the workspace."""
    with TemporaryDirectory() as name:
        before, after = (
            _folders(path, Path(name) / label, room) for label, path in (("old", old), ("new", new))
        )
        rules = _rulebook(before, old), _rulebook(after, new)
        found = changes.changes(*rules)
        gone = changes.removed(found)
        lost = check_ids(before, gone) if gone else []
    laws = tuple(_laws(room, *rules))
    verdicts = tuple(changes.verdict_changes(*rules, laws, as_of))
    return Comparison(found, verdicts, lost, len(laws))


def tell(found: Comparison, day: date) -> None:
    """Print what differs, a paragraph each, and the verdicts that follow."""
    for change in found.changes:
        place = " ".join(filter(None, (change.obligation, change.part)))
        print(printable(f"{place}: {change.kind}"))
        say_beside("before", change.before)
        say_beside("after", change.after)
        say_beside("newly asked", "; ".join(change.newly))
        say_beside("no longer asked", "; ".join(change.no_longer))
    if not found.changes:
        print("the two versions do not differ")
    for verdict in found.verdicts:
        print(
            f"{verdict.jurisdiction} {verdict.obligation}, {day}: {verdict.before} -> {verdict.after}"
        )
    if not found.judged:
        print("no jurisdiction can be judged with both versions")
    elif not found.verdicts:
        print(f"no verdict changes, law as at {day}")


def _folders(path: Path, own: Path, room: Workspace) -> Sequence[Path]:
    """Where the rules of a version are; what a pack alone does not have comes from the workspace."""
    if not path.exists():
        usage(f"there is no file or folder `{path}`")
    if path.is_dir():
        home = path.parent if path.resolve().name == "rules" else path
        if not (home / "rules").is_dir():
            usage(f"`{path}` holds no folder `rules`")
        return (home,) if (home / "rules" / "instruments.yaml").exists() else (home, shipped())
    document = loaded(*yamldoc.load(path, str(path)))
    plain = document.plain()
    name = plain.get("pack") if isinstance(plain, dict) else None
    if not isinstance(name, str) or not name:
        usage(f"`{path}` is no pack: it has no key `pack`")
    (own / "rules").mkdir(parents=True)
    (own / "rules" / f"{name}.yaml").write_text(document.file.text, encoding="utf-8")
    return (own, *room.folders)


def _rulebook(folders: Sequence[Path], path: Path) -> Rulebook:
    rulebook, diagnostics = load_rulebook(folders)
    if rulebook is None:
        print(f"gapcheck: the version `{path}` cannot be read", file=sys.stderr)
        show(diagnostics)
        raise typer.Exit(WRONG_FILE)
    return rulebook


def _laws(
    room: Workspace, old: Rulebook, new: Rulebook
) -> Iterator[tuple[Jurisdiction, Jurisdiction]]:
    """Every jurisdiction of the workspace as either version reads it."""
    for code in room.jurisdictions():
        later = loaded(*room.jurisdiction(code, new))
        earlier = changes.as_before(old, new, later)
        if earlier is None:
            earlier, wrong = room.jurisdiction(code, old)
            if any(d.severity is Severity.ERROR for d in wrong):
                earlier = None
        if earlier is None:
            print(f"gapcheck: {code} cannot be read with the older version", file=sys.stderr)
        else:
            yield earlier, later
