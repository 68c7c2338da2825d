"""From an assessment to display-ready records: ordered as the treaty is, numbered, cited, worded.

It knows what a report says and in which order. It does not know any format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from gapcheck import __version__
from gapcheck.engine.binding import effective
from gapcheck.model.law import Chapter, Force, Obligation, Rulebook
from gapcheck.model.outcome import (
    Assessment,
    Binding,
    Doubt,
    ElementOutcome,
    Finding,
    FindingWord,
    Observation,
    Options,
    Verdict,
)
from gapcheck.model.profile import (
    Basis,
    Grade,
    Jurisdiction,
)
from gapcheck.report import practice, scope, words
from gapcheck.report.answers import answer as answered
from gapcheck.report.answers import reaches_as_far_as_known
from gapcheck.report.elements import (
    REPORTED_ONLY,
    Context,
    authorities,
    basis_of,
    context_of,
    element_view,
    mark,
)
from gapcheck.report.facets import facets
from gapcheck.report.figures import figures
from gapcheck.report.overview import overview
from gapcheck.report.penalties import penalty
from gapcheck.report.questions import Asked, Request, requests
from gapcheck.report.recommendations import Wanted, ordered, recommendation, wanted
from gapcheck.report.records import (
    AnswerView,
    AssessmentView,
    ChapterView,
    Citation,
    ElementView,
    Figures,
    FindingView,
    Header,
    Mark,
    ObservationView,
    PackView,
    RecommendationView,
)
from gapcheck.report.residues import ALL_OF_IT, residue
from gapcheck.report.sensitivity import would_meet
from gapcheck.report.words import capital, counted, day, listed, say

_SHORT_HASH = 12
_PRIORITIES = 5


def assessment(
    found: Assessment, rulebook: Rulebook, language: str = "en", *, is_final: bool = False
) -> AssessmentView:
    """A whole report, ready to be placed; `is_final` is the word of whoever hands it in."""
    context = context_of(found, rulebook, language)
    numbers = _numbers(found.findings)
    told = {
        f.obligation.id: _elements(f, numbers[f.obligation.id], context) for f in found.findings
    }
    asked = requests(
        (f.obligation, element.questions)
        for f in found.findings
        for element in told[f.obligation.id]
    )
    advice = _recommendations(found.findings, told, context)
    request_ids = {Asked(r.text, r.about): r.id for r in asked}
    beside = _Beside(numbers, told, advice, request_ids, _serving(asked))
    findings = tuple(_finding(finding, beside, context) for finding in found.findings)
    chapters = tuple(_chapters(findings))
    total = figures(findings)
    recommendations = tuple(sorted((r for rs in advice.values() for r in rs), key=_number))
    return AssessmentView(
        header=header(context, [p.id for p in found.packs]),
        stage=words.STAGES_OF_A_REPORT[is_final],
        quoted=words.languages(_quoted(told)),
        summary=tuple(_summary(total, asked, list(scope.pending(context)))),
        treaties=tuple(scope.treaties(context)),
        statutes=tuple(scope.statutes(context)),
        reviews=tuple(scope.reviews(context)),
        figures=total,
        overview=overview(chapters, words.direction(language)),
        facets=facets(chapters),
        chapters=chapters,
        citations={
            f.obligation: Citation(
                f.obligation, context.treaties[f.obligation], f.citation, f.number
            )
            for f in findings
        },
        priorities=recommendations[:_PRIORITIES],
        recommendations=recommendations,
        needs=practice.needs(_short(found.findings), language),
        request_heading=_request_heading(context),
        requests=asked,
        request_ids=request_ids,
        observations=tuple(_observation(o, context) for o in found.observations),
        decisions=tuple(practice.decisions(context)),
        statistics=tuple(practice.statistics(context)),
        suspects=tuple(f"{f.citation}: {f.suspect}" for f in findings if f.suspect),
        legend=tuple((mark(v), words.VERDICT_MEANINGS[v]) for v in words.VERDICTS),
    )


def _quoted(told: Mapping[str, Sequence[ElementView]]) -> Iterator[str]:
    """The languages of what is quoted."""
    for elements in told.values():
        for element in elements:
            yield from (item.quote_language for item in element.evidence if item.quote)


def _short(findings: Iterable[Finding]) -> Iterator[Obligation]:
    """The obligations of which something is missing, told here and nowhere else."""
    for finding in findings:
        _, word = effective(finding)
        if word is not None:
            yield finding.obligation


def _request_heading(context: Context) -> str:
    name = say(context.jurisdiction.name, context.language)
    return f"{name} {words.REQUEST_VERB} the following."


def answer(  # noqa: PLR0913 - what was asked, of which law, on which day, how taken
    outcome: ElementOutcome,
    rulebook: Rulebook,
    jurisdiction: Jurisdiction,
    as_of: date,
    options: Options | None = None,
    language: str = "en",
) -> AnswerView:
    """The answer to a question that was put to the law."""
    context = Context(rulebook, jurisdiction, as_of, options or Options(), language)
    short = answered(outcome)
    return AnswerView(
        header=header(context, [p.id for p in rulebook.packs]),
        question=outcome.element.requires,
        answer=short,
        words="; ".join((words.ANSWERS[short], *_reservations(outcome))),
        element=element_view(outcome, context),
    )


def _reservations(outcome: ElementOutcome) -> Iterator[str]:
    """What qualifies an answer: that no text was read for it, or that nothing is known of this very day."""
    if outcome.basis is Basis.SECONDARY and outcome.verdict not in _NOT_COUNTED:
        yield REPORTED_ONLY
    elsewhen = (Doubt.LAPSED, Doubt.BEFORE_ATTESTED)
    if outcome.partial and all(any(d.kind in elsewhen for d in p.doubts) for p in outcome.partial):
        yield "they tell of other days than this"


def header(context: Context, packs: Iterable[str]) -> Header:
    """What identifies a report."""
    chosen = set(packs)
    jurisdiction = context.jurisdiction
    return Header(
        jurisdiction=say(jurisdiction.name, context.language),
        code=jurisdiction.id,
        as_of=context.as_of.isoformat(),
        as_of_words=day(context.as_of),
        gapcheck=__version__,
        profile_version=jurisdiction.version,
        profile_fingerprint=jurisdiction.sha256[:_SHORT_HASH],
        profile_sha256=jurisdiction.sha256,
        packs=tuple(
            PackView(
                pack.id,
                pack.version,
                pack.sha256[:_SHORT_HASH],
                pack.sha256,
                say(pack.instrument.title, context.language),
                pack.instrument.citation,
            )
            for pack in context.rulebook.packs
            if pack.id in chosen
        ),
        taken=words.taken(context.options),
        disclaimer=words.DISCLAIMER,
        language=context.language,
        direction=words.direction(context.language),
    )


# Findings.


class _Beside(Struct, frozen=True):
    """What stands in a finding and was worded before it, by obligation.

    Attributes:
        requests: The id of each request by its question.
        serving: The ids of the requests that would help to settle an obligation.
    """

    numbers: Mapping[str, str]
    elements: Mapping[str, tuple[ElementView, ...]]
    advice: Mapping[str, Sequence[RecommendationView]]
    requests: Mapping[Asked, str]
    serving: Mapping[str, Sequence[str]]


def _numbers(findings: Sequence[Finding]) -> Mapping[str, str]:
    """The number of every finding by its obligation: that of its chapter, then its place there."""
    ordered = [f.obligation for f in findings]
    present = [c for c in Chapter if any(o.chapter is c for o in ordered)]
    return {
        obligation.id: f"{number}.{place}"
        for number, chapter in enumerate(present, 1)
        for place, obligation in enumerate((o for o in ordered if o.chapter is chapter), 1)
    }


def _elements(finding: Finding, number: str, context: Context) -> tuple[ElementView, ...]:
    return tuple(
        element_view(outcome, context, f"{number}.{place}", finding.obligation.force)
        for place, outcome in enumerate(finding.elements, 1)
    )


def _serving(asked: Sequence[Request]) -> Mapping[str, Sequence[str]]:
    """The requests that would help to settle an obligation, by their ids."""
    served: dict[str, list[str]] = {}
    for request in asked:
        for obligation in request.obligations:
            served.setdefault(obligation, []).append(request.id)
    return served


def _finding(finding: Finding, beside: _Beside, context: Context) -> FindingView:
    obligation, language = finding.obligation, context.language
    verdict, word = effective(finding)
    shown = mark(verdict)
    remark = _remark(finding, verdict)
    bound = finding.bindingness
    bound_words = words.binding(bound.reason, bound.since, bound.detail)
    is_reported_only = finding.basis is Basis.SECONDARY and verdict not in _NOT_COUNTED
    override, suspect = _overrides(finding)
    return FindingView(
        number=beside.numbers[obligation.id],
        obligation=obligation.id,
        provision=obligation.provision,
        citation=citation(obligation, context),
        chapter=obligation.chapter,
        title=say(obligation.title, language),
        force=obligation.force,
        force_words=words.FORCES[obligation.force],
        duty=words.duty(obligation.force, bound.binding),
        qualifiers=tuple(say(q.meaning, language) for q in obligation.qualifiers),
        binding=bound.binding,
        binding_words=bound_words,
        binding_note="" if bound.binding is Binding.YES else capital(bound_words),
        mark=shown,
        finding=word,
        finding_words="" if word is None else words.FINDINGS[word],
        headline=_headline(shown, word, remark, is_reported_only=is_reported_only),
        remark=remark,
        rests_on=finding.basis,
        basis=basis_of(finding.basis, [o for o in finding.elements if o.basis is not None]),
        is_reported_only=is_reported_only,
        told_by=finding.told_by,
        through=obligation.through,
        override=override,
        suspect=suspect,
        explanation=say(obligation.explanation, language),
        limits=tuple(say(t, language) for t in obligation.limits),
        traps=tuple(say(t, language) for t in obligation.traps),
        authorities=authorities(obligation.authorities),
        elements=beside.elements[obligation.id],
        recommendations=tuple(beside.advice.get(obligation.id, ())),
        requests=tuple(beside.serving.get(obligation.id, ())),
        would_meet=would_meet(finding, beside.requests, context.rulebook, context.as_of, language)
        if verdict is finding.verdict
        else "",
    )


_NOT_COUNTED = (Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)


def _headline(shown: Mark, word: FindingWord | None, remark: str, *, is_reported_only: bool) -> str:
    text = shown.words
    if word is not None and word is not FindingWord.CONFLICT:
        text += f" ({words.FINDINGS[word]})"
    if remark:
        text = f"{text.partition(':')[0]}: {remark}"
    return f"{text}; {REPORTED_ONLY}" if is_reported_only else text


def _remark(finding: Finding, verdict: Verdict) -> str:
    """What qualifies the verdict, beside its basis."""
    match verdict:
        case Verdict.PARTLY_MET if finding.told_by:
            return f"see {listed(finding.told_by)}"
        case Verdict.UNKNOWN:
            return _only_detail_missing(finding)
        case Verdict.MET if any(o.exceptions_not_reviewed for o in finding.elements):
            return "exceptions not reviewed"
        case _:
            return ""


def _only_detail_missing(finding: Finding) -> str:
    """Said where something reaches everything that is unknown here, so that only detail is missing."""
    unknown = [o for o in finding.elements if o.verdict is Verdict.UNKNOWN]
    if not unknown or not all(reaches_as_far_as_known(o) for o in unknown):
        return ""
    is_read = all(p.entry.grade is Grade.READ for o in unknown for p in o.partial)
    return words.DETAIL_MISSING if is_read else words.DETAIL_MISSING_REPORTED


def _overrides(finding: Finding) -> tuple[str, str]:
    """What an analyst said, in a sentence: where it applies, and where it no longer does."""
    override = finding.override
    if override is None:
        return "", ""
    by = f"by {override.author} ({day(override.on)}): {override.reason}"
    if override.suspect:
        said = words.VERDICTS[override.verdict]
        return "", f"“{said}” was said {by}. The texts have changed since, so it no longer applies."
    if override.verdict is finding.verdict:
        return f"Confirmed {by}", ""
    return f"Changed from “{words.VERDICTS[finding.verdict]}” {by}", ""


def citation(obligation: Obligation, context: Context) -> str:
    """The place in the treaty, as a lawyer cites it."""
    treaty = context.treaties[obligation.id]
    if obligation.force is Force.GOOD_PRACTICE:
        return f"{treaty}, good practice"
    return words.pinpoint(treaty, obligation.provision)


# Chapters.


def _chapters(findings: Sequence[FindingView]) -> Iterator[ChapterView]:
    present = [c for c in Chapter if any(f.chapter is c for f in findings)]
    for number, chapter in enumerate(present, 1):
        own = tuple(f for f in findings if f.chapter is chapter)
        worst = tuple(sorted(own, key=_weight))
        yield ChapterView(number, chapter, words.CHAPTERS[chapter], own, worst, figures(own))


def _weight(finding: FindingView) -> tuple[int, int]:
    """Worst first: by what a shortfall is called, then by verdict."""
    finding_words, verdicts = list(FindingWord), list(words.VERDICTS)
    verdict = verdicts.index(finding.mark.verdict)
    if finding.finding is not None:
        return (finding_words.index(finding.finding), verdict)
    return (len(finding_words), len(verdicts) if finding.told_by else verdict)


# Recommendations and requests.


def _recommendations(
    findings: Sequence[Finding], told: Mapping[str, Sequence[ElementView]], context: Context
) -> Mapping[str, Sequence[RecommendationView]]:
    found: list[Wanted] = []
    for finding in findings:
        obligation = finding.obligation
        verdict, _ = effective(finding)
        found += wanted(finding, told[obligation.id], verdict, citation(obligation, context))
    advice: dict[str, list[RecommendationView]] = {}
    for number, item in enumerate(ordered(found), 1):
        own = advice.setdefault(item.finding.obligation.id, [])
        own.append(recommendation(item, number, context))
    return advice


def _number(item: RecommendationView) -> int:
    return int(item.id[1:])


# Summary.


def _summary(total: Figures, asked: Sequence[Request], pending: Sequence[str]) -> Iterator[str]:
    yield total.told
    if not total.established:
        yield "Nothing is settled yet: every element waits for information or a legal judgement."
    elif total.words:
        yield f"Findings: {listed(total.words)}."
    elif total.met == total.established:
        yield _no_shortfall(total)
    if total.told_elsewhere:
        number = counted(total.told_elsewhere, "obligation is", "obligations are")
        yield f"{number} partly met because of what other findings tell, and not counted again."
    if pending:
        yield f"Adopted and not yet in force on this day, so not counted: {listed(pending)}."
    if asked:
        yield (
            f"{counted(len(asked), 'open question', 'open questions')} in all."
            f" The one that touches most elements: {asked[0].text}"
        )


def _no_shortfall(total: Figures) -> str:
    number = counted(total.established, "element that is", "elements that are")
    found = f"No shortfall was found in the {number} established"
    return (
        f"{found}; nothing can be said of the rest."
        if total.established < total.elements
        else f"{found}."
    )


# Observations.


def _observation(found: Observation, context: Context) -> ObservationView:
    detail: tuple[str, ...] = ()
    if found.space is not None:
        vocabulary = context.rulebook.vocabularies[found.space.id]
        whole = say(vocabulary.title, context.language)
        told = residue(found.region, found.space.full, vocabulary, context.language).all_lines
        detail = tuple(
            whole if line == ALL_OF_IT else line.removesuffix(f": {ALL_OF_IT}") for line in told
        )
    elif found.entry.penalty is not None:
        detail = (penalty(found.entry.penalty),)
    text = words.OBSERVATIONS[found.kind]
    if found.note is not None:
        text = say(found.note, context.language)
    return ObservationView(
        citation=found.provision.citation,
        text=words.sentence(text),
        obligation=found.obligation or "",
        detail=detail,
        source=found.entry.source.title,
        grade=words.graded(found.entry.grade, found.entry.source),
    )
