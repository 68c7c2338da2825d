"""What must hold of every law, and the cases that went wrong in trials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from random import Random
from typing import TypeVar

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from gapcheck.dsl import ast, checker, printer
from gapcheck.engine import assess, judge
from gapcheck.model.outcome import Ask, ElementOutcome, Options, Parts, Verdict
from gapcheck.model.profile import (
    ClaimEntry,
    Imprisonment,
    Known,
    Moment,
    Penalty,
    Statute,
    Version,
    Window,
)
from gapcheck.space import Space
from tests import strategies as make
from tests.oracle import Place, World

T = TypeVar("T")

JUDGED = st.sampled_from(make.KINDS).flatmap(lambda kind: make.worlds_with_duty([kind]))


def parts_of(outcome: ElementOutcome) -> Parts:
    assert outcome.parts is not None
    return outcome.parts


def split(parts: Parts) -> tuple[int, ...]:
    return parts.covered, parts.unclear, parts.gap, parts.unknown, parts.conflict


def with_law(world: World, statutes: Sequence[Statute]) -> World:
    return replace(world, jurisdiction=replace(world.jurisdiction, statutes=tuple(statutes)))


def each_entry(world: World, change: Callable[[ClaimEntry], ClaimEntry | None]) -> World:
    """The world with every claim changed, or left out for `None`."""

    def of_version(version: Version) -> Version:
        changed = [change(e) for e in version.claims]
        return replace(version, claims=tuple(e for e in changed if e is not None))

    return with_law(
        world,
        [
            replace(
                statute,
                provisions=tuple(
                    replace(p, versions=tuple(of_version(v) for v in p.versions))
                    for p in statute.provisions
                ),
            )
            for statute in world.jurisdiction.statutes
        ],
    )


def without(world: World, *kinds: type) -> World:
    """The world without claims of these kinds."""
    return each_entry(world, lambda e: None if isinstance(e.claim, kinds) else e)


def without_readings(world: World) -> World:
    def plain(entry: ClaimEntry) -> ClaimEntry | None:
        return None if getattr(entry.claim, "reading", None) is not None else entry

    stripped = each_entry(world, plain)
    return with_law(
        stripped,
        [
            replace(
                statute,
                provisions=tuple(
                    replace(p, versions=tuple(replace(v, readings=()) for v in p.versions))
                    for p in statute.provisions
                ),
            )
            for statute in stripped.jurisdiction.statutes
        ],
    )


def added(world: World, *entries: ClaimEntry) -> World:
    """The world with a further act."""
    return with_law(world, [*world.jurisdiction.statutes, make.act("Gamma Act", [entries])])


# Laws.


@given(JUDGED)
def test_the_parts_partition_the_region(drawn: tuple[World, ast.Duty]) -> None:
    world, duty = drawn
    parts = parts_of(make.judged(duty, world))
    assert sum(split(parts)) == parts.region
    assert sum(p.bit_count() for p in split(parts)) == parts.region.bit_count()


@given(JUDGED)
def test_the_same_input_gives_the_same_output(drawn: tuple[World, ast.Duty]) -> None:
    world, duty = drawn
    book = make.rulebook(world.places, [make.obligation("one", make.element(duty, world.places))])
    first = assess(book, world.jurisdiction, world.as_of)
    assert assess(book, world.jurisdiction, world.as_of) == first


@given(JUDGED, st.randoms(use_true_random=False))
def test_order_never_matters(drawn: tuple[World, ast.Duty], random: Random) -> None:
    world, duty = drawn
    shuffled = with_law(
        world, [_shuffled_act(s, random) for s in _shuffled(world.jurisdiction.statutes, random)]
    )
    jurisdiction = replace(
        shuffled.jurisdiction, reviews=_shuffled(world.jurisdiction.reviews, random)
    )
    before, after = (
        make.judged(duty, world),
        make.judged(duty, replace(shuffled, jurisdiction=jurisdiction)),
    )
    assert (after.verdict, split(parts_of(after))) == (before.verdict, split(parts_of(before)))
    assert by_reading(after) == by_reading(before)


def by_reading(outcome: ElementOutcome) -> dict[tuple[str, ...], int]:
    return {tuple(sorted(k.split(" + "))): v for k, v in outcome.gap_by_reading.items()}


def _shuffled(items: Iterable[T], random: Random) -> tuple[T, ...]:
    shuffled = list(items)
    random.shuffle(shuffled)
    return tuple(shuffled)


def _shuffled_act(statute: Statute, random: Random) -> Statute:
    provisions = [
        replace(
            p, versions=tuple(replace(v, claims=_shuffled(v.claims, random)) for v in p.versions)
        )
        for p in statute.provisions
    ]
    return replace(statute, provisions=_shuffled(provisions, random))


@given(make.worlds_with_duty(["offence"]), st.data())
def test_a_cover_never_widens_a_gap(drawn: tuple[World, ast.Duty], data: st.DataObject) -> None:
    world, duty = drawn
    assume(isinstance(duty, ast.Criminalize))
    plain = without_readings(world)
    before = parts_of(make.judged(duty, plain))
    after = parts_of(make.judged(duty, added(plain, _new_claim(world, data, "covers"))))
    assert not after.gap & ~before.gap


@given(make.worlds_with_duty(["offence"]), st.data())
def test_an_exemption_never_narrows_a_gap(
    drawn: tuple[World, ast.Duty], data: st.DataObject
) -> None:
    world, duty = drawn
    assume(isinstance(duty, ast.Criminalize))
    plain = without_readings(world)
    before = parts_of(make.judged(duty, plain))
    after = parts_of(make.judged(duty, added(plain, _new_claim(world, data, "exempts"))))
    assert not before.gap & ~after.gap


def _new_claim(
    world: World, data: st.DataObject, verb: str, beyond: str | None = None
) -> ClaimEntry:
    """A cover or grant, or an exemption, over the last space of a world; `beyond` a region, if given."""
    roll = make.dice(data.draw)
    name = tuple(world.places)[-1]
    citations = tuple(world.jurisdiction.provisions)
    draft = make.Draft(
        roll, world.places, citations, tuple(s.short for s in world.jurisdiction.statutes)
    )
    if beyond is not None:
        leading = next(d.id for d in world.places[name].space.dimensions if d.leading)
        verb = "covers" if world.places[name].kind == "offence" else "grants"
        words = f"{verb} {name} where {leading} is any and not ({beyond})"
    elif verb == "exempts":
        words = make._exempts_words(draft, name)
    elif world.places[name].kind in ("protection", "tools"):
        words = make._grants_words(draft, name)
    else:
        words = f"covers {name}{make.random_where(roll, world.places[name].space, leading=True)}"
    full = not make.chance(roll, 3)
    tree = make.claim(words)
    assume(not checker.check(tree, draft.passed, read_in_full=full))
    return make.entry(
        tree,
        world.places,
        full=full,
        penalty=make.random_penalty(roll) if verb == "covers" else None,
    )


# Learning.

SETTLED: dict[Verdict, tuple[Verdict, ...]] = {
    Verdict.MET: (Verdict.MET,),
    Verdict.NOT_MET: (Verdict.NOT_MET, Verdict.PARTLY_MET),
    Verdict.PARTLY_MET: (Verdict.PARTLY_MET,),
    Verdict.CONFLICT: (Verdict.CONFLICT,),
    Verdict.NOT_APPLICABLE: (Verdict.NOT_APPLICABLE,),
}


def assert_not_reversed(duty: ast.Duty, before: World, after: World) -> None:
    known, learnt = make.judged(duty, before), make.judged(duty, after)
    if known.verdict in SETTLED:
        assert learnt.verdict in SETTLED[known.verdict], (known.verdict, learnt.verdict)
        assert not parts_of(known).gap & parts_of(learnt).covered
        assert not parts_of(known).covered & parts_of(learnt).gap


SINGLE = st.sampled_from(("offence", "protection")).flatmap(
    lambda kind: make.worlds_with_duty([kind])
)


@given(SINGLE, st.data())
def test_a_growing_review_reverses_nothing(
    drawn: tuple[World, ast.Duty], data: st.DataObject
) -> None:
    """New claims appear in cells newly reviewed, as they stand after general parts carried them on."""
    world, duty = drawn
    name, place = tuple(world.places.items())[-1]
    searched = make.random_region(make.dice(data.draw), place.space)
    review = make.review(f"reviewed {name} where {searched}", world.places)
    before = replace(world, jurisdiction=replace(world.jurisdiction, reviews=(review,)))
    before = without(before, ast.Extends)
    new = _new_claim(before, data, "covers", beyond=searched)
    assume(new.statement is not None and not new.statement.region & review.region)
    grown = added(before, new)
    after = replace(
        grown, jurisdiction=replace(grown.jurisdiction, reviews=make.reviewed_all(world.places))
    )
    assert_not_reversed(duty, before, after)


@given(SINGLE, st.data())
def test_resolving_leads_reverses_nothing(
    drawn: tuple[World, ast.Duty], data: st.DataObject
) -> None:
    world, duty = drawn
    world = without(world, ast.Extends)
    new = _new_claim(world, data, "covers")
    heard = 0
    for statute in world.jurisdiction.statutes:
        for provision in statute.provisions:
            for version in provision.versions:
                for entry in version.claims:
                    heard |= (
                        entry.cells
                        if isinstance(entry.claim, ast.Lead) and _is_certain(version, statute)
                        else 0
                    )
    assert_not_reversed(duty, world, without(world, ast.Lead))
    if new.statement is not None and not new.statement.region & ~heard:
        assert_not_reversed(duty, world, added(without(world, ast.Lead), new))


def _is_certain(version: Version, statute: Statute) -> bool:
    starts = version.starts or statute.starts
    return version.ends is None and (starts is None or starts.not_after <= make.AS_OF)


@given(JUDGED)
def test_reading_in_full_reverses_nothing(drawn: tuple[World, ast.Duty]) -> None:
    world, duty = drawn

    def read(entry: ClaimEntry) -> ClaimEntry:
        return make.entry(
            entry.claim,
            world.places,
            penalty=entry.penalty,
            aggravates=entry.aggravates,
            factor=entry.factor,
        )

    assert_not_reversed(duty, world, each_entry(world, read))


@given(JUDGED, st.data())
def test_establishing_a_dimension_reverses_nothing(
    drawn: tuple[World, ast.Duty], data: st.DataObject
) -> None:
    world, duty = drawn
    roll = make.dice(data.draw)

    def established(entry: ClaimEntry) -> ClaimEntry:
        claim = entry.claim
        if not isinstance(claim, ast.Covers | ast.Defines | ast.Grants) or not claim.open:
            return entry
        where = world.places[claim.space.text].space
        tests = [
            f"{n.text} in {{{', '.join(make.some(roll, where.dimension(n.text).values))}}}"
            for n in claim.open
        ]
        tests += [f"({printer.region(claim.where)})"] if claim.where is not None else []
        narrowed = replace(claim, where=make.region(" and ".join(tests)), open=())
        return make.entry(
            narrowed,
            world.places,
            full=entry.read_in_full,
            penalty=entry.penalty,
            aggravates=entry.aggravates,
            factor=entry.factor,
        )

    assert_not_reversed(duty, world, each_entry(world, established))


@given(JUDGED, st.data())
def test_settling_penalties_reverses_nothing(
    drawn: tuple[World, ast.Duty], data: st.DataObject
) -> None:
    world, duty = drawn
    roll = make.dice(data.draw)

    def settled(entry: ClaimEntry) -> ClaimEntry:
        return replace(entry, penalty=_settled(entry.penalty, roll))

    assert_not_reversed(duty, world, each_entry(world, settled))


def _settled(penalty: Penalty | Known | None, roll: make.Dice) -> Penalty | Known | None:
    if penalty is None:
        return None
    if isinstance(penalty, Known) or isinstance(penalty.imprisonment, Known):
        return make.random_penalty(roll, settled=True)
    custody = penalty.imprisonment
    if isinstance(custody, Imprisonment) and isinstance(custody.maximum, Known):
        least = custody.minimum.number if isinstance(custody.minimum, ast.Quantity) else 6
        return make.prison(least, make.pick(roll, (least, least + 12, 180)))
    return penalty


@given(JUDGED, st.data())
def test_settling_a_reading_reverses_nothing(
    drawn: tuple[World, ast.Duty], data: st.DataObject
) -> None:
    world, duty = drawn
    element = make.element(duty, world.places)
    book = make.rulebook(world.places)
    declared = [
        [r.id for r in v.readings]
        for p in world.jurisdiction.provisions.values()
        for v in p.versions
        if v.readings
    ]
    chosen = frozenset(data.draw(st.sampled_from(ids)) for ids in declared)
    known = judge(element, book, world.jurisdiction, world.as_of)
    learnt = judge(element, book, world.jurisdiction, world.as_of, Options(readings=chosen))
    if known.verdict in SETTLED:
        assert learnt.verdict in SETTLED[known.verdict]


# Calibration.


def emptied(world: World, *, reviewed: bool) -> World:
    reviews = make.reviewed_all(world.places) if reviewed else ()
    return replace(world, jurisdiction=make.jurisdiction((), reviews))


@given(JUDGED)
def test_an_empty_reviewed_law_meets_nothing_and_conflicts_with_nothing(
    drawn: tuple[World, ast.Duty],
) -> None:
    world, duty = drawn
    expected = Verdict.MET if isinstance(duty, ast.NeverPunish) else Verdict.NOT_MET
    assert make.judged(duty, emptied(world, reviewed=True)).verdict is expected


@given(JUDGED)
def test_an_unreviewed_law_is_unknown(drawn: tuple[World, ast.Duty]) -> None:
    world, duty = drawn
    assert make.judged(duty, emptied(world, reviewed=False)).verdict is Verdict.UNKNOWN


# A small treaty for the trial cases.

CRIME = make.space(
    "crime",
    make.dimension("act", ("recruitment", "transfer"), leading=True),
    make.dimension("victim", ("adult", "child")),
    make.dimension(
        "participation",
        ("principal", "attempt", "accomplice"),
        ordinary="principal",
        silence=["principal"],
    ),
    make.dimension("person", ("natural", "legal"), ordinary="natural", silence=["natural"]),
    make.dimension("circumstance", ("basic", "grave"), ordinary="basic"),
    conditions=("profit", "border"),
    one_at_a_time=("circumstance", "unfulfilled"),
)
CHARGES = make.space(
    "charges",
    make.dimension("charge", ("own_smuggling", "illegal_entry"), leading=True),
    make.dimension("who", ("migrant", "carrier"), doubtful=True),
    conditions=("cooperation",),
)
TOOLS = make.space(
    "tools",
    make.dimension("tool", ("confiscation", "interception"), leading=True),
    make.dimension("offence", ("basic", "attempt")),
)
PLACES = {
    "crime": Place(CRIME, "offence"),
    "charges": Place(
        CHARGES, "liability", echoes=(("crime", make.region("charge is own_smuggling")),)
    ),
    "tools": Place(
        TOOLS,
        "tools",
        offences={
            "basic": (
                "crime",
                make.region(
                    "participation is principal and person is natural and unfulfilled is nothing"
                ),
            ),
            "attempt": ("crime", make.region("participation is attempt")),
        },
    ),
}


def law(
    *articles: Sequence[str | ClaimEntry] | Version, reviews: Sequence[str] | None = None
) -> World:
    searched = None if reviews is None else [make.review(r, PLACES) for r in reviews]
    return make.world_of(PLACES, *articles, reviews=searched)


def entry(words: str, **more: object) -> ClaimEntry:
    return make.entry(words, PLACES, **more)  # type: ignore[arg-type]


def cells(where: Space, region: int, *dimensions: str) -> set[tuple[str, ...]]:
    """What a region says of some dimensions."""
    return {tuple(c[d] for d in dimensions) for c in where.cells(region)}


def ask(outcome: ElementOutcome) -> set[Ask]:
    return {q.kind for q in outcome.questions}


def test_two_readings_that_each_leave_a_gap_are_not_unclear() -> None:
    article = make.version(
        entry("on reading narrow: covers crime where act is recruitment"),
        entry("on reading other: covers crime where act is transfer"),
        readings=("narrow", "other"),
    )
    found = make.judged("criminalize crime", law(article))
    assert found.verdict is Verdict.PARTLY_MET
    assert not parts_of(found).gap
    told_by = {name: cells(CRIME, gap, "act") for name, gap in found.gap_by_reading.items()}
    assert told_by == {"narrow": {("transfer",)}, "other": {("recruitment",)}}


def test_one_reading_that_leaves_a_gap_beside_one_that_does_not_is_unclear() -> None:
    article = make.version(
        entry("covers crime where act is recruitment"),
        entry("on reading wide: covers crime where act is transfer"),
        readings=("narrow", "wide"),
    )
    found = make.judged("criminalize crime", law(article))
    assert found.verdict is Verdict.UNCLEAR
    assert cells(CRIME, parts_of(found).unclear, "act") == {("transfer",)}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("this act", Verdict.CONFLICT), ("every law", Verdict.MET), ('{"Other"}', Verdict.CONFLICT)],
)
def test_an_exemption_under_an_act_leaves_the_offence_of_another_standing(
    scope: str, expected: Verdict
) -> None:
    covers = "covers charges where charge is illegal_entry and who is migrant"
    migration = make.act(
        "Migration Act",
        [[entry(covers), entry(f"exempts charges where who is migrant from {scope}")]],
    )
    other = make.act("Other", [[entry(covers)]])
    world = replace(
        law(), jurisdiction=make.jurisdiction([migration, other], make.reviewed_all(PLACES))
    )
    duty = "never punish charges where charge is illegal_entry and who is migrant"
    assert make.judged(duty, world).verdict is expected
    guaranteed = make.judged(
        "guarantee charges where charge is illegal_entry and who is migrant", world
    )
    assert guaranteed.verdict is (Verdict.MET if scope == "every law" else Verdict.NOT_MET)


def test_a_lead_beside_a_gap_hides_nothing_and_is_no_gap_itself() -> None:
    world = law(
        [
            "covers crime where act is recruitment",
            "lead crime where act is transfer and victim is child",
        ]
    )
    found = make.judged("criminalize crime", world)
    assert found.verdict is Verdict.PARTLY_MET
    assert cells(CRIME, parts_of(found).gap, "act", "victim") == {("transfer", "adult")}
    assert cells(CRIME, parts_of(found).unknown, "act", "victim") == {("transfer", "child")}
    assert Ask.LEAD in ask(found)


def test_a_lead_hides_nothing_that_is_surely_covered() -> None:
    found = make.judged("criminalize crime", law(["covers crime where act is any", "lead crime"]))
    assert found.verdict is Verdict.MET


def test_general_complicity_alone_makes_no_conflict() -> None:
    duty = "never punish charges where charge is own_smuggling and who is migrant"
    general = ["covers crime where act is any", "extends crime to participation is accomplice"]
    assert make.judged(duty, law(general)).verdict is Verdict.UNCLEAR
    naming = ["covers charges where charge is own_smuggling and who is migrant"]
    assert make.judged(duty, law(general, naming)).verdict is Verdict.CONFLICT
    exempting = ["exempts charges where who is migrant from every law"]
    assert make.judged(duty, law(general, exempting)).verdict is Verdict.MET
    assert make.judged(duty, law()).verdict is Verdict.MET


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_extensions_agree_in_either_order(order: tuple[int, int]) -> None:
    extensions = ("extends crime to participation is attempt", "extends crime to person is legal")
    world = law(["covers crime where act is any"], *([extensions[i]] for i in order))
    duty = "criminalize crime where participation is attempt and person is legal"
    assert make.judged(duty, world).verdict is Verdict.MET
    duty = "criminalize crime where participation is accomplice"
    assert make.judged(duty, world).verdict is Verdict.NOT_MET


def test_two_laws_with_different_conditions_leave_the_case_that_fulfils_neither() -> None:
    world = law(
        ["covers crime where act is any requiring {profit}"],
        ["covers crime where act is any requiring {border}"],
    )
    found = make.judged(
        "criminalize crime including each unfulfilled in {profit, border, every}", world
    )
    assert found.verdict is Verdict.PARTLY_MET
    assert cells(CRIME, parts_of(found).gap, "unfulfilled") == {("every",)}


def test_an_unread_article_about_adults_makes_no_gap_for_an_act() -> None:
    partly = entry("covers crime where victim is adult not established act", full=False)
    found = make.judged(
        "criminalize crime including each act in {recruitment, transfer}", law([partly])
    )
    assert found.verdict is Verdict.UNKNOWN
    assert not parts_of(found).gap
    assert Ask.WHICH_VALUES in ask(found)


def test_a_complement_in_a_text_not_read_in_full_excludes_only_what_it_names() -> None:
    partly = entry(
        "covers crime where act is any and victim is any and participation is not attempt"
        " and person is natural and circumstance is any and unfulfilled is any",
        full=False,
    )
    accomplice = make.judged("criminalize crime where participation is accomplice", law([partly]))
    assert accomplice.verdict is Verdict.UNKNOWN
    attempt = make.judged("criminalize crime where participation is attempt", law([partly]))
    assert attempt.verdict is Verdict.NOT_MET


def test_an_extension_of_an_offence_not_read_in_full_is_not_established() -> None:
    partly = entry(
        "covers crime where act is any and victim is any and participation is principal"
        " and person is natural and circumstance is any and unfulfilled is any",
        full=False,
    )
    world = law([partly, "extends crime to participation is attempt"])
    assert make.judged("criminalize crime", world).verdict is Verdict.MET
    assert (
        make.judged("criminalize crime where participation is attempt", world).verdict
        is Verdict.UNKNOWN
    )


def grave(penalty: Penalty, **more: object) -> ClaimEntry:
    return entry("covers crime where act is any and circumstance is grave", penalty=penalty, **more)


def test_a_parallel_offence_neither_mends_nor_breaks_an_aggravation() -> None:
    duty = "aggravate crime where circumstance is grave"
    basic = [
        entry(
            "covers crime where act is any and circumstance is basic", penalty=make.prison(12, 60)
        )
    ]
    named = [grave(make.prison(12, 96), aggravates="Code art. 1")]
    parallel = [entry("covers crime where act is any", penalty=make.prison(12, 180))]
    assert make.judged(duty, law(basic, named)).verdict is Verdict.MET
    assert make.judged(duty, law(basic, named, parallel)).verdict is Verdict.MET
    assert make.judged(duty, law(basic, parallel)).verdict is Verdict.NOT_MET
    assert (
        make.judged(
            duty, law(basic, [grave(make.prison(12, 60), aggravates="Code art. 1")])
        ).verdict
        is Verdict.NOT_MET
    )
    assert (
        make.judged(duty, law(basic, [grave(make.prison(12, 60), factor=True)])).verdict
        is Verdict.MET
    )


def test_an_aggravation_of_a_form_that_is_not_established_is_unknown() -> None:
    form = entry(
        "covers crime where victim is adult not established act", penalty=make.prison(12, 60)
    )
    lighter = [grave(make.prison(12, 48), aggravates="Code art. 1")]
    found = make.judged("aggravate crime where circumstance is grave", law([form], lighter))
    assert found.verdict is Verdict.UNKNOWN


def test_a_conditional_exemption_meets_only_the_cells_that_fulfil_the_condition() -> None:
    world = law(
        ["exempts charges where who is migrant from every law on condition of {cooperation}"]
    )
    duty = "guarantee charges where who is migrant and unfulfilled in {nothing, cooperation}"
    found = make.judged(duty, world)
    assert found.verdict is Verdict.PARTLY_MET
    assert cells(CHARGES, parts_of(found).covered, "unfulfilled") == {("nothing",)}
    assert cells(CHARGES, parts_of(found).gap, "unfulfilled") == {("cooperation",)}


def test_an_offence_that_is_not_established_leaves_a_guarantee_unknown() -> None:
    partly = entry("covers charges where charge is illegal_entry and who is migrant", full=False)
    statutes = [
        make.act("Migration Act", [[entry("exempts charges where who is migrant from this act")]]),
        make.act("Other", [[partly]]),
    ]
    world = replace(law(), jurisdiction=make.jurisdiction(statutes, make.reviewed_all(PLACES)))
    duty = "guarantee charges where charge is illegal_entry and who is migrant"
    assert make.judged(duty, world).verdict is Verdict.UNKNOWN


REFORM = make.moment(date(2020, 1, 1), date(2021, 1, 1))


def test_an_uncertain_date_makes_exactly_what_differs_unknown() -> None:
    old = make.version(entry("covers crime where act is recruitment"), ends=REFORM)
    new = make.version(entry("covers crime where act is any"), starts=REFORM)
    world = law(old, new)
    found = make.judged("criminalize crime", world)
    assert found.verdict is Verdict.UNKNOWN
    assert cells(CRIME, parts_of(found).covered, "act") == {("recruitment",)}
    assert cells(CRIME, parts_of(found).unknown, "act") == {("transfer",)}
    assert Ask.WHEN in ask(found)
    for as_of, verdict in (
        (date(2019, 12, 31), Verdict.PARTLY_MET),
        (date(2021, 1, 1), Verdict.MET),
    ):
        assert make.judged("criminalize crime", replace(world, as_of=as_of)).verdict is verdict


def test_a_conflict_that_may_not_be_law_yet_is_unknown() -> None:
    covers = entry("covers charges where charge is illegal_entry and who is migrant")
    found = make.judged(
        "never punish charges where charge is illegal_entry",
        law(make.version(covers, starts=REFORM)),
    )
    assert found.verdict is Verdict.UNKNOWN
    assert not parts_of(found).unclear


ATTESTED = Window(date(2016, 1, 1), date(2018, 12, 31))


@pytest.mark.parametrize(
    ("units", "ends", "expected", "question"),
    [
        ((), None, Verdict.UNKNOWN, Ask.STILL_SO),
        (None, make.moment(date(2030, 1, 1)), Verdict.UNKNOWN, Ask.AMENDMENT),
        (("art. 1",), make.moment(date(2030, 1, 1)), Verdict.UNKNOWN, Ask.AMENDMENT),
        (("art. 9",), make.moment(date(2030, 1, 1)), Verdict.MET, None),
    ],
)
def test_a_description_lapses_with_its_attestation_or_an_amendment(
    units: tuple[str, ...] | None, ends: Moment | None, expected: Verdict, question: Ask | None
) -> None:
    article = make.version(entry("covers crime where act is any"), attested=[ATTESTED])
    amended = [make.amendment(date(2019, 5, 1), units)]
    statutes = [make.act("Code", [article], ends=ends, amendments=amended)]
    world = replace(law(), jurisdiction=make.jurisdiction(statutes, make.reviewed_all(PLACES)))
    found = make.judged("criminalize crime", world)
    assert found.verdict is expected
    assert question is None or question in ask(found)
    within = make.judged("criminalize crime", replace(world, as_of=date(2017, 6, 1)))
    assert within.verdict is Verdict.MET


def test_the_amendment_that_ends_a_text_is_no_doubt_on_it() -> None:
    change = Moment(date(2019, 1, 1), date(2019, 12, 31))
    same = entry("covers crime where act is any")
    article = [make.version(same, ends=change), make.version(same, starts=change)]
    amended = [replace(make.amendment(date(2018, 12, 1), None), in_force=change)]
    statutes = [make.act("Code", [article], amendments=amended)]
    world = replace(law(), jurisdiction=make.jurisdiction(statutes, make.reviewed_all(PLACES)))
    inside = make.judged("criminalize crime", replace(world, as_of=date(2019, 6, 1)))
    assert inside.verdict is Verdict.MET
    earlier = [replace(make.amendment(date(2018, 12, 1), None), in_force=None)]
    statutes = [make.act("Code", [article], amendments=earlier)]
    world = replace(world, jurisdiction=make.jurisdiction(statutes, make.reviewed_all(PLACES)))
    doubtful = make.judged("criminalize crime", replace(world, as_of=date(2018, 12, 31)))
    assert doubtful.verdict is Verdict.UNKNOWN


# Definitions.


def test_a_definition_alone_meets_nothing_and_is_named_as_a_near_miss() -> None:
    found = make.judged("criminalize crime", law(["defines crime where act is any"]))
    assert found.verdict is Verdict.NOT_MET
    assert [m.unpunished for m in found.near_misses] == [True]


def test_a_claim_by_definition_takes_what_it_leaves_unsaid() -> None:
    world = law(
        ["defines crime where act is recruitment and victim is adult"],
        ['covers crime where victim is child as defined in "Code art. 1"'],
    )
    covered = parts_of(make.judged("criminalize crime", world)).covered
    assert cells(CRIME, covered, "act", "victim") == {("recruitment", "child")}


def test_a_dimension_not_established_is_not_taken_from_a_definition() -> None:
    world = law(
        ["defines crime where act is recruitment"],
        ['covers crime not established act as defined in "Code art. 1"'],
    )
    found = make.judged("criminalize crime where act is transfer", world)
    assert found.verdict is Verdict.UNKNOWN


def test_a_definition_that_rests_on_itself_says_nothing() -> None:
    world = law(
        ['defines crime as defined in "Code art. 2"'],
        ['defines crime as defined in "Code art. 1"', 'covers crime as defined in "Code art. 2"'],
    )
    assert make.judged("criminalize crime", world).verdict is Verdict.NOT_MET


# Tools.

CONFISCATION = "guarantee tools where tool is confiscation and offence is basic"


def test_a_tool_reaches_offences_with_a_fitting_penalty() -> None:
    applies = "applies confiscation to offences with a maximum of at least 24 months"
    heavy = entry("covers crime where act is any", penalty=make.prison(12, 60))
    light = entry("covers crime where act is any", penalty=make.prison(1, 12))
    open_ended = entry("covers crime where act is any", penalty=Known.NOT_ESTABLISHED)
    assert make.judged(CONFISCATION, law([heavy, applies])).verdict is Verdict.MET
    assert make.judged(CONFISCATION, law([light, applies])).verdict is Verdict.NOT_MET
    assert make.judged(CONFISCATION, law([open_ended, applies])).verdict is Verdict.UNKNOWN


def test_an_offence_that_is_not_established_leaves_a_tool_unknown() -> None:
    applies = "applies confiscation to offences with a maximum of at least 24 months"
    heavy = entry("covers crime where act is recruitment", penalty=make.prison(12, 60))
    light = entry(
        "covers crime where victim is child not established act", penalty=make.prison(1, 12)
    )
    assert make.judged(CONFISCATION, law([heavy, light, applies])).verdict is Verdict.UNKNOWN


def test_a_tool_for_an_offence_that_nobody_looked_for_is_unknown() -> None:
    world = law(["applies confiscation to every offence"], reviews=["reviewed tools"])
    assert make.judged(CONFISCATION, world).verdict is Verdict.UNKNOWN


# One defect, one finding.


def test_a_missing_unit_is_told_once() -> None:
    elements = [
        (
            "acts",
            make.element("criminalize crime including each act in {recruitment, transfer}", PLACES),
        ),
        ("product", make.element("criminalize crime", PLACES, told_by=("acts",))),
        (
            "attempt",
            make.element(
                "criminalize crime where participation is attempt", PLACES, net_of=("product",)
            ),
        ),
    ]
    book = make.rulebook(PLACES, [make.obligation(name, e) for name, e in elements])
    world = law(["covers crime where act is recruitment"])
    found = {f.obligation.id: f for f in assess(book, world.jurisdiction, world.as_of).findings}
    assert found["product"].verdict is Verdict.PARTLY_MET
    assert (found["product"].told_by, found["product"].word) == (("acts",), None)
    attempt = parts_of(found["attempt"].elements[0])
    assert cells(CRIME, attempt.region, "act", "participation") == {("recruitment", "attempt")}
    assert attempt.gap == attempt.region


def test_a_missing_condition_tells_the_case_that_fulfils_none() -> None:
    elements = [
        (
            "profit",
            make.element("criminalize crime including each unfulfilled in {profit}", PLACES),
        ),
        (
            "each",
            make.element(
                "criminalize crime where unfulfilled in {profit, border, every}",
                PLACES,
                told_by=("profit",),
            ),
        ),
    ]
    book = make.rulebook(PLACES, [make.obligation(name, e) for name, e in elements])
    world = law(["covers crime where act is any requiring {profit}"])
    found = {f.obligation.id: f for f in assess(book, world.jurisdiction, world.as_of).findings}
    outcome = found["each"].elements[0]
    assert cells(CRIME, outcome.told, "unfulfilled") == {("profit",), ("every",)}
    assert found["each"].told_by == ("profit",)


def test_nothing_is_asked_of_an_obligation_whose_cells_all_left() -> None:
    elements = [
        ("product", make.element("criminalize crime", PLACES)),
        (
            "attempt",
            make.element(
                "criminalize crime where participation is attempt", PLACES, net_of=("product",)
            ),
        ),
    ]
    book = make.rulebook(PLACES, [make.obligation(name, e) for name, e in elements])
    found = assess(book, law().jurisdiction, make.AS_OF).findings
    assert [f.verdict for f in found] == [Verdict.NOT_MET, Verdict.NOT_APPLICABLE]
