"""The commentary on a pack: which pack is meant, its cases, and where the text goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gapcheck import cases
from gapcheck.cli.desk import Desk, loaded, usage
from gapcheck.cli.paths import put
from gapcheck.model.law import RulePack
from gapcheck.report import commentary, terminal

_PAGE = (".html", ".htm")
_MARKDOWN = (".md", ".markdown")


def tell(desk: Desk, name: str, output: Path | None) -> None:
    """Write the commentary to a file, or print it as Markdown."""
    if output is not None and output.suffix.lower() not in (*_PAGE, *_MARKDOWN):
        usage(f"a commentary cannot be written as `{output}`; let its name end in .html or .md")
    packs = _packs(desk, name)
    shown = commentary.commentary(packs, desk.rulebook, tuple(_worked(desk, packs)))
    folders = desk.workspace.templates
    if output is None:
        terminal.markdown(commentary.markdown(shown, folders), terminal.console())
        return
    is_page = output.suffix.lower() in _PAGE
    put(output, commentary.html(shown, folders) if is_page else commentary.markdown(shown, folders))
    print(f"wrote {output}")


def _packs(desk: Desk, name: str) -> Sequence[RulePack]:
    """The packs of the treaty of that name, or else the pack of that name."""
    every = desk.rulebook.packs
    names = {pack.id for pack in every} | {pack.instrument.id for pack in every}
    if name not in names:
        usage(f"there is no pack `{name}`", name, names)
    treaty = [pack for pack in every if pack.instrument.id == name]
    return treaty or [pack for pack in every if pack.id == name]


def _worked(desk: Desk, packs: Sequence[RulePack]) -> Iterator[commentary.Worked]:
    """The cases of packs; the end of the command where one is wrong."""
    room = desk.workspace
    names = {pack.id for pack in packs}
    found = loaded(*cases.load_cases(room.case_files(), desk.rulebook, room.name))
    for case in found:
        if case.pack in names:
            verdicts = {expected.obligation: expected.verdict for expected in case.expected}
            shortfall = case.expected_failure or ""
            yield commentary.Worked(case.name, case.law, verdicts, shortfall)
