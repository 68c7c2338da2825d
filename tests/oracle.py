"""A slow evaluator of the same law, one cell at a time, to check the engine against.

Written from the design and not from the engine: cells are dictionaries, regions are asked of each cell, and
nothing is a bit mask. It knows trees, declared spaces and what files state; it borrows no answer from
`gapcheck.engine` or `gapcheck.dsl.compiler`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum, auto
from itertools import product
from typing import TypeAlias

from msgspec import Struct, field

from gapcheck.dsl import ast
from gapcheck.dsl.parser import Text, parse_reviewed
from gapcheck.model.profile import (
    Amendment,
    ClaimEntry,
    Imprisonment,
    Jurisdiction,
    Known,
    Moment,
    Penalty,
    Provision,
    Statute,
    Version,
    Window,
)
from gapcheck.source import SourceFile, Span
from gapcheck.space import Dimension, Space

Cell: TypeAlias = tuple[str, ...]
"""The values of a cell in the order of the dimensions."""

Cells: TypeAlias = frozenset[Cell]
Unit: TypeAlias = tuple[Cell, ...]


class Mark(Enum):
    """How a claim touches a cell; what is sure is also possible."""

    SURE = auto()
    POSSIBLE = auto()
    OPEN = auto()


class Answer(Enum):
    """Three-valued answers to a test."""

    YES = auto()
    NO = auto()
    MAYBE = auto()


Marks: TypeAlias = dict[Cell, set[Mark]]


class Place(Struct, frozen=True):
    """A space with what else its file declares; regions as trees."""

    space: Space
    kind: str
    echoes: tuple[tuple[str, ast.Region | None], ...] = ()
    offences: Mapping[str, tuple[str, ast.Region | None]] = field(default_factory=dict)


class World(Struct, frozen=True):
    """Everything that a verdict depends on."""

    places: Mapping[str, Place]
    jurisdiction: Jurisdiction
    as_of: date


class Told(Struct, frozen=True):
    """What the oracle says of a duty."""

    verdict: str
    covered: Cells = frozenset()
    unclear: Cells = frozenset()
    gap: Cells = frozenset()
    unknown: Cells = frozenset()
    conflict: Cells = frozenset()
    by_reading: Mapping[tuple[str, ...], Cells] = field(default_factory=dict)


# Spaces and regions.


def all_cells(space: Space) -> list[Cell]:
    """Every cell that exists: some dimensions leave their ordinary value one at a time."""
    found = []
    for values in product(*(d.values for d in space.dimensions)):
        told = {d.id: v for d, v in zip(space.dimensions, values, strict=True)}
        away = [
            d for d in space.dimensions if d.id in space.one_at_a_time and told[d.id] != home(d)
        ]
        if len(away) <= 1:
            found.append(values)
    return found


def home(dimension: Dimension) -> str:
    """The ordinary value, or the first."""
    return dimension.values[0] if dimension.ordinary is None else dimension.ordinary


def told(space: Space, cell: Cell) -> dict[str, str]:
    """The cell as a dictionary."""
    return {d.id: v for d, v in zip(space.dimensions, cell, strict=True)}


def at(space: Space, cell: Cell, values: Mapping[str, str]) -> Cell:
    """The cell with some values replaced."""
    return tuple(values.get(d.id, v) for d, v in zip(space.dimensions, cell, strict=True))


def named(region: ast.Region | None) -> set[str]:
    """The dimensions that a region mentions."""
    match region:
        case None:
            return set()
        case ast.Among() | ast.Unrestricted():
            return {region.dimension.text}
        case ast.Both() | ast.Either():
            return {name for part in region.parts for name in named(part)}
        case ast.Inverse():
            return named(region.part)


def complements(region: ast.Region | None) -> set[str]:
    """The dimensions that stand in a complement."""
    match region:
        case ast.Among(negated=True):
            return {region.dimension.text}
        case ast.Both() | ast.Either():
            return {name for part in region.parts for name in complements(part)}
        case ast.Inverse():
            return named(region.part)
        case _:
            return set()


def freed(region: ast.Region | None) -> set[str]:
    """The dimensions of which a region says `is any`."""
    match region:
        case ast.Unrestricted():
            return {region.dimension.text}
        case ast.Both() | ast.Either():
            return {name for part in region.parts for name in freed(part)}
        case ast.Inverse():
            return freed(region.part)
        case _:
            return set()


Ranges: TypeAlias = Mapping[str, tuple[str, ...]]
"""What `not` ranges over, by dimension."""


def holds(region: ast.Region | None, space: Space, cell: Mapping[str, str], ranges: Ranges) -> bool:
    """Whether a cell lies in a region, whose complements stay inside the ranges."""
    match region:
        case None | ast.Unrestricted():
            return True
        case ast.Among():
            name = region.dimension.text
            among = any(cell[name] in leaves(space, name, v.text) for v in region.values)
            return cell[name] in ranges[name] and not among if region.negated else among
        case ast.Both():
            return all(holds(part, space, cell, ranges) for part in region.parts)
        case ast.Either():
            return any(holds(part, space, cell, ranges) for part in region.parts)
        case ast.Inverse():
            ranged = all(cell[name] in ranges[name] for name in named(region.part))
            return ranged and not holds(region.part, space, cell, ranges)


def leaves(space: Space, dimension: str, name: str) -> tuple[str, ...]:
    """The leaves of a value or group."""
    declared = next(d for d in space.dimensions if d.id == dimension)
    return declared.groups.get(name) or (name,)


def core_ranges(space: Space) -> Ranges:
    """For duties."""
    return {d.id: d.core for d in space.dimensions}


def silent_ranges(space: Space) -> Ranges:
    """For claims."""
    return {d.id: d.silence for d in space.dimensions}


def full_ranges(space: Space) -> Ranges:
    """For everyone who means all values."""
    return {d.id: d.values for d in space.dimensions}


def anywhere(space: Space, region: ast.Region | None) -> Cells:
    """The cells of a sentence without defaults."""
    ranges = full_ranges(space)
    return frozenset(c for c in all_cells(space) if holds(region, space, told(space, c), ranges))


# Penalties, by trying what the unknown parts could be.

_LIFE = 10_000_000
_DEATH = _LIFE + 1
_BEYOND = _LIFE + 2


def days(quantity: ast.Quantity) -> int:
    """For comparison: a month has thirty days, a year twelve months."""
    return quantity.number * {"days": 1, "months": 30, "years": 360}[quantity.unit.value]


def possible_maxima(penalty: Penalty | Known | None, grid: Iterable[int]) -> set[int]:
    """Every maximum that the penalty may turn out to have; 0 is no custody."""
    tried = {0, 1, _LIFE, _BEYOND, *grid, *(g + 1 for g in grid)}
    if not isinstance(penalty, Penalty):
        return tried
    if penalty.death:
        return {_DEATH}
    match penalty.imprisonment:
        case None:
            return {0}
        case Imprisonment(life=True) | Imprisonment(maximum=None):
            return {_LIFE}
        case Imprisonment(maximum=ast.Quantity() as most):
            return {days(most)}
        case Imprisonment(minimum=ast.Quantity() as least):
            return {g for g in tried | {days(least)} if g >= days(least)}
        case Imprisonment():
            return {g for g in tried if g > 0}
        case _:
            return tried


def answer(outcomes: Iterable[bool]) -> Answer:
    """Yes if always, no if never, maybe otherwise."""
    seen = set(outcomes)
    if len(seen) == 1:
        return Answer.YES if seen.pop() else Answer.NO
    return Answer.MAYBE


def passing(penalty: Penalty | Known | None, test: ast.PenaltyTest | None) -> Answer:
    """Whether a penalty passes a test."""
    if test is None:
        return Answer.YES
    threshold = 1 if isinstance(test, ast.NotOnlyFine) else days(test.term)
    return answer(g >= threshold for g in possible_maxima(penalty, [threshold]))


def heavier(high: Penalty | Known | None, low: Penalty | Known | None) -> Answer:
    """Whether one maximum is strictly above another."""
    grid = possible_maxima(high, []) | possible_maxima(low, [])
    pairs = product(possible_maxima(high, grid), possible_maxima(low, grid))
    return answer(h > lower for h, lower in pairs)


# The law on a date.


class Norm(Struct, frozen=True, eq=False):
    """A claim with its place and what time does to it."""

    statute: Statute
    provision: Provision
    version: Version
    entry: ClaimEntry
    doubtful: bool
    begins: Moment | None
    ends: Moment | None

    def stands(self, choice: Mapping[str, str], happened: frozenset[Moment]) -> bool:
        """Whether it is law if these moments have passed and these readings are right."""
        if self.begins is not None and self.begins not in happened:
            return False
        if self.ends is not None and self.ends in happened:
            return False
        reading: ast.Name | None = getattr(self.entry.claim, "reading", None)
        return reading is None or choice[self.clause] == reading.text

    @property
    def clause(self) -> str:
        """What declares the readings."""
        return f"{self.provision.citation} {self.provision.versions.index(self.version)}"

    @property
    def space(self) -> str:
        """The space spoken of; the empty text for tools, which name none."""
        claim = self.entry.claim
        return "" if isinstance(claim, ast.Applies) else claim.space.text


def norms_on(jurisdiction: Jurisdiction, as_of: date) -> list[Norm]:
    """Every claim that is or may be law; a reliable description of a provision replaces doubtful ones."""
    found = []
    for statute in jurisdiction.statutes:
        for provision in statute.provisions:
            norms = [
                Norm(statute, provision, version, entry, *times)
                for version in provision.versions
                for times in _times(statute, provision, version, as_of)
                for entry in version.claims
            ]
            reliable = any(not n.doubtful and n.begins is None and n.ends is None for n in norms)
            found += [n for n in norms if not (reliable and n.doubtful)]
    return found


def _times(
    statute: Statute, provision: Provision, version: Version, as_of: date
) -> Iterator[tuple[bool, Moment | None, Moment | None]]:
    starts, ends = version.starts or statute.starts, version.ends or statute.ends
    not_begun = starts is not None and as_of < starts.not_before
    not_adopted = statute.adopted is not None and as_of < statute.adopted.not_before
    over = ends is not None and ends.not_after <= as_of
    if not_begun or not_adopted or over:
        return
    begins = starts if starts is not None and as_of < starts.not_after else None
    ending = ends if ends is not None and ends.not_before <= as_of else None
    yield _stale(statute, provision, version, as_of), begins, ending


def _stale(statute: Statute, provision: Provision, version: Version, as_of: date) -> bool:
    """Whether time makes a description doubtful."""

    def amended(after: date, until: date) -> bool:
        return any(
            _between(a, after, until) and _touches(a, provision) and not _ends(a, version)
            for a in statute.amendments
        )

    windows = version.attested
    if not windows:
        starts = version.starts or statute.starts
        return starts is not None and amended(starts.not_after, as_of)
    if any(w.start <= as_of <= w.end for w in windows):
        return False
    past = [w for w in windows if w.end < as_of]
    if past:
        last = max(w.end for w in past)
        return amended(last, as_of) or (version.ends is None and statute.ends is None)
    first = _first(windows)
    return version.starts is None or amended(as_of, first)


def _first(windows: Sequence[Window]) -> date:
    return min(windows, key=lambda w: w.end).start


def _between(amendment: Amendment, after: date, until: date) -> bool:
    """Whether some day on which it may have taken effect lies after the one and not after the other."""
    moment = amendment.in_force or amendment.adopted
    return max(moment.not_before, after + timedelta(days=1)) <= min(moment.not_after, until)


def _ends(amendment: Amendment, version: Version) -> bool:
    """Whether the amendment is what ends the version."""
    return (amendment.in_force or amendment.adopted) == version.ends


def _touches(amendment: Amendment, provision: Provision) -> bool:
    return amendment.units is None or provision.pinpoint in amendment.units


class Cover(Struct, frozen=True, eq=False):
    """A claim and how it touches each cell."""

    norm: Norm
    marks: Marks

    def has(self, mark: Mark, cells: Iterable[Cell]) -> bool:
        """Whether it touches any of the cells so."""
        return any(mark in self.marks.get(cell, ()) for cell in cells)


class Scene(Struct, frozen=True):
    """One choice of readings in one state of the dates."""

    choice: Mapping[str, str]
    happened: frozenset[Moment]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The readings, in an order of their own."""
        return tuple(sorted(self.choice.values()))


