"""Characters that cannot stand in a text, and those that cannot stand in the layout of a file.

Knows which they are and how they are told. Does not know whether one was found in the file as it is
or behind a backslash, nor what stops the YAML library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from gapcheck.diagnostics import (
    CURLY,
    DASHES,
    INVISIBLE,
    Diagnostic,
    called,
    curly_quotes,
    invisible_character,
    long_dash,
)
from gapcheck.source import SourceFile, Span

NOT_TEXT: Final = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]",
)

_UNSEEN = re.compile(f"[{INVISIBLE}]")
_BEFORE_A_VALUE = re.compile(rf"^ *(?:- +)*(?:[\w.-]+: *)?([{INVISIBLE}])", re.MULTILINE)
_DASHED = re.compile(rf"\s*([{DASHES}])")
_CURLY_VALUE = re.compile(rf"(?:- +|[\w.-]+: +|[\[{{,] *)([{CURLY}])")


def out_of_place_in_key(key: Span) -> Diagnostic | None:
    """Find what a word processor put into a key or before it."""
    unseen = _UNSEEN.search(key.text)
    if unseen:
        return invisible_character(_part(key, unseen.span()), unseen.group())
    dash = _DASHED.match(key.text)
    if dash:
        return long_dash(_part(key, dash.span(1)))
    return curly_quotes(key) if key.text.startswith(tuple(CURLY)) else None


def out_of_place_before_value(value: Span) -> Diagnostic | None:
    """Find an invisible character with which a plain text begins."""
    unseen = _UNSEEN.match(value.text)
    return invisible_character(_part(value, unseen.span()), unseen.group()) if unseen else None


def out_of_place_in_layout(unread: Span, lines: Iterable[Span], before: Span) -> Diagnostic | None:
    """Find what a word processor put between lines or around keys, where reading stopped.

    `unread` is what no node was made of yet, `lines` are those that may begin with a dash, and
    `before` is what stands on the last line before the place.
    """
    unseen = _BEFORE_A_VALUE.search(unread.text)
    if unseen:
        return invisible_character(_part(unread, unseen.span(1)), unseen[1])
    for line in lines:
        dash = _DASHED.match(line.text)
        if dash:
            return long_dash(_part(line, dash.span(1)))
    curly = _CURLY_VALUE.search(before.text)
    return curly_quotes(_part(before, curly.span(1))) if curly else None


def _part(whole: Span, part: tuple[int, int]) -> Span:
    return Span(whole.file, whole.start + part[0], whole.start + part[1])


def control_characters(file: SourceFile, start: int) -> Iterator[Diagnostic]:
    """Find them in a file from an offset on, in its order."""
    for match in NOT_TEXT.finditer(file.text, start):
        yield control_character(match.group(), Span(file, *match.span()))


def control_character(character: str, span: Span) -> Diagnostic:
    """Tell that a character was found; `span` is where to look for it."""
    return Diagnostic(
        "control-character",
        f"{called(character)} cannot stand in a text",
        span,
        help="delete it; it is invisible and often comes from copying out of a PDF",
    )
