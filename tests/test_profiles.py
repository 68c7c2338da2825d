"""Profiles read from files: what loads, and what is said about each mistake."""

import re
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from gapcheck.diagnostics import Diagnostic, draw
from gapcheck.dsl import ast
from gapcheck.model.law import Rulebook
from gapcheck.model.profile import (
    Basis,
    Grade,
    Imprisonment,
    Jurisdiction,
    Known,
    Moment,
    Penalty,
    Stage,
    Tradition,
    TreatyEffect,
    Window,
)
from gapcheck.packs import load_rulebook
from gapcheck.profiles import (
    countries,
    decisions_schema,
    jurisdiction_schema,
    load_jurisdiction,
    statistics_schema,
    statute_schema,
)
from gapcheck.workspace import find_jurisdictions

INSTRUMENTS = """\
instruments:
  tip:
    title: Protocol
    short: Trafficking Protocol
    citation: 2237 UNTS 319
    entry_into_force: 2003-12-25
    entry_source: depositary
  som:
    title: Protocol
    short: Smuggling Protocol
    citation: 2241 UNTS 507
    entry_into_force: 2004-01-28
    entry_source: depositary
qualifiers:
  basic_concepts: {meaning: the legal system cannot house it, excuses: yes}
  within_means: {meaning: as resources allow, excuses: no}
"""

TRAFFICKING = """\
space: trafficking
kind: offence
title: Trafficking in persons
story: Somebody {act} {victim}.
dimensions:
  act:
    leading: yes
    label: act
    question: which acts?
    values:
      recruitment: {label: recruitment, definition: finding, phrase: recruits}
      transfer: {label: transfer, definition: handing over, phrase: transfers}
  victim:
    label: victim
    question: whom?
    values:
      adult: {label: adult, definition: 18 or older, phrase: an adult}
      child: {label: child, definition: younger, phrase: a child}
"""

SUPPORT = """\
space: victim_support
kind: protection
title: Support of victims
story: Somebody is offered {measure}.
dimensions:
  measure:
    leading: yes
    label: measure
    question: which measures?
    values:
      housing: {label: housing, definition: a place to stay, phrase: housing}
"""

PACK = """\
pack: protocol_tip
version: 0.1.0
instrument: tip
facts:
  age_of_child: {kind: number, unit: years, question: until which age?}
  consent_irrelevant: {kind: yes_no, question: is consent irrelevant?}
  since: {kind: date, question: since when?}
  model: {kind: choice, choices: [general, special], question: which?}
obligations:
  - id: tip.5.1
    provision: 5(1)
    chapter: prosecution
    force: mandatory_qualified
    qualifiers: [basic_concepts]
    addressees: [criminal_law]
    assessability: L
    title: An offence
    explanation: Trafficking is an offence.
    elements:
      - id: product
        title: the product
        requires: criminalize trafficking
        explanation: all of it
        remedy: enact an offence
"""

PROFILE = """\
jurisdiction: KGZ
name: {en: Kyrgyzstan, ky: Кыргызстан}
version: 0.1.0
sources:
  report: {title: A report, url: "https://example.org", basis: secondary, accessed: 2025-11-21, unconfirmed: yes}
  code: {title: The code, basis: text, published: "No. 12 of 2003"}
treaties:
  - instrument: tip
    consent: ratification
    deposited: 2003-10-02
    reservations: [{text: none of it, affects: [tip.5.1]}]
    grade: P
    source: report
reviews:
  - says: reviewed trafficking where victim is child
    period: {from: 2016-01-01, to: 2018-12-31}
    read: [Criminal Code 2017, Criminal Code 2017 1.10, Criminal Code 2017 art. 5]
    by: an analyst
    on: 2025-11-21
    source: report
    grade: S
facts:
  - {fact: age_of_child, value: 18 years, citation: "Family Code, art. 2", grade: P, source: code}
  - {fact: consent_irrelevant, value: no, searched: [Criminal Code 2017], grade: S, source: report}
  - {fact: since, value: 2019-01-01, provision: Criminal Code 2017 1.10, grade: P, source: code}
  - {fact: model, value: not established, grade: S, source: report}
justifications:
  - obligation: tip.5.1
    qualifier: basic_concepts
    statement: no general attempt rule
    source: report
    grade: S
treaty_effect: {effect: direct, citation: "Constitution, art. 6", grade: S, source: report}
legal_tradition: {families: [civil_law, islamic_law], grade: S, source: report}
standings:
  - obligation: tip.5.1
    verdict: met
    reason: practice
    author: an analyst
    on: 2025-11-21
    fingerprint: xaa
"""

