"""From the text of a sentence to its tree: the only door to Lark.

It knows the grammar and the ways to get stuck in it. It does not know which spaces, values or provisions exist.
"""

from __future__ import annotations

import re

from lark import Token, Tree, UnexpectedInput

from gapcheck.diagnostics import INVISIBLE, Diagnostic, invisible_character
from gapcheck.dsl import ast
from gapcheck.dsl.parser.advice import diagnosed
from gapcheck.dsl.parser.builder import Builder
from gapcheck.dsl.parser.grammar import RESERVED, Text, keywords, lark

__all__ = [
    "RESERVED",
    "Text",
    "keywords",
    "parse_claim",
    "parse_duty",
    "parse_region",
    "parse_reviewed",
    "parse_watch",
]


_DEEPEST = 100
_UNSEEN = re.compile(f"[{INVISIBLE}]")


def parse_duty(text: Text) -> ast.Duty | Diagnostic:
    """Read what an element demands."""
    return _parse("duty", text)  # type: ignore[return-value]


def parse_claim(text: Text) -> ast.Claim | Diagnostic:
    """Read what a provision does."""
    return _parse("claim", text)  # type: ignore[return-value]


def parse_reviewed(text: Text) -> ast.Reviewed | Diagnostic:
    """Read which region somebody searched."""
    return _parse("reviewed", text)  # type: ignore[return-value]


def parse_watch(text: Text) -> ast.Watch | Diagnostic:
    """Read which region a pack asks to be told about."""
    return _parse("watch", text)  # type: ignore[return-value]


def parse_region(text: Text) -> ast.Region | Diagnostic:
    """Read a region alone, as cases and printed residues have it."""
    return _parse("region", text)  # type: ignore[return-value]


def _parse(start: str, text: Text) -> ast.Sentence | ast.Region | Diagnostic:
    unseen = _UNSEEN.search(text.text)
    if unseen:
        return invisible_character(text.span_of(*unseen.span()), unseen.group())
    try:
        tree = lark().parse(text.text, start=start)
    except UnexpectedInput as stuck:
        return diagnosed(start, text, stuck)
    if _is_deeper(tree, _DEEPEST):
        return Diagnostic(
            "syntax",
            "the sentence is nested too deeply",
            text.span,
            help="split it into several sentences",
        )
    return Builder(text).transform(tree)  # type: ignore[no-any-return]


def _is_deeper(tree: Tree[Token], levels: int) -> bool:
    """Whether a tree has more levels than everything that walks it later can descend."""
    layer = [tree]
    for _ in range(levels):
        layer = [part for node in layer for part in node.children if isinstance(part, Tree)]
    return bool(layer)
