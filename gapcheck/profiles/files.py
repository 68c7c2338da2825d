"""The files of a jurisdiction, their readers, and the names that they mean to declare.

Knows folders, file names and headings, and collects names even from files that are wrong otherwise.
Does not know what the names stand for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from gapcheck import yamldoc
from gapcheck.diagnostics import Diagnostic
from gapcheck.folders import visible
from gapcheck.shapes import PlacedList, PlacedMapping, Reader
from gapcheck.yamldoc import Document, Steps

PROFILE = "jurisdiction.yaml"
DECISIONS = "decisions.yaml"
STATISTICS = "statistics.yaml"
STATUTES = "statutes"


class Folder:
    """The files in one folder, each read once."""

    def __init__(self, path: Path, name: str) -> None:
        """Read the folder; `name` is what diagnostics call it."""
        self.path = path
        self._name = name
        self._diagnostics: list[Diagnostic] = []
        self._documents: dict[str, Document] = {}
        self._readers: dict[str, Reader] = {}
        self._is_complete = True
        self._read(PROFILE)
        for file in (DECISIONS, STATISTICS):
            if (path / file).exists():
                self._read(file)
        for statute in visible(path, f"{STATUTES}/*.yaml"):
            self._is_complete &= self._read(f"{STATUTES}/{statute.name}")

    @property
    def profile(self) -> Reader | None:
        """The profile, if it is YAML."""
        return self._readers.get(PROFILE)

    @property
    def decisions(self) -> Reader | None:
        """The decided cases, if there are any and they are YAML."""
        return self._readers.get(DECISIONS)

    @property
    def statistics(self) -> Reader | None:
        """The figures, if there are any and they are YAML."""
        return self._readers.get(STATISTICS)

    @property
    def statutes(self) -> Sequence[Reader]:
        """The statutes that are YAML, in the order of their file names."""
        return [r for file, r in self._readers.items() if file.startswith(f"{STATUTES}/")]

    @property
    def roots(self) -> Sequence[object]:
        """The content of each file that is YAML."""
        return [reader.root for reader in self._readers.values()]

    @property
    def is_complete(self) -> bool:
        """Whether every statute is YAML, so that all the names they declare are known."""
        return self._is_complete

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Everything that is wrong with the files, as far as it was looked for."""
        return self._diagnostics + [d for r in self._readers.values() for d in r.diagnostics]

    @property
    def sha256(self) -> str:
        """A fingerprint of all files by name and text."""
        digest = hashlib.sha256()
        for name, document in sorted(self._documents.items()):
            text = document.file.text.encode()
            digest.update(f"{name}\n{len(text)}\n".encode())
            digest.update(text)
        return digest.hexdigest()

    def sources(self) -> list[str] | None:
        """Name the sources that the profile declares, or nothing if it cannot be read."""
        if self.profile is None:
            return None
        declared = _at(self.profile.root, "sources")
        return list(declared) if isinstance(declared, PlacedMapping) else []

    def short_titles(self) -> Iterator[str]:
        """Give the short title of each statute."""
        for reader in self.statutes:
            short = _text(_at(reader.root, "short"))
            if short:
                yield short

    def citations(self) -> Iterator[str]:
        """Give the citation of each provision."""
        for reader in self.statutes:
            short = _text(_at(reader.root, "short"))
            provisions = _at(reader.root, "provisions")
            for provision in provisions if isinstance(provisions, PlacedList) else ():
                article = _text(_at(provision, "article"))
                if short and article:
                    yield f"{short} {article}"

    def _read(self, file: str) -> bool:
        """Read a file; say whether it is YAML."""
        document, diagnostics = yamldoc.load(self.path / file, f"{self._name}/{file}")
        self._diagnostics += diagnostics
        if document is None:
            return False
        self._documents[file] = document
        self._readers[file] = Reader(document, lambda path: self._headings(document, path))
        return True

    def _headings(self, document: Document, path: Steps) -> tuple[str, ...]:
        """Give the legal headings of a place: country, act, article."""
        profile = self._documents.get(PROFILE)
        name = _at(profile.plain(), "name") if profile is not None else ""
        plain = document.plain()
        headings = [_text(_at(name, "en")) or _text(name), _text(_at(plain, "short"))]
        provisions = _at(plain, "provisions")
        if path[:1] == ("provisions",) and len(path) > 1 and isinstance(provisions, list):
            headings.append(_text(_at(provisions[int(path[1])], "article")))
        return tuple(heading for heading in headings if heading)


def _at(place: object, key: str) -> object:
    if not isinstance(place, dict):
        return None
    return next((value for name, value in place.items() if name == key), None)


def _text(place: object) -> str:
    return place.strip() if isinstance(place, str) else ""
