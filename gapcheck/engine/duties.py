"""How a duty divides its region among the answers.

It knows the tables of design section 4: parts per scenario, then the same under all choices. It does not know
obligations, their force, or what other obligations say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gapcheck.dsl import ast
from gapcheck.dsl.compiler import Demand
from gapcheck.engine.coverage import Cover, Law, Release, Scenario, State, total
from gapcheck.engine.penalties import Passes, exceeds, passes
from gapcheck.model.law import SpaceKind, Vocabulary
from gapcheck.model.outcome import Parts, Verdict
from gapcheck.space import Reach, Space


class Judged(NamedTuple):
    """The parts of a duty, its verdict, and what each reading leaves open where no cell is missing under all."""

    verdict: Verdict
    parts: Parts
    gap_by_reading: Mapping[str, int]


class _Split(NamedTuple):
    """The region under one choice: what is covered and what is a gap; the rest is unknown."""

    choice: str
    covered: int
    gap: int


def judge_duty(duty: ast.Duty, demand: Demand, vocabulary: Vocabulary, law: Law) -> Judged:
    """Divide the region of a duty and name the verdict. Source: design section 4, verdict of an element."""
    if not demand.region:
        return Judged(Verdict.NOT_APPLICABLE, Parts(demand.space, 0), {})
    states = _states(duty, vocabulary, law)
    if isinstance(duty, ast.NeverPunish):
        return _forbidden(demand, states)
    return _required(demand, states)


# What counts for a duty.


def _states(duty: ast.Duty, vocabulary: Vocabulary, law: Law) -> Sequence[State]:
    """What the law reaches in the sense of the duty, in every scenario."""
    space = vocabulary.space.id
    if _counts_every_cover(duty, vocabulary):
        return law.states(space)
    return [s.state(_tally(duty, vocabulary, s)) for s in law.scenarios(space)]


def _counts_every_cover(duty: ast.Duty, vocabulary: Vocabulary) -> bool:
    """Whether what the covers reach together is all that the duty asks about."""
    if isinstance(duty, ast.Guarantee) and vocabulary.kind is SpaceKind.LIABILITY:
        return False
    return not isinstance(duty, ast.Aggravate) and own_test(duty) is None


def _tally(duty: ast.Duty, vocabulary: Vocabulary, scenario: Scenario) -> Reach:
    """What the law reaches in the sense of the duty: only penalties that pass, only rights, and so on."""
    if isinstance(duty, ast.Guarantee) and vocabulary.kind is SpaceKind.LIABILITY:
        return _exempted(scenario, as_right=duty.as_right)
    covers = counted(duty, scenario)
    return scenario.whole if covers is scenario.covers else total(covers)


def counted(duty: ast.Duty, scenario: Scenario) -> Sequence[Cover]:
    """The covers that count for a duty; those that count possibly are not established."""
    if isinstance(duty, ast.Aggravate):
        return _passing(scenario.covers, lambda cover: _aggravates(cover, scenario))
    test = own_test(duty)
    return scenario.covers if test is None else _passing(scenario.covers, test)


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
                kept.append(cover._replace(reach=cover.reach.unsettled()))
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
    whole = Reach()
    for release in scenario.exemptions:
        beyond = _beyond(release, scenario)
        freed = _freed(release, release.region & ~beyond.sure, as_right=as_right)
        whole |= Reach(
            freed.sure & ~beyond.any,
            freed.possible & ~beyond.open,
            freed.open | freed.any & beyond.open,
        )
    return whole


def _beyond(release: Release, scenario: Scenario) -> Reach:
    """Where offences outside the scope of an exemption reach, so that it cannot free; open where nobody searched."""
    if release.claim.scope.reach is ast.Reach.EVERY_LAW:
        return Reach()
    outside = total(cover for cover in scenario.bare if not release.holds(cover.rule))
    return outside._replace(open=outside.open | scenario.space.full & ~scenario.reviewed)


def _freed(release: Release, region: int, *, as_right: bool) -> Reach:
    manner = release.claim.manner
    if not release.is_settled or (as_right and manner is None):
        return Reach(open=region)
    if manner is ast.Manner.DISCRETION:
        return Reach() if as_right else Reach(possible=region)
    return Reach(region, region)


# Required regions.


def _required(demand: Demand, states: Sequence[State]) -> Judged:
    if len(states) == 1 and not demand.units and demand.along is None:
        return _required_once(demand, states[0])
    splits = _by_choice(demand, states)
    region = demand.region
    covered = gap = never_unknown = region
    ever_covered = 0
    each_misses = each_covers = True
    for split in splits:
        covered &= split.covered
        gap &= split.gap
        ever_covered |= split.covered
        never_unknown &= split.covered | split.gap
        each_misses = each_misses and split.gap != 0
        each_covers = each_covers and split.covered != 0
    by_unit = bool(demand.units) or demand.along is not None
    unclear = (never_unknown if by_unit else ever_covered) & ~covered & ~gap
    unknown = region & ~(covered | gap | unclear)
    parts = Parts(demand.space, region, covered, unclear, gap, unknown)
    if each_misses:
        verdict = Verdict.PARTLY_MET if each_covers else Verdict.NOT_MET
        return Judged(verdict, parts, {} if gap else _by_reading(splits))
    if unknown:
        return Judged(Verdict.UNKNOWN, parts, {})
    return Judged(Verdict.UNCLEAR if unclear else Verdict.MET, parts, {})


def _required_once(demand: Demand, state: State) -> Judged:
    """What `_required` says cell by cell where there is nothing to choose: the table of design section 4 itself."""
    region = demand.region
    covered, gap = region & state.sure, region & state.inside & ~state.possible
    unclear = region & state.possible & ~state.sure
    unknown = region & ~(state.possible | state.inside)
    parts = Parts(demand.space, region, covered, unclear, gap, unknown)
    if gap:
        return Judged(Verdict.PARTLY_MET if covered else Verdict.NOT_MET, parts, {})
    if unknown:
        return Judged(Verdict.UNKNOWN, parts, {})
    return Judged(Verdict.UNCLEAR if unclear else Verdict.MET, parts, {})


def _by_reading(splits: Sequence[_Split]) -> Mapping[str, int]:
    """What is missing under each reading at the least."""
    found: dict[str, int] = {}
    for split in splits:
        found[split.choice] = found.get(split.choice, split.gap) & split.gap
    return found


def _by_choice(demand: Demand, states: Sequence[State]) -> list[_Split]:
    """One split for each choice of readings and each bound; over uncertain dates only what always holds."""
    if len(states) == 1:
        return _splits(demand, states[0])
    merged: dict[tuple[str, int], _Split] = {}
    for state in states:
        for bound, split in enumerate(_splits(demand, state)):
            known = merged.setdefault((split.choice, bound), split)
            covered, gap = known.covered & split.covered, known.gap & split.gap
            merged[split.choice, bound] = _Split(split.choice, covered, gap)
    return list(merged.values())


def _splits(demand: Demand, state: State) -> list[_Split]:
    """The region divided by what is surely reached, and by what is possibly."""
    return [
        _Split(state.choice, *_split(demand, state.sure, state.inside)),
        _Split(state.choice, *_split(demand, state.possible, state.inside)),
    ]


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


def _forbidden(demand: Demand, states: Sequence[State]) -> Judged:
    """Source: design section 4, the right half of the table."""
    region = demand.region
    sure = always_inside = region
    possible = 0
    each_conflicts = True
    for exposed in _exposed(demand.space, states):
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


class _Exposed(NamedTuple):
    """What the law reaches under one choice in every state of the uncertain dates, and what is known of it."""

    sure: int
    possible: int
    inside: int


def _exposed(space: Space, states: Sequence[State]) -> Iterator[_Exposed]:
    """One for each choice of readings; a cell that is reached in some states only is not inside what is known."""
    choices: dict[str, list[State]] = {}
    for state in states:
        choices.setdefault(state.choice, []).append(state)
    for same in choices.values():
        sure = possible = inside = space.full
        sometimes = 0
        for state in same:
            sure &= state.sure
            possible &= state.possible
            sometimes |= state.possible
            inside &= state.inside
        yield _Exposed(sure, possible, inside & ~(sometimes & ~possible))


def _forbidden_verdict(parts: Parts, inside: int, *, each_conflicts: bool) -> Verdict:
    if each_conflicts:
        return Verdict.CONFLICT
    if parts.region & ~inside:
        return Verdict.UNKNOWN
    return Verdict.UNCLEAR if parts.unclear else Verdict.MET
