"""From a rulebook and a jurisdiction to an assessment.

It knows in which order obligations are judged, what they take from each other, and how elements become
findings. The set algebra is in `duties`, the reach of the law in `coverage`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from hashlib import sha256

from msgspec.structs import replace

from gapcheck.dsl import ast
from gapcheck.dsl.compiler import Demand
from gapcheck.engine import observations
from gapcheck.engine.binding import bindingness, finding_word, party, rolled_up
from gapcheck.engine.coverage import Law, addends
from gapcheck.engine.dates import Rule, rules_on
from gapcheck.engine.duties import Judged, judge_duty
from gapcheck.engine.facts import FactDuties, fulfils
from gapcheck.engine.proof import combined, of_fact, proof, witness
from gapcheck.model.law import Element, Force, Obligation, RollUp, Rulebook, RulePack, Vocabulary
from gapcheck.model.outcome import (
    SHORT,
    Ask,
    Assessment,
    Bindingness,
    Doubt,
    ElementOutcome,
    Finding,
    Options,
    Override,
    Proof,
    Question,
    Support,
    TimeDoubt,
    Verdict,
)
from gapcheck.model.profile import (
    Basis,
    Jurisdiction,
    Known,
    Review,
    StatedFact,
    TreatyEffect,
    Window,
)
from gapcheck.space import EVERY, UNFULFILLED

_RANK: Mapping[Basis, int] = {
    Basis.TEXT: 0,
    Basis.OFFICIAL_TRANSLATION: 1,
    Basis.SECONDARY: 2,
    Basis.MIXED: 2,
}
_SETTLED = (Verdict.MET, Verdict.NOT_APPLICABLE)


def assess(
    rulebook: Rulebook, jurisdiction: Jurisdiction, as_of: date, options: Options | None = None
) -> Assessment:
    """All findings for one jurisdiction on one date, in pack order."""
    return Assessor(rulebook).assess(jurisdiction, as_of, options)


class Assessor:
    """A rulebook made ready to be put to many laws."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._facts = FactDuties(rulebook)
        self._order = tuple(dependents_last(rulebook))

    def assess(
        self, jurisdiction: Jurisdiction, as_of: date, options: Options | None = None
    ) -> Assessment:
        """All findings for one jurisdiction on one date, in pack order."""
        bench = Bench(self._rulebook, jurisdiction, as_of, options or Options())
        findings = self.findings(bench)
        ordered = tuple(findings[o.id] for pack in self._rulebook.packs for o in pack.obligations)
        return Assessment(
            jurisdiction,
            as_of,
            options or Options(),
            self._rulebook.packs,
            ordered,
            lambda: observations.observed(self._rulebook, bench.law),
        )

    def findings(self, bench: Bench) -> Mapping[str, Finding]:
        """The finding on every obligation by its id; definitions after what they work through."""
        decided = bench.decided(self._facts)
        outcomes = bench.outcomes(o for o in self._order if o.id not in decided)
        every = [(p, o) for p in self._rulebook.packs for o in p.obligations]
        found: dict[str, Finding] = {}
        for pack, obligation in every:
            name = obligation.id
            if name in decided:
                found[name] = bench.decided_finding(pack, obligation, decided[name])
            elif not obligation.through:
                found[name] = bench.finding(pack, obligation, outcomes[name])
        for pack, obligation in every:
            if obligation.through:
                found[obligation.id] = bench.through(pack, obligation, found)
        return found


def judge(
    element: Element,
    rulebook: Rulebook,
    jurisdiction: Jurisdiction,
    as_of: date,
    options: Options | None = None,
) -> ElementOutcome:
    """Put a single element, of no obligation, to the law."""
    return Bench(rulebook, jurisdiction, as_of, options or Options()).outcome(element, removed=0)


