"""From the outcome of one element to its record.

It knows how the parts of an answer, their evidence and their limits are told. It does not know the
other elements of an obligation, nor what to recommend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from gapcheck.dsl import ast
from gapcheck.engine.assess import reviews_on
from gapcheck.model.law import Authority, Force, Rulebook, Vocabulary
from gapcheck.model.outcome import (
    SHORT,
    Assessment,
    Doubt,
    ElementOutcome,
    Evidence,
    NearMiss,
    Options,
    Partial,
    Role,
    TimeDoubt,
    Verdict,
)
from gapcheck.model.profile import Basis, Grade, Jurisdiction, Known, Review, StatedFact, Window
from gapcheck.report import residues
from gapcheck.report.answers import reaches_as_far_as_known
from gapcheck.report.penalties import duration, penalty, tested
from gapcheck.report.questions import asked, leading
from gapcheck.report.records import AuthorityView, ElementView, EvidenceView, Lines, Mark
from gapcheck.report.residues import Residue, admitted, named
from gapcheck.report.sensitivity import decisive
from gapcheck.report.stories import case
from gapcheck.report.words import (
    BASES,
    GRADES,
    LETTERS,
    MAY_REACH,
    REPORTED_ROLES,
    ROLES,
    STANDINGS,
    VERDICTS,
    accessed,
    amendment,
    confirmed,
    counted,
    day,
    listed,
    say,
    sentence,
)
from gapcheck.space import UNFULFILLED

REPORTED_ONLY = "reported, text not read"
_NOTHING = ("No corresponding provision found", "no corresponding provision")
_NO_MORE = ("Nothing found that reaches the rest", "nothing that reaches the rest")
_NOTHING_FORBIDDEN = (
    "Nothing found that the treaty rules out",
    "nothing that the treaty rules out",
)
"""What is said of a search, and of what is only reported."""
_MOST_REACHING = 4
"""So many provisions say what they reach beside a verdict; the proof lists all."""


class Context(Struct, frozen=True):
    """What every sentence of a report may have to look up.

    Attributes:
        falling_short: The obligations of which something is missing, so that they can tell it.
        treaties: The short title of the treaty that an obligation belongs to.
    """

    rulebook: Rulebook
    jurisdiction: Jurisdiction
    as_of: date
    options: Options
    language: str = "en"
    falling_short: frozenset[str] = frozenset()
    treaties: Mapping[str, str] = field(default_factory=dict)

    def vocabulary(self, outcome: ElementOutcome) -> Vocabulary | None:
        """The words of the space of an element; none for a fact."""
        if outcome.parts is None:
            return None
        return self.rulebook.vocabularies[outcome.parts.space.id]

    def reviews(self, outcome: ElementOutcome) -> list[Review]:
        """The searches that count on the date and touch what is missing."""
        parts = outcome.parts
        if parts is None:
            return []
        touched = parts.gap or parts.region
        return [
            review
            for review in reviews_on(self.jurisdiction, self.as_of, self.options)
            if review.space == parts.space.id and review.region & touched
        ]


def context_of(found: Assessment, rulebook: Rulebook, language: str) -> Context:
    """The context of a whole assessment."""
    short = frozenset(f.obligation.id for f in found.findings if f.verdict in SHORT)
    treaties = {
        obligation.id: say(pack.instrument.short, language)
        for pack in found.packs
        for obligation in pack.obligations
    }
    return Context(
        rulebook, found.jurisdiction, found.as_of, found.options, language, short, treaties
    )


def mark(verdict: Verdict) -> Mark:
    """A verdict as it is shown."""
    return Mark(verdict, LETTERS[verdict], VERDICTS[verdict])


def untold(outcome: ElementOutcome) -> int:
    """The cells that this element has to tell: missing or in conflict, and told nowhere else."""
    parts = outcome.parts
    return 0 if parts is None else parts.gap & ~outcome.told | parts.conflict


def told(part: int, outcome: ElementOutcome, context: Context) -> Residue:
    """A part of the element's region in words."""
    vocabulary = context.vocabulary(outcome)
    if vocabulary is None or outcome.parts is None:
        return Residue()
    demand, region = outcome.element.demand, outcome.parts.region
    asked_for = region if demand is None else demand.region
    measure = residues.Measure(vocabulary, region, asked_for, outcome.told, context.language)
    return residues.told(part, measure)


