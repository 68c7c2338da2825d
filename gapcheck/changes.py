"""What is different between two versions of the rules, and which verdicts follow it.

It knows obligations and their elements, watches and facts, by id; an id is permanent. It does not know files, nor how
a change is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from gapcheck.dsl import ast, printer
from gapcheck.engine import Assessor
from gapcheck.model.law import (
    Authority,
    Element,
    FactDefinition,
    Need,
    Obligation,
    Qualifier,
    Rulebook,
)
from gapcheck.model.outcome import Verdict
from gapcheck.model.profile import Jurisdiction
from gapcheck.space import Space

Boxes: TypeAlias = tuple[str, ...]


class ChangeKind(StrEnum):
    """What may happen to an obligation, an element, a watch or a fact."""

    ADDED = "added"
    REMOVED = "removed"
    SUPERSEDED = "superseded"
    FORCE = "force"
    RULE = "rule"
    SENTENCE = "sentence"
    TEXT = "text"


class Change(Struct, frozen=True):
    """One difference.

    Attributes:
        obligation: Empty for a watch without one, and for a fact.
        part: The element, the watch, the fact or the key that it is about; `None` for the whole obligation.
        newly: What is asked for (or watched) now and was not before, as boxes in the language.
        no_longer: What was asked for (or watched) before and is not now.
    """

    kind: ChangeKind
    obligation: str
    part: str | None = None
    before: str = ""
    after: str = ""
    newly: Boxes = ()
    no_longer: Boxes = ()


class VerdictChange(Struct, frozen=True):
    """A verdict that is another under the new version."""

    jurisdiction: str
    obligation: str
    before: Verdict
    after: Verdict


_JUDGED = (
    "provision",
    "chapter",
    "qualifiers",
    "addressees",
    "assessability",
    "roll_up",
    "given",
    "through",
    "also_binding",
    "direct_capable",
)
_TEXTS = ("title", "explanation", "limits", "traps", "deficiencies", "authorities", "needs")
_ELEMENT_JUDGED = ("net_of", "told_by")
_WATCH_JUDGED = ("obligation",)
_WATCH_TEXTS = ("note",)
_FACT_JUDGED = ("kind", "unit", "choices")
_FACT_TEXTS = ("question",)
_ELEMENT_TEXTS = ("title", "explanation", "remedy", "model_law", "authorities", "questions")


def changes(old: Rulebook, new: Rulebook) -> Sequence[Change]:
    """Every difference in the obligations, watches and facts of two versions, in this order and that of the packs.

    Of each kind, what is gone comes last.
    """
    before, after = old.obligations, new.obligations
    heirs = {name: o.id for o in after.values() for name in o.supersedes}
    found: list[Change] = []
    for name, obligation in after.items():
        if name in before:
            found += _of_obligation(before[name], obligation)
        else:
            found.append(Change(ChangeKind.ADDED, name, after=obligation.title["en"]))
    for name, obligation in before.items():
        if name not in after:
            kind = ChangeKind.SUPERSEDED if name in heirs else ChangeKind.REMOVED
            found.append(Change(kind, name, None, obligation.title["en"], heirs.get(name, "")))
    return [*found, *_of_watches(old, new), *_of_facts(old.facts, new.facts)]


def removed(found: Iterable[Change]) -> Collection[str]:
    """The obligations that are gone and that nothing supersedes."""
    return {c.obligation for c in found if c.kind is ChangeKind.REMOVED and c.part is None}


def _of_obligation(old: Obligation, new: Obligation) -> Iterator[Change]:
    if old.force is not new.force:
        yield Change(ChangeKind.FORCE, new.id, None, old.force, new.force)
    yield from _of_keys(ChangeKind.RULE, new.id, "", (old, new), _JUDGED)
    yield from _of_keys(ChangeKind.TEXT, new.id, "", (old, new), _TEXTS)
    before, after = ({e.id: e for e in o.elements} for o in (old, new))
    for name, element in after.items():
        if name in before:
            yield from _of_element(new.id, before[name], element)
        else:
            yield Change(ChangeKind.ADDED, new.id, name, after=element.requires)
    for name, element in before.items():
        if name not in after:
            yield Change(ChangeKind.REMOVED, new.id, name, element.requires)


def _of_element(obligation: str, old: Element, new: Element) -> Iterator[Change]:
    before, after = old.demand, new.demand
    if before is not None and after is not None and _alike(before.space, after.space):
        parts = _moved(before.space, before.region, after.region)
        differs = replace(before, space=after.space) != after
    else:
        parts, differs = ((), ()), before is not after
    if differs or old.duty != new.duty:
        yield Change(ChangeKind.SENTENCE, obligation, new.id, old.requires, new.requires, *parts)
    place = f"{new.id} "
    yield from _of_keys(ChangeKind.RULE, obligation, place, (old, new), _ELEMENT_JUDGED)
    yield from _of_keys(ChangeKind.TEXT, obligation, place, (old, new), _ELEMENT_TEXTS)


def _of_keys(
    kind: ChangeKind, obligation: str, place: str, pair: tuple[object, object], keys: Iterable[str]
) -> Iterator[Change]:
    """The keys whose values differ; `place` is the element that they stand in."""
    for key in keys:
        old, new = (getattr(one, key) for one in pair)
        if old != new:
            yield Change(kind, obligation, f"{place}{key}", _told(old), _told(new))


def _told(value: object) -> str:
    """A value as a person would write it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case ast.Establish():
            return printer.text(value)
        case Qualifier():
            return value.id
        case Authority():
            return value.citation + ("" if value.verified else " (not verified)")
        case Need():
            return f"{value.kind}: {_told(value.says)}"
        case Mapping():
            texts = (
                t if language == "en" else f"[{language}] {t}" for language, t in value.items()
            )
            return " ".join(texts)
        case tuple():
            return "; ".join(map(_told, value))
        case _:
            return str(value)


