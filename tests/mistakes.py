"""One small file for every code of a diagnostic, and what is said about it.

It knows how such a file becomes a workspace, and how the catalogue of mistakes is put together. What each
message says is the program's affair.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from gapcheck import cases, changes
from gapcheck.diagnostics import CODES, Diagnostic, draw, tidy
from gapcheck.model.law import Rulebook
from gapcheck.packs import check_ids
from gapcheck.profiles import load_jurisdiction, remarks
from gapcheck.source import printable
from gapcheck.strays import strays
from gapcheck.workspace import Workspace, shipped
from gapcheck.yamldoc import LARGEST_FILE
from tests import advice

FOLDER: Final = Path(__file__).parent / "errors"
CATALOGUE: Final = Path(__file__).parent.parent / "docs" / "errors.md"
PROFILE: Final = "jurisdictions/xaa/jurisdiction.yaml"
PROFILE_TEXT: Final = """\
jurisdiction: XAA
name: Example State
version: 0.1.0
sources:
  gazette: {title: Official Gazette, basis: text, published: "No. 12 of 2003"}
"""
PACK: Final = "rules/example.yaml"
PACK_TEXT: Final = """\
pack: example
version: 0.1.0
instrument: tip
obligations:
  - id: example.1
    provision: "1"
    chapter: prosecution
    force: mandatory
    addressees: [criminal_law]
    assessability: L
    title: Every form of trafficking
    explanation: Trafficking is an offence in every form.
    elements:
      - id: offence
        title: An offence of trafficking
        requires: criminalize trafficking
        explanation: No form is left out.
        remedy: enact an offence
"""

_PLACE = re.compile(rb"# stands at ([^ ,\n]+)(?:, ([^\n]*))?\n")


def _as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _link(path: Path, content: bytes) -> None:
    path.symlink_to(path.with_name("gone.yaml"))


def _folder(path: Path, content: bytes) -> None:
    path.mkdir()


def _too_large(path: Path, content: bytes) -> None:
    path.write_bytes(content * (LARGEST_FILE // len(content) + 1))


_PUT: Final[Mapping[str, Callable[[Path, bytes], None]]] = {
    "as a link to a file that is gone": _link,
    "as a folder of that name": _folder,
    "over and over until it has more than 4 MiB": _too_large,
}
"""What the first line may say beyond the place, where the file as it is would not do."""


def codes_with_files() -> Sequence[str]:
    """The codes that have a file, in the order of their names."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def place_of(code: str) -> str:
    """Where in a workspace the file of a code stands."""
    return _first_line(code)[0]


def _first_line(code: str) -> tuple[str, str]:
    content = (FOLDER / f"{code}.yaml").read_bytes()
    found = _PLACE.match(content)
    assert found is not None, f"{code}.yaml does not begin with the place it stands at"
    return found[1].decode(), (found[2] or b"").decode()


def lay_out(code: str, folder: Path) -> Path:
    """Make the workspace of a code in a folder; give the place of the file."""
    place, manner = _first_line(code)
    path = folder / place
    path.parent.mkdir(parents=True)
    _PUT.get(manner, _as_it_is)(path, (FOLDER / f"{code}.yaml").read_bytes())
    if place.startswith("jurisdictions/") and place != PROFILE:
        (folder / PROFILE).write_text(PROFILE_TEXT, encoding="utf-8")
    if place.endswith(".cases.yaml"):
        (folder / PACK).write_text(PACK_TEXT, encoding="utf-8")
    return path