def element_view(
    outcome: ElementOutcome, context: Context, number: str = "", force: Force | None = None
) -> ElementView:
    """Everything that a report says about one element; `force` is that of its obligation."""
    element, language = outcome.element, context.language
    question = decisive(outcome, context.rulebook, context.as_of, language)
    return ElementView(
        id=element.id,
        number=number,
        title=say(element.title, language),
        requires=element.requires,
        explanation=say(element.explanation, language),
        mark=mark(outcome.verdict),
        statement=_statement(outcome, context),
        missing=missing(outcome, context),
        parts=tuple(_other_parts(outcome, context)),
        case=_case(outcome, context),
        is_reported=rests_on_reports(outcome, context),
        evidence=tuple(evidence(e, outcome, context) for e in outcome.evidence),
        near=tuple(near(miss, outcome, context) for miss in outcome.near_misses),
        open=_leading(outcome, context),
        decides="" if question is None else question.told(force),
        questions=asked(outcome, context.vocabulary(outcome), context.language),
        notes=tuple(_notes(outcome, context)),
        reported=reported(outcome, context),
        heard=tuple(dict.fromkeys(_heard(outcome))),
        rests_on=outcome.basis,
        basis=basis_of(outcome.basis, [outcome]),
        remedy=say(element.remedy, language),
        model_law=element.model_law or "",
        authorities=authorities(element.authorities),
    )


def authorities(found: Iterable[Authority]) -> tuple[AuthorityView, ...]:
    """References with whether they were read."""
    return tuple(
        AuthorityView(
            a.citation,
            STANDINGS[a.verified],
            a.verified,
        )
        for a in found
    )


def basis_of(found: Basis | None, outcomes: Iterable[ElementOutcome]) -> str:
    """What a verdict on some elements rests on, and whether a copy that decides it is no confirmed one."""
    if found is None:
        return ""
    items = (item for outcome in outcomes for item in outcome.evidence)
    deciding = (item for item in items if item.role is not Role.NOT_ESTABLISHED)
    return confirmed(BASES[found], is_unconfirmed=any(item.is_unconfirmed for item in deciding))


def _leading(outcome: ElementOutcome, context: Context) -> str:
    if outcome.verdict not in (Verdict.UNKNOWN, Verdict.UNCLEAR):
        return ""
    return leading(outcome, context.vocabulary(outcome), context.language)


def rests_on_reports(outcome: ElementOutcome, context: Context) -> bool:
    """Whether what is missing is known from reports alone, whatever the rest rests on."""
    if outcome.basis is Basis.SECONDARY:
        return True
    searches = context.reviews(outcome) if untold(outcome) else []
    return bool(searches) and all(review.grade is not Grade.READ for review in searches)


# What is missing.


def missing(outcome: ElementOutcome, context: Context) -> Lines | None:
    """The residue that this element tells, with its heading."""
    lines = told(untold(outcome), outcome, context).all_lines
    if not lines:
        return None
    forbidden = outcome.parts is not None and bool(outcome.parts.conflict)
    heading = "The law reaches this, which the treaty rules out" if forbidden else "Missing"
    return Lines(heading, lines)


def _other_parts(outcome: ElementOutcome, context: Context) -> Iterator[Lines]:
    parts = outcome.parts
    if parts is None:
        return
    for name, region in outcome.gap_by_reading.items():
        lines = told(region, outcome, context).all_lines
        if lines:
            reading = _reading(name, outcome, context)
            yield Lines(f"Missing on the reading {reading}", lines)
    if parts.unclear:
        yield Lines(
            "Depends on how the law is read", told(parts.unclear, outcome, context).all_lines
        )
    if parts.unknown and parts.unknown != parts.region:
        yield Lines("Not known", told(parts.unknown, outcome, context).all_lines)


