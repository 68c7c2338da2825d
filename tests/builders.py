"""A small treaty, its words, and laws to hold against it: for tests of what readers see.

It knows how to build a rulebook with labels, stories and questions, and findings over it. The laws
are built by `tests.strategies`; nothing here judges or words anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from gapcheck.dsl import ast
from gapcheck.engine import assess
from gapcheck.model.law import (
    Authority,
    Chapter,
    DimensionWords,
    Element,
    FactDefinition,
    FactKind,
    Force,
    Instrument,
    Need,
    Obligation,
    Qualifier,
    RollUp,
    Rulebook,
    RulePack,
    SpaceKind,
    Term,
    Text,
    Vocabulary,
)
from gapcheck.model.outcome import Assessment
from gapcheck.model.profile import (
    Basis,
    ClaimEntry,
    Consent,
    Decision,
    Grade,
    Jurisdiction,
    Review,
    Source,
    Stage,
    StatedFact,
    Statistic,
    Statute,
    TreatyStatus,
    Version,
    Window,
)
from gapcheck.report import data, view
from gapcheck.report.annexes import AnnexesView
from gapcheck.space import EVERY, NOTHING, UNFULFILLED, Space
from tests import strategies
from tests.oracle import Place

AS_OF = date(2020, 6, 1)
REPORT = Source("report", "Country report 2019", "https://example.org/report", Basis.SECONDARY)


def words(text: str) -> Text:
    """English text."""
    return {"en": text}


def term(label: str, phrase: str = "") -> Term:
    """The words for a value."""
    return Term(words(label), words(label), words(phrase))


# A space like that of trafficking, small enough to read.

TRAFFICKING: Space = strategies.space(
    "trafficking",
    strategies.dimension("act", ("recruitment", "transfer", "sale"), ext=("sale",), leading=True),
    strategies.dimension("means", ("force", "fraud", "none"), ext=("none",)),
    strategies.dimension(
        "victim",
        ("adult", "under_14", "under_18"),
        groups={"child": ("under_14", "under_18")},
    ),
    strategies.dimension(
        "purpose",
        ("prostitution", "other_sexual", "labour", "organs"),
        groups={"sexual": ("prostitution", "other_sexual")},
    ),
    strategies.dimension(
        "participation", ("principal", "attempt"), ordinary="principal", silence=("principal",)
    ),
    conditions=("border", "gain"),
    one_at_a_time=("participation", UNFULFILLED),
)

_WORDS: Mapping[str, DimensionWords] = {
    "act": DimensionWords(
        words("act"),
        words("Which acts does {provision} name?"),
        {
            "recruitment": term("recruitment", "recruits"),
            "transfer": term("transfer", "transfers"),
            "sale": term("sale", "sells"),
        },
    ),
    "means": DimensionWords(
        words("means"),
        words("Which means does {provision} require?"),
        {
            "force": term("force", "by force"),
            "fraud": term("fraud", "by fraud"),
            "none": term("no means used", "without any means"),
        },
    ),
    "victim": DimensionWords(
        words("victim"),
        words("Which victims does {provision} protect?"),
        {
            "adult": term("adult", "an adult"),
            "under_14": term("child under 14", "a child of twelve"),
            "under_18": term("child of 14 to 17", "a child of sixteen"),
        },
        {"child": words("child")},
    ),
    "purpose": DimensionWords(
        words("purpose"),
        words("For which purposes does {provision} apply?"),
        {
            "prostitution": term("prostitution", "for prostitution"),
            "other_sexual": term("other sexual use", "for other sexual use"),
            "labour": term("forced labour", "for forced labour"),
            "organs": term("removal of organs", "for the removal of an organ"),
        },
        {"sexual": words("sexual exploitation")},
    ),
    "participation": DimensionWords(
        words("participation"),
        words("Which participation does {provision} reach?"),
        {"principal": term("commission"), "attempt": term("attempt", "tries and fails, who")},
    ),
    UNFULFILLED: DimensionWords(
        words("added requirement"),
        words("What else does {provision} require?"),
        {
            NOTHING: term("nothing"),
            "border": term("a border crossing", ", inside one country"),
            "gain": term("gain", ", without gain"),
            EVERY: term("every condition", ", with nothing added"),
        },
    ),
}

VOCABULARY = Vocabulary(
    space=TRAFFICKING,
    kind=SpaceKind.OFFENCE,
    title=words("Trafficking in persons"),
    words=_WORDS,
    story=words("a person {participation} {act} {victim} {means} {purpose} {unfulfilled}"),
    told_apart=("victim", ("adult", "child")),
)
PLACES: Mapping[str, Place] = {"trafficking": Place(TRAFFICKING, "offence")}
FACTS: Mapping[str, FactDefinition] = {
    "age_of_child": FactDefinition(
        "age_of_child", FactKind.NUMBER, words("Up to which age is one a child?"), ast.Unit.YEARS
    )
}
CONVENTION = Instrument(
    "untoc", words("Convention"), words("Convention"), "1 UNTS 1", date(2003, 9, 29), "art. 38"
)
PROTOCOL = Instrument(
    "tip",
    words("Protocol on Trafficking"),
    words("Trafficking Protocol"),
    "2 UNTS 2",
    date(2003, 12, 25),
    "art. 17",
    "untoc",
)


def element(
    requires: str, name: str = "e", title: str = "The element", **links: tuple[str, ...]
) -> Element:
    """An element with words for everything."""
    made = strategies.element(requires, PLACES, **links)
    return replace(
        made,
        id=name,
        title=words(title),
        explanation=words("What the element means."),
        remedy=words("insert a rule"),
        model_law="Model Law, art. 8",
        authorities=(Authority("Guide, para. 1", verified=False),),
    )


def obligation(
    name: str, *elements: Element, force: Force = Force.MANDATORY, title: str = "The duty"
) -> Obligation:
    """An obligation with words for everything."""
    return Obligation(
        id=name,
        provision=name.removeprefix("tip."),
        chapter=Chapter.PROSECUTION,
        title=words(title),
        force=force,
        qualifiers=(Qualifier("basic_concepts", words("A basic concept excuses."), excuses=True),),
        addressees=("criminal_law",),
        assessability="L",
        explanation=words("What the duty means."),
        limits=(words("Not more than this."),),
        traps=(words("A trap."),),
        deficiencies=(words("A deficiency."),),
        authorities=(Authority("Guide, para. 2", verified=True),),
        elements=elements,
        roll_up=RollUp.ALL,
    )


def rulebook(*obligations: Obligation) -> Rulebook:
    """One pack of these obligations."""
    pack = RulePack("protocol_tip", "0.1.0", "ab" * 32, PROTOCOL, obligations, ())
    instruments = {"untoc": CONVENTION, "tip": PROTOCOL}
    return Rulebook((pack,), {"trafficking": VOCABULARY}, FACTS, instruments)


def entry(says: str, *, full: bool = True, source: Source = strategies.SOURCE) -> ClaimEntry:
    """A claim over the small space."""
    grade = Grade.READ if source.basis is Basis.TEXT else Grade.SECONDARY
    return replace(strategies.entry(says, PLACES, full=full, source=source), grade=grade)


def act(*articles: Sequence[ClaimEntry] | Version, short: str = "Code") -> Statute:
    """An act whose articles hold these claims."""
    return strategies.act(short, articles)


def stated_age(years: int) -> StatedFact:
    """Up to which age one is a child."""
    return StatedFact(
        fact="age_of_child",
        value=strategies.term(years, ast.Unit.YEARS),
        period=None,
        searched=(),
        provision=None,
        citation="Code art. 9",
        grade=Grade.READ,
        source=strategies.SOURCE,
        quote=None,
    )


def needing(one: Obligation, *needs: Need) -> Obligation:
    """An obligation whose shortfall calls for these."""
    return replace(one, needs=needs)


def in_use(state: Jurisdiction) -> Jurisdiction:
    """A State with a case decided in 2019 and one in 2021, and a figure for 2019."""
    case = Decision(
        "Supreme Court",
        "No. 7",
        strategies.moment(date(2019, 6, 30)),
        ("Code art. 1",),
        "",
        words("Convicted of trafficking."),
        REPORT,
        Grade.SECONDARY,
    )
    later = replace(case, case="No. 8", decided=strategies.moment(date(2021, 6, 30)))
    year = Window(date(2019, 1, 1), date(2019, 12, 31))
    figure = Statistic(
        "trafficking", Stage.CONVICTIONS, year, 0, "persons", "", REPORT, Grade.SECONDARY
    )
    return replace(state, decisions=(case, later), statistics=(figure,))


def party(instrument: str, deposited: date | None = date(2003, 10, 2)) -> TreatyStatus:
    """A ratification."""
    return TreatyStatus(
        instrument,
        None if deposited is None else strategies.moment(deposited),
        Consent.RATIFICATION,
        (),
        True,
        Grade.READ,
        strategies.SOURCE,
    )


def jurisdiction(
    *statutes: Statute, reviewed: Sequence[str] | None = None, is_party: bool = True
) -> Jurisdiction:
    """A State with these acts, everything reviewed unless said."""
    if reviewed is None:
        reviews: tuple[Review, ...] = strategies.reviewed_all(PLACES)
    else:
        reviews = tuple(strategies.review(says, PLACES) for says in reviewed)
    reviews = tuple(replace(r, read=("Code",)) for r in reviews)
    treaties = {name: party(name) for name in ("untoc", "tip")} if is_party else {}
    plain = strategies.jurisdiction(statutes, reviews)
    return replace(plain, treaties=treaties, sha256="cd" * 32, version="0.2.0")


def assessment(book: Rulebook, state: Jurisdiction, as_of: date = AS_OF) -> Assessment:
    """What the engine finds."""
    return assess(book, state, as_of)


def as_data(found: Assessment, rules: Rulebook, added: AnnexesView | None = None) -> dict[str, Any]:
    """An assessment as other programs get it."""
    return data.check(found, rules, view.assessment(found, rules), added)
