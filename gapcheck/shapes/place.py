"""The values of a file that know where they stand, in the form that pydantic reads.

Knows how nodes become texts, lists and mappings of Python. Does not know what any key means.
"""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from msgspec import Struct
from pydantic_core import core_schema

from gapcheck import yamldoc
from gapcheck.diagnostics import (
    CURLY,
    INVISIBLE,
    Diagnostic,
    curly_quotes,
    invisible_character,
)
from gapcheck.shapes.mistake import mistake
from gapcheck.source import SourceFile, Span
from gapcheck.yamldoc import Embedded, Scalar, Steps, Style

_UNSEEN: Final = re.compile(f"[{INVISIBLE}]")
_IN_CURLY: Final = re.compile(f"[{CURLY}][^{CURLY}]*[{CURLY}]?")
Place: TypeAlias = "PlacedText | PlacedList | PlacedMapping"


class PlacedText(str):
    """A text of a file, without the blanks around it; also a key that an author chose."""

    __slots__ = ("key", "path", "scalar")

    scalar: Scalar
    path: Steps
    key: Scalar | None

    @classmethod
    def at(cls, scalar: Scalar, path: Steps, key: Scalar | None = None) -> PlacedText:
        """Place the text of a scalar."""
        text = cls(scalar.text.strip())
        text.scalar, text.path, text.key = scalar, path, key
        return text

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Copy as a plain text: a copy stands nowhere."""
        return str, (str(self),)

    @property
    def span(self) -> Span:
        """The words, without the mark of a block; where there are none, the key in front."""
        if not self and self.key is not None and not self.scalar.span.text:
            return self.key.span
        if self.scalar.style is not Style.LITERAL:
            return self.scalar.span
        words = yamldoc.embedded(self.scalar)
        return words.span(0, len(words.text)) if isinstance(words, Embedded) else self.scalar.span

    def part(self, start: int, end: int) -> Span:
        """Give the span of a part of the text, or of all of it where its characters are hidden."""
        shift = self.scalar.text.index(self)
        words = yamldoc.embedded(self.scalar)
        if isinstance(words, Embedded):
            return words.span(shift + start, shift + end)
        return self.scalar.span

    @classmethod
    def __get_pydantic_core_schema__(cls, _: object, __: object) -> core_schema.CoreSchema:
        """Read any text that says something."""
        return core_schema.no_info_plain_validator_function(text_that_says_something)

    @classmethod
    def __get_pydantic_json_schema__(cls, _: object, __: object) -> dict[str, Any]:
        """Tell editors, to whom `19` is a number, that it may stand where a text does."""
        return {"type": ["string", "number", "boolean"]}


class PlacedList(list["Place"]):
    """A list of a file."""

    __slots__ = ("key", "path", "span")

    span: Span
    path: Steps
    key: Scalar | None


class PlacedMapping(dict[PlacedText, "Place"]):
    """Keys and values of a file; its span is its first entry, which says best what it is."""

    __slots__ = ("key", "path", "span")

    span: Span
    path: Steps
    key: Scalar | None


def placed(node: yamldoc.Node, path: Steps = (), key: Scalar | None = None) -> Place:
    """Give the values under a node, each with its place."""
    match node:
        case yamldoc.Scalar():
            return PlacedText.at(node, path, key)
        case yamldoc.Sequence():
            items = PlacedList(placed(item, (*path, i)) for i, item in enumerate(node.items))
            items.span, items.path, items.key = node.span, path, key
            return items
        case yamldoc.Mapping():
            table = PlacedMapping()
            for name, value in node.entries:
                here = (*path, name.text)
                table[PlacedText.at(name, here)] = placed(value, here, name)
            table.span, table.path, table.key = _first_entry(node), path, key
            return table


def _first_entry(node: yamldoc.Mapping) -> Span:
    if not node.entries:
        return node.span
    name, value = node.entries[0]
    return name.span.until(value.span) if isinstance(value, Scalar) else name.span


class StandIn(Struct, frozen=True):
    """Belongs to the type of a value: the text to go on with where the author's is wrong."""

    text: str


def stand_in(text: str, wrong: Place | None) -> PlacedText:
    """Give a text in place of a wrong or missing one."""
    span = Span(SourceFile("", ""), 0, 0) if wrong is None else wrong.span
    path = () if wrong is None else wrong.path
    return PlacedText.at(Scalar(text, span), path)


def copied_into(text: PlacedText) -> Diagnostic | None:
    """Find what a word processor put into a text that is compared letter by letter."""
    unseen = _UNSEEN.search(text)
    if unseen:
        return invisible_character(text.part(*unseen.span()), unseen.group())
    is_plain = text.scalar.style is Style.PLAIN
    return curly_quotes(text.span) if is_plain and _IN_CURLY.fullmatch(text) else None


def text_that_says_something(value: object) -> PlacedText:
    """Refuse lists, mappings and nothing where a text is asked for."""
    if not isinstance(value, PlacedText):
        raise mistake("wrong-shape", "{key} takes one text, not a list or keys of its own")
    if not value:
        raise mistake("empty-text", "{key} is empty", "write the text, or remove the key")
    return value