def _reading(name: str, outcome: ElementOutcome, context: Context) -> str:
    """The readings of a choice in the words of those who hold them."""
    chosen = name.split(" + ")
    known = {r.id: r for q in outcome.questions for r in q.readings}
    known |= {
        r.id: r
        for provision in context.jurisdiction.provisions.values()
        for version in provision.versions
        for r in version.readings
        if r.id not in known
    }
    said = [f"“{say(known[n].says, context.language)}”" for n in chosen if n in known]
    return listed(said or chosen)


def _case(outcome: ElementOutcome, context: Context) -> str:
    vocabulary = context.vocabulary(outcome)
    if vocabulary is None or outcome.witness is None or not untold(outcome):
        return ""
    return case(outcome.witness, outcome.element.duty, vocabulary, context.language)


# The verdict in a sentence.


def _statement(outcome: ElementOutcome, context: Context) -> str:
    match outcome.verdict:
        case Verdict.NOT_MET if outcome.parts is None:
            return _of_fact(outcome.fact) if outcome.fact else ""
        case Verdict.NOT_MET if outcome.parts is not None and outcome.parts.gap:
            return " ".join(_not_found(_NOTHING, outcome, context))
        case Verdict.PARTLY_MET if context.reviews(outcome):
            return " ".join(_not_found(_NO_MORE, outcome, context))
        case Verdict.CONFLICT if outcome.fact is not None:
            where = f" ({outcome.fact.citation})" if outcome.fact.citation else ""
            return f"{_said(outcome.fact)}: no{where}. The law crosses the line that the treaty draws here."
        case Verdict.MET if outcome.fact is not None:
            return _of_fact(outcome.fact)
        case Verdict.MET if isinstance(outcome.element.duty, ast.NeverPunish):
            return " ".join(_not_found(_NOTHING_FORBIDDEN, outcome, context))
        case Verdict.MET:
            return " ".join(_reaching(outcome, context))
        case Verdict.JUSTIFIED if outcome.justification:
            return f"Excused: {sentence(outcome.justification)}"
        case Verdict.NOT_APPLICABLE:
            return _not_arising(outcome, context)
        case Verdict.UNKNOWN if reaches_as_far_as_known(outcome):
            return " ".join(reported(outcome, context))
        case _:
            return ""


def _not_arising(outcome: ElementOutcome, context: Context) -> str:
    """Why there is nothing to judge: the fact on which the duty depends, or what is missing elsewhere."""
    if outcome.fact is not None:
        question = say(context.rulebook.facts[outcome.fact.fact].question, context.language)
        return f"The duty does not arise. {question} {_of_fact(outcome.fact)}"
    tellers = [name for name in outcome.element.net_of if name in context.falling_short]
    if tellers:
        return f"Nothing is left to judge: what this needs is missing, as told under {listed(tellers)}."
    return "Nothing is left to judge: the law has none of the offences that this speaks of."


def _reaching(outcome: ElementOutcome, context: Context) -> Iterator[str]:
    """Which provision reaches which part of what is required; one that reaches all of it says enough."""
    reports = {e.citation for e in outcome.evidence if e.grade != Grade.READ}
    asked_for = 0 if outcome.parts is None else outcome.parts.region
    whole = [name for name, region in outcome.reached.items() if region == asked_for]
    names = whole or list(outcome.reached)
    for name in names[:_MOST_REACHING]:
        lines = told(outcome.reached[name], outcome, context).all_lines
        verb = "is reported to reach" if name in reports else "reaches"
        colon = "" if lines == (residues.ALL_OF_IT,) else ":"
        yield f"{name} {verb}{colon} {'; '.join(lines)}."
    carrying = list(dict.fromkeys(e.citation for e in outcome.evidence if e.role is Role.EXTENDS))
    if carrying:
        verb = "extends" if len(carrying) == 1 else "extend"
        yield f"{listed(carrying)} {verb} offences to this."
    more = len(names) - _MOST_REACHING
    if more > 0:
        told_more = counted(more, "more provision reaches", "more provisions reach")
        yield f"{told_more} it or a part of it: see the proof."


