"""Rulebooks and jurisdictions as plain data, and back.

It knows the classes of the model, written out below, and drives their fields. It does not know where the plain
data are kept. Trees come back without their places: nothing after the checks asks where a word stood.

A list is a tuple of the model, a mapping and a frozen set are themselves, and a tuple is an object: the number of
its class and its fields. A space is told by its name; whoever reads the data hands the spaces in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any, Final, cast

from gapcheck.cache import Plain
from gapcheck.dsl import ast, compiler
from gapcheck.model import law, profile
from gapcheck.source import SourceFile, Span
from gapcheck.space import Dimension, Space

_DATE: Final = -1
_SPACE: Final = -2
_NOWHERE: Final = Span(SourceFile("compiled", ""), 0, 0)

_RECORDS: Final[Sequence[type]] = (
    ast.Aggravate,
    ast.Among,
    ast.Applies,
    ast.Both,
    ast.Covers,
    ast.Criminalize,
    ast.Defines,
    ast.Either,
    ast.Establish,
    ast.Exempts,
    ast.Extends,
    ast.Grants,
    ast.Guarantee,
    ast.Inverse,
    ast.Lead,
    ast.Listing,
    ast.MaximumAtLeast,
    ast.Name,
    ast.NeverPunish,
    ast.NotOnlyFine,
    ast.Quantity,
    ast.Releases,
    ast.Reviewed,
    ast.Scope,
    ast.Unrestricted,
    ast.Watch,
    compiler.Demand,
    compiler.Statement,
    law.Authority,
    law.DimensionWords,
    law.Echo,
    law.Element,
    law.FactDefinition,
    law.Instrument,
    law.Need,
    law.Obligation,
    law.Qualifier,
    law.RulePack,
    law.Rulebook,
    law.Term,
    law.ToolOffence,
    law.Vocabulary,
    law.WatchRegion,
    profile.Amendment,
    profile.ClaimEntry,
    profile.Decision,
    profile.Ground,
    profile.Imprisonment,
    profile.Jurisdiction,
    profile.Justification,
    profile.Moment,
    profile.Penalty,
    profile.Provision,
    profile.Reading,
    profile.Reservation,
    profile.Review,
    profile.Source,
    profile.Standing,
    profile.StatedFact,
    profile.Statistic,
    profile.Statute,
    profile.TreatyStatus,
    profile.Version,
    profile.Window,
    Dimension,
)
_WORDS: Final[Sequence[type[StrEnum]]] = (
    ast.Comparison,
    ast.Manner,
    ast.Reach,
    ast.Unit,
    law.Chapter,
    law.FactKind,
    law.Force,
    law.NeedKind,
    law.RollUp,
    law.SpaceKind,
    profile.Basis,
    profile.Consent,
    profile.Grade,
    profile.Known,
    profile.Stage,
    profile.Tradition,
    profile.TreatyEffect,
)
_KINDS: Final[Sequence[Any]] = (*_RECORDS, *_WORDS)
_NUMBERS: Final = {kind: number for number, kind in enumerate(_KINDS)}
_NAMES: Final = {k: tuple(f.name for f in fields(k) if f.name != "span") for k in _RECORDS}
_PLACED: Final = frozenset(
    n for n, k in enumerate(_RECORDS) if any(f.name == "span" for f in fields(k))
)


def plain_rulebook(rulebook: law.Rulebook) -> Plain:
    """Write a rulebook: its spaces, then everything else."""
    spaces = [v.space for v in rulebook.vocabularies.values()]
    drawn = [[s.id, plain(s.dimensions), list(s.one_at_a_time), list(s.conditions)] for s in spaces]
    return [drawn, plain(rulebook)]  # type: ignore[list-item]


def rulebook(data: Plain) -> law.Rulebook:
    """Read a rulebook."""
    drawn, rest = cast("tuple[Any, Plain]", data)
    built = (
        Space(name, model(dimensions, {}), tuple(one_at_a_time), tuple(conditions))
        for name, dimensions, one_at_a_time, conditions in drawn
    )
    return cast("law.Rulebook", model(rest, {space.id: space for space in built}))


def jurisdiction(data: Plain, rulebook: law.Rulebook) -> profile.Jurisdiction:
    """Read a jurisdiction that was checked against this rulebook."""
    spaces = {v.space.id: v.space for v in rulebook.vocabularies.values()}
    return cast("profile.Jurisdiction", model(data, spaces))


def plain(value: object) -> Plain:
    """Write anything of the model; `TypeError` for what is no part of it."""
    match value:
        case None | bool() | int():
            return value
        case StrEnum():
            return (_NUMBERS[type(value)], value.value)
        case str():
            return str(value)
        case tuple():
            return [plain(item) for item in value]
        case frozenset():
            return frozenset(str(item) for item in value)
        case Mapping():
            return {str(name): plain(item) for name, item in value.items()}
        case date():
            return (_DATE, value.toordinal())
        case Space():
            return (_SPACE, value.id)
        case _ if type(value) in _NAMES:
            kind = type(value)
            return (_NUMBERS[kind], *(plain(getattr(value, name)) for name in _NAMES[kind]))
        case _:
            raise TypeError(f"{type(value).__name__} is no part of the model")


def model(data: Plain, spaces: Mapping[str, Space]) -> Any:  # noqa: ANN401 - the data say what it is
    """Read anything of the model; `spaces` are those it may speak of."""
    if type(data) is list:
        return tuple([model(item, spaces) for item in data])
    if type(data) is dict:
        return {name: model(item, spaces) for name, item in data.items()}
    if type(data) is not tuple:
        return data
    number, first, *_ = (*data, None)
    if number == _DATE:
        return date.fromordinal(cast("int", first))
    if number == _SPACE:
        return spaces[cast("str", first)]
    kind = _KINDS[cast("int", number)]
    values = [model(item, spaces) for item in data[1:]]
    return kind(*values, span=_NOWHERE) if number in _PLACED else kind(*values)
