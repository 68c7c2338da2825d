from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.space import Box, Dimension, Space, product_size
from tests import strategies as make
from tests.oracle import Cell, Cells, all_cells, at, told

SPACES = st.composite(lambda draw: make.random_space(make.dice(draw), "crime"))()


@st.composite
def spaces_with_regions(draw: st.DrawFn, regions: int = 1) -> tuple[Space, tuple[int, ...]]:
    where = draw(SPACES)
    bits = st.integers(0, where.full)
    return where, tuple(draw(_region(where, bits)) for _ in range(regions))


def _region(where: Space, bits: st.SearchStrategy[int]) -> st.SearchStrategy[int]:
    """Scattered cells, or a union of boxes as laws have them."""
    sides = [st.sampled_from([where.side(d.id, (v,)) for v in d.values]) for d in where.dimensions]
    boxes = st.lists(st.tuples(*sides), max_size=4).map(
        lambda found: sum({box[0] & box[-1] for box in found}) & where.full
    )
    return st.one_of(bits, boxes)


def naive(where: Space, region: int) -> Cells:
    """The cells of a region by the order in which bits are told."""
    return frozenset(tuple(cell.values()) for cell in where.cells(region))


def inside(where: Space, cell: Cell, box: Box) -> bool:
    values = told(where, cell)
    return all(values[name] in side for name, side in box.items())


def test_every_bit_is_one_cell_and_every_cell_one_bit() -> None:
    where = make.space(
        "crime",
        make.dimension("act", "ab", leading=True),
        make.dimension(
            "participation", ("principal", "attempt", "accomplice"), ordinary="principal"
        ),
        make.dimension("circumstance", ("basic", "grave"), ordinary="basic"),
        one_at_a_time=("participation", "circumstance"),
    )
    assert where.size == 2 * 4
    assert len(naive(where, where.full)) == where.size
    assert ("a", "attempt", "grave") not in naive(where, where.full)


@given(SPACES)
def test_cells_are_those_of_the_definition(where: Space) -> None:
    expected = all_cells(where)
    assert naive(where, where.full) == frozenset(expected)
    assert [tuple(c.values()) for c in where.every_cell()] == expected
    assert where.size == len(expected) == where.full.bit_count()
    assert product_size(where.dimensions, where.one_at_a_time) == where.size


@given(SPACES)
def test_sides_partition_the_space(where: Space) -> None:
    for dimension in where.dimensions:
        sides = [where.side(dimension.id, (v,)) for v in dimension.values]
        assert sum(sides) == where.full
        assert sum(s.bit_count() for s in sides) == where.size


@given(spaces_with_regions())
def test_values_in_are_the_values_that_occur(drawn: tuple[Space, tuple[int]]) -> None:
    where, (region,) = drawn
    for position, dimension in enumerate(where.dimensions):
        occurring = {cell[position] for cell in naive(where, region)}
        assert set(where.values_in(region, dimension.id)) == occurring


@given(spaces_with_regions(), st.data())
def test_moved_tells_each_cell_at_another_value(
    drawn: tuple[Space, tuple[int]], data: st.DataObject
) -> None:
    where, (region,) = drawn
    dimension = data.draw(st.sampled_from(where.dimensions))
    source = data.draw(st.sampled_from(dimension.values))
    target = data.draw(st.sampled_from(dimension.values))
    there = {
        at(where, cell, {dimension.id: target})
        for cell in naive(where, region)
        if told(where, cell)[dimension.id] == source
    }
    moved = where.moved(region, dimension.id, source, target)
    assert naive(where, moved) == there & frozenset(all_cells(where))


def stretched(where: Space, region: int, dimensions: Sequence[str]) -> Cells:
    """Every cell that agrees with a cell of the region in all other dimensions."""

    def rest(cell: Cell) -> Mapping[str, str]:
        return {n: v for n, v in told(where, cell).items() if n not in dimensions}

    rests = [rest(cell) for cell in naive(where, region)]
    return frozenset(cell for cell in all_cells(where) if rest(cell) in rests)