CODE = """\
statute: criminal-code-2017
short: Criminal Code 2017
title: {en: Criminal Code, ky: Кылмыш-жаза кодекси}
number: 19
adopted: 2017-02-02
in_force: 2019-01-01
repealed: {not_before: 2021-10-28, not_after: 2022-03-31}
language: ky
grade: P
source: code
amendments:
  - {number: 62, adopted: 2019-05-15, touches: unknown, source: code}
  - {number: 63, adopted: 2020-05-15, touches: [art. 171], source: code}
provisions:
  - article: 1.10
    title: Meaning of trafficking
    versions:
      - claims:
          - says: defines trafficking where act is any
            read: full
            grade: P
            source: code
  - article: art. 171
    title: Trafficking in persons
    versions:
      - attested: [{from: 2019-01-01, to: 2019-03-31}]
        readings:
          - {id: strict, says: only adults, held_by: courts}
          - {id: wide, says: everybody, held_by: scholars}
        claims:
          - says: covers trafficking where victim is adult not established act
            grade: S
            source: report
            quote: Торговля людьми
            quote_language: ru
            summary: the report says so
            penalty: {imprisonment: {minimum: 30 months, maximum: 5 years}, alternatives: [fine]}
          - says: |
              on reading wide: covers trafficking where act is any as defined in
              "Criminal Code 2017 1.10"
            grade: S
            source: report
            penalty: not established
          - says: lead trafficking where victim is child and act is any
            grade: L
            source: report
            heard: that children are covered
"""

DECISIONS = """\
decisions:
  - court: Supreme Court
    case: No. 7
    decided: 2019-06-30
    provisions: [Criminal Code 2017 art. 171]
    outcome: {en: Convicted of trafficking., ky: Айыпталды.}
    grade: P
    source: code
  - court: a district court
    decided: {not_before: 2018-01-01, not_after: 2018-12-31}
    applied: art. 124 of the earlier Code
    outcome: Acquitted.
    grade: S
    source: report
"""

STATISTICS = """\
statistics:
  - offence: trafficking
    stage: convictions
    period: {from: 2019-01-01, to: 2019-12-31}
    number: 0
    counted: persons
    note: first instance
    grade: S
    source: report
"""

FILES = {
    "rules/instruments.yaml": INSTRUMENTS,
    "rules/spaces/trafficking.yaml": TRAFFICKING,
    "rules/spaces/victim_support.yaml": SUPPORT,
    "rules/protocol_tip.yaml": PACK,
    "jurisdictions/kgz/jurisdiction.yaml": PROFILE,
    "jurisdictions/kgz/statutes/code.yaml": CODE,
    "jurisdictions/kgz/decisions.yaml": DECISIONS,
    "jurisdictions/kgz/statistics.yaml": STATISTICS,
}
KGZ = "jurisdictions/kgz/jurisdiction.yaml"
LAW = "jurisdictions/kgz/statutes/code.yaml"
CASES = "jurisdictions/kgz/decisions.yaml"
FIGURES = "jurisdictions/kgz/statistics.yaml"


class Wrong(Struct, frozen=True):
    """A change to a sound file, and what is to be said about it."""

    old: str
    new: str
    code: str
    marked: str | None = None
    help: str | None = None


def write(folder: Path, **changes: str) -> Path:
    for name, text in (FILES | changes).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def changed(name: str, old: str, new: str) -> dict[str, str]:
    text = FILES[name]
    assert old in text
    return {name: text.replace(old, new, 1)}


def rules(folder: Path) -> Rulebook:
    rulebook, diagnostics = load_rulebook([folder])
    assert diagnostics == []
    assert rulebook is not None
    return rulebook


def load(folder: Path) -> tuple[Jurisdiction | None, list[Diagnostic]]:
    name = "jurisdictions/kgz"
    return load_jurisdiction(folder / name, name, rules(folder))


def sound(folder: Path) -> Jurisdiction:
    jurisdiction, diagnostics = load(folder)
    assert [draw(d) for d in diagnostics] == []
    assert jurisdiction is not None
    return jurisdiction


Complaints = Callable[[str, str, str], list[Diagnostic]]


@pytest.fixture
def complaints(tmp_path: Path) -> Complaints:
    def find(name: str, old: str, new: str) -> list[Diagnostic]:
        jurisdiction, diagnostics = load(write(tmp_path, **changed(name, old, new)))
        assert jurisdiction is None
        return diagnostics

    return find


def told(diagnostics: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(d.code, d.span.text) for d in diagnostics]


def complaint(diagnostics: list[Diagnostic], wrong: Wrong) -> Diagnostic:
    found = next(d for d in diagnostics if d.code == wrong.code)
    assert wrong.marked in {None, found.span.text}
    assert wrong.help in {None, found.help}
    return found


# --- What loads ----------------------------------------------------------------------------------


