"""Statements about our own files: what is wrong, where, and what to do about it.

Knows the table of codes, how a diagnostic is drawn, how to guess at a misspelt word, and what is
said of characters that word processors put in. Does not know which reader found the mistake, nor
anything about findings: those are about the law.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher, get_close_matches
from enum import StrEnum
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from gapcheck.source import display_width, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gapcheck.source import Span

_EXCERPT_COLUMNS = 100
_COLUMNS_BEFORE_MARK = 40
_CLOSE_ENOUGH = 0.66
_MISSPELT = 0.8
_NUMBER = re.compile(r"\d+")
_PART = re.compile(r"[^\W_]+")
_OPPOSITES = tuple(
    set(pair.split())
    for pair in (
        "minimum maximum",
        "min max",
        "least most",
        "entry exit",
        "include exclude",
        "included excluded",
        "emigration immigration",
        "before after",
        "internal external",
    )
)
_WIDE = {
    "\xa0": "a no-break space",
    "\u2007": "a figure space",
    "\u2009": "a thin space",
    "\u202f": "a narrow no-break space",
}
_WITHOUT_WIDTH = {
    "\xad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u2060": "a word joiner",
    "\ufeff": "a zero-width no-break space",
}
INVISIBLE: Final = "".join([*_WIDE, *_WITHOUT_WIDTH])
"""The characters that word processors put in, and that look like a space or like nothing."""

CURLY: Final = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b"
"""The quotation marks that word processors put in the place of straight ones."""

DASHES: Final = "\u2013\u2014\u2012\u2015\u2212"
"""The dashes that word processors put in the place of a hyphen."""

_DENIALS = frozenset({"no", "non", "not", "without", "never"})
_DENYING = ("un", "il", "im", "in", "ir", "dis", "non")


class Severity(StrEnum):
    """How much a diagnostic weighs: an error means that the file cannot be used."""

    ERROR = "error"
    WARNING = "warning"


class Code(Struct, frozen=True):
    """What is true of every diagnostic with the same code."""

    severity: Severity
    explanation: str


def _error(explanation: str) -> Code:
    return Code(Severity.ERROR, explanation)


def _warning(explanation: str) -> Code:
    return Code(Severity.WARNING, explanation)


CODES: Final[Mapping[str, Code]] = {
    # Files
    "file-missing": _error("There is no file at the place that was named."),
    "file-unreadable": _error("The file is there and cannot be read: a folder, or no permission."),
    "file-not-read": _warning(
        "The file lies in the workspace, and because of its name or its place nothing reads it."
    ),
    "file-too-large": _error("The file is larger than 4 MiB, more than any pack or profile needs."),
    "file-encoding": _error(
        "The file is no plain text in UTF-8, so its letters cannot be told apart safely."
    ),
    "control-character": _error(
        "The text holds an invisible control character, often from copying out of a PDF."
    ),
    "invisible-character": _error(
        "An invisible character, as word processors put in, stands where it changes what is read."
    ),
    "curly-quotes": _error(
        "Curly quotation marks stand where only straight ones would hold a text together."
    ),
    # YAML
    "yaml-syntax": _error("The file cannot be read as YAML from this place on."),
    "long-dash": _error("A dash stands where the hyphen of a list item should."),
    "yaml-empty": _error("The file holds nothing, or nothing but comments."),
    "yaml-several-documents": _error(
        "The file holds a second document after `---`; one file is one document."
    ),
    "yaml-nesting": _error(
        "The file is nested deeper than 40 levels, more than any pack or profile needs."
    ),
    "yaml-key": _error("A key is empty, or is a list or mapping instead of a word."),
    "duplicate-key": _error(
        "The same key stands twice in one mapping; otherwise the later would win in silence."
    ),
    "yaml-merge-key": _error(
        "The merge key `<<` brings in keys that the reader of the file does not see there."
    ),
    "yaml-anchor": _error("An anchor (`&name`) is set; every text is written where it is used."),
    "yaml-alias": _error(
        "An alias (`*name`) stands for a text elsewhere; every text is written where it is used."
    ),
    "yaml-tag": _error(
        "An explicit tag (`!name`) is set; what a text means is decided by its place, not by a tag."
    ),
    # Sentences of the language inside YAML
    "expression-style": _error(
        "A sentence is written in a YAML style that hides where its words stand in the file."
    ),
    # The language
    "syntax": _error("The text is no sentence of the language from this place on."),
    "unknown-space": _error("A sentence speaks of a space that no file declares."),
    "unknown-dimension": _error("The space has no dimension of that name."),
    "unknown-value": _error("The dimension has no value or group of that name."),
    "unknown-condition": _error("The space does not list that condition."),
    "unknown-fact": _error("A duty or an answer names a fact that no pack declares."),
    "unknown-provision": _error("A sentence cites a provision that no statute file describes."),
    "unknown-reading": _error("A claim stands on a reading that its provision does not declare."),
    "uneven-silence": _error(
        "Only some arms of an `or` mention a dimension that the others leave to a default."
    ),
    "empty-region": _error("The region holds no cell, so the sentence says nothing."),
    "leading-dimension": _error(
        "A claim must name the leading dimension, take it by definition, or say `not established`."
    ),
    "mentioned-twice": _error("The same dimension is named in two places that exclude each other."),
    "wrong-space-kind": _error("The sentence does not fit the kind of space it speaks of."),
    "wrong-comparison": _error("The comparison does not fit the kind of fact."),
    # Keys and values of packs and profiles
    "unknown-key": _error("The mapping has no key of that name."),
    "missing-key": _error("A key that must be there is not."),
    "wrong-shape": _error("A text stands where a list or keys should, or the other way round."),
    "unknown-word": _error("The key takes one of a few words, and this is none of them."),
    "empty-text": _error("A text that must say something is empty."),
    "missing-english": _error("A text in several languages lacks English, which is always needed."),
    "wrong-name": _error("The text cannot be a name of this kind, so nothing could mention it."),
    "yes-or-no": _error("The answer must be `yes` or `no`."),
    "wrong-date": _error("The text is no day of the calendar, written year-month-day."),
    "wrong-quantity": _error("The text is no number of days, months or years."),
    "duplicate-id": _error("The same id is given twice, so a reference to it would be ambiguous."),
    "unknown-instrument": _error("No instrument of that name is declared."),
    "unknown-obligation": _error("No pack declares an obligation of that id."),
    "unknown-element": _error("The obligation has no element of that id."),
    "unknown-qualifier": _error("No qualifier of that name is declared, or not for this duty."),
    # Packs
    "pack-name": _error(
        "A pack has another name than its file, so nobody could ask for it by its name."
    ),
    "unknown-pack": _error("A pack was asked for that no folder of rules holds."),
    "space-too-large": _error("The space has more than 50,000 cells; it has to be split."),
    "one-leading-dimension": _error("Exactly one dimension of a space leads; claims must name it."),
    "no-core-value": _error("A dimension has no core value, so a silent duty would mean nothing."),
    "ordinary-missing": _error("A dimension that leaves its ordinary value alone declares none."),
    "circular-group": _error("A group of values contains itself, directly or through others."),
    "story-mark": _error("The story of a space marks a dimension that the space does not have."),
    "fact-kind": _error("A fact lacks what its kind needs, or has what its kind cannot have."),
    "fact-conflict": _error("Two packs declare the same fact differently."),
    "qualifier-missing": _error("A duty is called qualified, and no qualifier is named."),
    "definition-elements": _error(
        "A definition works through other duties and has no elements; every other duty has some."
    ),
    "given-not-fact": _error("What a duty depends on is not a fact."),
    "remedy-verb": _error("A remedy says how binding it is, which the force of the duty decides."),
    "superseded-in-use": _error("An id is superseded and still declared."),
    "circular-reference": _error("References lead back to where they began, so none can be first."),
    "id-removed": _error("An id of the older version is gone, and no obligation supersedes it."),
    # Profiles
    "country-code": _error("A jurisdiction is named by the three capital letters of ISO 3166."),
    "source-without-place": _error(
        "A source says neither where it is found nor where it was printed."
    ),
    "source-unused": _warning("A source is declared and no statement rests on it."),
    "provision-without-claims": _warning("A provision is described and does nothing."),
    "period-not-described": _warning("Between two versions of a provision nothing is said of it."),
    "unknown-source": _error(
        "A statement names a source, or a question a questionnaire, that nothing declares."
    ),
    "unknown-statute": _error("A review names an act that no statute file describes."),
    "duplicate-citation": _error("Two provisions of one act have the same citation."),
    "dates-out-of-order": _error("Dates that cannot all be true: something ends before it begins."),
    "penalty-missing": _error(
        "A claim on an offence says nothing about the penalty, not even that nobody knows it."
    ),
    "penalty-reversed": _error("The shortest term is longer than the longest."),
    "lead-grade": _error("Something other than a lead is graded as only heard."),
    "lead-too-wide": _error(
        "A lead names fewer dimensions than a claim of the same provision, so it would hide more."
    ),
    "too-few-readings": _error("A clause declares a single reading, so nothing is open."),
    "too-many-readings": _error("More than six clauses of a space are open at the same time."),
    "too-many-dates": _error(
        "A space depends on more than eight uncertain dates and open clauses at the same time."
    ),
    "circular-definition": _error("Provisions define themselves by each other."),
    "quote-language": _error("A quotation does not say in which language it is."),
    "wrong-answer": _error("The answer does not fit the kind of fact."),
    "no-search": _error("A fact is denied, and nobody says what was searched."),
    "contradicting-answers": _error("A fact has two different answers for the same time."),
    # Cases
    "case-failed": _error("A case beside a pack does not come out as it expects."),
    "never-short": _warning("No case of the pack shows what it is to lack an element."),
}


class Label(Struct, frozen=True):
    """A further place that explains a diagnostic, with a few words on why."""

    span: Span
    text: str


class Diagnostic(Struct, frozen=True):
    """One statement about one place in one of our files.

    The trail is the legal headings the place stands under, widest first. Messages follow the house
    prose: lower case, no full stop, the author's text in backticks.

    Invariant: the code stands in `CODES`.
    """

    code: str
    message: str
    span: Span
    help: str | None = None
    labels: tuple[Label, ...] = ()
    trail: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a code that the table does not have."""
        if self.code not in CODES:
            message = f"no diagnostic has the code {self.code!r}"
            raise ValueError(message)

    @property
    def severity(self) -> Severity:
        """How much it weighs, which its code decides."""
        return CODES[self.code].severity


