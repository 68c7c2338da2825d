"""Open questions in words, each naming the provision that it is about.

It knows what would settle an unknown or unclear part. It does not know who may answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gapcheck.model.law import Obligation, Vocabulary
from gapcheck.model.outcome import Ask, ElementOutcome, Question
from gapcheck.model.profile import Provision
from gapcheck.report.residues import ALL_OF_IT, Measure, told
from gapcheck.report.words import addressees, amendment, counted, day, listed, say, sentence

_PROVISION = "{provision}"
_ONE_PLACE = re.compile(r"(?!ss\.)[a-z]+\. ?(\w*\d|\[)")
"""A pinpoint of one place, as in `art. 171`, `s. 3A` and `art. [number not established] on help`."""
_FEW = 2
"""So many cases are told in a question that stands beside what it is about; the rest are counted."""


class Asked(Struct, frozen=True):
    """A question in words; `about` is the provision, or empty where none is known."""

    text: str
    about: str = ""


class Request(Struct, frozen=True):
    """A question with everything it serves.

    Attributes:
        obligations: The obligations that it would help to settle, by their ids.
        concerns: The parts of the legal order that half of these or more speak to, as a hint at who may answer.
        touches: The number of elements.
    """

    id: str
    text: str
    about: str
    obligations: tuple[str, ...]
    concerns: tuple[str, ...]
    touches: int


def asked(
    outcome: ElementOutcome, vocabulary: Vocabulary | None, language: str = "en"
) -> tuple[Asked, ...]:
    """The open questions of one element, each once."""
    desk = _Desk(outcome, vocabulary, language, is_whole=True)
    return tuple(dict.fromkeys(item for q in outcome.questions for item in desk.worded(q)))


def leading(outcome: ElementOutcome, vocabulary: Vocabulary | None, language: str = "en") -> str:
    """The question to print beside an open verdict: the readings where there are any, else the first."""
    desk = _Desk(outcome, vocabulary, language, is_whole=False)
    for question in sorted(outcome.questions, key=lambda q: not q.readings):
        for item in desk.worded(question):
            return item.text
    return ""


def requests(found: Iterable[tuple[Obligation, Iterable[Asked]]]) -> tuple[Request, ...]:
    """Fold questions of several elements, given with their obligations; the most telling first."""
    served: dict[Asked, list[Obligation]] = {}
    for obligation, items in found:
        for item in items:
            served.setdefault(item, []).append(obligation)
    ranked = sorted(served.items(), key=lambda pair: -len(pair[1]))
    return tuple(_request(f"Q{number}", *pair) for number, pair in enumerate(ranked, 1))


def _request(name: str, item: Asked, served: Sequence[Obligation]) -> Request:
    return Request(
        name,
        item.text,
        item.about,
        obligations=tuple(dict.fromkeys(o.id for o in served)),
        concerns=tuple(_most(served)),
        touches=len(served),
    )


def _most(served: Sequence[Obligation]) -> Iterator[str]:
    """The parts of the legal order that half of some obligations or more speak to, the most frequent first."""
    counts = Counter(part for obligation in served for part in addressees(obligation))
    return (part for part, count in counts.most_common() if 2 * count >= len(served))


class _Desk(Struct, frozen=True):
    """One element, the words of its space and the reader's language.

    Attributes:
        is_whole: Whether a question has to be understood alone; else it stands beside what it is about.
    """

    outcome: ElementOutcome
    vocabulary: Vocabulary | None
    language: str
    is_whole: bool

    def worded(self, question: Question) -> Iterator[Asked]:
        """A question in words; one for each dimension that is not established."""
        about = "" if question.provision is None else question.provision.citation
        called = "" if question.provision is None else _called(question.provision)
        match question.kind:
            case Ask.WHICH_VALUES:
                for dimension in question.dimensions:
                    yield Asked(self._which_values(dimension, called), about)
            case Ask.FACT:
                yield Asked(self._written(question), about)
            case Ask.AUTHORED:
                text = self._written(question).replace(_PROVISION, called or "the provision")
                yield Asked(text, about)
            case Ask.LEAD:
                yield Asked(self._lead(question, called), about)
            case Ask.AMENDMENT:
                yield Asked(self._amendments(question, called), about)
            case Ask.NOT_REVIEWED:
                yield Asked(self._not_reviewed(question.region), about)
            case _:
                yield Asked(_about_text(question, called, self.language), about)

    def _written(self, question: Question) -> str:
        return "" if question.text is None else say(question.text, self.language)

    def _which_values(self, dimension: str, about: str) -> str:
        if self.vocabulary is None:
            return f"What does {about} say in detail?"
        words = self.vocabulary.words[dimension]
        return say(words.question, self.language).replace(_PROVISION, about)

    def _amendments(self, question: Question, about: str) -> str:
        """All amendments of one provision that are in doubt here, as one question."""
        found = [
            q.amendment
            for q in self.outcome.questions
            if q.kind is Ask.AMENDMENT and q.provision == question.provision
        ]
        named = list(dict.fromkeys(amendment(a) for a in found))
        if len(named) == 1:
            return f"Did {named[0]} touch {about}?"
        if len(named) <= _FEW:
            return f"Which of these touched {about}, if any: {listed(named, 'or')}?"
        first, last = (text.removeprefix("amendment ") for text in (named[0], named[-1]))
        return (
            f"Which of the {len(named)} amendments from {first} to {last} touched {about}, if any?"
        )

    def _not_reviewed(self, region: int) -> str:
        text = f"Which provision, if any, provides for this: {self._told(region)}?"
        meant = say(self.outcome.element.explanation, self.language)
        return f"{text} What is meant: {meant}" if self.is_whole and meant else text

    def _lead(self, question: Question, about: str) -> str:
        heard = sentence(question.heard or self._told(question.region))
        asked = f"What does {about} say?" if about else "Is this so?"
        return f"{asked} Heard and not verified: {heard}"

    def _told(self, part: int) -> str:
        """The part in words; the title of the element where all of it is meant."""
        title = say(self.outcome.element.title, self.language).rstrip(".")
        parts = self.outcome.parts
        if self.vocabulary is None or parts is None or part == parts.region:
            return title
        everything = self.vocabulary.space.full
        found = told(part, Measure(self.vocabulary, parts.region, everything, 0, self.language))
        shown = found.lines if self.is_whole else found.lines[:_FEW]
        return f"{title}{_cases(shown, len(found.lines) - len(shown) + found.more)}"


def _called(provision: Provision) -> str:
    """The provision as one thing in a sentence: what is no single article stands between quotation marks."""
    if _ONE_PLACE.match(provision.pinpoint):
        return provision.citation
    return f"the part cited as “{provision.citation}”"


def _cases(lines: Sequence[str], more: int) -> str:
    """The cases that a question is about, as the end of it; those beyond these are counted."""
    lines = [line.removesuffix(f": {ALL_OF_IT}") for line in lines]
    if len(lines) == 1 and not more:
        return f" ({lines[0]})"
    shown = [f"({number}) {line}" for number, line in enumerate(lines, 1)]
    if more:
        shown.append(f"and {counted(more, 'more case', 'more cases')}")
    return f", in these cases: {'; '.join(shown)}"


def _about_text(question: Question, about: str, language: str) -> str:
    """The questions that name a provision and nothing of its space."""
    match question.kind:
        case Ask.READ_IN_FULL:
            return f"What is the full text of {about}?"
        case Ask.STILL_SO:
            return f"Did {about} change after {_reported(question, 'last')}?"
        case Ask.ALREADY_SO:
            return f"Did {about} read the same before {_reported(question, 'first')}?"
        case Ask.WHICH_READING:
            told = [f"“{say(r.says, language)}” ({r.held_by})" for r in question.readings]
            return f"Which reading of {about} do the courts follow: {listed(told, 'or')}?"
        case Ask.WHEN:
            return f"On which day did {about} enter into force, or cease to be in force?"
        case Ask.PENALTY:
            return f"Which penalty does {about} carry?"
        case Ask.EXEMPTION:
            return f"What exactly does {about} exempt, and on which conditions?"
        case Ask.WHOSE_LIABILITY:
            return f"Does {about} apply to everyone, the smuggled or trafficked person included?"
        case Ask.AS_OF_RIGHT:
            return f"Does {about} bind the authorities, or leave the matter to their discretion?"
        case _:
            return f"What does {about} say?"


def _reported(question: Question, which: str) -> str:
    if question.until is None:
        return "it was reported"
    return f"{day(question.until)}, the {which} day for which it is reported"
