"""The law in use beside the law on paper, and what a shortfall calls for beside new law.

It knows how needs, decided cases and figures are told. It does not judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from gapcheck.model.law import NeedKind, Obligation
from gapcheck.model.profile import Decision, Stage, Statistic, Window
from gapcheck.report.elements import Context
from gapcheck.report.records import DecisionView, NeedView, StatisticView
from gapcheck.report.words import NEEDS, day, graded, listed, moment, say, sentence

_STAGES: Final = {
    Stage.INVESTIGATIONS: "investigations",
    Stage.PROSECUTIONS: "prosecutions",
    Stage.CONVICTIONS: "convictions",
    Stage.VICTIMS_IDENTIFIED: "victims identified",
}


def needs(short: Iterable[Obligation], language: str) -> tuple[NeedView, ...]:
    """What obligations that fall short call for, each need once with those it serves; training first."""
    served: dict[tuple[NeedKind, str], list[str]] = {}
    for obligation in short:
        for need in obligation.needs:
            text = sentence(say(need.says, language))
            served.setdefault((need.kind, text), []).append(obligation.id)
    kinds = list(NeedKind)
    ranked = sorted(served.items(), key=lambda item: kinds.index(item[0][0]))
    return tuple(NeedView(NEEDS[kind], text, tuple(ids)) for (kind, text), ids in ranked)


def decisions(context: Context) -> Iterator[DecisionView]:
    """The cases decided up to the date."""
    for one in context.jurisdiction.decisions:
        if one.decided.not_before <= context.as_of:
            yield _decision(one, context)


def _decision(one: Decision, context: Context) -> DecisionView:
    return DecisionView(
        court=f"{one.court}, {one.case}" if one.case else one.court,
        decided=moment(one.decided),
        applied="; ".join(part for part in (listed(one.provisions), one.applied) if part),
        outcome=say(one.outcome, context.language),
        source=one.source.title,
        url=one.source.url,
        grade=graded(one.grade, one.source),
    )


def statistics(context: Context) -> Iterator[StatisticView]:
    """The figures of periods that had begun on the date."""
    for one in context.jurisdiction.statistics:
        if one.period.start <= context.as_of:
            yield _statistic(one)


def _statistic(one: Statistic) -> StatisticView:
    return StatisticView(
        about=f"{one.offence}: {_STAGES[one.stage]}",
        period=_period(one.period),
        number=one.number,
        counted=one.counted,
        note=one.note,
        source=one.source.title,
        url=one.source.url,
        grade=graded(one.grade, one.source),
    )


def _period(window: Window) -> str:
    """A year by its number, any other period by its first and last day."""
    start, end = window.start, window.end
    if start == date(start.year, 1, 1) and end == date(start.year, 12, 31):
        return str(start.year)
    return f"{day(start)} to {day(end)}"