def _of_watches(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    before, after = (
        {(p.id, w.id): w for p in book.packs for w in p.watches} for book in (old, new)
    )
    for name, watch in after.items():
        of = watch.obligation or ""
        if name not in before:
            yield Change(ChangeKind.ADDED, of, watch.id, after=watch.sentence)
            continue
        was = before[name]
        spaces = old.vocabularies[was.space].space, new.vocabularies[watch.space].space
        is_alike = _alike(*spaces)
        if was.sentence != watch.sentence or not is_alike:
            parts = _moved(spaces[1], was.region, watch.region) if is_alike else ((), ())
            yield Change(ChangeKind.SENTENCE, of, watch.id, was.sentence, watch.sentence, *parts)
        place = f"{watch.id} "
        yield from _of_keys(ChangeKind.RULE, of, place, (was, watch), _WATCH_JUDGED)
        yield from _of_keys(ChangeKind.TEXT, of, place, (was, watch), _WATCH_TEXTS)
    for name, watch in before.items():
        if name not in after:
            yield Change(ChangeKind.REMOVED, watch.obligation or "", watch.id, watch.sentence)


def _of_facts(
    old: Mapping[str, FactDefinition], new: Mapping[str, FactDefinition]
) -> Iterator[Change]:
    for name, fact in new.items():
        if name in old:
            yield from _of_keys(ChangeKind.RULE, "", f"{name} ", (old[name], fact), _FACT_JUDGED)
            yield from _of_keys(ChangeKind.TEXT, "", f"{name} ", (old[name], fact), _FACT_TEXTS)
        else:
            yield Change(ChangeKind.ADDED, "", name, after=_told(fact.question))
    for name, fact in old.items():
        if name not in new:
            yield Change(ChangeKind.REMOVED, "", name, _told(fact.question))


def _alike(old: Space, new: Space) -> bool:
    """Whether a cell of one space is the same cell of the other."""
    return (old.id, old.dimensions, old.one_at_a_time) == (
        new.id,
        new.dimensions,
        new.one_at_a_time,
    )


def _moved(space: Space, old: int, new: int) -> tuple[Boxes, Boxes]:
    """What a region gains and what it loses."""
    either = old | new
    return printer.apart(space, new & ~old, either), printer.apart(space, old & ~new, either)


# Verdicts.


def verdict_changes(
    old: Rulebook, new: Rulebook, laws: Iterable[tuple[Jurisdiction, Jurisdiction]], as_of: date
) -> Iterator[VerdictChange]:
    """The verdicts that differ on a date, on duties of both versions; each law as either version reads it."""
    before, after = Assessor(old), Assessor(new)
    for earlier, later in laws:
        was, is_now = _verdicts(before, earlier, as_of), _verdicts(after, later, as_of)
        for name in new.obligations:
            if name in was and was[name] is not is_now[name]:
                yield VerdictChange(later.id, name, was[name], is_now[name])


def _verdicts(assessor: Assessor, law: Jurisdiction, as_of: date) -> Mapping[str, Verdict]:
    return {f.obligation.id: f.verdict for f in assessor.assess(law, as_of).findings}


def as_before(old: Rulebook, new: Rulebook, law: Jurisdiction) -> Jurisdiction | None:
    """A law that the new version has read, as the old one reads it; `None` where their spaces differ."""
    if not all(
        name in new.vocabularies and _alike(v.space, new.vocabularies[name].space)
        for name, v in old.vocabularies.items()
    ):
        return None
    shared = {name for name, fact in old.facts.items() if _same_answers(fact, new.facts.get(name))}
    return replace(law, facts=tuple(f for f in law.facts if f.fact in shared))


def _same_answers(old: FactDefinition, new: FactDefinition | None) -> bool:
    return new is not None and (old.kind, old.unit, old.choices) == (
        new.kind,
        new.unit,
        new.choices,
    )
