"""The national side: statutes over time, what their provisions do, and how surely that is known.

It knows what a jurisdiction's files state, and what one provision reaches by itself. It does not decide what is in
force on a date, nor what follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from gapcheck.dsl import ast
from gapcheck.dsl.compiler import Statement, lifted
from gapcheck.meaning import Meaningful
from gapcheck.model.law import Text
from gapcheck.source import Span
from gapcheck.space import Reach


class Grade(StrEnum):
    """How a statement is known."""

    READ = "P"
    SECONDARY = "S"
    LEAD = "L"


class Basis(StrEnum):
    """What a verdict rests on."""

    TEXT = "text"
    OFFICIAL_TRANSLATION = "official_translation"
    SECONDARY = "secondary"
    MIXED = "mixed"


class Source(Struct, frozen=True):
    """A document that was consulted.

    Attributes:
        accessed: The day it was read, as in the file.
        is_unconfirmed: Whether the copy that was read is plainly neither official nor confirmed.
    """

    id: str
    title: str
    url: str
    basis: Basis
    accessed: str | None = None
    is_unconfirmed: bool = False


class Moment(Struct, frozen=True):
    """A date, or an interval inside which it lies.

    Invariant: `not_before` <= `not_after`.
    """

    not_before: date
    not_after: date

    @property
    def is_certain(self) -> bool:
        """Whether the date itself is known."""
        return self.not_before == self.not_after


class Window(Struct, frozen=True):
    """A period for which a description was reported as true."""

    start: date
    end: date


class Known(StrEnum):
    """A value that a source does not state."""

    NOT_ESTABLISHED = "not established"


class Imprisonment(Struct, frozen=True):
    """A custodial range; either end may be unknown, and `None` means that the law sets none."""

    minimum: ast.Quantity | Known | None
    maximum: ast.Quantity | Known | None
    life: bool = False


class Penalty(Struct, frozen=True):
    """What an offence carries: custody, death, and the sanctions the court may choose instead.

    Of `possible_alternatives` nobody established whether the court has them.
    """

    imprisonment: Imprisonment | Known | None
    death: bool = False
    alternatives: tuple[str, ...] = ()
    possible_alternatives: tuple[str, ...] = ()


class Reading(Struct, frozen=True):
    """One defensible meaning of a clause, and who holds it."""

    id: str
    says: Text
    held_by: str


class ClaimEntry(Meaningful, frozen=True):
    """One claim with its evidence.

    Attributes:
        statement: The compiled region; `None` for claims that have none (extends, applies).
        cells: The region of a lead or a release.
        aggravates: The provision whose form this one aggravates.
        factor: Whether the text is a statutory aggravating factor instead of a penalty of its own.
    """

    text: str
    claim: ast.Claim
    statement: Statement | None
    cells: int
    read_in_full: bool
    grade: Grade
    source: Source
    quote: str | None
    quote_language: str | None
    summary: str | None
    penalty: Penalty | Known | None
    aggravates: str | None
    factor: bool
    heard: str | None
    span: Span


class Version(Struct, frozen=True, dict=True):
    """What a provision says during a period.

    `starts` and `ends` fall back to the statute's; `attested` are the periods for which it was reported so.
    """

    starts: Moment | None
    ends: Moment | None
    attested: tuple[Window, ...]
    claims: tuple[ClaimEntry, ...]
    readings: tuple[Reading, ...]

    @cached_property
    def alone(self) -> Mapping[str, Reach | None]:
        """What the claims reach by themselves, by space; `None` where it takes other provisions or a choice to tell.

        What was only heard is open here, as what nobody established.
        """
        by_space: dict[str, list[ClaimEntry]] = {}
        for entry in self.claims:
            if not isinstance(entry.claim, ast.Applies):
                by_space.setdefault(entry.claim.space.text, []).append(entry)
        return {
            space: None if self.readings else _together(entries)
            for space, entries in by_space.items()
        }


def _together(entries: Sequence[ClaimEntry]) -> Reach | None:
    """What claims of one provision reach in a space, if nothing but they decides it."""
    reach = Reach()
    heard = 0
    for entry in entries:
        match entry.claim, entry.statement:
            case (ast.Covers(defined_in=None) | ast.Grants(), Statement() as said):
                reach |= said.reach.unsettled() if said.open else said.reach
            case ast.Lead(), _:
                heard |= entry.cells
            case ast.Exempts(scope=ast.Scope(reach=ast.Reach.ARTICLE)), _:
                pass
            case ast.Defines() | ast.Releases(), _:
                pass
            case _:
                return None  # general rules, definitions elsewhere, exemptions from more than this provision
    for entry in entries:
        match entry.claim, entry.statement:
            case ast.Exempts(manner=manner), Statement() as said:
                settled = entry.read_in_full and not said.open
                reach = lifted(reach, said.region, is_settled=settled, manner=manner)
            case _:
                pass
    return reach._replace(open=reach.open | heard)


class Provision(Struct, frozen=True):
    """A cited place in a statute; its number is text."""

    citation: str
    pinpoint: str
    title: Text
    statute: str
    versions: tuple[Version, ...]


class Amendment(Struct, frozen=True):
    """A later act that changed a statute; `units` is `None` when nobody established which places it touched."""

    number: str | None
    adopted: Moment
    in_force: Moment | None
    units: frozenset[str] | None
    source: Source


class Statute(Struct, frozen=True):
    """A national act."""

    id: str
    short: str
    title: Text
    number: str | None
    adopted: Moment | None
    starts: Moment | None
    ends: Moment | None
    language: str | None
    grade: Grade
    source: Source
    amendments: tuple[Amendment, ...]
    provisions: tuple[Provision, ...]


class Review(Struct, frozen=True):
    """A search of the law for a region.

    Invariant: with `missing` acts and no `reason`, the review counts for nothing.
    """

    space: str
    region: int
    text: str
    period: Window
    read: tuple[str, ...]
    missing: tuple[str, ...]
    reason: str | None
    reviewer: str
    on: date
    source: Source
    grade: Grade


class StatedFact(Struct, frozen=True):
    """An answer to a fact question: yes, no, a quantity, a date or a choice."""

    fact: str
    value: bool | ast.Quantity | date | str
    period: Window | None
    searched: tuple[str, ...]
    provision: str | None
    citation: str
    grade: Grade
    source: Source
    quote: str | None


class Consent(StrEnum):
    """How a State agreed to be bound."""

    RATIFICATION = "ratification"
    ACCESSION = "accession"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    SUCCESSION = "succession"


class Reservation(Struct, frozen=True):
    """A reservation or declaration with the obligations it takes out, or may affect."""

    text: str
    excludes: frozenset[str]
    affects: frozenset[str]


class TreatyStatus(Struct, frozen=True):
    """Whether and since when a State is party.

    Attributes:
        deposited: The day of the deposit, or an interval in which it lies; `None` for a State known not to be party.
    """

    instrument: str
    deposited: Moment | None
    consent: Consent | None
    reservations: tuple[Reservation, ...]
    reservations_checked: bool
    grade: Grade
    source: Source


class TreatyEffect(StrEnum):
    """Whether treaties apply in national law without a statute."""

    DIRECT = "direct"
    NOT_DIRECT = "not_direct"
    UNKNOWN = "unknown"


class Tradition(StrEnum):
    """The families of law that a legal order draws on."""

    CIVIL = "civil_law"
    COMMON = "common_law"
    ISLAMIC = "islamic_law"
    CUSTOMARY = "customary_law"


class Ground(Struct, frozen=True):
    """Where something is said of the legal order as a whole."""

    citation: str
    source: Source
    grade: Grade


class Stage(StrEnum):
    """What is counted when the use of the law is counted."""

    INVESTIGATIONS = "investigations"
    PROSECUTIONS = "prosecutions"
    CONVICTIONS = "convictions"
    VICTIMS_IDENTIFIED = "victims_identified"


class Statistic(Struct, frozen=True):
    """A figure on the use of the law.

    Attributes:
        offence: What the figure is about, as the source says: trafficking, smuggling, an article.
        counted: What one is, where the source says: cases, persons.
    """

    offence: str
    stage: Stage
    period: Window
    number: int
    counted: str
    note: str
    source: Source
    grade: Grade


class Decision(Struct, frozen=True):
    """A case that a court decided.

    Attributes:
        provisions: The provisions applied, by citation, as far as they are described.
        applied: What was applied, in words, where it is not described.
    """

    court: str
    case: str
    decided: Moment
    provisions: tuple[str, ...]
    applied: str
    outcome: Text
    source: Source
    grade: Grade


class Justification(Struct, frozen=True):
    """Evidence that a limiter in the treaty excuses what is missing."""

    obligation: str
    qualifier: str
    statement: str
    source: Source
    grade: Grade


class Standing(Struct, frozen=True):
    """An analyst's confirmation or override of a verdict, bound to the texts it judged."""

    obligation: str
    verdict: str
    reason: str
    author: str
    on: date
    fingerprint: str


class Jurisdiction(Struct, frozen=True):
    """A State or territory with everything its files say.

    Attributes:
        region: The region of M49 that it lies in; empty for a code that ISO 3166 leaves free.
    """

    id: str
    name: Text
    version: str
    sha256: str
    treaty_effect: TreatyEffect
    treaties: Mapping[str, TreatyStatus]
    statutes: tuple[Statute, ...]
    reviews: tuple[Review, ...]
    facts: tuple[StatedFact, ...]
    justifications: tuple[Justification, ...]
    standings: tuple[Standing, ...]
    binding_elsewhere: frozenset[str]
    region: str = ""
    treaty_effect_ground: Ground | None = None
    traditions: tuple[Tradition, ...] = ()
    traditions_ground: Ground | None = None
    decisions: tuple[Decision, ...] = ()
    statistics: tuple[Statistic, ...] = ()

    @property
    def provisions(self) -> Mapping[str, Provision]:
        """Every provision by citation."""
        return {p.citation: p for s in self.statutes for p in s.provisions}
