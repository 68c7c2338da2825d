"""The law in use: cases that courts decided, and figures on investigations, prosecutions, convictions and victims.

Knows one list at a time. Does not judge: nothing here changes a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator

from gapcheck.model.profile import Decision, Statistic
from gapcheck.profiles import dates
from gapcheck.profiles.setting import Setting, check_grade
from gapcheck.profiles.shape import DecisionsShape, StatisticsShape
from gapcheck.shapes import Reader


def decisions(shape: DecisionsShape, setting: Setting, reader: Reader) -> Iterator[Decision]:
    """Read the cases that were decided."""
    for case in shape.decisions:
        check_grade(case.grade, case.written("grade"), reader)
        for cited in case.provisions:
            advice = "name a provision of a statute file, or say under `applied` what was applied"
            setting.law.check_citation(cited, reader, advice)
        decided = dates.start(case.decided)
        if decided is None:
            message = "a decision without any date cannot be placed"
            advice = "give the interval in which it lies: `{not_before: ..., not_after: ...}`"
            reader.report("wrong-date", message, case.written("decided"), advice)
            continue
        yield Decision(
            court=str(case.court),
            case=str(case.case or ""),
            decided=decided,
            provisions=tuple(str(cited) for cited in case.provisions),
            applied=str(case.applied or ""),
            outcome=case.outcome,
            source=setting.source(case.source, reader),
            grade=case.grade,
        )


def statistics(shape: StatisticsShape, setting: Setting, reader: Reader) -> Iterator[Statistic]:
    """Read the figures."""
    for figure in shape.statistics:
        check_grade(figure.grade, figure.written("grade"), reader)
        yield Statistic(
            offence=str(figure.offence),
            stage=figure.stage,
            period=dates.window(figure.period, reader),
            number=figure.number,
            counted=str(figure.counted or ""),
            note=str(figure.note or ""),
            source=setting.source(figure.source, reader),
            grade=figure.grade,
        )
