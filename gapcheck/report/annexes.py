"""Annexes to a report: the questions of questionnaires, each with the findings that answer it.

It knows which obligations answer which question, and how far a questionnaire could be read. It words no finding
anew, and it does not know the official wording of any question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from gapcheck.model.questionnaire import (
    AskedPoint,
    Beyond,
    Catalogue,
    Grounds,
    NotAsked,
    Questionnaire,
    meant,
)
from gapcheck.report.records import AssessmentView, FindingView
from gapcheck.report.words import NO_BASIS, STANDINGS, say, sentence

_GROUNDS: Mapping[Grounds, str] = {
    Grounds.READ: "wording or topic read in a source",
    Grounds.INFERRED: "inferred from what the questionnaire covers; the question was not read",
}
_OWN_WORDS = (
    "The questions are in gapcheck's own words. Each stands for several official ones, whose wording was not at hand:"
    " hold the answers against the questionnaire itself before sending them."
)
_VERIFIED = {True: "Read", False: "Reported to be, not verified"}


class AnsweredView(Struct, frozen=True):
    """A question with the findings that answer it; `absent` are obligations that the report does not have."""

    id: str
    number: str
    asks: str
    grounds: Grounds
    grounds_words: str
    note: str
    findings: tuple[FindingView, ...]
    absent: tuple[str, ...]


class QuestionnaireView(Struct, frozen=True):
    """A questionnaire, which part of it could be read, and its questions."""

    id: str
    title: str
    symbol: str
    url: str
    readable: str
    is_verified: bool
    reading: str
    questions: tuple[AnsweredView, ...]


class NotAskedView(Struct, frozen=True):
    """Findings that no question is known to call for, and why."""

    why: str
    grounds: Grounds
    grounds_words: str
    findings: tuple[FindingView, ...]


class BeyondView(Struct, frozen=True):
    """Where questionnaires go further than the treaties, with the findings that come nearest."""

    says: str
    is_verified: bool
    standing: str
    findings: tuple[FindingView, ...]


class AnnexesView(Struct, frozen=True):
    """The questionnaires that were asked for, and what no questionnaire at hand asks.

    Attributes:
        unmatched: Findings on treaty duties that no question of any questionnaire matches.
    """

    notice: str
    questionnaires: tuple[QuestionnaireView, ...]
    beyond: tuple[BeyondView, ...]
    not_asked: tuple[NotAskedView, ...]
    unmatched: tuple[FindingView, ...]


def annexes(
    shown: AssessmentView, catalogue: Catalogue, names: Sequence[str], language: str = "en"
) -> AnnexesView:
    """The questionnaires of these names, answered by the findings of a report."""
    findings = {f.obligation: f for chapter in shown.chapters for f in chapter.findings}
    told = tuple(_not_asked(one, findings, language) for one in catalogue.not_asked)
    named = {f.obligation for one in told for f in one.findings}
    asked = set(meant((n for p in catalogue.points for n in p.answered_by), findings))
    return AnnexesView(
        notice=_OWN_WORDS,
        questionnaires=tuple(
            _questionnaire(catalogue.questionnaires[name], catalogue.points, findings, language)
            for name in dict.fromkeys(names)
        ),
        beyond=tuple(
            _beyond(one, findings, language)
            for one in catalogue.beyond
            if not one.asked_in or set(one.asked_in) & set(names)
        ),
        not_asked=tuple(one for one in told if one.findings),
        unmatched=tuple(f for name, f in findings.items() if name not in asked | named),
    )


def _questionnaire(
    known: Questionnaire,
    points: Iterable[AskedPoint],
    findings: Mapping[str, FindingView],
    language: str,
) -> QuestionnaireView:
    own = [point for point in points if known.id in point.asked_in]
    return QuestionnaireView(
        id=known.id,
        title=say(known.title, language),
        symbol=known.symbol,
        url=known.url,
        readable=say(known.readable, language),
        is_verified=known.verified,
        reading=f"{_VERIFIED[known.verified]}: {say(known.readable, language)}.",
        questions=tuple(
            _answered(point, number, findings, language) for number, point in enumerate(own, 1)
        ),
    )


def _answered(
    point: AskedPoint, number: int, findings: Mapping[str, FindingView], language: str
) -> AnsweredView:
    return AnsweredView(
        id=point.id,
        number=str(number),
        asks=say(point.asks, language),
        grounds=point.grounds,
        grounds_words=_GROUNDS[point.grounds],
        note="" if point.note is None else sentence(say(point.note, language)),
        findings=tuple(findings[name] for name in meant(point.answered_by, findings)),
        absent=tuple(name for name in point.answered_by if not meant((name,), findings)),
    )


def _beyond(one: Beyond, findings: Mapping[str, FindingView], language: str) -> BeyondView:
    return BeyondView(
        says=sentence(say(one.says, language)),
        is_verified=one.verified,
        standing=STANDINGS[one.verified],
        findings=tuple(findings[name] for name in meant(one.obligations, findings)),
    )


def _not_asked(one: NotAsked, findings: Mapping[str, FindingView], language: str) -> NotAskedView:
    return NotAskedView(
        why=sentence(say(one.why, language)),
        grounds=one.grounds,
        grounds_words=_GROUNDS[one.grounds],
        findings=tuple(findings[name] for name in meant(one.obligations, findings)),
    )


# As data.


def as_data(shown: AnnexesView) -> dict[str, object]:
    """The annexes for other programs, as the schema `check` describes them."""
    return {
        "questionnaires": [
            {
                "id": one.id,
                "title": one.title,
                "symbol": one.symbol or None,
                "url": one.url or None,
                "readable": one.readable,
                "verified": one.is_verified,
                "questions": [_question_data(q) for q in one.questions],
            }
            for one in shown.questionnaires
        ],
        "beyond": [
            {
                "says": one.says,
                "verified": one.is_verified,
                "findings": [_finding_data(f) for f in one.findings],
            }
            for one in shown.beyond
        ],
        "not_asked": [
            {
                "why": one.why,
                "basis": str(one.grounds),
                "findings": [_finding_data(f) for f in one.findings],
            }
            for one in shown.not_asked
        ],
        "unmatched": [_finding_data(f) for f in shown.unmatched],
    }


def _question_data(question: AnsweredView) -> dict[str, object]:
    return {
        "id": question.id,
        "asks": question.asks,
        "basis": str(question.grounds),
        "note": question.note or None,
        "findings": [_finding_data(f) for f in question.findings],
        "absent": list(question.absent),
    }


def _finding_data(finding: FindingView) -> dict[str, object]:
    return {
        "obligation": finding.obligation,
        "citation": finding.citation,
        "verdict": str(finding.mark.verdict),
        "words": finding.headline,
        "basis": None if finding.rests_on is None else str(finding.rests_on),
        "basis_words": finding.basis or NO_BASIS,
    }
