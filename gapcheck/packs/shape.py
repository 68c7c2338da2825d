"""The shape of the files under `rules/`: instruments, spaces and packs.

Knows keys, and how each value is written. Does not know which of the names exist.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import OnErrorOmit

from gapcheck.dsl.ast import Unit
from gapcheck.model.law import Chapter, FactKind, Force, NeedKind, RollUp, SpaceKind
from gapcheck.shapes import (
    IsoDate,
    Line,
    Many,
    Name,
    ObligationId,
    Phrase,
    Prose,
    Release,
    Sentence,
    Shape,
    Slug,
    StandIn,
    Words,
    YesNo,
    may,
    told,
)

# --- instruments.yaml ----------------------------------------------------------------------------


class InstrumentShape(Shape):
    """A treaty or protocol."""

    title: Words = told("the full title")
    short: Words = told("the short title that findings use")
    citation: Prose = told("where the text is published, as in `2225 UNTS 209`")
    entry_into_force: Annotated[IsoDate, StandIn("2000-01-01")] = told(
        "the day on which the instrument itself entered into force"
    )
    entry_source: Prose = told("where that day is stated")
    parent: Name | None = may("the instrument to which a State must be party first")


class QualifierShape(Shape):
    """A limiter in the wording of a treaty."""

    meaning: Words = told("what the limiter means for the analysis")
    excuses: YesNo = told("whether evidence for it turns `not met` into `justified`")


class InstrumentsShape(Shape):
    """The treaties and the limiters of their wording."""

    instruments: dict[Name, OnErrorOmit[InstrumentShape]] = told("the treaties, by id")
    qualifiers: dict[Name, OnErrorOmit[QualifierShape]] = may("the limiters, by id", {})


# --- spaces --------------------------------------------------------------------------------------


class Status(StrEnum):
    """Whether a value is the treaty's floor or commonly legislated beyond it."""

    CORE = "core"
    EXT = "ext"


class ValueShape(Shape):
    """One value of a dimension."""

    label: Words = told("its name for readers")
    definition: Words = told("what it means, in plain words")
    phrase: Phrase = told("its words inside a sentence")
    status: Status = may("`core` for the treaty's floor, `ext` for what goes beyond", Status.CORE)


class GroupShape(Shape):
    """Several values under one name."""

    label: Words = told("its name for readers")
    values: tuple[Name, ...] = told("the values and groups it stands for")


class DimensionShape(Shape):
    """One axis of description."""

    label: Words = told("its name for readers")
    question: Words = told("what to ask when a claim leaves it open; may use `{provision}`")
    values: dict[Name, OnErrorOmit[ValueShape]] = told("its values, by name")
    groups: dict[Name, OnErrorOmit[GroupShape]] = may("groups of values, by name", {})
    leading: YesNo = may("whether every claim must name it; one dimension of a space leads", False)  # noqa: FBT003
    ordinary: Name | None = may("the value of the basic form; a silent duty means only this")
    silence: tuple[Name, ...] | None = may("what a silent claim means; every value if left out")
    doubtful: YesNo = may("whether silence or `is any` here reaches possibly, not surely", False)  # noqa: FBT003


class ConditionShape(Shape):
    """An extra element that narrows an offence or a right."""

    label: Words = told("its name for readers")
    definition: Words = told("what it means, in plain words")
    phrase: Phrase = told("its words in a case in which it is not fulfilled")


class UnfulfilledShape(Shape):
    """The words for the dimension that says which condition is not fulfilled."""

    label: Words = told("its name for readers")
    question: Words = told("what to ask when a claim leaves it open")
    phrase: Phrase = told("the words in a case in which no condition is fulfilled")


class ToldApartShape(Shape):
    """For which groups residues are listed separately."""

    dimension: Name = told("the dimension whose groups are told apart")
    groups: tuple[Name, ...] = told("the groups or values, each with a list of its own")


class EchoShape(Shape):
    """Offences of another space that reach a region here by silence."""

    source: Name = told("the offence space whose offences are meant")
    region: Sentence = told("the region of this space that they reach")


class ConductShape(Shape):
    """The conduct behind an offence that a tool applies to."""

    space: Name = told("the offence space")
    region: Sentence = told("the region of that space")