class Bench:
    """One law on one date, with the results that obligations take from each other."""

    def __init__(
        self, rulebook: Rulebook, jurisdiction: Jurisdiction, as_of: date, options: Options
    ) -> None:
        self._rulebook = rulebook
        self._jurisdiction = jurisdiction
        self._as_of = as_of
        self._options = options
        self._reviews = reviews_on(jurisdiction, as_of, options)
        self._reviewed: dict[str, int] = {}
        for review in self._reviews:
            known = self._reviewed.get(review.space, 0)
            self._reviewed[review.space] = known | review.region
        self._results: Mapping[str, tuple[ElementOutcome, ...]] = {}

    def under(self, rulebook: Rulebook) -> Bench:
        """The same law, put to other obligations over the same spaces."""
        other = copy(self)
        other._rulebook = rulebook  # noqa: SLF001 - our own
        return other

    @cached_property
    def law(self) -> Law:
        """The law on the date."""
        vocabularies = self._rulebook.vocabularies
        return law_on(self._jurisdiction, vocabularies, self._reviewed, self._as_of, self._options)

    @cached_property
    def facts(self) -> Mapping[str, StatedFact]:
        """The facts that hold on the date, by question."""
        return {
            f.fact: f
            for f in self._jurisdiction.facts
            if (f.period is None or _inside(f.period, self._as_of))
            and _enough(f.source.basis, self._options)
        }

    def decided(self, duties: FactDuties) -> Mapping[str, Verdict]:
        """The verdicts that follow from facts alone, save where something may excuse a shortfall."""
        verdicts = duties.verdicts(duties.answers(self.facts.values(), self._as_of))
        found = dict(zip(duties.names, verdicts, strict=True))
        excused = {j.obligation for j in self._jurisdiction.justifications}
        if self._is_direct:
            excused |= {o.id for o in self._rulebook.obligations.values() if o.direct_capable}
        return {name: v for name, v in found.items() if name not in excused} if excused else found

    @property
    def _is_direct(self) -> bool:
        return self._jurisdiction.treaty_effect is TreatyEffect.DIRECT

    # Elements.

    def outcomes(
        self, obligations: Iterable[Obligation]
    ) -> Mapping[str, tuple[ElementOutcome, ...]]:
        """The outcome of every element by obligation, these in the order of `dependents_last`; `told_by` last."""
        results: dict[str, tuple[ElementOutcome, ...]] = {}
        for obligation in obligations:
            outcomes = [
                _crossed(obligation, self.outcome(e, self.removed(e, results)))
                for e in obligation.elements
            ]
            results[obligation.id] = tuple(self.given(obligation, outcomes))
        self._results = results
        return {name: tuple(self._told(o) for o in outcomes) for name, outcomes in results.items()}

    def outcome(self, element: Element, removed: int) -> ElementOutcome:
        """The verdict of one element."""
        if isinstance(element.duty, ast.Establish):
            return self._established(element, element.duty)
        return self._proved(element, self.judged(element, removed))

    def judged(self, element: Element, removed: int) -> Judged:
        """The parts of an element that asks of the law."""
        assert element.demand is not None  # noqa: S101 - every duty over a space has a demand
        demand = _reduced(element.demand, removed)
        vocabulary = self._rulebook.vocabularies[demand.space.id]
        return judge_duty(element.duty, demand, vocabulary, self.law)

    def _proved(self, element: Element, judged: Judged) -> ElementOutcome:
        parts = judged.parts
        if not parts.region:
            return ElementOutcome(element, judged.verdict, parts)
        reviewed = self._reviewed.get(parts.space.id, 0)
        is_met = judged.verdict is Verdict.MET

        def prove() -> Proof:
            reviews = [r for r in self._reviews if r.space == parts.space.id]
            return proof(element, judged.verdict, parts, self.law, reviews)

        return ElementOutcome(
            element,
            judged.verdict,
            parts,
            gap_by_reading=judged.gap_by_reading,
            exceptions_not_reviewed=is_met and bool(parts.region & ~reviewed),
            prove=prove,
        )

    def _established(self, element: Element, duty: ast.Establish) -> ElementOutcome:
        name = duty.fact.text
        fact = self.facts.get(name)
        if fact is None or isinstance(fact.value, Known):

            def ask() -> Proof:
                asked = Question(Ask.FACT, text=self._rulebook.facts[name].question)
                extra = (Question(Ask.AUTHORED, text=t) for t in element.questions)
                return Proof(questions=(asked, *extra))

            return ElementOutcome(element, Verdict.UNKNOWN, None, fact=fact, prove=ask)
        holds = fulfils(fact, duty, self._rulebook.facts[name].kind, self._as_of)

        def prove() -> Proof:
            return Proof(evidence=(of_fact(fact),), basis=fact.source.basis)

        verdict = Verdict.MET if holds else Verdict.NOT_MET
        return ElementOutcome(element, verdict, None, fact=fact, prove=prove)

    def given(
        self, obligation: Obligation, outcomes: Iterable[ElementOutcome]
    ) -> Iterator[ElementOutcome]:
        """Hold the outcomes against the fact on which the duty depends.

        Where it does not hold the duty does not arise. Where nobody knows, only what is met stays settled.
        """
        if obligation.given is None:
            yield from outcomes
            return
        for outcome in outcomes:
            ground = self._established(outcome.element, obligation.given)
            if ground.verdict is Verdict.NOT_MET:
                yield replace(ground, verdict=Verdict.NOT_APPLICABLE)
            elif ground.verdict is Verdict.UNKNOWN and outcome.verdict not in _SETTLED:
                yield _depending(ground, outcome)
            else:
                yield outcome

    def removed(self, element: Element, results: Mapping[str, tuple[ElementOutcome, ...]]) -> int:
        """The cells whose counterpart is a gap elsewhere, and those of offences that the law does not know.

        Source: design section 4, one defect, one finding.
        """
        demand = element.demand
        if demand is None:
            return 0
        gap = 0
        for outcome in _outcomes_of(element.net_of, results):
            if outcome.parts is not None and outcome.parts.space.id == demand.space.id:
                gap |= outcome.parts.gap
        for name in demand.own if gap else ():
            ordinary = demand.space.dimension(name).ordinary
            if ordinary is not None:
                gap = demand.space.cylinder(gap & demand.space.side(name, (ordinary,)), name)
        return gap | self.law.absent(demand.space.id)

    def _told(self, outcome: ElementOutcome) -> ElementOutcome:
        parts = outcome.parts
        if parts is None or not parts.gap or not outcome.element.told_by:
            return outcome
        told = 0
        for other in _outcomes_of(outcome.element.told_by, self._results):
            told |= (
                tells(other)
                if other.parts is not None and other.parts.space.id == parts.space.id
                else 0
            )
        told &= parts.gap
        if not told:
            return outcome

        def prove() -> Proof:
            untold = witness(parts.space, parts.gap & ~told)
            return replace(outcome.proof, witness=untold or outcome.witness)

        return replace(outcome, told=told, prove=prove)

    # Findings.

    def finding(
        self, pack: RulePack, obligation: Obligation, outcomes: Sequence[ElementOutcome]
    ) -> Finding:
        """Roll the elements of an obligation up into its finding."""
        elements = tuple([self.excused(obligation, o) for o in outcomes])
        verdict = self.verdict(obligation, [o.verdict for o in elements])
        told = self._tellers(elements) if verdict is Verdict.PARTLY_MET else ()
        return self._finding(pack, obligation, verdict, lambda: elements, told)

    def decided_finding(self, pack: RulePack, obligation: Obligation, verdict: Verdict) -> Finding:
        """The finding on an obligation that was decided; its elements are looked at when somebody asks."""

        def elements() -> tuple[ElementOutcome, ...]:
            return tuple(self.outcome(e, removed=0) for e in obligation.elements)

        return self._finding(pack, obligation, verdict, elements)

    def _finding(
        self,
        pack: RulePack,
        obligation: Obligation,
        verdict: Verdict,
        elements: Callable[[], tuple[ElementOutcome, ...]],
        told_by: tuple[str, ...] = (),
    ) -> Finding:
        status = self._bindingness(pack, obligation)

        def prove() -> Support:
            outcomes = elements()
            decisive = (verdict, Verdict.MET, *SHORT)
            basis = combined(o.basis for o in outcomes if o.verdict in decisive)
            fingerprint = _fingerprint(obligation, outcomes)
            return Support(outcomes, basis, fingerprint, self._override(obligation, fingerprint))

        word = None if told_by else finding_word(verdict, obligation.force, status.binding)
        return Finding(obligation, verdict, word, status, told_by, prove)

    @cached_property
    def _parties(self) -> Mapping[str, Bindingness]:
        """Whether the State is party to the instrument of each pack."""
        instruments = self._rulebook.instruments
        return {
            p.id: party(p.instrument, instruments, self._jurisdiction, self._as_of)
            for p in self._rulebook.packs
        }

    def _bindingness(self, pack: RulePack, obligation: Obligation) -> Bindingness:
        status = self._parties[pack.id]
        return bindingness(obligation, pack.instrument, status, self._jurisdiction)

    def verdict(self, obligation: Obligation, members: list[Verdict]) -> Verdict:
        """Roll up; where treaties apply in national law by themselves, a missing statute settles nothing."""
        verdict = rolled_up(members, any_suffices=obligation.roll_up is RollUp.ANY)
        direct = self._is_direct and obligation.direct_capable
        return Verdict.UNCLEAR if direct and verdict in SHORT else verdict

    def through(
        self, pack: RulePack, obligation: Obligation, findings: Mapping[str, Finding]
    ) -> Finding:
        """A definition has the verdict of the obligations that it works through, and no finding of its own."""
        members = [findings[name] for name in obligation.through if name in findings]
        any_suffices = obligation.roll_up is RollUp.ANY
        verdict = rolled_up([m.verdict for m in members], any_suffices=any_suffices)
        status = self._bindingness(pack, obligation)

        def prove() -> Support:
            return Support(basis=combined(m.basis for m in members))

        return Finding(obligation, verdict, None, status, prove=prove)

    def excused(self, obligation: Obligation, outcome: ElementOutcome) -> ElementOutcome:
        """A shortfall that the State justifies by a limiter of the treaty is no shortfall."""
        if outcome.verdict not in SHORT:
            return outcome
        excusing = {q.id for q in obligation.qualifiers if q.excuses}
        for justification in self._jurisdiction.justifications:
            if justification.obligation == obligation.id and justification.qualifier in excusing:
                return replace(
                    outcome, verdict=Verdict.JUSTIFIED, justification=justification.statement
                )
        return outcome

    def _tellers(self, elements: Sequence[ElementOutcome]) -> tuple[str, ...]:
        """The obligations that already tell every shortfall of these elements, if they do."""
        short = [o for o in elements if o.verdict in SHORT]
        if not short or any(o.parts is None or o.parts.gap & ~o.told or not o.told for o in short):
            return ()
        return tuple(
            dict.fromkeys(
                name for o in short for name in o.element.told_by if self._tells_of(name, o)
            )
        )

    def _tells_of(self, name: str, outcome: ElementOutcome) -> bool:
        others = self._results.get(name, ())
        return any(o.parts is not None and tells(o) & outcome.told for o in others)

    def _override(self, obligation: Obligation, fingerprint: str) -> Override | None:
        for standing in self._jurisdiction.standings:
            if standing.obligation == obligation.id:
                verdict = Verdict(standing.verdict)
                return Override(
                    verdict,
                    standing.reason,
                    standing.author,
                    standing.on,
                    standing.fingerprint != fingerprint,
                )
        return None