@cache
def provoked(code: str) -> Sequence[Diagnostic]:
    """Everything that `gapcheck lint`, or for cases `gapcheck test`, finds wrong in the file of a code."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = lay_out(code, folder)
        if path.name.endswith(".cases.yaml"):
            return _of_cases(path, Workspace(folder))
        if place_of(code).startswith("rules/"):
            return _of_rules(folder)
        own = (folder / "jurisdictions/xaa", "jurisdictions/xaa")
        return strays(folder) or load_jurisdiction(*own, _rules())[1] or remarks(*own)


def drawn(code: str) -> str:
    """The messages about the file of a code, as they are shown."""
    return "\n\n".join(draw(diagnostic) for diagnostic in provoked(code)) + "\n"


@cache
def _rules() -> Rulebook:
    rulebook, diagnostics = Workspace(shipped()).rulebook()
    assert rulebook is not None, diagnostics
    return rulebook


def _of_rules(folder: Path) -> list[Diagnostic]:
    """What is wrong with a pack by itself, or else as the newer version of the pack `example`."""
    newer, wrong = Workspace(folder).rulebook()
    if newer is None:
        return wrong
    room = Workspace(folder / "older")
    (room.folder / PACK).parent.mkdir(parents=True)
    (room.folder / PACK).write_text(PACK_TEXT, encoding="utf-8")
    older, _ = room.rulebook()
    assert older is not None
    return check_ids(room.folders, changes.removed(changes.changes(older, newer)))


def _of_cases(path: Path, workspace: Workspace) -> list[Diagnostic]:
    rulebook, wrong = workspace.rulebook()
    assert rulebook is not None, wrong
    found, diagnostics = cases.load_cases([path], rulebook, workspace.name)
    coverage = cases.Coverage(next(p for p in rulebook.packs if p.id == "example"))
    for result in cases.run(found, rulebook):
        diagnostics += result.complaints
        coverage.add(result)
    return tidy([*diagnostics, *coverage.warnings()])


# The catalogue.

_INTRODUCTION = """\
# Mistakes in files, and what to do

<!-- Made from tests/errors by `make docs`: change the files there, or tests/advice.py. -->

When a file cannot be used, gapcheck says so in one message of this form, and changes nothing:

- the first line says where the mistake is (file, line, column), its code, and what is wrong;
- the lines with `|` show the place, with `^` under the words that are meant; a second place that explains the
  first is marked with `-`;
- `= in:` names the headings under which the place stands: the country, the act, the article;
- `= help:` says what to do.

A mistake in a file says nothing about the law. While there is one, the command ends with status 3 and draws no
conclusions. One run reports all the mistakes it can see. A `warning` is told by `gapcheck lint` alone: the file can be
used, and something in it is worth a second look.

Each code below has an explanation, advice, the smallest file that provokes it, and the message, exactly as it is
shown. The remark in the first line of each file says where in a [workspace](files.md) it stands. Beside every
act stands this `{profile}`:

```yaml
{text}```

Beside every file of cases stands this `{pack}`; a pack that is sound by itself is taken as its newer version:

```yaml
{pack_text}```

"""
_LONGEST = 36


def catalogue() -> str:
    """The page that lists every mistake."""
    introduction = _INTRODUCTION.format(
        profile=PROFILE, text=PROFILE_TEXT, pack=PACK, pack_text=PACK_TEXT
    )
    parts = [introduction]
    for title, codes in advice.GROUPS.items():
        parts.append(f"- [{title}](#{anchor(title)}): {', '.join(f'[{c}](#{c})' for c in codes)}\n")
    for title, codes in advice.GROUPS.items():
        parts.append(f"\n## {title}\n")
        parts += [_entry(code, what) for code, what in codes.items()]
    return "".join(parts)


def anchor(heading: str) -> str:
    """The name under which a heading of a page can be reached."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def _entry(code: str, what: str) -> str:
    message = (FOLDER / f"{code}.txt").read_text(encoding="utf-8")
    return (
        f"\n### {code}\n\n{CODES[code].explanation}\n\n**What to do.** {what}\n\n"
        f"```yaml\n{_excerpt(code)}```\n\n```text\n{message}```\n"
    )


def _excerpt(code: str) -> str:
    """The file of a code as a page can show it: without what cannot be shown, and cut if it is long."""
    text = (FOLDER / f"{code}.yaml").read_bytes().decode(errors="replace")
    lines = text.removesuffix("\n").split("\n")
    cut = (
        lines
        if len(lines) <= _LONGEST
        else [*lines[:_LONGEST], f"# ... and {len(lines) - _LONGEST} more lines"]
    )
    return "".join(f"{printable(line)}\n" for line in cut)
