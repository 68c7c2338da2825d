"""Assessments and answers as data for other programs: exact boxes, ids, and the words beside them.

It knows the layout that `schema` publishes. It computes no verdict and words nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from gapcheck import __version__
from gapcheck.dsl import ast
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import (
    Assessment,
    ElementOutcome,
    Evidence,
    Finding,
    NearMiss,
    Observation,
    Options,
    Override,
    Partial,
)
from gapcheck.model.profile import (
    Decision,
    Imprisonment,
    Jurisdiction,
    Known,
    Penalty,
    StatedFact,
    Statistic,
)
from gapcheck.report import annexes, schema, view
from gapcheck.report.annexes import AnnexesView
from gapcheck.report.answers import Answer
from gapcheck.report.elements import Context, context_of
from gapcheck.report.penalties import penalty
from gapcheck.report.records import (
    AssessmentView,
    ElementView,
    FindingView,
    Lines,
    NeedView,
    RecommendationView,
)
from gapcheck.report.schema import json_schema
from gapcheck.report.stories import story
from gapcheck.space import Space

Value: TypeAlias = object
Record: TypeAlias = dict[str, Value]

__all__ = ["ask", "check", "json_schema"]


def check(
    found: Assessment,
    rulebook: Rulebook,
    shown: AssessmentView,
    added: AnnexesView | None = None,
) -> Record:
    """A whole assessment, as the schema `check` describes it; `shown` is its view."""
    context = context_of(found, rulebook, shown.header.language)
    worded = {f.obligation: f for chapter in shown.chapters for f in chapter.findings}
    return {
        "schema": schema.CHECK,
        **_head(context, [p.id for p in found.packs]),
        "findings": [_finding(f, worded[f.obligation.id], context) for f in found.findings],
        "observations": [
            _observation(o, words.text)
            for o, words in zip(found.observations, shown.observations, strict=True)
        ],
        "needs": [_need(item) for item in shown.needs],
        "requests": _requests(shown),
        "law_in_use": {
            "decisions": [_decision(d) for d in found.jurisdiction.decisions],
            "statistics": [_statistic(s) for s in found.jurisdiction.statistics],
        },
        "figures": _figures(shown),
        **({} if added is None else {"annexes": annexes.as_data(added)}),
    }


def ask(  # noqa: PLR0913 - what was asked, of which law, on which day, how taken
    outcome: ElementOutcome,
    rulebook: Rulebook,
    jurisdiction: Jurisdiction,
    as_of: date,
    options: Options | None = None,
    language: str = "en",
) -> Record:
    """The answer to one question, as the schema `ask` describes it."""
    context = Context(rulebook, jurisdiction, as_of, options or Options(), language)
    shown = view.answer(outcome, rulebook, jurisdiction, as_of, options, language)
    answer: Answer = shown.answer
    return {
        "schema": schema.ASK,
        **_head(context, [p.id for p in rulebook.packs]),
        "question": shown.question,
        "answer": str(answer),
        "answer_words": shown.words,
        **_element(outcome, shown.element, context),
    }


def _head(context: Context, packs: Sequence[str]) -> Record:
    jurisdiction, options = context.jurisdiction, context.options
    return {
        "gapcheck": __version__,
        "jurisdiction": jurisdiction.id,
        "as_of": context.as_of.isoformat(),
        "options": {
            "readings": sorted(options.readings),
            "basis": None if options.basis is None else str(options.basis),
        },
        "profile": {"version": jurisdiction.version, "sha256": jurisdiction.sha256},
        "packs": [
            {"id": pack.id, "version": pack.version, "sha256": pack.sha256}
            for pack in context.rulebook.packs
            if pack.id in packs
        ],
    }


# Findings.


def _finding(finding: Finding, shown: FindingView, context: Context) -> Record:
    obligation, bound = finding.obligation, finding.bindingness
    return {
        "obligation": obligation.id,
        "provision": obligation.provision,
        "citation": shown.citation,
        "chapter": str(obligation.chapter),
        "title": shown.title,
        "force": str(obligation.force),
        "qualifiers": [q.id for q in obligation.qualifiers],
        "binding": str(bound.binding),
        "binding_reason": str(bound.reason),
        "binding_since": None if bound.since is None else bound.since.isoformat(),
        "binding_words": shown.binding_words,
        "verdict": str(finding.verdict),
        "finding": None if finding.word is None else str(finding.word),
        "effective_verdict": str(shown.mark.verdict),
        "effective_finding": None if shown.finding is None else str(shown.finding),
        "headline": shown.headline,
        "basis": None if finding.basis is None else str(finding.basis),
        "through": list(obligation.through),
        "told_by": list(finding.told_by),
        "override": None if finding.override is None else _override(finding.override),
        "fingerprint": finding.fingerprint,
        "would_meet": shown.would_meet or None,
        "elements": [
            _element(outcome, element, context)
            for outcome, element in zip(finding.elements, shown.elements, strict=True)
        ],
        "recommendations": [_recommendation(r) for r in shown.recommendations],
    }


def _override(override: Override) -> Record:
    return {
        "verdict": str(override.verdict),
        "reason": override.reason,
        "author": override.author,
        "on": override.on.isoformat(),
        "suspect": override.suspect,
    }


def _recommendation(item: RecommendationView) -> Record:
    return {
        "id": item.id,
        "priority": item.priority,
        "obligation": item.obligation,
        "element": item.element,
        "force": str(item.force),
        "verb": item.verb,
        "sentence": item.sentence,
        "binding_words": item.binding or None,
        "caveat": item.caveat or None,
        "missing": [] if item.missing is None else list(item.missing.lines),
        "article": item.article or None,
        "model_law": item.model_law or None,
        "case": item.case or None,
        "text": item.text,
    }


# Elements.


def _element(outcome: ElementOutcome, shown: ElementView, context: Context) -> Record:
    parts = outcome.parts
    space = None if parts is None else parts.space

    def boxes(part: int) -> list[Record]:
        return [] if space is None else _boxes(part, space)

    return {
        "id": outcome.element.id,
        "title": shown.title,
        "requires": outcome.element.requires,
        "space": None if space is None else space.id,
        "verdict": str(outcome.verdict),
        "basis": None if outcome.basis is None else str(outcome.basis),
        "region": boxes(0 if parts is None else parts.region),
        "covered": boxes(0 if parts is None else parts.covered),
        "unclear": boxes(0 if parts is None else parts.unclear),
        "gap": boxes(0 if parts is None else parts.gap),
        "unknown": boxes(0 if parts is None else parts.unknown),
        "conflict": boxes(0 if parts is None else parts.conflict),
        "told": boxes(outcome.told),
        "told_by": list(outcome.element.told_by) if outcome.told else [],
        "gap_by_reading": {name: boxes(part) for name, part in outcome.gap_by_reading.items()},
        "partial": [_partial(p, boxes(p.region)) for p in outcome.partial],
        "words": _words(shown),
        "told_in_words": [_lines(x) for x in (shown.missing, *shown.parts) if x is not None],
        "statement": shown.statement or None,
        "notes": [*shown.notes, *shown.reported],
        "heard": list(shown.heard),
        "decides": shown.decides or None,
        "witness": _witness(outcome, shown, context),
        "evidence": [_evidence(e) for e in outcome.evidence],
        "near_misses": [
            _near(miss, told) for miss, told in zip(outcome.near_misses, shown.near, strict=True)
        ],
        "questions": [{"text": q.text, "provision": q.about or None} for q in shown.questions],
        "fact": _fact(outcome),
        "justification": outcome.justification,
        "exceptions_not_reviewed": outcome.exceptions_not_reviewed,
    }


def _boxes(part: int, space: Space) -> list[Record]:
    """The part exactly: the union of the boxes is the part, no cell more."""
    return [{name: list(values) for name, values in box.items()} for box in space.boxes(part)]


def _partial(partial: Partial, boxes: Sequence[Record]) -> Record:
    return {
        "provision": partial.provision.pinpoint,
        "citation": partial.provision.citation,
        "not_established": list(partial.open),
        "doubtful": list(partial.doubtful),
        "region": list(boxes),
        "doubts": [
            {
                "kind": str(doubt.kind),
                "amendment": None if doubt.amendment is None else doubt.amendment.number,
                "until": _iso(doubt.attested_until),
                "from": _iso(doubt.attested_from),
            }
            for doubt in partial.doubts
        ],
    }


def _iso(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _words(shown: ElementView) -> str:
    """What is missing in one line; without a gap, what is unclear or unknown."""
    told = shown.missing or (shown.parts[0] if shown.parts else None)
    return "" if told is None else "; ".join(told.lines)


def _lines(lines: Lines) -> Record:
    return {"heading": lines.heading, "lines": list(lines.lines)}


def _witness(outcome: ElementOutcome, shown: ElementView, context: Context) -> Record | None:
    vocabulary = context.vocabulary(outcome)
    if vocabulary is None or outcome.witness is None:
        return None
    return {
        "cell": dict(outcome.witness),
        "story": shown.case or story(outcome.witness, vocabulary, context.language),
    }


def _evidence(item: Evidence) -> Record:
    return {
        "role": str(item.role),
        "provision": None if item.provision is None else item.provision.pinpoint,
        "citation": item.citation,
        "quote": item.quote,
        "quote_language": item.quote_language,
        "summary": item.summary,
        "source": item.source_title,
        "url": item.source_url,
        "accessed": item.accessed,
        "unconfirmed": item.is_unconfirmed,
        "grade": item.grade,
        "basis": str(item.basis),
        "penalty": _penalty(item.penalty),
    }


def _penalty(value: Penalty | Known | None) -> Record | str | None:
    if value is None or isinstance(value, Known):
        return None if value is None else str(value)
    custody = value.imprisonment
    return {
        "words": penalty(value),
        "imprisonment": _custody(custody),
        "death": value.death,
        "alternatives": list(value.alternatives),
        "possible_alternatives": list(value.possible_alternatives),
    }


def _custody(custody: Imprisonment | Known | None) -> Record | str | None:
    if custody is None or isinstance(custody, Known):
        return None if custody is None else str(custody)
    return {
        "minimum": _term(custody.minimum),
        "maximum": _term(custody.maximum),
        "life": custody.life,
    }


def _term(term: ast.Quantity | Known | None) -> str | None:
    match term:
        case None:
            return None
        case Known():
            return str(term)
        case ast.Quantity(number=number, unit=unit):
            return f"{number} {unit}"


def _near(miss: NearMiss, told: str) -> Record:
    return {
        "provision": miss.provision.pinpoint,
        "citation": miss.provision.citation,
        "excluded": list(miss.excluded),
        "admits": {name: list(values) for name, values in miss.admits.items()},
        "unpunished": miss.unpunished,
        "exempted_by": list(miss.exempted_by),
        "too_light": list(miss.too_light),
        "words": told,
    }


def _fact(outcome: ElementOutcome) -> Record | None:
    fact = outcome.fact
    if fact is None:
        return None
    return {
        "fact": fact.fact,
        "value": _stated(fact),
        "citation": fact.citation,
        "searched": list(fact.searched),
    }


def _stated(fact: StatedFact) -> str:
    match fact.value:
        case bool():
            return "yes" if fact.value else "no"
        case ast.Quantity(number=number, unit=unit):
            return f"{number} {unit}"
        case date():
            return fact.value.isoformat()
        case _:
            return str(fact.value)


# Beside the findings.


def _observation(found: Observation, text: str) -> Record:
    return {
        "kind": str(found.kind),
        "obligation": found.obligation,
        "provision": found.provision.pinpoint,
        "citation": found.provision.citation,
        "text": text,
        "space": None if found.space is None else found.space.id,
        "region": [] if found.space is None else _boxes(found.region, found.space),
        "penalty": _penalty(found.entry.penalty)
        if isinstance(found.entry.penalty, Penalty)
        else None,
    }


def _need(item: NeedView) -> Record:
    return {"kind": item.kind, "text": item.text, "obligations": list(item.obligations)}


def _decision(item: Decision) -> Record:
    return {
        "court": item.court,
        "case": item.case or None,
        "decided": [item.decided.not_before.isoformat(), item.decided.not_after.isoformat()],
        "provisions": list(item.provisions),
        "applied": item.applied or None,
        "outcome": item.outcome["en"],
        "source": item.source.title,
        "url": item.source.url,
        "grade": str(item.grade),
    }


def _statistic(item: Statistic) -> Record:
    return {
        "offence": item.offence,
        "stage": str(item.stage),
        "from": item.period.start.isoformat(),
        "to": item.period.end.isoformat(),
        "number": item.number,
        "counted": item.counted or None,
        "note": item.note or None,
        "source": item.source.title,
        "url": item.source.url,
        "grade": str(item.grade),
    }


def _requests(shown: AssessmentView) -> list[Record]:
    return [
        {
            "id": r.id,
            "text": r.text,
            "provision": r.about or None,
            "obligations": list(r.obligations),
            "concerns": list(r.concerns),
            "elements": r.touches,
        }
        for r in shown.requests
    ]


def _figures(shown: AssessmentView) -> Record:
    total = shown.figures
    counts: Mapping[str, Value] = {
        str(t.mark.verdict): {"count": t.count, "reported_only": t.reported_only}
        for t in total.tallies
    }
    return {
        "elements": total.elements,
        "binding": total.binding,
        "established": total.established,
        "met": total.met,
        "met_reported_only": total.met_reported_only,
        "told_elsewhere": total.told_elsewhere,
        "verdicts": dict(counts),
    }
