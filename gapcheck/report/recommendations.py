"""What to enact so that a residue disappears: one recommendation for each.

It knows how urgent a residue is, and what supports the advice. It recommends nothing about what is unknown, nor
about what is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gapcheck.model.law import Element, Force
from gapcheck.model.outcome import Binding, ElementOutcome, Finding, FindingWord, Verdict
from gapcheck.report.elements import REPORTED_ONLY, Context, near, untold
from gapcheck.report.records import ElementView, RecommendationView
from gapcheck.report.words import FORCES, binding, capital, day, say, sentence, verb

_SHORT = (Verdict.NOT_MET, Verdict.PARTLY_MET, Verdict.CONFLICT)
_SHALL = (Force.MANDATORY, Force.MANDATORY_QUALIFIED, Force.SAFEGUARD)
_CONSIDERED = (Force.MUST_CONSIDER, Force.BEST_EFFORTS)


class Wanted(Struct, frozen=True):
    """An element that calls for a recommendation, and the finding it belongs to."""

    finding: Finding
    outcome: ElementOutcome
    shown: ElementView
    place: str


def wanted(
    finding: Finding, shown: Sequence[ElementView], effective: Verdict, place: str
) -> Iterator[Wanted]:
    """The elements of a finding with a residue of their own; `effective` is what stands."""
    if effective not in _SHORT or finding.told_by:
        return
    for outcome, element in zip(finding.elements, shown, strict=True):
        if outcome.verdict in _SHORT and (untold(outcome) or not outcome.told):
            yield Wanted(finding, outcome, element, place)


def ordered(found: Sequence[Wanted]) -> list[Wanted]:
    """By force and weight; inside a tier in the order of the treaty."""
    return sorted(found, key=_rank)


def _rank(item: Wanted) -> tuple[int, int, int]:
    words = list(FindingWord)
    word = item.finding.word
    conflict = 0 if item.outcome.verdict is Verdict.CONFLICT else 1
    weight = 1 if item.outcome.verdict is Verdict.PARTLY_MET else 0
    return (conflict, len(words) if word is None else words.index(word), weight)


def recommendation(item: Wanted, number: int, context: Context) -> RecommendationView:
    """One recommendation in words."""
    obligation, element, shown = item.finding.obligation, item.outcome.element, item.shown
    bound = item.finding.bindingness.binding
    told = RecommendationView(
        id=f"R{number}",
        priority=_priority(item),
        obligation=obligation.id,
        element=element.id,
        title=say(element.title, context.language),
        force=obligation.force,
        force_words=FORCES[obligation.force],
        verb=verb(obligation.force, bound),
        sentence=_sentence(item, context),
        binding=_binding(item),
        caveat=capital(REPORTED_ONLY) if shown.is_reported else "",
        missing=shown.missing or (shown.parts[0] if shown.parts else None),
        article=_article(item.outcome, context),
        model_law=element.model_law or "",
        case_heading=_case_heading(item, context),
        case=shown.case,
        text="",
    )
    return replace(told, text=_text(told))


def _sentence(item: Wanted, context: Context) -> str:
    name = say(context.jurisdiction.name, context.language)
    force, bound = item.finding.obligation.force, item.finding.bindingness.binding
    said = advice(name, item.outcome.element, force, context.language, bound)
    rest = ", as far as this is missing" if item.outcome.verdict is Verdict.PARTLY_MET else ""
    return f"{said}{rest} ({item.place})."


def advice(
    who: str, element: Element, force: Force, language: str = "en", bound: Binding = Binding.YES
) -> str:
    """What somebody is advised to enact, as a sentence without its full stop."""
    remedy = say(element.remedy, language).strip().rstrip(".")
    if not remedy:
        remedy = f"provide for this: {say(element.title, language).rstrip('.')}"
    whether = " whether to" if force is Force.MUST_CONSIDER else ""
    return f"{who} {verb(force, bound)}{whether} {remedy[:1].lower()}{remedy[1:]}"


def _priority(item: Wanted) -> str:
    """The tier: what is owed and not met at all or in conflict, what is owed and met in part, the rest."""
    force, verdict = item.finding.obligation.force, item.outcome.verdict
    if item.finding.bindingness.binding is not Binding.YES:
        return "P3"
    if force in _SHALL:
        return "P2" if verdict is Verdict.PARTLY_MET else "P1"
    return "P2" if force in _CONSIDERED else "P3"


def _binding(item: Wanted) -> str:
    bound = item.finding.bindingness
    if bound.binding is Binding.YES:
        return ""
    return capital(binding(bound.reason, bound.since, bound.detail))


def _case_heading(item: Wanted, context: Context) -> str:
    """What stands before the case: the law of the day that was asked for, and whether it was read."""
    told = f"A case that falls through under the law as at {day(context.as_of)}"
    return f"{told}, as far as it is reported" if item.shown.is_reported else told


def _article(outcome: ElementOutcome, context: Context) -> str:
    return near(outcome.near_misses[0], outcome, context) if outcome.near_misses else ""


def _text(item: RecommendationView) -> str:
    """Everything about a recommendation in one paragraph."""
    parts = [item.sentence, *(sentence(note) for note in (item.binding, item.caveat) if note)]
    if item.missing is not None:
        parts.append(f"{item.missing.heading}: {'; '.join(item.missing.lines)}.")
    if item.article:
        parts.append(f"Nearest provision: {item.article}.")
    if item.model_law:
        parts.append(f"Model: {item.model_law.rstrip('.')}.")
    if item.case:
        parts.append(f"{item.case_heading}: {item.case}")
    return " ".join(parts)
