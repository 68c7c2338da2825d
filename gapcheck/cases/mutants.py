"""Packs with one mistake in them, to see whether their cases notice.

It knows what a pack can get wrong, and which changes mean the same as before: those are no mistakes. It does not
judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from gapcheck.cases import slips
from gapcheck.dsl import ast, compiler, printer
from gapcheck.model.law import Element, Force, Obligation, RollUp, RulePack, WatchRegion
from gapcheck.space import Space

Spaces: TypeAlias = Mapping[str, Space]


class Mutant(Struct, frozen=True):
    """An obligation or a watch with one mistake.

    Attributes:
        change: What is different.
        advice: How a case could notice.
        instead: What stands in its place; `None` for a watch that is left out.
    """

    pack: str
    name: str
    element: str | None
    change: str
    advice: str
    instead: Obligation | WatchRegion | None


class Mutants(Struct, frozen=True):
    """The mutants of a pack, and how many changes were left out because they mean the same."""

    made: Sequence[Mutant]
    equivalent: int


_Change: TypeAlias = tuple[Obligation, str | None, str, str]
"""The changed obligation, the element it is about, what was changed, how a case could notice."""

_OTHER_FORCE: Mapping[Force, Force] = {
    Force.MANDATORY: Force.BEST_EFFORTS,
    Force.MANDATORY_QUALIFIED: Force.BEST_EFFORTS,
    Force.BEST_EFFORTS: Force.MANDATORY,
    Force.MUST_CONSIDER: Force.MANDATORY,
    Force.OPTIONAL: Force.MANDATORY,
    Force.SAFEGUARD: Force.MANDATORY,
    Force.GOOD_PRACTICE: Force.MANDATORY,
}
"""A force with another finding word; a definition has none."""

_NO_USE = "; if no law can be like that, the reference is of no use"


def mutate(pack: RulePack, spaces: Spaces) -> Mutants:
    """Every mistake that the cases of a pack should notice, in pack order."""
    made: list[Mutant] = []
    equivalent = 0
    for obligation in pack.obligations:
        seen = [_meaning(obligation)]
        for changed, element, change, advice in _changes(obligation, spaces):
            meaning = _meaning(changed)
            if meaning == seen[0]:
                equivalent += 1
            elif meaning not in seen:
                seen.append(meaning)
                made.append(Mutant(pack.id, obligation.id, element, change, advice, changed))
    for watch in pack.watches:
        made += _of_watch(pack.id, watch, spaces[watch.space])
    return Mutants(made, equivalent)


def _meaning(obligation: Obligation) -> tuple[object, ...]:
    """All of an obligation that a judgement can depend on."""
    return (
        tuple(_asked(element) for element in obligation.elements),
        obligation.roll_up if max(len(obligation.elements), len(obligation.through)) > 1 else None,
        _words(obligation),
        obligation.through,
        obligation.given,
        tuple(q.id for q in obligation.qualifiers if q.excuses),
    )


def _asked(element: Element) -> tuple[object, ...]:
    """All of an element that a judgement can depend on."""
    duty, demand = element.duty, element.demand
    if demand is not None:
        demand = replace(demand, own=_moving(demand) if element.net_of else ())
    manner = duty if demand is None else (getattr(duty, "test", None), getattr(duty, "as_right", 0))
    return element.id, demand, manner, frozenset(element.net_of), frozenset(element.told_by)


def _moving(demand: compiler.Demand) -> tuple[str, ...]:
    """The `own` dimensions in which a cell asked for can differ from its counterpart."""
    space = demand.space
    return tuple(
        name
        for name in demand.own
        if space.values_in(demand.region, name) != (space.dimension(name).ordinary,)
    )


def _words(obligation: Obligation) -> Force | None:
    """The force, unless every shortfall is a conflict, whatever the force."""
    forbids = all(isinstance(e.duty, ast.NeverPunish) for e in obligation.elements)
    return None if forbids else obligation.force


# Obligations.


def _changes(obligation: Obligation, spaces: Spaces) -> Iterator[_Change]:
    for number, element in enumerate(obligation.elements):
        rest = obligation.elements[:number] + obligation.elements[number + 1 :]
        lone = "met" if obligation.roll_up is RollUp.ANY and rest else "short"
        advice = f"a case in which it {'alone ' if rest else ''}is {lone}"
        yield replace(obligation, elements=rest), element.id, "the element left out", advice
        for changed, change, advice in _of_element(element, spaces):
            elements = (*obligation.elements[:number], changed, *obligation.elements[number + 1 :])
            yield replace(obligation, elements=elements), element.id, change, advice
    for whole, change, advice in _of_whole(obligation):
        yield whole, None, change, advice


def _of_whole(obligation: Obligation) -> Iterator[tuple[Obligation, str, str]]:
    other = RollUp.ALL if obligation.roll_up is RollUp.ANY else RollUp.ANY
    member = "duty it works through" if obligation.through else "element"
    yield (
        replace(obligation, roll_up=other),
        f"`roll_up: {other}` for `{obligation.roll_up}`",
        f"a case in which one {member} is met and another is not",
    )
    force = _OTHER_FORCE.get(obligation.force)
    if force is not None:
        yield (
            replace(obligation, force=force),
            f"`force: {force}` for `{obligation.force}`",
            "a case in which it is not met and named under `called`",
        )
    for name in obligation.through if len(obligation.through) > 1 else ():
        rest = tuple(n for n in obligation.through if n != name)
        advice = f"a case in which its verdict is that of `{name}` alone"
        yield replace(obligation, through=rest), f"`through: {name}` left out", advice
    if obligation.given is not None:
        change = f"`given: {printer.text(obligation.given)}` left out"
        advice = f"a case in which the fact `{obligation.given.fact.text}` does not hold"
        yield replace(obligation, given=None), change, advice
    for qualifier in obligation.qualifiers:
        rest_of = tuple(q for q in obligation.qualifiers if q != qualifier)
        advice = f"a case in which `{qualifier.id}` justifies the shortfall"
        changed = replace(obligation, qualifiers=rest_of)
        yield changed, f"the qualifier `{qualifier.id}` left out", advice


# Elements.


def _of_element(element: Element, spaces: Spaces) -> Iterator[tuple[Element, str, str]]:
    for duty, change in slips.of_duty(element.duty):
        if isinstance(duty, ast.Establish):
            advice = "a case with an answer that one of the two admits and the other does not"
            yield replace(element, duty=duty), change, advice
            continue
        demand = compiler.demand(duty, spaces[duty.space.text])
        if demand.region and all(demand.units):
            changed = replace(element, duty=duty, demand=demand)
            yield changed, change, _noticed(element, changed)
    for name in element.net_of:
        advice = f"a case in which `{name}` misses what this element asks for too{_NO_USE}"
        rest = tuple(n for n in element.net_of if n != name)
        yield replace(element, net_of=rest), f"`net_of: {name}` left out", advice
    for name in element.told_by:
        advice = f"a case in which `{name}` misses it too, with `told_by` expected{_NO_USE}"
        rest = tuple(n for n in element.told_by if n != name)
        yield replace(element, told_by=rest), f"`told_by: {name}` left out", advice


def _noticed(element: Element, changed: Element) -> str:
    """Where a law has to differ so that the change shows."""
    before, after = element.demand, changed.demand
    assert before is not None  # noqa: S101 - both ask of the same space
    assert after is not None  # noqa: S101 - both ask of the same space
    space = before.space
    lost, gained = before.region & ~after.region, after.region & ~before.region
    if not lost | gained:
        return "a case in which the law reaches the region in a way that one of the two admits"
    where = _where(space, lost or gained, before.region | after.region)
    if isinstance(element.duty, ast.NeverPunish):
        return f"a case that punishes {where}{' alone' if gained else ''}"
    if lost:
        return f"a case in which {where} is missing and named in the `residue`"
    return f"a case in which only {where} is missing, or with a `residue` that leaves it out"


def _where(space: Space, region: int, among: int) -> str:
    """The widest part of a region."""
    return f"`{printer.apart(space, region, among)[0]}`"


# Watches.


def _of_watch(pack: str, watch: WatchRegion, space: Space) -> Iterator[Mutant]:
    def mutant(change: str, advice: str, instead: WatchRegion | None) -> Mutant:
        return Mutant(pack, watch.id, None, change, advice, instead)

    reached = f"a case with `{watch.id}` under `observed`"
    yield mutant("the watch left out", reached, None)
    for dimension in space.dimensions:
        wider = space.cylinder(watch.region, dimension.id)
        if wider != watch.region:
            change = f"no longer restricted in `{dimension.id}`"
            where = _where(space, wider & ~watch.region, wider)
            advice = f"a case that reaches {where}, without `{watch.id}` under `observed`"
            yield mutant(change, advice, replace(watch, region=wider))
