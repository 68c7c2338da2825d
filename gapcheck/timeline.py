"""When findings changed, and which act, report or treaty changed them.

It knows the days on which something begins or ends in a jurisdiction's files, and compares the findings before and
after. It does not judge, and has no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from msgspec import Struct

from gapcheck.dsl import ast
from gapcheck.engine import Assessor
from gapcheck.engine.binding import begins
from gapcheck.model.law import Obligation, Rulebook, SpaceKind
from gapcheck.model.outcome import Finding, FindingWord, Options, Verdict
from gapcheck.model.profile import (
    Amendment,
    Jurisdiction,
    Moment,
    Provision,
    StatedFact,
    Statute,
    Window,
)

_DAY = timedelta(days=1)


class Cause(StrEnum):
    """What begins, ends or happens on a day."""

    ADOPTED = "adopted"
    MAYBE_ADOPTED = "maybe_adopted"
    IN_FORCE = "in_force"
    MAYBE_IN_FORCE = "maybe_in_force"
    OUT_OF_FORCE = "out_of_force"
    MAYBE_OUT_OF_FORCE = "maybe_out_of_force"
    TEXT_FROM = "text_from"
    MAYBE_TEXT_FROM = "maybe_text_from"
    TEXT_UNTIL = "text_until"
    MAYBE_TEXT_UNTIL = "maybe_text_until"
    AMENDED = "amended"
    MAYBE_AMENDED = "maybe_amended"
    DESCRIBED_FROM = "described_from"
    DESCRIBED_UNTIL = "described_until"
    STATED_FROM = "stated_from"
    STATED_UNTIL = "stated_until"
    STATED_DAY = "stated_day"
    SEARCHED_FROM = "searched_from"
    SEARCHED_UNTIL = "searched_until"
    BINDING = "binding"
    MAYBE_BINDING = "maybe_binding"


_ADOPTED = (Cause.ADOPTED, Cause.MAYBE_ADOPTED)
_ACT_BEGINS = (Cause.IN_FORCE, Cause.MAYBE_IN_FORCE)
_ACT_ENDS = (Cause.OUT_OF_FORCE, Cause.MAYBE_OUT_OF_FORCE)
_TEXT_BEGINS = (Cause.TEXT_FROM, Cause.MAYBE_TEXT_FROM)
_TEXT_ENDS = (Cause.TEXT_UNTIL, Cause.MAYBE_TEXT_UNTIL)


class Event(Struct, frozen=True):
    """Something that begins, ends or happens on a day.

    Attributes:
        about: The act or provision by its citation; a fact, a source or an instrument by its id.
        touches: The spaces, facts and instruments that it may matter for.
    """

    day: date
    cause: Cause
    about: str
    touches: frozenset[str]
    amendment: Amendment | None = None


class Standing(Struct, frozen=True):
    """The verdict on an obligation, and what a shortfall is called."""

    verdict: Verdict
    word: FindingWord | None


class Change(Struct, frozen=True):
    """A finding that changed, with the events of the day that may have changed it."""

    obligation: Obligation
    before: Standing
    after: Standing
    by: tuple[Event, ...]


class Turn(Struct, frozen=True):
    """A day on which at least one finding changed."""

    day: date
    events: tuple[Event, ...]
    changes: tuple[Change, ...]


class Timeline(Struct, frozen=True):
    """The turns of a jurisdiction's law in the order of time.

    Attributes:
        since: The first day that was judged; nothing is said of earlier days.
        quiet: The days on which something happened and no finding changed.
    """

    jurisdiction: Jurisdiction
    since: date
    until: date
    turns: tuple[Turn, ...]
    quiet: tuple[date, ...]


def timeline(
    rulebook: Rulebook, jurisdiction: Jurisdiction, until: date, options: Options | None = None
) -> Timeline:
    """Find the turns from the first dated event up to a day, that day included."""
    dated = sorted(
        (e for e in events(rulebook, jurisdiction) if e.day <= until), key=lambda e: e.day
    )
    by_day = {day: tuple(found) for day, found in groupby(dated, key=lambda e: e.day)}
    since = min(by_day, default=until)
    reach = {o.id: _concerns(o, rulebook) for o in rulebook.obligations.values()}
    assessor = Assessor(rulebook)
    eve = max(since, date.min + _DAY) - _DAY
    known = _standings(assessor.assess(jurisdiction, eve, options).findings)
    turns: list[Turn] = []
    quiet: list[date] = []
    for day, happened in by_day.items():
        now = _standings(assessor.assess(jurisdiction, day, options).findings)
        changed = [name for name in now if now[name] != known[name]]
        changes = tuple(
            Change(
                rulebook.obligations[name],
                known[name],
                now[name],
                tuple(e for e in happened if e.touches & reach[name]),
            )
            for name in changed
        )
        if changes:
            turns.append(Turn(day, happened, changes))
        else:
            quiet.append(day)
        known = now
    return Timeline(jurisdiction, since, until, tuple(turns), tuple(quiet))


def _standings(findings: Iterable[Finding]) -> Mapping[str, Standing]:
    return {f.obligation.id: Standing(f.verdict, f.word) for f in findings}


def _concerns(obligation: Obligation, rulebook: Rulebook) -> frozenset[str]:
    """The spaces, facts and instruments on which the finding of an obligation depends."""
    found: set[str] = set()
    waiting, seen = [obligation], {obligation.id}
    while waiting:
        one = waiting.pop()
        found |= {p.instrument.id for p in rulebook.packs if one in p.obligations}
        found |= set(_asked(one, rulebook))
        linked = {*one.through, *(n for e in one.elements for n in (*e.net_of, *e.told_by))}
        for name in linked - seen:
            seen.add(name)
            if name in rulebook.obligations:
                waiting.append(rulebook.obligations[name])
    return frozenset(found)


def _asked(obligation: Obligation, rulebook: Rulebook) -> Iterator[str]:
    if obligation.given is not None:
        yield obligation.given.fact.text
    for element in obligation.elements:
        if isinstance(element.duty, ast.Establish):
            yield element.duty.fact.text
            continue
        space = element.duty.space.text
        yield space
        yield from rulebook.vocabularies[space].sources


# Events.


def events(rulebook: Rulebook, jurisdiction: Jurisdiction) -> Iterator[Event]:
    """Everything in the files that begins, ends or happens on a day, in no order."""
    tools = frozenset(n for n, v in rulebook.vocabularies.items() if v.kind is SpaceKind.TOOLS)
    for statute in jurisdiction.statutes:
        yield from _of_statute(statute, tools)
    for fact in jurisdiction.facts:
        yield from _of_fact(fact)
    for review in jurisdiction.reviews:
        touched = frozenset({review.space})
        causes = (Cause.SEARCHED_FROM, Cause.SEARCHED_UNTIL)
        yield from _period(review.period, review.source.title, touched, causes)
    yield from _bindings(rulebook, jurisdiction)


def _of_fact(fact: StatedFact) -> Iterator[Event]:
    """The days between which an answer holds, and the day that it names: a duty asks whether that has come."""
    touched = frozenset({fact.fact})
    if fact.period is not None:
        causes = (Cause.STATED_FROM, Cause.STATED_UNTIL)
        yield from _period(fact.period, fact.fact, touched, causes)
    if isinstance(fact.value, date):
        yield Event(fact.value, Cause.STATED_DAY, fact.fact, touched)


def _of_statute(statute: Statute, tools: frozenset[str]) -> Iterator[Event]:
    spaces = {provision.pinpoint: _spaces(provision, tools) for provision in statute.provisions}
    every = frozenset[str]().union(*spaces.values())
    if _may_begin_when_adopted(statute):
        yield from _begins(statute.adopted, statute.short, every, _ADOPTED)
    yield from _begins(statute.starts, statute.short, every, _ACT_BEGINS)
    yield from _begins(statute.ends, statute.short, every, _ACT_ENDS)
    for amendment in statute.amendments:
        moment = amendment.in_force or amendment.adopted
        touched = every
        if amendment.units is not None:
            touched = frozenset[str]().union(*(spaces.get(u, ()) for u in amendment.units))
        for day, is_sure in _days(moment):
            cause = Cause.AMENDED if is_sure else Cause.MAYBE_AMENDED
            yield Event(day, cause, statute.short, touched, amendment)
    for provision in statute.provisions:
        touched = spaces[provision.pinpoint]
        for version in provision.versions:
            yield from _begins(version.starts, provision.citation, touched, _TEXT_BEGINS)
            yield from _begins(version.ends, provision.citation, touched, _TEXT_ENDS)
            for window in version.attested:
                causes = (Cause.DESCRIBED_FROM, Cause.DESCRIBED_UNTIL)
                yield from _period(window, provision.citation, touched, causes)


def _may_begin_when_adopted(statute: Statute) -> bool:
    """Whether something of an act may be law on the day of its adoption, and never before."""
    if statute.adopted is None:
        return False
    starts = [v.starts or statute.starts for p in statute.provisions for v in p.versions]
    return any(s is None or s.not_before < statute.adopted.not_before for s in starts)


def _spaces(provision: Provision, tools: frozenset[str]) -> frozenset[str]:
    """The spaces that a provision speaks of; what applies a tool speaks of all spaces of tools."""
    claims = [entry.claim for version in provision.versions for entry in version.claims]
    named = {c.space.text for c in claims if not isinstance(c, ast.Applies)}
    return tools | named if any(isinstance(c, ast.Applies) for c in claims) else frozenset(named)


def _begins(
    moment: Moment | None, about: str, touches: frozenset[str], causes: tuple[Cause, Cause]
) -> Iterator[Event]:
    """The days on which something surely, or maybe, begins; `causes` in this order."""
    if moment is not None:
        for day, is_sure in _days(moment):
            yield Event(day, causes[0] if is_sure else causes[1], about, touches)


def _days(moment: Moment) -> Iterator[tuple[date, bool]]:
    """The first day on which something may have happened, and the first on which it surely has."""
    if not moment.is_certain and moment.not_before != date.min:
        yield moment.not_before, False
    if moment.not_after != date.max:
        yield moment.not_after, True


def _period(
    window: Window, about: str, touches: frozenset[str], causes: tuple[Cause, Cause]
) -> Iterator[Event]:
    if window.start != date.min:
        yield Event(window.start, causes[0], about, touches)
    if window.end != date.max:
        yield Event(window.end + _DAY, causes[1], about, touches)


def _bindings(rulebook: Rulebook, jurisdiction: Jurisdiction) -> Iterator[Event]:
    """The days from which treaties bind the State."""
    for instrument in rulebook.instruments.values():
        moment = begins(instrument, rulebook.instruments, jurisdiction)
        if isinstance(moment, Moment):
            touched = frozenset({instrument.id})
            yield from _begins(moment, instrument.id, touched, (Cause.BINDING, Cause.MAYBE_BINDING))
