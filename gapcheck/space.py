"""Spaces of conduct or protection, and the set algebra on them.

A region is a plain `int` with one bit for each cell of its space: union, intersection and difference are
`|`, `&` and `& ~`. This module knows identifiers only. It does not know what they mean in words, which
sentence asked for a region, or which law reaches it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import NamedTuple, TypeAlias

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


@dataclass(frozen=True, slots=True)
class Dimension:
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


class _Table(dict[tuple[str, str], int]):
    """Cells by dimension and value, each worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[str, str], int]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, side: tuple[str, str]) -> int:
        cells = self[side] = self._work_out(*side)
        return cells


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """A finite product of dimensions, one bit for each cell.

    The dimensions named in `one_at_a_time` leave their ordinary value one at a time: a cell for an
    attempt without profit does not exist. They form the most significant axis.
    """

    id: str
    dimensions: tuple[Dimension, ...]
    one_at_a_time: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    full: int = field(init=False)
    _by_id: Mapping[str, Dimension] = field(init=False, repr=False)
    _stride: Mapping[str, int] = field(init=False, repr=False)
    _forms: tuple[tuple[str, ...], ...] = field(init=False, repr=False)
    _form_cells: int = field(init=False, repr=False)
    _sides: Mapping[tuple[str, str], int] = field(init=False, repr=False)
    _boxes: dict[tuple[int, int], tuple[Box, ...]] = field(init=False, repr=False)
    _values: dict[tuple[int, str], tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "_by_id", {d.id: d for d in self.dimensions})
        crossed = [d for d in self.dimensions if d.id not in self.one_at_a_time]
        strides: dict[str, int] = {}
        cells = 1
        for dimension in reversed(crossed):
            strides[dimension.id] = cells
            cells *= len(dimension.values)
        put(self, "_stride", strides)
        put(self, "_form_cells", cells)
        put(self, "_forms", self._list_forms())
        put(self, "full", (1 << cells * len(self._forms)) - 1)
        put(self, "_sides", _Table(self._side_of))
        put(self, "_boxes", {})
        put(self, "_values", {})

    def _list_forms(self) -> tuple[tuple[str, ...], ...]:
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
        for source in self.values_in(region, dimension):
            for target in values:
                result |= self.moved(region, dimension, source, target)
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
        form, rest = divmod(index, self._form_cells)
        told = dict(zip(self.one_at_a_time, self._forms[form], strict=True))
        for name, stride in self._stride.items():
            values = self._by_id[name].values
            told[name] = values[rest // stride % len(values)]
        return {d.id: told[d.id] for d in self.dimensions}

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
        free &= self.full & ~region
        known = self._boxes.get((region, free))
        if known is None:
            known = self._boxes[region, free] = tuple(
                self._written(b) for b in _Cover(self, region, free).boxes()
            )
        return known

    def _written(self, sides: Sequence[int]) -> Box:
        return {
            d.id: tuple(v for i, v in enumerate(d.values) if chosen >> i & 1)
            for d, chosen in zip(self.dimensions, sides, strict=True)
            if chosen != (1 << len(d.values)) - 1
        }


def product_size(dimensions: Iterable[Dimension], one_at_a_time: Sequence[str]) -> int:
    """The number of cells that a space of these dimensions would have, without building it."""
    sizes = {d.id: len(d.values) for d in dimensions}
    forms = 1 + sum(sizes.get(name, 1) - 1 for name in one_at_a_time)
    return forms * prod(size for name, size in sizes.items() if name not in one_at_a_time)


_Sides: TypeAlias = tuple[int, ...]


class _Cover:
    """Greedy cover of a region by maximal boxes: seed, grow, drop what the others hold.

    Source: the espresso idea of expanding against the off-set, on multi-valued sides.
    """

    def __init__(self, space: Space, region: int, free: int) -> None:
        self._space = space
        self._region = region
        self._off = space.full & ~(region | free)
        self._masks = [[space.side(d.id, (v,)) for v in d.values] for d in space.dimensions]
        count = len(space.dimensions)
        by_size = sorted(range(count), key=lambda i: len(space.dimensions[i].values))
        declared = list(range(count))
        orders = (by_size, by_size[::-1], declared, declared[::-1])
        self._orders = list(dict.fromkeys(map(tuple, orders)))

    def boxes(self) -> list[_Sides]:
        found: list[tuple[_Sides, int]] = []
        left = self._region
        while left:
            sides, mask = self._best((left & -left).bit_length() - 1, left)
            found.append((sides, mask))
            left &= ~mask
        kept = self._without_redundant(found)
        kept.sort(key=lambda pair: (-(pair[1] & self._region).bit_count(), [-s for s in pair[0]]))
        return [sides for sides, _ in kept]

    def _best(self, seed: int, left: int) -> tuple[_Sides, int]:
        told = self._space.cell(seed)
        start = [d.values.index(told[d.id]) for d in self._space.dimensions]
        grown = (self._grown(start, order) for order in self._orders)
        return max(grown, key=lambda pair: ((pair[1] & left).bit_count(), self._wideness(pair[0])))

    def _wideness(self, sides: _Sides) -> int:
        full = (s == (1 << len(m)) - 1 for s, m in zip(sides, self._masks, strict=True))
        return sum(full)

    def _grown(self, start: Sequence[int], order: Sequence[int]) -> tuple[_Sides, int]:
        """Widen each side in turn as far as the cells outside allow."""
        sides = [0] * len(start)
        masks = [self._masks[i][k] for i, k in enumerate(start)]
        for i in order:
            outside = self._off
            for j, mask in enumerate(masks):
                if j != i:
                    outside &= mask
            masks[i] = 0
            for k, mask in enumerate(self._masks[i]):
                if not outside & mask:
                    sides[i] |= 1 << k
                    masks[i] |= mask
        whole = self._space.full
        for mask in masks:
            whole &= mask
        return tuple(sides), whole

    def _without_redundant(self, found: list[tuple[_Sides, int]]) -> list[tuple[_Sides, int]]:
        kept = sorted(found, key=lambda pair: (pair[1] & self._region).bit_count())
        for candidate in tuple(kept):
            others = 0
            for pair in kept:
                if pair is not candidate:
                    others |= pair[1]
            if not self._region & ~others:
                kept.remove(candidate)
        return kept