def test_a_sound_profile_loads(tmp_path: Path) -> None:
    kgz = sound(write(tmp_path))
    assert (kgz.id, kgz.name["ky"], kgz.version) == ("KGZ", "Кыргызстан", "0.1.0")
    assert kgz.treaties["tip"].deposited == Moment(date(2003, 10, 2), date(2003, 10, 2))
    assert kgz.treaties["tip"].reservations[0].affects == {"tip.5.1"}
    assert not kgz.treaties["tip"].reservations_checked
    assert kgz.treaties["tip"].source.is_unconfirmed
    assert not kgz.facts[0].source.is_unconfirmed
    assert [f.value for f in kgz.facts] == [
        ast.Quantity(18, ast.Unit.YEARS, kgz.statutes[0].provisions[0].versions[0].claims[0].span),
        False,
        date(2019, 1, 1),
    ]
    assert [f.citation for f in kgz.facts] == [
        "Family Code, art. 2",
        "Criminal Code 2017",
        "Criminal Code 2017 1.10",
    ]
    (review,) = kgz.reviews
    assert review.period == Window(date(2016, 1, 1), date(2018, 12, 31))
    assert [s.verdict for s in kgz.standings] == ["met"]
    assert type(kgz.id) is type(review.read[0]) is type(kgz.statutes[0].id) is str


def test_a_sound_statute_loads(tmp_path: Path) -> None:
    (code,) = sound(write(tmp_path)).statutes
    day = date(2019, 1, 1)
    assert (code.number, code.starts) == ("19", Moment(day, day))
    assert code.ends == Moment(date(2021, 10, 28), date(2022, 3, 31))
    assert [a.units for a in code.amendments] == [None, {"art. 171"}]
    definition, offence = code.provisions
    assert (definition.citation, definition.pinpoint) == ("Criminal Code 2017 1.10", "1.10")
    (version,) = offence.versions
    assert version.starts is version.ends is None
    assert [r.id for r in version.readings] == ["strict", "wide"]
    first, second, lead = version.claims
    assert first.span.text == "covers trafficking where victim is adult not established act"
    assert first.source.basis is Basis.SECONDARY
    assert first.statement is not None
    assert first.statement.open == ("act",)
    assert isinstance(first.penalty, Penalty)
    assert isinstance(first.penalty.imprisonment, Imprisonment)
    assert first.penalty.alternatives == ("fine",)
    assert second.span.text.startswith("on reading wide: covers")
    assert second.penalty is Known.NOT_ESTABLISHED
    assert (lead.grade, lead.cells.bit_count(), lead.heard) == (
        Grade.LEAD,
        2,
        "that children are covered",
    )


def test_ends_may_be_unknown_or_not_come(tmp_path: Path) -> None:
    old = "repealed: {not_before: 2021-10-28, not_after: 2022-03-31}"
    (code,) = sound(write(tmp_path, **changed(LAW, old, "repealed: unknown"))).statutes
    assert code.ends == Moment(date(2019, 1, 1), date.max)
    (code,) = sound(write(tmp_path, **changed(LAW, old, "repealed: none"))).statutes
    assert code.ends is None
    (code,) = sound(
        write(tmp_path, **changed(LAW, "in_force: 2019-01-01", "in_force: unknown"))
    ).statutes
    assert code.starts is None


def test_the_fingerprint_is_that_of_all_files(tmp_path: Path) -> None:
    first = sound(write(tmp_path)).sha256
    assert sound(write(tmp_path)).sha256 == first
    assert sound(write(tmp_path, **changed(LAW, "the report says", "it says"))).sha256 != first


def test_jurisdictions_are_found_by_their_code(tmp_path: Path) -> None:
    shipped, own = write(tmp_path / "shipped"), tmp_path / "own"
    (own / "jurisdictions" / "alb").mkdir(parents=True)
    assert list(find_jurisdictions([own, shipped])) == ["KGZ"]
    write(own)
    assert find_jurisdictions([own, shipped]) == {"KGZ": own / "jurisdictions" / "kgz"}


def test_a_jurisdiction_has_its_region_legal_order_and_the_law_in_use(tmp_path: Path) -> None:
    found = sound(write(tmp_path))
    assert found.region == "Central Asia"
    assert found.treaty_effect is TreatyEffect.DIRECT
    assert found.treaty_effect_ground is not None
    assert found.treaty_effect_ground.citation == "Constitution, art. 6"
    assert found.traditions == (Tradition.CIVIL, Tradition.ISLAMIC)
    supreme, district = found.decisions
    assert supreme.provisions == ("Criminal Code 2017 art. 171",)
    assert district.decided == Moment(date(2018, 1, 1), date(2018, 12, 31))
    (figure,) = found.statistics
    assert (figure.stage, figure.number, figure.counted) == (Stage.CONVICTIONS, 0, "persons")


def test_the_law_in_use_may_be_missing_and_free_codes_lie_nowhere(tmp_path: Path) -> None:
    folder = write(tmp_path)
    for name in (CASES, FIGURES):
        (folder / name).unlink()
    found = sound(folder)
    assert (found.decisions, found.statistics) == ((), ())
    assert countries.country("XAA") is None
    assert countries.is_code("XAA")
    assert countries.is_code("QMZ")
    assert not countries.is_code("QLZ")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        (
            CASES,
            Wrong("art. 171]", "art. 172]", "unknown-provision", "Criminal Code 2017 art. 172"),
        ),
        (CASES, Wrong("decided: 2019-06-30", "decided: unknown", "wrong-date", "unknown")),
        (CASES, Wrong("grade: P", "grade: L", "lead-grade", "L")),
        (CASES, Wrong("source: code", "source: codes", "unknown-source", "codes")),
        (FIGURES, Wrong("number: 0", "number: few", "wrong-quantity", "few")),
        (FIGURES, Wrong("stage: convictions", "stage: trials", "unknown-word", "trials")),
        (FIGURES, Wrong("grade: S", "grade: L", "lead-grade", "L")),
        (FIGURES, Wrong("to: 2019", "to: 2018", "dates-out-of-order", "2019-01-01")),
    ],
)
def test_mistakes_in_the_law_in_use(complaints: Complaints, name: str, wrong: Wrong) -> None:
    complaint(complaints(name, wrong.old, wrong.new), wrong)


