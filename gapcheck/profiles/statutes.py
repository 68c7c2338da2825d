"""From the shape of a statute to the statute, claim by claim.

Knows one statute at a time, and the names that all of them declare. Does not know the profile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from gapcheck.dsl import ast
from gapcheck.model.law import SpaceKind, Vocabulary
from gapcheck.model.profile import (
    Amendment,
    Moment,
    Provision,
    Reading,
    Statute,
    Version,
)
from gapcheck.profiles import dates
from gapcheck.profiles.claims import (
    Placed,
    Support,
    check_claims,
    check_reading_count,
    claim_entry,
    penalty,
)
from gapcheck.profiles.setting import Setting
from gapcheck.profiles.shape import (
    AmendmentShape,
    ClaimShape,
    HowRead,
    ProvisionShape,
    StatuteShape,
    VersionShape,
)
from gapcheck.shapes import Once, PlacedText, Reader, shortest_circle

_MOST_OPEN_CLAUSES = 6
_MOST_OPEN_AT_ONCE = 8
"""Every uncertain date doubles what has to be gone through, as every open clause does."""


class Clause(Struct, frozen=True):
    """A version of a provision with its claims as written."""

    provision: Provision
    version: Version
    statute: Statute
    claims: tuple[Placed, ...]
    article: PlacedText
    reader: Reader

    @property
    def starts(self) -> Moment | None:
        """When it begins to be law, if anybody knows."""
        return self.version.starts or self.statute.starts

    @property
    def ends(self) -> Moment | None:
        """When it ends, if it does."""
        return self.version.ends or self.statute.ends

    @property
    def is_open(self) -> bool:
        """Whether it has several readings or an uncertain date."""
        dated = (m is not None and not m.is_certain for m in (self.starts, self.ends))
        return bool(self.version.readings) or any(dated)

    @property
    def first_day(self) -> date:
        """The first day on which it may be law."""
        known = (m.not_before for m in (self.starts, self.statute.adopted) if m is not None)
        return max(known, default=date.min)

    def may_hold_on(self, day: date) -> bool:
        """Tell whether it may be law on a day."""
        return self.first_day <= day and (self.ends is None or day < self.ends.not_after)

    def uncertain_on(self, day: date) -> Iterator[Moment]:
        """Give the moments of which nobody knows on that day whether they have passed."""
        for moment in (self.starts, self.ends) if self.may_hold_on(day) else ():
            if moment is not None and moment.not_before <= day < moment.not_after:
                yield moment


def statute(
    shape: StatuteShape, setting: Setting, reader: Reader
) -> tuple[Statute, tuple[Clause, ...]]:
    """Read a statute, reporting what is wrong with it; also give its clauses as written."""
    claims: dict[tuple[int, int], tuple[Placed, ...]] = {}
    provisions = []
    for number, provision in enumerate(shape.provisions):
        versions = []
        for place, version in enumerate(provision.versions):
            read = tuple(_claims(version, setting, reader))
            claims[number, place] = read
            versions.append(_version(provision, version, read, reader))
        citation = f"{shape.short} {provision.article}"
        title = provision.title
        provisions.append(
            Provision(citation, str(provision.article), title, str(shape.statute), tuple(versions))
        )
    adopted, starts = dates.start(shape.adopted), dates.start(shape.in_force)
    built = Statute(
        id=str(shape.statute),
        short=str(shape.short),
        title=shape.title,
        number=str(shape.number) if shape.number else None,
        adopted=adopted,
        starts=starts,
        ends=dates.end(shape.repealed, (adopted, starts)),
        language=str(shape.language) if shape.language else None,
        grade=shape.grade,
        source=setting.source(shape.source, reader),
        amendments=tuple(_amendment(a, setting, reader) for a in shape.amendments),
        provisions=tuple(provisions),
    )
    dates.check_statute(shape, built, reader)
    clauses = tuple(
        Clause(p, v, built, claims[i, j], shape.provisions[i].article, reader)
        for i, p in enumerate(built.provisions)
        for j, v in enumerate(p.versions)
    )
    return built, clauses


def _amendment(shape: AmendmentShape, setting: Setting, reader: Reader) -> Amendment:
    touched = shape.touches
    return Amendment(
        str(shape.number) if shape.number else None,
        dates.adopted(shape, reader),
        dates.start(shape.in_force),
        None if touched is None else frozenset(str(unit) for unit in touched),
        setting.source(shape.source, reader),
    )


def _claims(version: VersionShape, setting: Setting, reader: Reader) -> Iterable[Placed]:
    for claim in version.claims:
        support = _support(claim, setting, reader)
        entry = claim_entry(claim.says, support, setting.law, reader)
        if entry is not None:
            yield claim.says, entry


def _support(shape: ClaimShape, setting: Setting, reader: Reader) -> Support:
    return Support(
        read_in_full=shape.read is HowRead.FULL,
        grade=shape.grade,
        source=setting.source(shape.source, reader),
        penalty=penalty(shape.penalty, reader),
        aggravates=shape.aggravates,
        factor=shape.factor,
        quote=_plain(shape.quote),
        quote_language=_plain(shape.quote_language),
        summary=_plain(shape.summary),
        heard=_plain(shape.heard),
    )


def _plain(text: PlacedText | None) -> str | None:
    return None if text is None else str(text)


def _version(
    provision: ProvisionShape, shape: VersionShape, claims: Sequence[Placed], reader: Reader
) -> Version:
    readings = tuple(Reading(str(r.id), r.says, str(r.held_by)) for r in shape.readings)
    once = Once("a reading")
    for reading in shape.readings:
        once.take(reading.id, reader)
    check_reading_count(shape.readings[0].id if readings else provision.article, readings, reader)
    check_claims(claims, readings, reader)
    begins = dates.start(shape.in_force)
    return Version(
        starts=begins,
        ends=dates.end(shape.repealed, (begins,)),
        attested=tuple(dates.window(period, reader) for period in shape.attested),
        claims=tuple(entry for _, entry in claims),
        readings=readings,
    )


# --- All statutes together -----------------------------------------------------------------------


def check_clauses(clauses: Sequence[Clause], vocabularies: Mapping[str, Vocabulary]) -> None:
    """Report what can only be seen over all statutes of a jurisdiction."""
    _check_definitions(clauses)
    _check_open_clauses(clauses)
    _check_dates(clauses, vocabularies)


def _check_definitions(clauses: Sequence[Clause]) -> None:
    """Report definitions that refer to each other in a circle."""
    arrows: dict[str, list[tuple[str, PlacedText, Reader]]] = {}
    for clause in clauses:
        for says, entry in clause.claims:
            if isinstance(entry.claim, ast.Covers | ast.Defines) and entry.claim.defined_in:
                arrow = (entry.claim.defined_in.text, says, clause.reader)
                arrows.setdefault(clause.provision.citation, []).append(arrow)
    names = {start: [name for name, _, _ in own] for start, own in arrows.items()}
    for start, own in arrows.items():
        circle = shortest_circle(start, names)
        if circle is not None and start == min(circle):
            _, says, reader = next(arrow for arrow in own if arrow[0] == circle[1])
            path = " > ".join(f"`{name}`" for name in circle)
            message = "`as defined in` goes in a circle"
            advice = f"the circle is {path}; one of them has to say what it means"
            reader.report("circular-definition", message, says, advice)


def _check_open_clauses(clauses: Sequence[Clause]) -> None:
    """Report a space in which more clauses are open at once than anybody can overlook."""
    by_space: dict[str, list[Clause]] = {}
    for clause in clauses:
        claims = [entry.claim for _, entry in clause.claims]
        for space in {c.space.text for c in claims if getattr(c, "reading", None) is not None}:  # type: ignore[union-attr]
            by_space.setdefault(space, []).append(clause)
    for space, several in sorted(by_space.items()):
        for clause in several:
            at_once = [other for other in several if other.may_hold_on(clause.first_day)]
            if len(at_once) > _MOST_OPEN_CLAUSES:
                message = f"{len(at_once)} clauses of `{space}` are open at once"
                advice = f"{_MOST_OPEN_CLAUSES} is the most; settle the readings that matter least"
                clause.reader.report("too-many-readings", message, clause.article, advice)
                break


def _check_dates(clauses: Sequence[Clause], vocabularies: Mapping[str, Vocabulary]) -> None:
    """Report spaces that depend on more uncertain dates at once than can be gone through with their readings.

    What is too much for a space is not said again of those that its offences are felt in.
    """
    tools = {name for name, of in vocabularies.items() if of.kind is SpaceKind.TOOLS}
    touched = [(clause, _spaces(clause, tools)) for clause in clauses if clause.is_open]
    told: set[str] = set()
    for name in sorted(vocabularies, key=lambda name: (bool(vocabularies[name].sources), name)):
        felt = {name, *vocabularies[name].sources}
        several = [clause for clause, spaces in touched if not spaces.isdisjoint(felt)]
        if told.isdisjoint(felt) and _too_many_dates(name, several):
            told.add(name)


def _too_many_dates(space: str, clauses: Sequence[Clause]) -> bool:
    """Report the first clause with which there are too many, and say whether there is one."""
    for clause in clauses:
        begun = [m.not_before for m in (clause.starts, clause.ends) if m is not None]
        for day in sorted({max(one, clause.first_day) for one in (*begun, clause.first_day)}):
            dates = {moment for other in clauses for moment in other.uncertain_on(day)}
            choices = sum(bool(c.version.readings) and c.may_hold_on(day) for c in clauses)
            number = len(dates) + choices
            if dates and number > _MOST_OPEN_AT_ONCE:
                what = "dates and clauses" if choices else "dates"
                message = f"`{space}` depends on {number} {what} that are open on {day}"
                advice = (
                    f"{_MOST_OPEN_AT_ONCE} dates and clauses together are the most; narrow the"
                    " dates that matter least"
                )
                clause.reader.report("too-many-dates", message, clause.article, advice)
                return True
    return False


def _spaces(clause: Clause, tools: Collection[str]) -> frozenset[str]:
    """Give the spaces that a clause speaks of; what applies a tool speaks of all spaces of tools."""
    claims = [entry.claim for _, entry in clause.claims]
    named = {c.space.text for c in claims if not isinstance(c, ast.Applies)}
    return frozenset(named).union(tools if any(isinstance(c, ast.Applies) for c in claims) else ())
