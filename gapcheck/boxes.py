"""A set of cells as few, maximal boxes.

It knows cells as bits and values as numbers. It does not know what dimensions and values are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
        self._place = place
        self._masks = [axis.masks for axis in axes]
        self._steps = [axis.steps for axis in axes]
        self._by_turns = [number for number, axis in enumerate(axes) if axis.by_turns]
        self._values = [[(1 << n, mask) for n, mask in enumerate(a.masks)] for a in axes]
        self._every = [Side((1 << len(axis.masks)) - 1, full) for axis in axes]
        self._lines = [sum(1 << step for step in axis.steps) for axis in axes]
        self._unblocked: list[dict[int, Side]] = [{} for _ in axes]
        numbers = range(len(axes))
        self._fewest_first = sorted(numbers, key=lambda number: len(axes[number].masks))

    def boxes(self, region: int, free: int) -> Sequence[Sequence[int]]:
        """The sides of the boxes of a region, widest first; they may run over the cells of `free`."""
        off = self._full & ~(region | free)
        found: list[Grown] = []
        left = region
        while left:
            grown = self._around((left & -left).bit_length() - 1, off)
            found.append(grown)
            left &= ~grown.cells
        kept = _without_redundant(found, region)
        kept.sort(key=lambda g: (-(g.cells & region).bit_count(), [-side for side in g.sides]))
        return [grown.sides for grown in kept]

    def _around(self, seed: int, off: int) -> Grown:
        """A maximal box around a cell."""
        start = self._place(seed)
        limits = self._limits(seed, start, off)
        sides = [side.values for side in limits]
        cells = self._full
        for side in limits:
            cells &= side.cells
        off &= cells
        if not off:
            return Grown(sides, cells)
        own = [masks[value] for masks, value in zip(self._masks, start, strict=True)]
        return self._grown(own, off, limits, sides)

    def _limits(self, seed: int, start: Place, off: int) -> list[Side]:
        """Each side as wide as the cells outside allow while the other sides stay as they are."""
        outside = off >> seed
        limits = []
        axes = zip(start, self._steps, self._lines, self._unblocked, strict=True)
        for number, (value, steps, cells, known) in enumerate(axes):
            step = steps[value]
            line = (off >> seed - step if step else outside) & cells
            limits.append(known.get(line) or self._unblocked_by(number, line))
        away = [number for number in self._by_turns if self._steps[number][start[number]]]
        for number in self._by_turns if away else ():
            if number not in away:
                limits[number] = self._every[number]  # another one is away: no cell lies there
        return limits

    def _unblocked_by(self, number: int, line: int) -> Side:
        """The values of a dimension that have none of the cells of a line along it."""
        values = cells = 0
        for (value, mask), step in zip(self._values[number], self._steps[number], strict=True):
            if not line >> step & 1:
                values |= value
                cells |= mask
        side = self._unblocked[number][line] = Side(values, cells)
        return side

    def _grown(
        self, own: Sequence[int], off: int, limits: Sequence[Side], sides: list[int]
    ) -> Grown:
        """Widen each side within its limit in turn, as far as the cells outside allow; most values first.

        `own` are the cells of the side that each dimension starts with, `off` the cells outside within all limits.
        """
        later = [off]
        for number in self._fewest_first[:-1]:
            later.append(later[-1] & own[number])
        cells = self._full
        for number in reversed(self._fewest_first):
            outside = later.pop() & cells
            mask = limits[number].cells
            if outside:
                sides[number], mask = self._widened(number, outside, sides[number])
            cells &= mask
        return Grown(sides, cells)

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