def _crossed(obligation: Obligation, outcome: ElementOutcome) -> ElementOutcome:
    """A safeguard draws a line: a fact by which the law crosses it contradicts the treaty. Source: obligations A.1."""
    is_line = obligation.force is Force.SAFEGUARD and outcome.parts is None
    if is_line and outcome.verdict is Verdict.NOT_MET:
        return replace(outcome, verdict=Verdict.CONFLICT)
    return outcome


def _depending(ground: ElementOutcome, outcome: ElementOutcome) -> ElementOutcome:
    """An element of which nobody knows whether its duty arises."""

    def ask() -> Proof:
        return Proof(questions=ground.questions[:1] + outcome.questions)

    return ElementOutcome(outcome.element, Verdict.UNKNOWN, None, prove=ask)


# What obligations take from each other.


def tells(outcome: ElementOutcome) -> int:
    """The region of which an element's gap is the telling.

    A missing unit tells every cell that has its value, whatever else the cell says; a missing condition also
    tells the cell in which every condition is unfulfilled.
    """
    parts = outcome.parts
    if parts is None:
        return 0
    demand, space, region = outcome.element.demand, parts.space, parts.gap
    if demand is not None and demand.units:
        each: ast.Listing | None = getattr(outcome.element.duty, "each", None)
        if each is not None:
            region = space.side(
                each.dimension.text, space.values_in(parts.gap, each.dimension.text)
            )
    if space.has(UNFULFILLED):
        for condition in space.conditions:
            region |= space.moved(region, UNFULFILLED, condition, EVERY)
    return region


