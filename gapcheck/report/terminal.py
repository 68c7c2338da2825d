"""The summary on a terminal: by chapter, worst first, readable in forty columns, without colour.

It knows width, encoding and how text is indented. Statuses are letters and words; colour only
helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from gapcheck.model.outcome import Verdict
from gapcheck.report.records import (
    AnswerView,
    AssessmentView,
    ChapterView,
    ElementView,
    FindingView,
    Header,
    Mark,
)
from gapcheck.source import display_width, printable

_STYLES: Mapping[Verdict, str] = {
    Verdict.CONFLICT: "bold magenta",
    Verdict.NOT_MET: "bold red",
    Verdict.PARTLY_MET: "yellow",
    Verdict.UNCLEAR: "cyan",
    Verdict.UNKNOWN: "blue",
    Verdict.MET: "green",
    Verdict.JUSTIFIED: "green",
    Verdict.NOT_APPLICABLE: "dim",
}
_BLANKS = re.compile(r"\s+")
_PLAIN = str.maketrans(
    {
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{NO-BREAK SPACE}": " ",
    }
)
_NARROWEST = 12
_MOST_NUMBERS = 3
_MOST_REQUESTS = 5
_MOST_OBSERVATIONS = 10


def console() -> Console:
    """A console on standard output that marks nothing of its own accord."""
    return Console(highlight=False, soft_wrap=False)


def check(shown: AssessmentView, console: Console) -> None:
    """Print the summary of an assessment."""
    paper = _Paper(console)
    _header(shown.header, paper)
    paper.gap()
    for line in shown.summary:
        paper.line(line)
    for chapter in shown.chapters:
        _chapter(chapter, paper)
    _observations(shown, paper)
    _requests(shown, paper)
    for line in shown.suspects:
        paper.line(f"No longer applies: {line}", style="yellow")
    paper.gap()
    paper.line(shown.header.disclaimer, style="dim")


def ask(shown: AnswerView, console: Console) -> None:
    """Print the answer to a question."""
    paper = _Paper(console)
    head = shown.header
    paper.line(f"{head.jurisdiction}, law of {head.as_of_words}: {shown.question}")
    paper.gap()
    paper.line(f"{shown.words}.", style="bold")
    statement = shown.element.statement.removeprefix(f"{shown.words}. ")
    _element(replace(shown.element, statement=statement), paper, indent=0, is_alone=True)
    for item in shown.element.evidence:
        penalty = f"; {item.penalty}" if item.penalty else ""
        paper.line(f"{item.citation} ({item.role}{penalty}; {item.grade})", indent=2)
        if item.summary:
            paper.line(item.summary, indent=4)
    for question in shown.element.questions:
        paper.line(f"Open: {question}", indent=2)
    paper.gap()
    paper.line(head.disclaimer, style="dim")


def table(rows: Sequence[Mapping[str, object]], console: Console) -> None:
    """Print rows of equal shape; where they do not fit side by side, each as a block."""
    paper = _Paper(console)
    if not rows:
        paper.line("nothing to list")
        return
    columns = list(rows[0])
    if _width(rows, columns) > console.width:
        for row in rows:
            first, *others = columns
            paper.line(str(row[first]), style="bold")
            paper.line("; ".join(f"{name}: {row[name]}" for name in others), indent=2)
        return
    from rich.table import Table  # noqa: PLC0415 - no other command prints a table

    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in columns:
        grid.add_column(paper.text(name), no_wrap=True)
    for row in rows:
        grid.add_row(*(paper.text(str(row[name])) for name in columns))
    console.print(grid)


def _width(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> int:
    """The columns that a table of these rows needs on a terminal, with two between each."""
    widest = [max(display_width(str(row[name])) for row in rows) for name in columns]
    heads = [display_width(name) for name in columns]
    return sum(max(pair) + 2 for pair in zip(widest, heads, strict=True))


class _Paper:
    """A console that no text can crash or move: what it cannot encode is replaced."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._encoding = console.encoding or "ascii"

    def text(self, words: str, style: str = "") -> Text:
        """Words as text without markup."""
        safe = printable(_BLANKS.sub(" ", words))
        if not self._encoding.lower().startswith("utf"):
            safe = safe.translate(_PLAIN)
            safe = safe.encode(self._encoding, "replace").decode(self._encoding)
        return Text(safe, style=style)

    def line(self, words: str, *, indent: int = 0, style: str = "") -> None:
        """One paragraph, wrapped inside its indentation."""
        self.put(self.text(words, style), indent)

    def put(self, text: Text, indent: int = 0) -> None:
        """Text that is already styled."""
        room = max(self._console.width - indent, _NARROWEST)
        for line in text.wrap(self._console, room):
            line.rstrip()
            self._console.print(Text(" " * indent).append_text(line), soft_wrap=True)

    def gap(self) -> None:
        """An empty line."""
        self._console.print()


