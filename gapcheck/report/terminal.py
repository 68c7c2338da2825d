"""The summary on a terminal: by chapter, worst first, readable in forty columns, without colour.

It knows what stands first and how text is indented. Statuses are letters and words; colour only helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from gapcheck.model.outcome import Verdict
from gapcheck.report.console import (
    BLUE,
    BOLD,
    CYAN,
    DIM,
    GREEN,
    MAGENTA,
    RED,
    YELLOW,
    Console,
    Piece,
    console,
)
from gapcheck.report.records import (
    AnswerView,
    AssessmentView,
    ChapterView,
    ElementView,
    FindingView,
    Header,
    Lines,
    Mark,
)
from gapcheck.report.words import counted
from gapcheck.source import display_width

if TYPE_CHECKING:
    from gapcheck.report.turns import TimelineView

__all__ = ["Console", "ask", "check", "console", "markdown", "table", "told"]

_STYLES: Mapping[Verdict, str] = {
    Verdict.CONFLICT: f"{BOLD};{MAGENTA}",
    Verdict.NOT_MET: f"{BOLD};{RED}",
    Verdict.PARTLY_MET: YELLOW,
    Verdict.UNCLEAR: CYAN,
    Verdict.UNKNOWN: BLUE,
    Verdict.MET: GREEN,
    Verdict.JUSTIFIED: GREEN,
    Verdict.NOT_APPLICABLE: DIM,
}
_ITEM = re.compile(r"([-*>]|\d+\.) ")
"""What an item of Markdown begins with."""
_BETWEEN = 2
"""So many blanks stand between the columns of a table."""

_MOST_NUMBERS = 3
_MOST_REQUESTS = 5
_MOST_OPEN = 2
"""So many cases are told that are not known, or depend on a reading; what is missing is told whole."""
_FOLDED = (Verdict.UNKNOWN, Verdict.NOT_APPLICABLE)
_MOST_ALIKE = 5
"""More findings than these that are not known, or do not apply, and say no more are told in one paragraph."""
_MOST_OBSERVATIONS = 10


def check(shown: AssessmentView, paper: Console) -> None:
    """Print the summary of an assessment."""
    _header(shown.header, paper)
    paper.gap()
    for line in shown.summary:
        paper.line(line)
    for chapter in shown.chapters:
        _chapter(chapter, paper)
    _observations(shown, paper)
    _requests(shown, paper)
    for line in shown.suspects:
        paper.line(f"No longer applies: {line}", style=YELLOW)
    paper.gap()
    paper.line(shown.header.disclaimer, style=DIM)


def ask(shown: AnswerView, paper: Console) -> None:
    """Print the answer to a question."""
    head = shown.header
    paper.line(f"{head.jurisdiction}, law as at {head.as_of_words}: {shown.question}")
    paper.gap()
    paper.line(f"{shown.words}.", style=BOLD)
    _element(shown.element, paper, indent=0, is_alone=True)
    for item in shown.element.evidence:
        penalty = f"; {item.penalty}" if item.penalty else ""
        paper.line(f"{item.citation} ({item.role}{penalty}; {item.grade})", indent=2)
        if item.summary:
            paper.line(item.summary, indent=4)
    for question in shown.element.questions:
        paper.line(f"Open: {question.text}", indent=2)
    paper.gap()
    paper.line(head.disclaimer, style=DIM)


def timeline(shown: TimelineView, paper: Console) -> None:
    """Print the days on which findings changed, with what happened on them."""
    paper.line(shown.headline, style=BOLD)
    for turn in shown.turns:
        paper.gap()
        paper.line(turn.day, style=BOLD)
        for event in turn.events:
            paper.line(f"- {event}", indent=2)
        for change in turn.changes:
            paper.line(f"{change.obligation}: {change.title}", indent=2)
            paper.line(f"{change.before} -> {change.after}", indent=4)
    paper.gap()
    paper.line(shown.closing, style=DIM)


def told(lines: Iterable[str], paper: Console) -> None:
    """Print lines, each wrapped inside the blanks that it begins with."""
    for line in lines:
        words = line.lstrip(" ")
        paper.line(words, indent=len(line) - len(words))


def markdown(text: str, paper: Console) -> None:
    """Print Markdown; on a terminal paragraphs and items are wrapped, and elsewhere no line is changed."""
    is_left_alone = not paper.file.isatty()
    is_code = False
    for line in text.removesuffix("\n").split("\n"):
        words = line.lstrip(" ")
        is_code ^= words.startswith("```")
        if is_left_alone or is_code or not words or words.startswith(("#", "|", "```", "<")):
            paper.row(line)
            continue
        mark = _ITEM.match(words)
        paper.line(words, indent=len(line) - len(words), hanging=len(mark[0]) if mark else 0)


def table(rows: Sequence[Mapping[str, object]], paper: Console) -> None:
    """Print rows of equal shape; where they do not fit side by side, each as a block."""
    if not rows:
        paper.line("nothing to list")
        return
    columns = list(rows[0])
    lines = [columns, *([paper.text(str(row[name])) for name in columns] for row in rows)]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    if sum(widths) + _BETWEEN * len(widths) > paper.width:
        for row in rows:
            first, *others = columns
            paper.line(str(row[first]), style=BOLD)
            paper.line("; ".join(f"{name}: {row[name]}" for name in others), indent=2)
        return
    for number, line in enumerate(lines):
        cells = zip(line, widths, strict=True)
        told = "".join(w + " " * (n - display_width(w) + _BETWEEN) for w, n in cells)
        paper.row(told, style="" if number else BOLD)


def _header(header: Header, paper: Console) -> None:
    paper.line(f"{header.jurisdiction} ({header.code}): law as at {header.as_of_words}", style=BOLD)
    packs = ", ".join(f"{p.id} {p.version} ({p.fingerprint})" for p in header.packs)
    paper.line(
        f"gapcheck {header.gapcheck}; profile {header.profile_version}"
        f" ({header.profile_fingerprint}); packs: {packs}",
        style=DIM,
    )
    if header.taken:
        paper.line(header.taken)


def _chapter(chapter: ChapterView, paper: Console) -> None:
    paper.gap()
    paper.line(chapter.title.upper(), style=BOLD)
    folded = {v: [f for f in chapter.worst_first if _says_no_more(f, v)] for v in _FOLDED}
    folded = {verdict: alike for verdict, alike in folded.items() if len(alike) > _MOST_ALIKE}
    for finding in chapter.worst_first:
        if finding not in folded.get(finding.mark.verdict, ()):
            _finding(finding, paper)
    for alike in folded.values():
        names = ", ".join(finding.obligation for finding in alike)
        paper.put(*_marked(alike[0].mark, alike[0].mark.words, f"({len(alike)}): {names}"))


def _says_no_more(finding: FindingView, verdict: Verdict) -> bool:
    """Whether a finding has this verdict, and nothing else is to be said of it or of its elements."""
    return (
        finding.mark.verdict is verdict
        and not finding.remark
        and not finding.override
        and not any(e.statement or e.missing or e.parts or e.notes for e in finding.elements)
    )


def _finding(finding: FindingView, paper: Console) -> None:
    told = finding.headline + _settled_by(finding.requests)
    paper.put(*_marked(finding.mark, finding.obligation, told))
    paper.line(finding.title, indent=2)
    for note in (finding.binding_note, finding.override):
        if note:
            paper.line(note, indent=2, style=DIM)
    for element in finding.elements:
        _element(element, paper, indent=2, is_alone=len(finding.elements) == 1)


def _settled_by(requests: Sequence[str]) -> str:
    """The questions that would settle a finding, the first few of them."""
    if not requests:
        return ""
    more = ", ..." if len(requests) > _MOST_NUMBERS else ""
    return f" ({', '.join(requests[:_MOST_NUMBERS])}{more})"


def _marked(mark: Mark, name: str, words: str) -> tuple[Piece, Piece, Piece]:
    style = _STYLES[mark.verdict]
    return (f"{mark.letter} ", style), (f"{name} ", BOLD), (words, style)


def _element(element: ElementView, paper: Console, *, indent: int, is_alone: bool) -> None:
    if not is_alone and not _is_worth_a_line(element):
        return
    if not is_alone:
        paper.put(*_marked(element.mark, element.title, ""), indent=indent)
        indent += 2
    if element.statement:
        paper.line(element.statement, indent=indent)
    if element.missing is not None:
        _lines(element.missing, len(element.missing.lines), paper, indent)
    for lines in element.parts:
        _lines(lines, _MOST_OPEN, paper, indent)
    if element.missing is not None and element.near:
        paper.line(f"Nearest: {element.near[0]}", indent=indent)
    if element.case:
        paper.line(f"Case: {element.case}", indent=indent)
    for note in element.notes:
        paper.line(note, indent=indent, style=DIM)


def _lines(lines: Lines, most: int, paper: Console, indent: int) -> None:
    for line in lines.lines[:most]:
        paper.line(f"{lines.heading}: {line}", indent=indent)
    more = len(lines.lines) - most
    if more > 0:
        told = counted(more, "more case", "more cases")
        paper.line(f"{lines.heading}: {told}, in the report", indent=indent)


def _is_worth_a_line(element: ElementView) -> bool:
    """Whether a summary mentions the element: what is met without remark is left out."""
    return element.mark.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE) or bool(element.notes)


def _observations(shown: AssessmentView, paper: Console) -> None:
    if not shown.observations:
        return
    paper.gap()
    paper.line("OBSERVATIONS", style=BOLD)
    lines = tuple(dict.fromkeys(f"{item.citation}: {item.text}" for item in shown.observations))
    for line in lines[:_MOST_OBSERVATIONS]:
        paper.line(line)
    _rest(lines, _MOST_OBSERVATIONS, paper)


def _requests(shown: AssessmentView, paper: Console) -> None:
    if not shown.requests:
        return
    paper.gap()
    paper.line("OPEN QUESTIONS, WHAT TOUCHES MOST FIRST", style=BOLD)
    for item in shown.requests[:_MOST_REQUESTS]:
        paper.line(f"{item.id}  {item.text}")
    _rest(shown.requests, _MOST_REQUESTS, paper)


def _rest(items: Iterable[object], shown: int, paper: Console) -> None:
    more = len(list(items)) - shown
    if more > 0:
        paper.line(f"and {more} more in the report")
