"""The chapters beside each other: a bar for each, and the same numbers as a table.

It knows how wide a segment has to be to hold an icon and a number. It does not know colours or
formats, and it computes no share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.model.outcome import Verdict
from gapcheck.report.records import Bar, ChapterView, Mark, Overview, OverviewRow, Segment, Tally
from gapcheck.report.words import VERDICTS, listed

_WIDTH = 320
_HEIGHT = 28
_LEAST = 38
_ICON = 16


def overview(chapters: Sequence[ChapterView], direction: str = "ltr") -> Overview:
    """Every chapter with its bar; bars run in the direction of the language."""
    marks = {t.mark.verdict: t.mark for c in chapters for t in c.figures.tallies}
    columns = tuple(marks[v] for v in VERDICTS if v in marks)
    return Overview(columns, tuple(_row(chapter, columns, direction) for chapter in chapters))


def _row(chapter: ChapterView, columns: Sequence[Mark], direction: str) -> OverviewRow:
    tallies = chapter.figures.tallies
    counts: dict[Verdict, int] = {t.mark.verdict: t.count for t in tallies}
    return OverviewRow(
        number=chapter.number,
        title=chapter.title,
        bar=bar(tallies, direction),
        counts=tuple(counts.get(mark.verdict, 0) for mark in columns),
        figures=chapter.figures,
    )


def bar(tallies: Sequence[Tally], direction: str = "ltr") -> Bar:
    """Segments side by side over the whole width, none too narrow for its icon and number."""
    segments = tuple(_segments(tallies))
    if direction == "rtl":
        segments = tuple(_segment(s.tally, _WIDTH - s.start - s.width, s.width) for s in segments)
    said = listed([f"{t.mark.words}: {t.count}" for t in tallies])
    return Bar(_WIDTH, _HEIGHT, segments, said)


def _segments(tallies: Sequence[Tally]) -> Iterator[Segment]:
    """Every segment gets the least width; what remains is dealt out by count."""
    spare = _WIDTH - _LEAST * len(tallies)
    total = sum(t.count for t in tallies)
    start, so_far = 0, 0
    for place, tally in enumerate(tallies, 1):
        so_far += tally.count
        end = _LEAST * place + spare * so_far // total
        yield _segment(tally, start, end - start)
        start = end


def _segment(tally: Tally, start: int, width: int) -> Segment:
    middle = start + width // 2
    return Segment(tally, start, width, icon=middle - _ICON, number=middle + 3)
