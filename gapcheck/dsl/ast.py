"""The sentences of the language as trees.

Every node carries the span of its words, which equality and `repr` ignore: trees compare by meaning. The
trees hold names as written; which space, value or provision a name means is the checker's business.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from gapcheck.source import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, or the text of a quoted provision."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Among:
    """`D is v`, `D in {v, w}` and their negations."""

    dimension: Name
    values: tuple[Name, ...]
    negated: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unrestricted:
    """`D is any`: every value, whoever speaks."""

    dimension: Name
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Both:
    """All parts together."""

    parts: tuple[Region, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Either:
    """Any of the parts."""

    parts: tuple[Region, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Inverse:
    """What the part leaves over, within what the speaker means by the dimensions it mentions."""

    part: Region
    span: Span = field(compare=False, repr=False)


Region: TypeAlias = Among | Unrestricted | Both | Either | Inverse


class Unit(StrEnum):
    """What a number counts."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as written."""

    number: int
    unit: Unit
    span: Span = field(compare=False, repr=False)

    @property
    def in_days(self) -> int:
        """For comparison only: a month counts thirty days and a year twelve months."""
        return self.number * {Unit.DAYS: 1, Unit.MONTHS: 30, Unit.YEARS: 360}[self.unit]


@dataclass(frozen=True, slots=True)
class NotOnlyFine:
    """Custody is available, whatever else the court may choose."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MaximumAtLeast:
    """The upper end of the custodial range is at least so long."""

    term: Quantity
    span: Span = field(compare=False, repr=False)


PenaltyTest: TypeAlias = NotOnlyFine | MaximumAtLeast


@dataclass(frozen=True, slots=True)
class Listing:
    """`including each D in {...}` or `one of D in {...}`: whole units, a value each."""

    dimension: Name
    values: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Criminalize:
    """The law must punish every cell of the region, or reach each listed unit."""

    space: Name
    each: Listing | None
    where: Region | None
    test: PenaltyTest | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _AboutRegion:
    """A sentence that names a region and nothing else."""

    space: Name
    where: Region | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Aggravate(_AboutRegion):
    """The law must punish the region more severely than its basic form."""


@dataclass(frozen=True, slots=True)
class NeverPunish(_AboutRegion):
    """The law must not reach any cell of the region."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The law must grant the region; `one_of` is satisfied by any of the listed values."""

    space: Name
    each: Listing | None
    one_of: Listing | None
    where: Region | None
    as_right: bool
    span: Span = field(compare=False, repr=False)


class Comparison(StrEnum):
    """How an `establish` duty compares the stated fact."""

    AT_LEAST = ">="
    AT_MOST = "<="
    IN = "in"


@dataclass(frozen=True, slots=True)
class Establish:
    """A fact must hold: plain, a number at least or at most, or one of a list."""

    fact: Name
    comparison: Comparison | None
    operand: Quantity | tuple[Name, ...] | None
    span: Span = field(compare=False, repr=False)


Duty: TypeAlias = Criminalize | Aggravate | NeverPunish | Guarantee | Establish


class Manner(StrEnum):
    """How a person gets what a provision grants or exempts from."""

    RIGHT = "as a right"
    DISCRETION = "at discretion"


@dataclass(frozen=True, slots=True)
class _Description:
    """Conduct as a provision describes it."""

    reading: Name | None
    space: Name
    where: Region | None
    open: tuple[Name, ...]
    requiring: tuple[Name, ...]
    defined_in: Name | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Covers(_Description):
    """The provision punishes the region."""


@dataclass(frozen=True, slots=True)
class Defines(_Description):
    """The provision describes the region without punishing it."""


@dataclass(frozen=True, slots=True)
class Grants:
    """The provision gives the region to the person."""

    reading: Name | None
    space: Name
    where: Region | None
    open: tuple[Name, ...]
    condition: tuple[Name, ...]
    manner: Manner | None
    span: Span = field(compare=False, repr=False)


class Reach(StrEnum):
    """Whose offences an exemption lifts."""

    ARTICLE = "this article"
    ACT = "this act"
    EVERY_LAW = "every law"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Scope:
    """The reach of an exemption; the provisions or acts named when it is a list."""

    reach: Reach
    listed: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Exempts:
    """The provision frees the region from offences within its scope."""

    reading: Name | None
    space: Name
    where: Region | None
    scope: Scope
    condition: tuple[Name, ...]
    manner: Manner | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Extends:
    """A general part carries every offence of the space to further values of one dimension."""

    reading: Name | None
    space: Name
    dimension: Name
    values: tuple[Name, ...]
    test: PenaltyTest | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Applies:
    """A tool reaches offences: all, those that pass a penalty test, or those under listed provisions."""

    tool: Name
    test: PenaltyTest | None
    listed: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Releases:
    """Mitigation or release of the offender (repentance and the like): only observed."""

    space: Name
    where: Region | None
    condition: tuple[Name, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Lead(_AboutRegion):
    """Something heard that no claim describes."""


@dataclass(frozen=True, slots=True)
class Reviewed(_AboutRegion):
    """Somebody searched the law for the region."""


@dataclass(frozen=True, slots=True)
class Watch(_AboutRegion):
    """A pack asks to be told when the law reaches the region."""


Claim: TypeAlias = Covers | Defines | Grants | Exempts | Extends | Applies | Releases | Lead
Sentence: TypeAlias = Duty | Claim | Reviewed | Watch