def _outcomes_of(
    names: Iterable[str], results: Mapping[str, tuple[ElementOutcome, ...]]
) -> Iterator[ElementOutcome]:
    for name in names:
        yield from results.get(name, ())


def dependents_last(rulebook: Rulebook) -> Iterator[Obligation]:
    """Every obligation after those that its elements are net of."""
    obligations = rulebook.obligations
    waiting = {o.id: _net_of(o) - {o.id} for o in obligations.values() if not o.through}
    while waiting:
        ready = [name for name, nets in waiting.items() if nets.isdisjoint(waiting)]
        for name in ready or list(waiting):
            yield obligations[name]
            del waiting[name]


def _net_of(obligation: Obligation) -> set[str]:
    return {name for element in obligation.elements for name in element.net_of}


def _reduced(demand: Demand, removed: int) -> Demand:
    if not demand.region & removed:
        return demand
    units = tuple(u & ~removed for u in demand.units if u & ~removed)
    return replace(demand, region=demand.region & ~removed, units=units)


# What counts on the date.


def reviews_on(jurisdiction: Jurisdiction, as_of: date, options: Options) -> list[Review]:
    """The searches that count on the date, so far as they rest on what the options ask for.

    Missing acts empty a review unless a reason is given. Source: design section 4, reviewed.
    """
    return [
        review
        for review in jurisdiction.reviews
        if _inside(review.period, as_of)
        and (not review.missing or review.reason is not None)
        and _enough(review.source.basis, options)
    ]


