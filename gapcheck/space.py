"""Spaces of conduct or protection, and the set algebra on them.

A region is a plain `int` with one bit for each cell of its space: union, intersection and difference are
`|`, `&` and `& ~`. This module knows identifiers only. It does not know what they mean in words, which
sentence asked for a region, or which law reaches it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from math import prod
from typing import NamedTuple, TypeAlias, TypeVar

from msgspec import Struct, field

from gapcheck.boxes import Axis, Cover

MAX_CELLS = 50_000
UNFULFILLED = "unfulfilled"
NOTHING = "nothing"
EVERY = "every"

Box: TypeAlias = Mapping[str, tuple[str, ...]]
"""The sides of a box: dimension to values, dimensions without restriction left out."""


class Reach(NamedTuple):
    """How far something reaches: surely, possibly (which includes surely), and where nobody established it."""

    sure: int = 0
    possible: int = 0
    open: int = 0

    @property
    def any(self) -> int:
        """Every cell that is touched in some way."""
        return self.possible | self.open

    def __or__(self, other: Reach) -> Reach:
        return Reach(self.sure | other.sure, self.possible | other.possible, self.open | other.open)

    def within(self, region: int) -> Reach:
        """The reach inside a region."""
        return Reach(self.sure & region, self.possible & region, self.open & region)

    def unsettled(self) -> Reach:
        """The same cells, none of them established."""
        return Reach(open=self.any)


class Dimension(Struct, frozen=True):
    """One axis of description: its leaves, their groups, and what silence about it means.

    `ordinary` is the one value that the basic form of an offence has (the principal, a natural person,
    no aggravation, nothing unfulfilled), where the dimension has such a value.

    Invariant: `core`, `silence` and `ordinary` are among `values`; groups hold leaves only.
    """

    id: str
    values: tuple[str, ...]
    core: tuple[str, ...]
    silence: tuple[str, ...]
    ordinary: str | None = None
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leading: bool = False
    doubtful: bool = False

    @property
    def default(self) -> tuple[str, ...]:
        """What a duty means when it does not mention the dimension."""
        return self.core if self.ordinary is None else (self.ordinary,)

    def leaves(self, name: str) -> tuple[str, ...]:
        """The leaves that a value or a group stands for, or nothing for an unknown name."""
        return (name,) if name in self.values else self.groups.get(name, ())


def conditions_dimension(conditions: Sequence[str]) -> Dimension:
    """The dimension that says which of the listed conditions is not fulfilled.

    Source: design section 2; a sentence that requires a condition loses the cells where it alone, or
    every condition, is unfulfilled.
    """
    values = (NOTHING, *conditions, EVERY)
    return Dimension(UNFULFILLED, values, core=values, silence=values, ordinary=NOTHING)


_Asked = TypeVar("_Asked")
_Worked = TypeVar("_Worked")


class _Table(dict[tuple[str, _Asked], _Worked]):
    """What is worked out for a dimension and something about it when it is first asked for."""

    def __init__(self, work_out: Callable[[str, _Asked], _Worked]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: tuple[str, _Asked]) -> _Worked:
        worked = self[key] = self._work_out(*key)
        return worked


class Space(Struct, frozen=True, eq=False, dict=True):
    """A finite product of dimensions, one bit for each cell.

    The dimensions named in `one_at_a_time` leave their ordinary value one at a time: a cell for an
    attempt without profit does not exist. They form the most significant axis.
    """

    id: str
    dimensions: tuple[Dimension, ...]
    one_at_a_time: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    @cached_property
    def full(self) -> int:
        """Every cell."""
        return (1 << self.size) - 1

    @cached_property
    def _by_id(self) -> Mapping[str, Dimension]:
        return {d.id: d for d in self.dimensions}

    @cached_property
    def _stride(self) -> Mapping[str, int]:
        """How far apart neighbouring values lie, for the dimensions that are crossed with each other."""
        strides: dict[str, int] = {}
        cells = 1
        for dimension in reversed(self.dimensions):
            if dimension.id not in self.one_at_a_time:
                strides[dimension.id] = cells
                cells *= len(dimension.values)
        return strides

    @cached_property
    def _form_cells(self) -> int:
        """The number of cells in which the dimensions that vary one at a time have one form."""
        return prod(len(d.values) for d in self.dimensions if d.id not in self.one_at_a_time)

    @cached_property
    def _sides(self) -> Mapping[tuple[str, str], int]:
        return _Table(self._side_of)

    @cached_property
    def _cover(self) -> Cover:
        axes = [
            Axis(
                [self._sides[d.id, v] for v in d.values], self._steps(d), d.id in self.one_at_a_time
            )
            for d in self.dimensions
        ]
        return Cover(self.full, axes, self.place)

    def _steps(self, dimension: Dimension) -> list[int]:
        """For each value, how far its cells lie from those of the value that lies first."""
        firsts = [self._sides[dimension.id, value] for value in dimension.values]
        places = [(cells & -cells).bit_length() - 1 for cells in firsts]
        return [place - min(places) for place in places]

    @cached_property
    def _boxes(self) -> dict[tuple[int, int], tuple[Box, ...]]:
        return {}

    @cached_property
    def _values(self) -> dict[tuple[int, str], tuple[str, ...]]:
        return {}

    @cached_property
    def _forms(self) -> tuple[tuple[str, ...], ...]:
        """Every admitted combination of the dimensions that vary one at a time; the ordinary one first."""
        varied = [self._by_id[name] for name in self.one_at_a_time]
        ordinary = tuple(d.ordinary or d.values[0] for d in varied)
        forms = [ordinary]
        for position, dimension in enumerate(varied):
            forms.extend(
                (*ordinary[:position], value, *ordinary[position + 1 :])
                for value in dimension.values
                if value != ordinary[position]
            )
        return tuple(forms)

    def _side_of(self, name: str, value: str) -> int:
        dimension = self._by_id[name]
        if dimension.id in self.one_at_a_time:
            where = self.one_at_a_time.index(dimension.id)
            block = (1 << self._form_cells) - 1
            return sum(
                block << (number * self._form_cells)
                for number, form in enumerate(self._forms)
                if form[where] == value
            )
        stride = self._stride[dimension.id]
        period = stride * len(dimension.values)
        block = ((1 << stride) - 1) << (dimension.values.index(value) * stride)
        return block * (self.full // ((1 << period) - 1))

    @property
    def size(self) -> int:
        """The number of cells."""
        return self._form_cells * len(self._forms)

    def dimension(self, name: str) -> Dimension:
        """The dimension of that name; `KeyError` when there is none."""
        return self._by_id[name]

    def has(self, name: str) -> bool:
        """Whether the space has a dimension of that name."""
        return name in self._by_id

    def side(self, dimension: str, values: Iterable[str]) -> int:
        """All cells whose value in one dimension is among `values` (leaves)."""
        region = 0
        for value in values:
            region |= self._sides[dimension, value]
        return region

    def box(self, sides: Mapping[str, Iterable[str]]) -> int:
        """The cells inside every given side; dimensions left out are unrestricted."""
        region = self.full
        for dimension, values in sides.items():
            region &= self.side(dimension, values)
        return region

    def values_in(self, region: int, dimension: str) -> tuple[str, ...]:
        """The values of a dimension that occur in a region, in declared order."""
        known = self._values.get((region, dimension))
        if known is None:
            values, sides = self._by_id[dimension].values, self._sides
            known = tuple(v for v in values if region & sides[dimension, v])
            self._values[region, dimension] = known
        return known

    def moved(self, region: int, dimension: str, source: str, target: str) -> int:
        """The part of a region at one value of a dimension, told at another; cells that do not exist drop out."""
        part = region & self._sides[dimension, source]
        if source == target or not part:
            return part
        if dimension not in self.one_at_a_time:
            values = self._by_id[dimension].values
            steps = (values.index(target) - values.index(source)) * self._stride[dimension]
            return part << steps if steps > 0 else part >> -steps
        where = self.one_at_a_time.index(dimension)
        result = 0
        for number, form in enumerate(self._forms):
            other = (*form[:where], target, *form[where + 1 :])
            if form[where] == source and other in self._forms:
                block = part >> (number * self._form_cells) & ((1 << self._form_cells) - 1)
                result |= block << (self._forms.index(other) * self._form_cells)
        return result

    def cylinder(self, region: int, dimension: str) -> int:
        """The region stretched over every value of one dimension."""
        values = self._by_id[dimension].values
        result = 0
        if dimension in self.one_at_a_time:
            for source in self.values_in(region, dimension):
                for target in values:
                    result |= self.moved(region, dimension, source, target)
            return result
        first = 0
        for value in values:
            first |= self.moved(region, dimension, value, values[0])
        for number in range(len(values)):
            result |= first << number * self._stride[dimension]
        return result

    def stretched(self, region: int, dimensions: Iterable[str]) -> int:
        """The region stretched over several dimensions: every cell that agrees with one of it elsewhere."""
        named = set(dimensions)
        several = [d.id for d in self.dimensions if d.id in named]
        before = -1
        while before != region:  # more than once only for dimensions that vary one at a time
            before = region
            for dimension in several:
                region = self.cylinder(region, dimension)
        return region

    def cells(self, region: int) -> Iterator[dict[str, str]]:
        """Each cell of a region, dimension to value, lowest first."""
        while region:
            lowest = region & -region
            yield self.cell(lowest.bit_length() - 1)
            region ^= lowest

    def cell(self, index: int) -> dict[str, str]:
        """The cell with that bit number, as dimension to value in declared order."""
        place = self.place(index)
        return {d.id: d.values[n] for d, n in zip(self.dimensions, place, strict=True)}

    def place(self, index: int) -> list[int]:
        """The cell with that bit number, as the number of its value in each dimension."""
        form, rest = divmod(index, self._form_cells)
        told = self._told[form]
        return [rest // stride % size if size else told[stride] for stride, size in self._radices]

    @cached_property
    def _told(self) -> Sequence[Sequence[int]]:
        """For each form, the numbers of the values of the dimensions that vary one at a time."""
        varied = [self._by_id[name].values for name in self.one_at_a_time]
        return [
            [values.index(value) for values, value in zip(varied, form, strict=True)]
            for form in self._forms
        ]

    @cached_property
    def _radices(self) -> Sequence[tuple[int, int]]:
        """For each dimension its stride and size; its place in a form, and none, where it varies one at a time."""
        return [
            (self.one_at_a_time.index(d.id), 0)
            if d.id in self.one_at_a_time
            else (self._stride[d.id], len(d.values))
            for d in self.dimensions
        ]

    def every_cell(self) -> Iterator[dict[str, str]]:
        """All admitted cells, told from the definition and not from the bits (for oracles and tests)."""
        for values in product(*(d.values for d in self.dimensions)):
            told = dict(zip(self._by_id, values, strict=True))
            away = [
                n
                for n in self.one_at_a_time
                if told[n] != (self._by_id[n].ordinary or self._by_id[n].values[0])
            ]
            if len(away) <= 1:
                yield told

    def boxes(self, region: int, free: int = 0) -> tuple[Box, ...]:
        """Write a region as few, maximal boxes, widest first.

        Boxes may overlap, and may run over the cells of `free`; apart from those they are together
        exactly the region. Sides that hold every value are left out.

        Returns:
            An empty tuple for the empty region. The result depends on the arguments alone.
        """
        if not region:
            return ()
        free &= self.full & ~region
        known = self._boxes.get((region, free))
        if known is None:
            found = self._cover.boxes(region, free)
            known = self._boxes[region, free] = tuple(self._box(sides) for sides in found)
        return known

    def _box(self, sides: Iterable[int]) -> Box:
        """A box from the values on each side, one bit for each; a side that holds every value is left out."""
        box = {}
        for dimension, side in zip(self.dimensions, sides, strict=True):
            values = self._named[dimension.id, side]
            if values:
                box[dimension.id] = values
        return box

    @cached_property
    def _named(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        return _Table(self._names_of)

    def _names_of(self, name: str, side: int) -> tuple[str, ...]:
        """The values of a side, one bit for each; none where the side holds every value."""
        values = self._by_id[name].values
        is_whole = side == (1 << len(values)) - 1
        return () if is_whole else tuple(v for i, v in enumerate(values) if side >> i & 1)


def product_size(dimensions: Iterable[Dimension], one_at_a_time: Sequence[str]) -> int:
    """The number of cells that a space of these dimensions would have, without building it."""
    sizes = {d.id: len(d.values) for d in dimensions}
    forms = 1 + sum(sizes.get(name, 1) - 1 for name in one_at_a_time)
    return forms * prod(size for name, size in sizes.items() if name not in one_at_a_time)
