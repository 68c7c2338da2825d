"""From Lark's tree to ours: nothing outside this package sees a Lark tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lark import Token, Transformer, v_args
from lark.tree import Meta
from msgspec import Struct

from gapcheck.dsl import ast
from gapcheck.dsl.parser.grammar import Text
from gapcheck.source import Span


class _Tail(Struct, frozen=True):
    """A part of a sentence on its way to the node that holds it."""

    kind: str
    value: Any


@v_args(meta=True)
class Builder(Transformer[Token, Any]):
    """Turns Lark's tree into ours, one method for each rule, named after it."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text

    def _span(self, meta: Meta) -> Span:
        return self._text.span_of(meta.start_pos, meta.end_pos)

    def _name(self, token: Token) -> ast.Name:
        return ast.Name(str(token), self._text.span_of(token.start_pos or 0, token.end_pos or 0))

    def _quoted(self, token: Token) -> ast.Name:
        return ast.Name(
            str(token)[1:-1], self._text.span_of(token.start_pos or 0, token.end_pos or 0)
        )

    # Regions.

    def is_value(self, meta: Meta, parts: list[Any]) -> ast.Among:
        return ast.Among(
            self._name(parts[0]), (self._name(parts[1]),), negated=False, span=self._span(meta)
        )

    def is_not_value(self, meta: Meta, parts: list[Any]) -> ast.Among:
        return ast.Among(
            self._name(parts[0]), (self._name(parts[1]),), negated=True, span=self._span(meta)
        )

    def in_values(self, meta: Meta, parts: list[Any]) -> ast.Among:
        return ast.Among(self._name(parts[0]), parts[1], negated=False, span=self._span(meta))

    def not_in_values(self, meta: Meta, parts: list[Any]) -> ast.Among:
        return ast.Among(self._name(parts[0]), parts[1], negated=True, span=self._span(meta))

    def unrestricted(self, meta: Meta, parts: list[Any]) -> ast.Unrestricted:
        return ast.Unrestricted(self._name(parts[0]), self._span(meta))

    def inverse(self, meta: Meta, parts: list[Any]) -> ast.Inverse:
        return ast.Inverse(parts[0], self._span(meta))

    def all_parts(self, meta: Meta, parts: list[Any]) -> ast.Both:
        return ast.Both(tuple(parts), self._span(meta))

    def any_part(self, meta: Meta, parts: list[Any]) -> ast.Either:
        return ast.Either(tuple(parts), self._span(meta))

    # Lists, quantities, tests.

    def names(self, _: Meta, parts: list[Any]) -> tuple[ast.Name, ...]:
        return parts[0] if isinstance(parts[0], tuple) else (self._name(parts[0]),)

    def braced(self, _: Meta, parts: list[Any]) -> tuple[ast.Name, ...]:
        return tuple(self._name(p) for p in parts)

    def quoted(self, _: Meta, parts: list[Any]) -> tuple[ast.Name, ...]:
        return tuple(self._quoted(p) for p in parts)

    def quantity(self, meta: Meta, parts: list[Any]) -> ast.Quantity:
        return ast.Quantity(int(parts[0]), ast.Unit(str(parts[1])), self._span(meta))

    def maximum(self, meta: Meta, parts: list[Any]) -> ast.MaximumAtLeast:
        return ast.MaximumAtLeast(parts[0], self._span(meta))

    def not_only_fine(self, meta: Meta, _: list[Any]) -> ast.NotOnlyFine:
        return ast.NotOnlyFine(self._span(meta))

    def listing(self, meta: Meta, parts: list[Any]) -> ast.Listing:
        return ast.Listing(self._name(parts[0]), parts[1], self._span(meta))

    def each(self, meta: Meta, parts: list[Any]) -> _Tail:
        return _Tail("each", self.listing(meta, parts))

    def one_of(self, meta: Meta, parts: list[Any]) -> _Tail:
        return _Tail("one_of", self.listing(meta, parts))

    # Tails.

    def where(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("where", parts[0])

    def open(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("open", tuple(self._name(p) for p in parts))

    def requiring(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("requiring", parts[0])

    def condition(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("condition", parts[0])

    def defined(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("defined_in", self._quoted(parts[0]))

    def on_reading(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("reading", self._name(parts[0]))

    def right(self, _: Meta, __: list[Any]) -> _Tail:
        return _Tail("manner", ast.Manner.RIGHT)

    def discretion(self, _: Meta, __: list[Any]) -> _Tail:
        return _Tail("manner", ast.Manner.DISCRETION)

    def punishable(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("test", parts[0])

    def passing(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("test", parts[0])

    def choice(self, _: Meta, parts: list[Any]) -> tuple[ast.Name, ...]:
        return parts[0] if isinstance(parts[0], tuple) else (self._name(parts[0]),)

    def at_least(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("comparison", (ast.Comparison.AT_LEAST, parts[0]))

    def at_most(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("comparison", (ast.Comparison.AT_MOST, parts[0]))

    def one_of_list(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("comparison", (ast.Comparison.IN, parts[0]))

    def this_article(self, meta: Meta, _: list[Any]) -> _Tail:
        return self._scope(meta, ast.Reach.ARTICLE)

    def this_act(self, meta: Meta, _: list[Any]) -> _Tail:
        return self._scope(meta, ast.Reach.ACT)

    def every_law(self, meta: Meta, _: list[Any]) -> _Tail:
        return self._scope(meta, ast.Reach.EVERY_LAW)

    def listed(self, meta: Meta, parts: list[Any]) -> _Tail:
        return self._scope(meta, ast.Reach.LISTED, parts[0])

    def _scope(self, meta: Meta, reach: ast.Reach, listed: tuple[ast.Name, ...] = ()) -> _Tail:
        return _Tail("scope", ast.Scope(reach, listed, self._span(meta)))

    def every_offence(self, _: Meta, __: list[Any]) -> _Tail:
        return _Tail("offences", None)

    def offences_with(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("test", parts[0])

    def offences_under(self, _: Meta, parts: list[Any]) -> _Tail:
        return _Tail("listed", parts[0])

    # Sentences.

    def _sentence(self, meta: Meta, parts: list[Any]) -> _Parts:
        return _Parts(self, meta, parts)

    def criminalize(self, meta: Meta, parts: list[Any]) -> ast.Criminalize:
        told = self._sentence(meta, parts)
        return ast.Criminalize(told.space, told("each"), told("where"), told("test"), told.span)

    def aggravate(self, meta: Meta, parts: list[Any]) -> ast.Aggravate:
        told = self._sentence(meta, parts)
        return ast.Aggravate(told.space, told("where"), told.span)

    def never_punish(self, meta: Meta, parts: list[Any]) -> ast.NeverPunish:
        told = self._sentence(meta, parts)
        return ast.NeverPunish(told.space, told("where"), told.span)

    def guarantee(self, meta: Meta, parts: list[Any]) -> ast.Guarantee:
        told = self._sentence(meta, parts)
        as_right = told("manner") is ast.Manner.RIGHT
        return ast.Guarantee(
            told.space, told("each"), told("one_of"), told("where"), as_right, told.span
        )

    guarantee_one = guarantee

    def establish(self, meta: Meta, parts: list[Any]) -> ast.Establish:
        told = self._sentence(meta, parts)
        comparison, operand = told("comparison") or (None, None)
        return ast.Establish(told.space, comparison, operand, told.span)

    def covers(self, meta: Meta, parts: list[Any]) -> ast.Covers:
        return ast.Covers(**self._sentence(meta, parts).description())

    def defines(self, meta: Meta, parts: list[Any]) -> ast.Defines:
        return ast.Defines(**self._sentence(meta, parts).description())

    def grants(self, meta: Meta, parts: list[Any]) -> ast.Grants:
        told = self._sentence(meta, parts)
        return ast.Grants(
            told("reading"),
            told.space,
            told("where"),
            told("open", ()),
            told("condition", ()),
            told("manner"),
            told.span,
        )

    def exempts(self, meta: Meta, parts: list[Any]) -> ast.Exempts:
        told = self._sentence(meta, parts)
        return ast.Exempts(
            told("reading"),
            told.space,
            told("where"),
            told("scope"),
            told("condition", ()),
            told("manner"),
            told.span,
        )

    def extends(self, meta: Meta, parts: list[Any]) -> ast.Extends:
        told = self._sentence(meta, parts)
        dimension, values = told.rest
        return ast.Extends(
            told("reading"), told.space, self._name(dimension), values, told("test"), told.span
        )

    def applies(self, meta: Meta, parts: list[Any]) -> ast.Applies:
        told = self._sentence(meta, parts)
        return ast.Applies(told.space, told("test"), told("listed", ()), told.span)

    def releases(self, meta: Meta, parts: list[Any]) -> ast.Releases:
        told = self._sentence(meta, parts)
        return ast.Releases(told.space, told("where"), told("condition", ()), told.span)

    def lead(self, meta: Meta, parts: list[Any]) -> ast.Lead:
        told = self._sentence(meta, parts)
        return ast.Lead(told.space, told("where"), told.span)

    def reviewed(self, meta: Meta, parts: list[Any]) -> ast.Reviewed:
        told = self._sentence(meta, parts)
        return ast.Reviewed(told.space, told("where"), told.span)

    def watch(self, meta: Meta, parts: list[Any]) -> ast.Watch:
        told = self._sentence(meta, parts)
        return ast.Watch(told.space, told("where"), told.span)


class _Parts:
    """The parts of one sentence by kind: the space, the tails, and what is left."""

    def __init__(self, builder: Builder, meta: Meta, parts: list[Any]) -> None:
        self._tails: Mapping[str, Any] = {p.kind: p.value for p in parts if isinstance(p, _Tail)}
        bare = [p for p in parts if not isinstance(p, _Tail)]
        self.space = builder._name(bare[0])  # noqa: SLF001 - the builder's own helper
        self.rest = bare[1:]
        self.span = builder._span(meta)  # noqa: SLF001

    def __call__(self, kind: str, default: Any = None) -> Any:
        return self._tails.get(kind, default)

    def description(self) -> dict[str, Any]:
        """What covers and defines share, by field."""
        return {
            "reading": self("reading"),
            "space": self.space,
            "where": self("where"),
            "open": self("open", ()),
            "requiring": self("requiring", ()),
            "defined_in": self("defined_in"),
            "span": self.span,
        }
