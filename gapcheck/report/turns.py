"""A timeline in words and as plain data: what happened on a day, and which findings changed with it.

It knows how causes are told. It does not know when they happened, nor how lines are laid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from gapcheck.model.law import Rulebook
from gapcheck.report.words import FINDINGS, VERDICTS, amendment, counted, day, say
from gapcheck.timeline import Cause, Change, Event, Standing, Timeline, Turn

_TOLD: Final[Mapping[Cause, str]] = {
    Cause.ADOPTED: "{about} is adopted, and may be law from this day",
    Cause.MAYBE_ADOPTED: "{about} may be adopted, and law, from this day",
    Cause.IN_FORCE: "{about} is in force from this day",
    Cause.MAYBE_IN_FORCE: "{about} may be in force from this day",
    Cause.OUT_OF_FORCE: "{about} is no longer in force",
    Cause.MAYBE_OUT_OF_FORCE: "{about} may no longer be in force",
    Cause.TEXT_FROM: "{about} has the text described for this time",
    Cause.MAYBE_TEXT_FROM: "{about} may have the text described for this time",
    Cause.TEXT_UNTIL: "the earlier text of {about} has ended",
    Cause.MAYBE_TEXT_UNTIL: "the earlier text of {about} may have ended",
    Cause.AMENDED: "{about} is changed by {amendment}",
    Cause.MAYBE_AMENDED: "{about} may be changed by {amendment}",
    Cause.DESCRIBED_FROM: "what is reported of {about} begins",
    Cause.DESCRIBED_UNTIL: "what is reported of {about} has ended",
    Cause.STATED_FROM: "what is stated on “{about}” begins",
    Cause.STATED_UNTIL: "what is stated on “{about}” has ended",
    Cause.STATED_DAY: "the day stated on “{about}” has come",
    Cause.SEARCHED_FROM: "the search recorded from {about} begins",
    Cause.SEARCHED_UNTIL: "the search recorded from {about} has ended",
    Cause.MAYBE_BINDING: "{about} may bind the State from this day",
    Cause.BINDING: "{about} binds the State from this day",
}


class ChangeView(Struct, frozen=True):
    """A finding that changed, ready to be shown."""

    obligation: str
    title: str
    before: str
    after: str
    by: tuple[str, ...]


class TurnView(Struct, frozen=True):
    """A day with what happened and what changed, ready to be shown."""

    day: str
    events: tuple[str, ...]
    changes: tuple[ChangeView, ...]


class TimelineView(Struct, frozen=True):
    """A timeline, ready to be shown."""

    headline: str
    turns: tuple[TurnView, ...]
    closing: str


def view(found: Timeline, rulebook: Rulebook, language: str = "en") -> TimelineView:
    """Tell a timeline."""
    names = {
        **{name: say(of.short, language) for name, of in rulebook.instruments.items()},
        **{name: say(fact.question, language) for name, fact in rulebook.facts.items()},
    }
    told = tuple(_told(turn, names, language) for turn in found.turns)
    return TimelineView(_headline(found, language), told, _closing(found))


def _headline(found: Timeline, language: str) -> str:
    name = say(found.jurisdiction.name, language)
    period = f"from {day(found.since)} to {day(found.until)}"
    return f"{name} ({found.jurisdiction.id}): when findings changed, {period}"


def _closing(found: Timeline) -> str:
    """Say how often something happened without any finding changing."""
    days = counted(len(found.quiet), "other day", "other days")
    return f"On {days} something in the files begins or ends, and no finding changed."


def _told(turn: Turn, names: Mapping[str, str], language: str) -> TurnView:
    return TurnView(
        day(turn.day),
        _events((e for c in turn.changes for e in c.by), names),
        tuple(_change(change, names, language) for change in turn.changes),
    )


def _change(change: Change, names: Mapping[str, str], language: str) -> ChangeView:
    return ChangeView(
        change.obligation.id,
        say(change.obligation.title, language),
        _standing(change.before),
        _standing(change.after),
        _events(change.by, names),
    )


def _standing(standing: Standing) -> str:
    told = VERDICTS[standing.verdict]
    return told if standing.word is None else f"{told} ({FINDINGS[standing.word]})"


def _events(events: Iterable[Event], names: Mapping[str, str]) -> tuple[str, ...]:
    """Each event once, acts before reports."""
    ranked = sorted(dict.fromkeys(events), key=lambda event: list(Cause).index(event.cause))
    return tuple(dict.fromkeys(_event(event, names) for event in ranked))


def _event(event: Event, names: Mapping[str, str]) -> str:
    told = _TOLD[event.cause].replace("{about}", names.get(event.about, event.about))
    if event.amendment is not None:
        told = told.replace("{amendment}", amendment(event.amendment))
    return told


def data(found: Timeline) -> Mapping[str, object]:
    """The timeline as plain data."""
    return {
        "jurisdiction": found.jurisdiction.id,
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "turns": [_turn(turn) for turn in found.turns],
        "quiet": [quiet.isoformat() for quiet in found.quiet],
    }


def _turn(turn: Turn) -> Mapping[str, object]:
    return {
        "day": turn.day.isoformat(),
        "changes": [
            {
                "obligation": change.obligation.id,
                "before": _plain(change.before),
                "after": _plain(change.after),
                "by": [_plain_event(event) for event in change.by],
            }
            for change in turn.changes
        ],
    }


def _plain(standing: Standing) -> Mapping[str, object]:
    word = None if standing.word is None else str(standing.word)
    return {"verdict": str(standing.verdict), "finding": word}


def _plain_event(event: Event) -> Mapping[str, object]:
    found: dict[str, object] = {"cause": str(event.cause), "about": event.about}
    if event.amendment is not None:
        found["amendment"] = event.amendment.number
    return found
