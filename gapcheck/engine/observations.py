"""What is lawful but worth saying: excess that a pack asks about, and what penalties show.

It knows settled claims only: what nobody established is not observed. Nothing here is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.dsl import ast
from gapcheck.engine.coverage import Law
from gapcheck.engine.dates import Rule
from gapcheck.engine.penalties import SERIOUS_CRIME_MONTHS, maximum_bounds
from gapcheck.model.law import Rulebook, SpaceKind, WatchRegion
from gapcheck.model.outcome import Observation, Observed
from gapcheck.model.profile import Imprisonment, Penalty


def observed(rulebook: Rulebook, law: Law) -> Iterator[Observation]:
    """Everything worth saying beside the findings, in pack and file order, each once.

    Of a provision each release is another one; that it goes beyond the treaty is said once, whichever claims do.
    """
    seen: set[tuple[object, ...]] = set()
    for observation in _all(rulebook, law):
        key: tuple[object, ...] = (
            observation.kind,
            observation.provision.citation,
            str(observation.note),
        )
        if observation.kind is Observed.RELEASE and observation.space is not None:
            key = (*key, observation.space.id, observation.region)
        if key not in seen:
            seen.add(key)
            yield observation


def _all(rulebook: Rulebook, law: Law) -> Iterator[Observation]:
    for pack in rulebook.packs:
        for watch in pack.watches:
            yield from _watched(watch, law)
    spaces = {
        e.demand.space.id
        for p in rulebook.packs
        for o in p.obligations
        for e in o.elements
        if e.demand is not None
    }
    for rule in law.rules:
        claim = rule.entry.claim
        if isinstance(claim, ast.Applies) or claim.space.text not in spaces:
            continue
        vocabulary = rulebook.vocabularies[claim.space.text]
        if isinstance(claim, ast.Releases):
            yield Observation(
                Observed.RELEASE,
                rule.provision,
                rule.entry,
                space=vocabulary.space,
                region=rule.entry.cells,
            )
        elif isinstance(claim, ast.Covers) and vocabulary.kind is SpaceKind.OFFENCE:
            yield from _of_penalty(rule)


def _watched(watch: WatchRegion, law: Law) -> Iterator[Observation]:
    """The rules that surely reach a watched region in every scenario."""
    scenarios = law.scenarios(watch.space)
    for cover in scenarios[0].covers:
        region = watch.region
        for scenario in scenarios:
            reached = 0
            for other in scenario.covers:
                if other.rule is cover.rule:
                    reached |= other.reach.sure
            region &= reached
        if region:
            yield Observation(
                Observed.WATCH,
                cover.rule.provision,
                cover.rule.entry,
                obligation=watch.obligation,
                watch=watch.id,
                note=watch.note,
                space=scenarios[0].space,
                region=region,
            )


def _of_penalty(rule: Rule) -> Iterator[Observation]:
    penalty = rule.entry.penalty
    if rule.doubts or not isinstance(penalty, Penalty):
        return
    custody = penalty.imprisonment

    def saw(kind: Observed) -> Observation:
        return Observation(kind, rule.provision, rule.entry)

    if custody is not None and "fine" in penalty.alternatives:
        yield saw(Observed.FINE_AS_CHOICE)
    if any(a != "fine" for a in penalty.alternatives):
        yield saw(Observed.OTHER_ALTERNATIVE)
    if penalty.death or (isinstance(custody, Imprisonment) and custody.life):
        yield saw(Observed.DEATH_OR_LIFE)
    if isinstance(custody, Imprisonment):
        _, upper = maximum_bounds(custody)
        if upper is not None and upper < SERIOUS_CRIME_MONTHS * 30:
            yield saw(Observed.BELOW_SERIOUS_CRIME)
