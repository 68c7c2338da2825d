"""From the files under `rules/` to a checked rulebook.

Knows how the parts are put together, and reports everything that is wrong in one run. Does not know
any national law.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gapcheck.diagnostics import Diagnostic, Label, Severity, suggestion, tidy
from gapcheck.dsl.checker import Known, KnownSpace
from gapcheck.model.law import (
    FactDefinition,
    Instrument,
    Qualifier,
    Rulebook,
    RulePack,
    Vocabulary,
)
from gapcheck.model.names import known_fact
from gapcheck.packs import checks, obligations, spaces
from gapcheck.packs.files import INSTRUMENTS, RULES, Shelf, stem
from gapcheck.packs.obligations import Setting
from gapcheck.packs.shape import InstrumentsShape, PackShape, SpaceShape
from gapcheck.shapes import PlacedText, Reader, json_schema, listed
from gapcheck.source import SourceFile, Span


def load_rulebook(
    folders: Sequence[Path], only: Collection[str] | None = None
) -> tuple[Rulebook | None, list[Diagnostic]]:
    """Read the rules of one or several folders, earlier ones first.

    With `only`, the other packs are read for the facts and ids they declare, and what is wrong with
    them is passed over.

    Returns:
        No rulebook if there is any error; the diagnostics are sorted.
    """
    shelf = Shelf(folders)
    rulebook = _Book(shelf, only).rulebook()
    diagnostics = tidy([*_in_use(shelf, only), *_selection(shelf, only)])
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None, diagnostics
    return rulebook, diagnostics


def check_ids(folders: Sequence[Path], gone: Collection[str]) -> list[Diagnostic]:
    """Report ids that a newer version of the rules has dropped, at the place where these rules declare them."""
    shelf = Shelf(folders)
    checks.check_gone(shelf.pack_readers, gone)
    return tidy(d for d in shelf.diagnostics if d.code == "id-removed")


def pack_schema() -> dict[str, Any]:
    """Give the JSON schema of a pack."""
    return json_schema(PackShape, "gapcheck pack")


def space_schema() -> dict[str, Any]:
    """Give the JSON schema of a space."""
    return json_schema(SpaceShape, "gapcheck space")


def instruments_schema() -> dict[str, Any]:
    """Give the JSON schema of `instruments.yaml`."""
    return json_schema(InstrumentsShape, "gapcheck instruments")


def _in_use(shelf: Shelf, only: Collection[str] | None) -> Iterable[Diagnostic]:
    """Give what is wrong with the files that were asked for."""
    for diagnostic in shelf.diagnostics:
        if shelf.is_chosen(diagnostic.span.file.name, only):
            yield diagnostic


def _selection(shelf: Shelf, only: Collection[str] | None) -> Iterable[Diagnostic]:
    """Report packs that were asked for and are not there."""
    every = shelf.pack_names
    nowhere = Span(SourceFile(RULES, ""), 0, 0)
    for name in sorted(set(only or ()) - set(every)):
        advice = suggestion(name, every) or f"there are {listed(sorted(every)) or 'none'}"
        yield Diagnostic("unknown-pack", f"there is no pack `{name}`", nowhere, advice)


class _Book:
    """The rulebook in the making: what has been understood so far, in the order of building."""

    def __init__(self, shelf: Shelf, only: Collection[str] | None) -> None:
        self._shelf = shelf
        self._packs = {
            name: pack for name, pack in shelf.packs.items() if shelf.is_chosen(name, only)
        }
        self._instruments = self._read_instruments()
        self._facts = self._read_facts()
        self._space_files: dict[str, str] = {}
        self._spaces = self._read_spaces()
        self._known = Known(self._spaces, {n: known_fact(f) for n, f in self._facts.items()})
        self._vocabularies = self._read_vocabularies()
        self._setting = Setting(self._known, shelf.declared_spaces, self._read_qualifiers())

    def rulebook(self) -> Rulebook:
        """Put everything together that could be understood."""
        self._check_packs()
        built = (self._pack(name, *pack) for name, pack in self._packs.items())
        packs = [pack for pack in built if pack is not None]
        order = list(self._instruments)
        packs.sort(key=lambda pack: (order.index(pack.instrument.id), pack.id))
        declared = frozenset(map(str, checks.obligation_ids(self._shelf.pack_readers)))
        return Rulebook(tuple(packs), self._vocabularies, self._facts, self._instruments, declared)

    # Instruments, qualifiers, facts.

    def _read_instruments(self) -> Mapping[str, Instrument]:
        if self._shelf.instruments is None:
            return {}
        shape, reader = self._shelf.instruments
        checks.check_parents(shape, reader)
        return {
            str(name): Instrument(
                str(name),
                of.title,
                of.short,
                str(of.citation),
                of.entry_into_force,
                str(of.entry_source),
                str(of.parent) if of.parent else None,
            )
            for name, of in shape.instruments.items()
        }

    def _read_qualifiers(self) -> Mapping[str, Qualifier]:
        if self._shelf.instruments is None:
            return {}
        qualifiers = self._shelf.instruments[0].qualifiers
        return {str(n): Qualifier(str(n), q.meaning, q.excuses) for n, q in qualifiers.items()}

    def _read_facts(self) -> Mapping[str, FactDefinition]:
        """Collect the facts of all packs; several may declare the same one in the same way."""
        facts: dict[str, FactDefinition] = {}
        places: dict[str, PlacedText] = {}
        for pack, reader in self._shelf.packs.values():
            for name, of in pack.facts.items():
                checks.check_fact(name, of, reader)
                choices = tuple(str(choice) for choice in of.choices)
                fact = FactDefinition(str(name), of.kind, of.question, of.unit, choices)
                if facts.setdefault(str(name), fact) != fact:
                    message = f"another pack declares the fact `{name}` differently"
                    first = Label(places[name].span, "it stands here first")
                    advice = "write it the same way in both, or choose another name"
                    reader.report("fact-conflict", message, name, advice, [first])
                places.setdefault(str(name), name)
        return facts

    # Spaces.

    def _read_spaces(self) -> Mapping[str, KnownSpace]:
        built: dict[str, KnownSpace] = {}
        once = checks.Once("a space")
        for file, (shape, reader) in self._shelf.spaces.items():
            name = str(shape.space)
            if not once.take(shape.space, reader):
                continue
            self._space_files[name] = file
            cells = spaces.space(shape, reader)
            if cells is not None:
                built[name] = KnownSpace(cells, shape.kind)
        return built

    def _read_vocabularies(self) -> Mapping[str, Vocabulary]:
        found = {}
        for name, known in self._spaces.items():
            shape, reader = self._shelf.spaces[self._space_files[name]]
            declared = self._shelf.declared_spaces
            found[name] = spaces.vocabulary(shape, known.space, self._known, declared, reader)
        return found

    # Packs.

    def _check_packs(self) -> None:
        """Check what can only be seen over all packs."""
        ids = checks.obligation_ids(self._shelf.pack_readers)
        obligation_ids = checks.Once("an obligation")
        for file, (pack, reader) in self._packs.items():
            checks.check_pack_name(pack, stem(file), reader)
            watches = checks.Once("a watch")
            for obligation in pack.obligations:
                obligation_ids.take(obligation.id, reader)
                checks.check_obligation(obligation, ids, self._setting.qualifiers, reader)
            for watch in pack.watch:
                watches.take(watch.id, reader)
                if watch.obligation is not None:
                    checks.check_obligation_id(watch.obligation, ids, reader)
        checks.check_circles(tuple(self._packs.values()))

    def _pack(self, file: str, shape: PackShape, reader: Reader) -> RulePack | None:
        duties = tuple(
            obligations.obligation(one, self._setting, reader) for one in shape.obligations
        )
        watches = tuple(
            built
            for one in shape.watch
            if (built := obligations.watch(one, self._setting, reader)) is not None
        )
        if self._shelf.instruments is not None:
            message = f"there is no instrument `{shape.instrument}`"
            advice = f"declare it in `{INSTRUMENTS}`"
            names = self._instruments
            reader.known(shape.instrument, names, "unknown-instrument", message, advice)
        instrument = self._instruments.get(shape.instrument)
        if instrument is None:
            return None
        spoken_of = {e.demand.space.id for o in duties for e in o.elements if e.demand}
        spoken_of |= {one.space for one in watches}
        files = {file, INSTRUMENTS} | self._files_behind(spoken_of)
        sha256 = self._shelf.sha256(files)
        return RulePack(str(shape.pack), str(shape.version), sha256, instrument, duties, watches)

    def _files_behind(self, names: set[str]) -> set[str]:
        """Find the files of spaces, and of those that they speak of in turn."""
        found: set[str] = set()
        while names:
            found |= names
            vocabularies = [self._vocabularies[name] for name in names]
            names = {echo.source for v in vocabularies for echo in v.echoes}
            names |= {offence.space for v in vocabularies for offence in v.offences.values()}
            names -= found
        return {self._space_files[name] for name in found}