def _header(header: Header, paper: _Paper) -> None:
    paper.line(f"{header.jurisdiction} ({header.code}): law of {header.as_of_words}", style="bold")
    packs = ", ".join(f"{p.id} {p.version} ({p.fingerprint})" for p in header.packs)
    paper.line(
        f"gapcheck {header.gapcheck}; profile {header.profile_version}"
        f" ({header.profile_fingerprint}); packs: {packs}",
        style="dim",
    )
    if header.taken:
        paper.line(header.taken)


def _chapter(chapter: ChapterView, paper: _Paper) -> None:
    paper.gap()
    paper.line(chapter.title.upper(), style="bold")
    for finding in chapter.worst_first:
        _finding(finding, paper)


def _finding(finding: FindingView, paper: _Paper) -> None:
    told = finding.headline + _settled_by(finding.requests)
    paper.put(_marked(finding.mark, finding.obligation, told, paper))
    paper.line(finding.title, indent=2)
    for note in (finding.binding_note, finding.override):
        if note:
            paper.line(note, indent=2, style="dim")
    for element in finding.elements:
        _element(element, paper, indent=2, is_alone=len(finding.elements) == 1)


def _settled_by(requests: Sequence[str]) -> str:
    """The questions that would settle a finding, the first few of them."""
    if not requests:
        return ""
    more = ", ..." if len(requests) > _MOST_NUMBERS else ""
    return f" ({', '.join(requests[:_MOST_NUMBERS])}{more})"


def _marked(mark: Mark, name: str, words: str, paper: _Paper) -> Text:
    return Text.assemble(
        paper.text(f"{mark.letter} ", _STYLES[mark.verdict]),
        paper.text(f"{name}  ", "bold"),
        paper.text(words, _STYLES[mark.verdict]),
    )


def _element(element: ElementView, paper: _Paper, *, indent: int, is_alone: bool) -> None:
    if not is_alone and not _is_worth_a_line(element):
        return
    if not is_alone:
        paper.put(_marked(element.mark, element.title, "", paper), indent)
        indent += 2
    if element.statement:
        paper.line(element.statement, indent=indent)
    for lines in (element.missing, *element.parts):
        if lines is not None:
            for line in lines.lines:
                paper.line(f"{lines.heading}: {line}", indent=indent)
    if element.missing is not None and element.near:
        paper.line(f"Nearest: {element.near[0]}", indent=indent)
    if element.case:
        paper.line(f"Case: {element.case}", indent=indent)
    for note in element.notes:
        paper.line(note, indent=indent, style="dim")


def _is_worth_a_line(element: ElementView) -> bool:
    """Whether a summary mentions the element: what is met without remark is left out."""
    return element.mark.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE) or bool(element.notes)


def _observations(shown: AssessmentView, paper: _Paper) -> None:
    if not shown.observations:
        return
    paper.gap()
    paper.line("OBSERVATIONS", style="bold")
    for item in shown.observations[:_MOST_OBSERVATIONS]:
        paper.line(f"{item.citation}: {item.text}")
    _rest(shown.observations, _MOST_OBSERVATIONS, paper)


def _requests(shown: AssessmentView, paper: _Paper) -> None:
    if not shown.requests:
        return
    paper.gap()
    paper.line("QUESTIONS THAT WOULD SETTLE MOST", style="bold")
    for item in shown.requests[:_MOST_REQUESTS]:
        paper.line(f"{item.id}  {item.text}")
    _rest(shown.requests, _MOST_REQUESTS, paper)


def _rest(items: Iterable[object], shown: int, paper: _Paper) -> None:
    more = len(list(items)) - shown
    if more > 0:
        paper.line(f"and {more} more in the report")
