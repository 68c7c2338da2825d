"""A terminal, or the pipe or file that stands in for one.

It knows width, encoding, colour and where lines break, and lets no text harm or move what it writes to. It does not
know what is told.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import Final, TextIO, TypeAlias

from msgspec import Struct

from gapcheck.source import display_width, printable

BOLD: Final = "1"
DIM: Final = "2"
RED: Final = "31"
GREEN: Final = "32"
YELLOW: Final = "33"
BLUE: Final = "34"
MAGENTA: Final = "35"
CYAN: Final = "36"

Piece: TypeAlias = tuple[str, str]
"""Words, and how they are shown: the numbers of an escape sequence, or nothing."""

_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[^ ]+")
_PLAIN = str.maketrans(
    {
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{NO-BREAK SPACE}": " ",
    }
)
_NARROWEST = 12


def console() -> Console:
    """Standard output, with colour where it is a terminal that shows it and nobody asked for none."""
    return Console(sys.stdout, get_terminal_size().columns, is_coloured=shows_colour(sys.stdout))


def shows_colour(file: TextIO) -> bool:
    """Whether escape sequences colour what a file shows; the environment may forbid or demand it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if not file.isatty():
        return False
    if os.name == "nt":
        return "WT_SESSION" in os.environ or "ANSICON" in os.environ
    return os.environ.get("TERM", "dumb") != "dumb"


class Console(Struct, frozen=True):
    """Something to write lines to, so many columns wide."""

    file: TextIO
    width: int = 80
    is_coloured: bool = False

    def text(self, words: str) -> str:
        """Words as they can be shown: no controls, single blanks, and what cannot be encoded replaced."""
        return self._encodable(printable(_BLANKS.sub(" ", words)))

    def _encodable(self, safe: str) -> str:
        encoding = self.file.encoding or "utf-8"
        if safe.isascii() or encoding.lower().startswith("utf"):
            return safe
        return safe.translate(_PLAIN).encode(encoding, "replace").decode(encoding)

    def line(self, words: str, *, indent: int = 0, style: str = "", hanging: int = 0) -> None:
        """One paragraph, wrapped inside its indentation; further rows hang so much deeper."""
        self.put((words, style), indent=indent, hanging=hanging)

    def put(self, *pieces: Piece, indent: int = 0, hanging: int = 0) -> None:
        """One paragraph of several styles, wrapped inside its indentation; further rows hang so much deeper."""
        shown = [(self.text(words), style) for words, style in pieces]
        whole = "".join(words for words, _ in shown)
        for start, end in _rows(whole, max(self.width - indent - hanging, _NARROWEST)):
            parts = _between(shown, start, end)
            margin = " " * (indent + hanging if start else indent)
            self._write(margin + "".join(self._painted(*part) for part in parts))

    def row(self, words: str, style: str = "") -> None:
        """One line as it is, however wide."""
        self._write(self._painted(self._encodable(printable(words.rstrip())), style))

    def gap(self) -> None:
        """An empty line."""
        self._write("")

    def _painted(self, words: str, style: str) -> str:
        return f"\x1b[{style}m{words}\x1b[0m" if style and self.is_coloured else words

    def _write(self, line: str) -> None:
        self.file.write(f"{line}\n")


def _rows(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Where each line of a text begins and ends: broken at blanks, and inside a word longer than a line."""
    measure = len if text.isascii() else display_width
    start = end = 0
    for word in _WORD.finditer(text):
        if end > start and measure(text[start : word.end()]) > room:
            yield start, end
            start = word.start()
        end = word.end()
        while end - start > room or measure(text[start:end]) > room:
            ends = range(min(end, start + room), start, -1)
            cut = next(n for n in ends if measure(text[start:n]) <= room)
            yield start, cut
            start = cut
    if end > start:
        yield start, end


def _between(pieces: list[Piece], start: int, end: int) -> Iterator[Piece]:
    """The pieces of a text that lie between two offsets of the whole, cut where they reach beyond."""
    for words, style in pieces:
        if start < len(words) and end > 0:
            yield words[max(start, 0) : end], style
        start, end = start - len(words), end - len(words)
