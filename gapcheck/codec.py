"""Rulebooks and jurisdictions as plain data, and back.

It knows the classes of the model, written out below, and drives their fields. It does not know where the plain
data are kept. Trees come back without their places: nothing after the checks asks where a word stood.

What is plain already is kept as it is, texts, mappings and tuples of texts included. A list stands for what has to be
made: the number of its kind, then its parts. A space is told by its name; whoever reads the data hands the spaces in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeAlias, cast

from msgspec import Struct

from gapcheck.cache import Plain
from gapcheck.dsl import ast, compiler
from gapcheck.model import law, profile
from gapcheck.source import SourceFile, Span
from gapcheck.space import Dimension, Space

_DATE: Final = -1
_SPACE: Final = -2
_TUPLE: Final = -3
_MAPPING: Final = -4
_NOWHERE: Final = Span(SourceFile("compiled", ""), 0, 0)

_RECORDS: Final[Sequence[type[Struct]]] = (
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
_Named: TypeAlias = Mapping[str, Plain]
_KINDS: Final[Sequence[Any]] = (*_RECORDS, *_WORDS)
_NUMBERS: Final = {kind: number for number, kind in enumerate(_KINDS)}
_NAMES: Final = {k: tuple(n for n in k.__struct_fields__ if n != "span") for k in _RECORDS}
_PLACED: Final = frozenset(n for n, k in enumerate(_RECORDS) if "span" in k.__struct_fields__)


def plain_rulebook(rulebook: law.Rulebook) -> Plain:
    """Write a rulebook: its spaces, then everything else."""
    spaces = [v.space for v in rulebook.vocabularies.values()]
    drawn = [(s.id, plain(s.dimensions), s.one_at_a_time, s.conditions) for s in spaces]
    return (tuple(drawn), plain(rulebook))


def rulebook(data: Plain) -> law.Rulebook:
    """Read a rulebook."""
    drawn, rest = cast("tuple[Any, Plain]", data)
    built = (
        Space(name, model(dimensions, {}), one_at_a_time, conditions)
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
            return [_NUMBERS[type(value)], value.value]
        case str():
            return str(value)
        case tuple():
            items = tuple(plain(item) for item in value)
            return [_TUPLE, *items] if _has_made(items) else items
        case frozenset():
            return frozenset(str(item) for item in value)
        case Mapping():
            named = {str(name): plain(item) for name, item in value.items()}
            return [_MAPPING, named] if _has_made(named.values()) else named
        case date():
            return [_DATE, value.toordinal()]
        case Space():
            return [_SPACE, value.id]
        case Struct() if type(value) in _NAMES:
            kind = type(value)
            return [_NUMBERS[kind], *(plain(getattr(value, name)) for name in _NAMES[kind])]
        case _:
            raise TypeError(f"{type(value).__name__} is no part of the model")


def _has_made(items: Iterable[Plain]) -> bool:
    """Whether any of the items has to be made when it is read."""
    return any(type(item) is list for item in items)


def model(data: Plain, spaces: Mapping[str, Space]) -> Any:  # noqa: ANN401 - the data say what it is
    """Read anything of the model; `spaces` are those it may speak of."""
    return _made(data, spaces) if type(data) is list else data


def _made(data: Sequence[Plain], spaces: Mapping[str, Space]) -> Any:  # noqa: ANN401 - as above
    number, *parts = data
    if number == _MAPPING:
        return {name: model(item, spaces) for name, item in cast("_Named", parts[0]).items()}
    if number == _DATE:
        return date.fromordinal(cast("int", parts[0]))
    if number == _SPACE:
        return spaces[cast("str", parts[0])]
    values = [_made(item, spaces) if type(item) is list else item for item in parts]
    if number == _TUPLE:
        return tuple(values)
    kind = _KINDS[cast("int", number)]
    return kind(*values, span=_NOWHERE) if number in _PLACED else kind(*values)
