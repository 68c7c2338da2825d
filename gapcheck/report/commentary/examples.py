"""The cases of a pack as worked examples: a little law in words, and what must be said of it.

It knows which obligations an example is about. It does not judge the law again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Verdict
from gapcheck.report.commentary.records import (
    ExampleNote,
    Reference,
    Said,
    Shown,
    Tested,
    Worked,
)
from gapcheck.report.commentary.sentences import claim
from gapcheck.report.elements import mark, stated
from gapcheck.report.residues import ALL_OF_IT, residue
from gapcheck.report.words import VERDICTS, capital, listed, say, sentence

_SHORTFALL = "gapcheck is known not to say this yet"


def examples(
    worked: Sequence[Worked],
    rulebook: Rulebook,
    refer: Callable[[str], Reference],
    language: str = "en",
) -> tuple[ExampleNote, ...]:
    """Every example in words, numbered."""
    return tuple(
        ExampleNote(
            id=f"E{number}",
            name=sentence(one.name),
            law=tuple(_law(one, rulebook, language)),
            facts=tuple(_facts(one, rulebook, language)),
            notes=tuple(_notes(one, rulebook, language)),
            verdicts=tuple(_verdicts(one.verdicts, refer)),
        )
        for number, one in enumerate(worked, 1)
    )


def shown(worked: Sequence[Worked], obligation: str) -> tuple[Shown, ...]:
    """The examples that are about an obligation, first those that are about little else."""
    about = [(n, one) for n, one in enumerate(worked, 1) if obligation in one.verdicts]
    about.sort(key=lambda pair: len(pair[1].verdicts))
    return tuple(
        Shown(f"E{number}", sentence(one.name), mark(one.verdicts[obligation]))
        for number, one in about
    )


def _law(one: Worked, rulebook: Rulebook, language: str) -> Iterator[Said]:
    for provision in one.law.provisions.values():
        for version in provision.versions:
            if version.readings:
                said = [f"“{say(r.says, language)}”" for r in version.readings]
                yield Said(provision.citation, f"has several readings: {listed(said, 'or')}")
            for entry in version.claims:
                yield Said(provision.citation, claim(entry, version, rulebook, language))


def _facts(one: Worked, rulebook: Rulebook, language: str) -> Iterator[Said]:
    for answer in one.law.facts:
        question = say(rulebook.facts[answer.fact].question, language)
        yield Said(question, f"{capital(stated(answer.value))}.")


def _notes(one: Worked, rulebook: Rulebook, language: str) -> Iterator[str]:
    if not one.law.statutes and one.law.reviews:
        yield "No provision on the matter was found."
    yield from _search(one, rulebook, language)
    for evidence in one.law.justifications:
        limit = evidence.qualifier.replace("_", " ")
        yield f"There is evidence for a limit in the wording of {evidence.obligation}: {limit}."
    if one.shortfall:
        yield f"{_SHORTFALL}: {sentence(one.shortfall)}"


def _search(one: Worked, rulebook: Rulebook, language: str) -> Iterator[str]:
    """What was searched, unless it was everything."""
    if not one.law.reviews:
        yield "Nobody has searched the law."
        return
    whole = {name: v.space.full for name, v in rulebook.vocabularies.items()}
    if {r.space for r in one.law.reviews if r.region == whole[r.space]} == whole.keys():
        return
    for review in one.law.reviews:
        vocabulary = rulebook.vocabularies[review.space]
        title = say(vocabulary.title, language)
        lines = residue(review.region, whole[review.space], vocabulary, language).all_lines
        told = [line.removesuffix(f": {ALL_OF_IT}") for line in lines]
        about = "" if review.region == whole[review.space] else f": {'; or '.join(told)}"
        yield f"The law was searched only for this: {title}{about}."


def _verdicts(
    verdicts: Mapping[str, Verdict], refer: Callable[[str], Reference]
) -> Iterator[Tested]:
    """The verdicts, worst first, each with its obligations."""
    for verdict in VERDICTS:
        names = [name for name, found in verdicts.items() if found is verdict]
        if names:
            yield Tested(mark(verdict), tuple(refer(name) for name in names))
