"""From a file of cases to laws that the engine can judge.

It knows what cases leave unsaid: everything is reviewed and read in full, and an offence carries one to ten
years, unless said. It does not judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from gapcheck import yamldoc
from gapcheck.cases.expected import Called, Expectations, Expected
from gapcheck.cases.shape import CaseClaimShape, CaseShape, CasesShape
from gapcheck.diagnostics import Diagnostic
from gapcheck.dsl import ast, checker, compiler
from gapcheck.meaning import Meaningful
from gapcheck.model.law import Rulebook
from gapcheck.model.names import known_names
from gapcheck.model.profile import (
    Basis,
    ClaimEntry,
    Consent,
    Grade,
    Imprisonment,
    Jurisdiction,
    Justification,
    Moment,
    Penalty,
    Provision,
    Reading,
    Review,
    Source,
    StatedFact,
    Statute,
    TreatyEffect,
    TreatyStatus,
    Version,
    Window,
)
from gapcheck.profiles import HowRead, Law, Support, answer, check_claims, claim_entry, penalty
from gapcheck.shapes import PlacedText, Reader, json_schema
from gapcheck.source import Span

AS_OF = date(2025, 1, 1)
"""The date of every case; nothing in a case depends on it."""

_ALWAYS = Window(date(1900, 1, 1), date(2100, 1, 1))
_SOURCE = Source("case", "the law of the case", "", Basis.TEXT)


class Case(Meaningful, frozen=True):
    """A law with the verdicts it must get; `pack_span` is where its file names the pack."""

    pack: str
    pack_span: Span
    name: str
    law: Jurisdiction
    expected: tuple[Expected, ...]
    called: tuple[Called, ...]
    findings: tuple[str, ...] | None
    observed: tuple[str, ...] | None
    expected_failure: str | None
    span: Span

    @property
    def names(self) -> frozenset[str]:
        """The obligations of which it expects something."""
        expected = {e.obligation for e in self.expected}
        return frozenset(expected | {called.obligation for called in self.called})


def load_cases(
    paths: Iterable[Path], rulebook: Rulebook, name: Callable[[Path], str]
) -> tuple[list[Case], list[Diagnostic]]:
    """Read files of cases; `name` gives what diagnostics call a file. All mistakes are reported."""
    found: list[Case] = []
    diagnostics: list[Diagnostic] = []
    for path in paths:
        document, problems = yamldoc.load(path, name(path))
        diagnostics += problems
        if document is None:
            continue
        reader = Reader(document, lambda _: ())
        shape = reader.shape(CasesShape)
        if shape is not None:
            found += _cases(shape, rulebook, reader)
        diagnostics += reader.diagnostics
    return found, diagnostics


def schema() -> dict[str, Any]:
    """The JSON Schema of a file of cases."""
    return json_schema(CasesShape, "gapcheck cases")


def _cases(shape: CasesShape, rulebook: Rulebook, reader: Reader) -> Iterable[Case]:
    packs = [pack.id for pack in rulebook.packs]
    reader.known(shape.pack, packs, "unknown-pack", f"there is no pack `{shape.pack}`")
    expectations = Expectations(rulebook, reader)
    for case in shape.cases:
        yield Case(
            pack=str(shape.pack),
            pack_span=shape.pack.span,
            name=str(case.name),
            law=_jurisdiction(case, rulebook, reader),
            expected=tuple(expectations.of(case)),
            called=tuple(expectations.called(case)),
            findings=expectations.obligations(case.findings),
            observed=_names(case.observed),
            expected_failure=str(case.expected_failure) if case.expected_failure else None,
            span=case.name.span,
        )


def _names(names: Sequence[PlacedText] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(str(n) for n in names)


# The law of a case.


def _jurisdiction(case: CaseShape, rulebook: Rulebook, reader: Reader) -> Jurisdiction:
    return Jurisdiction(
        id="CASE",
        name={"en": "the law of the case"},
        version="0.0.0",
        sha256="",
        treaty_effect=TreatyEffect.NOT_DIRECT,
        treaties={name: _party(name) for name in rulebook.instruments},
        statutes=tuple(_statutes(case, rulebook, reader)),
        reviews=tuple(_reviews(case, rulebook, reader)),
        facts=tuple(_facts(case, rulebook, reader)),
        justifications=tuple(
            Justification(name, qualifier, "evidence of the case", _SOURCE, Grade.READ)
            for name, qualifier in Expectations(rulebook, reader).justified(case)
        ),
        standings=(),
        binding_elsewhere=frozenset(),
    )


def _party(instrument: str) -> TreatyStatus:
    return TreatyStatus(
        instrument=instrument,
        deposited=Moment(date(2004, 1, 1), date(2004, 1, 1)),
        consent=Consent.RATIFICATION,
        reservations=(),
        reservations_checked=True,
        grade=Grade.READ,
        source=_SOURCE,
    )


def _statutes(case: CaseShape, rulebook: Rulebook, reader: Reader) -> Iterable[Statute]:
    items = [_Item.of(number, item) for number, item in enumerate(case.law)]
    citations = {item.citation for item in items}
    law = Law(known_names(rulebook, citations | {item.act for item in items}), citations)
    for act in dict.fromkeys(item.act for item in items):
        articles = dict.fromkeys(item.article for item in items if item.act == act)
        yield Statute(
            id=act,
            short=act,
            title={"en": act},
            number=None,
            adopted=None,
            starts=None,
            ends=None,
            language=None,
            grade=Grade.READ,
            source=_SOURCE,
            amendments=(),
            provisions=tuple(
                _provision(
                    [i for i in items if (i.act, i.article) == (act, article)], case, law, reader
                )
                for article in articles
            ),
        )


class _Item(Struct, frozen=True):
    """One claim of a case with its place."""

    says: PlacedText
    act: str
    article: str
    shape: CaseClaimShape | None

    @classmethod
    def of(cls, number: int, item: CaseClaimShape | PlacedText) -> _Item:
        own = f"art. {number + 1}"
        if isinstance(item, PlacedText):
            return cls(item, "Case Code", own, None)
        return cls(item.says, str(item.act), str(item.provision or own), item)

    @property
    def citation(self) -> str:
        return f"{self.act} {self.article}"


def _provision(items: Sequence[_Item], case: CaseShape, law: Law, reader: Reader) -> Provision:
    first = items[0]
    declared = next((r for a, r in case.readings.items() if str(a) == first.article), {})
    readings = tuple(Reading(str(n), says, "the case") for n, says in declared.items())
    claims = [(i.says, e) for i in items if (e := _entry(i, law, reader)) is not None]
    check_claims(claims, readings, reader)
    version = Version(None, None, (), tuple(entry for _, entry in claims), readings)
    return Provision(first.citation, first.article, {"en": first.citation}, first.act, (version,))


def _entry(item: _Item, law: Law, reader: Reader) -> ClaimEntry | None:
    shape = item.shape
    said = penalty(shape.penalty, reader) if shape is not None else None
    usual = Penalty(
        Imprisonment(
            ast.Quantity(1, ast.Unit.YEARS, item.says.span),
            ast.Quantity(10, ast.Unit.YEARS, item.says.span),
        )
    )
    support = Support(
        read_in_full=shape is None or shape.read is HowRead.FULL,
        grade=Grade.LEAD if item.says.startswith("lead ") else Grade.READ,
        source=_SOURCE,
        penalty=said or usual,
        aggravates=shape.aggravates if shape is not None else None,
        factor=shape is not None and shape.factor,
    )
    return claim_entry(item.says, support, law, reader)


def _reviews(case: CaseShape, rulebook: Rulebook, reader: Reader) -> Iterable[Review]:
    if case.reviewed is None:
        for name, vocabulary in rulebook.vocabularies.items():
            yield _review(name, vocabulary.space.full, f"reviewed {name}")
        return
    for says in case.reviewed:
        sentence = reader.reviewed(says)
        if sentence is None or not reader.agreed(
            checker.check(sentence, known_names(rulebook)), says
        ):
            continue
        space = rulebook.vocabularies[sentence.space.text].space
        yield _review(space.id, compiler.whole(sentence, space), str(says))


def _review(space: str, region: int, text: str) -> Review:
    return Review(
        space,
        region,
        text,
        _ALWAYS,
        ("Case Code",),
        (),
        None,
        "the case",
        AS_OF,
        _SOURCE,
        Grade.READ,
    )


def _facts(case: CaseShape, rulebook: Rulebook, reader: Reader) -> Iterable[StatedFact]:
    for name, text in case.facts.items():
        if not reader.known(
            name, rulebook.facts, "unknown-fact", f"no pack declares a fact `{name}`"
        ):
            continue
        value = answer(rulebook.facts[str(name)], text, reader)
        if value is not None:
            yield StatedFact(
                str(name), value, None, ("Case Code",), None, "Case Code", Grade.READ, _SOURCE, None
            )