def test_duties_of_packs_not_in_use_may_be_named(tmp_path: Path) -> None:
    text = changed(KGZ, "obligation: tip.5.1\n    qualifier", "obligation: som.6.1\n    qualifier")
    assert sound(write(tmp_path, **text)).justifications[0].obligation == "som.6.1"


# --- The profile ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong(
            "KGZ",
            "NO",
            "country-code",
            "NO",
            "these are two letters: did you mean the three-letter code, as in `NOR` for `NO`?",
        ),
        Wrong("KGZ", "kgz", "country-code", "kgz", "write it in capitals: `KGZ`"),
        Wrong(
            "KGZ",
            "Kyrgyzstan",
            "country-code",
            "Kyrgyzstan",
            "write its three letters: `KGZ`",
        ),
        Wrong(
            "KGZ",
            "KIR",
            "country-code",
            "KIR",
            "call the folder `kir`, or correct the code",
        ),
        Wrong(
            "KGZ",
            "KYR",
            "country-code",
            "KYR",
            "write the three capital letters of ISO 3166, as in `KGZ`; codes from `XAA` to `XZZ` are free",
        ),
        Wrong(
            "deposited: 2003-10-02",
            "deposited: 2026-10-02",
            "dates-out-of-order",
            "2026-10-02",
            "check both dates in the source",
        ),
        Wrong(
            ', published: "No. 12 of 2003"',
            "",
            "source-without-place",
            "code",
        ),
        Wrong("effect: direct,", "effect: directly,", "unknown-word", "directly"),
        Wrong("[civil_law,", "[civil,", "unknown-word", "civil"),
        Wrong("KGZ", "KAZ", "country-code", "KAZ", "call the folder `kaz`, or correct the code"),
        Wrong(
            "instrument: tip",
            "instrument: tips",
            "unknown-instrument",
            "tips",
            "did you mean `tip`?",
        ),
        Wrong(
            "deposited: 2003-10-02",
            "deposited: 02/10/2003",
            "wrong-date",
            "02/10/2003",
            "which number is the month? write year, month and day with hyphens, as in `2003-12-25`",
        ),
        Wrong(
            "deposited: 2003-10-02",
            "deposited: 2003-02-30",
            "wrong-date",
            "2003-02-30",
            "that month has 28 days",
        ),
        Wrong(
            "affects: [tip.5.1]",
            "affects: [tip.5.9]",
            "unknown-obligation",
            "tip.5.9",
            "obligations are called as in `tip.3.c`",
        ),
        Wrong(
            "source: report\nreviews",
            "source: reports\nreviews",
            "unknown-source",
            "reports",
            "did you mean `report`?",
        ),
        Wrong("says: reviewed", "says: covers", "syntax", "covers"),
        Wrong(
            "where victim is child",
            "where victim is chld",
            "unknown-value",
            "chld",
            "did you mean `child`?",
        ),
        Wrong(
            "reviewed trafficking",
            "reviewed traffickin",
            "unknown-space",
            "traffickin",
            "did you mean `trafficking`?",
        ),
        Wrong(
            "{from: 2016-01-01, to: 2018",
            "{from: 2019-01-01, to: 2018",
            "dates-out-of-order",
            "2019-01-01",
            "exchange `from` and `to`",
        ),
        Wrong(
            "on: 2025-11-21\n    source: report\n    grade: S\nfacts",
            "on: 2017-11-21\n    source: report\n    grade: S\nfacts",
            "dates-out-of-order",
            "2018-12-31",
            "end the period on the day of the search, or earlier",
        ),
        Wrong(
            "[Criminal Code 2017,",
            "[Criminal Code 1997,",
            "unknown-statute",
            "Criminal Code 1997",
            "the statutes are `Criminal Code 2017`",
        ),
        Wrong(
            "on: 2025-11-21\n    source: report\n    grade: S",
            "on: 2025-11-21\n    source: report\n    grade: L",
            "lead-grade",
            "L",
        ),
        Wrong(
            "fact: age_of_child",
            "fact: age_of_chld",
            "unknown-fact",
            "age_of_chld",
            "did you mean `age_of_child`?",
        ),
        Wrong(
            "value: 18 years",
            "value: eighteen",
            "wrong-quantity",
            "eighteen",
            "write a whole number and `days`, `months` or `years`, as in `18 years`",
        ),
        Wrong(
            "value: 18 years",
            "value: 216 months",
            "wrong-answer",
            "216 months",
            "write it in years",
        ),
        Wrong(
            "value: no,",
            "value: nope,",
            "wrong-answer",
            "nope",
            "write `yes`, `no` or `not established`",
        ),
        Wrong(
            "searched: [Criminal Code 2017], ",
            "",
            "no-search",
            "no",
            "add `searched: [...]` with the acts, or write `not established`",
        ),
        Wrong("value: 2019-01-01", "value: 2019/01/01", "wrong-date", "2019/01/01"),
        Wrong(
            "value: not established",
            "value: generl",
            "wrong-answer",
            "generl",
            "did you mean `general`?",
        ),
        Wrong(
            "provision: Criminal Code 2017 1.10",
            "provision: Family Code art. 1",
            "unknown-provision",
            "Family Code art. 1",
            "name a provision of a statute file, or write the reference under `citation`",
        ),
        Wrong(
            "fact: model, value: not established",
            "fact: age_of_child, value: 16 years",
            "contradicting-answers",
            "16 years",
            "give each answer its own `period`, or keep one",
        ),
        Wrong(
            "qualifier: basic_concepts",
            "qualifier: within_means",
            "unknown-qualifier",
            "within_means",
            "there are `basic_concepts`",
        ),
        Wrong(
            "verdict: met",
            "verdict: partly met",
            "unknown-word",
            "partly met",
            "did you mean `partly_met`?",
        ),
        Wrong(
            "version: 0.1.0", "versoin: 0.1.0", "unknown-key", "versoin", "did you mean `version`?"
        ),
        Wrong("basis: secondary", "basis: newspaper", "unknown-word", "newspaper"),
        Wrong("value: 18 years,", "value: ,", "empty-text", "value"),
    ],
)
def test_mistakes_in_profiles(complaints: Complaints, wrong: Wrong) -> None:
    found = complaint(complaints(KGZ, wrong.old, wrong.new), wrong)
    assert found.trail == ("Kyrgyzstan",)


