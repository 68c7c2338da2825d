"""What must hold among obligations: ids, references, circles, and what each force asks for.

Knows the shapes of all packs at once. Does not know the sentences of duties.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from gapcheck import shapes
from gapcheck.model.law import FactKind, Force, Qualifier
from gapcheck.packs.shape import (
    ElementShape,
    FactShape,
    InstrumentsShape,
    ObligationShape,
    PackShape,
)
from gapcheck.shapes import PlacedList, PlacedMapping, PlacedText, Reader, shortest_circle

Packs: TypeAlias = Sequence[tuple[PackShape, Reader]]

_FEWEST_CHOICES = 2
_VERBS_OF_FORCE = {"must", "shall", "should", "ought", "may", "might", "can", "could"}
_WEAK_VERBS = {"consider", "endeavour", "try", "strive"}
_ENCOURAGED = {Force.OPTIONAL, Force.GOOD_PRACTICE}


def obligation_ids(readers: Iterable[Reader]) -> dict[str, PlacedText]:
    """Collect the ids that packs mean to declare, also of obligations that are wrong otherwise."""
    found: dict[str, PlacedText] = {}
    for reader in readers:
        items = _items(reader.root, "obligations")
        for item in items:
            name = _item(item, "id")
            if isinstance(name, PlacedText) and name:
                found.setdefault(str(name), name)
    return found


def check_gone(readers: Iterable[Reader], gone: Collection[str]) -> None:
    """Report the places of ids that a newer version has dropped."""
    for reader in readers:
        for item in _items(reader.root, "obligations"):
            name = _item(item, "id")
            if isinstance(name, PlacedText) and name in gone:
                message = f"the newer version has no `{name}`, and nothing there supersedes it"
                advice = "an id is permanent: keep it, or name it under `supersedes` of its heir"
                reader.report("id-removed", message, name, advice)


def _items(place: object, key: str) -> PlacedList:
    found = _item(place, key)
    return found if isinstance(found, PlacedList) else PlacedList()


def _item(place: object, key: str) -> object:
    if not isinstance(place, PlacedMapping):
        return None
    return next((value for name, value in place.items() if name == key), None)


class Once(shapes.Once):
    """Remembers what has been declared, of which no name is ever used twice."""

    def __init__(self, what: str) -> None:
        super().__init__(what, advice="give it another name; no id is ever used twice")


def check_parents(shape: InstrumentsShape, reader: Reader) -> None:
    """Report parents of instruments that do not exist or go in a circle."""
    parents = {str(n): [str(of.parent)] for n, of in shape.instruments.items() if of.parent}
    for name, of in shape.instruments.items():
        if of.parent is None:
            continue
        message = f"there is no instrument `{of.parent}`"
        reader.known(of.parent, shape.instruments, "unknown-instrument", message)
        if shortest_circle(name, parents) is not None:
            message = f"a State would have to join `{name}` before joining it"
            reader.report("circular-reference", message, of.parent, "remove one `parent`")


def check_pack_name(pack: PackShape, stem: str, reader: Reader) -> None:
    """Report a pack that has another name than its file."""
    if pack.pack is pack.written("pack") and pack.pack != stem:
        message = f"the pack `{pack.pack}` stands in a file `{stem}.yaml`, where nobody finds it"
        advice = f"call the file `{pack.pack}.yaml`, or the pack `{stem}`"
        reader.report("pack-name", message, pack.pack, advice)


def check_obligation(
    shape: ObligationShape,
    known: Collection[str],
    qualifiers: Mapping[str, Qualifier],
    reader: Reader,
) -> None:
    """Report what is wrong with an obligation apart from its sentences."""
    once = Once("an element")
    for element in shape.elements:
        once.take(element.id, reader)
    for qualifier in shape.qualifiers:
        message = f"no qualifier is called `{qualifier}`"
        reader.known(qualifier, qualifiers, "unknown-qualifier", message)
    if shape.force is Force.MANDATORY_QUALIFIED and not shape.qualifiers:
        message = "a `mandatory_qualified` duty names no qualifier"
        advice = "add `qualifiers: [...]` with the limiters of the treaty, or write `mandatory`"
        reader.report("qualifier-missing", message, shape.written("force"), advice)
    for name in references(shape):
        check_obligation_id(name, known, reader)
    for name in shape.supersedes:
        if name in known:
            message = f"`{shape.id}` supersedes `{name}`, which a pack still declares"
            advice = "remove one of the two; an id that is superseded is never used again"
            reader.report("superseded-in-use", message, name, advice)
    for element in shape.elements:
        _remedy(element, shape.force, reader)
    _force(shape, reader)


def _remedy(shape: ElementShape, force: Force, reader: Reader) -> None:
    """Report a remedy whose first word says how binding it is: that is for the force to say."""
    text = shape.remedy.get("en", "")
    first = text.split(maxsplit=1)[0].lower() if text.strip() else ""
    if first in _VERBS_OF_FORCE or (first in _WEAK_VERBS and force not in _ENCOURAGED):
        message = f"the remedy begins with `{first}`, and the duty is `{force}`"
        advice = "begin with what is to be done, as in `add` or `provide`; the force gives the verb"
        reader.report("remedy-verb", message, shape.written("remedy"), advice)


def check_obligation_id(name: PlacedText, known: Collection[str], reader: Reader) -> None:
    """Report an obligation that no pack declares."""
    advice = "use the id under which a pack declares it"
    message = f"no pack declares the obligation `{name}`"
    reader.known(name, known, "unknown-obligation", message, advice)


def references(shape: ObligationShape) -> Iterator[PlacedText]:
    """Give every obligation that an obligation names."""
    yield from _places(shape.through)
    for element in shape.elements:
        yield from _places(element.net_of)
        yield from _places(element.told_by)


def _places(names: tuple[str, ...]) -> Iterator[PlacedText]:
    for name in names:
        if isinstance(name, PlacedText):
            yield name


def _force(shape: ObligationShape, reader: Reader) -> None:
    """Check that definitions work through others, and that nothing else does."""
    has_elements = bool(_items(shape.place, "elements"))
    if shape.force is Force.DEFINITION:
        if has_elements:
            message = "a definition has no elements of its own"
            advice = "name the duties it works through under `through`"
            reader.report("definition-elements", message, shape.written("elements"), advice)
        elif not shape.through:
            message = "the definition does not say which duties it works through"
            advice = "add `through: [...]` with their ids"
            reader.report("definition-elements", message, shape.id, advice)
    elif shape.through:
        message = f"`through` is for definitions, and this obligation is `{shape.force}`"
        advice = "write `force: definition`, or give it elements"
        reader.report("definition-elements", message, shape.written("through"), advice)
    elif not has_elements:
        message = "the obligation has no elements, so nothing is judged"
        reader.report("definition-elements", message, shape.id, "add `elements:` with one at least")


def check_fact(name: PlacedText, shape: FactShape, reader: Reader) -> None:
    """Report a fact that does not say what its kind needs."""
    if shape.kind is FactKind.NUMBER and shape.unit is None:
        advice = "add `unit: years`, `months` or `days`"
        reader.report("fact-kind", f"the number `{name}` has no unit", name, advice)
    if shape.kind is not FactKind.NUMBER and shape.unit is not None:
        message = f"`unit` is for numbers, and `{name}` is answered by {_kind(shape.kind)}"
        reader.report("fact-kind", message, shape.written("unit"), "remove `unit`")
    if shape.kind is FactKind.CHOICE and len(set(shape.choices)) < _FEWEST_CHOICES:
        advice = "add `choices: [...]` with two answers at least"
        reader.report("fact-kind", f"`{name}` leaves nothing to choose", name, advice)
    if shape.kind is not FactKind.CHOICE and shape.choices:
        message = f"`choices` is for choices, and `{name}` is answered by {_kind(shape.kind)}"
        reader.report("fact-kind", message, shape.written("choices"), "remove `choices`")


def _kind(kind: FactKind) -> str:
    return {
        FactKind.YES_NO: "yes or no",
        FactKind.NUMBER: "a number",
        FactKind.DATE: "a date",
        FactKind.CHOICE: "a choice",
    }[kind]


# --- Circles -------------------------------------------------------------------------------------


def check_circles(packs: Packs) -> None:
    """Report references among obligations that lead back to where they began."""
    for key in ("net_of", "told_by", "through"):
        arrows: dict[str, list[tuple[PlacedText, Reader]]] = {}
        for pack, reader in packs:
            for obligation in pack.obligations:
                named = [(name, reader) for name in _named(obligation, key)]
                arrows.setdefault(str(obligation.id), []).extend(named)
        names = {start: [str(name) for name, _ in found] for start, found in arrows.items()}
        for start, found in arrows.items():
            circle = shortest_circle(start, names)
            if circle is not None and start == min(circle):
                _report_circle(key, circle, found)


def _named(shape: ObligationShape, key: str) -> Iterator[PlacedText]:
    if key == "through":
        yield from _places(shape.through)
        return
    for element in shape.elements:
        yield from _places(_element_names(element, key))


def _element_names(shape: ElementShape, key: str) -> tuple[PlacedText, ...]:
    return shape.net_of if key == "net_of" else shape.told_by


def _report_circle(
    key: str, circle: Sequence[str], arrows: Sequence[tuple[PlacedText, Reader]]
) -> None:
    """Report a circle where the first of its members points to the next."""
    place, reader = next((to, reader) for to, reader in arrows if to == circle[1])
    path = " > ".join(f"`{name}`" for name in circle)
    message = f"`{key}` goes in a circle"
    reader.report("circular-reference", message, place, f"the circle is {path}; break it")