class Oracle:
    """Judges duties against the law of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.norms = norms_on(world.jurisdiction, world.as_of)
        self._known: dict[tuple[str, tuple[str, ...], frozenset[Moment]], list[Cover]] = {}
        self._cells = {name: all_cells(p.space) for name, p in world.places.items()}

    # What each claim touches.

    def scenes(self, name: str) -> list[Scene]:
        """Every choice of readings in every state of the uncertain dates."""
        place = self.world.places[name]
        spaces = {name, *(s for s, _ in place.echoes), *(s for s, _ in place.offences.values())}
        if place.kind == "tools":
            spaces.add("")
        relevant = [n for n in self.norms if n.space in spaces]
        clauses = {n.clause: [r.id for r in n.version.readings] for n in relevant}
        clauses = {c: ids for c, ids in clauses.items() if ids}
        moments = sorted(
            {m for n in relevant for m in (n.begins, n.ends) if m is not None},
            key=lambda m: (m.not_before, m.not_after),
        )
        return [
            Scene(dict(zip(clauses, chosen, strict=True)), frozenset(state))
            for chosen in product(*clauses.values())
            for state in _subsets(moments)
        ]

    def _standing(self, name: str, scene: Scene) -> list[Norm]:
        return [n for n in self.norms if n.space == name and n.stands(scene.choice, scene.happened)]

    def bare(self, name: str, scene: Scene) -> list[Cover]:
        """Covers and grants before exemptions, extended."""
        norms = self._standing(name, scene)
        told_by = [n for n in norms if isinstance(n.entry.claim, ast.Covers | ast.Grants)]
        covers = [Cover(n, self._touch(n, norms, frozenset())) for n in told_by]
        covers += self._echoed(name, scene)
        covers += self._tools(name, scene)
        extensions = [n for n in norms if isinstance(n.entry.claim, ast.Extends)]
        return [self._extended(name, c, extensions) for c in covers]

    def covers(self, name: str, scene: Scene) -> list[Cover]:
        """Covers and grants after exemptions."""
        key = (name, scene.chosen, scene.happened)
        if key not in self._known:
            self._known[key] = [self._lifted(name, c, scene) for c in self.bare(name, scene)]
        return self._known[key]

    def _touch(self, norm: Norm, norms: Sequence[Norm], given: frozenset[str]) -> Marks:
        """What a cover, grant or definition touches; `given` dimensions are said by whoever points here."""
        claim = norm.entry.claim
        assert isinstance(claim, ast.Covers | ast.Defines | ast.Grants)
        space = self.world.places[claim.space.text].space
        left_open = self._open(norm, space) - given
        defined_in: ast.Name | None = getattr(claim, "defined_in", None)
        if defined_in is None:
            marks = self._own_words(norm, space)
        else:
            marks = self._by_definition(norm, defined_in.text, space, norms, given)
        if norm.doubtful or left_open:
            marks = {cell: {Mark.OPEN} for cell in marks}
        return marks

    def _open(self, norm: Norm, space: Space) -> set[str]:
        """The dimensions that the source does not establish."""
        claim = norm.entry.claim
        said = {n.text for n in getattr(claim, "open", ())}
        if norm.entry.read_in_full:
            return said
        where: ast.Region | None = getattr(claim, "where", None)
        if getattr(claim, "defined_in", None) is not None:
            return said | complements(where)
        return said | complements(where) | ({d.id for d in space.dimensions} - named(where))

    def _said(self, norm: Norm, space: Space) -> Cells:
        """The cells that agree with everything a claim says itself."""
        claim = norm.entry.claim
        where: ast.Region | None = getattr(claim, "where", None)
        full = not norm.entry.read_in_full or isinstance(claim, ast.Exempts)
        ranges = full_ranges(space) if full else silent_ranges(space)
        needed = {
            n.text for n in (*getattr(claim, "requiring", ()), *getattr(claim, "condition", ()))
        }
        return frozenset(
            cell
            for cell in self._cells[space.id]
            if holds(where, space, told(space, cell), ranges)
            and not (needed and told(space, cell)["unfulfilled"] in needed | {"every"})
        )

    def _own_words(self, norm: Norm, space: Space) -> Marks:
        claim = norm.entry.claim
        where: ast.Region | None = getattr(claim, "where", None)
        mentioned = named(where)
        silent = [d for d in space.dimensions if d.id not in mentioned | self._open(norm, space)]
        shaky = any(
            d.doubtful and (d.id not in mentioned or d.id in freed(where)) for d in space.dimensions
        )
        marks = {Mark.POSSIBLE} if shaky else {Mark.SURE, Mark.POSSIBLE}
        return {
            cell: set(marks)
            for cell in self._said(norm, space)
            if all(told(space, cell)[d.id] in d.silence for d in silent)
        }

    def _by_definition(
        self, norm: Norm, citation: str, space: Space, norms: Sequence[Norm], given: frozenset[str]
    ) -> Marks:
        """The definition, with the dimensions that the claim names itself put in place of its own."""
        claim = norm.entry.claim
        own = named(getattr(claim, "where", None)) | {n.text for n in getattr(claim, "open", ())}
        sources = [
            n
            for n in norms
            if n.provision.citation == citation and isinstance(n.entry.claim, ast.Defines)
        ]
        said = self._said(norm, space)
        if not sources:
            return {cell: {Mark.OPEN} for cell in said}
        elsewhere: dict[Cell, set[Mark]] = {}
        for source in sources:
            for cell, marks in self._touch(source, norms, given | own).items():
                elsewhere.setdefault(_without(space, cell, own), set()).update(marks)
        found = {cell: elsewhere.get(_without(space, cell, own), set()) for cell in said}
        return {cell: set(marks) for cell, marks in found.items() if marks}

    def _extended(self, name: str, cover: Cover, extensions: Sequence[Norm]) -> Cover:
        """Copy along dimensions until nothing more is reached."""
        claim = cover.norm.entry.claim
        if not isinstance(claim, ast.Covers):
            return cover
        marks = {cell: set(m) for cell, m in cover.marks.items()}
        changed = True
        while changed:
            changed = False
            for extension in extensions:
                for cell in self._cells[name]:
                    new = self._copied(name, cell, marks, cover.norm, extension)
                    if not new <= marks.get(cell, set()):
                        marks.setdefault(cell, set()).update(new)
                        changed = True
        return Cover(cover.norm, marks)

    def _copied(
        self, name: str, cell: Cell, marks: Marks, base: Norm, extension: Norm
    ) -> set[Mark]:
        claim = extension.entry.claim
        assert isinstance(claim, ast.Extends)
        space = self.world.places[name].space
        dimension = next(d for d in space.dimensions if d.id == claim.dimension.text)
        value = told(space, cell)[dimension.id]
        passed = passing(base.entry.penalty, claim.test)
        reached = {leaf for v in claim.values for leaf in leaves(space, dimension.id, v.text)}
        if passed is Answer.NO or value not in reached:
            return set()
        sources = dimension.values if dimension.ordinary is None else (dimension.ordinary,)
        found: set[Mark] = set()
        for source in sources:
            if source != value:
                found |= marks.get(at(space, cell, {dimension.id: source}), set())
        established = (
            passed is Answer.YES
            and not extension.doubtful
            and extension.entry.read_in_full
            and base.entry.read_in_full
        )
        return found if established or not found else {Mark.OPEN}

    def _scoped(self, exemption: Norm, cover: Norm) -> bool:
        claim = exemption.entry.claim
        assert isinstance(claim, ast.Exempts)
        match claim.scope.reach:
            case ast.Reach.EVERY_LAW:
                return True
            case ast.Reach.ACT:
                return exemption.statute is cover.statute
            case ast.Reach.ARTICLE:
                return exemption.provision is cover.provision
            case ast.Reach.LISTED:
                listed = [n.text for n in claim.scope.listed]
                return cover.provision.citation in listed or cover.statute.short in listed

    def _exemptions(self, name: str, scene: Scene) -> list[Norm]:
        norms = self._standing(name, scene)
        return [n for n in norms if isinstance(n.entry.claim, ast.Exempts)]

    def _lifted(self, name: str, cover: Cover, scene: Scene) -> Cover:
        """Take exemptions off: settled ones wholly, at discretion from what is sure, others leave it open."""
        space = self.world.places[name].space
        holding = [e for e in self._exemptions(name, scene) if self._scoped(e, cover.norm)]
        said = [(e, self._said(e, space)) for e in holding]
        marks: Marks = {}
        for cell, before in cover.marks.items():
            after = _after([e for e, cells in said if cell in cells], before)
            if after:
                marks[cell] = after
        return Cover(cover.norm, marks)

    # What other spaces do here.

    def _echoed(self, name: str, scene: Scene) -> Iterator[Cover]:
        place = self.world.places[name]
        for source, region in place.echoes:
            felt = anywhere(place.space, region)
            for cover in self.covers(source, scene):
                touched = {m for marks in cover.marks.values() for m in marks}
                if Mark.POSSIBLE in touched:
                    yield Cover(cover.norm, {cell: {Mark.POSSIBLE} for cell in felt})
                elif touched:
                    yield Cover(cover.norm, {cell: {Mark.OPEN} for cell in felt})

    def _tools(self, name: str, scene: Scene) -> Iterator[Cover]:
        place = self.world.places[name]
        if place.kind != "tools":
            return
        leading = next(d.id for d in place.space.dimensions if d.leading)
        for norm in self.norms:
            claim = norm.entry.claim
            if isinstance(claim, ast.Applies) and norm.stands(scene.choice, scene.happened):
                tools = leaves(place.space, leading, claim.tool.text)
                marks: Marks = {}
                for value, (source, region) in place.offences.items():
                    felt = self._applied(norm, source, region, scene)
                    for cell in self._cells[name]:
                        values = told(place.space, cell)
                        if felt and values["offence"] == value and values[leading] in tools:
                            marks[cell] = set(felt)
                yield Cover(norm, marks)

    def _applied(
        self, norm: Norm, source: str, region: ast.Region | None, scene: Scene
    ) -> set[Mark]:
        """Whether a tool reaches an offence: under both bounds, under one, or nobody knows."""
        bounds = [
            self._applied_within(norm, source, region, scene, b) for b in (Mark.SURE, Mark.POSSIBLE)
        ]
        if Answer.MAYBE in bounds:
            return {Mark.OPEN}
        if Answer.YES not in bounds:
            return set()
        if norm.doubtful or not norm.entry.read_in_full:
            return {Mark.OPEN}
        return {Mark.POSSIBLE} if Answer.NO in bounds else {Mark.SURE, Mark.POSSIBLE}

    def _applied_within(
        self, norm: Norm, source: str, region: ast.Region | None, scene: Scene, bound: Mark
    ) -> Answer:
        claim = norm.entry.claim
        assert isinstance(claim, ast.Applies)
        cells = anywhere(self.world.places[source].space, region)
        every = [
            c for c in self.covers(source, scene) if isinstance(c.norm.entry.claim, ast.Covers)
        ]
        certain = [_admits(claim, c.norm) for c in every if c.has(bound, cells)]
        shaky = [
            _admits(claim, c.norm)
            for c in every
            if not c.has(bound, cells) and c.has(Mark.OPEN, cells)
        ]
        if Answer.NO in certain:
            return Answer.NO
        if certain:
            return Answer.YES if {*certain, *shaky} == {Answer.YES} else Answer.MAYBE
        searched = self._inside(source, scene, self._together(every))
        return Answer.MAYBE if shaky or not cells <= searched else Answer.NO

    # Duties.

    def _together(self, covers: Iterable[Cover]) -> Marks:
        total: Marks = {}
        for cover in covers:
            for cell, marks in cover.marks.items():
                total.setdefault(cell, set()).update(marks)
        return total

    def reviewed(self, name: str) -> Cells:
        """The cells that somebody searched on the date."""
        space = self.world.places[name].space
        found: set[Cell] = set()
        for review in self.world.jurisdiction.reviews:
            timely = review.period.start <= self.world.as_of <= review.period.end
            if (
                review.space == name
                and timely
                and (not review.missing or review.reason is not None)
            ):
                tree = parse_reviewed(plain(review.text))
                assert isinstance(tree, ast.Reviewed)
                found |= anywhere(space, tree.where)
        return frozenset(found)

    def _inside(self, name: str, scene: Scene, marks: Marks) -> Cells:
        """Reviewed, minus leads and what is not established, unless something surely reaches the cell."""
        space = self.world.places[name].space
        heard: set[Cell] = set()
        for norm in self._standing(name, scene):
            if isinstance(norm.entry.claim, ast.Lead):
                heard |= anywhere(space, norm.entry.claim.where)
        return frozenset(
            cell
            for cell in self.reviewed(name)
            if Mark.SURE in marks.get(cell, ())
            or not (cell in heard or Mark.OPEN in marks.get(cell, ()))
        )

    def tally(self, duty: ast.Duty, name: str, scene: Scene) -> Marks:
        """What counts for a duty."""
        covers = self.covers(name, scene)
        match duty:
            case ast.Criminalize(test=test) if test is not None:
                return self._counting(covers, [passing(c.norm.entry.penalty, test) for c in covers])
            case ast.Aggravate():
                return self._counting(covers, [self._aggravates(c, covers, name) for c in covers])
            case ast.Guarantee() if self.world.places[name].kind == "liability":
                return self._freed(name, scene, as_right=duty.as_right)
            case ast.Guarantee(as_right=True):
                return self._counting(covers, [_is_right(c.norm) for c in covers])
            case _:
                return self._together(covers)

    def _counting(self, covers: Sequence[Cover], answers: Sequence[Answer]) -> Marks:
        kept = []
        for cover, passed in zip(covers, answers, strict=True):
            if passed is Answer.YES:
                kept.append(cover)
            elif passed is Answer.MAYBE:
                kept.append(Cover(cover.norm, {cell: {Mark.OPEN} for cell in cover.marks}))
        return self._together(kept)

    def _aggravates(self, cover: Cover, covers: Sequence[Cover], name: str) -> Answer:
        """Whether it punishes more severely than the form it names, at `basic`."""
        entry = cover.norm.entry
        if entry.factor:
            return Answer.YES
        if entry.aggravates is None:
            return Answer.NO
        space = self.world.places[name].space
        basic = [
            c
            for c in self._cells[name]
            if told(space, c).get("circumstance") in self._basic_values(space)
        ]
        answers = []
        for form in covers:
            if form.norm is not cover.norm and form.norm.provision.citation == entry.aggravates:
                if form.has(Mark.POSSIBLE, basic):
                    answers.append(heavier(entry.penalty, form.norm.entry.penalty))
                elif form.has(Mark.OPEN, basic):
                    answers.append(Answer.MAYBE)
        if not answers or Answer.MAYBE in answers:
            return Answer.MAYBE
        return Answer.NO if Answer.NO in answers else Answer.YES

    def _basic_values(self, space: Space) -> set[str | None]:
        """The circumstances of a basic form; none where the space tells no circumstance."""
        found = [d for d in space.dimensions if d.id == "circumstance"]
        return {v for d in found for v in (d.values if d.ordinary is None else (d.ordinary,))} or {
            None
        }

    def _freed(self, name: str, scene: Scene, *, as_right: bool) -> Marks:
        """What exemptions free: from every law, or holding every cover of the cell."""
        space = self.world.places[name].space
        bare = self.bare(name, scene)
        reviewed = self.reviewed(name)
        marks: Marks = {}
        for exemption in self._exemptions(name, scene):
            others = [c for c in bare if not self._scoped(exemption, c.norm)]
            claim = exemption.entry.claim
            assert isinstance(claim, ast.Exempts)
            for cell in self._said(exemption, space):
                against = {m for c in others for m in c.marks.get(cell, ())}
                certain = cell in reviewed or claim.scope.reach is ast.Reach.EVERY_LAW
                effect = _release(exemption, claim, against, certain=certain, as_right=as_right)
                marks.setdefault(cell, set()).update(effect)
        return {cell: m for cell, m in marks.items() if m}

    def judge(self, duty: ast.Duty, removed: Cells = frozenset()) -> Told:
        """The parts and the verdict of a duty over a space."""
        assert not isinstance(duty, ast.Establish)
        name = duty.space.text
        units = [tuple(c for c in unit if c not in removed) for unit in self.units(duty)]
        units = [unit for unit in units if unit]
        if not units:
            return Told("not_applicable")
        if isinstance(duty, ast.NeverPunish):
            return self._forbidden(name, frozenset(c for u in units for c in u))
        whole = getattr(duty, "each", None) is not None or getattr(duty, "one_of", None) is not None
        return self._required(duty, name, units, whole=whole)

    def region(self, duty: ast.Duty) -> Cells:
        """The cells that a duty speaks of."""
        return frozenset(c for unit in self.units(duty) for c in unit)

    def units(self, duty: ast.Duty) -> list[Unit]:
        """What is judged together: a cell, all cells of a value, or cells that differ in one dimension only."""
        assert not isinstance(duty, ast.Establish)
        space = self.world.places[duty.space.text].space
        each: ast.Listing | None = getattr(duty, "each", None)
        one_of: ast.Listing | None = getattr(duty, "one_of", None)
        listing = each or one_of
        cells = self._demanded(duty, space, listing)
        if listing is None:
            return [(cell,) for cell in cells]
        axis = listing.dimension.text
        groups: dict[object, list[Cell]] = {}
        for cell in cells:
            key: object = (
                told(space, cell)[axis] if each is not None else _without(space, cell, {axis})
            )
            groups.setdefault(key, []).append(cell)
        return [tuple(group) for group in groups.values()]

    def _demanded(self, duty: ast.Duty, space: Space, listing: ast.Listing | None) -> list[Cell]:
        assert not isinstance(duty, ast.Establish)
        cells = self._cells[space.id]
        if isinstance(duty, ast.NeverPunish):
            return [c for c in cells if c in anywhere(space, duty.where)]
        ranges = core_ranges(space)
        mentioned = named(duty.where) | ({listing.dimension.text} if listing else set())
        defaults = {
            d.id: d.core if d.ordinary is None else (d.ordinary,)
            for d in space.dimensions
            if d.id not in mentioned
        }
        if listing is not None:
            axis = listing.dimension.text
            defaults[axis] = tuple(
                leaf for v in listing.values for leaf in leaves(space, axis, v.text)
            )
        return [
            cell
            for cell in cells
            if holds(duty.where, space, told(space, cell), ranges)
            and all(told(space, cell)[name] in values for name, values in defaults.items())
        ]

    def _required(self, duty: ast.Duty, name: str, units: list[Unit], *, whole: bool) -> Told:
        choices: dict[tuple[tuple[str, ...], Mark], dict[Unit, str]] = {}
        for scene in self.scenes(name):
            marks = self.tally(duty, name, scene)
            inside = self._inside(name, scene, marks)
            for bound in (Mark.SURE, Mark.POSSIBLE):
                key = (scene.chosen, bound)
                seen = choices.setdefault(key, {})
                for unit in units:
                    status = _status(unit, marks, inside, bound)
                    seen[unit] = status if seen.get(unit, status) == status else "unknown"
        parts: dict[str, set[Cell]] = {p: set() for p in ("covered", "unclear", "gap", "unknown")}
        for unit in units:
            parts[_over_choices([c[unit] for c in choices.values()], whole=whole)].update(unit)
        by_reading: dict[tuple[str, ...], set[Cell]] = {}
        for (reading, _), seen in choices.items():
            missing = {c for unit, status in seen.items() if status == "gap" for c in unit}
            by_reading[reading] = by_reading.get(reading, missing) & missing
        each_misses = all("gap" in c.values() for c in choices.values())
        covered, unclear, gap, unknown = (frozenset(cells) for cells in parts.values())
        return Told(
            _verdict(choices.values(), parts, each_misses=each_misses),
            covered,
            unclear,
            gap,
            unknown,
            by_reading={r: frozenset(cells) for r, cells in by_reading.items()}
            if each_misses and not parts["gap"]
            else {},
        )

    def _forbidden(self, name: str, region: Cells) -> Told:
        """Per choice what always holds over the dates; a cell that differs with them is outside what is known."""
        duty_marks: dict[tuple[str, ...], list[tuple[Marks, Cells]]] = {}
        for scene in self.scenes(name):
            marks = self._together(self.covers(name, scene))
            state = (marks, self._inside(name, scene, marks))
            duty_marks.setdefault(scene.chosen, []).append(state)
        statuses = [{c: _exposure(c, states) for c in region} for states in duty_marks.values()]
        parts: dict[str, set[Cell]] = {
            p: set() for p in ("covered", "unclear", "unknown", "conflict")
        }
        for cell in region:
            seen = [s[cell] for s in statuses]
            if all(e == "conflict" for e in seen):
                parts["conflict"].add(cell)
            elif any(e in ("conflict", "exposed inside", "exposed outside") for e in seen):
                parts["unclear"].add(cell)
            else:
                parts["unknown" if "unknown" in seen else "covered"].add(cell)
        if all("conflict" in s.values() for s in statuses):
            verdict = "conflict"
        elif any(e in ("unknown", "exposed outside") for s in statuses for e in s.values()):
            verdict = "unknown"
        else:
            verdict = "unclear" if parts["unclear"] or parts["conflict"] else "met"
        covered, unclear, unknown, conflict = (frozenset(cells) for cells in parts.values())
        return Told(verdict, covered, unclear=unclear, unknown=unknown, conflict=conflict)

    # One defect, one finding.

    def removed(self, duty: ast.Duty, gaps: Cells) -> Cells:
        """The cells of a duty whose counterpart is a gap elsewhere."""
        assert not isinstance(duty, ast.Establish)
        space = self.world.places[duty.space.text].space
        listing: ast.Listing | None = getattr(duty, "each", None) or getattr(duty, "one_of", None)
        mentioned = named(duty.where) | ({listing.dimension.text} if listing else set())
        own = {
            d.id: d.ordinary
            for d in space.dimensions
            if d.id in mentioned and d.ordinary is not None
        }
        return frozenset(c for c in self.region(duty) if at(space, c, own) in gaps)

    def tells(self, duty: ast.Duty, gap: Cells) -> Cells:
        """The cells that a gap of this duty tells."""
        assert not isinstance(duty, ast.Establish)
        space = self.world.places[duty.space.text].space
        each: ast.Listing | None = getattr(duty, "each", None)
        missing = set(gap)
        if each is not None:
            lost = {told(space, c)[each.dimension.text] for c in gap}
            missing = {
                c for c in self._cells[space.id] if told(space, c)[each.dimension.text] in lost
            }
        if space.conditions:
            for cell in tuple(missing):
                if told(space, cell)["unfulfilled"] in space.conditions:
                    missing.add(at(space, cell, {"unfulfilled": "every"}))
        return frozenset(missing) & frozenset(self._cells[space.id])


def plain(text: str) -> Text:
    """A sentence that stands in no file."""
    source = SourceFile("sentence", text)
    return Text(text, lambda start, end: Span(source, start, end))


def _subsets(moments: Sequence[Moment]) -> Iterator[list[Moment]]:
    for flags in product((False, True), repeat=len(moments)):
        yield [m for m, flag in zip(moments, flags, strict=True) if flag]


def _without(space: Space, cell: Cell, dimensions: Iterable[str]) -> Cell:
    return tuple(
        v for d, v in zip(space.dimensions, cell, strict=True) if d.id not in set(dimensions)
    )


def _after(exemptions: Sequence[Norm], before: set[Mark]) -> set[Mark]:
    """The marks of a cell that these exemptions lift."""
    after = set(before)
    settled = [e for e in exemptions if e.entry.read_in_full and not e.doubtful]
    manners = [getattr(e.entry.claim, "manner", None) for e in settled]
    if any(m is not ast.Manner.DISCRETION for m in manners):
        return set()
    if len(settled) < len(exemptions):
        return {Mark.OPEN} if after else set()
    if manners:
        after.discard(Mark.SURE)
    return after


def _admits(claim: ast.Applies, norm: Norm) -> Answer:
    if claim.listed:
        listed = [n.text for n in claim.listed]
        return (
            Answer.YES
            if norm.provision.citation in listed or norm.statute.short in listed
            else Answer.NO
        )
    return passing(norm.entry.penalty, claim.test)


def _is_right(norm: Norm) -> Answer:
    match getattr(norm.entry.claim, "manner", None):
        case ast.Manner.RIGHT:
            return Answer.YES
        case ast.Manner.DISCRETION:
            return Answer.NO
        case _:
            return Answer.MAYBE


def _release(
    norm: Norm, claim: ast.Exempts, against: set[Mark], *, certain: bool, as_right: bool
) -> set[Mark]:
    """What an exemption does for a guarantee in a cell, where `against` are offences outside its scope."""
    if Mark.SURE in against:
        return set()
    if (
        claim.manner is ast.Manner.DISCRETION
        and as_right
        and norm.entry.read_in_full
        and not norm.doubtful
    ):
        return set()
    neither = as_right and claim.manner is None
    if (
        Mark.OPEN in against
        or not certain
        or norm.doubtful
        or not norm.entry.read_in_full
        or neither
    ):
        return {Mark.OPEN}
    if against or claim.manner is ast.Manner.DISCRETION:
        return {Mark.POSSIBLE}
    return {Mark.SURE, Mark.POSSIBLE}


def _status(unit: Unit, marks: Marks, inside: Cells, bound: Mark) -> str:
    """A unit under one choice in one state of the dates."""
    if any(bound in marks.get(cell, ()) for cell in unit):
        return "covered"
    return "gap" if all(cell in inside for cell in unit) else "unknown"


def _over_choices(seen: Sequence[str], *, whole: bool) -> str:
    if len(set(seen)) == 1:
        return seen[0]
    if whole:
        return "unknown" if "unknown" in seen else "unclear"
    return "unclear" if "covered" in seen else "unknown"


def _verdict(
    choices: Iterable[Mapping[Unit, str]], parts: Mapping[str, set[Cell]], *, each_misses: bool
) -> str:
    if each_misses:
        return "partly_met" if all("covered" in c.values() for c in choices) else "not_met"
    return next((p for p in ("unknown", "unclear") if parts[p]), "met")


def _exposure(cell: Cell, states: Sequence[tuple[Marks, Cells]]) -> str:
    """A forbidden cell under one choice over all states of the dates."""
    seen = [(marks.get(cell, set()), cell in inside) for marks, inside in states]
    inside = all(searched for _, searched in seen)
    if all(Mark.SURE in marks for marks, _ in seen):
        return "conflict" if inside else "exposed outside"
    if all(Mark.POSSIBLE in marks for marks, _ in seen):
        return "exposed inside" if inside else "exposed outside"
    if any(Mark.POSSIBLE in marks for marks, _ in seen):
        return "unknown"
    return "respected" if inside else "unknown"