def test_one_treaty_has_one_status(complaints: Complaints) -> None:
    entry = PROFILE[PROFILE.index("  - instrument: tip") : PROFILE.index("reviews:")]
    (found,) = complaints(KGZ, entry, entry * 2)
    assert (found.code, found.span.text, found.labels[0].span.text) == (
        "duplicate-id",
        "tip",
        "tip",
    )


# --- Statutes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong("article: art. 171", "article: 1.10", "duplicate-citation", "1.10"),
        Wrong(
            "source: code\namend",
            "source: cod\namend",
            "unknown-source",
            "cod",
            "did you mean `code`?",
        ),
        Wrong(
            "where victim is adult",
            "where victim is adlt",
            "unknown-value",
            "adlt",
            "did you mean `adult`?",
        ),
        Wrong(
            "where victim is adult",
            "where victms is adult",
            "unknown-dimension",
            "victms",
            "did you mean `victim`?",
        ),
        Wrong(
            "where victim is adult",
            "where victim is housing",
            "unknown-value",
            "housing",
            "`housing` belongs to another space: it is a value of `measure` in `victim_support`",
        ),
        Wrong(
            "victim is adult not established act",
            "victim is adult and victim is child not established act",
            "empty-region",
            "victim is adult and victim is child",
        ),
        Wrong(
            "victim is adult not established act",
            "victim is adult",
            "leading-dimension",
            "trafficking",
        ),
        Wrong(
            '"Criminal Code 2017 1.10"',
            '"Criminal Code 2017 1.11"',
            "unknown-provision",
            '"Criminal Code 2017 1.11"',
            "cite it as the short title of the act and the pinpoint, such as `Criminal Code 2017`, "
            "`Criminal Code 2017 1.10`, `Criminal Code 2017 art. 171`",
        ),
        Wrong(
            '"Criminal Code 2017 1.10"',
            '"Criminal Code 2017"',
            "unknown-provision",
            None,
            "cite the article that defines",
        ),
        Wrong(
            "on reading wide",
            "on reading narrow",
            "unknown-reading",
            None,
            "it declares `strict`, `wide`",
        ),
        Wrong(
            "          - {id: wide, says: everybody, held_by: scholars}\n",
            "",
            "too-few-readings",
            "strict",
        ),
        Wrong("{id: wide,", "{id: strict,", "duplicate-id", "strict"),
        Wrong(
            "            penalty: not established\n",
            "",
            "penalty-missing",
            None,
            "say what it carries under `penalty`, or write `penalty: not established`",
        ),
        Wrong(
            "penalty: not established",
            "penalty: unknown",
            "unknown-word",
            "unknown",
            "write `not established`, or the keys `imprisonment`, `death`, `alternatives`, `possible_alternatives`",
        ),
        Wrong(
            "maximum: 5 years",
            "maximum: 2 years",
            "penalty-reversed",
            "30 months",
            "exchange the two, or correct the one that is wrong",
        ),
        Wrong(
            "maximum: 5 years",
            "maximum: life",
            "wrong-quantity",
            "life",
            "write `life: yes` beside it",
        ),
        Wrong("maximum: 5 years", "maximum: five years", "wrong-quantity", "five years"),
        Wrong("            quote_language: ru\n", "", "quote-language"),
        Wrong(
            "grade: S\n            source: report\n            quote:",
            "grade: L\n            source: report\n            quote:",
            "lead-grade",
            "covers trafficking where victim is adult not established act",
            "begin the sentence with `lead`, or find a source and write `grade: S` or `P`",
        ),
        Wrong(
            "where victim is child and act is any",
            "where act is any",
            "lead-too-wide",
            "lead trafficking where act is any",
            "name it in the lead, or say in that claim what is `not established`",
        ),
        Wrong(
            "penalty: not established",
            "penalty: not established\n            aggravates: Criminal Code 2017 art. 17",
            "unknown-provision",
            "Criminal Code 2017 art. 17",
            "cite it as the short title of the act and the pinpoint",
        ),
        Wrong("adopted: 2017-02-02", "adopted: 2019-02-02", "dates-out-of-order", "2019-02-02"),
        Wrong(
            "in_force: 2019-01-01",
            "in_force: 2022-05-01",
            "dates-out-of-order",
            None,
            "`repealed` is the first day without force",
        ),
        Wrong(
            "{not_before: 2021-10-28, not_after: 2022-03-31}",
            "{not_before: 2022-10-28, not_after: 2022-03-31}",
            "dates-out-of-order",
            "not_before: 2022-10-28",
            "exchange the two dates",
        ),
        Wrong(
            "{not_before: 2021-10-28, not_after: 2022-03-31}",
            "{not_before: 2021-10-28}",
            "missing-key",
            "not_before: 2021-10-28",
            "add `not_after: ...`: the last day it can have been",
        ),
        Wrong("{not_before: 2021-10-28, not_after: 2022-03-31}", "never", "wrong-date", "never"),
        Wrong(
            "{from: 2019-01-01, to: 2019-03-31}",
            "{from: 2018-01-01, to: 2018-03-31}",
            "dates-out-of-order",
            "2018-03-31",
        ),
        Wrong(
            "{from: 2019-01-01, to: 2019-03-31}",
            "{from: 2022-05-01, to: 2022-06-01}",
            "dates-out-of-order",
            "2022-05-01",
        ),
        Wrong("adopted: 2019-05-15", "adopted: 2016-05-15", "dates-out-of-order", "2016-05-15"),
        Wrong(
            "touches: unknown", "touches: art. 171", "wrong-shape", "art. 171", "write `[art. 171]`"
        ),
        Wrong(
            "in_force: 2019-01-01",
            "in_force: 01.01.2019",
            "wrong-date",
            "01.01.2019",
            "which number is the month? write year, month and day with hyphens, as in `2003-12-25`",
        ),
        Wrong("read: full", "read: fully", "unknown-word", "fully", "did you mean `full`?"),
        Wrong(
            "summary: the report",
            "sumary: the report",
            "unknown-key",
            "sumary",
            "did you mean `summary`?",
        ),
    ],
)
def test_mistakes_in_statutes(complaints: Complaints, wrong: Wrong) -> None:
    found = complaint(complaints(LAW, wrong.old, wrong.new), wrong)
    assert found.trail[:2] == ("Kyrgyzstan", "Criminal Code 2017")


