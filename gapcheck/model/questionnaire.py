"""Questionnaires of the field, and which obligations answer their questions.

It knows how far a questionnaire was read. It does not know any national law, nor the official wording of a question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from gapcheck.model.law import Text

_ALL = ".*"


class Grounds(StrEnum):
    """What it rests on that a question is asked: on reading it, or on the articles that are covered."""

    READ = "read"
    INFERRED = "inferred"


class Questionnaire(Struct, frozen=True):
    """A questionnaire or checklist; `readable` says which part of it could be read."""

    id: str
    title: Text
    symbol: str
    url: str
    readable: Text
    verified: bool


class AskedPoint(Struct, frozen=True):
    """A family of questions in our own words, and the ids that answer it, also as `tip.6.*`."""

    id: str
    asks: Text
    asked_in: tuple[str, ...]
    grounds: Grounds
    note: Text | None
    answered_by: tuple[str, ...]


class NotAsked(Struct, frozen=True):
    """Obligations that no question is known to cover, and why."""

    obligations: tuple[str, ...]
    why: Text
    grounds: Grounds


class Beyond(Struct, frozen=True):
    """Where questionnaires go further than the treaties; all of them where `asked_in` is empty."""

    says: Text
    asked_in: tuple[str, ...]
    obligations: tuple[str, ...]
    verified: bool


class Catalogue(Struct, frozen=True):
    """Every questionnaire at hand, with the questions of all of them in order."""

    questionnaires: Mapping[str, Questionnaire]
    points: tuple[AskedPoint, ...]
    not_asked: tuple[NotAsked, ...]
    beyond: tuple[Beyond, ...]


def meant(names: Iterable[str], among: Collection[str]) -> tuple[str, ...]:
    """The ids that names stand for, each once, in the order of the names; `tip.6.*` is all that begin with `tip.6.`."""
    found = (known for name in names for known in among if _means(name, known))
    return tuple(dict.fromkeys(found))


def _means(name: str, known: str) -> bool:
    return known.startswith(name.removesuffix("*")) if name.endswith(_ALL) else known == name