def _not_found(what: tuple[str, str], outcome: ElementOutcome, context: Context) -> Iterator[str]:
    """That something was not found, or is not reported: where, for which time, and what was not read for it."""
    reviews = context.reviews(outcome)
    read = [review for review in reviews if review.grade is Grade.READ]
    told = [review for review in reviews if review.grade is not Grade.READ]
    if read or not told:
        yield f"{what[0]}{_places(read)}."
    if told:
        yield f"Reported: {what[1]}{_places(told)}."
    unread = dict.fromkeys(act for review in reviews for act in review.missing)
    if unread:
        yield f"Not read: {listed(list(unread))}."


def _places(reviews: Iterable[Review]) -> str:
    acts = [f"{listed(r.read) or r.source.title} (law {period(r.period)})" for r in reviews]
    return f" in {'; '.join(dict.fromkeys(acts))}" if acts else ""


def period(window: Window) -> str:
    """A period of the law that somebody looked at."""
    start, end = window.start, window.end
    if (start, end) == (date.min, date.max):
        return "of any time"
    if end == date.max:
        return f"from {day(start)} on"
    if start == date.min:
        return f"until {day(end)}"
    return f"from {day(start)} to {day(end)}"


def _of_fact(fact: StatedFact) -> str:
    where = f" ({fact.citation})" if fact.citation else ""
    if fact.value is False:
        acts = f" in {listed(fact.searched)}" if fact.searched else ""
        return f"{_said(fact)}: no; no corresponding provision found{acts}{where}."
    return f"{_said(fact)}: {stated(fact.value)}{where}."


def _said(fact: StatedFact) -> str:
    return "Stated" if fact.grade is Grade.READ else "Reported"


def stated(value: bool | ast.Quantity | date | str) -> str:  # noqa: FBT001 - yes and no are answers
    """The answer to a question of fact."""
    match value:
        case bool():
            return "yes" if value else "no"
        case ast.Quantity():
            return duration(value)
        case date():
            return day(value)
        case _:
            return value.replace("_", " ")


# What a reader must know beside the verdict.


def _notes(outcome: ElementOutcome, context: Context) -> Iterator[str]:
    if outcome.verdict is Verdict.UNKNOWN and isinstance(outcome.element.duty, ast.Establish):
        yield from _at_other_times(outcome.element.duty.fact.text, context)
    if outcome.exceptions_not_reviewed:
        yield "Exceptions not reviewed."
    if outcome.told and outcome.element.told_by:
        rest = "The rest of what is missing" if untold(outcome) else "What is missing"
        tellers = [n for n in outcome.element.told_by if n in context.falling_short]
        yield f"{rest} is told under {listed(tellers or outcome.element.told_by)}."


def _at_other_times(fact: str, context: Context) -> Iterator[str]:
    """What is stated of a fact for periods in which the date does not lie."""
    for known in context.jurisdiction.facts:
        if known.fact != fact or known.period is None or isinstance(known.value, Known):
            continue
        if not known.period.start <= context.as_of <= known.period.end:
            told = (
                f"{_said(known)} for another time ({period(known.period)}): {stated(known.value)}"
            )
            where = f" ({known.citation})" if known.citation else ""
            yield f"{told}{where}. Whether it holds on {day(context.as_of)} is not established."


def _heard(outcome: ElementOutcome) -> Iterator[str]:
    for partial in outcome.partial:
        if partial.entry.heard:
            yield f"{partial.provision.citation}: {sentence(partial.entry.heard)}"


def reported(outcome: ElementOutcome, context: Context) -> tuple[str, ...]:
    """What provisions reach or are reported to reach, and what of them is not established; one line each."""
    found: dict[str, list[Partial]] = {}
    for partial in outcome.partial:
        found.setdefault(partial.provision.citation, []).append(partial)
    return tuple(_partial(name, parts, outcome, context) for name, parts in found.items())


