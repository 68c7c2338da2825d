"""A set of cells as few, maximal boxes.

It knows cells as bits and values as numbers. It does not know what dimensions and values are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import eq
from typing import NamedTuple, TypeAlias

Place: TypeAlias = Sequence[int]
"""A cell as the number of its value in each dimension."""


class Axis(NamedTuple):
    """One dimension of a space.

    Attributes:
        masks: For each value, its cells.
        steps: For each value, how far its cells lie from those of the value that lies first.
        by_turns: Whether it leaves its ordinary value, which lies first, only while others of its kind do not.
    """

    masks: Sequence[int]
    steps: Sequence[int]
    by_turns: bool


class Side(NamedTuple):
    """Values of one dimension, one bit for each, and their cells."""

    values: int
    cells: int


class Grown(NamedTuple):
    """A box: the values on each side, one bit for each, and its cells."""

    sides: Sequence[int]
    cells: int


class Cover:
    """Greedy cover of sets of cells by maximal boxes: seed, grow, drop what the others hold.

    Source: the espresso idea of expanding against the off-set, on multi-valued sides.
    """

    def __init__(self, full: int, axes: Sequence[Axis], place: Callable[[int], Place]) -> None:
        self._full = full
        self._axes = axes
        self._place = place
        self._values = [[(1 << n, mask) for n, mask in enumerate(a.masks)] for a in axes]
        self._every = [Side((1 << len(axis.masks)) - 1, full) for axis in axes]
        self._all = [side.values for side in self._every]
        self._lines = [sum(1 << step for step in axis.steps) for axis in axes]
        self._unblocked: list[dict[int, Side]] = [{} for _ in axes]
        self._ordered: dict[Place, Sequence[Place]] = {}

    def boxes(self, region: int, free: int) -> Sequence[Sequence[int]]:
        """The sides of the boxes of a region, widest first; they may run over the cells of `free`."""
        off = self._full & ~(region | free)
        found: list[Grown] = []
        left = region
        while left:
            grown = self._best((left & -left).bit_length() - 1, left, off)
            found.append(grown)
            left &= ~grown.cells
        kept = _without_redundant(found, region)
        kept.sort(key=lambda g: (-(g.cells & region).bit_count(), [-side for side in g.sides]))
        return [grown.sides for grown in kept]

    def _best(self, seed: int, left: int, off: int) -> Grown:
        """The best box around a cell."""
        start = self._place(seed)
        limits = self._limits(seed, start, off)
        narrow = cells = self._full
        wide = []
        for number, (values, mask) in enumerate(limits):
            cells &= mask
            if values & values - 1:
                wide.append(number)
            else:
                narrow &= mask  # a single value cannot grow
        off &= cells
        if not off:  # in whatever order it grows, it becomes this box
            return Grown([side.values for side in limits], cells)
        orders = self._orders(tuple(wide))
        grown = [self._grown(start, order, off, limits, narrow) for order in orders]
        return max(grown, key=lambda g: ((g[1] & left).bit_count(), sum(map(eq, g[0], self._all))))

    def _limits(self, seed: int, start: Place, off: int) -> list[Side]:
        """Each side as wide as the cells outside allow while the other sides stay as they are."""
        outside = off >> seed
        is_away = any(a.by_turns and a.steps[n] for a, n in zip(self._axes, start, strict=True))
        limits = []
        for number, (axis, value) in enumerate(zip(self._axes, start, strict=True)):
            step = axis.steps[value]
            if is_away and axis.by_turns and not step:
                limits.append(
                    self._every[number]
                )  # another one has left its place: no cell lies there
                continue
            line = (off >> seed - step if step else outside) & self._lines[number]
            side = self._unblocked[number].get(line)
            limits.append(side or self._unblocked_by(number, line))
        return limits

    def _unblocked_by(self, number: int, line: int) -> Side:
        """The values of a dimension that have none of the cells of a line along it."""
        values = cells = 0
        axis = self._axes[number]
        for (value, mask), step in zip(self._values[number], axis.steps, strict=True):
            if not line >> step & 1:
                values |= value
                cells |= mask
        side = self._unblocked[number][line] = Side(values, cells)
        return side

    def _orders(self, dimensions: Place) -> Sequence[Place]:
        """In which orders some dimensions are widened: fewest values first, as declared, and back."""
        known = self._ordered.get(dimensions)
        if known is None:
            by_size = sorted(dimensions, key=lambda number: len(self._values[number]))
            orders = (tuple(by_size), tuple(by_size[::-1]), dimensions, dimensions[::-1])
            known = self._ordered[dimensions] = list(dict.fromkeys(map(tuple, orders)))
        return known

    def _grown(
        self, start: Place, order: Place, off: int, limits: Sequence[Side], cells: int
    ) -> Grown:
        """Widen the sides of some cells in turn, each as far as the cells outside allow, within its limit."""
        sides = [side.values for side in limits]
        for number, later in zip(order, self._later(start, order), strict=True):
            mask = limits[number].cells
            outside = off & later & cells
            if outside:
                sides[number], mask = self._widened(number, outside, sides[number])
            cells &= mask
        return Grown(sides, cells)

    def _later(self, start: Place, order: Place) -> list[int]:
        """For each dimension in order, the cells inside the starting sides of all that come later."""
        inside = [self._full]
        for number in reversed(order[1:]):
            inside.append(inside[-1] & self._axes[number].masks[start[number]])
        return inside[::-1]

    def _widened(self, number: int, outside: int, among: int) -> Side:
        """Those of some values that have no cell outside."""
        values = cells = 0
        for value, mask in self._values[number]:
            if value & among and not outside & mask:
                values |= value
                cells |= mask
        return Side(values, cells)


def _without_redundant(found: Iterable[Grown], region: int) -> list[Grown]:
    """The boxes without those that the others hold, the smallest tried first."""
    ranked = sorted(found, key=lambda grown: (grown.cells & region).bit_count())
    later = [0]
    for grown in reversed(ranked[1:]):
        later.append(later[-1] | grown.cells)
    kept = []
    held = 0
    for grown, others in zip(ranked, reversed(later), strict=True):
        if region & ~(held | others):
            kept.append(grown)
            held |= grown.cells
    return kept
