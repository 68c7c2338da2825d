"""From a checked pack to the records of its commentary: article by article, then duty by duty.

It knows what lawyers ask of a commentary and in which order. It does not know any format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from gapcheck import __version__
from gapcheck.model.law import (
    Authority,
    Element,
    Force,
    Obligation,
    RollUp,
    Rulebook,
    RulePack,
    Vocabulary,
)
from gapcheck.report import words
from gapcheck.report.commentary.examples import examples, shown
from gapcheck.report.commentary.records import (
    ArticleNote,
    CommentaryView,
    DimensionNote,
    ElementNote,
    Meant,
    ObligationNote,
    PackNote,
    Reference,
    Said,
    SpaceNote,
    Unverified,
    Worked,
)
from gapcheck.report.commentary.sentences import duty, fact
from gapcheck.report.elements import authorities
from gapcheck.report.recommendations import advice
from gapcheck.report.words import addressees, capital, counted, day, listed, say, sentence

_ARTICLE = re.compile(r"\d+")
_MARK = re.compile(r"[0-9]+|[a-z]+")
_LONGEST_MARK = len("viii")
_BETWEEN_WORDS = re.compile(r"\W+")
_STATE = "A State Party"
_PROVISION = "{provision}"

_ASSESSED = {
    "L": "legislation alone",
    "LS": "legislation, regulations or binding administrative instruments",
    "LP": "legislation and its practice",
    "P": "practice, policy or administrative information alone",
    "N": "the records of a depositary or directory",
}
_EXCUSES = "Evidence for it excuses what is missing."
_EXCUSES_NOT = "It shapes the duty and does not excuse its absence."
_DIRECT = "Where treaties apply directly in national law, it can apply without a statute."
_ANY = "Any one of the points below is enough."
DISCLAIMER = (
    "This commentary says what gapcheck asks of a law and why. It is no official text, and every"
    " reference marked as not verified has to be read before it is quoted."
)


def commentary(
    packs: Sequence[RulePack], rulebook: Rulebook, worked: Sequence[Worked], language: str = "en"
) -> CommentaryView:
    """The commentary on the packs of one treaty, with their cases as examples."""
    here = frozenset(o.id for pack in packs for o in pack.obligations)
    desk = _Desk(tuple(packs), rulebook, rulebook.obligations, here, tuple(worked), language)
    instrument = packs[0].instrument
    return CommentaryView(
        title=f"{say(instrument.short, language)}: commentary",
        instrument=say(instrument.title, language),
        citation=instrument.citation,
        in_force=day(instrument.entry_into_force),
        packs=tuple(PackNote(pack.id, pack.version, pack.sha256) for pack in packs),
        gapcheck=__version__,
        disclaimer=DISCLAIMER,
        language=language,
        direction=words.direction(language),
        figures=tuple(_figures(desk)),
        forces=tuple(_forces(desk)),
        articles=tuple(_articles(desk)),
        spaces=tuple(_spaces(desk)),
        examples=examples(worked, rulebook, desk.refer, language),
        unverified=tuple(_unverified(desk)),
    )


class _Desk(Struct, frozen=True):
    """What every part of a commentary may have to look up; `here` are the ids that it tells itself."""

    packs: tuple[RulePack, ...]
    rulebook: Rulebook
    known: Mapping[str, Obligation]
    here: frozenset[str]
    worked: tuple[Worked, ...]
    language: str

    @property
    def obligations(self) -> Iterator[Obligation]:
        """The duties of the treaty, pack by pack."""
        return (obligation for pack in self.packs for obligation in pack.obligations)

    def say(self, text: Mapping[str, str]) -> str:
        """A text in the language of the commentary."""
        return say(text, self.language)

    def sentences(self, texts: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
        """Texts as sentences."""
        return tuple(sentence(self.say(text)) for text in texts)

    def refer(self, name: str) -> Reference:
        """Another obligation, with its title where it is at hand."""
        known = self.known.get(name)
        return Reference(name, "" if known is None else self.say(known.title), name in self.here)

    def references(self, names: Iterable[str]) -> tuple[Reference, ...]:
        """Several obligations."""
        return tuple(self.refer(name) for name in names)


# The head.


def _figures(desk: _Desk) -> Iterator[Said]:
    obligations = tuple(desk.obligations)
    found = [a for o in obligations for a in _all_authorities(o)]
    read = sum(a.verified for a in found)
    yield Said("Obligations", str(len(obligations)))
    yield Said("Elements", str(sum(len(o.elements) for o in obligations)))
    yield Said("Worked examples", str(len(desk.worked)))
    yield Said("References verified", f"{read} of {len(found)}")


def _forces(desk: _Desk) -> Iterator[Said]:
    """The forces that occur, with what each means."""
    for force in Force:
        number = sum(o.force is force for o in desk.obligations)
        if number:
            text = f"{words.duty(force)} {counted(number, 'obligation', 'obligations')}."
            yield Said(capital(words.FORCES[force]), text)


# Articles and obligations.


def _articles(desk: _Desk) -> Iterator[ArticleNote]:
    found: dict[str, list[Obligation]] = {}
    for obligation in desk.obligations:
        found.setdefault(_article(obligation.provision), []).append(obligation)
    for name in sorted(found, key=_place):
        obligations = found[name]
        if len(desk.packs) > 1:
            obligations.sort(key=lambda o: _place(o.provision))
        yield ArticleNote(
            id=f"article-{_BETWEEN_WORDS.sub('-', name)}",
            title=f"Article {name}" if name.isdigit() else capital(name),
            obligations=tuple(_obligation(o, desk) for o in obligations),
        )


def _place(provision: str) -> tuple[tuple[bool, int, str], ...]:
    """Where a provision stands in the treaty: by its numbers and letters, other words after all of them."""
    marks = _MARK.findall(provision.partition(",")[0])
    return tuple((len(m) > _LONGEST_MARK, int(m) if m.isdigit() else 0, m) for m in marks)


def _article(provision: str) -> str:
    """The article of a provision; what is no article number is a heading of its own."""
    number = _ARTICLE.match(provision)
    return provision if number is None else number[0]


def _obligation(obligation: Obligation, desk: _Desk) -> ObligationNote:
    name = obligation.id
    return ObligationNote(
        id=name,
        citation=words.pinpoint(desk.say(desk.packs[0].instrument.short), obligation.provision),
        title=desk.say(obligation.title),
        force=words.FORCES[obligation.force],
        explanation=desk.say(obligation.explanation),
        limiters=tuple(_limiters(obligation, desk)),
        facts=tuple(_facts(obligation, desk)),
        elements=tuple(
            _element(f"{number}", element, obligation, desk)
            for number, element in enumerate(obligation.elements, 1)
        ),
        limits=desk.sentences(obligation.limits),
        traps=desk.sentences(obligation.traps),
        deficiencies=desk.sentences(obligation.deficiencies),
        beyond=desk.sentences(
            w.note for pack in desk.packs for w in pack.watches if w.obligation == name
        ),
        needs=tuple(
            Said(words.NEEDS[n.kind], sentence(desk.say(n.says))) for n in obligation.needs
        ),
        through=desk.references(obligation.through),
        worked_through_by=desk.references(
            other.id for other in desk.known.values() if name in other.through
        ),
        also_binding=obligation.also_binding,
        authorities=authorities(obligation.authorities),
        examples=shown(desk.worked, name),
    )


def _binds(obligation: Obligation) -> Iterator[str]:
    """How far a duty binds, and what else decides whether it is met."""
    yield words.duty(obligation.force)
    if obligation.roll_up is RollUp.ANY:
        yield _ANY
    if obligation.direct_capable:
        yield _DIRECT


def _limiters(obligation: Obligation, desk: _Desk) -> Iterator[Said]:
    for qualifier in obligation.qualifiers:
        name = qualifier.id.replace("_", " ")
        excuse = _EXCUSES if qualifier.excuses else _EXCUSES_NOT
        yield Said(capital(name), f"{desk.say(qualifier.meaning)} {excuse}")


def _facts(obligation: Obligation, desk: _Desk) -> Iterator[Said]:
    yield Said("Binds", " ".join(_binds(obligation)))
    if obligation.given is not None:
        yield Said("Arises only if", fact(obligation.given, desk.rulebook, desk.language))
    yield Said("Speaks to", listed(addressees(obligation)))
    how = obligation.assessability
    yield Said("Judged from", _ASSESSED.get(how, how))
    if obligation.supersedes:
        yield Said("Stands for", f"{listed(obligation.supersedes)}, ids of earlier versions")


def _element(number: str, element: Element, obligation: Obligation, desk: _Desk) -> ElementNote:
    return ElementNote(
        number=number,
        title=desk.say(element.title),
        explanation=desk.say(element.explanation),
        requires=element.requires,
        asks=duty(element, desk.rulebook, desk.language),
        space="" if element.demand is None else element.demand.space.id,
        left_out=desk.references(element.net_of),
        told_elsewhere=desk.references(element.told_by),
        remedy=f"{advice(_STATE, element, obligation.force, desk.language)}.",
        model_law=element.model_law or "",
        questions=tuple(
            desk.say(text).replace(_PROVISION, "the provision") for text in element.questions
        ),
        authorities=authorities(element.authorities),
    )


# The vocabulary.


def _spaces(desk: _Desk) -> Iterator[SpaceNote]:
    used = {e.demand.space.id for o in desk.obligations for e in o.elements if e.demand is not None}
    for name, vocabulary in desk.rulebook.vocabularies.items():
        if name in used:
            dimensions = tuple(_dimensions(vocabulary, desk))
            yield SpaceNote(name, desk.say(vocabulary.title), dimensions)


def _dimensions(vocabulary: Vocabulary, desk: _Desk) -> Iterator[DimensionNote]:
    for dimension in vocabulary.space.dimensions:
        said = vocabulary.words[dimension.id]
        terms = (
            Meant(
                desk.say(said.terms[value].label),
                desk.say(said.terms[value].definition),
                value not in dimension.core,
            )
            for value in dimension.values
        )
        question = desk.say(said.question).replace(_PROVISION, "the provision")
        yield DimensionNote(capital(desk.say(said.label)), question, tuple(terms))


# What nobody has read.


def _all_authorities(obligation: Obligation) -> Iterator[Authority]:
    yield from obligation.authorities
    for element in obligation.elements:
        yield from element.authorities


def _unverified(desk: _Desk) -> Iterator[Unverified]:
    """References that nobody has read, each with the obligations that rest on it."""
    found: dict[str, dict[str, None]] = {}
    for obligation in desk.obligations:
        for authority in _all_authorities(obligation):
            if not authority.verified:
                found.setdefault(authority.citation, {})[obligation.id] = None
    for citation, names in sorted(found.items()):
        yield Unverified(citation, desk.references(names))
