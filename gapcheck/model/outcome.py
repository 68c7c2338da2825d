"""What the engine answers: verdicts with their proof as data.

Nothing here is worded for a reader. Regions stay regions; the report layer writes them as boxes and sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct, field

from gapcheck.meaning import Meaningful
from gapcheck.model.law import Element, Obligation, RulePack, Text
from gapcheck.model.profile import (
    Amendment,
    Basis,
    ClaimEntry,
    Jurisdiction,
    Known,
    Penalty,
    Provision,
    Reading,
    StatedFact,
    Statute,
)
from gapcheck.space import Space


class Verdict(StrEnum):
    """How a duty and the law compare."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    CONFLICT = "conflict"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    JUSTIFIED = "justified"


SHORT = (Verdict.NOT_MET, Verdict.PARTLY_MET)
"""The verdicts on a law of which something is missing."""


class FindingWord(StrEnum):
    """What a shortfall may be called, given the force of the treaty. In the order of reports."""

    CONFLICT = "conflict"
    GAP = "gap"
    NOT_CONSIDERED = "not_considered"
    WEAK_EFFORT = "weak_effort"
    MISSING = "missing"
    IMPROVEMENT = "improvement"
    OBSERVATION = "observation"
    NOTE = "note"


class Binding(StrEnum):
    """Whether the State is bound by an obligation at the date."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class BindingReason(StrEnum):
    """Why a State is bound, is not, or why nobody can tell."""

    IN_FORCE = "in_force"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    NOT_PARTY = "not_party"
    PARENT_NOT_IN_FORCE = "parent_not_in_force"
    RESERVATION = "reservation"
    STATUS_UNKNOWN = "status_unknown"
    DAY_UNKNOWN = "day_unknown"
    RESERVATION_MAY_AFFECT = "reservation_may_affect"
    NOT_A_TREATY_DUTY = "not_a_treaty_duty"
    OTHER_TREATY = "other_treaty"


class Bindingness(Struct, frozen=True):
    """Whether and since when an obligation binds, with the reason."""

    binding: Binding
    reason: BindingReason
    since: date | None = None
    detail: str | None = None


class Doubt(StrEnum):
    """Why a claim counts as not established on the date."""

    NOT_READ = "not_read"
    AMENDED = "amended"
    LAPSED = "lapsed"
    BEFORE_ATTESTED = "before_attested"


class TimeDoubt(Struct, frozen=True):
    """A doubt that time brings: which amendment, or which end of the attested period."""

    kind: Doubt
    amendment: Amendment | None = None
    attested_until: date | None = None
    attested_from: date | None = None


class Parts(NamedTuple):
    """The required (or forbidden) region divided among the answers.

    For a forbidden region `covered` holds the respected cells and `gap` is empty; otherwise `conflict` is.

    Invariant: the five parts are disjoint and their union is `region`.
    """

    space: Space
    region: int
    covered: int = 0
    unclear: int = 0
    gap: int = 0
    unknown: int = 0
    conflict: int = 0


class Role(StrEnum):
    """What a provision does for a verdict."""

    COVERS = "covers"
    EXTENDS = "extends"
    MAY_COVER = "may_cover"
    NOT_ESTABLISHED = "not_established"
    EXEMPTS = "exempts"
    NEAREST = "nearest"
    DEFINES = "defines"
    REVIEWED = "reviewed"
    STATES = "states"


class Evidence(Struct, frozen=True):
    """A provision or review that a verdict rests on, and what it does for it."""

    role: Role
    provision: Provision | None
    statute: Statute | None
    citation: str
    quote: str | None
    quote_language: str | None
    summary: str | None
    source_title: str
    source_url: str
    grade: str
    basis: Basis
    penalty: Penalty | Known | None = None
    accessed: str | None = None
    is_unconfirmed: bool = False


class NearMiss(Struct, frozen=True):
    """A provision that nearly reaches a gap.

    Attributes:
        excluded: The dimensions in which it leaves the gap out; `admits` are the values that it has there.
        unpunished: Whether it describes the gap and punishes nothing.
        exempted_by: The provisions that exempt again what it would reach, by citation.
        too_light: The offences that it would carry there, were their penalties heavier, by citation.
    """

    provision: Provision
    entry: ClaimEntry
    excluded: tuple[str, ...] = ()
    admits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unpunished: bool = False
    exempted_by: tuple[str, ...] = ()
    too_light: tuple[str, ...] = ()


class Partial(Struct, frozen=True):
    """A provision that reaches a region for values that its source does not establish.

    `doubtful` are those open dimensions of which the duty wants only some values: the provision may not
    reach the region at all.
    """

    provision: Provision
    entry: ClaimEntry
    region: int
    open: tuple[str, ...]
    doubtful: tuple[str, ...]
    doubts: tuple[TimeDoubt, ...]


class Ask(StrEnum):
    """The kinds of open question."""

    WHICH_VALUES = "which_values"
    READ_IN_FULL = "read_in_full"
    AMENDMENT = "amendment"
    STILL_SO = "still_so"
    ALREADY_SO = "already_so"
    WHICH_READING = "which_reading"
    WHEN = "when"
    PENALTY = "penalty"
    EXEMPTION = "exemption"
    LEAD = "lead"
    NOT_REVIEWED = "not_reviewed"
    WHOSE_LIABILITY = "whose_liability"
    AS_OF_RIGHT = "as_of_right"
    FACT = "fact"
    AUTHORED = "authored"


class Question(Struct, frozen=True):
    """What would settle an unknown or unclear part."""

    kind: Ask
    provision: Provision | None = None
    dimensions: tuple[str, ...] = ()
    amendment: Amendment | None = None
    until: date | None = None
    readings: tuple[Reading, ...] = ()
    region: int = 0
    text: Text | None = None
    heard: str | None = None


class Proof(Struct, frozen=True):
    """What supports the verdict of an element.

    Attributes:
        reached: What of the region each provision surely reaches in the sense of the duty, under every choice.
    """

    evidence: tuple[Evidence, ...] = ()
    reached: Mapping[str, int] = field(default_factory=dict)
    partial: tuple[Partial, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    witness: Mapping[str, str] | None = None
    questions: tuple[Question, ...] = ()
    basis: Basis | None = None


class ElementOutcome(Meaningful, frozen=True, dict=True):
    """The verdict of one element; what supports it is gathered when somebody first asks.

    Attributes:
        parts: The division of the region; `None` for facts.
        told: The gap cells that other obligations already tell.
        gap_by_reading: What each reading leaves open, when no cell is missing under all of them.
        exceptions_not_reviewed: Met, although not all of the region was searched for exceptions.
        prove: Gathers the proof.
    """

    element: Element
    verdict: Verdict
    parts: Parts | None
    told: int = 0
    gap_by_reading: Mapping[str, int] = field(default_factory=dict)
    exceptions_not_reviewed: bool = False
    fact: StatedFact | None = None
    justification: str | None = None
    prove: Callable[[], Proof] = Proof

    @cached_property
    def proof(self) -> Proof:
        """Everything that supports the verdict."""
        return self.prove()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the verdict rests on."""
        return self.proof.evidence

    @property
    def reached(self) -> Mapping[str, int]:
        """What of the region each provision surely reaches, by citation."""
        return self.proof.reached

    @property
    def partial(self) -> tuple[Partial, ...]:
        """The provisions that reach the region for values that nobody established."""
        return self.proof.partial

    @property
    def near_misses(self) -> tuple[NearMiss, ...]:
        """The provisions that nearly reach the gap."""
        return self.proof.near_misses

    @property
    def witness(self) -> Mapping[str, str] | None:
        """One cell of what is missing."""
        return self.proof.witness

    @property
    def questions(self) -> tuple[Question, ...]:
        """What would settle the rest."""
        return self.proof.questions

    @property
    def basis(self) -> Basis | None:
        """The one basis that all decisive links have, or mixed where they differ; none where nothing is settled."""
        return self.proof.basis


