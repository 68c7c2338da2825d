"""The page with every word of the shipped spaces: made from the rules, for those who write sentences.

It knows how the page is laid out. It does not know any of the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gapcheck.model.law import DimensionWords, Rulebook, Vocabulary
from gapcheck.space import UNFULFILLED, Dimension

PAGE: Final = Path(__file__).parent.parent / "docs" / "vocabulary.md"

_INTRODUCTION = """\
# The vocabulary

<!-- Made from the files under rules/spaces by `make docs`: change the words there. -->

What the sentences of [the language](language.md) can speak about: every space, dimension and value, with its
meaning. Values marked *beyond* go further than the treaty asks; laws have them often enough. A dimension marked
*leading* has to be named by every claim. A group stands for several values.
"""


def page(rulebook: Rulebook) -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *_spaces(rulebook)]) + "\n"


def _spaces(rulebook: Rulebook) -> Iterator[str]:
    for name, vocabulary in sorted(rulebook.vocabularies.items()):
        yield f"## {name}\n"
        yield f"{vocabulary.title['en']}.\n"
        for dimension in vocabulary.space.dimensions:
            yield from _dimension(dimension, vocabulary)


def _dimension(dimension: Dimension, vocabulary: Vocabulary) -> Iterator[str]:
    words = vocabulary.words[dimension.id]
    yield f"### {dimension.id} in {vocabulary.space.id}\n"
    yield " ".join(f"{remark}." for remark in _remarks(dimension, words)) + "\n"
    yield "| Value | Label | Meaning |"
    yield "| --- | --- | --- |"
    for value in dimension.values:
        term = words.terms[value]
        label = term.label["en"] + ("" if value in dimension.core else " (*beyond*)")
        yield _row(f"`{value}`", label, term.definition["en"])
    for group, values in dimension.groups.items():
        yield _row(
            f"`{group}`", words.groups[group]["en"], f"group: {', '.join(f'`{v}`' for v in values)}"
        )
    yield ""


def _remarks(dimension: Dimension, words: DimensionWords) -> Iterator[str]:
    label = words.label["en"]
    yield label[:1].upper() + label[1:]
    if dimension.leading:
        yield "*Leading*"
    if dimension.id == UNFULFILLED:
        yield "Its values are the conditions that claims name after `requiring` and `on condition of`"
    if dimension.silence != dimension.values:
        yield f"A claim that is silent means {', '.join(f'`{value}`' for value in dimension.silence)}"
    if dimension.ordinary is not None:
        yield f"A duty that is silent means `{dimension.ordinary}`"


def _row(*fields: str) -> str:
    return (
        f"| {' | '.join(' '.join(field.split()).replace('|', chr(92) + '|') for field in fields)} |"
    )