def test_the_trail_ends_with_the_article(complaints: Complaints) -> None:
    (found,) = complaints(LAW, "            penalty: not established\n", "")
    assert found.trail == ("Kyrgyzstan", "Criminal Code 2017", "art. 171")


def test_uneven_silence_is_a_mistake_where_silence_is_not_everything(tmp_path: Path) -> None:
    space = TRAFFICKING.replace("question: whom?", "question: whom?\n    silence: [adult]")
    law = changed(
        LAW, "act is any\n            read", "act is transfer or victim is adult\n            read"
    )
    folder = write(tmp_path, **{"rules/spaces/trafficking.yaml": space}, **law)
    assert told(load(folder)[1]) == [("uneven-silence", "victim")]


def test_a_factor_needs_no_penalty(tmp_path: Path) -> None:
    text = changed(LAW, "            penalty: not established\n", "            factor: yes\n")
    assert sound(write(tmp_path, **text)).statutes[0].provisions[1].versions[0].claims[1].factor


def test_definitions_in_a_circle(tmp_path: Path) -> None:
    text = CODE.replace(
        "says: defines trafficking where act is any",
        'says: defines trafficking as defined in "Criminal Code 2017 art. 171"',
    )
    (found,) = load(write(tmp_path, **{LAW: text}))[1]
    assert found.code == "circular-definition"
    assert found.help is not None
    assert found.help.startswith("the circle is `Criminal Code 2017 1.10`")


