"""The made-up world in gapcheck's own models, and the engine asked about it.

It knows how a claim, a duty or an answer of the workload is said in sentences. It judges nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bench.workload import DOUBTFUL, NUMBER_NAMES, SPACES, Box, Claim, Country, Workload
from bench.workload import Duty as FactDuty
from bench.workload import Test as FactTest
from gapcheck.dsl import ast, compiler
from gapcheck.model.law import (
    Chapter,
    Element,
    FactDefinition,
    FactKind,
    Force,
    Instrument,
    Obligation,
    RollUp,
    Rulebook,
    RulePack,
    SpaceKind,
    Vocabulary,
)
from gapcheck.model.profile import (
    Basis,
    ClaimEntry,
    Grade,
    Imprisonment,
    Jurisdiction,
    Penalty,
    Provision,
    Review,
    Source,
    StatedFact,
    Statute,
    TreatyEffect,
    Version,
    Window,
)
from gapcheck.source import SourceFile, Span
from gapcheck.space import Dimension, Space

AS_OF = date(2024, 1, 1)
_NOWHERE = Span(SourceFile("made up", ""), 0, 0)
_ALWAYS = Window(date(1900, 1, 1), date(2100, 1, 1))
_SOURCE = Source("gazette", "Gazette", "https://example.org/gazette", Basis.TEXT)
_CUSTODY = Penalty(
    Imprisonment(
        ast.Quantity(1, ast.Unit.YEARS, _NOWHERE), ast.Quantity(10, ast.Unit.YEARS, _NOWHERE)
    )
)
_CRIMINALIZES = "criminalize."
_ESTABLISHES = "establish."


def spaces() -> Mapping[str, Space]:
    """The spaces of the workload."""
    return {
        name: Space(
            name,
            tuple(
                Dimension(d, values, values, values, doubtful=d == DOUBTFUL[name])
                for d, values in dimensions.items()
            ),
        )
        for name, dimensions in SPACES.items()
    }


# The treaties.


def rulebook(work: Workload) -> Rulebook:
    """One pack: a duty to punish over each space, and the duties on facts."""
    found = spaces()
    obligations = [_criminalize(found[name], boxes) for name, boxes in work.required.items()]
    obligations += [_establish(number, duty) for number, duty in enumerate(work.duties)]
    instrument = Instrument("t", _text("T"), _text("T"), "T", date(2000, 1, 1), "made up")
    facts = sorted({test.fact for duty in work.duties for test in duty.tests})
    return Rulebook(
        packs=(RulePack("t", "1", "", instrument, tuple(obligations), ()),),
        vocabularies={
            name: Vocabulary(space, SpaceKind.OFFENCE, _text(name), {}, _text(name))
            for name, space in found.items()
        },
        facts={name: _definition(name) for name in facts},
        instruments={instrument.id: instrument},
    )


def _definition(name: str) -> FactDefinition:
    if name in NUMBER_NAMES:
        return FactDefinition(name, FactKind.NUMBER, _text(name), ast.Unit.DAYS)
    return FactDefinition(name, FactKind.YES_NO, _text(name))


def _criminalize(space: Space, boxes: Sequence[Box]) -> Obligation:
    duty = ast.Criminalize(_name(space.id), None, _either(boxes), None, _NOWHERE)
    element = _element("all", duty, compiler.demand(duty, space))
    return _obligation(_CRIMINALIZES + space.id, (element,), RollUp.ALL)


def _establish(number: int, duty: FactDuty) -> Obligation:
    elements = tuple(
        _element(str(place), _tested(test), None) for place, test in enumerate(duty.tests)
    )
    return _obligation(
        _ESTABLISHES + str(number), elements, RollUp.ANY if duty.any_suffices else RollUp.ALL
    )


def _tested(test: FactTest) -> ast.Establish:
    if not test.comparison:
        return ast.Establish(_name(test.fact), None, None, _NOWHERE)
    limit = ast.Quantity(test.limit, ast.Unit.DAYS, _NOWHERE)
    return ast.Establish(_name(test.fact), ast.Comparison(test.comparison), limit, _NOWHERE)


def _element(name: str, duty: ast.Duty, demand: compiler.Demand | None) -> Element:
    return Element(
        name, _text(name), "", duty, demand, _text(""), _text(""), None, (), (_text(""),)
    )


def _obligation(name: str, elements: tuple[Element, ...], roll_up: RollUp) -> Obligation:
    return Obligation(
        id=name,
        provision=name,
        chapter=Chapter.PROSECUTION,
        title=_text(name),
        force=Force.MANDATORY,
        qualifiers=(),
        addressees=(),
        assessability="direct",
        explanation=_text(""),
        limits=(),
        traps=(),
        deficiencies=(),
        authorities=(),
        elements=elements,
        roll_up=roll_up,
    )


# The law.


class Scribe:
    """Writes countries as jurisdictions; what several years share is written once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._spaces = {name: v.space for name, v in rulebook.vocabularies.items()}
        self._facts = rulebook.facts
        self._written: dict[int, tuple[Claim, Version]] = {}
        self._answers: dict[tuple[str, type, bool | int], StatedFact] = {}
        self._reviews = tuple(
            Review(
                space.id,
                space.full,
                "",
                _ALWAYS,
                ("all",),
                (),
                None,
                "",
                AS_OF,
                _SOURCE,
                Grade.READ,
            )
            for space in self._spaces.values()
        )

    def jurisdiction(self, country: Country) -> Jurisdiction:
        """The country as its files would be loaded: sentences compiled, everything reviewed."""
        statute = self._statute(country)
        facts = tuple(
            self._stated(name, answer)
            for name, answer in country.facts.items()
            if answer is not None and name in self._facts
        )
        return Jurisdiction(
            id="ABC",
            name=_text("A country"),
            version="1",
            sha256="",
            treaty_effect=TreatyEffect.NOT_DIRECT,
            treaties={},
            statutes=(statute,),
            reviews=self._reviews,
            facts=facts,
            justifications=(),
            standings=(),
            binding_elsewhere=frozenset(),
        )

    def start_afresh(self) -> None:
        """Write what comes next without what checks have worked out; the sentences stay compiled."""
        for key, (claim, version) in self._written.items():
            self._written[key] = claim, Version(None, None, (), version.claims, ())

    def _stated(self, name: str, answer: bool | int) -> StatedFact:  # noqa: FBT001 - either
        key = (name, type(answer), answer)
        if key not in self._answers:
            value = _value(answer)
            self._answers[key] = StatedFact(
                name, value, None, (), None, "art. 1", Grade.READ, _SOURCE, None
            )
        return self._answers[key]

    def _statute(self, country: Country) -> Statute:
        provisions = [
            self._provision(f"art. {number} para. {place}", claim)
            for number, article in enumerate(country.articles)
            for place, claim in enumerate(article)
        ]
        return Statute(
            "act",
            "Act",
            _text("Act"),
            None,
            None,
            None,
            None,
            None,
            Grade.READ,
            _SOURCE,
            (),
            tuple(provisions),
        )

    def _provision(self, citation: str, claim: Claim) -> Provision:
        if id(claim) not in self._written:
            written = tuple(entries(claim, self._spaces[claim.space]))
            self._written[id(claim)] = claim, Version(None, None, (), written, ())
        version = self._written[id(claim)][1]
        return Provision(citation, citation, _text(citation), "act", (version,))


