"""The only figures of a report: what is established, what of it is met, counts by verdict.

It computes no percentage and no score, and ranks nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from gapcheck.model.outcome import Binding, FindingWord, Verdict
from gapcheck.model.profile import Basis
from gapcheck.report.records import Figures, FindingView, Tally
from gapcheck.report.words import FINDINGS, VERDICTS, counted

_OPEN = (Verdict.UNKNOWN, Verdict.UNCLEAR)
_MET = (Verdict.MET, Verdict.JUSTIFIED)

_WORDS = {
    FindingWord.CONFLICT: ("conflict", "conflicts"),
    FindingWord.GAP: ("gap", "gaps"),
    FindingWord.NOT_CONSIDERED: ("duty to consider without a sign of it",) * 2,
    FindingWord.WEAK_EFFORT: ("effort not shown", "efforts not shown"),
    FindingWord.MISSING: ("duty that does not bind and is not met",) * 2,
    FindingWord.IMPROVEMENT: ("improvement possible", "improvements possible"),
    FindingWord.OBSERVATION: ("observation", "observations"),
    FindingWord.NOTE: ("option not used", "options not used"),
}


def figures(findings: Sequence[FindingView]) -> Figures:
    """Count the findings; definitions and what others tell have no count of their own."""
    counting = [f for f in findings if _has_own_count(f)]
    examined = [
        (finding, element)
        for finding in findings
        for element in finding.elements
        if element.mark.verdict is not Verdict.NOT_APPLICABLE
    ]
    met = [element for _, element in examined if element.mark.verdict in _MET]
    total = Figures(
        elements=len(examined),
        binding=sum(finding.binding is Binding.YES for finding, _ in examined),
        established=sum(element.mark.verdict not in _OPEN for _, element in examined),
        met=len(met),
        met_reported_only=sum(element.rests_on is Basis.SECONDARY for element in met),
        tallies=tuple(_tallies(counting)),
        told_elsewhere=sum(bool(f.told_by) for f in findings),
        words=tuple(_words(counting)),
        findings=len(findings),
        note=_note(len(findings) - len(counting)),
    )
    return replace(total, told=" ".join(_told(total)))


def _told(total: Figures) -> Iterator[str]:
    """The figures in sentences: first what is not established, then what is."""
    if not total.elements:
        yield "No element applies."
        return
    open_ = total.elements - total.established
    number = counted(total.elements, "element", "elements")
    if open_:
        yield f"Not established: {open_} of {number} examined."
        yield f"Established: {total.established}{_of_these_met(total)}."
    else:
        yield f"Established: all of {number} examined{_of_these_met(total)}."
    if total.binding < total.elements:
        yield f"Elements of duties known to bind the State: {total.binding} of {total.elements}."


def _of_these_met(total: Figures) -> str:
    if not total.established:
        return ""
    reported = total.met_reported_only
    told = f" (reported only, text not read: {reported})" if reported else ""
    return f"; of these, {total.met} met{told}"


def _has_own_count(finding: FindingView) -> bool:
    return not finding.told_by and not finding.through


def _note(uncounted: int) -> str:
    if not uncounted:
        return ""
    number = counted(uncounted, "more finding has", "more findings have")
    return (
        f"{number} no count of their own: definitions, which work through other duties, and what"
        " other findings tell already."
    )


def _tallies(findings: Sequence[FindingView]) -> Iterator[Tally]:
    for verdict in VERDICTS:
        having = [f for f in findings if f.mark.verdict is verdict]
        if having:
            reported = sum(f.is_reported_only for f in having)
            yield Tally(having[0].mark, len(having), reported)


def _words(findings: Sequence[FindingView]) -> Iterator[str]:
    for word in FINDINGS:
        number = sum(f.finding is word for f in findings)
        if number:
            yield counted(number, *_WORDS[word])
