"""Display-ready records: what every format places and none computes.

They hold words and numbers in the order in which a reader meets them. They know no spaces, no bits
and no markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from gapcheck.model.law import Chapter, Force
from gapcheck.model.outcome import Binding, FindingWord, Verdict
from gapcheck.model.profile import Basis
from gapcheck.report.answers import Answer
from gapcheck.report.questions import Asked, Request

_BESIDE = 4
NO_BASIS = "none"
"""The basis of a finding of which nothing is settled, as a value to filter by."""


class Mark(Struct, frozen=True):
    """A verdict as it is shown: never by colour alone."""

    verdict: Verdict
    letter: str
    words: str


class EvidenceView(Struct, frozen=True):
    """A provision, search or statement, and what it does for a verdict."""

    role: str
    citation: str
    title: str
    quote: str
    quote_language: str
    summary: str
    penalty: str
    source: str
    accessed: str
    url: str
    grade: str


class Lines(Struct, frozen=True):
    """A heading with the cases under it."""

    heading: str
    lines: tuple[str, ...]


class AuthorityView(Struct, frozen=True):
    """A reference, and whether it was read."""

    citation: str
    standing: str
    is_verified: bool


class ElementView(Struct, frozen=True):
    """One element: what it asks, the verdict, and everything that supports it.

    Attributes:
        statement: What the verdict means here, in a sentence; empty where the mark says it all.
        missing: What is required and not there, or forbidden and there.
        is_reported: Whether what is missing is known from reports alone.
        parts: The other parts of the answer: by reading, unclear, unknown.
        notes: What a reader must know beside the verdict.
        open: The question that stands beside a verdict of not known, or the readings to choose from.
        decides: What follows from either answer, where one question of fact decides the element.
        reported: What provisions reach or are reported to reach, with what is not established of them.
        heard: What was heard of a provision and not verified.
    """

    id: str
    number: str
    title: str
    requires: str
    explanation: str
    mark: Mark
    statement: str
    missing: Lines | None
    parts: tuple[Lines, ...]
    case: str
    is_reported: bool
    evidence: tuple[EvidenceView, ...]
    near: tuple[str, ...]
    open: str
    decides: str
    questions: tuple[Asked, ...]
    notes: tuple[str, ...]
    reported: tuple[str, ...]
    heard: tuple[str, ...]
    rests_on: Basis | None
    basis: str
    remedy: str
    model_law: str
    authorities: tuple[AuthorityView, ...]

    @property
    def case_heading(self) -> str:
        """What stands before the case, which is only as sure as what it rests on."""
        return "A case, as far as it is reported" if self.is_reported else "A case"


class RecommendationView(Struct, frozen=True):
    """What to enact so that one residue disappears.

    Attributes:
        sentence: The recommendation itself, one action.
        binding: Why it is not owed, or not known to be; empty where the duty binds.
        caveat: That it rests on reports alone; empty where a text was read.
        text: The sentence with everything that supports it, for formats that place one paragraph.
    """

    id: str
    priority: str
    obligation: str
    element: str
    title: str
    force: Force
    force_words: str
    verb: str
    sentence: str
    binding: str
    caveat: str
    missing: Lines | None
    article: str
    model_law: str
    case_heading: str
    case: str
    text: str


class FindingView(Struct, frozen=True):
    """The statement about one obligation.

    Attributes:
        headline: The verdict in words with what qualifies it; `remark` is that alone.
        binding_note: Empty for an obligation that binds.
        override: What an analyst changed or confirmed, in a sentence.
        suspect: A word of an analyst that no longer applies, because the texts have changed.
        would_meet: The fewest answers that would make the duty met, where it waits for several answers alone.
    """

    number: str
    obligation: str
    provision: str
    citation: str
    chapter: Chapter
    title: str
    force: Force
    force_words: str
    duty: str
    qualifiers: tuple[str, ...]
    binding: Binding
    binding_words: str
    binding_note: str
    mark: Mark
    finding: FindingWord | None
    finding_words: str
    headline: str
    remark: str
    rests_on: Basis | None
    basis: str
    is_reported_only: bool
    told_by: tuple[str, ...]
    through: tuple[str, ...]
    override: str
    suspect: str
    explanation: str
    limits: tuple[str, ...]
    traps: tuple[str, ...]
    authorities: tuple[AuthorityView, ...]
    elements: tuple[ElementView, ...]
    recommendations: tuple[RecommendationView, ...]
    requests: tuple[str, ...]
    would_meet: str

    @property
    def aside(self) -> str:
        """What a shortfall is called and what qualifies the verdict, in one line; empty where the mark says it all."""
        reported = "reported, text not read" if self.is_reported_only else ""
        return "; ".join(part for part in (self.finding_words, self.remark, reported) if part)

    @property
    def facets(self) -> Mapping[str, str]:
        """What it can be found by: its value for each facet."""
        return {
            "status": str(self.mark.verdict),
            "force": str(self.force),
            "chapter": str(self.chapter),
            "basis": NO_BASIS if self.rests_on is None else str(self.rests_on),
        }


class Tally(Struct, frozen=True):
    """How many obligations have a verdict, and how many of them on reports alone."""

    mark: Mark
    count: int
    reported_only: int


class Figures(Struct, frozen=True):
    """The only figures of a report: no percentages, no score.

    Attributes:
        elements: Elements examined: all that apply, whether or not they bind.
        binding: Those of duties known to bind the State.
        established: Elements with a settled verdict: neither unknown nor unclear.
        met: Elements met, or excused by a qualifier; of `met_reported_only` no text was read.
        told_elsewhere: Obligations that others tell wholly; they have no count of their own.
        told: The figures of the elements in sentences.
        findings: All findings; `note` says how many of them have no count of their own, and why.
    """

    elements: int
    binding: int
    established: int
    met: int
    met_reported_only: int
    tallies: tuple[Tally, ...]
    told_elsewhere: int
    words: tuple[str, ...]
    findings: int
    note: str
    told: str = ""

    @property
    def established_said(self) -> str:
        """How many of the elements that apply are established, as it stands in a table."""
        return _of(self.established, self.elements)

    @property
    def met_said(self) -> str:
        """How many of the established elements are met, as it stands in a table."""
        return _of(self.met, self.established)


def _of(part: int, whole: int) -> str:
    """A part of a whole; a dash where there is nothing to be a part of."""
    return f"{part} of {whole}" if whole else "\N{EN DASH}"


class Segment(Struct, frozen=True):
    """A part of a bar: where it begins, how wide it is, where its icon and its number stand."""

    tally: Tally
    start: int
    width: int
    icon: int
    number: int


class Bar(Struct, frozen=True):
    """The counts of a chapter as a drawing, and as words for those who do not see it.

    Attributes:
        is_to_scale: Whether every segment is as wide as its count makes it.
    """

    width: int
    height: int
    segments: tuple[Segment, ...]
    words: str
    is_to_scale: bool


class OverviewRow(Struct, frozen=True):
    """A chapter in the table beside the bars; a count for each column, in the same order."""

    number: int
    title: str
    bar: Bar
    counts: tuple[int, ...]
    figures: Figures


class Overview(Struct, frozen=True):
    """The chapters beside each other; a column for each verdict that occurs."""

    columns: tuple[Mark, ...]
    rows: tuple[OverviewRow, ...]

    @property
    def is_wide(self) -> bool:
        """Whether the table is too wide to stand beside the bars."""
        return len(self.columns) > _BESIDE

    @property
    def is_to_scale(self) -> bool:
        """Whether all bars are."""
        return all(row.bar.is_to_scale for row in self.rows)


class Choice(Struct, frozen=True):
    """A value to filter by, and how many findings have it."""

    value: str
    words: str
    count: int


class Facet(Struct, frozen=True):
    """One way to filter the findings; `id` is its name in the address of the page."""

    id: str
    label: str
    choices: tuple[Choice, ...]


class ChapterView(Struct, frozen=True):
    """A chapter with its findings in treaty order."""

    number: int
    id: Chapter
    title: str
    findings: tuple[FindingView, ...]
    worst_first: tuple[FindingView, ...]
    figures: Figures


class PackView(Struct, frozen=True):
    """A pack as the header names it."""

    id: str
    version: str
    fingerprint: str
    sha256: str
    instrument: str
    citation: str


class ObservationView(Struct, frozen=True):
    """Something worth saying beside the duties; never a gap under them."""

    citation: str
    text: str
    obligation: str
    detail: tuple[str, ...]
    source: str
    grade: str


class Header(Struct, frozen=True):
    """What identifies a report: no date but that of the law.

    Attributes:
        direction: `ltr` or `rtl`, by the language.
    """

    jurisdiction: str
    code: str
    as_of: str
    as_of_words: str
    gapcheck: str
    profile_version: str
    profile_fingerprint: str
    profile_sha256: str
    packs: tuple[PackView, ...]
    taken: str
    disclaimer: str
    language: str
    direction: str


class StatuteView(Struct, frozen=True):
    """A national act that the profile describes; `entry` says how its name and dates are known, not its text."""

    citation: str
    title: str
    is_in_force: str
    period: str
    entry: str
    source: str
    url: str
    amendments: str


class ReviewView(Struct, frozen=True):
    """A search of the law: what was looked at, for which period, by whom, and whether that is only reported."""

    about: str
    read: str
    missing: str
    period: str
    by: str
    source: str
    grade: str


class NeedView(Struct, frozen=True):
    """Training or assistance that shortfalls call for."""

    kind: str
    text: str
    obligations: tuple[str, ...]


class DecisionView(Struct, frozen=True):
    """A case that a court decided."""

    court: str
    decided: str
    applied: str
    outcome: str
    source: str
    url: str
    grade: str


class StatisticView(Struct, frozen=True):
    """A figure on the use of the law."""

    about: str
    period: str
    number: int
    counted: str
    note: str
    source: str
    url: str
    grade: str


class Citation(Struct, frozen=True):
    """A finding where something refers to it: as a lawyer cites it, with its number in the report."""

    obligation: str
    treaty: str
    text: str
    number: str

    @property
    def words(self) -> str:
        """All of it."""
        return f"{self.text} ({self.number})"

    @property
    def place(self) -> str:
        """What stands where the treaty is named already."""
        return f"{self.text.removeprefix(self.treaty).lstrip(', ')} ({self.number})"


class AssessmentView(Struct, frozen=True):
    """A whole report, ready to be placed.

    Attributes:
        stage: Whether it is a draft or final.
        quoted: The languages in which law and reports are quoted.
        priorities: The few recommendations that come first.
        facets: What the findings can be filtered by.
        citations: How each obligation is cited where something refers to it.
        request_ids: The id of the request that a question of an element became.
    """

    header: Header
    stage: str
    quoted: str
    summary: tuple[str, ...]
    treaties: tuple[str, ...]
    statutes: tuple[StatuteView, ...]
    reviews: tuple[ReviewView, ...]
    figures: Figures
    overview: Overview
    facets: tuple[Facet, ...]
    chapters: tuple[ChapterView, ...]
    citations: Mapping[str, Citation]
    priorities: tuple[RecommendationView, ...]
    recommendations: tuple[RecommendationView, ...]
    needs: tuple[NeedView, ...]
    request_heading: str
    requests: tuple[Request, ...]
    request_ids: Mapping[Asked, str]
    observations: tuple[ObservationView, ...]
    decisions: tuple[DecisionView, ...]
    statistics: tuple[StatisticView, ...]
    suspects: tuple[str, ...]
    legend: tuple[tuple[Mark, str], ...]

    def cited(self, obligations: Iterable[str]) -> Mapping[str, Sequence[Citation]]:
        """How obligations are cited, by treaty."""
        found: dict[str, list[Citation]] = {}
        for name in obligations:
            citation = self.citations[name]
            found.setdefault(citation.treaty, []).append(citation)
        return found


class AnswerView(Struct, frozen=True):
    """The answer to one question put to the law."""

    header: Header
    question: str
    answer: Answer
    words: str
    element: ElementView
