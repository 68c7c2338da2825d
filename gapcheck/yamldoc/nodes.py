"""The tree that a YAML file becomes, and paths through it.

Knows what a text, a list, a mapping and a document are, and where each stands in its file. Does not
know how they are read, nor the YAML library.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeAlias

from msgspec import Struct

from gapcheck.meaning import Meaningful
from gapcheck.source import SourceFile, Span

DEEPEST_NESTING: Final = 40

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Steps: TypeAlias = tuple[str | int, ...]
Node: TypeAlias = "Scalar | Sequence | Mapping"


class Style(StrEnum):
    """How a scalar is written, named by the mark it begins with."""

    PLAIN = ""
    SINGLE_QUOTED = "'"
    DOUBLE_QUOTED = '"'
    LITERAL = "|"
    FOLDED = ">"


class Scalar(Meaningful, frozen=True):
    """A text. A key with nothing after it has an empty plain scalar, whose span is empty too."""

    text: str
    span: Span
    style: Style = Style.PLAIN


class Sequence(Meaningful, frozen=True):
    """A list of nodes, in the order of the file."""

    items: tuple[Node, ...]
    span: Span


class Mapping(Meaningful, frozen=True):
    """Keys and their values, in the order of the file.

    Invariant: no two keys have the same text, and none is empty.
    """

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """Give the value of a key, if the key is there."""
        return next((value for name, value in self.entries if name.text == key), None)


class Document(Struct, frozen=True):
    """A file that keeps to the subset; nested no deeper than `DEEPEST_NESTING`."""

    file: SourceFile
    root: Node

    def span_of(self, path: Steps) -> Span:
        """Give the span of a node, or of its closest ancestor that exists."""
        node = self.root
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node.span

    def plain(self) -> Plain:
        """Give the tree as dicts, lists and strings; a key with nothing after it has `""`."""
        return _plain(self.root)


def _child(node: Node, step: str | int) -> Node | None:
    match node, step:
        case Mapping(), str():
            return node.get(step)
        case Sequence(), int() if 0 <= step < len(node.items):
            return node.items[step]
        case _:
            return None


def _plain(node: Node) -> Plain:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return {key.text: _plain(value) for key, value in node.entries}
