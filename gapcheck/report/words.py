"""Every phrase that a reader sees and that no pack or profile wrote.

It knows how verdicts, forces and dates are said in English. It does not know which verdict anything
has. Another language is another set of these tables; text of packs and profiles comes as language
maps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from gapcheck.model.law import Chapter, Force, NeedKind, Obligation, Text
from gapcheck.model.outcome import (
    Binding,
    BindingReason,
    FindingWord,
    Observed,
    Options,
    Role,
    Verdict,
)
from gapcheck.model.profile import Amendment, Basis, Consent, Grade, Moment, Source, TreatyEffect
from gapcheck.report.answers import Answer

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})

_LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "Arabic",
    "en": "English",
    "fa": "Persian",
    "fr": "French",
    "kk": "Kazakh",
    "ky": "Kyrgyz",
    "lo": "Lao",
    "ps": "Pashto",
    "ru": "Russian",
    "sq": "Albanian",
    "tg": "Tajik",
    "tk": "Turkmen",
    "ur": "Urdu",
    "uz": "Uzbek",
}

STAGES_OF_A_REPORT: Final[Mapping[bool, str]] = {False: "draft for comments", True: "final"}
"""By whether whoever hands it in called it final."""

DISCLAIMER: Final = (
    "Every verdict here is a prompt for a lawyer, not legal advice: it says what follows from the"
    " texts and reports listed, and no more."
)

VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.CONFLICT: "Conflicts with the provision",
    Verdict.NOT_MET: "Does not meet",
    Verdict.PARTLY_MET: "Partly meets",
    Verdict.UNCLEAR: "Legal judgement needed",
    Verdict.UNKNOWN: "Not known: information missing",
    Verdict.MET: "Meets",
    Verdict.JUSTIFIED: "Excused by a qualifier",
    Verdict.NOT_APPLICABLE: "Not applicable",
}
"""Worst first."""

LETTERS: Final[Mapping[Verdict, str]] = {
    Verdict.CONFLICT: "C",
    Verdict.NOT_MET: "N",
    Verdict.PARTLY_MET: "P",
    Verdict.UNCLEAR: "J",
    Verdict.UNKNOWN: "?",
    Verdict.MET: "M",
    Verdict.JUSTIFIED: "E",
    Verdict.NOT_APPLICABLE: "\N{EN DASH}",
}

VERDICT_MEANINGS: Final[Mapping[Verdict, str]] = {
    Verdict.CONFLICT: "the law says something that the article rules out",
    Verdict.NOT_MET: (
        "nothing that reaches what is required was found where it was looked for, or reported by those who looked"
    ),
    Verdict.PARTLY_MET: "some of what is required is there; what is missing is listed",
    Verdict.UNCLEAR: "the text is known and has more than one defensible reading",
    Verdict.UNKNOWN: "a text or a fact that decides it has not been supplied",
    Verdict.MET: "everything that is required is there",
    Verdict.JUSTIFIED: "not met, and the treaty's own wording excuses it; the reason is given",
    Verdict.NOT_APPLICABLE: "the condition of the duty is not fulfilled",
}

FINDINGS: Final[Mapping[FindingWord, str]] = {
    FindingWord.CONFLICT: "conflict",
    FindingWord.GAP: "gap",
    FindingWord.NOT_CONSIDERED: "consideration not shown",
    FindingWord.WEAK_EFFORT: "effort not shown",
    FindingWord.MISSING: "missing",
    FindingWord.IMPROVEMENT: "improvement possible",
    FindingWord.OBSERVATION: "observation",
    FindingWord.NOTE: "option not used",
}

ANSWERS: Final[Mapping[Answer, str]] = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.PARTLY: "Partly",
    Answer.DEPENDS: "It depends on how the law is read",
    Answer.AS_FAR_AS_ESTABLISHED: "Yes, as far as the sources reach",
    Answer.NOT_ESTABLISHED: "Not established",
}

DETAIL_MISSING: Final = "reaches this as far as it was read, detail missing"
DETAIL_MISSING_REPORTED: Final = "reported to reach this, detail missing"
"""What qualifies an unknown verdict where something reaches all of it, but for detail."""

STANDINGS: Final[Mapping[bool, str]] = {True: "read", False: "not read: check before quoting"}
"""Whether a reference was read."""

NEEDS: Final[Mapping[NeedKind, str]] = {
    NeedKind.TRAINING: "Training",
    NeedKind.ASSISTANCE: "Technical assistance",
}

CHAPTERS: Final[Mapping[Chapter, str]] = {
    Chapter.PROSECUTION: "Prosecution",
    Chapter.PROTECTION: "Protection",
    Chapter.PREVENTION: "Prevention",
    Chapter.COOPERATION: "Cooperation",
}

FORCES: Final[Mapping[Force, str]] = {
    Force.MANDATORY: "mandatory",
    Force.MANDATORY_QUALIFIED: "mandatory, with limits",
    Force.BEST_EFFORTS: "best efforts",
    Force.MUST_CONSIDER: "duty to consider",
    Force.OPTIONAL: "optional",
    Force.DEFINITION: "definition",
    Force.SAFEGUARD: "safeguard",
    Force.GOOD_PRACTICE: "good practice",
}

_DUTIES: Final[Mapping[Force, str]] = {
    Force.MANDATORY: "{who} is required to do this.",
    Force.MANDATORY_QUALIFIED: "{who} is required to do this, within the limits of the text.",
    Force.BEST_EFFORTS: "{who} is required to endeavour to do this.",
    Force.MUST_CONSIDER: "{who} is required to consider this.",
    Force.OPTIONAL: "{who} may do this.",
    Force.DEFINITION: "By itself this requires nothing: it works through other duties.",
    Force.SAFEGUARD: "{who} is required not to cross this line.",
    Force.GOOD_PRACTICE: "The treaty does not require this; it is recommended practice.",
}

_VERBS: Final[Mapping[Force, str]] = {
    Force.MANDATORY: "should",
    Force.MANDATORY_QUALIFIED: "should",
    Force.BEST_EFFORTS: "should endeavour to",
    Force.MUST_CONSIDER: "should consider",
    Force.OPTIONAL: "may wish to",
    Force.DEFINITION: "may wish to",
    Force.SAFEGUARD: "should",
    Force.GOOD_PRACTICE: "is encouraged to",
}
_VERBS_UNBOUND: Final[Mapping[Force, str]] = {
    Force.MUST_CONSIDER: "may wish to consider",
    Force.GOOD_PRACTICE: "is encouraged to",
}
REQUEST_VERB: Final = "is invited to provide"

BASES: Final[Mapping[Basis, str]] = {
    Basis.TEXT: "text of the law",
    Basis.OFFICIAL_TRANSLATION: "official translation",
    Basis.SECONDARY: "secondary source",
    Basis.MIXED: "text and secondary sources",
}

_AT_LEAST: Final[Mapping[Basis, str]] = {
    Basis.TEXT: "the text of the law",
    Basis.OFFICIAL_TRANSLATION: "an official translation or the text of the law",
    Basis.SECONDARY: "a secondary source, an official translation or the text of the law",
    Basis.MIXED: "any of these",
}

NO_BASIS: Final = "nothing settled yet"
FACETS: Final[Mapping[str, str]] = {
    "status": "Verdict",
    "force": "Force",
    "chapter": "Chapter",
    "basis": "Basis",
}

GRADES: Final[Mapping[str, str]] = {
    "P": "text read",
    "S": "reported by a secondary source",
    "L": "heard, unverified",
}

UNCONFIRMED: Final = "copy not confirmed"
"""Said of a source of which no official or confirmed copy was read."""

ENTRIES: Final[Mapping[Grade, str]] = {
    Grade.READ: "name and dates read there; which text of it was read stands with each provision",
    Grade.SECONDARY: "name and dates as a secondary source reports them",
    Grade.LEAD: "name and dates heard, unverified",
}
"""How the entry of an act is known; that says nothing of its text."""

ROLES: Final[Mapping[Role, str]] = {
    Role.COVERS: "covers this",
    Role.EXTENDS: "extends offences to this",
    Role.MAY_COVER: "may cover this",
    Role.NOT_ESTABLISHED: "reaches this, detail not established",
    Role.EXEMPTS: "exempts",
    Role.NEAREST: "nearly covers this",
    Role.DEFINES: "defines without punishing",
    Role.REVIEWED: "searched",
    Role.STATES: "states this",
}

REPORTED_ROLES: Final[Mapping[Role, str]] = {
    **ROLES,
    Role.NOT_ESTABLISHED: "reported to reach this, detail not established",
    Role.EXTENDS: "reported to extend offences to this",
    Role.REVIEWED: "reported to have been looked for",
}
"""The same where it is known from a report; the others stand beside their grade."""
MAY_REACH: Final = "may reach this, detail not established"
"""The role of a provision whose open detail may be one that the duty does not ask for."""

CONSENTS: Final[Mapping[Consent, str]] = {
    Consent.RATIFICATION: "ratification",
    Consent.ACCESSION: "accession",
    Consent.ACCEPTANCE: "acceptance",
    Consent.APPROVAL: "approval",
    Consent.SUCCESSION: "succession",
}

TREATY_EFFECTS: Final[Mapping[TreatyEffect, str]] = {
    TreatyEffect.DIRECT: "Treaties apply directly in national law.",
    TreatyEffect.NOT_DIRECT: "Treaties need a statute to apply in national law.",
    TreatyEffect.UNKNOWN: "Whether treaties apply directly in national law is not established.",
}

OBSERVATIONS: Final[Mapping[Observed, str]] = {
    Observed.WATCH: "reaches beyond what the treaty requires",
    Observed.RELEASE: "releases or mitigates the offender's liability",
    Observed.FINE_AS_CHOICE: "lets the court choose a fine instead of imprisonment",
    Observed.OTHER_ALTERNATIVE: "lets the court choose another penalty instead of imprisonment",
    Observed.BELOW_SERIOUS_CRIME: (
        "carries a maximum of less than four years, so that it is not a serious crime in the sense"
        " of the Convention"
    ),
    Observed.DEATH_OR_LIFE: "carries death or life imprisonment",
}

ALTERNATIVES: Final[Mapping[str, str]] = {"fine": "a fine", "house_arrest": "house arrest"}

_BINDING: Final[Mapping[BindingReason, str]] = {
    BindingReason.IN_FORCE: "in force",
    BindingReason.NOT_YET_IN_FORCE: "not yet binding: the treaty binds the State only later",
    BindingReason.NOT_PARTY: "not binding: the State is not a party",
    BindingReason.PARENT_NOT_IN_FORCE: (
        "not yet binding: the State is not bound by the Convention to which the Protocol belongs"
    ),
    BindingReason.RESERVATION: "not binding: excluded by a reservation",
    BindingReason.STATUS_UNKNOWN: "not known whether it binds: the treaty status was not supplied",
    BindingReason.DAY_UNKNOWN: (
        "not known whether it binds: the day on which the State joined is not established"
    ),
    BindingReason.RESERVATION_MAY_AFFECT: "not known whether it binds: a declaration may affect it",
    BindingReason.NOT_A_TREATY_DUTY: "not binding: recommended practice, no duty under the treaty",
    BindingReason.OTHER_TREATY: "binding under another treaty",
}


def duty(force: Force, binding: Binding | None = None) -> str:
    """What the treaty asks, in a sentence: of the State where the duty binds it, else of any party."""
    who = "The State" if binding is Binding.YES else "A State Party"
    return _DUTIES[force].format(who=who)


def verb(force: Force, binding: Binding = Binding.YES) -> str:
    """The verb of a recommendation.

    What is not known to bind is not owed, as far as anybody knows: it is left to the State, like what does not bind.
    """
    if binding is Binding.YES:
        return _VERBS[force]
    return _VERBS_UNBOUND.get(force, "may wish to")


def graded(grade: Grade, source: Source) -> str:
    """How a statement is known, and whether the copy that was read is no official one."""
    return confirmed(GRADES[grade], is_unconfirmed=source.is_unconfirmed)


def confirmed(told: str, *, is_unconfirmed: bool) -> str:
    """Something said of a source, with a word on the copy that was read."""
    return f"{told}, {UNCONFIRMED}" if is_unconfirmed else told


def accessed(found: str | None) -> str:
    """When a source was read, as it stands after its title."""
    return "" if found is None else f"read on {day(date.fromisoformat(found))}"


def say(text: Text, language: str = "en") -> str:
    """Human text in a language, in English where it is missing."""
    return text.get(language) or text.get("en", "")


def addressees(obligation: Obligation) -> tuple[str, ...]:
    """The parts of the legal order that an obligation speaks to."""
    return tuple(name.replace("_", " ") for name in obligation.addressees)


def languages(codes: Iterable[str]) -> str:
    """Languages by name, each once; one that has no name here by its code."""
    return listed([_LANGUAGES.get(code, code) for code in dict.fromkeys(codes)])


def direction(language: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def day(moment: date) -> str:
    """A date as it stands in a sentence."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Several items as one phrase: `a, b and c`."""
    if len(items) < 2:  # noqa: PLR2004 - one item stands alone
        return "".join(items)
    if any(f" {last} " in item for item in items):
        return f"{', '.join(items[:-1])}, {last} {items[-1]}"
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"


