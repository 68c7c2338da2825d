"""From the shape of a space to its cells and words, with everything that is wrong with it.

Knows one space at a time, except for echoes and tools, which speak of others. Does not know packs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from gapcheck.diagnostics import Label
from gapcheck.dsl import checker, compiler
from gapcheck.dsl.checker import Known
from gapcheck.model.law import (
    OFFENCE,
    DimensionWords,
    Echo,
    SpaceKind,
    Term,
    ToolOffence,
    Vocabulary,
)
from gapcheck.packs.shape import DimensionShape, SpaceShape, Status
from gapcheck.shapes import PlacedText, Reader, shortest_circle
from gapcheck.space import (
    EVERY,
    MAX_CELLS,
    NOTHING,
    UNFULFILLED,
    Dimension,
    Space,
    conditions_dimension,
    product_size,
)

_NOTHING_UNFULFILLED = Term(
    {"en": "nothing"}, {"en": "every listed condition is fulfilled"}, {"en": ""}
)
_EVERY_LABEL = {"en": "every condition"}
_EVERY_DEFINITION = {"en": "none of the listed conditions is fulfilled"}


# --- Cells ---------------------------------------------------------------------------------------


def space(shape: SpaceShape, reader: Reader) -> Space | None:
    """Build the cells of a space; none where their number or order cannot be determined."""
    dimensions = tuple(
        _dimension(name, of, reader) for name, of in shape.dimensions.items() if of.values
    )
    if shape.conditions:
        dimensions += (conditions_dimension(tuple(str(name) for name in shape.conditions)),)
    _leading(shape, reader)
    _conditions(shape, reader)
    varied = _one_at_a_time(shape, dimensions, reader)
    if varied is None:
        return None
    size = product_size(dimensions, varied)
    if size > MAX_CELLS:
        message = f"the space has {size:,} cells, more than {MAX_CELLS:,}"
        advice = "split it, or put aggravating factors and the like under `one_at_a_time`"
        reader.report("space-too-large", message, shape.written("space"), advice)
        return None
    conditions = tuple(str(name) for name in shape.conditions)
    return Space(str(shape.space), dimensions, varied, conditions)


def _dimension(name: PlacedText, shape: DimensionShape, reader: Reader) -> Dimension:
    values = tuple(str(value) for value in shape.values)
    groups = _groups(shape, reader)
    core = tuple(str(v) for v, of in shape.values.items() if of.status is Status.CORE)
    if not core:
        message = f"every value of `{name}` is `ext`, so no duty can mean it"
        reader.report("no-core-value", message, name, "leave `status` out for the treaty's floor")
    if shape.ordinary is not None:
        _known_value(shape.ordinary, values, name, reader)
    silence = values
    if shape.silence is not None:
        fitting = [v for v in shape.silence if _known_value(v, (*values, *groups), name, reader)]
        meant = {leaf for v in fitting for leaf in groups.get(v, (str(v),))}
        silence = tuple(v for v in values if v in meant)
    ordinary = str(shape.ordinary) if shape.ordinary in values else None
    return Dimension(
        str(name), values, core, silence, ordinary, groups, shape.leading, shape.doubtful
    )


def _known_value(
    value: PlacedText, values: Collection[str], dimension: str, reader: Reader
) -> bool:
    message = f"`{dimension}` has no value `{value}`"
    return reader.known(value, values, "unknown-value", message)


def _groups(shape: DimensionShape, reader: Reader) -> Mapping[str, tuple[str, ...]]:
    """Resolve groups that name groups; those that go in a circle are reported."""
    values = [str(value) for value in shape.values]
    for name in shape.groups:
        if name in values:
            message = f"`{name}` is already a value of this dimension"
            reader.report("duplicate-id", message, name, "give the group another name")
    members = {str(name): group.values for name, group in shape.groups.items()}
    for group, inner in members.items():
        for member in inner:
            message = f"there is no value or group `{member}` to put into `{group}`"
            reader.known(member, [*values, *members], "unknown-value", message)
    _circles(members, values, reader)
    leaves = {group: _leaves(members, group, values) for group in members}
    return {group: tuple(v for v in values if v in found) for group, found in leaves.items()}


def _leaves(
    members: Mapping[str, Sequence[PlacedText]], name: str, values: Collection[str]
) -> set[str]:
    """Collect the values under a group and under the groups in it, each looked at once."""
    found: set[str] = set()
    waiting, seen = [name], {name}
    while waiting:
        for member in map(str, members[waiting.pop()]):
            if member in values:
                found.add(member)
            elif member in members and member not in seen:
                seen.add(member)
                waiting.append(member)
    return found


def _circles(
    members: Mapping[str, Sequence[PlacedText]], values: Collection[str], reader: Reader
) -> None:
    """Report groups that contain themselves, each circle where it closes."""
    arrows = {name: [str(m) for m in inner if m not in values] for name, inner in members.items()}
    for start in arrows:
        circle = shortest_circle(start, arrows)
        if circle is not None and start == min(circle):
            place = next(member for member in members[circle[-2]] if member == start)
            message = f"the group `{start}` contains itself"
            advice = f"the circle is {' > '.join(circle)}"
            if circle == (start, start):
                advice = "remove it from its own values"
            reader.report("circular-group", message, place, advice)


def _leading(shape: SpaceShape, reader: Reader) -> None:
    leading = [name for name, of in shape.dimensions.items() if of.leading]
    if not leading:
        message = "no dimension of this space leads"
        advice = "write `leading: yes` in the dimension that every claim must name"
        reader.report("one-leading-dimension", message, shape.written("space"), advice)
    for name in leading[1:]:
        message = f"`{name}` leads, and another dimension leads already"
        advice = "write `leading: yes` in one dimension only"
        first = Label(leading[0].span, "this one leads")
        reader.report("one-leading-dimension", message, name, advice, [first])


def _conditions(shape: SpaceShape, reader: Reader) -> None:
    for name in shape.conditions:
        if name in {NOTHING, EVERY}:
            message = f"`{name}` has a meaning of its own among unfulfilled conditions"
            reader.report("wrong-name", message, name, "choose another name")
    if not shape.conditions:
        return
    if shape.unfulfilled is None:
        message = "the key `unfulfilled` is missing in a space with conditions"
        advice = "add `unfulfilled:` with `label`, `question` and `phrase`"
        reader.report("missing-key", message, shape.written("space"), advice)
    for name in shape.dimensions:
        if name == UNFULFILLED:
            message = f"`{UNFULFILLED}` is the dimension that the conditions make"
            reader.report("duplicate-id", message, name, "give this dimension another name")


def _one_at_a_time(
    shape: SpaceShape, dimensions: tuple[Dimension, ...], reader: Reader
) -> tuple[str, ...] | None:
    known = {d.id: d for d in dimensions}
    if len(known) < len(dimensions):
        return None
    varied = []
    for name in dict.fromkeys(shape.one_at_a_time):
        message = f"`{shape.space}` has no dimension `{name}`"
        if not reader.known(name, known, "unknown-dimension", message):
            continue
        varied.append(str(name))
        if known[name].ordinary is None:
            message = f"`{name}` has no ordinary value to leave"
            advice = f"write `ordinary: ...` in the dimension `{name}`"
            reader.report("ordinary-missing", message, name, advice)
    return tuple(varied)


# --- Words ---------------------------------------------------------------------------------------


def vocabulary(
    shape: SpaceShape, cells: Space, known: Known, declared: Collection[str], reader: Reader
) -> Vocabulary:
    """Put the words to the cells, and say what is wrong with them.

    Spaces that are declared and not known could not be built, which is reported already.
    """
    _story(shape, cells, reader)
    words = {str(name): _dimension_words(of) for name, of in shape.dimensions.items()}
    if shape.conditions and shape.unfulfilled is not None:
        words[UNFULFILLED] = _unfulfilled_words(shape)
    return Vocabulary(
        cells,
        shape.kind,
        shape.title,
        words,
        shape.story,
        _told_apart(shape, cells, reader),
        tuple(_echoes(shape, known, declared, reader)),
        dict(_tool_offences(shape, cells, known, declared, reader)),
    )


def _dimension_words(shape: DimensionShape) -> DimensionWords:
    terms = {str(v): Term(of.label, of.definition, of.phrase) for v, of in shape.values.items()}
    groups = {str(name): group.label for name, group in shape.groups.items()}
    return DimensionWords(shape.label, shape.question, terms, groups)


def _unfulfilled_words(shape: SpaceShape) -> DimensionWords:
    assert shape.unfulfilled is not None  # noqa: S101 - the caller asked
    terms = {NOTHING: _NOTHING_UNFULFILLED}
    for name, of in shape.conditions.items():
        terms[str(name)] = Term(of.label, of.definition, of.phrase)
    terms[EVERY] = Term(_EVERY_LABEL, _EVERY_DEFINITION, shape.unfulfilled.phrase)
    return DimensionWords(shape.unfulfilled.label, shape.unfulfilled.question, terms)


def _story(shape: SpaceShape, cells: Space, reader: Reader) -> None:
    for language, text in shape.story.items():
        for mark in re.findall(r"\{([^{}]*)\}", text):
            if not cells.has(mark):
                where = "" if language == "en" else f" in `{language}`"
                message = f"the story{where} marks `{{{mark}}}`, which is no dimension"
                advice = f"the dimensions are {', '.join(f'`{d.id}`' for d in cells.dimensions)}"
                reader.report("story-mark", message, shape.written("story"), advice)


def _told_apart(
    shape: SpaceShape, cells: Space, reader: Reader
) -> tuple[str, tuple[str, ...]] | None:
    told = shape.told_apart
    if told is None:
        return None
    dimensions = [d.id for d in cells.dimensions]
    message = f"`{shape.space}` has no dimension `{told.dimension}`"
    if not reader.known(told.dimension, dimensions, "unknown-dimension", message):
        return None
    dimension = cells.dimension(told.dimension)
    names = (*dimension.groups, *dimension.values)
    fitting = [g for g in told.groups if _known_value(g, names, dimension.id, reader)]
    return dimension.id, tuple(str(group) for group in fitting)


def _region(text: PlacedText, space_id: str, known: Known, reader: Reader) -> int | None:
    """Compile a region that stands alone, without defaults."""
    tree = reader.region(text)
    found = known.spaces.get(space_id)
    if tree is None or found is None:
        return None
    if not reader.agreed(checker.check_region(tree, found.space, known), text):
        return None
    region = compiler.cells(tree, found.space, compiler.Role.EVERYTHING)
    if not region:
        message = "this region is empty: no cell fulfils it"
        reader.report("empty-region", message, text, "two tests exclude each other")
        return None
    return region


def _offence_space(
    name: PlacedText, known: Known, declared: Collection[str], reader: Reader
) -> bool:
    """Check that a name is one of an offence space."""
    offences = [s for s, of in known.spaces.items() if of.kind == SpaceKind.OFFENCE]
    if name in known.spaces and name not in offences:
        message = f"`{name}` is a {known.spaces[name].kind} space, not one of offences"
        reader.report("wrong-space-kind", message, name)
        return False
    if name in declared and name not in known.spaces:
        return False
    return reader.known(name, offences, "unknown-space", f"there is no space `{name}`")


def _echoes(
    shape: SpaceShape, known: Known, declared: Collection[str], reader: Reader
) -> Iterator[Echo]:
    if shape.echoes and shape.kind is not SpaceKind.LIABILITY:
        message = f"`echoes` does not fit `{shape.space}`, which is a {shape.kind} space"
        reader.report("wrong-space-kind", message, shape.written("kind"), "remove `echoes`")
    for echo in shape.echoes:
        fits = _offence_space(echo.source, known, declared, reader)
        region = _region(echo.region, shape.space, known, reader)
        if fits and region is not None:
            yield Echo(str(echo.source), region)


def _tool_offences(
    shape: SpaceShape, cells: Space, known: Known, declared: Collection[str], reader: Reader
) -> Iterator[tuple[str, ToolOffence]]:
    if shape.kind is SpaceKind.TOOLS:
        values = cells.dimension(OFFENCE).values if cells.has(OFFENCE) else ()
        if not values:
            message = f"a space of tools needs a dimension `{OFFENCE}`"
            reader.report("unknown-dimension", message, shape.written("space"))
        for value in values:
            if value not in shape.place.get("offences", {}):  # type: ignore[call-overload]
                message = f"`offences` does not say which conduct `{value}` is"
                advice = f"add `{value}: {{space: ..., region: ...}}`"
                reader.report("missing-key", message, shape.written("offences"), advice)
    elif shape.offences:
        message = f"`offences` does not fit `{shape.space}`, which is a {shape.kind} space"
        reader.report("wrong-space-kind", message, shape.written("kind"), "remove `offences`")
        return
    else:
        return
    for name, conduct in shape.offences.items():
        message = f"`{OFFENCE}` has no value `{name}`"
        fits = reader.known(name, values, "unknown-value", message)
        fits = _offence_space(conduct.space, known, declared, reader) and fits
        region = _region(conduct.region, conduct.space, known, reader)
        if fits and region is not None:
            yield str(name), ToolOffence(str(conduct.space), region)