class Override(Struct, frozen=True):
    """An analyst's word beside the engine's verdict; `suspect` when the texts have changed since."""

    verdict: Verdict
    reason: str
    author: str
    on: date
    suspect: bool


class Support(Struct, frozen=True):
    """What stands behind a finding.

    Attributes:
        fingerprint: Binds an analyst's word to the texts judged here.
    """

    elements: tuple[ElementOutcome, ...] = ()
    basis: Basis | None = None
    fingerprint: str = ""
    override: Override | None = None


class Finding(Meaningful, frozen=True, dict=True):
    """The statement about one obligation; what supports it is gathered when somebody first asks.

    Attributes:
        told_by: The obligations that already tell everything missing here: no recommendation, no count.
        prove: Gathers the support.
    """

    obligation: Obligation
    verdict: Verdict
    word: FindingWord | None
    bindingness: Bindingness
    told_by: tuple[str, ...] = ()
    prove: Callable[[], Support] = Support

    @cached_property
    def support(self) -> Support:
        """Everything that stands behind the finding."""
        return self.prove()

    @property
    def elements(self) -> tuple[ElementOutcome, ...]:
        """The verdicts that make up the one of the finding."""
        return self.support.elements

    @property
    def basis(self) -> Basis | None:
        """What the verdict rests on."""
        return self.support.basis

    @property
    def fingerprint(self) -> str:
        """Binds an analyst's word to the texts judged here."""
        return self.support.fingerprint

    @property
    def override(self) -> Override | None:
        """An analyst's word."""
        return self.support.override


class Observed(StrEnum):
    """The kinds of observation."""

    WATCH = "watch"
    RELEASE = "release"
    FINE_AS_CHOICE = "fine_as_choice"
    OTHER_ALTERNATIVE = "other_alternative"
    BELOW_SERIOUS_CRIME = "below_serious_crime"
    DEATH_OR_LIFE = "death_or_life"


class Observation(Struct, frozen=True):
    """Something lawful but worth saying; never a gap."""

    kind: Observed
    provision: Provision
    entry: ClaimEntry
    obligation: str | None = None
    watch: str | None = None
    note: Text | None = None
    space: Space | None = None
    region: int = 0


class Options(Struct, frozen=True):
    """How the law is to be taken.

    Attributes:
        readings: Readings that are taken as the right ones.
        basis: The weakest basis that counts; what rests on less is not established.
    """

    readings: frozenset[str] = field(default_factory=frozenset)
    basis: Basis | None = None


class Assessment(Meaningful, frozen=True, dict=True):
    """All findings for one jurisdiction at a date.

    Attributes:
        observe: Gathers what is worth saying beside the findings.
    """

    jurisdiction: Jurisdiction
    as_of: date
    options: Options
    packs: tuple[RulePack, ...]
    findings: tuple[Finding, ...]
    observe: Callable[[], Iterable[Observation]]

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """What is lawful but worth saying."""
        return tuple(self.observe())
