"""What a report rests on: the status of the treaties, the acts described, the searches made.

It knows how surely each of them is known. It does not know what was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gapcheck.model.profile import (
    Grade,
    Ground,
    Jurisdiction,
    Moment,
    Review,
    Statute,
    TreatyStatus,
)
from gapcheck.report import words
from gapcheck.report.elements import Context, period
from gapcheck.report.records import ReviewView, StatuteView
from gapcheck.report.residues import residue
from gapcheck.report.words import counted, day, listed, say


def treaties(context: Context) -> Iterator[str]:
    """The status of each treaty, and what is known of the legal order; a sentence each."""
    for instrument in context.rulebook.instruments.values():
        short = say(instrument.short, context.language)
        status = context.jurisdiction.treaties.get(instrument.id)
        yield f"{short}: {_status(status)}"
    yield from _legal_order(context.jurisdiction)


def _legal_order(jurisdiction: Jurisdiction) -> Iterator[str]:
    effect = words.TREATY_EFFECTS[jurisdiction.treaty_effect].removesuffix(".")
    yield f"{effect}{_ground(jurisdiction.treaty_effect_ground)}."
    if jurisdiction.traditions:
        families = listed([str(t).replace("_", " ") for t in jurisdiction.traditions])
        yield f"Legal tradition: {families}{_ground(jurisdiction.traditions_ground)}."
    if jurisdiction.region:
        yield f"Region: {jurisdiction.region}."


def _ground(ground: Ground | TreatyStatus | None) -> str:
    """Where something is said of the State as a whole, and how that is known."""
    if ground is None:
        return ""
    cited = ground.citation if isinstance(ground, Ground) else ""
    parts = (cited, ground.source.title, words.graded(ground.grade, ground.source))
    return f" ({'; '.join(part for part in parts if part)})"


def _status(status: TreatyStatus | None) -> str:
    told = "treaty status not supplied" if status is None else _joined(status)
    return f"{told}{_ground(status)}."


def _joined(status: TreatyStatus) -> str:
    is_read = status.grade is Grade.READ
    if status.deposited is None:
        return "the State is not a party" if is_read else "the State is reported not to be a party"
    consent = "consent" if status.consent is None else words.CONSENTS[status.consent]
    number = len(status.reservations)
    made = counted(number, "reservation or declaration", "reservations or declarations")
    if status.reservations_checked:
        made = made if number else "no reservations or declarations"
    else:
        made = f"{made} known, list not checked" if number else "reservations not checked"
    deposited = "deposited" if is_read else "reported to have been deposited"
    return f"{consent} {deposited} on {words.moment(status.deposited)}; {made}"


def statutes(context: Context) -> Iterator[StatuteView]:
    """The national acts that the profile describes."""
    return (_statute(statute, context) for statute in context.jurisdiction.statutes)


def pending(context: Context) -> Iterator[str]:
    """The acts that are adopted and surely not yet in force on the date: what is missing may stand there."""
    for statute in context.jurisdiction.statutes:
        adopted, starts = statute.adopted, statute.starts
        is_adopted = adopted is not None and adopted.not_after <= context.as_of
        if is_adopted and starts is not None and context.as_of < starts.not_before:
            yield f"{statute.short} (from {words.moment(starts)})"


def _statute(statute: Statute, context: Context) -> StatuteView:
    number = f"No. {statute.number}" if statute.number else ""
    adopted = f"of {words.moment(statute.adopted)}" if statute.adopted else ""
    title = say(statute.title, context.language)
    return StatuteView(
        citation=statute.short,
        title=" ".join(part for part in (title, number, adopted) if part),
        is_in_force=_is_in_force(statute, context.as_of),
        period=_period(statute),
        entry=words.confirmed(
            words.ENTRIES[statute.grade], is_unconfirmed=statute.source.is_unconfirmed
        ),
        source=statute.source.title,
        url=statute.source.url,
        amendments=_amendments(statute),
    )


def _is_in_force(statute: Statute, as_of: date) -> str:
    """Whether the act was in force on the date, as far as its recorded dates tell."""
    begins = Moment(date.min, date.max) if statute.starts is None else statute.starts
    adopted, ends = statute.adopted, statute.ends
    if as_of < begins.not_before or (adopted is not None and as_of < adopted.not_before):
        return "no, not yet"
    if ends is not None and as_of >= ends.not_after:
        return "no longer"
    if as_of < begins.not_after or (ends is not None and as_of >= ends.not_before):
        return "not established"
    return "yes; no end is recorded here" if ends is None else "yes"


def _amendments(statute: Statute) -> str:
    """The amendments that the profile records: never known to be all of them."""
    if not statute.amendments:
        return "no amendment recorded here"
    known = f"{len(statute.amendments)} recorded here, not a complete list"
    if any(a.units is None for a in statute.amendments):
        known += "; what some of them changed is not established"
    return known


def _period(statute: Statute) -> str:
    start = "start not known" if statute.starts is None else f"from {words.moment(statute.starts)}"
    end = "" if statute.ends is None else f", until {words.moment(statute.ends)}"
    return f"{start}{end}"


def reviews(context: Context) -> Iterator[ReviewView]:
    """The searches of the law whose period holds the date."""
    for review in context.jurisdiction.reviews:
        if review.period.start <= context.as_of <= review.period.end:
            yield _review(review, context)


def _review(review: Review, context: Context) -> ReviewView:
    vocabulary = context.rulebook.vocabularies.get(review.space)
    about = review.text
    if vocabulary is not None:
        everything = vocabulary.space.full
        told = residue(review.region, everything, vocabulary, context.language).all_lines
        title = say(vocabulary.title, context.language)
        about = title if review.region == everything else f"{title}: {'; '.join(told)}"
    missing = ""
    if review.missing:
        reason = f": {review.reason}" if review.reason else "; so the search counts for nothing"
        missing = f"not read: {listed(review.missing)}{reason}"
    return ReviewView(
        about=about,
        read=listed(review.read),
        missing=missing,
        period=period(review.period),
        by=f"{review.reviewer}, {day(review.on)}",
        source=review.source.title,
        grade=words.graded(review.grade, review.source),
    )
