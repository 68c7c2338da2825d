"""One obligation told at length: the proof of its verdict, or the duty itself, as an indented list.

It knows the order in which a lawyer asks. Words come from the view and from the packs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from gapcheck.model.law import Obligation, RollUp, Rulebook
from gapcheck.report import words
from gapcheck.report.elements import authorities
from gapcheck.report.questions import Asked
from gapcheck.report.records import (
    AssessmentView,
    AuthorityView,
    ElementView,
    EvidenceView,
    FindingView,
    RecommendationView,
)
from gapcheck.report.words import say
from gapcheck.source import printable

_STEP = "  "
_ASKED: Final[Mapping[RollUp, str]] = {
    RollUp.ALL: "Because all of these were asked:",
    RollUp.ANY: "Because any one of these is enough:",
}
_ASKS: Final[Mapping[RollUp, str]] = {
    RollUp.ALL: "What it asks",
    RollUp.ANY: "What it asks; any one of these is enough",
}


def proof(shown: AssessmentView, obligation: Obligation) -> tuple[str, ...]:
    """The proof of the finding on an obligation; `KeyError` when the assessment has none."""
    found = {f.obligation: f for chapter in shown.chapters for f in chapter.findings}
    head = shown.header
    lines = [
        f"{head.jurisdiction}, law as at {head.as_of_words}",
        *_finding(found[obligation.id], obligation.roll_up, shown.request_ids),
        head.disclaimer,
    ]
    return tuple(printable(line) for line in lines)


def duty(obligation: Obligation, rulebook: Rulebook, language: str = "en") -> tuple[str, ...]:
    """The duty itself: what it asks, what must not be demanded, traps, authorities, remedy."""
    return tuple(printable(line) for line in _duty(obligation, rulebook, language))


# The proof.


def _finding(
    finding: FindingView, needed: RollUp, request_ids: Mapping[Asked, str]
) -> Iterator[str]:
    yield f"{finding.mark.letter} {finding.obligation}, {finding.citation}: {finding.title}"
    yield _at(1, f"Conclusion: {finding.headline}")
    yield _at(1, f"Force: {finding.force_words}. {finding.duty}")
    for note in finding.qualifiers:
        yield _at(2, f"Limit: {note}")
    yield _at(1, f"Treaty status: {finding.binding_words}")
    if finding.basis:
        yield _at(1, f"Rests on: {finding.basis}")
    for note in (finding.override, finding.suspect):
        if note:
            yield _at(1, note)
    if finding.through:
        yield _at(1, f"Works through: {words.listed(finding.through)}")
    if finding.elements:
        yield _at(1, _ASKED[needed] if len(finding.elements) > 1 else "Because this was asked:")
    for element in finding.elements:
        yield from _element(element, request_ids)
    for item in finding.recommendations:
        yield from _recommendation(item)
    if finding.would_meet:
        yield _at(1, f"What would change this: {finding.would_meet}")


def _element(element: ElementView, request_ids: Mapping[Asked, str]) -> Iterator[str]:
    yield _at(2, f"{element.mark.letter} {element.title}: {element.mark.words}")
    yield _at(3, f"In the language of the rules: {element.requires}")
    if element.statement:
        yield _at(3, element.statement)
    for lines in (element.missing, *element.parts):
        if lines is not None:
            yield from (_at(3, f"{lines.heading}: {line}") for line in lines.lines)
    if element.case:
        yield _at(3, f"Case: {element.case}")
    for item in element.evidence:
        yield from _evidence(item)
    for text in element.near:
        yield _at(3, f"Nearest provision: {text}")
    for text in element.reported:
        if text not in element.statement:
            yield _at(3, f"As far as it is established: {text}")
    for text in element.heard:
        yield _at(3, f"Heard, unverified: {text}")
    for text in element.notes:
        yield _at(3, f"Note: {text}")
    for question in element.questions:
        yield _at(3, f"Open question {request_ids[question]}: {question.text}")
    if element.decides:
        yield _at(3, element.decides)


def _evidence(item: EvidenceView) -> Iterator[str]:
    title = f", {item.title}" if item.title else ""
    yield _at(3, f"{words.capital(item.role)}: {item.citation}{title} ({item.grade})")
    if item.quote:
        yield _at(4, f"“{item.quote}”")
    if item.summary:
        yield _at(4, item.summary)
    if item.penalty:
        yield _at(4, f"Penalty: {item.penalty}")
    yield _at(4, ", ".join(p for p in (f"Source: {item.source}", item.accessed, item.url) if p))


def _recommendation(item: RecommendationView) -> Iterator[str]:
    yield _at(1, f"{item.id} ({item.priority}): {item.text}")


# The duty.


def _duty(obligation: Obligation, rulebook: Rulebook, language: str) -> Iterator[str]:
    yield f"{obligation.id}, {_place(obligation, rulebook, language)}"
    yield say(obligation.title, language)
    force = words.FORCES[obligation.force]
    yield _at(1, f"Force: {force}. {words.duty(obligation.force)}")
    for qualifier in obligation.qualifiers:
        yield _at(2, f"Limit: {say(qualifier.meaning, language)}")
    if obligation.through:
        yield _at(1, f"Works through: {words.listed(obligation.through)}")
    yield _at(1, say(obligation.explanation, language))
    yield from _section(
        _ASKS[obligation.roll_up] if len(obligation.elements) > 1 else "What it asks", ()
    )
    for element in obligation.elements:
        yield _at(2, say(element.title, language))
        for label, text in (
            ("", say(element.explanation, language)),
            ("Remedy: ", say(element.remedy, language)),
            ("Model: ", element.model_law or ""),
        ):
            if text:
                yield _at(3, f"{label}{words.capital(text)}")
        yield _at(3, f"In the language of the rules: {element.requires}")
        yield from (_at(3, line) for line in _references(authorities(element.authorities)))
    told = {
        "What must not be demanded": obligation.limits,
        "Traps": obligation.traps,
        "Typical deficiencies": obligation.deficiencies,
    }
    for heading, texts in told.items():
        if texts:
            yield from _section(heading, (say(t, language) for t in texts))
    if obligation.authorities:
        yield from _section("Authorities", _references(authorities(obligation.authorities)))


def _place(obligation: Obligation, rulebook: Rulebook, language: str) -> str:
    for pack in rulebook.packs:
        if any(o.id == obligation.id for o in pack.obligations):
            return words.pinpoint(say(pack.instrument.short, language), obligation.provision)
    return obligation.provision


def _references(found: Iterable[AuthorityView]) -> Iterator[str]:
    for item in found:
        yield f"{item.citation} ({item.standing})"


def _section(heading: str, texts: Iterable[str]) -> Iterator[str]:
    yield _at(1, f"{heading}:")
    for text in texts:
        yield _at(2, text)


def _at(depth: int, text: str) -> str:
    return f"{_STEP * depth}{' '.join(text.split())}"