def _inside(period: Window | None, as_of: date) -> bool:
    return period is None or period.start <= as_of <= period.end


def _enough(basis: Basis, options: Options) -> bool:
    return options.basis is None or _RANK[basis] <= _RANK[options.basis]


def law_on(
    jurisdiction: Jurisdiction,
    vocabularies: Mapping[str, Vocabulary],
    reviewed: Mapping[str, int],
    as_of: date,
    options: Options,
) -> Law:
    """The law on a date, so far as it rests on what the options ask for."""
    rules = (_weighed(rule, options) for rule in rules_on(jurisdiction, as_of))
    alone = addends(jurisdiction, as_of) if options.basis is None else None
    return Law(rules, vocabularies, reviewed, options.readings, alone)


def _weighed(rule: Rule, options: Options) -> Rule:
    """A rule that rests on less than is asked for counts as not established."""
    if _enough(rule.entry.source.basis, options):
        return rule
    return rule._replace(doubts=(*rule.doubts, TimeDoubt(Doubt.NOT_READ)))


def _fingerprint(obligation: Obligation, outcomes: Sequence[ElementOutcome]) -> str:
    """Binds an analyst's word to the duty and the texts that it judged."""
    told = [obligation.id]
    for outcome in outcomes:
        told += [outcome.element.id, outcome.element.requires, str(outcome.verdict)]
        told += [
            f"{e.role}|{e.citation}|{e.quote}|{e.summary}|{e.penalty!r}" for e in outcome.evidence
        ]
    return sha256("\n".join(told).encode()).hexdigest()[:16]
