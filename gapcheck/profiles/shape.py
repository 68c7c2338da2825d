"""The shape of the files of a jurisdiction: its profile and its statutes.

Knows keys, and how each value is written. Does not know which of the names exist.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import OnErrorOmit

from gapcheck.model.outcome import Verdict
from gapcheck.model.profile import Basis, Consent, Grade, Stage, Tradition, TreatyEffect
from gapcheck.profiles.values import (
    CountryCode,
    Deposit,
    End,
    PenaltyEntry,
    PeriodShape,
    Start,
    Touched,
    Whole,
)
from gapcheck.shapes import (
    IsoDate,
    Line,
    Many,
    Name,
    ObligationId,
    Prose,
    Release,
    SaidOpen,
    Sentence,
    Shape,
    Slug,
    StandIn,
    Words,
    YesNo,
    may,
    told,
)

Grading: TypeAlias = Annotated[Grade, StandIn("S")]
"""How a statement is known."""


# --- Statutes ------------------------------------------------------------------------------------


class ReadingShape(Shape):
    """One defensible meaning of a clause."""

    id: Name = told("the name that claims use")
    says: Words = told("what the clause means on this reading")
    held_by: Prose = told("who reads it so")


class HowRead(StrEnum):
    """Whether the operative text was read whole."""

    FULL = "full"
    PARTLY = "partly"


class ClaimShape(Shape):
    """What a provision does, with the evidence for it."""

    says: Sentence = told("the claim, as a sentence of the language")
    grade: Grading = told(
        "how it is known: P read in the text, S from a secondary source, L a lead"
    )
    source: Slug = told("the source, as declared in the profile")
    read: HowRead = may("`full` only where the operative text was read whole", HowRead.PARTLY)
    quote: Line | None = may("the words of the source")
    quote_language: Annotated[Line | None, StandIn("en")] = may("the language of the quotation")
    summary: Line | None = may("what the source says, in our own words")
    penalty: Annotated[PenaltyEntry | None, StandIn("not established")] = may(
        "what the offence carries, or `not established`"
    )
    aggravates: Line | None = may("the citation of the provision whose form it aggravates")
    factor: YesNo = may("whether it is an aggravating factor without a penalty of its own", False)  # noqa: FBT003
    heard: Line | None = may("what was heard and not verified")


class VersionShape(Shape):
    """What a provision says during a period."""

    in_force: Start | None = may("its first day; the statute's if left out")
    repealed: End | None = may("its first day without force; the statute's if left out")
    attested: Many[PeriodShape] = may("the periods for which it was reported so", ())
    readings: Many[ReadingShape] = may("the defensible meanings of the clause, two at least", ())
    claims: Many[ClaimShape] = may("what it does", ())


class ProvisionShape(Shape):
    """A cited place in a statute."""

    article: Line = told("the pinpoint as cited, as in `art. 171`")
    title: Words = told("its heading, or what it is about")
    versions: Many[VersionShape] = told("what it says, period by period")


class AmendmentShape(Shape):
    """A later act that changed the statute."""

    number: Line | None = may("its number, where it is known")
    adopted: Start = told("the day it was adopted, or an interval in which it lies")
    touches: Touched = told("the articles it changed, or `unknown`")
    source: Slug = told("the source, as declared in the profile")
    in_force: Start | None = may("its first day of force")


class StatuteShape(Shape):
    """A national act."""

    statute: Slug = told("its id, unique in the profile")
    short: Line = told("its short title; citations are this and the article")
    title: Words = told("its full title, also in the languages of the State")
    in_force: Start = told("its first day of force: a date, an interval, or `unknown`")
    grade: Grading = told(
        "how it is known: P read in the text, S from a secondary source, L a lead"
    )
    source: Slug = told("the source, as declared in the profile")
    number: Line | None = may("its number")
    adopted: Start | None = may("the day it was adopted")
    repealed: End = may("its first day without force; `none` while in force", SaidOpen.NONE)
    language: Line | None = may("the language of the authentic text")
    amendments: Many[AmendmentShape] = may("later acts that changed it", ())
    provisions: Many[ProvisionShape] = may("the places described", ())


# --- The profile ---------------------------------------------------------------------------------


class SourceShape(Shape):
    """A document that was consulted."""

    title: Prose = told("its title")
    basis: Annotated[Basis, StandIn("text")] = told(
        "what it is: text, official_translation or secondary"
    )
    url: Line | None = may("where it can be found")
    published: Line | None = may("where it was printed, if it has no address")
    accessed: IsoDate | None = may("the day it was read")
    unconfirmed: YesNo = may(
        "`yes` where the copy that was read is plainly neither official nor confirmed",
        False,  # noqa: FBT003
    )


class ReservationShape(Shape):
    """A reservation or declaration."""

    text: Prose = told("what it says")
    excludes: tuple[ObligationId, ...] = may("the obligations it takes out", ())
    affects: tuple[ObligationId, ...] = may("the obligations it may affect", ())


class TreatyShape(Shape):
    """Whether and since when the State is party to an instrument."""

    instrument: Name = told("the instrument")
    deposited: Deposit = told(
        "the day of deposit, an interval, or `none` for a State known not to be party"
    )
    grade: Grading = told("how it is known: P read in the register, S from a secondary source")
    source: Slug = told("the source, as declared above")
    consent: Consent | None = may("how the State agreed to be bound")
    reservations: Many[ReservationShape] = may("its reservations and declarations", ())
    reservations_checked: YesNo = may("whether somebody looked for reservations", False)  # noqa: FBT003


class ReviewShape(Shape):
    """A search of the law for a region."""

    says: Sentence = told("the region, as a sentence that begins with `reviewed`")
    period: PeriodShape = told("the period for which the law was searched")
    read: tuple[Line, ...] = told("the acts or provisions searched, by citation or short title")
    by: Prose = told("who searched")
    on: Annotated[IsoDate, StandIn("2000-01-01")] = told("when")
    source: Slug = told("the source, as declared above")
    grade: Grading = told("how it is known: P or S")
    missing: tuple[Line, ...] = may("acts known to exist and not read; they void the review", ())
    reason: Line | None = may("why the review counts although acts are missing")


class FactAnswerShape(Shape):
    """The answer to a fact question."""

    fact: Name = told("the fact, as declared in a pack")
    value: Line = told("yes, no, a quantity, a date, a choice, or `not established`")
    grade: Grading = told("how it is known: P or S")
    source: Slug = told("the source, as declared above")
    period: PeriodShape | None = may("the period for which it holds")
    searched: tuple[Line, ...] = may("for `no`: the acts searched", ())
    provision: Line | None = may("the provision that states it, if it is described")
    citation: Line | None = may("where it is stated")
    quote: Line | None = may("the words of the source")


class JustificationShape(Shape):
    """Evidence that a limiter in the treaty excuses what is missing."""

    obligation: ObligationId = told("the obligation")
    qualifier: Name = told("the limiter of the treaty")
    statement: Prose = told("why it applies")
    source: Slug = told("the source, as declared above")
    grade: Grading = told("how it is known: P or S")


class StandingShape(Shape):
    """An analyst's confirmation or override of a verdict."""

    obligation: ObligationId = told("the obligation")
    verdict: Annotated[Verdict, StandIn("met")] = told("the verdict that stands")
    reason: Prose = told("why")
    author: Prose = told("who says so")
    on: Annotated[IsoDate, StandIn("2000-01-01")] = told("when")
    fingerprint: Prose = told("the fingerprint of the texts judged, as the report prints it")


