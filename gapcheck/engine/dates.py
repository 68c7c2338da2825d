"""What the law says on a date, as far as anyone knows.

It knows when versions of provisions hold and why a description may no longer be relied on. It does not know what
they cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from gapcheck.model.outcome import Doubt, TimeDoubt
from gapcheck.model.profile import (
    ClaimEntry,
    Jurisdiction,
    Moment,
    Provision,
    Statute,
    Version,
    Window,
)


class Standing(NamedTuple):
    """How a version of a provision that is, or may be, law stands on the date.

    Attributes:
        doubts: Why the description may no longer, or not yet, be true.
        begins: The uncertain moment before which the version is not yet law, where the date lies inside it.
        ends: The same for its end.
    """

    doubts: tuple[TimeDoubt, ...] = ()
    begins: Moment | None = None
    ends: Moment | None = None


CERTAIN = Standing()
"""The version surely is law, as described."""


class Rule(NamedTuple):
    """One claim as it stands on the date: the version that it belongs to, and as that stands."""

    provision: Provision
    statute: Statute
    version: Version
    entry: ClaimEntry
    doubts: tuple[TimeDoubt, ...] = ()
    begins: Moment | None = None
    ends: Moment | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the claim may be relied on: no doubt of time, nothing left open."""
        open_dimensions = self.entry.statement.open if self.entry.statement is not None else ()
        return not self.doubts and not open_dimensions

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The uncertain moments that decide whether the rule is law on the date."""
        if self.begins is None and self.ends is None:
            return ()
        return tuple(m for m in (self.begins, self.ends) if m is not None)

    def is_law(self, happened: frozenset[Moment]) -> bool:
        """Whether the rule is law if exactly these uncertain moments have passed."""
        return (self.begins is None or self.begins in happened) and (
            self.ends is None or self.ends not in happened
        )


def versions_on(
    jurisdiction: Jurisdiction, as_of: date
) -> Iterator[tuple[Statute, Provision, Sequence[tuple[Version, Standing]]]]:
    """The provisions with their versions that are, or may be, law on the date, in file order.

    Where one description of a provision may be relied on, descriptions of other times that may not are left
    out: they would only repeat what is known, or blur it.
    """
    for statute in jurisdiction.statutes:
        for provision in statute.provisions:
            yield statute, provision, _versions_on(statute, provision, as_of)


def _versions_on(
    statute: Statute, provision: Provision, as_of: date
) -> Sequence[tuple[Version, Standing]]:
    found = []
    for version in provision.versions:
        standing = _standing(statute, provision, version, as_of)
        if standing is not None:
            found.append((version, standing))
    if len(found) > 1 and any(s is CERTAIN and v.claims for v, s in found):
        return [(v, s) for v, s in found if not s.doubts]
    return found


def rules_on(jurisdiction: Jurisdiction, as_of: date) -> Iterator[Rule]:
    """Every claim that is, or may be, law on the date, in file order."""
    for statute, provision, versions in versions_on(jurisdiction, as_of):
        for version, (doubts, begins, ends) in versions:
            for entry in version.claims:
                yield Rule(provision, statute, version, entry, doubts, begins, ends)


def _standing(
    statute: Statute, provision: Provision, version: Version, as_of: date
) -> Standing | None:
    starts = version.starts or statute.starts
    ends = version.ends or statute.ends
    if starts is not None and as_of < starts.not_before:
        return None
    if statute.adopted is not None and as_of < statute.adopted.not_before:
        return None
    if ends is not None and as_of >= ends.not_after:
        return None
    begins = starts if starts is not None and as_of < starts.not_after else None
    ending = ends if ends is not None and as_of >= ends.not_before else None
    undoubted = starts is None and not version.attested
    doubts = () if undoubted else tuple(_doubts(statute, provision, version, as_of))
    return Standing(doubts, begins, ending) if doubts or begins or ending else CERTAIN


def _doubts(
    statute: Statute, provision: Provision, version: Version, as_of: date
) -> Iterator[TimeDoubt]:
    """Why the description may not hold on the date. Source: design section 4, time."""
    if not version.attested:
        starts = version.starts or statute.starts
        if starts is not None:
            yield from _amended(statute, provision, version, starts.not_after, as_of)
        return
    window = _nearest(version.attested, as_of)
    if window.start <= as_of <= window.end:
        return
    if as_of > window.end:
        yield from _amended(statute, provision, version, window.end, as_of)
        if version.ends is None and statute.ends is None:
            yield TimeDoubt(Doubt.LAPSED, attested_until=window.end)
        return
    if version.starts is None:
        yield TimeDoubt(Doubt.BEFORE_ATTESTED, attested_from=window.start)
    yield from _amended(statute, provision, version, as_of, window.start)


def _nearest(windows: tuple[Window, ...], as_of: date) -> Window:
    """The window that holds the date, else the last one before it, else the first one after it."""
    before = [w for w in windows if w.start <= as_of]
    return max(before, key=lambda w: w.end) if before else min(windows, key=lambda w: w.start)


def _amended(
    statute: Statute, provision: Provision, version: Version, after: date, until: date
) -> Iterator[TimeDoubt]:
    """The amendments in between that touched the provision, or of which nobody knows what they touched.

    The one that ends the version itself is no doubt on it: where nobody knows its day, neither is the end known.
    """
    for amendment in statute.amendments:
        moment = amendment.in_force or amendment.adopted
        if moment == version.ends:
            continue
        in_between = moment.not_before <= until and after < moment.not_after
        if in_between and (amendment.units is None or provision.pinpoint in amendment.units):
            yield TimeDoubt(Doubt.AMENDED, amendment=amendment)