def _partial(
    citation: str, found: Sequence[Partial], outcome: ElementOutcome, context: Context
) -> str:
    vocabulary = context.vocabulary(outcome)
    missing_here: list[str] = []
    doubts: list[str] = []
    for partial in found:
        if vocabulary is not None:
            missing_here += [_open(d, vocabulary, context.language) for d in partial.open]
        doubts += _doubts(partial.doubts)
    may = all(partial.doubtful for partial in found)
    is_read = all(partial.entry.grade is Grade.READ for partial in found)
    reaches = "reaches this" if is_read else "is reported to reach this"
    text = f"{citation} {'may reach this' if may else reaches}"
    if missing_here:
        text += f"; not established: {listed(list(dict.fromkeys(missing_here)))}"
    return f"{'; '.join((text, *dict.fromkeys(doubts)))}."


def _open(dimension: str, vocabulary: Vocabulary, language: str) -> str:
    if dimension == UNFULFILLED:
        return "whether it requires anything further"
    return named(dimension, vocabulary, language)


def _doubts(found: Sequence[TimeDoubt]) -> Iterator[str]:
    """Each doubt in words; several amendments are named by the first and the last of them."""
    amendments = [d.amendment for d in found if d.kind is Doubt.AMENDED]
    yield from (_doubt(d) for d in found if d.kind is not Doubt.AMENDED)
    if len(amendments) == 1:
        yield f"{amendment(amendments[0])} may have touched it"
    elif amendments:
        first, last = amendment(amendments[0]), amendment(amendments[-1])
        yield f"{len(amendments)} amendments, from {first} to {last}, may have touched it"


def _doubt(doubt: TimeDoubt) -> str:
    match doubt.kind:
        case Doubt.NOT_READ:
            return "the text itself was not read"
        case Doubt.LAPSED if doubt.attested_until is not None:
            return f"described as it stood until {day(doubt.attested_until)}"
        case Doubt.BEFORE_ATTESTED if doubt.attested_from is not None:
            return f"described as it stood from {day(doubt.attested_from)}"
        case _:
            return "it may have changed since it was described"


# Evidence.


def evidence(item: Evidence, outcome: ElementOutcome, context: Context) -> EvidenceView:
    """A provision, search or statement in words."""
    return EvidenceView(
        role=_role(item, outcome),
        citation=item.citation or item.source_title,
        title="" if item.provision is None else say(item.provision.title, context.language),
        quote=item.quote or "",
        quote_language=item.quote_language or "",
        summary=item.summary or "",
        penalty=penalty(item.penalty),
        source=item.source_title,
        accessed=accessed(item.accessed),
        url=item.source_url,
        grade=_grade(item),
    )


def _role(item: Evidence, outcome: ElementOutcome) -> str:
    """What it does, as surely as it is known."""
    if item.role is Role.NOT_ESTABLISHED:
        own = [p for p in outcome.partial if p.provision.citation == item.citation]
        if own and all(p.doubtful for p in own):
            return MAY_REACH
    return (ROLES if item.grade == Grade.READ else REPORTED_ROLES)[item.role]


def _grade(item: Evidence) -> str:
    told = GRADES.get(item.grade, item.grade)
    if item.basis is Basis.OFFICIAL_TRANSLATION:
        told = f"{told} ({BASES[item.basis]})"
    return confirmed(told, is_unconfirmed=item.is_unconfirmed)


def near(miss: NearMiss, outcome: ElementOutcome, context: Context) -> str:
    """A provision that nearly reaches what is missing, and what keeps it from doing so."""
    vocabulary = context.vocabulary(outcome)
    citation = miss.provision.citation
    if miss.unpunished:
        return f"{citation} defines this without punishing it"
    if miss.exempted_by:
        others = [name for name in miss.exempted_by if name != citation]
        return f"{citation}, from which {listed(others) or 'it'} exempts this again"
    if miss.too_light:
        test = tested(getattr(miss.entry.claim, "test", None))
        return f"{citation}, which reaches offences{test} only, and so not {listed(miss.too_light)}"
    if vocabulary is None:
        return citation
    told_limits = [admitted(d, vs, vocabulary, context.language) for d, vs in miss.admits.items()]
    return f"{citation}, which {listed(told_limits)}" if told_limits else citation