class TreatyEffectShape(Shape):
    """Whether treaties apply in national law without a statute."""

    effect: Annotated[TreatyEffect, StandIn("unknown")] = told("direct, not_direct or unknown")
    grade: Grading = told("how it is known: P or S")
    source: Slug = told("the source, as declared below")
    citation: Line | None = may("where it is stated")


class TraditionShape(Shape):
    """The families of law that the legal order draws on."""

    families: tuple[Tradition, ...] = told(
        "any of `civil_law`, `common_law`, `islamic_law`, `customary_law`"
    )
    grade: Grading = told("how it is known: P or S")
    source: Slug = told("the source, as declared below")
    citation: Line | None = may("where it is stated")


class ProfileShape(Shape):
    """A State or territory."""

    jurisdiction: CountryCode = told("its three-letter code of ISO 3166")
    name: Words = told("its name")
    version: Release = told("the version of the profile, as in `0.1.0`")
    treaty_effect: TreatyEffectShape | None = may("whether treaties apply directly")
    legal_tradition: TraditionShape | None = may("the families of law it draws on")
    binding_elsewhere: tuple[Line, ...] = may("`also_binding` ids in force for the State", ())
    sources: dict[Slug, OnErrorOmit[SourceShape]] = may("the documents consulted, by id", {})
    treaties: Many[TreatyShape] = may("the status of each instrument", ())
    reviews: Many[ReviewShape] = may("who searched the law for what", ())
    facts: Many[FactAnswerShape] = may("answers to the facts of packs", ())
    justifications: Many[JustificationShape] = may("evidence that limiters apply", ())
    standings: Many[StandingShape] = may("analysts' words beside the verdicts", ())


# --- The law in use ------------------------------------------------------------------------------


class DecisionShape(Shape):
    """A case that a court decided."""

    court: Prose = told("the court")
    decided: Start = told("the day of the decision, or an interval in which it lies")
    outcome: Words = told("what was decided, in our own words")
    grade: Grading = told("how it is known: P read in the decision, S from a secondary source")
    source: Slug = told("the source, as declared in the profile")
    case: Line | None = may("its number or name")
    provisions: tuple[Line, ...] = may("the provisions applied, by citation", ())
    applied: Line | None = may("what was applied, where no statute file describes it")


class DecisionsShape(Shape):
    """Cases decided under the law."""

    decisions: Many[DecisionShape] = told("the cases, in the order of their dates")


class StatisticShape(Shape):
    """A figure on the use of the law."""

    offence: Prose = told("what the figure is about: trafficking, smuggling, an article")
    stage: Annotated[Stage, StandIn("investigations")] = told(
        "investigations, prosecutions, convictions or victims_identified"
    )
    period: PeriodShape = told("the period that was counted")
    number: Whole = told("the figure")
    grade: Grading = told("how it is known: P or S")
    source: Slug = told("the source, as declared in the profile")
    counted: Line | None = may("what one is, as the source says: cases, persons")
    note: Line | None = may("what a reader must know to compare it")


class StatisticsShape(Shape):
    """Figures on the use of the law."""

    statistics: Many[StatisticShape] = told("the figures, in the order of their periods")