def capital(text: str) -> str:
    """The text with a capital first letter and the rest untouched."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital, single spaces and a full stop."""
    tidy = " ".join(text.split()).replace(" ,", ",").replace(" .", ".").replace(" ;", ";")
    if not tidy:
        return ""
    return capital(tidy) if tidy[-1] in ".!?" else f"{capital(tidy)}."


def binding(reason: BindingReason, since: date | None, detail: str | None) -> str:
    """Why an obligation binds the State or does not, with the date that matters."""
    text = _BINDING[reason]
    if since is not None and reason is BindingReason.IN_FORCE:
        text = f"binding since {day(since)}"
    elif since is not None and reason is BindingReason.NOT_YET_IN_FORCE:
        text = f"not yet binding: it binds the State from {day(since)}"
    return f"{text} ({detail})" if detail else text


def pinpoint(short: str, provision: str) -> str:
    """A place in a treaty as a lawyer cites it; what is no article number stands as written."""
    if provision[:1].isdigit():
        return f"{short} art. {provision}"
    return f"{short}, {provision}" if provision else short


def moment(value: Moment) -> str:
    """A date, or the days between which it lies."""
    if value.is_certain:
        return day(value.not_after)
    if value.not_after == date.max:
        return f"a day on or after {day(value.not_before)} that is not established"
    if value.not_before == date.min:
        return f"a day on or before {day(value.not_after)} that is not established"
    return f"a day between {day(value.not_before)} and {day(value.not_after)}"


def amendment(value: Amendment | None) -> str:
    """How an amendment is called: by its number where it is known, and its date."""
    if value is None:
        return "an amendment that is not identified"
    if value.number is not None and value.number[:1].isdigit():
        return f"amendment No. {value.number} of {moment(value.adopted)}"
    return f"the amendment of {moment(value.adopted)}"


def taken(options: Options) -> str:
    """How the law was taken, where that was asked for; the empty text for the law as it stands."""
    told = []
    if options.readings:
        told.append(f"on the reading {listed(sorted(options.readings))}")
    if options.basis is not None:
        told.append(f"counting only what rests on {_AT_LEAST[options.basis]}")
    return f"Law taken {'; '.join(told)}." if told else ""