def draw(diagnostic: Diagnostic) -> str:
    """Draw a diagnostic for people: the place, the message, the marked source, the trail, the help.

    A file without text is not excerpted. The text has no newline at its end.
    """
    span = diagnostic.span
    margin = max(
        len(str(place.line)) for place in (span, *(label.span for label in diagnostic.labels))
    )
    lines = [f"{_place(span)}: {diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"]
    lines += _excerpt(span, "^", "", margin)
    for label in diagnostic.labels:
        if label.span.file != span.file:
            lines.append(f"{'':{margin}}--> {_place(label.span)}")
        lines += _excerpt(label.span, "-", label.text, margin)
    if diagnostic.trail:
        lines.append(f"{'':{margin}} = in: {' > '.join(diagnostic.trail)}")
    if diagnostic.help is not None:
        lines.append(f"{'':{margin}} = help: {diagnostic.help}")
    return "\n".join(printable(line).rstrip() for line in lines)


def called(character: str) -> str:
    """Name a character that cannot be seen."""
    name = (_WIDE | _WITHOUT_WIDTH).get(character)
    number = f"U+{ord(character):04X}"
    return f"{name} ({number})" if name else f"the control character {number}"


def invisible_character(span: Span, character: str) -> Diagnostic:
    """Tell that one of `INVISIBLE` stands in a span, where it may not."""
    mend = "type an ordinary space in its place, or" if character in _WIDE else "it cannot be seen:"
    return Diagnostic(
        "invisible-character",
        f"{called(character)} cannot stand here",
        span,
        f"{mend} delete it; it comes from copying out of Word or a web page",
    )