class SpaceShape(Shape):
    """A space of conduct or protection."""

    space: Name = told("the name that sentences use")
    kind: SpaceKind = told("what its cells are: offence, liability, protection or tools")
    title: Words = told("its title for readers")
    story: Words = told("a sentence with `{dimension}` marks, from which a cell becomes a case")
    dimensions: dict[Name, OnErrorOmit[DimensionShape]] = told("its dimensions, by name")
    told_apart: ToldApartShape | None = may("for which groups residues are listed separately")
    one_at_a_time: tuple[Name, ...] = may(
        "the dimensions that leave their ordinary value alone", ()
    )
    conditions: dict[Name, OnErrorOmit[ConditionShape]] = may("extra elements, by name", {})
    unfulfilled: UnfulfilledShape | None = may("the words for unfulfilled conditions")
    echoes: Many[EchoShape] = may("offences elsewhere that reach a region here by silence", ())
    offences: dict[Name, OnErrorOmit[ConductShape]] = may(
        "for tools: the conduct behind each value of the dimension `offence`", {}
    )


# --- packs ---------------------------------------------------------------------------------------


class FactShape(Shape):
    """A question without inner structure."""

    kind: FactKind = told("how it is answered: yes_no, number, date or choice")
    question: Words = told("the question that profiles answer")
    unit: Unit | None = may("for a number: what it counts")
    choices: tuple[Name, ...] = may("for a choice: the possible answers", ())


class AuthorityShape(Shape):
    """A reference that supports the encoding."""

    cite: Prose = told("the citation")
    verified: YesNo = told("whether somebody read it for this point")


class ElementShape(Shape):
    """One thing an obligation needs."""

    id: Slug = told("its name, unique inside the obligation")
    title: Words = told("what is needed, in a few words")
    requires: Sentence = told("the duty, as a sentence of the language")
    explanation: Words = told("the same in plain words")
    remedy: Words = told("what to enact; completes a sentence that begins with `should`")
    model_law: Line | None = may("the article of the model law to follow")
    authorities: Many[AuthorityShape] = may("references that support the encoding", ())
    net_of: tuple[ObligationId, ...] = may("cells whose counterpart is a gap there leave", ())
    told_by: tuple[ObligationId, ...] = may("gap cells already told there are not repeated", ())
    questions: tuple[Words, ...] = may("what to ask when the answer is unknown", ())


class NeedShape(Shape):
    """Training or technical assistance that a shortfall gives rise to."""

    kind: NeedKind = told("training or assistance")
    says: Words = told("who needs it, and in what")


class ObligationShape(Shape):
    """One duty that a provision of the treaty lays on a State."""

    id: ObligationId = told("its permanent id, as in `tip.3.c`")
    provision: Prose = told("the provision, as in `3(c)`")
    chapter: Annotated[Chapter, StandIn("prosecution")] = told("the chapter of the report")
    force: Force = told("how binding it is, by the treaty's own verb")
    title: Words = told("the duty in a few words")
    explanation: Words = told("the duty in plain words")
    addressees: tuple[Name, ...] = told("which parts of the legal order it speaks to")
    assessability: Prose = told("from what it can be judged: L, LS, LP, P or N")
    qualifiers: tuple[Name, ...] = may("the limiters in its wording", ())
    limits: tuple[Words, ...] = may("what must not be demanded", ())
    traps: tuple[Words, ...] = may("what is easily overlooked", ())
    deficiencies: tuple[Words, ...] = may("what laws typically lack", ())
    authorities: Many[AuthorityShape] = may("references that support the encoding", ())
    roll_up: RollUp = may("whether all elements are needed or any of them", RollUp.ALL)
    through: tuple[ObligationId, ...] = may("for a definition: the duties it works through", ())
    also_binding: tuple[Line, ...] = may("ids of duties of other treaties that ask the same", ())
    direct_capable: YesNo = may("whether it can apply without a statute", False)  # noqa: FBT003
    given: Sentence | None = may(
        "the fact on which the duty depends, as a sentence that begins with `establish`"
    )
    elements: Many[ElementShape] = may("what it needs", ())
    needs: Many[NeedShape] = may("training and assistance that a shortfall gives rise to", ())
    supersedes: tuple[Line, ...] = may("ids of earlier versions that it stands for", ())


class WatchShape(Shape):
    """A region worth an observation when the law reaches it."""

    id: Slug = told("its name, unique in the pack")
    when: Sentence = told("the region, as a sentence that begins with `watch`")
    note: Words = told("what to say about it")
    obligation: ObligationId | None = may("the obligation it belongs to")


class PackShape(Shape):
    """The obligations of one instrument."""

    pack: Name = told("the name of the pack, which is that of its file")
    version: Release = told("the version of the pack, as in `0.1.0`")
    instrument: Name = told("the instrument whose obligations it holds")
    obligations: Many[ObligationShape] = told("the obligations, in the order of the treaty")
    facts: dict[Name, OnErrorOmit[FactShape]] = may("questions that profiles answer, by name", {})
    watch: Many[WatchShape] = may("regions worth an observation", ())
