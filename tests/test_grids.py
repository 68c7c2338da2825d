"""The grids that the inventory counts in the terms of the treaties, against what the packs ask in single cells.

Source: obligations A.3, rule 4.
"""

from __future__ import annotations

from functools import cache

import pytest

from gapcheck.model.law import Rulebook
from gapcheck.workspace import Workspace, shipped


@cache
def rules() -> Rulebook:
    found, diagnostics = Workspace(shipped()).rulebook()
    assert found is not None, diagnostics
    return found


def grid(groups: tuple[str, ...], dimensions: tuple[str, ...], *obligations: str) -> set[object]:
    """The combinations that duties ask for, the leaves of these groups counted as one term."""
    found: set[object] = set()
    for name in obligations:
        for element in rules().obligations[name].elements:
            demand = element.demand
            assert demand is not None
            terms = {
                d.id: {leaf: group for group in groups for leaf in d.groups.get(group, ())}
                for d in demand.space.dimensions
            }
            for cell in demand.space.cells(demand.region):
                found.add(tuple(terms[d].get(cell[d], cell[d]) for d in dimensions))
    return found


DOCUMENTS = (
    "som.6.1.b.i",
    "som.6.1.b.ii.procuring",
    "som.6.1.b.ii.providing",
    "som.6.1.b.ii.possessing",
)


@pytest.mark.parametrize(
    ("groups", "dimensions", "obligations", "number"),
    [
        (
            ("child", "practices_similar_to_slavery"),
            ("act", "purpose", "victim"),
            ("tip.3.c",),
            5 * 8,
        ),
        ((), ("conduct", "fraud", "document"), DOCUMENTS, 4 * 3 * 2),
        ((), ("destination", "benefit"), ("som.6.1.a", "som.6.1.a.destination"), 2 * 2 * 2),
        ((), ("conduct", "benefit"), ("som.6.1.c.means",), 2 * 4),
        (
            ("enable_illegal_stay",),
            ("circumstance", "conduct"),
            ("som.6.3.a", "som.6.3.b", "som.6.3.coverage"),
            4 * 3,
        ),
    ],
)
def test_the_packs_ask_for_the_grid_of_the_inventory(
    groups: tuple[str, ...], dimensions: tuple[str, ...], obligations: tuple[str, ...], number: int
) -> None:
    assert len(grid(groups, dimensions, *obligations)) == number


def test_the_grid_of_adults_has_every_act_means_and_purpose() -> None:
    every = grid(
        ("child", "practices_similar_to_slavery"), ("victim", "act", "means", "purpose"), "tip.5.1"
    )
    adults = {cell for cell in every if isinstance(cell, tuple) and cell[0] == "adult"}
    assert len(adults) == 5 * 9 * 8
