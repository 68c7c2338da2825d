"""The sentences of the language as trees.

Every node carries the span of its words, which equality and `repr` ignore: trees compare by meaning. The
trees hold names as written; which space, value or provision a name means is the checker's business.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from gapcheck.meaning import Meaningful
from gapcheck.source import Span


class Name(Meaningful, frozen=True):
    """A name as written, or the text of a quoted provision."""

    text: str
    span: Span


class Among(Meaningful, frozen=True):
    """`D is v`, `D in {v, w}` and their negations."""

    dimension: Name
    values: tuple[Name, ...]
    negated: bool
    span: Span


class Unrestricted(Meaningful, frozen=True):
    """`D is any`: every value, whoever speaks."""

    dimension: Name
    span: Span


class Both(Meaningful, frozen=True):
    """All parts together."""

    parts: tuple[Region, ...]
    span: Span


class Either(Meaningful, frozen=True):
    """Any of the parts."""

    parts: tuple[Region, ...]
    span: Span


class Inverse(Meaningful, frozen=True):
    """What the part leaves over, within what the speaker means by the dimensions it mentions."""

    part: Region
    span: Span


Region: TypeAlias = Among | Unrestricted | Both | Either | Inverse


class Unit(StrEnum):
    """What a number counts."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Quantity(Meaningful, frozen=True, dict=True):
    """A number with its unit, as written."""

    number: int
    unit: Unit
    span: Span

    @cached_property
    def in_days(self) -> int:
        """For comparison only: a month counts thirty days and a year twelve months."""
        return self.number * {Unit.DAYS: 1, Unit.MONTHS: 30, Unit.YEARS: 360}[self.unit]


class NotOnlyFine(Meaningful, frozen=True):
    """Custody is available, whatever else the court may choose."""

    span: Span


class MaximumAtLeast(Meaningful, frozen=True):
    """The upper end of the custodial range is at least so long."""

    term: Quantity
    span: Span


PenaltyTest: TypeAlias = NotOnlyFine | MaximumAtLeast


class Listing(Meaningful, frozen=True):
    """`including each D in {...}` or `one of D in {...}`: whole units, a value each."""

    dimension: Name
    values: tuple[Name, ...]
    span: Span


class Criminalize(Meaningful, frozen=True):
    """The law must punish every cell of the region, or reach each listed unit."""

    space: Name
    each: Listing | None
    where: Region | None
    test: PenaltyTest | None
    span: Span


class _AboutRegion(Meaningful, frozen=True):
    """A sentence that names a region and nothing else."""

    space: Name
    where: Region | None
    span: Span


class Aggravate(_AboutRegion, frozen=True):
    """The law must punish the region more severely than its basic form."""


class NeverPunish(_AboutRegion, frozen=True):
    """The law must not reach any cell of the region."""


class Guarantee(Meaningful, frozen=True):
    """The law must grant the region; `one_of` is satisfied by any of the listed values."""

    space: Name
    each: Listing | None
    one_of: Listing | None
    where: Region | None
    as_right: bool
    span: Span


class Comparison(StrEnum):
    """How an `establish` duty compares the stated fact."""

    AT_LEAST = ">="
    AT_MOST = "<="
    IN = "in"


class Establish(Meaningful, frozen=True):
    """A fact must hold: plain, a number at least or at most, or one of a list."""

    fact: Name
    comparison: Comparison | None
    operand: Quantity | tuple[Name, ...] | None
    span: Span


Duty: TypeAlias = Criminalize | Aggravate | NeverPunish | Guarantee | Establish


class Manner(StrEnum):
    """How a person gets what a provision grants or exempts from."""

    RIGHT = "as a right"
    DISCRETION = "at discretion"


class _Description(Meaningful, frozen=True):
    """Conduct as a provision describes it."""

    reading: Name | None
    space: Name
    where: Region | None
    open: tuple[Name, ...]
    requiring: tuple[Name, ...]
    defined_in: Name | None
    span: Span


class Covers(_Description, frozen=True):
    """The provision punishes the region."""


class Defines(_Description, frozen=True):
    """The provision describes the region without punishing it."""


class Grants(Meaningful, frozen=True):
    """The provision gives the region to the person."""

    reading: Name | None
    space: Name
    where: Region | None
    open: tuple[Name, ...]
    condition: tuple[Name, ...]
    manner: Manner | None
    span: Span


class Reach(StrEnum):
    """Whose offences an exemption lifts."""

    ARTICLE = "this article"
    ACT = "this act"
    EVERY_LAW = "every law"
    LISTED = "listed"


class Scope(Meaningful, frozen=True):
    """The reach of an exemption; the provisions or acts named when it is a list."""

    reach: Reach
    listed: tuple[Name, ...]
    span: Span


class Exempts(Meaningful, frozen=True):
    """The provision frees the region from offences within its scope."""

    reading: Name | None
    space: Name
    where: Region | None
    scope: Scope
    condition: tuple[Name, ...]
    manner: Manner | None
    span: Span


class Extends(Meaningful, frozen=True):
    """A general part carries every offence of the space to further values of one dimension."""

    reading: Name | None
    space: Name
    dimension: Name
    values: tuple[Name, ...]
    test: PenaltyTest | None
    span: Span


class Applies(Meaningful, frozen=True):
    """A tool reaches offences: all, those that pass a penalty test, or those under listed provisions."""

    tool: Name
    test: PenaltyTest | None
    listed: tuple[Name, ...]
    span: Span


class Releases(Meaningful, frozen=True):
    """Mitigation or release of the offender (repentance and the like): only observed."""

    space: Name
    where: Region | None
    condition: tuple[Name, ...]
    span: Span


class Lead(_AboutRegion, frozen=True):
    """Something heard that no claim describes."""


class Reviewed(_AboutRegion, frozen=True):
    """Somebody searched the law for the region."""


class Watch(_AboutRegion, frozen=True):
    """A pack asks to be told when the law reaches the region."""


Claim: TypeAlias = Covers | Defines | Grants | Exempts | Extends | Applies | Releases | Lead
Sentence: TypeAlias = Duty | Claim | Reviewed | Watch
