"""Whether the dates of statutes, versions and periods can all be true.

Knows the order in which things happen to an act. Does not know what a provision does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from gapcheck.model.profile import Moment, Statute, Version, Window
from gapcheck.profiles.shape import AmendmentShape, ProvisionShape, StatuteShape, VersionShape
from gapcheck.profiles.values import PeriodShape
from gapcheck.shapes import Place, Reader, SaidOpen

_CODE = "dates-out-of-order"


def start(moment: Moment | SaidOpen | None) -> Moment | None:
    """Give the moment in which something begins, if anybody knows it."""
    return moment if isinstance(moment, Moment) else None


def end(moment: Moment | SaidOpen | None, begins: Iterable[Moment | None]) -> Moment | None:
    """Give the moment in which something ends: at any time if unknown, none if it does not."""
    if isinstance(moment, Moment):
        return moment
    if moment is SaidOpen.UNKNOWN:
        earliest = [b.not_before for b in begins if b is not None]
        return Moment(max(earliest, default=date.min), date.max)
    return None


def window(shape: PeriodShape, reader: Reader) -> Window:
    """Give a period, reporting one that runs backwards."""
    if shape.start > shape.end:
        message = f"the period begins on {shape.start} and ends before, on {shape.end}"
        reader.report(_CODE, message, shape.written("from"), "exchange `from` and `to`")
    return Window(shape.start, shape.end)


def check_statute(shape: StatuteShape, statute: Statute, reader: Reader) -> None:
    """Report dates of an act that cannot all be true."""
    _in_order(
        (statute.adopted, "adopted"), (statute.starts, "in force"), shape.written("adopted"), reader
    )
    _before(statute.starts, statute.ends, shape.written("repealed"), reader)
    for amendment in shape.amendments:
        _check_amendment(amendment, statute, reader)
    for provision, built in zip(shape.provisions, statute.provisions, strict=True):
        _check_provision(provision, built.versions, statute, reader)


def _in_order(
    first: tuple[Moment | None, str],
    second: tuple[Moment | None, str],
    place: Place,
    reader: Reader,
) -> None:
    earlier, later = first[0], second[0]
    if earlier is not None and later is not None and earlier.not_before > later.not_after:
        message = f"{first[1]} on {_day(earlier)}, after it was {second[1]} on {_day(later)}"
        reader.report(_CODE, message, place, "check both dates in the source")


def _before(begins: Moment | None, ends: Moment | None, place: Place, reader: Reader) -> None:
    """Report what ends no later than it begins."""
    if begins is not None and ends is not None and ends.not_after <= begins.not_before:
        message = f"without force from {_day(ends)}, and in force only from {_day(begins)}"
        reader.report(_CODE, message, place, "`repealed` is the first day without force")


def adopted(shape: AmendmentShape, reader: Reader) -> Moment:
    """Give the day of an amendment, or the interval in which it lies; it must lie somewhere."""
    own = start(shape.adopted)
    if own is None:
        message = "an amendment without any date cannot be placed"
        advice = "give the interval in which it was adopted: `{not_before: ..., not_after: ...}`"
        reader.report("wrong-date", message, shape.written("adopted"), advice)
        return Moment(date.min, date.max)
    return own


def _check_amendment(shape: AmendmentShape, statute: Statute, reader: Reader) -> None:
    own = start(shape.adopted)
    if own is None:
        return
    place = shape.written("adopted")
    _in_order((own, "adopted"), (start(shape.in_force), "in force"), place, reader)
    if statute.adopted is not None and own.not_after < statute.adopted.not_before:
        message = f"an amendment of {_day(own)} is older than the act, of {_day(statute.adopted)}"
        reader.report(_CODE, message, place, "check both dates in the source")


def _check_provision(
    shape: ProvisionShape, versions: Sequence[Version], statute: Statute, reader: Reader
) -> None:
    for version, built in zip(shape.versions, versions, strict=True):
        begins, ends = built.starts or statute.starts, built.ends or statute.ends
        if built.starts is not None:
            _in_order(
                (statute.starts, "the act was in force only"),
                (built.starts, "this version"),
                version.written("in_force"),
                reader,
            )
        if built.starts is not None or built.ends is not None:
            _before(begins, ends, version.written("repealed"), reader)
        for period in version.attested:
            _check_attested(period, begins, ends, reader)
    _check_overlap(shape.versions, versions, statute, reader)


def _check_attested(
    shape: PeriodShape, begins: Moment | None, ends: Moment | None, reader: Reader
) -> None:
    if begins is not None and shape.end < begins.not_before:
        message = f"attested up to {shape.end}, before it was in force on {_day(begins)}"
        reader.report(_CODE, message, shape.written("to"), "check both dates in the source")
    elif ends is not None and shape.start >= ends.not_after:
        message = f"attested from {shape.start}, when it was without force since {_day(ends)}"
        reader.report(_CODE, message, shape.written("from"), "check both dates in the source")


def _check_overlap(
    shapes: Sequence[VersionShape], versions: Sequence[Version], statute: Statute, reader: Reader
) -> None:
    """Report two versions of a provision that surely hold on the same day.

    What is attested for a period makes no statement about the days between such periods.
    """
    spans = []
    for shape, version in zip(shapes, versions, strict=True):
        if version.attested:
            continue
        begins, ends = version.starts or statute.starts, version.ends or statute.ends
        first = begins.not_after if begins is not None else date.min
        last = ends.not_before if ends is not None else date.max
        spans.append((first, last, shape))
    spans.sort(key=lambda each: each[:2])
    for (_, last, _), (first, _, later) in pairwise(spans):
        if first < last:
            message = f"an earlier version still holds on {first}, when this one does too"
            place = later.written("in_force")
            reader.report(_CODE, message, place, "end the earlier version with `repealed`")


def _day(moment: Moment) -> str:
    if moment.is_certain:
        return str(moment.not_before)
    return f"some day from {moment.not_before} to {moment.not_after}"
