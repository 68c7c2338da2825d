"""What the findings of a report can be filtered by: verdict, force, chapter, basis.

It knows which values occur and how often. It does not filter: that is done on the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from gapcheck.report import words
from gapcheck.report.records import NO_BASIS, ChapterView, Choice, Facet

_Key = TypeVar("_Key", bound=StrEnum)


def facets(chapters: Sequence[ChapterView]) -> tuple[Facet, ...]:
    """The facets in a fixed order; of each, the values that occur, in the order of the words."""
    findings = [f for chapter in chapters for f in chapter.findings]
    said: Mapping[str, Mapping[str, str]] = {
        "status": _plain(words.VERDICTS),
        "force": _plain(words.FORCES),
        "chapter": {str(c.id): f"{c.number}. {c.title}" for c in chapters},
        "basis": {**_plain(words.BASES), NO_BASIS: words.NO_BASIS},
    }
    return tuple(
        Facet(
            name,
            words.FACETS[name],
            tuple(_choices(said[name], [f.facets[name] for f in findings])),
        )
        for name in words.FACETS
    )


def _choices(said: Mapping[str, str], values: Sequence[str]) -> Iterator[Choice]:
    counts = Counter(values)
    for value, text in said.items():
        if counts[value]:
            yield Choice(value, words.capital(text), counts[value])


def _plain(said: Mapping[_Key, str]) -> dict[str, str]:
    return {str(value): text for value, text in said.items()}
