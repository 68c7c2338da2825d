"""Small worlds for tests: built by hand from sentences, or drawn at random.

It knows how to build model objects without files, and which sentences make sense together. It judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from hypothesis import strategies as st

from gapcheck.dsl import ast, checker, compiler, parser, printer
from gapcheck.engine.assess import judge
from gapcheck.model.law import (
    Chapter,
    Echo,
    Element,
    FactDefinition,
    Force,
    Instrument,
    Obligation,
    RollUp,
    Rulebook,
    RulePack,
    SpaceKind,
    ToolOffence,
    Vocabulary,
)
from gapcheck.model.outcome import ElementOutcome
from gapcheck.model.profile import (
    Amendment,
    Basis,
    ClaimEntry,
    Grade,
    Imprisonment,
    Jurisdiction,
    Known,
    Moment,
    Penalty,
    Provision,
    Reading,
    Review,
    Source,
    Statute,
    TreatyEffect,
    Version,
    Window,
)
from gapcheck.source import SourceFile, Span
from gapcheck.space import Dimension, Space, conditions_dimension
from tests.oracle import Place, World

T = TypeVar("T")

AS_OF = date(2020, 6, 1)
ALWAYS = Window(date(1900, 1, 1), date(2100, 1, 1))
SOURCE = Source("official", "Official gazette", "https://example.org/gazette", Basis.TEXT)
NOWHERE = Span(SourceFile("sentence", ""), 0, 0)


# Sentences.


def text(words: str) -> parser.Text:
    """A sentence that stands in no file."""
    source = SourceFile("sentence", words)
    return parser.Text(words, lambda start, end: Span(source, start, end))


def duty(words: str) -> ast.Duty:
    """The tree of a duty that parses."""
    found = parser.parse_duty(text(words))
    assert isinstance(found, ast.Duty), found
    return found


def claim(words: str) -> ast.Claim:
    """The tree of a claim that parses."""
    found = parser.parse_claim(text(words))
    assert isinstance(found, ast.Claim), found
    return found


def region(words: str) -> ast.Region:
    """The tree of a region that parses."""
    found = parser.parse_region(text(words))
    assert isinstance(found, ast.Region), found
    return found


# Spaces.


def dimension(
    name: str,
    values: Sequence[str],
    *,
    ext: Iterable[str] = (),
    ordinary: str | None = None,
    silence: Iterable[str] | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    leading: bool = False,
    doubtful: bool = False,
) -> Dimension:
    """A dimension with every value core and silence meaning all, unless said."""
    core = tuple(v for v in values if v not in set(ext))
    meant = tuple(values) if silence is None else tuple(silence)
    return Dimension(name, tuple(values), core, meant, ordinary, groups or {}, leading, doubtful)


def space(
    name: str,
    *dimensions: Dimension,
    conditions: Sequence[str] = (),
    one_at_a_time: Sequence[str] = (),
) -> Space:
    """A space, with the dimension of its conditions last."""
    extra = (conditions_dimension(conditions),) if conditions else ()
    return Space(name, (*dimensions, *extra), tuple(one_at_a_time), tuple(conditions))


def words_for(found: Mapping[str, Place]) -> Mapping[str, Vocabulary]:
    """The vocabularies that the engine reads, with no words in them."""
    return {name: _vocabulary(place, found) for name, place in found.items()}


def _vocabulary(place: Place, found: Mapping[str, Place]) -> Vocabulary:
    def cells(tree: ast.Region | None, where: Space) -> int:
        return compiler.cells(tree, where, compiler.Role.EVERYTHING)

    return Vocabulary(
        space=place.space,
        kind=SpaceKind(place.kind),
        title={"en": place.space.id},
        words={},
        story={"en": ""},
        echoes=tuple(Echo(source, cells(tree, place.space)) for source, tree in place.echoes),
        offences={
            value: ToolOffence(source, cells(tree, found[source].space))
            for value, (source, tree) in place.offences.items()
        },
    )


def known(found: Mapping[str, Place], provisions: Iterable[str] = ()) -> checker.Known:
    """What the checker needs to pass sentences over these spaces."""
    spaces = {name: checker.KnownSpace(p.space, p.kind) for name, p in found.items()}
    return checker.Known(spaces, {}, tuple(provisions))


# Law.


def term(number: int, unit: ast.Unit = ast.Unit.MONTHS) -> ast.Quantity:
    """A duration."""
    return ast.Quantity(number, unit, NOWHERE)


def prison(least: int, most: int, *alternatives: str) -> Penalty:
    """Imprisonment between two numbers of months."""
    return Penalty(Imprisonment(term(least), term(most)), alternatives=alternatives)


FINE = Penalty(None, alternatives=("fine",))
USUAL = prison(12, 120)


def entry(
    words: str | ast.Claim,
    where: Mapping[str, Place],
    *,
    full: bool = True,
    penalty: Penalty | Known | None = None,
    aggravates: str | None = None,
    factor: bool = False,
    source: Source = SOURCE,
) -> ClaimEntry:
    """A claim with its evidence, compiled over the spaces; covers carry a usual penalty unless said."""
    tree = claim(words) if isinstance(words, str) else words
    statement, cells = None, 0
    match tree:
        case ast.Covers() | ast.Defines() | ast.Grants() | ast.Exempts():
            statement = compiler.statement(tree, where[tree.space.text].space, read_in_full=full)
        case ast.Lead() | ast.Releases():
            cells = compiler.whole(tree, where[tree.space.text].space)
        case _:
            pass
    if penalty is None and isinstance(tree, ast.Covers):
        penalty = USUAL
    return ClaimEntry(
        text=printer.sentence(tree),
        claim=tree,
        statement=statement,
        cells=cells,
        read_in_full=full,
        grade=Grade.READ,
        source=source,
        quote=None,
        quote_language=None,
        summary=None,
        penalty=penalty,
        aggravates=aggravates,
        factor=factor,
        heard=None,
        span=NOWHERE,
    )


def moment(first: date, last: date | None = None) -> Moment:
    """A date, or an interval."""
    return Moment(first, last or first)


IN_FORCE = moment(date(2000, 1, 1))


def version(
    *entries: ClaimEntry,
    readings: Sequence[str] = (),
    starts: Moment | None = None,
    ends: Moment | None = None,
    attested: Sequence[Window] = (),
) -> Version:
    """What a provision says in a period."""
    declared = tuple(Reading(r, {"en": r}, "the tests") for r in readings)
    return Version(starts, ends, tuple(attested), entries, declared)


def provision(citation: str, statute: str, *versions: Version) -> Provision:
    """A provision; its pinpoint is what follows the short title."""
    return Provision(
        citation, citation.removeprefix(statute).strip(), {"en": citation}, statute, versions
    )


def act(
    short: str,
    articles: Sequence[Sequence[ClaimEntry] | Version | Sequence[Version]],
    *,
    starts: Moment | None = IN_FORCE,
    ends: Moment | None = None,
    amendments: Sequence[Amendment] = (),
) -> Statute:
    """An act whose articles are numbered from 1, each given by its claims or its versions."""
    provisions = tuple(
        provision(f"{short} art. {number}", short, *_versions(article))
        for number, article in enumerate(articles, start=1)
    )
    return Statute(
        short,
        short,
        {"en": short},
        None,
        None,
        starts,
        ends,
        None,
        Grade.READ,
        SOURCE,
        tuple(amendments),
        provisions,
    )


def _versions(article: Sequence[ClaimEntry] | Version | Sequence[Version]) -> tuple[Version, ...]:
    if isinstance(article, Version):
        return (article,)
    versions = [v for v in article if isinstance(v, Version)]
    return tuple(versions) or (version(*(e for e in article if isinstance(e, ClaimEntry))),)


def amendment(adopted: date, units: Iterable[str] | None) -> Amendment:
    """An amending act; `None` when nobody established what it touched."""
    return Amendment(
        "1", moment(adopted), None, None if units is None else frozenset(units), SOURCE
    )


def review(
    words: str, where: Mapping[str, Place], *, period: Window = ALWAYS, missing: Sequence[str] = ()
) -> Review:
    """A search of the law."""
    tree = parser.parse_reviewed(text(words))
    assert isinstance(tree, ast.Reviewed), tree
    cells = compiler.whole(tree, where[tree.space.text].space)
    return Review(
        tree.space.text,
        cells,
        words,
        period,
        (),
        tuple(missing),
        None,
        "reader",
        AS_OF,
        SOURCE,
        Grade.READ,
    )


def reviewed_all(where: Mapping[str, Place]) -> tuple[Review, ...]:
    """Reviews of every space."""
    return tuple(review(f"reviewed {name}", where) for name in where)


def jurisdiction(statutes: Sequence[Statute], reviews: Sequence[Review]) -> Jurisdiction:
    """A State with these acts and searches, and nothing else."""
    return Jurisdiction(
        "TST",
        {"en": "Testland"},
        "0",
        "",
        TreatyEffect.NOT_DIRECT,
        {},
        tuple(statutes),
        tuple(reviews),
        (),
        (),
        (),
        frozenset(),
    )


# Treaties.

INSTRUMENT = Instrument("tip", {"en": "Protocol"}, {"en": "Protocol"}, "", date(2003, 12, 25), "")


def element(words: str | ast.Duty, where: Mapping[str, Place], **links: tuple[str, ...]) -> Element:
    """An element that requires the duty; `links` are `net_of` and `told_by`."""
    tree = duty(words) if isinstance(words, str) else words
    demand = None
    if not isinstance(tree, ast.Establish):
        demand = compiler.demand(tree, where[tree.space.text].space)
    nothing = {"en": ""}
    return Element(
        "e", nothing, printer.sentence(tree), tree, demand, nothing, nothing, None, (), (), **links
    )


def obligation(name: str, *elements: Element, roll_up: RollUp = RollUp.ALL) -> Obligation:
    """A mandatory obligation of these elements."""
    nothing = {"en": ""}
    return Obligation(
        name,
        "1",
        Chapter.PROSECUTION,
        nothing,
        Force.MANDATORY,
        (),
        (),
        "L",
        nothing,
        (),
        (),
        (),
        (),
        elements,
        roll_up,
    )


def rulebook(
    where: Mapping[str, Place],
    obligations: Iterable[Obligation] = (),
    facts: Mapping[str, FactDefinition] | None = None,
) -> Rulebook:
    """One pack over these spaces."""
    pack = RulePack("pack", "0", "", INSTRUMENT, tuple(obligations), ())
    return Rulebook((pack,), words_for(where), facts or {}, {"tip": INSTRUMENT})


def judged(words: str | ast.Duty, world: World) -> ElementOutcome:
    """What the engine says of one duty in a world."""
    return judge(
        element(words, world.places), rulebook(world.places), world.jurisdiction, world.as_of
    )


def world_of(
    where: Mapping[str, Place],
    *articles: Sequence[str | ClaimEntry] | Version,
    reviews: Sequence[Review] | None = None,
) -> World:
    """A world with one act whose articles hold these claims, everything reviewed unless said."""
    built = [
        a if isinstance(a, Version) else [entry(c, where) if isinstance(c, str) else c for c in a]
        for a in articles
    ]
    searched = reviewed_all(where) if reviews is None else reviews
    return World(where, jurisdiction([act("Code", built)], searched), AS_OF)


# Random choices. Everything below is drawn through `Dice`, so that one generator serves hypothesis and seeds.


class Dice(Protocol):
    """A source of whole numbers, both ends included."""

    def __call__(self, least: int, most: int) -> int: ...


def dice(draw: Callable[[st.SearchStrategy[int]], int]) -> Dice:
    """Dice that hypothesis throws, and can shrink."""
    return lambda least, most: draw(st.integers(least, most))


def chance(roll: Dice, one_in: int) -> bool:
    """Seldom true; shrinks to false."""
    return roll(1, one_in) == one_in


def pick(roll: Dice, choices: Sequence[T]) -> T:
    """One of them; shrinks to the first."""
    return choices[roll(0, len(choices) - 1)]


def some(roll: Dice, choices: Sequence[T]) -> tuple[T, ...]:
    """At least one of them, in order."""
    flags = roll(1, 2 ** len(choices) - 1)
    return tuple(c for i, c in enumerate(choices) if flags >> i & 1)


# Random spaces.


def random_space(roll: Dice, name: str, *, offences: Sequence[str] = (), prefix: str = "") -> Space:
    """Two to four dimensions, with everything that a dimension may declare; at most 160 cells."""
    dimensions = [_random_dimension(roll, f"{prefix}act", 1, leading=True)]
    if offences:
        dimensions.append(dimension("offence", offences))
    extra = (
        ("victim", "means") if offences else ("victim", "participation", "circumstance", "person")
    )
    for other in extra[: roll(1, 3)]:
        full_name = other if other == "circumstance" else prefix + other
        dimensions.append(_random_dimension(roll, full_name, roll(2, 3)))
    conditions = (
        ("profit", "border")[: pick(roll, (0, 0, 1, 2))] if _cells(dimensions) <= 40 else ()
    )
    varied = [d.id for d in dimensions if d.ordinary] + (["unfulfilled"] if conditions else [])
    one_at_a_time = some(roll, varied) if varied and chance(roll, 2) else ()
    return space(name, *dimensions, conditions=conditions, one_at_a_time=one_at_a_time)


def _cells(dimensions: Iterable[Dimension]) -> int:
    cells = 1
    for declared in dimensions:
        cells *= len(declared.values)
    return cells


def _random_dimension(roll: Dice, name: str, size: int, *, leading: bool = False) -> Dimension:
    values = [f"{name[-3:]}_{letter}" for letter in "abcd"[: size + roll(0, 1)]]
    if len(values) < 2:
        values.append(f"{name[-3:]}_b")
    forms = name.endswith(("participation", "circumstance", "person"))
    ordinary = values[0] if forms and not chance(roll, 3) else None
    ext = some(roll, values[1:]) if chance(roll, 3) else ()
    silence = None if leading or not forms or chance(roll, 2) else some(roll, values)
    return dimension(
        name,
        values,
        ext=ext,
        ordinary=ordinary,
        silence=silence,
        groups={f"{name[-3:]}_group": some(roll, values)} if chance(roll, 3) else {},
        leading=leading,
        doubtful=not leading and chance(roll, 6),
    )


# Random sentences, as text.


def random_region(roll: Dice, where: Space, depth: int = 2) -> str:
    """A region that names what exists."""
    kind = roll(0, 9) if depth else 0
    if kind <= 4:
        return _random_test(roll, where)
    if kind == 5:
        return f"not ({random_region(roll, where, depth - 1)})"
    joint = " and " if kind <= 8 else " or "
    parts = [random_region(roll, where, depth - 1) for _ in range(2)]
    return joint.join(f"({part})" for part in parts)


def _random_test(roll: Dice, where: Space) -> str:
    declared = pick(roll, where.dimensions)
    return _test_of(roll, declared)


def _test_of(roll: Dice, declared: Dimension) -> str:
    names = [*declared.values, *declared.groups]
    match roll(0, 6):
        case 0 | 1:
            return f"{declared.id} is {pick(roll, names)}"
        case 2 | 3:
            return f"{declared.id} in {{{', '.join(some(roll, names))}}}"
        case 4:
            return f"{declared.id} is not {pick(roll, names)}"
        case 5:
            return f"{declared.id} not in {{{', '.join(some(roll, names))}}}"
        case _:
            return f"{declared.id} is any"


def random_where(roll: Dice, where: Space, *, leading: bool = False) -> str:
    """A tail that may be empty; a claim names the leading dimension."""
    tests = []
    if leading:
        tests.append(_test_of(roll, next(d for d in where.dimensions if d.leading)))
    if chance(roll, 2):
        tests.append(f"({random_region(roll, where)})")
    return f" where {' and '.join(tests)}" if tests else ""


@dataclass
class Draft:
    """What a random law is written with; in a calm law everything is established, certain and read."""

    roll: Dice
    places: Mapping[str, Place]
    citations: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    calm: bool = False
    passed: checker.Known = field(init=False)

    def __post_init__(self) -> None:
        """Fix what sentences may name."""
        self.passed = known(self.places, (*self.citations, *self.shorts))

    def kind(self, kind: str) -> Sequence[str]:
        """The spaces of a kind."""
        return [name for name, place in self.places.items() if place.kind == kind]


def random_duty(draft: Draft, name: str) -> ast.Duty:
    """A duty over a space that the checker passes."""
    for _ in range(4):
        tree = duty(_duty_words(draft, name))
        if not checker.check(tree, draft.passed):
            return tree
    verb = {"offence": "criminalize", "liability": "never punish"}.get(
        draft.places[name].kind, "guarantee"
    )
    return duty(f"{verb} {name}")


def _duty_words(draft: Draft, name: str) -> str:
    roll, where, kind = draft.roll, draft.places[name].space, draft.places[name].kind
    tail = random_where(roll, where)
    axis = pick(roll, where.dimensions)
    listed = f"{axis.id} in {{{', '.join(some(roll, [*axis.values, *axis.groups]))}}}"
    each = f" including each {listed}" if chance(roll, 4) else ""
    if kind == "offence" and chance(roll, 5):
        return f"aggravate {name}{tail}"
    if kind in ("offence", "liability") and chance(roll, 2 if kind == "liability" else 5):
        return f"never punish {name}{tail}"
    if kind == "offence":
        test = pick(
            roll,
            (
                "",
                "",
                " punishable not only by fine",
                " punishable by a maximum of at least 48 months",
            ),
        )
        return f"criminalize {name}{each}{tail}{test}"
    right = " as a right" if chance(roll, 3) else ""
    if chance(roll, 4):
        return f"guarantee one of {listed} of {name}{tail}{right}"
    return f"guarantee {name}{each}{tail}{right}"


def random_claim(draft: Draft, *, full: bool) -> ast.Claim | None:
    """A claim that the checker passes, if a few tries find one."""
    for _ in range(3):
        words = _claim_words(draft, pick(draft.roll, tuple(draft.places)))
        tree = claim(words)
        if not checker.check(tree, draft.passed, read_in_full=full):
            return tree
    return None


def _claim_words(draft: Draft, name: str) -> str:
    roll, place = draft.roll, draft.places[name]
    reading = (
        f"on reading {pick(roll, draft.readings)}: "
        if draft.readings and not chance(roll, 3)
        else ""
    )
    if place.kind == "tools" and chance(roll, 2):
        return _applies_words(draft, place.space)
    if not draft.calm and chance(roll, 8):
        return f"lead {name}{random_where(roll, place.space)}"
    if place.kind in ("protection", "tools"):
        return reading + _grants_words(draft, name)
    if chance(roll, 2 if place.kind == "liability" else 5):
        return reading + _exempts_words(draft, name)
    if place.kind == "offence" and chance(roll, 5):
        return reading + _extends_words(draft, name)
    return reading + _covers_words(draft, name)


def _covers_words(draft: Draft, name: str) -> str:
    roll, place = draft.roll, draft.places[name]
    verb = "defines" if place.kind == "offence" and chance(roll, 5) else "covers"
    pointed = place.kind == "offence" and chance(roll, 5) and verb == "covers"
    defined = f' as defined in "{pick(roll, draft.citations)}"' if pointed else ""
    tail = random_where(roll, place.space, leading=not pointed or chance(roll, 3))
    return f"{verb} {name}{tail}{_open(draft, place.space, tail)}{_needs(draft, place.space, 'requiring')}{defined}"


def _grants_words(draft: Draft, name: str) -> str:
    roll, where = draft.roll, draft.places[name].space
    tail = random_where(roll, where, leading=True)
    manner = pick(roll, ("", " as a right", " at discretion"))
    return f"grants {name}{tail}{_open(draft, where, tail)}{_needs(draft, where, 'on condition of')}{manner}"


def _exempts_words(draft: Draft, name: str) -> str:
    roll, where = draft.roll, draft.places[name].space
    listed = f'{{"{pick(roll, (*draft.citations, *draft.shorts))}"}}'
    scope = pick(roll, ("every law", "this act", "this article", listed))
    manner = pick(roll, ("", "", " as a right", " at discretion"))
    tail = (
        f"{random_where(roll, where)} from {scope}{_needs(draft, where, 'on condition of')}{manner}"
    )
    return f"exempts {name}{tail}"


def _extends_words(draft: Draft, name: str) -> str:
    roll = draft.roll
    forms = [d for d in draft.places[name].space.dimensions if d.ordinary and d.id != "unfulfilled"]
    axis = pick(roll, forms or list(draft.places[name].space.dimensions))
    test = pick(roll, ("", "", " for offences with a maximum of at least 24 months"))
    return f"extends {name} to {axis.id} in {{{', '.join(some(roll, axis.values))}}}{test}"


def _applies_words(draft: Draft, where: Space) -> str:
    tool = pick(draft.roll, next(d for d in where.dimensions if d.leading).values)
    offences = pick(
        draft.roll,
        (
            "every offence",
            "offences with a maximum of at least 24 months",
            f'offences under {{"{pick(draft.roll, (*draft.citations, *draft.shorts))}"}}',
        ),
    )
    return f"applies {tool} to {offences}"


def _open(draft: Draft, where: Space, tail: str) -> str:
    if draft.calm or not chance(draft.roll, 6):
        return ""
    left = [d.id for d in where.dimensions if d.id not in tail]
    return f" not established {pick(draft.roll, left)}" if left else ""


def _needs(draft: Draft, where: Space, words: str) -> str:
    if not where.conditions or not chance(draft.roll, 3):
        return ""
    return f" {words} {{{', '.join(some(draft.roll, where.conditions))}}}"


# Random law.

DATES = (date(2018, 1, 1), date(2019, 1, 1), date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1))
_TERMS = (12, 24, 48, 60, 120)


def random_penalty(roll: Dice, *, settled: bool = False) -> Penalty | Known:
    """Custody, a fine, life, death, or parts of it not established."""
    match roll(0, 5 if settled else 9):
        case 0 | 1 | 2 | 3 | 4:
            return prison(6, pick(roll, _TERMS))
        case 5:
            return FINE
        case 6:
            return Known.NOT_ESTABLISHED
        case 7:
            return Penalty(Known.NOT_ESTABLISHED)
        case 8:
            least = term(pick(roll, _TERMS)) if chance(roll, 2) else Known.NOT_ESTABLISHED
            return Penalty(Imprisonment(least, Known.NOT_ESTABLISHED))
        case _:
            return pick(
                roll, (Penalty(Imprisonment(None, None, life=True)), Penalty(None, death=True))
            )


def _random_moment(roll: Dice) -> Moment | None:
    match roll(0, 3):
        case 0 | 1:
            return None
        case 2:
            return moment(pick(roll, DATES[:3]))
        case _:
            return moment(pick(roll, DATES[:3]), pick(roll, DATES[3:]))


def _random_end(roll: Dice) -> Moment | None:
    if not chance(roll, 4):
        return None
    if chance(roll, 3):
        return moment(pick(roll, DATES[2:]))
    return moment(DATES[2], pick(roll, DATES[3:]))


def _random_version(draft: Draft, name: str, article: str) -> Version:
    roll = draft.roll
    readings = (f"r{name}_a", f"r{name}_b") if chance(roll, 4) else ()
    own = Draft(roll, draft.places, draft.citations, draft.shorts, readings, draft.calm)
    entries = []
    for _ in range(roll(1, 3)):
        full = draft.calm or not chance(roll, 4)
        tree = random_claim(own, full=full)
        if tree is None or _circular(tree, article, draft.citations):
            continue
        aggravates = pick(roll, draft.citations) if chance(roll, 3) else None
        penalty = random_penalty(roll, settled=draft.calm) if isinstance(tree, ast.Covers) else None
        entries.append(
            entry(
                tree,
                draft.places,
                full=full,
                penalty=penalty,
                aggravates=aggravates,
                factor=aggravates is not None and chance(roll, 3),
            )
        )
    attested = (
        (Window(DATES[0], pick(roll, DATES[1:])),) if chance(roll, 6) and not draft.calm else ()
    )
    uncertain = chance(roll, 4) and not draft.calm
    return version(
        *entries,
        readings=readings,
        starts=_random_moment(roll) if uncertain else None,
        ends=_random_end(roll) if uncertain else None,
        attested=attested,
    )


def _circular(tree: ast.Claim, article: str, citations: Sequence[str]) -> bool:
    """Definitions point forward only."""
    if not isinstance(tree, ast.Defines) or tree.defined_in is None:
        return False
    return citations.index(tree.defined_in.text) <= citations.index(article)


def random_law(
    roll: Dice, places: Mapping[str, Place], *, calm: bool = False
) -> tuple[Statute, ...]:
    """One or two acts of one to three articles."""
    shape = {"Alpha Act": roll(1, 3), "Beta Act": roll(0, 2)}
    citations = tuple(f"{short} art. {n + 1}" for short, size in shape.items() for n in range(size))
    draft = Draft(roll, places, citations, tuple(shape), calm=calm)
    statutes = []
    for short, size in shape.items():
        articles = []
        for n in range(size):
            article = f"{short} art. {n + 1}"
            number = citations.index(article)
            count = 1 + (chance(roll, 6) and not calm)
            articles.append(
                tuple(_random_version(draft, f"{number}_{v}", article) for v in range(count))
            )
        amendments = []
        if chance(roll, 6) and not calm:
            amendments.append(amendment(pick(roll, DATES), pick(roll, (None, ["art. 1"]))))
        starts = pick(roll, (IN_FORCE, None)) if chance(roll, 6) else IN_FORCE
        statutes.append(act(short, articles, starts=starts, amendments=amendments))
    return tuple(statutes)


def random_reviews(roll: Dice, places: Mapping[str, Place]) -> tuple[Review, ...]:
    """Everything reviewed in half of the spaces, some region or nothing in the others."""
    found = []
    for name, place in places.items():
        match roll(0, 5):
            case 0 | 1 | 2:
                found.append(review(f"reviewed {name}", places))
            case 3 | 4:
                found.append(review(f"reviewed {name}{random_where(roll, place.space)}", places))
            case _:
                period = Window(DATES[0], pick(roll, DATES[2:]))
                missing = ["Unread Act"] if chance(roll, 3) else []
                found.append(review(f"reviewed {name}", places, period=period, missing=missing))
    return tuple(found)


def random_places(roll: Dice, kind: str) -> Mapping[str, Place]:
    """An offence space, and one of the kind that feels its offences."""
    crime = Place(random_space(roll, "crime"), "offence")
    places = {"crime": crime}
    if kind == "liability":
        other = random_space(roll, "charges", prefix="c_")
        tree = region(random_region(roll, other, 1))
        places["charges"] = Place(
            other, kind, echoes=(("crime", tree),) if not chance(roll, 3) else ()
        )
    elif kind == "tools":
        other = random_space(roll, "tools", offences=("basic", "other"), prefix="t_")
        offences = {
            v: ("crime", region(random_region(roll, crime.space, 1))) for v in ("basic", "other")
        }
        places["tools"] = Place(other, kind, offences=offences)
    elif kind == "protection":
        return {"help": Place(random_space(roll, "help"), kind)}
    return places


def random_world(roll: Dice, kind: str) -> World:
    """Spaces, law and reviews."""
    places = random_places(roll, kind)
    calm = chance(roll, 2)
    law = random_law(roll, places, calm=calm)
    reviews = reviewed_all(places) if calm else random_reviews(roll, places)
    return World(places, jurisdiction(law, reviews), AS_OF)


KINDS = ("offence", "liability", "protection", "tools")


@st.composite
def worlds(draw: st.DrawFn, kinds: Sequence[str] = KINDS) -> World:
    """Random worlds of the given kinds."""
    return random_world(dice(draw), draw(st.sampled_from(kinds)))


@st.composite
def worlds_with_duty(draw: st.DrawFn, kinds: Sequence[str] = KINDS) -> tuple[World, ast.Duty]:
    """A random world and a duty over its last space."""
    world = draw(worlds(kinds))
    draft = Draft(dice(draw), world.places)
    return world, random_duty(draft, tuple(world.places)[-1])
