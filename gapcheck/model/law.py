"""The treaty side: instruments, obligations and the vocabulary they are written in.

It knows what a treaty asks and in which words to say so. It does not know any national law.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, field

from gapcheck.dsl import ast
from gapcheck.dsl.compiler import Demand
from gapcheck.space import Space

Text: TypeAlias = Mapping[str, str]
"""Human text by language code (`en` at least)."""


class Chapter(StrEnum):
    """The chapters of a report, in its order."""

    PROSECUTION = "prosecution"
    PROTECTION = "protection"
    PREVENTION = "prevention"
    COOPERATION = "cooperation"


class Force(StrEnum):
    """How binding a provision is, by the treaty's own verb. Source: obligations A.1."""

    MANDATORY = "mandatory"
    MANDATORY_QUALIFIED = "mandatory_qualified"
    BEST_EFFORTS = "best_efforts"
    MUST_CONSIDER = "must_consider"
    OPTIONAL = "optional"
    DEFINITION = "definition"
    SAFEGUARD = "safeguard"
    GOOD_PRACTICE = "good_practice"


class SpaceKind(StrEnum):
    """What the cells of a space are."""

    OFFENCE = "offence"
    LIABILITY = "liability"
    PROTECTION = "protection"
    TOOLS = "tools"


OFFENCE = "offence"
"""The dimension of a tools space whose values stand for conduct in other spaces."""


class FactKind(StrEnum):
    """What a fact may say."""

    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


class Term(Struct, frozen=True):
    """The words for a value or a condition: a label, a definition, a phrase for sentences.

    `missing` is the phrase for a sentence in which a condition is not fulfilled.
    """

    label: Text
    definition: Text
    phrase: Text


class DimensionWords(Struct, frozen=True):
    """How a dimension is told: its label, the question that settles it, its terms and groups."""

    label: Text
    question: Text
    terms: Mapping[str, Term]
    groups: Mapping[str, Text] = field(default_factory=dict)


class Echo(Struct, frozen=True):
    """Offences of another space that reach a region here by silence, of every person.

    Source: design section 4, complicity and the migrant.
    """

    source: str
    region: int


class ToolOffence(Struct, frozen=True):
    """A value of the tools space and the conduct it stands for in an offence space."""

    space: str
    region: int


class Vocabulary(Struct, frozen=True):
    """A space together with its words.

    Attributes:
        told_apart: The dimension and its groups for each of which residues are listed separately.
        story: A sentence with a `{dimension}` mark for each phrase, from which a cell becomes a case.
        offences: For a tools space, the conduct behind each offence value, by value.
    """

    space: Space
    kind: SpaceKind
    title: Text
    words: Mapping[str, DimensionWords]
    story: Text
    told_apart: tuple[str, tuple[str, ...]] | None = None
    echoes: tuple[Echo, ...] = ()
    offences: Mapping[str, ToolOffence] = field(default_factory=dict)

    @property
    def sources(self) -> tuple[str, ...]:
        """The other spaces whose offences are felt in this one, each once."""
        named = [echo.source for echo in self.echoes]
        named += [offence.space for offence in self.offences.values()]
        return tuple(dict.fromkeys(named))


class FactDefinition(Struct, frozen=True):
    """A question without inner structure that profiles answer."""

    id: str
    kind: FactKind
    question: Text
    unit: ast.Unit | None = None
    choices: tuple[str, ...] = ()


class Instrument(Struct, frozen=True):
    """A treaty and the dates on which it began to bind.

    `parent` is the instrument to which a State must be party first.
    """

    id: str
    title: Text
    short: Text
    citation: str
    entry_into_force: date
    entry_source: str
    parent: str | None = None


class Qualifier(Struct, frozen=True):
    """A limiter in the treaty's wording, and whether evidence for it excuses the duty. Source: obligations A.2."""

    id: str
    meaning: Text
    excuses: bool


class Authority(Struct, frozen=True):
    """A reference that supports an encoding, and whether it was read."""

    citation: str
    verified: bool


class NeedKind(StrEnum):
    """What a shortfall may call for beside new law."""

    TRAINING = "training"
    ASSISTANCE = "assistance"


class Need(Struct, frozen=True):
    """Training or technical assistance that a shortfall gives rise to."""

    kind: NeedKind
    says: Text


class RollUp(StrEnum):
    """How the verdicts of members become one."""

    ALL = "all"
    ANY = "any"


class Element(Struct, frozen=True):
    """One thing an obligation needs; the smallest unit of judgement."""

    id: str
    title: Text
    requires: str
    duty: ast.Duty
    demand: Demand | None
    explanation: Text
    remedy: Text
    model_law: str | None
    authorities: tuple[Authority, ...]
    questions: tuple[Text, ...]
    net_of: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()


class Obligation(Struct, frozen=True):
    """One duty that a provision of a treaty lays on a State.

    Attributes:
        through: For a definition, the obligations that it works through; its verdict is theirs.
        given: The fact on which the duty depends; where it does not hold, the duty does not arise.
        supersedes: The ids of earlier versions that this one stands for.
    """

    id: str
    provision: str
    chapter: Chapter
    title: Text
    force: Force
    qualifiers: tuple[Qualifier, ...]
    addressees: tuple[str, ...]
    assessability: str
    explanation: Text
    limits: tuple[Text, ...]
    traps: tuple[Text, ...]
    deficiencies: tuple[Text, ...]
    authorities: tuple[Authority, ...]
    elements: tuple[Element, ...]
    roll_up: RollUp
    through: tuple[str, ...] = ()
    also_binding: tuple[str, ...] = ()
    direct_capable: bool = False
    given: ast.Establish | None = None
    needs: tuple[Need, ...] = ()
    supersedes: tuple[str, ...] = ()


class WatchRegion(Struct, frozen=True):
    """A region a pack asks to be told about when the law reaches it, with the sentence to say."""

    id: str
    sentence: str
    space: str
    region: int
    note: Text
    obligation: str | None


class RulePack(Struct, frozen=True):
    """A checked pack: the obligations of one instrument."""

    id: str
    version: str
    sha256: str
    instrument: Instrument
    obligations: tuple[Obligation, ...]
    watches: tuple[WatchRegion, ...]


class Rulebook(Struct, frozen=True):
    """The packs in use with the spaces, facts and instruments they share.

    `declared` holds the ids of all packs that were at hand, also of those not in use.
    """

    packs: tuple[RulePack, ...]
    vocabularies: Mapping[str, Vocabulary]
    facts: Mapping[str, FactDefinition]
    instruments: Mapping[str, Instrument]
    declared: frozenset[str] = frozenset()

    @property
    def obligations(self) -> Mapping[str, Obligation]:
        """Every obligation by id, in pack order."""
        return {o.id: o for pack in self.packs for o in pack.obligations}
