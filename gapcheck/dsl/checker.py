"""Whether a sentence makes sense over the spaces, facts and provisions that exist.

It knows names and kinds, handed in as `Known`. It does not load files and does not judge the law.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from gapcheck.diagnostics import Diagnostic, Label, suggestion
from gapcheck.dsl import ast, compiler
from gapcheck.dsl.compiler import Role
from gapcheck.space import Space


class KnownSpace(Struct, frozen=True):
    """A space as the checker sees it: its cells and which sentences may speak of it."""

    space: Space
    kind: str


class KnownFact(Struct, frozen=True):
    """A fact as the checker sees it."""

    kind: str
    unit: ast.Unit | None = None
    choices: tuple[str, ...] = ()


class Known(Struct, frozen=True):
    """Everything a sentence may name."""

    spaces: Mapping[str, KnownSpace]
    facts: Mapping[str, KnownFact]
    provisions: Collection[str] | None = None
    """Citations, or `None` where sentences cite none (packs)."""


_KINDS: Mapping[type, tuple[str, ...]] = {
    ast.Criminalize: ("offence",),
    ast.Aggravate: ("offence",),
    ast.NeverPunish: ("offence", "liability"),
    ast.Guarantee: ("protection", "liability", "tools"),
    ast.Covers: ("offence", "liability"),
    ast.Defines: ("offence", "protection"),
    ast.Grants: ("protection", "tools"),
    ast.Exempts: ("offence", "liability"),
    ast.Extends: ("offence",),
}
_VERBS: Mapping[type, str] = {
    ast.Criminalize: "criminalize",
    ast.Aggravate: "aggravate",
    ast.NeverPunish: "never punish",
    ast.Guarantee: "guarantee",
    ast.Covers: "covers",
    ast.Defines: "defines",
    ast.Grants: "grants",
    ast.Exempts: "exempts",
    ast.Extends: "extends",
}


def check(sentence: ast.Sentence, known: Known, *, read_in_full: bool = True) -> list[Diagnostic]:
    """Everything that is wrong with a sentence; an empty list means that it compiles."""
    if isinstance(sentence, ast.Establish):
        return list(_fact(sentence, known))
    if isinstance(sentence, ast.Applies):
        return list(_applies(sentence, known))
    found = known.spaces.get(sentence.space.text)
    if found is None:
        return [_unknown_space(sentence.space, known)]
    problems = list(_kind(sentence, found))
    problems += _names(sentence, found.space, known)
    if not problems:
        problems += _sense(sentence, found.space, read_in_full=read_in_full)
    return problems


def check_region(region: ast.Region, space: Space, known: Known) -> list[Diagnostic]:
    """Everything that is wrong with a region that stands alone."""
    return list(_region_names(region, space, known))


def _kind(sentence: ast.Sentence, found: KnownSpace) -> Iterator[Diagnostic]:
    fitting = _KINDS.get(type(sentence))
    if fitting is not None and found.kind not in fitting:
        verb = _VERBS[type(sentence)]
        yield Diagnostic(
            "wrong-space-kind",
            f"`{verb}` does not fit `{sentence.space.text}`, which is a space of kind {found.kind}",  # type: ignore[union-attr]
            sentence.space.span,  # type: ignore[union-attr]
            help=f"`{verb}` speaks of {' or '.join(fitting)} spaces",
        )


def _names(sentence: ast.Sentence, space: Space, known: Known) -> Iterator[Diagnostic]:
    where = getattr(sentence, "where", None)
    if where is not None:
        yield from _region_names(where, space, known)
    for listing in (getattr(sentence, "each", None), getattr(sentence, "one_of", None)):
        if listing is not None:
            yield from _values(listing.dimension, listing.values, space, known)
            yield from _twice(listing.dimension, compiler.mentioned(where))
    for name in getattr(sentence, "open", ()):
        yield from _dimension(name, space, known)
        yield from _twice(name, compiler.mentioned(where))
    for name in (*getattr(sentence, "requiring", ()), *getattr(sentence, "condition", ())):
        yield from _condition(name, space)
    if isinstance(sentence, ast.Extends):
        yield from _values(sentence.dimension, sentence.values, space, known)
    if isinstance(sentence, ast.Covers | ast.Defines) and sentence.defined_in is not None:
        yield from _provision(sentence.defined_in, known)
    if isinstance(sentence, ast.Exempts):
        for name in sentence.scope.listed:
            yield from _provision(name, known)


def _region_names(region: ast.Region, space: Space, known: Known) -> Iterator[Diagnostic]:
    match region:
        case ast.Among(dimension=dimension, values=values):
            yield from _values(dimension, values, space, known)
        case ast.Unrestricted(dimension=dimension):
            yield from _dimension(dimension, space, known)
        case ast.Both(parts=parts) | ast.Either(parts=parts):
            for part in parts:
                yield from _region_names(part, space, known)
        case ast.Inverse(part=part):
            yield from _region_names(part, space, known)


def _dimension(name: ast.Name, space: Space, known: Known) -> Iterator[Diagnostic]:
    if space.has(name.text):
        return
    elsewhere = [s for s, k in known.spaces.items() if k.space.has(name.text)]
    advice = suggestion(name.text, [d.id for d in space.dimensions])
    if advice is None and elsewhere:
        advice = f"`{name.text}` is a dimension of `{elsewhere[0]}`"
    advice = advice or f"its dimensions are {_listed(d.id for d in space.dimensions)}"
    yield Diagnostic(
        "unknown-dimension", f"`{space.id}` has no dimension `{name.text}`", name.span, help=advice
    )


def _values(
    dimension: ast.Name, values: Iterable[ast.Name], space: Space, known: Known
) -> Iterator[Diagnostic]:
    if not space.has(dimension.text):
        yield from _dimension(dimension, space, known)
        return
    declared = space.dimension(dimension.text)
    for value in values:
        if not declared.leaves(value.text):
            yield Diagnostic(
                "unknown-value",
                f"`{dimension.text}` has no value `{value.text}`",
                value.span,
                help=_value_advice(value.text, dimension.text, space, known),
            )


def _value_advice(value: str, dimension: str, space: Space, known: Known) -> str:
    declared = space.dimension(dimension)
    near = suggestion(value, [*declared.values, *declared.groups])
    if near is not None:
        return near
    for other in space.dimensions:
        if other.leaves(value):
            return f"`{value}` is a value of `{other.id}`"
    for name, elsewhere in known.spaces.items():
        for other in elsewhere.space.dimensions:
            if other.leaves(value):
                return (
                    f"`{value}` belongs to another space: it is a value of `{other.id}` in `{name}`"
                )
    return f"its values are {_listed((*declared.values, *declared.groups))}"


def _condition(name: ast.Name, space: Space) -> Iterator[Diagnostic]:
    if name.text in space.conditions:
        return
    advice = suggestion(name.text, space.conditions)
    if advice is None:
        advice = (
            f"it lists {_listed(space.conditions)}"
            if space.conditions
            else "the space lists no conditions"
        )
    yield Diagnostic(
        "unknown-condition", f"`{space.id}` has no condition `{name.text}`", name.span, help=advice
    )


def _provision(name: ast.Name, known: Known) -> Iterator[Diagnostic]:
    if known.provisions is None or name.text in known.provisions:
        return
    yield Diagnostic(
        "unknown-provision",
        f"no statute describes `{name.text}`",
        name.span,
        help=suggestion(name.text, list(known.provisions))
        or "cite it as the short title of the act and the pinpoint"
        + (f", such as {_listed(sorted(known.provisions))}" if known.provisions else ""),
    )


def _twice(name: ast.Name, others: Iterable[ast.Name]) -> Iterator[Diagnostic]:
    for other in others:
        if other.text == name.text:
            yield Diagnostic(
                "mentioned-twice",
                f"`{name.text}` is already named after `where`",
                name.span,
                help="name a dimension in one place only",
                labels=(Label(other.span, "named here"),),
            )
            return


def _sense(sentence: ast.Sentence, space: Space, *, read_in_full: bool) -> Iterator[Diagnostic]:
    """What can only be asked once every name is known."""
    role = _role(sentence)
    where = getattr(sentence, "where", None)
    if where is not None and role is not Role.EVERYTHING:
        yield from _uneven(where, space, _leaving(role, space, read_in_full=read_in_full))
    if isinstance(sentence, ast.Covers | ast.Defines | ast.Grants):
        yield from _leading(sentence, space)
    if _is_empty(sentence, space, read_in_full=read_in_full):
        span = sentence.span if where is None else where.span
        yield Diagnostic(
            "empty-region",
            "this covers nothing: no case fulfils it",
            span,
            help=_empty_advice(role),
        )


def _role(sentence: ast.Sentence) -> Role:
    match sentence:
        case ast.Criminalize() | ast.Aggravate() | ast.Guarantee():
            return Role.DUTY
        case ast.Covers() | ast.Defines() | ast.Grants():
            return Role.CLAIM
        case _:
            return Role.EVERYTHING


def _leaving(role: Role, space: Space, *, read_in_full: bool) -> set[str]:
    """The dimensions about which silence means something else than every value, surely."""
    if role is Role.CLAIM and not read_in_full:
        return {d.id for d in space.dimensions}
    return {
        d.id
        for d in space.dimensions
        if role.unmentioned(d) != d.values or (role is Role.CLAIM and d.doubtful)
    }


def _uneven(region: ast.Region, space: Space, leaving: set[str]) -> Iterator[Diagnostic]:
    if isinstance(region, ast.Either):
        named = [{n.text: n for n in compiler.mentioned(part)} for part in region.parts]
        for dimension in space.dimensions:
            by = [names[dimension.id] for names in named if dimension.id in names]
            if by and len(by) < len(named) and dimension.id in leaving:
                yield Diagnostic(
                    "uneven-silence",
                    f"only some arms of this `or` mention `{dimension.id}`",
                    by[0].span,
                    help=f"write `{dimension.id} is any` or the values meant in every arm, or split the sentence",
                )
    match region:
        case ast.Both(parts=parts) | ast.Either(parts=parts):
            for part in parts:
                yield from _uneven(part, space, leaving)
        case ast.Inverse(part=part):
            yield from _uneven(part, space, leaving)
        case _:
            return


def _leading(sentence: ast.Covers | ast.Defines | ast.Grants, space: Space) -> Iterator[Diagnostic]:
    named = {n.text for n in compiler.mentioned(sentence.where)} | {n.text for n in sentence.open}
    if isinstance(sentence, ast.Covers | ast.Defines) and sentence.defined_in is not None:
        return
    for dimension in space.dimensions:
        if dimension.leading and dimension.id not in named:
            yield Diagnostic(
                "leading-dimension",
                f"the claim does not say which `{dimension.id}` it means",
                sentence.space.span,
                help=f"name it, write `{dimension.id} is any`, or end with `not established {dimension.id}`",
            )


def _is_empty(sentence: ast.Sentence, space: Space, *, read_in_full: bool) -> bool:
    match sentence:
        case ast.Criminalize() | ast.Aggravate() | ast.NeverPunish() | ast.Guarantee():
            demand = compiler.demand(sentence, space)
            return not demand.region or not all(demand.units)
        case ast.Covers() | ast.Defines() | ast.Grants() | ast.Exempts():
            return not compiler.statement(sentence, space, read_in_full=read_in_full).region
        case ast.Lead() | ast.Reviewed() | ast.Watch() | ast.Releases():
            return not compiler.whole(sentence, space)
        case _:
            return False


def _empty_advice(role: Role) -> str:
    if role is Role.DUTY:
        return "two tests exclude each other, or `not` leaves no core value; name the values meant"
    return "two tests exclude each other; name the values meant"


def _fact(sentence: ast.Establish, known: Known) -> Iterator[Diagnostic]:
    fact = known.facts.get(sentence.fact.text)
    if fact is None:
        yield unknown_fact(sentence.fact, known)
        return
    fitting = {
        "yes_no": (None,),
        "number": (ast.Comparison.AT_LEAST, ast.Comparison.AT_MOST),
        "date": (None,),
        "choice": (ast.Comparison.IN,),
    }[fact.kind]
    if sentence.comparison not in fitting:
        yield Diagnostic(
            "wrong-comparison",
            f"`{sentence.fact.text}` is a {fact.kind.replace('_', ' ')} fact",
            sentence.span,
            help=_comparison_advice(sentence.fact.text, fact),
        )
    elif isinstance(sentence.operand, ast.Quantity) and sentence.operand.unit is not fact.unit:
        yield Diagnostic(
            "wrong-comparison",
            f"`{sentence.fact.text}` is counted in {fact.unit}, not {sentence.operand.unit}",
            sentence.operand.span,
            help=f"write the number in {fact.unit}",
        )
    elif isinstance(sentence.operand, tuple):
        for name in sentence.operand:
            if name.text not in fact.choices:
                advice = (
                    suggestion(name.text, fact.choices)
                    or f"its answers are {_listed(fact.choices)}"
                )
                yield Diagnostic(
                    "unknown-value",
                    f"`{sentence.fact.text}` has no answer `{name.text}`",
                    name.span,
                    help=advice,
                )


def _comparison_advice(name: str, fact: KnownFact) -> str:
    match fact.kind:
        case "number":
            return f"write `establish {name} >= 18 {fact.unit}`"
        case "choice":
            return f"write `establish {name} in {{{', '.join(fact.choices)}}}`"
        case _:
            return f"write `establish {name}`"


def _applies(sentence: ast.Applies, known: Known) -> Iterator[Diagnostic]:
    tools = [k.space for k in known.spaces.values() if k.kind == "tools"]
    leading = [d for space in tools for d in space.dimensions if d.leading]
    if not any(d.leaves(sentence.tool.text) for d in leading):
        names = [v for d in leading for v in (*d.values, *d.groups)]
        yield Diagnostic(
            "unknown-value",
            f"no space of tools has `{sentence.tool.text}`",
            sentence.tool.span,
            help=suggestion(sentence.tool.text, names) or f"the tools are {_listed(names)}",
        )
    for name in sentence.listed:
        yield from _provision(name, known)


def unknown_fact(name: ast.Name, known: Known) -> Diagnostic:
    """The diagnostic for a fact that no pack declares."""
    advice = suggestion(name.text, list(known.facts)) or "declare it under `facts` in a pack"
    return Diagnostic(
        "unknown-fact", f"no pack declares a fact `{name.text}`", name.span, help=advice
    )


def _unknown_space(name: ast.Name, known: Known) -> Diagnostic:
    advice = suggestion(name.text, list(known.spaces)) or f"the spaces are {_listed(known.spaces)}"
    return Diagnostic("unknown-space", f"there is no space `{name.text}`", name.span, help=advice)


def _listed(names: Iterable[str]) -> str:
    shown = [f"`{n}`" for n in names]
    return ", ".join(shown[:12]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")  # noqa: PLR2004 - a readable list
