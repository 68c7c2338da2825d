"""Which files make up the rules, and their readers.

Knows folders, file names and the headings of trails. Does not know what else the files say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from gapcheck import yamldoc
from gapcheck.diagnostics import Diagnostic
from gapcheck.folders import visible
from gapcheck.packs.shape import InstrumentsShape, PackShape, SpaceShape
from gapcheck.shapes import Reader, Shape
from gapcheck.yamldoc import Document, Steps

RULES = "rules"
INSTRUMENTS = f"{RULES}/instruments.yaml"
_SPACES = f"{RULES}/spaces/"
_CASES = ".cases.yaml"

SomeShape = TypeVar("SomeShape", bound=Shape)


class Shelf:
    """The files under `rules/` in one or several folders, each read at most once.

    A file in an earlier folder stands in for those of the same name in later ones.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._paths = _paths(folders)
        self._documents: dict[str, Document] = {}
        self.instruments: tuple[InstrumentsShape, Reader] | None = None
        self.spaces: dict[str, tuple[SpaceShape, Reader]] = {}
        self.packs: dict[str, tuple[PackShape, Reader]] = {}
        self._readers: dict[str, Reader] = {}
        self._diagnostics: list[Diagnostic] = []
        self._read_all()

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Everything that is wrong with the files, as far as it was looked for."""
        return self._diagnostics + [d for r in self._readers.values() for d in r.diagnostics]

    @property
    def pack_readers(self) -> Sequence[Reader]:
        """The packs that are YAML, also those that are wrong otherwise."""
        return [reader for name, reader in self._readers.items() if _is_pack(name)]

    @property
    def pack_names(self) -> Collection[str]:
        """The names of the packs, which are those of their files."""
        return {stem(name) for name in self._paths if _is_pack(name)}

    @property
    def declared_spaces(self) -> Collection[str]:
        """The spaces that files declare or are called after, also those that are wrong."""
        stems = {stem(name) for name in self._paths if name.startswith(_SPACES)}
        return {str(shape.space) for shape, _ in self.spaces.values()} | stems

    def is_chosen(self, name: str, only: Collection[str] | None) -> bool:
        """Tell whether a file is in use: every one is, except packs not asked for."""
        return only is None or not _is_pack(name) or stem(name) in only

    def sha256(self, names: Iterable[str]) -> str:
        """Fingerprint some of the files by name and text, whatever the order of `names`."""
        digest = hashlib.sha256()
        for name in sorted(set(names)):
            text = self._documents[name].file.text.encode()
            digest.update(f"{name}\n{len(text)}\n".encode())
            digest.update(text)
        return digest.hexdigest()

    def _read_all(self) -> None:
        self.instruments = self._read(INSTRUMENTS, InstrumentsShape)
        for name in self._paths:
            if name.startswith(_SPACES):
                space = self._read(name, SpaceShape)
                if space is not None:
                    self.spaces[name] = space
            elif name != INSTRUMENTS:
                pack = self._read(name, PackShape)
                if pack is not None:
                    self.packs[name] = pack

    def _read(self, name: str, kind: type[SomeShape]) -> tuple[SomeShape, Reader] | None:
        path = self._paths[name]
        document, diagnostics = yamldoc.load(path, name)
        self._diagnostics += diagnostics
        if document is None:
            return None
        self._documents[name] = document
        reader = Reader(document, lambda steps: self._headings(document, steps))
        self._readers[name] = reader
        shape = reader.shape(kind)
        return None if shape is None else (shape, reader)

    def _headings(self, document: Document, path: Steps) -> tuple[str, ...]:
        """Give the headings of a place: treaty, article and obligation, or space and value."""
        plain = document.plain()
        if not isinstance(plain, dict):
            return ()
        if "pack" in plain:
            return (self._treaty(plain.get("instrument")), *_obligation(plain, path))
        if "space" in plain:
            names = (str(step) for step in path[1:4:2])
            return (_english(plain.get("title")) or str(plain["space"]), *names)
        if path[:1] == ("instruments",) and len(path) > 1:
            return (self._treaty(path[1]),)
        return ()

    def _treaty(self, instrument: object) -> str:
        """Name a treaty as findings do, or by its id where its entry cannot be read."""
        found = self._documents.get(INSTRUMENTS)
        entry = found.plain() if found is not None else {}
        for step in ("instruments", instrument, "short"):
            entry = entry.get(str(step), "") if isinstance(entry, dict) else ""
        return _english(entry) or str(instrument)


def _paths(folders: Sequence[Path]) -> Mapping[str, Path]:
    """Find the files by the name they are known by, in the order of those names."""
    found: dict[str, Path] = {}
    for folder in folders:
        rules = folder / RULES
        for path in (*visible(rules, "*.yaml"), *visible(rules, "spaces/*.yaml")):
            name = f"{RULES}/{path.relative_to(rules).as_posix()}"
            if not name.endswith(_CASES):
                found.setdefault(name, path)
    nowhere = Path(__file__) / INSTRUMENTS
    found.setdefault(INSTRUMENTS, folders[0] / INSTRUMENTS if folders else nowhere)
    return dict(sorted(found.items()))


def _is_pack(name: str) -> bool:
    return name != INSTRUMENTS and not name.startswith(_SPACES)


def stem(name: str) -> str:
    """Give the name of a file without its ending."""
    return Path(name).stem


def _english(words: object) -> str:
    """Give the English of a text that may be plain or in several languages."""
    if isinstance(words, dict):
        words = words.get("en")
    return words.strip() if isinstance(words, str) else ""


def _obligation(plain: Mapping[str, yamldoc.Plain], path: Steps) -> tuple[str, ...]:
    """Give the article and the id of the obligation that a path lies in."""
    match path, plain.get("obligations"):
        case ("obligations", int() as number, *_), list() as obligations:
            entry = obligations[number]
        case _:
            return ()
    if not isinstance(entry, dict):
        return ()
    provision, name = entry.get("provision"), entry.get("id")
    headings = []
    if isinstance(provision, str) and provision:
        headings.append(f"Article {provision}" if provision[0].isdigit() else provision)
    if isinstance(name, str) and name:
        headings.append(name)
    return tuple(headings)
