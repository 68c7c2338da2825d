"""One way to write the sentences in pack and profile files.

It rewrites the sentences of the language and the ends of lines, and leaves everything else, comments
included, as it stands. It does not check what a sentence means.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from msgspec import Struct

from gapcheck.diagnostics import Diagnostic
from gapcheck.dsl import ast, parser, printer
from gapcheck.yamldoc import Document, Embedded, Node, Scalar, Sequence, Style, embedded
from gapcheck.yamldoc import Mapping as YamlMapping

_WIDTH = 100
_SENTENCE_KEYS: Mapping[str, tuple[str, ...]] = {
    "requires": ("duty",),
    "given": ("duty",),
    "when": ("watch",),
    "law": ("claim",),
    "reviewed": ("reviewed",),
    "region": ("region",),
    "residue": ("region",),
    "unknown": ("region",),
    "unclear": ("region",),
    "conflict": ("region",),
}
"""The keys under which packs, profiles and cases hold sentences, and of which kind."""
_SAYS: Mapping[str, tuple[str, ...]] = {
    "claims": ("claim",),
    "law": ("claim",),
    "reviews": ("reviewed",),
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
    for scalar, kinds in _sentences(document):
        outcome = _edit(scalar, kinds)
        if isinstance(outcome, Diagnostic):
            diagnostics.append(outcome)
        elif outcome is not None:
            edits.append(outcome)
    if diagnostics:
        return None, diagnostics
    return _tidied(_applied(document.file.text, edits)), []


def _sentences(document: Document) -> Iterator[tuple[Scalar, tuple[str, ...]]]:
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


def _edit(scalar: Scalar, kinds: tuple[str, ...]) -> _Edit | Diagnostic | None:
    inside = embedded(scalar)
    if isinstance(inside, Diagnostic):
        return inside
    tree = _parsed(inside, kinds)
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


def _parsed(inside: Embedded, kinds: tuple[str, ...]) -> ast.Sentence | ast.Region | Diagnostic:
    """The tree of the first kind of sentence that fits; otherwise what is wrong with it as the first kind."""
    text = parser.Text(inside.text, inside.span)
    readers = {
        "duty": parser.parse_duty,
        "claim": parser.parse_claim,
        "reviewed": parser.parse_reviewed,
        "watch": parser.parse_watch,
        "region": parser.parse_region,
    }
    outcomes = [readers[kind](text) for kind in kinds]
    return next((o for o in outcomes if not isinstance(o, Diagnostic)), outcomes[0])


def _applied(text: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _tidied(text: str) -> str:
    """No white space at the ends of lines, one newline at the end of the file."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n") + "\n"
