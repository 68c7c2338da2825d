"""From the events of the YAML library to nodes.

Knows how nodes nest, where each begins and ends, and what leaves the subset although it is YAML.
Does not know where the text came from, nor why the library may stop before its end.
"""

from __future__ import annotations

import re
from typing import Final

import yaml
from msgspec import Struct, field

from gapcheck.diagnostics import Diagnostic, Label, tidy
from gapcheck.source import SourceFile, Span
from gapcheck.yamldoc.characters import (
    NOT_TEXT,
    control_character,
    out_of_place_before_value,
    out_of_place_in_key,
)
from gapcheck.yamldoc.nodes import (
    DEEPEST_NESTING,
    Document,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Style,
)
from gapcheck.yamldoc.places import offset

_LONGEST_QUOTE = 60
_MOST_COPIED = 20
_COPIED: Final = {"invisible-character", "curly-quotes", "long-dash"}
_STYLES: Final = {style.value: style for style in Style}


class _Open(Struct, frozen=True):
    """A collection not read to its end; in a mapping, keys and values take turns in `parts`."""

    event: yaml.CollectionStartEvent
    parts: list[Node] = field(default_factory=list)


class Builder:
    """Turns events into nodes, with a stack and no recursion, and notes what leaves the subset."""

    def __init__(self, file: SourceFile, shift: int) -> None:
        """Begin an empty document; `shift` is how far marks fall short of offsets in the file."""
        self.diagnostics: list[Diagnostic] = []
        self.gave_up = False
        self.reached = shift
        self._file = file
        self._shift = shift
        self._root: Node | None = None
        self._open: list[_Open] = []

    def result(self) -> tuple[Document | None, list[Diagnostic]]:
        """Give the document if nothing is wrong with it."""
        if self.diagnostics:
            return None, tidy(self.diagnostics)
        if self._root is None or self._root == Scalar("", self._root.span):
            start = Span(self._file, 0, 0)
            self._report("yaml-empty", "the file is empty", start, "write its first key")
            return None, self.diagnostics
        return Document(self._file, self._root), []

    def stop(self, reason: Diagnostic) -> None:
        """Note why reading stopped, unless it follows from what is known about the same line.

        What came out of a word processor shifts the lines that follow it, so it explains any stop.
        """
        if not any(
            known.code in _COPIED or known.span.line == reason.span.line
            for known in self.diagnostics
        ):
            self.diagnostics.append(reason)

    def take(self, event: yaml.Event) -> None:
        """Take the next event; those that only open or close the stream say nothing."""
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.CollectionEndEvent():
                self._end_collection(event)
            case yaml.CollectionStartEvent():
                self._start_collection(event)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self._start_document(event)
            case _:
                pass
        is_plain = isinstance(event, yaml.ScalarEvent) and not event.style
        mark = event.start_mark if is_plain else event.end_mark  # it may run on over many lines
        self.reached = offset(mark, self._shift)

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        if self._root is not None:
            message = "a second document begins here"
            advice = "remove the line `---`, or move what follows to a file of its own"
            self._report("yaml-several-documents", message, self._span(event), advice)
            self.gave_up = True

    def _alias(self, event: yaml.AliasEvent) -> None:
        span = self._span(event)
        advice = "write the text out, or put it in quotes if the `*` belongs to it"
        self._report("yaml-alias", f"`{span.text}` points to a text elsewhere", span, advice)
        self._place(Scalar(span.text, span))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._properties(event)
        scalar = Scalar(event.value, self._span(event), _STYLES[event.style or ""])
        if scalar.style is Style.DOUBLE_QUOTED:  # what stands in the file as it is, was looked at
            strange = NOT_TEXT.search(scalar.text)
            if strange:
                self.diagnostics.append(control_character(strange.group(), scalar.span))
        copied = None
        if self._is_key():
            copied = out_of_place_in_key(scalar.span)
        elif scalar.style is Style.PLAIN:
            copied = out_of_place_before_value(scalar.span)
        if copied:
            self.diagnostics.append(copied)
            self.gave_up = len(self.diagnostics) >= _MOST_COPIED
        self._place(scalar)

    def _is_key(self) -> bool:
        """Whether the next node is a key of a mapping."""
        if not self._open:
            return False
        opened = self._open[-1]
        return isinstance(opened.event, yaml.MappingStartEvent) and len(opened.parts) % 2 == 0

    def _start_collection(self, event: yaml.CollectionStartEvent) -> None:
        self._properties(event)
        if len(self._open) == DEEPEST_NESTING:
            message = f"this is nested deeper than {DEEPEST_NESTING} levels"
            advice = "write it flatter; look for stray brackets"
            self._report("yaml-nesting", message, self._span(event), advice)
            self.gave_up = True
        self._open.append(_Open(event))

    def _end_collection(self, event: yaml.CollectionEndEvent) -> None:
        opened = self._open.pop()
        start = offset(opened.event.start_mark, self._shift)
        end = offset(event.end_mark, self._shift)
        if opened.parts and not opened.event.flow_style:
            end = opened.parts[-1].span.end  # the event itself lies beyond blank lines and comments
        span = Span(self._file, start, end)
        if isinstance(opened.event, yaml.MappingStartEvent):
            self._place(Mapping(self._entries(opened.parts), span))
        else:
            self._place(Sequence(tuple(opened.parts), span))

    def _place(self, node: Node) -> None:
        if self._open:
            self._open[-1].parts.append(node)
        else:
            self._root = node

    def _entries(self, parts: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        """Pair keys with values, reporting the keys that cannot be."""
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(parts[::2], parts[1::2], strict=True):
            match key:
                case Scalar(text="<<", style=Style.PLAIN):
                    message = "the merge key `<<` is not allowed"
                    self._report("yaml-merge-key", message, key.span, "write the keys out here")
                case Scalar(text=""):
                    advice = "write a word before the colon"
                    self._report("yaml-key", "this key is empty", key.span, advice)
                case Scalar(text=text) if text in entries:
                    self._duplicate(key, entries[text][0])
                case Scalar(text=text):
                    entries[text] = key, value
                case _:
                    message = "a list or mapping stands where a key should"
                    advice = "write a word, or put the text in quotes if the bracket belongs to it"
                    self._report("yaml-key", message, key.span, advice)
        return tuple(entries.values())

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        message = f"the key `{_short(key.text)}` already stands in this mapping"
        label = Label(first.span, "it stands here first")
        advice = "remove one of the two, or join what they say"
        self.diagnostics.append(Diagnostic("duplicate-key", message, key.span, advice, (label,)))

    def _properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Report an anchor or a tag before a node."""
        if event.anchor is not None:
            span = self._property("&", event)
            advice = "remove it, or put the text in quotes if the `&` belongs to it"
            self._report("yaml-anchor", f"the anchor `{span.text}` is not allowed", span, advice)
        if event.tag is not None:
            span = self._property("!", event)
            advice = "remove it, or put the text in quotes if the `!` belongs to it"
            self._report("yaml-tag", f"the tag `{_short(span.text)}` is not allowed", span, advice)

    def _property(self, mark: str, event: yaml.Event) -> Span:
        """Find the word with this mark among the properties that begin a node."""
        start = self._file.text.index(mark, self._span(event).start)
        word = re.compile(r"[^\s,\[\]{}]+").match(self._file.text, start)
        return Span(self._file, start, word.end() if word else start)

    def _report(self, code: str, message: str, span: Span, advice: str) -> None:
        self.diagnostics.append(Diagnostic(code, message, span, advice))

    def _span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self._file, offset(start, self._shift), offset(end, self._shift))


def _short(text: str) -> str:
    """Cut a text to what can be quoted in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"
