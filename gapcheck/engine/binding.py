"""Whether a treaty binds the State on the date, and what a shortfall may be called.

It knows deposits, entry into force, reservations and the force of obligations. It does not look at national law.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from gapcheck.model.law import Force, Instrument, Obligation
from gapcheck.model.outcome import (
    SHORT,
    Binding,
    Bindingness,
    BindingReason,
    Finding,
    FindingWord,
    Verdict,
)
from gapcheck.model.profile import Jurisdiction, Moment

_AFTER_DEPOSIT = timedelta(days=30)
_LAST_DEPOSIT = date.max - _AFTER_DEPOSIT


def bindingness(
    obligation: Obligation, instrument: Instrument, status: Bindingness, jurisdiction: Jurisdiction
) -> Bindingness:
    """Whether an obligation binds a State of which it is known whether it is party to the instrument."""
    if obligation.force is Force.GOOD_PRACTICE:
        elsewhere = [b for b in obligation.also_binding if b in jurisdiction.binding_elsewhere]
        if elsewhere:
            return Bindingness(Binding.YES, BindingReason.OTHER_TREATY, detail=", ".join(elsewhere))
        return Bindingness(Binding.NO, BindingReason.NOT_A_TREATY_DUTY)
    if status.binding is not Binding.YES:
        return status
    for reservation in jurisdiction.treaties[instrument.id].reservations:
        if obligation.id in reservation.excludes:
            return Bindingness(
                Binding.NO, BindingReason.RESERVATION, status.since, reservation.text
            )
        if obligation.id in reservation.affects:
            return Bindingness(
                Binding.UNKNOWN,
                BindingReason.RESERVATION_MAY_AFFECT,
                status.since,
                reservation.text,
            )
    return status


def party(
    instrument: Instrument,
    instruments: Mapping[str, Instrument],
    jurisdiction: Jurisdiction,
    as_of: date,
) -> Bindingness:
    """Whether and since when an instrument binds the State, reservations aside; `since` may lie ahead."""
    moment = begins(instrument, instruments, jurisdiction)
    if isinstance(moment, Bindingness):
        return moment
    if as_of >= moment.not_after:
        return Bindingness(Binding.YES, BindingReason.IN_FORCE, moment.not_after)
    if as_of >= moment.not_before:
        return Bindingness(Binding.UNKNOWN, BindingReason.DAY_UNKNOWN, moment.not_after)
    since = moment.not_after if moment.is_certain else None
    return Bindingness(Binding.NO, BindingReason.NOT_YET_IN_FORCE, since)


def begins(
    instrument: Instrument, instruments: Mapping[str, Instrument], jurisdiction: Jurisdiction
) -> Moment | Bindingness:
    """The moment from which an instrument binds the State, or why there is none.

    Source: Convention art. 38(2), Trafficking Protocol art. 17(2), Smuggling Protocol art. 22(2): the thirtieth
    day after the deposit, never before the treaty's own entry into force.
    """
    status = jurisdiction.treaties.get(instrument.id)
    if status is None:
        return Bindingness(Binding.UNKNOWN, BindingReason.STATUS_UNKNOWN)
    if status.deposited is None:
        return Bindingness(Binding.NO, BindingReason.NOT_PARTY)
    earliest, latest = (
        max(min(day, _LAST_DEPOSIT) + _AFTER_DEPOSIT, instrument.entry_into_force)
        for day in (status.deposited.not_before, status.deposited.not_after)
    )
    if instrument.parent is None:
        return Moment(earliest, latest)
    parent = begins(instruments[instrument.parent], instruments, jurisdiction)
    if isinstance(parent, Moment):
        return Moment(max(earliest, parent.not_before), max(latest, parent.not_after))
    if parent.binding is Binding.UNKNOWN:
        return parent
    return Bindingness(Binding.NO, BindingReason.PARENT_NOT_IN_FORCE)


_WORDS: Mapping[Force, FindingWord | None] = {
    Force.MANDATORY: FindingWord.GAP,
    Force.MANDATORY_QUALIFIED: FindingWord.GAP,
    Force.BEST_EFFORTS: FindingWord.WEAK_EFFORT,
    Force.MUST_CONSIDER: FindingWord.NOT_CONSIDERED,
    Force.OPTIONAL: FindingWord.NOTE,
    Force.DEFINITION: None,
    Force.SAFEGUARD: FindingWord.OBSERVATION,
    Force.GOOD_PRACTICE: FindingWord.IMPROVEMENT,
}


def finding_word(verdict: Verdict, force: Force, binding: Binding) -> FindingWord | None:
    """What the treaty's verb allows a shortfall to be called. Source: obligations A.1, design section 4, force.

    Only a binding mandatory item has gaps; what others lack is missing. A good practice that another treaty
    makes binding keeps its word and says so.
    """
    if verdict is Verdict.CONFLICT:
        return FindingWord.CONFLICT
    if verdict not in SHORT:
        return None
    word = _WORDS[force]
    return FindingWord.MISSING if word is FindingWord.GAP and binding is not Binding.YES else word


def effective(finding: Finding) -> tuple[Verdict, FindingWord | None]:
    """The verdict and finding word that stand: an analyst's, unless the texts have changed since."""
    override = finding.override
    if override is None or override.suspect or override.verdict is finding.verdict:
        return finding.verdict, finding.word
    force, bound = finding.obligation.force, finding.bindingness.binding
    return override.verdict, finding_word(override.verdict, force, bound)


def rolled_up(verdicts: list[Verdict], *, any_suffices: bool) -> Verdict:
    """One verdict for several members. Source: design section 4, roll-up."""
    if verdicts and verdicts.count(verdicts[0]) == len(verdicts):
        return verdicts[0]
    counted = [
        Verdict.MET if v is Verdict.JUSTIFIED else v
        for v in verdicts
        if v is not Verdict.NOT_APPLICABLE
    ]
    if not counted:
        return Verdict.NOT_APPLICABLE
    if Verdict.JUSTIFIED in verdicts and all(v is Verdict.MET for v in counted):
        return (
            Verdict.JUSTIFIED
            if all(v in (Verdict.JUSTIFIED, Verdict.NOT_APPLICABLE) for v in verdicts)
            else Verdict.MET
        )
    if any_suffices:
        order = (
            Verdict.MET,
            Verdict.UNKNOWN,
            Verdict.UNCLEAR,
            Verdict.PARTLY_MET,
            Verdict.NOT_MET,
            Verdict.CONFLICT,
        )
        return next(v for v in order if v in counted)
    if Verdict.CONFLICT in counted:
        return Verdict.CONFLICT
    if any(v in SHORT for v in counted):
        something = any(v in (Verdict.MET, Verdict.PARTLY_MET) for v in counted)
        return Verdict.PARTLY_MET if something else Verdict.NOT_MET
    return next(v for v in (Verdict.UNKNOWN, Verdict.UNCLEAR, Verdict.MET) if v in counted)
