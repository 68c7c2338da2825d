"""Where the YAML library is in a file: its marks, and the places around one where it stopped.

Knows offsets, lines and columns. Does not know why it stopped, nor what is said about it.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from gapcheck.source import SourceFile, Span


class Mark(Protocol):
    """A place of the library, by either of its two loaders."""

    index: int


def offset(mark: Mark | None, shift: int) -> int:
    """Give the offset of a mark; no mark counts as the start.

    Marks count characters, also beyond the basic plane, and leave out the byte order mark.
    """
    return shift + (mark.index if mark else 0)


class Stuck(Struct, frozen=True):
    """Where reading stopped, and where what was being read had begun."""

    file: SourceFile
    at: int
    began: int

    @property
    def here(self) -> Span:
        """The character it stopped at; nothing at the end of the file."""
        return Span(self.file, self.at, min(self.at + 1, len(self.file.text)))

    @property
    def opening(self) -> Span:
        """The character with which the unfinished thing began."""
        return Span(self.file, self.began, min(self.began + 1, len(self.file.text)))

    @property
    def rest(self) -> Span:
        """What follows on the line."""
        return Span(self.file, self.at, max(self.at, self.line.end))

    @property
    def line(self) -> Span:
        """The line it stopped in, without the blanks around it."""
        return self._line(self.here.line)

    @property
    def opening_line(self) -> Span:
        """The line on which the unfinished thing began."""
        return self._line(self.opening.line)

    @property
    def line_above(self) -> Span:
        """The closest line above that says something; the line itself if there is none."""
        numbers = range(self.here.line - 1, 0, -1)
        lines = (self._line(number) for number in numbers)
        return next((line for line in lines if line.text[:1] not in {"", "#"}), self.line)

    @property
    def before(self) -> Span:
        """What stands before it on its line."""
        return Span(self.file, self.file.offset(self.here.line - 1, 0), self.at)

    def since(self, reached: int) -> Span:
        """The lines from an offset on to the one it stopped in, that one as a whole."""
        line, _ = self.file.position(reached)
        start = self.file.offset(line - 1, 0)
        return Span(self.file, start, max(start, self.at, self.line.end))

    @property
    def is_aligned(self) -> bool:
        """Whether it stopped at the column where the unfinished thing began."""
        return self.here.column == self.opening.column

    def _line(self, number: int) -> Span:
        line = self.file.line(number)
        start = self.file.offset(number - 1, len(line) - len(line.lstrip()))
        return Span(self.file, start, start + len(line.strip()))


def stuck_at(error: Exception, file: SourceFile, shift: int) -> Stuck:
    """Find the two places in an error of the library."""
    at = getattr(error, "problem_mark", None)
    began = getattr(error, "context_mark", None) or at
    return Stuck(file, offset(at, shift), offset(began, shift))
