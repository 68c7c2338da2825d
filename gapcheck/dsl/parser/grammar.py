"""The grammar as Lark reads it, its keywords, and the text it is applied to.

It knows which words are reserved. It does not know what a sentence becomes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from lark import Lark
from lark.lexer import PatternRE, PatternStr, TerminalDef
from msgspec import Struct

from gapcheck.source import Span

RESERVED = frozenset({"and", "any", "in", "is", "not", "one", "or", "where"})
"""The words that can name nothing. Other keywords stand only where no name can, so a dimension may be called `act`."""

_BOUNDARY = "(?![a-z0-9_])"


class Text(Struct, frozen=True):
    """A sentence with a way back from its own offsets to those of the file it stands in."""

    text: str
    span_of: Callable[[int, int], Span]

    @property
    def span(self) -> Span:
        """The whole sentence."""
        return self.span_of(0, len(self.text))


@cache
def lark() -> Lark:
    """The parser, made once: LALR with the contextual lexer, keywords bounded by the ends of words."""
    not_reserved = f"(?!(?:{'|'.join(sorted(RESERVED))}){_BOUNDARY})"

    def bounded(terminal: TerminalDef) -> None:
        pattern = terminal.pattern
        if isinstance(pattern, PatternStr) and pattern.value.isalpha():
            terminal.pattern = PatternRE(pattern.value + _BOUNDARY)
        elif terminal.name == "NAME":
            terminal.pattern = PatternRE(f"{not_reserved}(?:{pattern.value})")

    return Lark(
        _grammar(),
        parser="lalr",
        lexer="contextual",
        start=["duty", "claim", "reviewed", "watch", "region"],
        propagate_positions=True,
        maybe_placeholders=False,
        edit_terminals=bounded,
    )


def _grammar() -> str:
    return files("gapcheck.dsl").joinpath("grammar.lark").read_text(encoding="utf-8")


@cache
def keywords() -> frozenset[str]:
    """Every word that the grammar spells out."""
    rules = [line for line in _grammar().splitlines() if not line.startswith("//")]
    return frozenset(re.findall(r'"([a-z]+)"', "\n".join(rules)))
