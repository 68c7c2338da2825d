"""Characters that cannot stand in a text.

Knows which they are and how they are told. Does not know whether one was found in the file as it is
or behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gapcheck.diagnostics import Diagnostic
from gapcheck.source import SourceFile, Span

NOT_TEXT: Final = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]",
)


def control_characters(file: SourceFile, start: int) -> Iterator[Diagnostic]:
    """Find them in a file from an offset on, in its order."""
    for match in NOT_TEXT.finditer(file.text, start):
        yield control_character(match.group(), Span(file, *match.span()))


def control_character(character: str, span: Span) -> Diagnostic:
    """Tell that a character was found; `span` is where to look for it."""
    return Diagnostic(
        "control-character",
        f"the control character U+{ord(character):04X} cannot stand in a text",
        span,
        help="delete it; it is invisible and often comes from copying out of a PDF",
    )
