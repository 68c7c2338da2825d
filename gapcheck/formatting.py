"""One way to write the sentences in pack and profile files.

It rewrites the sentences of the language and the ends of lines, and leaves everything else, comments
included, as it stands. It does not check what a sentence means.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from gapcheck.diagnostics import Diagnostic
from gapcheck.dsl import ast, parser, printer
from gapcheck.yamldoc import Document, Node, Scalar, Sequence, Style, embedded
from gapcheck.yamldoc import Mapping as YamlMapping

_Parse: TypeAlias = Callable[[parser.Text], ast.Sentence | ast.Region | Diagnostic]

_WIDTH = 100
_SENTENCE_KEYS: Mapping[str, _Parse] = {
    "requires": parser.parse_duty,
    "given": parser.parse_duty,
    "when": parser.parse_watch,
    "law": parser.parse_claim,
    "reviewed": parser.parse_reviewed,
    "region": parser.parse_region,
    "residue": parser.parse_region,
    "unknown": parser.parse_region,
    "unclear": parser.parse_region,
    "conflict": parser.parse_region,
}
"""The keys under which packs, profiles and cases hold sentences, and how these are read."""
_SAYS: Mapping[str, _Parse] = {
    "claims": parser.parse_claim,
    "law": parser.parse_claim,
    "reviews": parser.parse_reviewed,
}
"""The lists whose entries hold a sentence under `says`; elsewhere `says` is human text."""

_CALLED = "called"
"""Under this key a case says what findings are called, and `conflict` is no region but a list of ids."""


class _Edit(Struct, frozen=True):
    start: int
    end: int
    text: str


def formatted(document: Document) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file as the house writes it, or none and what keeps a sentence from being read.

    Formatting twice gives what formatting once gave.
    """
    edits: list[_Edit] = []
    diagnostics: list[Diagnostic] = []
    for scalar, parse in _sentences(document):
        outcome = _edit(scalar, parse)
        if isinstance(outcome, Diagnostic):
            diagnostics.append(outcome)
        elif outcome is not None:
            edits.append(outcome)
    if diagnostics:
        return None, diagnostics
    return _tidied(_applied(document.file.text, edits)), []


def _sentences(document: Document) -> Iterator[tuple[Scalar, _Parse]]:
    waiting: list[tuple[Node, str]] = [(document.root, "")]
    while waiting:
        node, under = waiting.pop()
        match node:
            case Scalar():
                if under in _SENTENCE_KEYS and node.text.strip():
                    yield node, _SENTENCE_KEYS[under]
            case Sequence(items=items):
                waiting += [(item, under) for item in items]
            case YamlMapping(entries=entries):
                for key, value in entries:
                    if key.text == "says" and isinstance(value, Scalar) and value.text.strip():
                        if under in _SAYS:
                            yield value, _SAYS[under]
                    elif key.text != _CALLED:
                        waiting.append((value, key.text))


def _edit(scalar: Scalar, parse: _Parse) -> _Edit | Diagnostic | None:
    inside = embedded(scalar)
    if isinstance(inside, Diagnostic):
        return inside
    tree = parse(parser.Text(inside.text, inside.span))
    if isinstance(tree, Diagnostic):
        return tree
    text = printer.text(tree)
    span = inside.span(0, len(inside.text))
    if scalar.style is Style.LITERAL:
        indent = " " * (span.column - 1)
        text = textwrap.fill(
            text,
            _WIDTH,
            initial_indent="",
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    elif ": " in text or text == inside.text:
        return None
    return None if text == span.text else _Edit(span.start, span.end, text)


def _applied(text: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _tidied(text: str) -> str:
    """No white space at the ends of lines, one newline at the end of the file."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n") + "\n"
