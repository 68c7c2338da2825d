"""Display-ready records of a commentary: what the templates place and do not compute.

They hold words in the order in which a reader meets them. They know no spaces and no markup.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gapcheck.model.outcome import Verdict
from gapcheck.model.profile import Jurisdiction
from gapcheck.report.records import AuthorityView, Lines, Mark


class Worked(Struct, frozen=True):
    """A small law and the verdicts it must get; `shortfall` is why the engine is known to miss them."""

    name: str
    law: Jurisdiction
    verdicts: Mapping[str, Verdict]
    shortfall: str = ""


class Reference(Struct, frozen=True):
    """Another obligation; `is_here` where this commentary has it, so that a link leads there.

    The title is empty where no pack at hand declares it.
    """

    id: str
    title: str
    is_here: bool

    @property
    def words(self) -> str:
        """Its title with its id, or the id alone."""
        return f"{self.title} ({self.id})" if self.title else self.id


class Said(Struct, frozen=True):
    """A text with the name of what it says something about."""

    name: str
    text: str


class Shown(Struct, frozen=True):
    """An example as an obligation points to it, with the verdict that it shows."""

    id: str
    name: str
    mark: Mark


class ElementNote(Struct, frozen=True):
    """One thing that an obligation asks.

    Attributes:
        requires: The duty in the language of the rules.
        asks: The same in the words of the vocabulary.
        space: The vocabulary that it is written in; empty for a fact.
        left_out: What is missing under these is left out here.
        told_elsewhere: What is told under these is not repeated here.
        remedy: What a State that falls short is recommended, as a sentence.
    """

    number: str
    title: str
    explanation: str
    requires: str
    asks: Lines
    space: str
    left_out: tuple[Reference, ...]
    told_elsewhere: tuple[Reference, ...]
    remedy: str
    model_law: str
    questions: tuple[str, ...]
    authorities: tuple[AuthorityView, ...]


class ObligationNote(Struct, frozen=True):
    """The commentary on one duty.

    Attributes:
        facts: How far it binds, to whom it speaks, from what it is judged.
        limiters: The limits in its wording with their meaning.
        beyond: What is observed where a law goes further.
    """

    id: str
    citation: str
    title: str
    force: str
    explanation: str
    limiters: tuple[Said, ...]
    facts: tuple[Said, ...]
    elements: tuple[ElementNote, ...]
    limits: tuple[str, ...]
    traps: tuple[str, ...]
    deficiencies: tuple[str, ...]
    beyond: tuple[str, ...]
    needs: tuple[Said, ...]
    through: tuple[Reference, ...]
    worked_through_by: tuple[Reference, ...]
    also_binding: tuple[str, ...]
    authorities: tuple[AuthorityView, ...]
    examples: tuple[Shown, ...]

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The lists of sentences that are not empty, with their headings."""
        named = (
            ("What must not be demanded", self.limits),
            ("Traps", self.traps),
            ("Typical deficiencies", self.deficiencies),
            ("Observed where a law goes further", self.beyond),
        )
        return tuple((heading, texts) for heading, texts in named if texts)


class ArticleNote(Struct, frozen=True):
    """The duties of one article."""

    id: str
    title: str
    obligations: tuple[ObligationNote, ...]


class Meant(Struct, frozen=True):
    """A word of the vocabulary; `is_beyond` where it goes further than the treaty asks."""

    label: str
    definition: str
    is_beyond: bool


class DimensionNote(Struct, frozen=True):
    """One side of what a law can say, with the question that is asked where it is not known."""

    label: str
    question: str
    terms: tuple[Meant, ...]


class SpaceNote(Struct, frozen=True):
    """The words in which duties of the pack are written."""

    id: str
    title: str
    dimensions: tuple[DimensionNote, ...]


class Tested(Struct, frozen=True):
    """A verdict of an example with the obligations that must get it."""

    mark: Mark
    obligations: tuple[Reference, ...]


class ExampleNote(Struct, frozen=True):
    """A small law in words, and what must be said of it."""

    id: str
    name: str
    law: tuple[Said, ...]
    facts: tuple[Said, ...]
    notes: tuple[str, ...]
    verdicts: tuple[Tested, ...]


class Unverified(Struct, frozen=True):
    """A reference that nobody has read for the points that rest on it."""

    citation: str
    obligations: tuple[Reference, ...]


class PackNote(Struct, frozen=True):
    """A pack that the commentary tells."""

    id: str
    version: str
    sha256: str


class CommentaryView(Struct, frozen=True):
    """A whole commentary, ready to be placed."""

    title: str
    instrument: str
    citation: str
    in_force: str
    packs: tuple[PackNote, ...]
    gapcheck: str
    disclaimer: str
    language: str
    direction: str
    figures: tuple[Said, ...]
    forces: tuple[Said, ...]
    articles: tuple[ArticleNote, ...]
    spaces: tuple[SpaceNote, ...]
    examples: tuple[ExampleNote, ...]
    unverified: tuple[Unverified, ...]