def _value(answer: bool | int) -> bool | ast.Quantity:  # noqa: FBT001 - a stated fact is one or the other
    return answer if isinstance(answer, bool) else ast.Quantity(answer, ast.Unit.DAYS, _NOWHERE)


def entries(claim: Claim, space: Space) -> Iterator[ClaimEntry]:
    """The sentences of a paragraph: what it covers, and what it exempts from this article."""
    covers = ast.Covers(None, _name(space.id), _either(claim.boxes), (), (), None, _NOWHERE)
    yield _entry(covers, space, _CUSTODY)
    for exempt in claim.exceptions:
        manner = ast.Manner.RIGHT if exempt.sure else ast.Manner.DISCRETION
        scope = ast.Scope(ast.Reach.ARTICLE, (), _NOWHERE)
        where = _either((exempt.box,))
        yield _entry(
            ast.Exempts(None, _name(space.id), where, scope, (), manner, _NOWHERE), space, None
        )


def _entry(claim: ast.Covers | ast.Exempts, space: Space, penalty: Penalty | None) -> ClaimEntry:
    return ClaimEntry(
        text="",
        claim=claim,
        statement=compiler.statement(claim, space, read_in_full=True),
        cells=0,
        read_in_full=True,
        grade=Grade.READ,
        source=_SOURCE,
        quote=None,
        quote_language=None,
        summary=None,
        penalty=penalty,
        aggravates=None,
        factor=False,
        heard=None,
        span=_NOWHERE,
    )


# Words.


def _text(words: str) -> Mapping[str, str]:
    return {"en": words}


def _name(text: str) -> ast.Name:
    return ast.Name(text, _NOWHERE)


def _either(boxes: Sequence[Box]) -> ast.Region:
    parts = tuple(_both(box.items()) for box in boxes)
    return parts[0] if len(parts) == 1 else ast.Either(parts, _NOWHERE)


def _both(sides: Iterable[tuple[str, tuple[str, ...]]]) -> ast.Region:
    parts = tuple(
        ast.Among(_name(d), tuple(_name(v) for v in values), negated=False, span=_NOWHERE)
        for d, values in sides
    )
    return parts[0] if len(parts) == 1 else ast.Both(parts, _NOWHERE)
