"""The text of a file, places in it, and how wide text is drawn.

Knows lines, columns, spans and display width. Does not know YAML, the language or the file system:
whoever makes a `SourceFile` has read the text already.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from msgspec import Struct

_LINE_END = re.compile(r"\r\n|\n|\r")

_UNSAFE_TO_DRAW = re.compile(
    "["
    r"\x00-\x1f\x7f-\x9f\u2028\u2029"  # controls and line ends
    r"\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of what follows
    r"\ud800-\udfff\ufeff"  # halves of characters, byte order mark
    "]"
)


class SourceFile(Struct, frozen=True, dict=True):
    """A file that was read: the name users know it by, and its text.

    Invariant: one name stands for one text. Files are compared by name alone, which is cheap.
    """

    name: str
    text: str

    def __eq__(self, other: object) -> bool:
        """Compare by name."""
        return isinstance(other, SourceFile) and self.name == other.name

    def __ne__(self, other: object) -> bool:
        """Agree with equality; a struct would compare every field."""
        return not self == other

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.name)

    def __repr__(self) -> str:
        """Name the file, not its text."""
        return f"<{self.name}>"

    def position(self, offset: int) -> tuple[int, int]:
        """Give the line and column of an offset, both counted from 1, columns in characters."""
        starts = self._starts
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Give a line, counted from 1, without its end."""
        starts = self._starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def offset(self, line0: int, col0: int) -> int:
        """Give the offset of a line and column counted from 0; beyond the text is its end."""
        starts = self._starts
        end = len(self.text)
        return min(starts[line0] + col0, end) if line0 < len(starts) else end

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where each line begins; a text has at least one line."""
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))


class Span(Struct, frozen=True):
    """A stretch of a file, from one character offset up to another.

    Invariant: `0 <= start <= end <= len(file.text)`.
    """

    file: SourceFile
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a stretch that the file does not have."""
        if not 0 <= self.start <= self.end <= len(self.file.text):
            message = f"no span {self.start}..{self.end} in {self.file.name}"
            raise ValueError(message)

    def __repr__(self) -> str:
        """Name the place, not the text."""
        return f"<{self.file.name}:{self.line}:{self.column}+{self.end - self.start}>"

    @property
    def text(self) -> str:
        """The text it covers."""
        return self.file.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line it begins on, counted from 1."""
        return self.file.position(self.start)[0]

    @property
    def column(self) -> int:
        """The column it begins at, counted from 1 in characters."""
        return self.file.position(self.start)[1]

    def until(self, other: Span) -> Span:
        """Reach from the start of this span to the end of a later one in the same file."""
        return Span(self.file, self.start, max(self.end, other.end))


def printable(text: str) -> str:
    """Make a line safe for a terminal: a tab becomes a space, a control character becomes `�`."""
    return _UNSAFE_TO_DRAW.sub("�", text.replace("\t", " "))


def display_width(text: str) -> int:
    """Count the columns in which a terminal draws `printable(text)`."""
    shown = printable(text)
    if shown.isascii():
        return len(shown)
    from wcwidth import wcswidth  # noqa: PLC0415 - the tables of all scripts, not needed for most texts

    return max(0, wcswidth(shown))