CLAUSE = """\
  - article: art. {number}
    title: Open
    versions:
      - repealed: {end}
        readings:
          - {{id: strict, says: only adults, held_by: courts}}
          - {{id: wide, says: everybody, held_by: scholars}}
        claims:
          - says: |
              on reading wide: covers trafficking where act is any
            grade: S
            source: report
            penalty: not established
"""


def test_more_than_six_open_clauses_at_once(tmp_path: Path) -> None:
    six = "".join(CLAUSE.format(number=n, end="none") for n in range(6))
    (found,) = load(write(tmp_path, **{LAW: CODE + six}))[1]
    assert (found.code, found.message) == (
        "too-many-readings",
        "7 clauses of `trafficking` are open at once",
    )
    past = "".join(CLAUSE.format(number=n, end="2019-01-02") for n in range(6))
    text = (
        CODE.replace("      - attested:", "      - in_force: 2019-01-02\n        attested:") + past
    )
    sound(write(tmp_path, **{LAW: text}))


DATED = """\
  - article: art. {number}
    title: Dated
    versions:
      - repealed: {{not_before: 2021-11-01, not_after: {end}}}
        claims:
          - says: {says}
            read: full
            grade: P
            source: code
"""
GRANTS = "grants victim_support where measure is housing"


def dated(numbers: Iterable[int], says: str = "defines trafficking where act is any") -> str:
    """Articles of which each ends some day, their intervals different."""
    return "".join(DATED.format(number=n, end=f"2021-12-{n:02}", says=says) for n in numbers)


def test_more_than_eight_dates_and_clauses_are_open_at_once(tmp_path: Path) -> None:
    """The act has an open clause, and an end of its own that is uncertain on the same day."""
    sound(write(tmp_path, **{LAW: CODE + dated(range(1, 7)) + dated(range(7, 15), GRANTS)}))
    (found,) = load(write(tmp_path, **{LAW: CODE + dated(range(1, 8))}))[1]
    assert (found.code, found.message) == (
        "too-many-dates",
        "`trafficking` depends on 9 dates and clauses that are open on 2021-11-01",
    )
    (found,) = load(write(tmp_path, **{LAW: CODE + dated(range(1, 10), GRANTS)}))[1]
    assert found.message == "`victim_support` depends on 9 dates that are open on 2021-11-01"


def test_dates_written_alike_are_one_and_those_of_other_times_do_not_count(tmp_path: Path) -> None:
    same = (DATED.format(number=n, end="2021-12-01", says=GRANTS) for n in range(1, 20))
    sound(write(tmp_path, **{LAW: CODE + "".join(same)}))
    months = (re.sub("2021-1[12]", f"2021-{n:02}", dated([n], GRANTS)) for n in range(1, 10))
    sound(write(tmp_path, **{LAW: CODE + "".join(months)}))


def test_dates_of_offences_count_where_these_are_felt(tmp_path: Path) -> None:
    space = TRAFFICKING.replace(": trafficking", ": charges").replace("offence", "liability")
    exempts = "exempts charges where act is any from every law"
    text = CODE + dated(range(1, 6)) + dated(range(6, 9), exempts)
    place = {LAW: text, "rules/spaces/charges.yaml": space}
    sound(write(tmp_path, **place))
    place["rules/spaces/charges.yaml"] += "echoes: [{source: trafficking, region: act is any}]\n"
    (found,) = load(write(tmp_path, **place))[1]
    assert found.message == "`charges` depends on 10 dates and clauses that are open on 2021-11-01"


def test_two_versions_of_a_provision_hold_one_after_the_other(tmp_path: Path) -> None:
    first = CLAUSE.format(number=9, end="none")
    second = first[first.index("      - repealed") :].replace(
        "repealed: none", "in_force: 2020-01-01"
    )
    (found,) = load(write(tmp_path, **{LAW: CODE + first + second}))[1]
    assert (found.code, found.span.text) == ("dates-out-of-order", "2020-01-01")
    ended = first.replace("repealed: none", "repealed: 2020-01-01")
    sound(write(tmp_path, **{LAW: CODE + ended + second}))


def test_two_statutes_of_one_name(tmp_path: Path) -> None:
    other = "jurisdictions/kgz/statutes/other.yaml"
    codes = told(load(write(tmp_path, **{other: CODE}))[1])
    assert ("duplicate-id", "criminal-code-2017") in codes
    assert ("duplicate-id", "Criminal Code 2017") in codes
    assert ("duplicate-citation", "1.10") in codes


def test_one_run_tells_everything(tmp_path: Path) -> None:
    law = (
        CODE.replace("maximum: 5", "maximum: 2")
        .replace("sumary", "x")
        .replace("child and", "chld and")
    )
    profile = FILES[KGZ].replace("treaties:", "treatis:").replace("18 years", "eighteen")
    diagnostics = load(write(tmp_path, **{LAW: law, KGZ: profile}))[1]
    assert told(diagnostics) == [
        ("unknown-key", "treatis"),
        ("wrong-quantity", "eighteen"),
        ("penalty-reversed", "30 months"),
        ("unknown-value", "chld"),
    ]