def curly_quotes(span: Span) -> Diagnostic:
    """Tell that a text is put in curly quotation marks as if they held it together."""
    return Diagnostic(
        "curly-quotes",
        "curly quotation marks do nothing here",
        span,
        'type straight ones (`"`), or none',
    )


def long_dash(span: Span) -> Diagnostic:
    """Tell that a dash begins what should be an item of a list."""
    return Diagnostic(
        "long-dash",
        f"`{span.text}` is a dash, and a list item begins with a hyphen",
        span,
        "type a hyphen and a space: `- `",
    )


def tidy(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by file, place and code, and drop what is said twice."""
    return sorted(dict.fromkeys(diagnostics), key=_reading_order)


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """Ask whether the nearest known word was meant, if one is near and does not say something else.

    Neither case nor the order of `known` matters. Another number or the opposite is never suggested: whoever took
    it over would have changed the law.
    """
    spellings = {
        name.casefold(): name
        for name in sorted(known, reverse=True)
        if name != word and not _says_else(word.casefold(), name.casefold())
    }
    near = get_close_matches(word.casefold(), spellings, n=1, cutoff=_CLOSE_ENOUGH)
    return f"did you mean `{spellings[near[0]]}`?" if near else None


def _says_else(word: str, name: str) -> bool:
    """Whether two names that look alike differ in a number, or are opposites."""
    numbers = _NUMBER.findall(word)
    if numbers and numbers != _NUMBER.findall(name):
        return True
    ours, theirs = _PART.findall(word), _PART.findall(name)
    if "".join(ours) == "".join(theirs):
        return False
    left, right = set(ours) - set(theirs), set(theirs) - set(ours)
    return (
        left | right in _OPPOSITES
        or any(_adds(one, other) for one, other in ((left, right), (right, left)))
        or any(_denies(one, other) or _denies(other, one) for one in left for other in right)
    )


def _adds(parts: set[str], others: set[str]) -> bool:
    """Whether parts of a name hold a word of denial that is not only misspelt among the others."""
    denials = parts & _DENIALS
    return any(all(_likeness(word, other) < _MISSPELT for other in others) for word in denials)


def _denies(part: str, other: str) -> bool:
    """Whether a part of a name is another with a syllable before it that turns its meaning round."""
    return any(
        part.startswith(prefix)
        and not other.startswith(prefix)
        and _likeness(part.removeprefix(prefix), other) > _likeness(part, other)
        for prefix in _DENYING
    )


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _reading_order(diagnostic: Diagnostic) -> tuple[str, int, str, int, str]:
    span = diagnostic.span
    return span.file.name, span.start, diagnostic.code, span.end, diagnostic.message


def _place(span: Span) -> str:
    return f"{span.file.name}:{span.line}:{span.column}"


def _excerpt(span: Span, mark: str, note: str, margin: int) -> list[str]:
    """Draw the line where a span begins, underlined as far as the span and the line go."""
    if not span.file.text:
        return []
    before, marked, after = _window(span)
    underline = " " * display_width(before) + mark * max(1, display_width(marked))
    return [
        f"{'':{margin}} |",
        f"{span.line:>{margin}} | {before}{marked}{after}",
        f"{'':{margin}} | {underline} {note}",
    ]


def _window(span: Span) -> tuple[str, str, str]:
    """Split the line of a span into what is before, in and after it, cutting what does not fit."""
    line = span.file.line(span.line)
    start = span.column - 1
    end = start + span.end - span.start
    before, rest = line[:start], line[start:]
    if _fit(line, _EXCERPT_COLUMNS) != line:
        kept = _fit(before[: -_EXCERPT_COLUMNS - 1 : -1], _COLUMNS_BEFORE_MARK)[::-1]
        before = kept if len(kept) == len(before) else f"…{kept}"
        fitting = _fit(rest, _EXCERPT_COLUMNS - display_width(before))
        rest = fitting if len(fitting) == len(rest) else f"{fitting}…"
        end = min(end, start + len(fitting))
    return before, rest[: end - start], rest[end - start :]


def _fit(text: str, columns: int) -> str:
    """Cut a text to so many columns, and to no more characters than that."""
    widths = accumulate(display_width(character) for character in text[:columns])
    return text[: len(list(takewhile(lambda width: width <= columns, widths)))]
