"""Duties and claims in words: the same regions as in the language of the rules, told by their labels.

It knows how each kind of sentence is said. It does not know what a sentence means where it is silent: that
is said once, for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from gapcheck.dsl import ast
from gapcheck.dsl.compiler import Role, leaves
from gapcheck.model.law import Element, Rulebook, SpaceKind, Vocabulary
from gapcheck.model.profile import ClaimEntry, Version
from gapcheck.report.penalties import duration, penalty, tested
from gapcheck.report.records import Lines
from gapcheck.report.residues import labels, named, side
from gapcheck.report.words import listed, say
from gapcheck.space import UNFULFILLED

_PUNISH = "The law has to punish"
_GUARANTEE = {
    SpaceKind.OFFENCE: _PUNISH,
    SpaceKind.LIABILITY: "The law has to free persons from",
    SpaceKind.PROTECTION: "The law has to guarantee",
    SpaceKind.TOOLS: "The law has to make available",
}
_GIVES = {
    SpaceKind.OFFENCE: "gives",
    SpaceKind.LIABILITY: "gives",
    SpaceKind.PROTECTION: "gives",
    SpaceKind.TOOLS: "makes available",
}
_EVERYTHING = "everything that the treaty asks for"
_ANYTHING = "every case"
_SCOPES = {
    ast.Reach.ARTICLE: "the same article",
    ast.Reach.ACT: "the same act",
    ast.Reach.EVERY_LAW: "every law",
}


def duty(element: Element, rulebook: Rulebook, language: str = "en") -> Lines:
    """What an element asks."""
    if element.demand is None:
        assert isinstance(element.duty, ast.Establish)  # noqa: S101 - every other duty has a region
        return Lines("This has to be established", (fact(element.duty, rulebook, language),))
    vocabulary = rulebook.vocabularies[element.demand.space.id]
    heading, listing = _demand(element.duty, vocabulary)
    about = [say(vocabulary.title, language)]
    where: ast.Region | None = getattr(element.duty, "where", None)
    role = Role.EVERYTHING if isinstance(element.duty, ast.NeverPunish) else Role.DUTY
    cases = () if where is None else _cases(where, role, vocabulary, language)
    if listing is None:
        whole = _ANYTHING if role is Role.EVERYTHING else _EVERYTHING
        return Lines(f"{heading} ({'; '.join(about)})", cases or (whole,))
    units = _units(listing, vocabulary, language)
    if len(units) > 1:
        about.append("each of these" if element.demand.units else "one of these is enough")
    if cases:
        about.append(f"where {', or '.join(cases)}")
    return Lines(f"{heading} ({'; '.join(about)})", units)


def fact(wanted: ast.Establish, rulebook: Rulebook, language: str = "en") -> str:
    """A question with the answer that is wanted."""
    question = say(rulebook.facts[wanted.fact.text].question, language)
    match wanted.operand:
        case ast.Quantity():
            bound = "at least" if wanted.comparison is ast.Comparison.AT_LEAST else "at most"
            return f"{question} The answer has to be {bound} {duration(wanted.operand)}."
        case tuple():
            answers = [name.text.replace("_", " ") for name in wanted.operand]
            return f"{question} The answer has to be {listed(answers, 'or')}."
        case None:
            return f"{question} The answer has to be yes."


def _demand(wanted: ast.Duty, vocabulary: Vocabulary) -> tuple[str, ast.Listing | None]:
    """What is asked of the law, and the units where they are judged one by one."""
    match wanted:
        case ast.Criminalize():
            return f"{_PUNISH}{tested(wanted.test)}", wanted.each
        case ast.Aggravate():
            return f"{_PUNISH} more severely than the basic form", None
        case ast.NeverPunish():
            return "The law must never punish", None
        case ast.Guarantee():
            right = ", as a right of the person" if wanted.as_right else ""
            return f"{_GUARANTEE[vocabulary.kind]}{right}", wanted.one_of or wanted.each
        case ast.Establish():
            raise ValueError("a fact has no region")


def _units(listing: ast.Listing, vocabulary: Vocabulary, language: str) -> tuple[str, ...]:
    """The units of a duty by their labels."""
    dimension = listing.dimension.text
    units = leaves(vocabulary.space, dimension, listing.values)
    if dimension == UNFULFILLED:
        return tuple(side(dimension, (unit,), vocabulary, language) for unit in units)
    return tuple(labels(dimension, (u,), (u,), vocabulary, language)[0] for u in units)


# Regions.


def _cases(
    region: ast.Region, role: Role, vocabulary: Vocabulary, language: str
) -> tuple[str, ...]:
    """A region as its cases: alternatives stand apart, what goes together is one phrase."""
    match region:
        case ast.Either(parts=parts):
            return tuple(c for p in parts for c in _cases(p, role, vocabulary, language))
        case ast.Both(parts=parts):
            each = [_cases(part, role, vocabulary, language) for part in parts]
            return tuple("; ".join(together) for together in product(*each))
        case ast.Inverse(part=part):
            return (f"not this: {' or '.join(_cases(part, role, vocabulary, language))}",)
        case ast.Unrestricted(dimension=name):
            everything = vocabulary.space.dimension(name.text).values
            return (side(name.text, everything, vocabulary, language),)
        case ast.Among(dimension=name, values=values, negated=negated):
            chosen = leaves(vocabulary.space, name.text, values)
            if negated:
                ranged = role.range(vocabulary.space.dimension(name.text))
                chosen = tuple(value for value in ranged if value not in chosen)
            return (side(name.text, chosen, vocabulary, language),)


# Claims.


def claim(entry: ClaimEntry, version: Version, rulebook: Rulebook, language: str = "en") -> str:
    """What a provision does, as the sentence that follows its citation."""
    said = entry.claim
    parts = [_does(entry, rulebook, language)]
    reading = getattr(said, "reading", None)
    if reading is not None:
        known = {r.id: say(r.says, language) for r in version.readings}
        parts.insert(0, f"if it is read so that “{known.get(reading.text, reading.text)}”")
    if not entry.read_in_full:
        parts.append("the text was read in part only")
    return ", ".join(parts)


def _does(entry: ClaimEntry, rulebook: Rulebook, language: str) -> str:
    said = entry.claim
    match said:
        case ast.Applies():
            tools = next(v for v in rulebook.vocabularies.values() if v.kind is SpaceKind.TOOLS)
            tool = labels(_leading(tools), (said.tool.text,), (said.tool.text,), tools, language)
            return f"applies {listed(tool) or said.tool.text} to {_offences(said)}"
        case ast.Extends():
            vocabulary = rulebook.vocabularies[said.space.text]
            chosen = leaves(vocabulary.space, said.dimension.text, said.values)
            to = listed(labels(said.dimension.text, chosen, chosen, vocabulary, language))
            title = say(vocabulary.title, language)
            return f"extends every offence{_passing(said.test)} ({title}) to {to}"
        case _:
            vocabulary = rulebook.vocabularies[said.space.text]
            return f"{_verb(entry, vocabulary)}: {_described(entry, vocabulary, language)}"


def _leading(vocabulary: Vocabulary) -> str:
    return next(d.id for d in vocabulary.space.dimensions if d.leading)


def _offences(said: ast.Applies) -> str:
    if said.listed:
        return f"the offences under {listed([n.text for n in said.listed])}"
    return f"every offence{_passing(said.test)}"


def _passing(test: ast.PenaltyTest | None) -> str:
    if not isinstance(test, ast.MaximumAtLeast):
        return ""
    return f" that carries a maximum of at least {duration(test.term)}"


def _verb(entry: ClaimEntry, vocabulary: Vocabulary) -> str:
    match entry.claim:
        case ast.Covers() if vocabulary.kind is SpaceKind.OFFENCE:
            return "names as an aggravating factor" if entry.factor else "punishes"
        case ast.Covers():
            return "makes a person liable for"
        case ast.Defines():
            return "defines without punishing"
        case ast.Grants():
            return _GIVES[vocabulary.kind]
        case ast.Exempts(scope=scope):
            named_ones = listed([n.text for n in scope.listed])
            return f"frees from liability under {_SCOPES.get(scope.reach, named_ones)}"
        case ast.Releases():
            return "releases the offender or mitigates his penalty"
        case _:
            return "is said, unverified, to reach"


def _described(entry: ClaimEntry, vocabulary: Vocabulary, language: str) -> str:
    """The region of a claim with its tails."""
    parts = [say(vocabulary.title, language)]
    where: ast.Region | None = getattr(entry.claim, "where", None)
    if where is not None:
        cases = _cases(where, Role.EVERYTHING, vocabulary, language)
        parts = [f"{parts[0]}, where {', or where '.join(cases)}"]
    parts += _tails(entry, vocabulary, language)
    return "; ".join(parts)


def _conditions(said: ast.Claim) -> tuple[ast.Name, ...]:
    return getattr(said, "requiring", ()) or getattr(said, "condition", ())


def _tails(entry: ClaimEntry, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    said = entry.claim
    conditions = [name.text for name in _conditions(said)]
    if conditions:
        needed = labels(UNFULFILLED, conditions, conditions, vocabulary, language)
        yield f"it requires {listed(needed)}"
    opened: tuple[ast.Name, ...] = getattr(said, "open", ())
    if opened:
        yield f"not established: {listed([named(n.text, vocabulary, language) for n in opened])}"
    if isinstance(said, ast.Covers | ast.Defines) and said.defined_in is not None:
        yield f"otherwise as defined in {said.defined_in.text}"
    manner = getattr(said, "manner", None)
    if manner is not None:
        yield "as a right" if manner is ast.Manner.RIGHT else "at the discretion of the authority"
    if entry.aggravates is not None:
        yield f"it aggravates {entry.aggravates}"
    if isinstance(said, ast.Covers) and vocabulary.kind is SpaceKind.OFFENCE and not entry.factor:
        yield penalty(entry.penalty) or "no penalty"