def test_a_wrong_value_hides_no_mistake_below_it_and_causes_none(tmp_path: Path) -> None:
    law = CODE.replace("in_force: 2019-01-01", "in_force: 1/1/2019").replace("is child", "is chld")
    law = law.replace("penalty: not established", "penalty: hard").replace("en: Crim", "e: Crim")
    profile = PROFILE.replace("KGZ", "NO").replace("title: A report, ", "").replace("met", "mett")
    diagnostics = load(write(tmp_path, **{LAW: law, KGZ: profile}))[1]
    assert told(diagnostics) == [
        ("country-code", "NO"),
        ("missing-key", 'url: "https://example.org"'),
        ("unknown-word", "mett"),
        ("wrong-name", "e"),
        ("wrong-date", "1/1/2019"),
        ("unknown-word", "hard"),
        ("unknown-value", "chld"),
    ]


def test_statutes_are_checked_although_the_profile_cannot_be_read(tmp_path: Path) -> None:
    text = {KGZ: "jurisdiction: [", **changed(LAW, "maximum: 5", "maximum: 2")}
    codes = [d.code for d in load(write(tmp_path, **text))[1]]
    assert codes == ["yaml-syntax", "penalty-reversed"]


# --- Bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [KGZ, LAW])
@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("source: [report", "yaml-syntax"),
        ("grade: P\ngrade: S\nsource: x", "duplicate-key"),
        ("source: &a report", "yaml-anchor"),
        ("source: !x report", "yaml-tag"),
        (f"source: {'[' * 60}{']' * 60}", "yaml-nesting"),
        ("source: rep\x00ort", "control-character"),
    ],
)
def test_bad_yaml(complaints: Complaints, name: str, new: str, code: str) -> None:
    assert code in {
        d.code for d in complaints(name, "version: 0" if name == KGZ else "statute: c", f"{new}\n#")
    }


@pytest.mark.parametrize("name", [KGZ, LAW, CASES, FIGURES])
def test_a_huge_file_is_not_read(tmp_path: Path, name: str) -> None:
    with (write(tmp_path) / name).open("r+b") as file:
        file.truncate(200 * 1024 * 1024)
    assert "file-too-large" in {d.code for d in load(tmp_path)[1]}


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (write(tmp_path) / LAW).write_bytes(CODE.encode("cp1251", errors="replace"))
    assert "file-encoding" in {d.code for d in load(tmp_path)[1]}


def test_a_folder_without_a_profile(tmp_path: Path) -> None:
    (write(tmp_path) / KGZ).unlink()
    (found,) = load(tmp_path)[1]
    assert (found.code, found.span.file.name) == ("file-missing", KGZ)


@pytest.mark.parametrize(
    "text", ["[]", "x", "{}", "- a", "short: []", "provisions: [x]", "sources: x"]
)
@pytest.mark.parametrize("name", [KGZ, LAW, CASES, FIGURES])
def test_files_of_the_wrong_kind(tmp_path: Path, name: str, text: str) -> None:
    jurisdiction, diagnostics = load(write(tmp_path, **{name: text}))
    assert jurisdiction is None
    assert all(draw(d) for d in diagnostics)


def test_the_caret_stands_under_arabic_and_chinese(complaints: Complaints) -> None:
    entry = "{heard: 出卖 بيع, says: lead trafficking where act is طفل, grade: L, source: x}"
    new = f"claims:\n          - {entry}"
    found = next(d for d in complaints(LAW, "claims:", new) if d.code == "syntax")
    lines = draw(found).splitlines()
    assert found.span.text == "طفل"
    assert lines[3].endswith("^^^")
    assert lines[3].index("^") == lines[2].index("طفل") + 2  # two wide letters stand before it


@given(data=st.data())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_files_cut_up_at_random_are_told_and_never_raise(
    tmp_path: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([KGZ, LAW, CASES, FIGURES]))
    lines = FILES[name].splitlines()
    where = data.draw(st.integers(0, len(lines) - 1))
    new = data.draw(
        st.sampled_from(["", "x", "  x: y", "- x", "  []", "{}", lines[where] * 2, "x: [a]"])
        | st.sampled_from(lines)
    )
    lines[where] = new
    shutil.rmtree(tmp_path / "jurisdictions", ignore_errors=True)
    jurisdiction, diagnostics = load(write(tmp_path, **{name: "\n".join(lines)}))
    assert (jurisdiction is None) == bool(diagnostics)
    assert all(draw(d) for d in diagnostics)


# --- Schemas for editors -------------------------------------------------------------------------


def test_schemas_describe_every_key() -> None:
    for schema in (
        jurisdiction_schema(),
        statute_schema(),
        decisions_schema(),
        statistics_schema(),
    ):
        assert schema["$schema"].startswith("https://json-schema.org/")
        shapes = [d for d in schema["$defs"].values() if "properties" in d]
        for shape in ({"properties": schema["properties"]}, *shapes):
            assert all(field.get("description") for field in shape["properties"].values())
