"""From the tree of a region to cells, as the speaker means it.

It knows what each role leaves unsaid (design section 3). It takes sentences that the checker has passed: an
unknown name here is a bug, not a mistake of the author.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

from gapcheck.dsl import ast
from gapcheck.space import EVERY, UNFULFILLED, Dimension, Reach, Space

_DISCRETION = ast.Manner.DISCRETION


class Role(Enum):
    """Who speaks, which decides how an unmentioned dimension and a complement are read."""

    DUTY = auto()
    CLAIM = auto()
    EVERYTHING = auto()

    def unmentioned(self, dimension: Dimension) -> tuple[str, ...]:
        """The values that are meant when a sentence is silent about the dimension."""
        match self:
            case Role.DUTY:
                return dimension.default
            case Role.CLAIM:
                return dimension.silence
            case Role.EVERYTHING:
                return dimension.values

    def range(self, dimension: Dimension) -> tuple[str, ...]:
        """The values that `not` ranges over.

        For a duty these are the core values, also where silence means the ordinary one: otherwise
        `participation is not principal` would be empty.
        """
        return dimension.core if self is Role.DUTY else self.unmentioned(dimension)


def mentioned(region: ast.Region | None) -> Iterator[ast.Name]:
    """Every dimension named in a region, in order, repeated as often as it is named."""
    match region:
        case None:
            return
        case ast.Among(dimension=name) | ast.Unrestricted(dimension=name):
            yield name
        case ast.Both(parts=parts) | ast.Either(parts=parts):
            for part in parts:
                yield from mentioned(part)
        case ast.Inverse(part=part):
            yield from mentioned(part)


def named_values(region: ast.Region | None) -> Iterator[tuple[str, str]]:
    """Every dimension and value or group that a region says it is in, as written."""
    match region:
        case ast.Among(dimension=name, values=values, negated=False):
            yield from ((name.text, value.text) for value in values)
        case ast.Both(parts=parts) | ast.Either(parts=parts):
            for part in parts:
                yield from named_values(part)
        case _:
            return


def complemented(region: ast.Region | None) -> set[str]:
    """The dimensions of which a region says only what they are not."""
    match region:
        case ast.Among(dimension=name, negated=True):
            return {name.text}
        case ast.Both(parts=parts) | ast.Either(parts=parts):
            return {name for part in parts for name in complemented(part)}
        case ast.Inverse(part=part):
            return {name.text for name in mentioned(part)}
        case _:
            return set()


def leaves(space: Space, dimension: str, names: tuple[ast.Name, ...]) -> tuple[str, ...]:
    """The leaves that names of values and groups stand for, in declared order."""
    known = space.dimension(dimension)
    chosen = {leaf for name in names for leaf in known.leaves(name.text)}
    return tuple(v for v in known.values if v in chosen)


def cells(region: ast.Region | None, space: Space, role: Role) -> int:
    """The cells of a region, without any default for the dimensions it leaves out."""
    match region:
        case None:
            return space.full
        case ast.Among(dimension=name, values=values, negated=negated):
            chosen = leaves(space, name.text, values)
            if negated:
                chosen = tuple(v for v in role.range(space.dimension(name.text)) if v not in chosen)
            return space.side(name.text, chosen)
        case ast.Unrestricted():
            return space.full
        case ast.Both(parts=parts):
            result = space.full
            for part in parts:
                result &= cells(part, space, role)
            return result
        case ast.Either(parts=parts):
            result = 0
            for part in parts:
                result |= cells(part, space, role)
            return result
        case ast.Inverse(part=part):
            names = {name.text for name in mentioned(part)}
            ranged = space.box({n: role.range(space.dimension(n)) for n in names})
            return ranged & ~cells(part, space, role)


def default_for(space: Space, named: set[str], role: Role) -> int:
    """The conjunct that stands for every dimension not named."""
    return space.box({d.id: role.unmentioned(d) for d in space.dimensions if d.id not in named})


class Demand(Struct, frozen=True):
    """What a duty over a space requires (or forbids), ready for the engine.

    `units` are judged whole; `along` is the dimension of a `one of` list. `own` are the dimensions with an
    ordinary value that the duty names: the counterpart of a cell has them at that value.
    """

    space: Space
    region: int
    units: tuple[int, ...] = ()
    along: str | None = None
    own: tuple[str, ...] = ()


def demand(
    duty: ast.Criminalize | ast.Aggravate | ast.NeverPunish | ast.Guarantee, space: Space
) -> Demand:
    """Compile the region of a duty with its defaults."""
    role = Role.EVERYTHING if isinstance(duty, ast.NeverPunish) else Role.DUTY
    each = getattr(duty, "each", None)
    one_of = getattr(duty, "one_of", None)
    listing: ast.Listing | None = each or one_of
    named = {name.text for name in mentioned(duty.where)}
    if listing is not None:
        named.add(listing.dimension.text)
    region = cells(duty.where, space, role) & default_for(space, named, role)
    own = tuple(d.id for d in space.dimensions if d.id in named and d.ordinary is not None)
    if listing is None:
        return Demand(space, region, own=own)
    chosen = leaves(space, listing.dimension.text, listing.values)
    units = tuple(region & space.side(listing.dimension.text, (v,)) for v in chosen)
    region &= space.side(listing.dimension.text, chosen)
    if one_of is not None:
        return Demand(space, region, along=listing.dimension.text, own=own)
    return Demand(space, region, units=units, own=own)


class Statement(Struct, frozen=True):
    """What a claim describes: its cells, and what about them is left open.

    Attributes:
        region: The cells, with what silence means for the dimensions not named.
        named: The dimensions that the sentence names.
        open: The dimensions whose values the source does not establish.
        doubtful: Whether the region rests on silence or `is any` in a doubtful dimension.
    """

    space: Space
    region: int
    named: frozenset[str]
    open: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def reach(self) -> Reach:
        """What the claim reaches if nothing about it is left open."""
        return Reach(0 if self.doubtful else self.region, self.region)


def statement(
    claim: ast.Covers | ast.Defines | ast.Grants | ast.Exempts, space: Space, *, read_in_full: bool
) -> Statement:
    """Compile the region of a claim, according to how its text was read.

    A claim `as defined in` another provision takes the dimensions it does not name from there. Where the text was
    not read in full, a complement may mean any other value.
    """
    role = Role.EVERYTHING if isinstance(claim, ast.Exempts) else Role.CLAIM
    named = {name.text for name in mentioned(claim.where)}
    said_open = {name.text for name in getattr(claim, "open", ())}
    missing = {d.id for d in space.dimensions} - named
    if role is Role.EVERYTHING:
        unread: set[str] = set()
    elif read_in_full:
        unread = said_open
    else:
        unread = said_open | missing | complemented(claim.where)
    if isinstance(claim, ast.Covers | ast.Defines) and claim.defined_in is not None:
        unread, missing = unread - missing | said_open, set()
    ranged = role if read_in_full else Role.EVERYTHING
    region = cells(claim.where, space, ranged) & space.box(
        {d: role.unmentioned(space.dimension(d)) for d in missing - unread}
    )
    conditions = getattr(claim, "requiring", ()) or getattr(claim, "condition", ())
    region &= ~lost(space, conditions)
    return Statement(
        space,
        region,
        frozenset(named),
        _ordered(space, unread),
        _doubtful(claim.where, space, named),
    )


def lifted(reach: Reach, region: int, *, is_settled: bool, manner: ast.Manner | None) -> Reach:
    """Take off what an exemption lifts: surely, only from what is sure (at discretion), or nobody knows.

    In which order several exemptions are taken off does not matter.
    """
    sure, possible, left_open = reach
    kept = ~region
    if not is_settled:
        return Reach(sure & kept, possible & kept, left_open | possible & region)
    if manner is _DISCRETION:
        return Reach(sure & kept, possible, left_open)
    return Reach(sure & kept, possible & kept, left_open & kept)


def lost(space: Space, conditions: tuple[ast.Name, ...]) -> int:
    """The cells that a sentence loses by requiring conditions: where one of them, or every one, is unfulfilled."""
    if not conditions:
        return 0
    return space.side(UNFULFILLED, (*(c.text for c in conditions), EVERY))


def whole(sentence: ast.Lead | ast.Reviewed | ast.Watch | ast.Releases, space: Space) -> int:
    """The cells of a sentence that leaves nothing to defaults."""
    return cells(sentence.where, space, Role.EVERYTHING)


def _ordered(space: Space, names: set[str]) -> tuple[str, ...]:
    return tuple(d.id for d in space.dimensions if d.id in names)


def _doubtful(where: ast.Region | None, space: Space, named: set[str]) -> bool:
    unrestricted = {name.text for name in _unrestricted(where)}
    return any(d.doubtful and (d.id not in named or d.id in unrestricted) for d in space.dimensions)


def _unrestricted(region: ast.Region | None) -> Iterator[ast.Name]:
    match region:
        case ast.Unrestricted(dimension=name):
            yield name
        case ast.Both(parts=parts) | ast.Either(parts=parts):
            for part in parts:
                yield from _unrestricted(part)
        case ast.Inverse(part=part):
            yield from _unrestricted(part)
        case _:
            return
