"""Small mistakes in a sentence: something left out, `and` for `or`, a number beside the right one.

It knows trees. It does not know which of the changed sentences still mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from gapcheck.dsl import ast, printer

SpaceDuty: TypeAlias = ast.Criminalize | ast.Aggravate | ast.NeverPunish | ast.Guarantee


def of_duty(duty: ast.Duty) -> Iterator[tuple[ast.Duty, str]]:
    """Every duty that differs by one mistake, with what was changed."""
    if isinstance(duty, ast.Establish):
        yield from _of_fact(duty)
        return
    yield from _of_where(duty)
    if isinstance(duty, ast.Criminalize):
        yield from _of_test(duty)
    if isinstance(duty, ast.Criminalize | ast.Guarantee) and duty.each is not None:
        for listing, how in _of_listing(duty.each):
            yield replace(duty, each=listing), how
    if isinstance(duty, ast.Guarantee):
        yield from _of_guarantee(duty)


# Regions.


def _of_where(duty: SpaceDuty) -> Iterator[tuple[SpaceDuty, str]]:
    if duty.where is None:
        return
    yield replace(duty, where=None), _left_out(duty.where)
    for region, how in _of_region(duty.where):
        yield replace(duty, where=region), how


def _of_region(region: ast.Region) -> Iterator[tuple[ast.Region, str]]:
    match region:
        case ast.Among(dimension=dimension, values=values) if len(values) > 1:
            for number, value in enumerate(values):
                fewer = values[:number] + values[number + 1 :]
                how = f"`{value.text}` left out of the values of `{dimension.text}`"
                yield replace(region, values=fewer), how
        case ast.Both() | ast.Either():
            yield from _of_parts(region)
        case ast.Inverse(part=part):
            for changed, how in _of_region(part):
                yield replace(region, part=changed), how
        case _:
            return


def _of_parts(region: ast.Both | ast.Either) -> Iterator[tuple[ast.Region, str]]:
    if isinstance(region, ast.Both):
        yield ast.Either(region.parts, region.span), f"`or` for `and` in `{printer.region(region)}`"
    else:
        yield ast.Both(region.parts, region.span), f"`and` for `or` in `{printer.region(region)}`"
    for number, part in enumerate(region.parts):
        yield _without(region, number), _left_out(part)
        for changed, how in _of_region(part):
            parts = (*region.parts[:number], changed, *region.parts[number + 1 :])
            yield replace(region, parts=parts), how


def _without(region: ast.Both | ast.Either, number: int) -> ast.Region:
    rest = region.parts[:number] + region.parts[number + 1 :]
    return rest[0] if len(rest) == 1 else replace(region, parts=rest)


def _left_out(region: ast.Region) -> str:
    return f"`{printer.region(region)}` left out"


# Lists, tests, rights, facts.


def _of_listing(listing: ast.Listing) -> Iterator[tuple[ast.Listing, str]]:
    if len(listing.values) > 1:
        for number, value in enumerate(listing.values):
            fewer = listing.values[:number] + listing.values[number + 1 :]
            yield replace(listing, values=fewer), f"`{value.text}` left out of the list"


def _of_test(duty: ast.Criminalize) -> Iterator[tuple[ast.Duty, str]]:
    match duty.test:
        case ast.NotOnlyFine():
            yield replace(duty, test=None), "`punishable not only by fine` left out"
        case ast.MaximumAtLeast(term=term) as test:
            yield replace(duty, test=None), "the test of the penalty left out"
            for moved, how in _moved(term):
                yield replace(duty, test=replace(test, term=moved)), how
        case None:
            return


def _of_guarantee(duty: ast.Guarantee) -> Iterator[tuple[ast.Duty, str]]:
    if duty.one_of is not None:
        every = "every value of the list asked for, where one is enough"
        yield replace(duty, each=duty.one_of, one_of=None), every
        for listing, how in _of_listing(duty.one_of):
            yield replace(duty, one_of=listing), how
    if duty.as_right:
        yield replace(duty, as_right=False), "`as a right` left out"


def _of_fact(duty: ast.Establish) -> Iterator[tuple[ast.Duty, str]]:
    match duty.operand:
        case ast.Quantity() as bound:
            for moved, how in _moved(bound):
                yield replace(duty, operand=moved), how
        case tuple() as choices if len(choices) > 1:
            for number, choice in enumerate(choices):
                fewer = choices[:number] + choices[number + 1 :]
                yield replace(duty, operand=fewer), f"`{choice.text}` left out of the choices"


def _moved(bound: ast.Quantity) -> Iterator[tuple[ast.Quantity, str]]:
    for number in (bound.number - 1, bound.number + 1):
        if number >= 0:
            how = f"`{number} {bound.unit}` for `{bound.number} {bound.unit}`"
            yield replace(bound, number=number), how
