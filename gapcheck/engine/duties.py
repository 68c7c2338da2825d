"""How a duty divides its region among the answers.

It knows the tables of design section 4: parts per scenario, then the same under all choices. It does not know
obligations, their force, or what other obligations say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gapcheck.dsl import ast
from gapcheck.dsl.compiler import Demand
from gapcheck.engine.coverage import Cover, Law, Reach, Release, Scenario
from gapcheck.engine.penalties import Passes, exceeds, passes
from gapcheck.model.law import SpaceKind, Vocabulary
from gapcheck.model.outcome import Parts, Verdict
from gapcheck.space import Space


@dataclass(frozen=True, slots=True)
class Judged:
    """The parts of a duty, its verdict, and what each reading leaves open where no cell is missing under all."""

    verdict: Verdict
    parts: Parts
    gap_by_reading: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Split:
    """The region under one choice: what is covered and what is a gap; the rest is unknown."""

    choice: str
    covered: int
    gap: int


def judge_duty(duty: ast.Duty, demand: Demand, vocabulary: Vocabulary, law: Law) -> Judged:
    """Divide the region of a duty and name the verdict. Source: design section 4, verdict of an element."""
    if not demand.region:
        return Judged(Verdict.NOT_APPLICABLE, Parts(demand.space, 0), {})
    scenarios = law.scenarios(demand.space.id)
    tallied = [(scenario, _tally(duty, vocabulary, scenario)) for scenario in scenarios]
    if isinstance(duty, ast.NeverPunish):
        return _forbidden(demand, tallied)
    return _required(demand, tallied)


# What counts for a duty.


def _tally(duty: ast.Duty, vocabulary: Vocabulary, scenario: Scenario) -> Reach:
    """What the law reaches in the sense of the duty: only penalties that pass, only rights, and so on."""
    if isinstance(duty, ast.Aggravate):
        return scenario.total(_passing(scenario.covers, lambda cover: _aggravates(cover, scenario)))
    if isinstance(duty, ast.Guarantee) and vocabulary.kind is SpaceKind.LIABILITY:
        return _exempted(scenario, as_right=duty.as_right)
    test = own_test(duty)
    return scenario.total(None if test is None else _passing(scenario.covers, test))


def own_test(duty: ast.Duty) -> Callable[[Cover], Passes] | None:
    """What a duty asks of each cover by itself."""
    match duty:
        case ast.Criminalize(test=test) if test is not None:
            return lambda cover: passes(cover.penalty, test)
        case ast.Guarantee(as_right=True):
            return _is_right
        case _:
            return None


def _passing(covers: Sequence[Cover], test: Callable[[Cover], Passes]) -> list[Cover]:
    """The covers that pass; those that pass possibly are not established."""
    kept = []
    for cover in covers:
        match test(cover):
            case Passes.YES:
                kept.append(cover)
            case Passes.MAYBE:
                kept.append(replace(cover, reach=cover.reach.unsettled()))
            case Passes.NO:
                pass
    return kept


def _is_right(cover: Cover) -> Passes:
    manner: ast.Manner | None = getattr(cover.rule.entry.claim, "manner", None)
    if manner is None:
        return Passes.MAYBE
    return Passes.YES if manner is ast.Manner.RIGHT else Passes.NO


def _aggravates(cover: Cover, scenario: Scenario) -> Passes:
    """Whether a cover punishes more severely the form that it names.

    Source: design section 4, special duties: parallel offences do not count.
    """
    entry = cover.rule.entry
    if entry.factor:
        return Passes.YES
    if entry.aggravates is None:
        return Passes.NO
    basic = _basic(scenario.space)
    answers = {
        exceeds(cover.penalty, base.penalty) if base.reach.possible & basic else Passes.MAYBE
        for base in scenario.covers
        if base.rule is not cover.rule
        and base.rule.provision.citation == entry.aggravates
        and base.reach.any & basic
    }
    if not answers or Passes.MAYBE in answers:
        return Passes.MAYBE
    return Passes.NO if Passes.NO in answers else Passes.YES


def _basic(space: Space) -> int:
    """The cells without any aggravating circumstance."""
    ordinary = space.dimension("circumstance").ordinary if space.has("circumstance") else None
    return space.full if ordinary is None else space.side("circumstance", (ordinary,))


def _exempted(scenario: Scenario, *, as_right: bool) -> Reach:
    """What exemptions free from every law, or from every offence that reaches the cell."""
    total = Reach()
    for release in scenario.exemptions:
        beyond = _beyond(release, scenario)
        freed = _freed(release, release.region & ~beyond.sure, as_right=as_right)
        total |= Reach(
            freed.sure & ~beyond.any,
            freed.possible & ~beyond.open,
            freed.open | freed.any & beyond.open,
        )
    return total


def _beyond(release: Release, scenario: Scenario) -> Reach:
    """Where offences outside the scope of an exemption reach, so that it cannot free; open where nobody searched."""
    if release.claim.scope.reach is ast.Reach.EVERY_LAW:
        return Reach()
    outside = scenario.total(cover for cover in scenario.bare if not release.holds(cover.rule))
    return replace(outside, open=outside.open | scenario.space.full & ~scenario.reviewed)


def _freed(release: Release, region: int, *, as_right: bool) -> Reach:
    manner = release.claim.manner
    if not release.is_settled or (as_right and manner is None):
        return Reach(open=region)
    if manner is ast.Manner.DISCRETION:
        return Reach() if as_right else Reach(possible=region)
    return Reach(region, region)


# Required regions.


def _required(demand: Demand, tallied: Sequence[tuple[Scenario, Reach]]) -> Judged:
    splits = _by_choice(demand, tallied)
    region = demand.region
    covered = gap = never_unknown = region
    ever_covered = 0
    for split in splits:
        covered &= split.covered
        gap &= split.gap
        ever_covered |= split.covered
        never_unknown &= split.covered | split.gap
    by_unit = bool(demand.units) or demand.along is not None
    unclear = (never_unknown if by_unit else ever_covered) & ~covered & ~gap
    parts = Parts(demand.space, region, covered, unclear, gap, region & ~(covered | gap | unclear))
    each_misses = all(split.gap for split in splits)
    return Judged(
        _required_verdict(parts, splits, each_misses=each_misses),
        parts,
        _by_reading(splits) if each_misses and not gap else {},
    )


def _required_verdict(parts: Parts, splits: Sequence[_Split], *, each_misses: bool) -> Verdict:
    if each_misses:
        return Verdict.PARTLY_MET if all(split.covered for split in splits) else Verdict.NOT_MET
    if parts.unknown:
        return Verdict.UNKNOWN
    return Verdict.UNCLEAR if parts.unclear else Verdict.MET


def _by_reading(splits: Sequence[_Split]) -> Mapping[str, int]:
    """What is missing under each reading at the least."""
    found: dict[str, int] = {}
    for split in splits:
        found[split.choice] = found.get(split.choice, split.gap) & split.gap
    return found


def _by_choice(demand: Demand, tallied: Sequence[tuple[Scenario, Reach]]) -> list[_Split]:
    """One split for each choice of readings and each bound; over uncertain dates only what always holds."""
    merged: dict[tuple[str, bool], _Split] = {}
    for scenario, reach in tallied:
        inside = scenario.searched(reach)
        for possible, reached in ((False, reach.sure), (True, reach.possible)):
            covered, gap = _split(demand, reached, inside)
            key = (_choice_name(scenario), possible)
            known = merged.get(key, _Split(key[0], covered, gap))
            merged[key] = _Split(key[0], known.covered & covered, known.gap & gap)
    return list(merged.values())


def _choice_name(scenario: Scenario) -> str:
    return " + ".join(scenario.choice.values())


def _split(demand: Demand, reached: int, inside: int) -> tuple[int, int]:
    """Covered cells and gap cells of a region, in whole units where the duty judges units."""
    region = demand.region
    if demand.along is not None:
        return _split_along(demand.space, demand.along, region, reached, inside)
    if not demand.units:
        return region & reached, region & inside & ~reached
    covered = gap = 0
    for unit in demand.units:
        if unit & reached:
            covered |= unit
        elif unit and not unit & ~inside:
            gap |= unit
    return covered, gap


def _split_along(
    space: Space, dimension: str, region: int, reached: int, inside: int
) -> tuple[int, int]:
    """`one of`: each remaining cell together with the listed values along one dimension."""
    covered = space.cylinder(region & reached, dimension) & region
    unsearched = space.cylinder(region & ~inside, dimension)
    return covered, region & ~covered & ~unsearched


# Forbidden regions.


def _forbidden(demand: Demand, tallied: Sequence[tuple[Scenario, Reach]]) -> Judged:
    """Source: design section 4, the right half of the table."""
    region = demand.region
    sure = always_inside = region
    possible = 0
    each_conflicts = True
    for exposed in _exposed(tallied):
        sure &= exposed.sure
        possible |= exposed.possible
        always_inside &= exposed.inside
        each_conflicts = each_conflicts and bool(region & exposed.sure & exposed.inside)
    conflict = sure & always_inside
    maybe = region & possible & ~conflict
    unknown = region & ~possible & ~always_inside
    parts = Parts(
        demand.space, region, region & ~(conflict | maybe | unknown), maybe, 0, unknown, conflict
    )
    return Judged(
        _forbidden_verdict(parts, always_inside, each_conflicts=each_conflicts), parts, {}
    )


@dataclass(frozen=True, slots=True)
class _Exposed:
    """What the law reaches under one choice in every state of the uncertain dates, and what is known of it."""

    sure: int
    possible: int
    inside: int


def _exposed(tallied: Sequence[tuple[Scenario, Reach]]) -> Iterator[_Exposed]:
    """One for each choice of readings; a cell that is reached in some states only is not inside what is known."""
    choices: dict[str, list[tuple[Scenario, Reach]]] = {}
    for scenario, reach in tallied:
        choices.setdefault(_choice_name(scenario), []).append((scenario, reach))
    for states in choices.values():
        sure = possible = inside = states[0][0].space.full
        sometimes = 0
        for scenario, reach in states:
            sure &= reach.sure
            possible &= reach.possible
            sometimes |= reach.possible
            inside &= scenario.searched(reach)
        yield _Exposed(sure, possible, inside & ~(sometimes & ~possible))


def _forbidden_verdict(parts: Parts, inside: int, *, each_conflicts: bool) -> Verdict:
    if each_conflicts:
        return Verdict.CONFLICT
    if parts.region & ~inside:
        return Verdict.UNKNOWN
    return Verdict.UNCLEAR if parts.unclear else Verdict.MET
