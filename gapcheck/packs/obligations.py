"""From the shapes of obligations and watches to the checked ones, with compiled duties.

Knows one obligation at a time. What must hold among several is checked elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from gapcheck.dsl import ast, checker, compiler
from gapcheck.dsl.checker import Known
from gapcheck.model.law import Authority, Element, Need, Obligation, Qualifier, WatchRegion
from gapcheck.packs.shape import AuthorityShape, ElementShape, ObligationShape, WatchShape
from gapcheck.shapes import PlacedText, Reader


class Setting(Struct, frozen=True):
    """What obligations may refer to.

    Attributes:
        known: The spaces that could be built, and the facts.
        declared: The spaces that files declare, also those that could not be built.
    """

    known: Known
    declared: Collection[str]
    qualifiers: Mapping[str, Qualifier]


def obligation(shape: ObligationShape, setting: Setting, reader: Reader) -> Obligation:
    """Read an obligation, without the elements whose sentence is wrong, which are reported."""
    qualifiers = (setting.qualifiers.get(name) for name in shape.qualifiers)
    elements = (_element(element, setting, reader) for element in shape.elements)
    return Obligation(
        id=str(shape.id),
        provision=str(shape.provision),
        chapter=shape.chapter,
        title=shape.title,
        force=shape.force,
        qualifiers=tuple(q for q in qualifiers if q is not None),
        addressees=_texts(shape.addressees),
        assessability=str(shape.assessability),
        explanation=shape.explanation,
        limits=shape.limits,
        traps=shape.traps,
        deficiencies=shape.deficiencies,
        authorities=_authorities(shape.authorities),
        elements=tuple(element for element in elements if element is not None),
        roll_up=shape.roll_up,
        through=_texts(shape.through),
        also_binding=_texts(shape.also_binding),
        direct_capable=shape.direct_capable,
        given=_given(shape.given, setting, reader) if shape.given else None,
        needs=tuple(Need(need.kind, need.says) for need in shape.needs),
        supersedes=_texts(shape.supersedes),
    )


def watch(shape: WatchShape, setting: Setting, reader: Reader) -> WatchRegion | None:
    """Read a region that the pack watches; none if its sentence is wrong."""
    sentence = reader.watch(shape.when)
    if sentence is None or not _makes_sense(sentence, shape.when, setting, reader):
        return None
    space = setting.known.spaces[sentence.space.text].space
    return WatchRegion(
        str(shape.id),
        str(shape.when),
        space.id,
        compiler.whole(sentence, space),
        shape.note,
        str(shape.obligation) if shape.obligation else None,
    )


def _given(text: PlacedText, setting: Setting, reader: Reader) -> ast.Establish | None:
    """Read the condition of a duty, which is a fact; anything else is reported."""
    duty = reader.duty(text)
    if duty is None or not _makes_sense(duty, text, setting, reader):
        return None
    if not isinstance(duty, ast.Establish):
        message = "a duty can depend on a fact only"
        advice = "write `given: establish FACT`, with a fact that the pack declares"
        reader.report("given-not-fact", message, text, advice)
        return None
    return duty


def _element(shape: ElementShape, setting: Setting, reader: Reader) -> Element | None:
    duty = reader.duty(shape.requires)
    if duty is None or not _makes_sense(duty, shape.requires, setting, reader):
        return None
    demand = None
    if not isinstance(duty, ast.Establish):
        demand = compiler.demand(duty, setting.known.spaces[duty.space.text].space)
    return Element(
        id=str(shape.id),
        title=shape.title,
        requires=str(shape.requires),
        duty=duty,
        demand=demand,
        explanation=shape.explanation,
        remedy=shape.remedy,
        model_law=str(shape.model_law) if shape.model_law else None,
        authorities=_authorities(shape.authorities),
        questions=shape.questions,
        net_of=_texts(shape.net_of),
        told_by=_texts(shape.told_by),
    )


def _makes_sense(
    sentence: ast.Duty | ast.Watch, text: PlacedText, setting: Setting, reader: Reader
) -> bool:
    """Check a sentence, unless its space is one that could not be built and is reported."""
    if not isinstance(sentence, ast.Establish):
        name = sentence.space.text
        if name not in setting.known.spaces and name in setting.declared:
            return False
    return reader.agreed(checker.check(sentence, setting.known), text)


def _texts(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(name) for name in names)


def _authorities(shapes: Sequence[AuthorityShape]) -> tuple[Authority, ...]:
    return tuple(Authority(str(shape.cite), shape.verified) for shape in shapes)
