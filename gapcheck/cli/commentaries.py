"""The commentary on a pack: which pack is meant, its cases, and where the text goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gapcheck import cases
from gapcheck.cli.desk import Desk, loaded, say, usage
from gapcheck.cli.paths import put
from gapcheck.model.law import RulePack
from gapcheck.report import commentary

_PAGE = (".html", ".htm")
_MARKDOWN = (".md", ".markdown")


def tell(desk: Desk, name: str, output: Path | None) -> None:
    """Write the commentary to a file, or print it as Markdown."""
    if output is not None and output.suffix.lower() not in (*_PAGE, *_MARKDOWN):
        usage(f"a commentary cannot be written as `{output}`; let its name end in .html or .md")
    pack = _pack(desk, name)
    shown = commentary.commentary(pack, desk.rulebook, tuple(_worked(desk, pack)))
    folders = desk.workspace.templates
    if output is None:
        say(commentary.markdown(shown, folders))
        return
    is_page = output.suffix.lower() in _PAGE
    put(output, commentary.html(shown, folders) if is_page else commentary.markdown(shown, folders))
    print(f"wrote {output}")


def _pack(desk: Desk, name: str) -> RulePack:
    """The pack of that name, or that of the treaty of that name."""
    packs = {pack.instrument.id: pack for pack in desk.rulebook.packs}
    packs |= {pack.id: pack for pack in desk.rulebook.packs}
    if name not in packs:
        usage(f"there is no pack `{name}`", name, packs)
    return packs[name]


def _worked(desk: Desk, pack: RulePack) -> Iterator[commentary.Worked]:
    """The cases of a pack; the end of the command where one is wrong."""
    room = desk.workspace
    found = loaded(*cases.load_cases(room.case_files(), desk.rulebook, room.name))
    for case in found:
        if case.pack == pack.id:
            verdicts = {expected.obligation: expected.verdict for expected in case.expected}
            shortfall = case.expected_failure or ""
            yield commentary.Worked(case.name, case.law, verdicts, shortfall)
