"""The first files of a new jurisdiction: a profile to fill in, and every question that the packs ask.

It knows what stands in an empty profile. It does not know where the files go, and says nothing of any law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gapcheck.dsl import ast
from gapcheck.model.law import Element, FactDefinition, FactKind, Rulebook
from gapcheck.report import words

_HEAD = """\
# The profile of {name}. What every key means: docs/files.md. What to find out: questions.md, beside this file.
# Nothing here may be guessed: what you did not find stays out, and gapcheck asks for it.
jurisdiction: {code}
name:
{names}
version: 0.1.0

# Whether treaties apply in national law without a statute, with the source that says so:
# treaty_effect: {{effect: direct, citation: Constitution art. 0, grade: S, source: a-report}}

# Every document you use, each under a short name. `basis`: text, official_translation or secondary.
sources: {{}}
#  a-report: {{title: Title of the report, url: "https://...", basis: secondary, accessed: 2026-01-31}}

# When the State joined each treaty; `deposited: none` for a State known not to be a party.
treaties: []
{treaties}
# Which part of the law you searched, in which acts, for which time. Only there can something be missing.
reviews: []
{reviews}
# Answers to plain questions. A `no` says what was searched.
facts: []
{facts}"""


def profile(code: str, names: Mapping[str, str], rulebook: Rulebook) -> str:
    """Write `jurisdiction.yaml` for a new jurisdiction: right as it stands, and empty of law."""
    return _HEAD.format(
        code=code,
        name=names["en"],
        names="\n".join(f"  {language}: {_quoted(name)}" for language, name in names.items()),
        treaties="".join(_treaty(name) for name in rulebook.instruments),
        reviews="".join(_review(name) for name in rulebook.vocabularies),
        facts="".join(_fact(fact) for fact in rulebook.facts.values()),
    )


def _quoted(name: str) -> str:
    return f'"{name}"' if any(sign in name for sign in ":#,'") else name


def _treaty(instrument: str) -> str:
    return f"#  - {{instrument: {instrument}, consent: , deposited: , grade: , source: }}\n"


def _review(space: str) -> str:
    return (
        f"#  - {{says: reviewed {space}, period: {{from: , to: }}, read: [], by: , on: ,"
        " source: , grade: }\n"
    )


def _fact(fact: FactDefinition) -> str:
    asked = words.say(fact.question, "en")
    return (
        f"#  {asked}\n"
        f"#  - {{fact: {fact.id}, value: , citation: , grade: , source: }} # {_answers(fact)}\n"
    )


def _answers(fact: FactDefinition) -> str:
    match fact.kind:
        case FactKind.YES_NO:
            return "yes, or no with `searched: [...]`"
        case FactKind.NUMBER:
            return f"a number of {fact.unit}"
        case FactKind.DATE:
            return "a date"
        case FactKind.CHOICE:
            return words.listed(fact.choices, "or")


def questions(name: str, rulebook: Rulebook) -> str:
    """Write `questions.md`: what the packs ask of the law, obligation by obligation, to be ticked off."""
    return "\n".join(_questions(name, rulebook)) + "\n"


def _questions(name: str, rulebook: Rulebook) -> Iterator[str]:
    yield f"# Questions on the law of {name}"
    yield ""
    yield "Each answer goes into `jurisdiction.yaml` or into a file under `statutes`, with its source."
    for pack in rulebook.packs:
        yield ""
        yield f"## {words.say(pack.instrument.title, 'en')}"
        for obligation in pack.obligations:
            if not obligation.elements:
                continue
            yield ""
            cited = words.pinpoint(words.say(pack.instrument.short, "en"), obligation.provision)
            yield f"### {obligation.id}: {words.say(obligation.title, 'en')}"
            yield ""
            yield f"{cited}. {words.say(obligation.explanation, 'en')}"
            yield ""
            for element in obligation.elements:
                yield from _of_element(element, rulebook)


def _of_element(element: Element, rulebook: Rulebook) -> Iterator[str]:
    title = words.say(element.title, "en")
    yield f"- [ ] {title}: {words.say(element.explanation, 'en')}"
    for asked in _asked(element, rulebook):
        yield f"  - {asked}"


def _asked(element: Element, rulebook: Rulebook) -> Sequence[str]:
    own = [words.say(question, "en") for question in element.questions]
    if isinstance(element.duty, ast.Establish):
        return [words.say(rulebook.facts[element.duty.fact.text].question, "en"), *own]
    return own
