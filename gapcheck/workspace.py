"""Where files are: the user's workspace first, what is shipped after.

It knows folders and reads packs and jurisdictions from them, or takes what was compiled from the same files
before. It does not know what they mean.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gapcheck import cache, codec
from gapcheck.diagnostics import Diagnostic
from gapcheck.folders import homes, visible
from gapcheck.model.law import Rulebook
from gapcheck.model.profile import Jurisdiction

if TYPE_CHECKING:
    from gapcheck.model.questionnaire import Catalogue


def shipped() -> Path:
    """The folder with the rules, jurisdictions and templates that come with the program."""
    package = Path(__file__).parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent


class Workspace(Struct, frozen=True):
    """A user's folder on top of the shipped one."""

    folder: Path

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where to look, in order."""
        own, common = self.folder.resolve(), shipped().resolve()
        return (common,) if own == common else (own, common)

    @property
    def templates(self) -> tuple[Path, ...]:
        """Where templates are looked for, in order."""
        return tuple(folder / "templates" for folder in self.folders)

    def name(self, path: Path) -> str:
        """How a file is called in messages: from the folder it was found in."""
        for folder in self.folders:
            if path.resolve().is_relative_to(folder):
                return str(path.resolve().relative_to(folder))
        return str(path)

    def rulebook(
        self, packs: Collection[str] | None = None
    ) -> tuple[Rulebook | None, list[Diagnostic]]:
        """The packs of that name, or all of them, with everything they share."""
        key = self._rulebook_key(packs)
        known = cache.found(key)
        if known is not None:
            return codec.rulebook(known), []
        from gapcheck.packs import load_rulebook

        rulebook, diagnostics = load_rulebook(self.folders, packs)
        if rulebook is not None and not diagnostics and key == self._rulebook_key(packs):
            cache.keep(key, codec.plain_rulebook(rulebook))
        return rulebook, diagnostics

    def questionnaires(self, rulebook: Rulebook) -> tuple[Catalogue | None, list[Diagnostic]]:
        """The questionnaires, checked against the obligations of every pack at hand."""
        from gapcheck.packs import load_questionnaires

        return load_questionnaires(self.folders, rulebook.declared)

    def pack_names(self) -> tuple[str, ...]:
        """Every pack that can be asked for, by the name of its file."""
        found = {
            path.stem for folder in self.folders for path in visible(folder / "rules", "*.yaml")
        }
        return tuple(sorted(n for n in found if n != "instruments" and not n.endswith(".cases")))

    def case_files(self) -> list[Path]:
        """The files of cases beside the packs, a user's own before a shipped one of the same name."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in visible(folder / "rules", "*.cases.yaml"):
                found.setdefault(path.name, path)
        return list(found.values())

    def own_files(self) -> list[Path]:
        """The folders of the workspace itself that hold packs and profiles."""
        return [p for p in (self.folder / "rules", self.folder / "jurisdictions") if p.is_dir()]

    def jurisdictions(self) -> Mapping[str, Path]:
        """The folder of every jurisdiction by its code, a user's own before a shipped one."""
        return find_jurisdictions(self.folders)

    def jurisdiction(
        self, code: str, rulebook: Rulebook
    ) -> tuple[Jurisdiction | None, list[Diagnostic]]:
        """The jurisdiction of that code; `KeyError` when there is none."""
        path = self.jurisdictions()[code.upper()]
        key = _jurisdiction_key(path, rulebook)
        known = cache.found(key)
        if known is not None:
            return codec.jurisdiction(known, rulebook), []
        from gapcheck.profiles import load_jurisdiction

        jurisdiction, diagnostics = load_jurisdiction(path, self.name(path), rulebook)
        if (
            jurisdiction is not None
            and not diagnostics
            and key == _jurisdiction_key(path, rulebook)
        ):
            cache.keep(key, codec.plain(jurisdiction))
        return jurisdiction, diagnostics

    def remarks(self, code: str) -> list[Diagnostic]:
        """What is worth a second look in the files of a jurisdiction of the workspace itself."""
        from gapcheck.profiles import remarks

        path = find_jurisdictions([self.folder]).get(code)
        return [] if path is None else remarks(path, self.name(path))

    def _rulebook_key(self, packs: Collection[str] | None) -> str:
        files = (part for folder in self.folders for part in _contents(folder / "rules"))
        return cache.key("rulebook", repr(None if packs is None else sorted(set(packs))), *files)


def find_jurisdictions(folders: Sequence[Path]) -> Mapping[str, Path]:
    """Find the folders of jurisdictions by their three-letter code, which they are called after.

    An earlier folder stands in for one of the same name in later ones.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        found = {**homes(folder), **found}
    return dict(sorted(found.items()))


def _jurisdiction_key(folder: Path, rulebook: Rulebook) -> str:
    """Name a jurisdiction by its files and by everything that they were checked against."""
    against = (
        [(pack.id, pack.sha256) for pack in rulebook.packs],
        [
            (v.kind, v.space.id, v.space.dimensions, v.space.one_at_a_time, v.space.conditions)
            for v in rulebook.vocabularies.values()
        ],
        rulebook.facts,
        sorted(rulebook.declared),
    )
    return cache.key("jurisdiction", repr(against), *_contents(folder))


def _contents(folder: Path) -> Iterator[str | bytes]:
    """The name and the content of every file of packs or law in a folder, whether it is read or not."""
    yield str(folder.name)
    for path in (*visible(folder, "*.yaml"), *visible(folder, "*/*.yaml")):
        if path.name.endswith(".cases.yaml"):
            continue
        yield str(path.relative_to(folder))
        try:
            yield path.read_bytes()
        except OSError as error:
            yield f"unreadable: {error.errno}"


def write(path: Path, text: str) -> None:
    """Put a text into a file whole or not at all: the old content stands until the new one is complete.

    A link stays, and the file that it leads to is written. A new file may be used by whom the system's umask lets.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".gapcheck-{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