@given(spaces_with_regions(), st.data())
def test_a_cylinder_ignores_one_dimension(
    drawn: tuple[Space, tuple[int]], data: st.DataObject
) -> None:
    where, (region,) = drawn
    dimension: Dimension = data.draw(st.sampled_from(where.dimensions))
    cylinder = where.cylinder(region, dimension.id)
    assert naive(where, cylinder) == stretched(where, region, [dimension.id])


@given(spaces_with_regions(), st.data())
def test_stretching_ignores_several_dimensions_in_any_order(
    drawn: tuple[Space, tuple[int]], data: st.DataObject
) -> None:
    where, (region,) = drawn
    several = data.draw(st.lists(st.sampled_from([d.id for d in where.dimensions]), unique=True))
    assert naive(where, where.stretched(region, several)) == stretched(where, region, several)


@given(spaces_with_regions(2))
def test_boxes_rebuild_their_region(drawn: tuple[Space, tuple[int, int]]) -> None:
    where, (region, free) = drawn
    exact = 0
    for box in where.boxes(region):
        exact |= where.box(box)
    assert exact == region
    loose = 0
    for box in where.boxes(region, free):
        loose |= where.box(box)
    assert not region & ~loose
    assert not loose & ~(region | free)


@given(spaces_with_regions(2))
def test_no_box_can_be_wider(drawn: tuple[Space, tuple[int, int]]) -> None:
    where, (region, free) = drawn
    allowed = region | free
    for box in where.boxes(region, free):
        for name, values in box.items():
            for value in set(where.dimension(name).values) - set(values):
                wider = where.box({**box, name: (*values, value)})
                added = wider & ~where.box(box)
                assert not added or added & ~allowed


@given(spaces_with_regions())
def test_no_box_is_superfluous(drawn: tuple[Space, tuple[int]]) -> None:
    where, (region,) = drawn
    boxes = where.boxes(region)
    for left_out in range(len(boxes)):
        others = 0
        for number, box in enumerate(boxes):
            others |= 0 if number == left_out else where.box(box)
        assert region & ~others


@given(spaces_with_regions(2))
def test_boxes_depend_on_the_arguments_alone(drawn: tuple[Space, tuple[int, int]]) -> None:
    where, (region, free) = drawn
    again = Space(where.id, where.dimensions, where.one_at_a_time, where.conditions)
    where.boxes(free)
    assert where.boxes(region, free) == again.boxes(region, free)


@given(spaces_with_regions())
def test_boxes_are_told_widest_first(drawn: tuple[Space, tuple[int]]) -> None:
    where, (region,) = drawn
    sizes = [where.box(box).bit_count() for box in where.boxes(region)]
    assert sizes == sorted(sizes, reverse=True)


def test_the_empty_region_has_no_box_and_the_whole_space_one_without_sides() -> None:
    where = make.space(
        "crime", make.dimension("act", "ab"), make.dimension("victim", ("adult", "child"))
    )
    assert where.boxes(0) == ()
    assert where.boxes(where.full) == ({},)


def test_groups_stand_for_their_leaves() -> None:
    victim = make.dimension(
        "victim", ("adult", "under_14", "teen"), groups={"child": ("under_14", "teen")}
    )
    assert victim.leaves("child") == ("under_14", "teen")
    assert victim.leaves("adult") == ("adult",)
    assert victim.leaves("elder") == ()


@pytest.mark.parametrize(("ordinary", "expected"), [(None, ("a", "b")), ("a", ("a",))])
def test_a_silent_duty_means_the_ordinary_value_or_every_core_value(
    ordinary: str | None, expected: tuple[str, ...]
) -> None:
    assert make.dimension("form", "abc", ext="c", ordinary=ordinary).default == expected


def test_a_condition_costs_one_value() -> None:
    where = make.space("crime", make.dimension("act", "ab"), conditions=("profit", "border"))
    assert where.dimension("unfulfilled").values == ("nothing", "profit", "border", "every")
    assert where.size == 8
