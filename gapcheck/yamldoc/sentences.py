"""Sentences inside scalars, and where each character of them stands in the file.

Knows which ways of writing a scalar keep its characters as they are. Does not know the language of
the sentences, nor how the scalar was read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from gapcheck.diagnostics import Diagnostic
from gapcheck.source import SourceFile, Span
from gapcheck.yamldoc.nodes import Scalar, Style


class Embedded(Struct, frozen=True):
    """A sentence inside a scalar, and where its parts stand in the file.

    Invariant: `pieces` are pairs of an offset in the text and one in the file, ascending, the first
    at 0; up to the next piece both advance together.
    """

    text: str
    file: SourceFile
    pieces: tuple[tuple[int, int], ...]

    def offset(self, at: int) -> int:
        """Give the offset in the file of an offset in the text."""
        start, origin = self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece[0]) - 1]
        return origin + min(at, len(self.text)) - start

    def span(self, start: int, end: int) -> Span:
        """Give the stretch of the file that a stretch of the text comes from."""
        first = self.offset(start)
        return Span(self.file, first, self.offset(end - 1) + 1 if start < end else first)


def embedded(scalar: Scalar) -> Embedded | Diagnostic:
    """Take the sentence out of a scalar, if every character of it stands in the file as it is.

    Blanks at the end of a literal block do not belong to the sentence.
    """
    file = scalar.span.file
    if scalar.style is Style.LITERAL:
        text = scalar.text.rstrip()
        return Embedded(text, file, tuple(_literal_pieces(scalar, text)))
    quotes = len(scalar.style) if scalar.style is not Style.FOLDED else 0
    start = scalar.span.start + quotes
    if file.text[start : scalar.span.end - quotes] == scalar.text:
        return Embedded(scalar.text, file, ((0, start),))
    return Diagnostic(
        "expression-style",
        f"a sentence cannot be written {_manner(scalar)}",
        scalar.span,
        help="write it on one line or as a literal block (`|`)",
    )


def _literal_pieces(scalar: Scalar, text: str) -> Iterator[tuple[int, int]]:
    """Pair each line of a literal block with its place: it ends as its line of the file does."""
    file, start = scalar.span.file, 0
    if not text:
        yield 0, scalar.span.start
        return
    lines = scalar.text.split("\n")[: text.count("\n") + 1]
    for number, line in enumerate(lines, scalar.span.line + 1):
        yield start, file.offset(number - 1, len(file.line(number)) - len(line))
        start += len(line) + 1


def _manner(scalar: Scalar) -> str:
    """Say how a scalar is written that cannot be a sentence."""
    if scalar.style is Style.FOLDED:
        return "as a folded block (`>`)"
    if len(scalar.span.text.splitlines()) > 1:
        return "over several lines without a literal block"
    return "with quotation marks or backslashes that stand for others"
