"""From a tree back to the text of a sentence: what it prints parses to an equal tree."""

from __future__ import annotations

from collections.abc import Iterable

from gapcheck.dsl import ast
from gapcheck.space import Box, Space


def text(node: ast.Sentence | ast.Region) -> str:
    """Any sentence, or a region alone."""
    match node:
        case ast.Among() | ast.Unrestricted() | ast.Both() | ast.Either() | ast.Inverse():
            return region(node)
        case _:
            return sentence(node)


def sentence(node: ast.Sentence) -> str:
    """A duty, claim, review or watch as the author would write it."""
    match node:
        case ast.Criminalize():
            test = "" if node.test is None else f" punishable {_test(node.test)}"
            return f"criminalize {node.space.text}{_each(node.each)}{_where(node.where)}{test}"
        case ast.Aggravate():
            return f"aggravate {node.space.text}{_where(node.where)}"
        case ast.NeverPunish():
            return f"never punish {node.space.text}{_where(node.where)}"
        case ast.Guarantee():
            right = " as a right" if node.as_right else ""
            if node.one_of is not None:
                listing = f"{node.one_of.dimension.text} in {_braced(node.one_of.values)}"
                return f"guarantee one of {listing} of {node.space.text}{_where(node.where)}{right}"
            return f"guarantee {node.space.text}{_each(node.each)}{_where(node.where)}{right}"
        case ast.Establish():
            return f"establish {node.fact.text}{_comparison(node)}"
        case ast.Covers() | ast.Defines():
            verb = "covers" if isinstance(node, ast.Covers) else "defines"
            required = f" requiring {_braced(node.requiring)}" if node.requiring else ""
            defined = f' as defined in "{node.defined_in.text}"' if node.defined_in else ""
            tail = f"{_open(node.open)}{required}{defined}"
            return f"{_reading(node.reading)}{verb} {node.space.text}{_where(node.where)}{tail}"
        case ast.Grants():
            tail = f"{_open(node.open)}{_condition(node.condition)}{_manner(node.manner)}"
            return f"{_reading(node.reading)}grants {node.space.text}{_where(node.where)}{tail}"
        case ast.Exempts():
            tail = f" from {_scope(node.scope)}{_condition(node.condition)}{_manner(node.manner)}"
            return f"{_reading(node.reading)}exempts {node.space.text}{_where(node.where)}{tail}"
        case ast.Extends():
            test = "" if node.test is None else f" for offences with {_maximum(node.test)}"
            target = f"{node.dimension.text} {_choice(node.values)}{test}"
            return f"{_reading(node.reading)}extends {node.space.text} to {target}"
        case ast.Applies():
            return f"applies {node.tool.text} to {_offences(node)}"
        case ast.Releases():
            return f"releases {node.space.text}{_where(node.where)}{_condition(node.condition)}"
        case ast.Lead():
            return f"lead {node.space.text}{_where(node.where)}"
        case ast.Reviewed():
            return f"reviewed {node.space.text}{_where(node.where)}"
        case ast.Watch():
            return f"watch {node.space.text}{_where(node.where)}"


def region(node: ast.Region, *, inside: bool = False) -> str:
    """A region; `inside` another one it is put in brackets where the reading would change."""
    match node:
        case ast.Among(dimension=dimension, values=values, negated=negated):
            if len(values) == 1:
                return f"{dimension.text} is {'not ' if negated else ''}{values[0].text}"
            return f"{dimension.text} {'not ' if negated else ''}in {_braced(values)}"
        case ast.Unrestricted(dimension=dimension):
            return f"{dimension.text} is any"
        case ast.Both(parts=parts):
            joined = " and ".join(region(p, inside=True) for p in parts)
            return f"({joined})" if inside else joined
        case ast.Either(parts=parts):
            joined = " or ".join(region(p, inside=True) for p in parts)
            return f"({joined})" if inside else joined
        case ast.Inverse(part=part):
            return f"not {region(part, inside=True)}"


def box(sides: Box) -> str:
    """A box as a region of the language, so that a residue can be read back."""
    tests = (
        f"{name} is {vs[0]}" if len(vs) == 1 else f"{name} in {{{', '.join(vs)}}}"
        for name, vs in sides.items()
    )
    return " and ".join(tests)


def apart(space: Space, region: int, among: int) -> tuple[str, ...]:
    """Each box of a region, told by what sets it apart from the rest of a larger one."""
    found = []
    for sides in space.boxes(region, space.full & ~among):
        kept = {
            n: tuple(v for v in vs if v in space.values_in(among, n)) for n, vs in sides.items()
        }
        found.append(box(kept))
    return tuple(found)


def boxes(many: Iterable[Box]) -> str:
    """Several boxes as one region; the empty text for none, and for the whole space."""
    written = [box(b) for b in many]
    if len(written) < 2:  # noqa: PLR2004 - one box stands without brackets
        return "".join(written)
    return " or ".join(f"({one})" for one in written)


def _braced(names: Iterable[ast.Name]) -> str:
    return "{" + ", ".join(n.text for n in names) + "}"


def _choice(names: tuple[ast.Name, ...]) -> str:
    return f"is {names[0].text}" if len(names) == 1 else f"in {_braced(names)}"


def _where(node: ast.Region | None) -> str:
    return "" if node is None else f" where {region(node)}"


def _each(listing: ast.Listing | None) -> str:
    return (
        ""
        if listing is None
        else f" including each {listing.dimension.text} in {_braced(listing.values)}"
    )


def _reading(name: ast.Name | None) -> str:
    return "" if name is None else f"on reading {name.text}: "


def _open(names: tuple[ast.Name, ...]) -> str:
    return f" not established {', '.join(n.text for n in names)}" if names else ""


def _condition(names: tuple[ast.Name, ...]) -> str:
    return f" on condition of {_braced(names)}" if names else ""


def _manner(manner: ast.Manner | None) -> str:
    return "" if manner is None else f" {manner}"


def _scope(scope: ast.Scope) -> str:
    if scope.reach is ast.Reach.LISTED:
        return "{" + ", ".join(f'"{n.text}"' for n in scope.listed) + "}"
    return str(scope.reach)


def _quantity(quantity: ast.Quantity) -> str:
    return f"{quantity.number} {quantity.unit}"


def _maximum(test: ast.PenaltyTest) -> str:
    assert isinstance(test, ast.MaximumAtLeast)  # noqa: S101 - the grammar admits no other test here
    return f"a maximum of at least {_quantity(test.term)}"


def _test(test: ast.PenaltyTest) -> str:
    return "not only by fine" if isinstance(test, ast.NotOnlyFine) else f"by {_maximum(test)}"


def _offences(node: ast.Applies) -> str:
    if node.listed:
        return "offences under {" + ", ".join(f'"{n.text}"' for n in node.listed) + "}"
    return "every offence" if node.test is None else f"offences with {_maximum(node.test)}"


def _comparison(node: ast.Establish) -> str:
    if isinstance(node.operand, ast.Quantity):
        return f" {node.comparison} {_quantity(node.operand)}"
    return "" if node.operand is None else f" {_choice(node.operand)}"
