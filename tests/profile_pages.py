"""The pages on the shipped jurisdictions: what was read and how surely, what is open, and what was only heard.

It knows how the pages are laid out and what is counted. It judges nothing by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from gapcheck.engine import assess
from gapcheck.model.law import Chapter, Rulebook
from gapcheck.model.outcome import ElementOutcome, Verdict
from gapcheck.model.profile import (
    Basis,
    ClaimEntry,
    Decision,
    Grade,
    Ground,
    Jurisdiction,
    Provision,
    Review,
    Source,
    StatedFact,
    Statistic,
    Statute,
    TreatyStatus,
)
from gapcheck.report import words

FOLDER: Final = Path(__file__).parent.parent / "docs" / "jurisdictions"
OVERVIEW: Final = FOLDER / "README.md"
Statement: TypeAlias = (
    ClaimEntry | StatedFact | TreatyStatus | Review | Decision | Statistic | Ground
)
_OPEN = (Verdict.UNKNOWN, Verdict.UNCLEAR)

_HEAD = """\
# The jurisdictions

<!-- Made from the files under jurisdictions by `make docs`: change the statements there. -->

What gapcheck ships on the law of each State, counted by how surely it is known. A statement is a claim on a
provision, an answer to a question, the status of a treaty, a search, a decided case or a figure. *Read* (P): somebody
read the text. *Described* (S): a named source says so. *Heard* (L): nobody verified it; it only asks a question, and
nothing rests on it. Established: so many elements of duties, of those that apply, have an answer on the day of the
last review. Few are, and that is no judgement on a State: it is how much of its law was looked at.
"""


class Heard(Struct, frozen=True):
    """Something heard and not verified, with where to check it."""

    citation: str
    text: str
    source: str


def pages(rulebook: Rulebook, profiles: Sequence[Jurisdiction]) -> dict[Path, str]:
    """Every page by its place."""
    found = {OVERVIEW: "\n".join(_overview(rulebook, profiles)) + "\n"}
    for one in profiles:
        found[FOLDER / f"{one.id.lower()}.md"] = "\n".join(_page(one, rulebook)) + "\n"
    return found


def last_review(one: Jurisdiction) -> date:
    """The last day on which somebody searched the law or read a source."""
    days = [review.on for review in one.reviews]
    days += [date.fromisoformat(s.accessed) for s in _sources(one) if s.accessed]
    return max(days)


# What is counted.


def _claims(one: Jurisdiction) -> Iterator[tuple[Statute, Provision, ClaimEntry]]:
    for statute in one.statutes:
        for provision in statute.provisions:
            for version in provision.versions:
                for entry in version.claims:
                    yield statute, provision, entry


def _statements(one: Jurisdiction) -> Iterator[Statement]:
    """Everything that is stated of the law of a jurisdiction, with its source and grade."""
    yield from (entry for _, _, entry in _claims(one))
    yield from one.facts
    yield from one.treaties.values()
    yield from one.reviews
    yield from one.decisions
    yield from one.statistics
    yield from (g for g in (one.treaty_effect_ground, one.traditions_ground) if g is not None)


def _grades(one: Jurisdiction) -> Counter[Grade]:
    return Counter(statement.grade for statement in _statements(one))


def heard(one: Jurisdiction) -> Iterator[Heard]:
    """Everything that was heard and not verified."""
    for _, provision, entry in _claims(one):
        if entry.heard or entry.grade is Grade.LEAD:
            text = entry.heard or entry.text
            yield Heard(provision.citation, text, f"{entry.source.title}: {entry.source.url}")


def _elements(one: Jurisdiction, rulebook: Rulebook) -> Sequence[tuple[Chapter, ElementOutcome]]:
    findings = assess(rulebook, one, last_review(one)).findings
    return [
        (finding.obligation.chapter, element)
        for finding in findings
        for element in finding.elements
        if element.verdict is not Verdict.NOT_APPLICABLE
    ]


def _established(elements: Iterable[ElementOutcome]) -> str:
    every = list(elements)
    return f"{sum(e.verdict not in _OPEN for e in every)} of {len(every)}"


def _bases(elements: Iterable[ElementOutcome]) -> str:
    settled = Counter(e.basis for e in elements if e.verdict not in _OPEN and e.basis)
    return ", ".join(f"{settled[b]} {words.BASES[b]}" for b in Basis if settled[b]) or "none"


# The overview.


def _overview(rulebook: Rulebook, profiles: Sequence[Jurisdiction]) -> Iterator[str]:
    yield _HEAD
    yield "| State | Read (P) | Described (S) | Heard (L) | Established | These rest on | Last review |"
    yield "| --- | ---: | ---: | ---: | ---: | --- | --- |"
    for one in profiles:
        grades, elements = _grades(one), [e for _, e in _elements(one, rulebook)]
        yield _row(
            f"[{one.name['en']}]({one.id.lower()}.md)",
            str(grades[Grade.READ]),
            str(grades[Grade.SECONDARY]),
            str(sum(1 for _ in heard(one))),
            _established(elements),
            _bases(elements),
            words.day(last_review(one)),
        )
    yield ""
    yield "## Heard and to be checked"
    yield ""
    for one in profiles:
        for item in heard(one):
            yield f"- **{one.name['en']}, {item.citation}.** {_plain(item.text)} Check: {item.source}"


# The page of a jurisdiction.


def _page(one: Jurisdiction, rulebook: Rulebook) -> Iterator[str]:
    yield f"# {one.name['en']} ({one.id})"
    yield ""
    yield "<!-- Made from the files under jurisdictions by `make docs`: change the statements there. -->"
    yield ""
    yield from _order(one)
    yield from _acts(one)
    yield from _established_table(one, rulebook)
    yield from _searched(one)
    yield from _heard(one)
    yield from _sources_read(one)


def _order(one: Jurisdiction) -> Iterator[str]:
    if one.region:
        yield f"- Region: {one.region}"
    if one.traditions and one.traditions_ground is not None:
        told = words.listed([str(t).replace("_", " ") for t in one.traditions])
        yield f"- Legal tradition: {told} ({one.traditions_ground.source.title})"
    effect = words.TREATY_EFFECTS[one.treaty_effect].removesuffix(".")
    ground = one.treaty_effect_ground
    yield f"- {effect}{'' if ground is None else f' ({ground.citation or ground.source.title})'}"
    for name, status in one.treaties.items():
        since = "not a party" if status.deposited is None else words.moment(status.deposited)
        yield f"- `{name}`: {since} ({status.grade}: {status.source.title})"
    yield f"- Last review: {words.day(last_review(one))}; profile version {one.version}"
    yield ""


def _acts(one: Jurisdiction) -> Iterator[str]:
    yield "## Acts"
    yield ""
    yield "| Act | Number | In force | No longer in force | Known | Places described | Amendments |"
    yield "| --- | --- | --- | --- | --- | ---: | ---: |"
    for act in one.statutes:
        yield _row(
            f"{act.short}: {act.title['en']}",
            act.number or "",
            "not known" if act.starts is None else words.moment(act.starts),
            "" if act.ends is None else words.moment(act.ends),
            str(act.grade),
            str(len(act.provisions)),
            str(len(act.amendments)),
        )
    yield ""


def _established_table(one: Jurisdiction, rulebook: Rulebook) -> Iterator[str]:
    elements = _elements(one, rulebook)
    yield f"## Established on {words.day(last_review(one))}"
    yield ""
    yield "| Chapter | Established | These rest on |"
    yield "| --- | ---: | --- |"
    for chapter in Chapter:
        own = [e for c, e in elements if c is chapter]
        if own:
            yield _row(words.CHAPTERS[chapter], _established(own), _bases(own))
    yield ""
    yield f"Everything else is unknown; `gapcheck check {one.id}` lists the questions that would settle it."
    yield ""


def _searched(one: Jurisdiction) -> Iterator[str]:
    yield "## Searched"
    yield ""
    if not one.reviews:
        yield "Nobody searched the law of this State yet, so nothing can be said to be missing."
    for review in one.reviews:
        missing = f"; not read: {words.listed(review.missing)}" if review.missing else ""
        period = f"{words.day(review.period.start)} to {words.day(review.period.end)}"
        read = words.listed(review.read)
        yield f"- `{review.text}`, law of {period}, in {read}{missing} ({review.grade}: {review.source.title})"
    yield ""


def _heard(one: Jurisdiction) -> Iterator[str]:
    items = list(heard(one))
    if not items:
        return
    yield "## Heard and to be checked"
    yield ""
    for item in items:
        yield f"- **{item.citation}.** {_plain(item.text)} Check: {item.source}"
    yield ""


def _sources_read(one: Jurisdiction) -> Iterator[str]:
    yield "## Sources"
    yield ""
    for source in sorted(_sources(one), key=lambda s: s.title):
        read = (
            f"; read on {words.day(date.fromisoformat(source.accessed))}" if source.accessed else ""
        )
        yield f"- {source.title} ({words.BASES[source.basis]}): {source.url}{read}"


def _sources(one: Jurisdiction) -> set[Source]:
    acts = {act.source for act in one.statutes}
    amendments = {amendment.source for act in one.statutes for amendment in act.amendments}
    return acts | amendments | {statement.source for statement in _statements(one)}


def _plain(text: str) -> str:
    told = " ".join(text.split())
    return told if told.endswith((".", "?", "!")) else f"{told}."


def _row(*fields: str) -> str:
    cells = (" ".join(field.split()).replace("|", "\\|") for field in fields)
    return f"| {' | '.join(cells)} |"
