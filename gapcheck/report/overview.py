"""The chapters beside each other: a bar for each, and the same numbers as a table.

It knows how wide a segment has to be to hold an icon and a number, and says where that spoils the
scale. It does not know colours or formats, and it tells no share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapcheck.model.outcome import Verdict
from gapcheck.report.records import Bar, ChapterView, Mark, Overview, OverviewRow, Segment, Tally
from gapcheck.report.words import VERDICTS

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
        bar=bar(chapter.title, tallies, direction),
        counts=tuple(counts.get(mark.verdict, 0) for mark in columns),
        figures=chapter.figures,
    )


def bar(title: str, tallies: Sequence[Tally], direction: str = "ltr") -> Bar:
    """Segments side by side over the whole width, none too narrow for its icon and number."""
    narrow = _narrow(tallies)
    segments = tuple(_segments(tallies, narrow))
    if direction == "rtl":
        segments = tuple(_segment(s.tally, _WIDTH - s.start - s.width, s.width) for s in segments)
    said = ", ".join(f"{t.mark.words}: {t.count}" for t in tallies)
    return Bar(_WIDTH, _HEIGHT, segments, f"{title}. {said}", is_to_scale=not narrow)


def _narrow(tallies: Sequence[Tally]) -> frozenset[Verdict]:
    """The verdicts whose share of the width would not hold an icon and a number.

    To widen them takes from the others, so that one of these may become too narrow in its turn.
    """
    narrow: frozenset[Verdict] = frozenset()
    while True:
        spare, total = _spare(tallies, narrow)
        more = {t.mark.verdict for t in tallies if t.count * spare < _LEAST * total}
        if more <= narrow:
            return narrow
        narrow |= more


def _segments(tallies: Sequence[Tally], narrow: frozenset[Verdict]) -> Iterator[Segment]:
    """The narrow ones get the least width; what remains is dealt out by count."""
    spare, total = _spare(tallies, narrow)
    start, fixed, so_far = 0, 0, 0
    for tally in tallies:
        if tally.mark.verdict in narrow:
            fixed += _LEAST
        else:
            so_far += tally.count
        end = fixed + spare * so_far // total
        yield _segment(tally, start, end - start)
        start = end


def _spare(tallies: Sequence[Tally], narrow: frozenset[Verdict]) -> tuple[int, int]:
    """The width that is left beside the narrow ones, and how much is counted in it."""
    wide = [t.count for t in tallies if t.mark.verdict not in narrow]
    return _WIDTH - _LEAST * (len(tallies) - len(wide)), sum(wide)


def _segment(tally: Tally, start: int, width: int) -> Segment:
    middle = start + width // 2
    return Segment(tally, start, width, icon=middle - _ICON, number=middle + 3)
