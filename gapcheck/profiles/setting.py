"""What the statements of a profile may refer to, and how a wrong reference is reported.

Knows which sources, acts, provisions and obligations exist. Does not read shapes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from gapcheck.diagnostics import suggestion
from gapcheck.dsl.checker import Known as Names
from gapcheck.model.law import Rulebook
from gapcheck.model.profile import Basis, Grade, Source
from gapcheck.profiles.files import PROFILE
from gapcheck.shapes import Place, PlacedText, Reader


class Law(Struct, frozen=True):
    """What a claim may name.

    Attributes:
        names: Spaces and facts, and whatever may stand in quotes: provisions and whole acts.
        citations: The provisions alone.
        is_complete: Whether every file could be read, so that a name not known is a mistake.
    """

    names: Names
    citations: Collection[str]
    is_complete: bool = True

    def check_citation(self, name: PlacedText, reader: Reader, advice: str) -> None:
        """Report a provision that no statute describes."""
        if not self.is_complete or name in self.citations:
            return
        first_word = f"{name.split()[0]} "
        near = suggestion(name, [cited for cited in self.citations if cited.startswith(first_word)])
        message = f"no statute describes `{name}`"
        reader.report("unknown-provision", message, name, near or advice)


class Setting(Struct, frozen=True):
    """What surrounds each statement of a profile.

    Attributes:
        declared: The ids of sources, of those too that are wrong; `None` if nobody can tell.
        short_titles: How the statutes are called in citations.
    """

    rules: Rulebook
    law: Law
    short_titles: Collection[str]
    declared: Collection[str] | None
    sources: Mapping[str, Source]

    def source(self, name: PlacedText, reader: Reader) -> Source:
        """Give a source; where none is declared that is reported, and something stands in."""
        if self.declared is not None:
            message = f"no source is called `{name}`"
            advice = f"declare it under `sources` in `{PROFILE}`"
            reader.known(name, self.declared, "unknown-source", message, advice)
        return self.sources.get(name) or Source(str(name), "", "", Basis.SECONDARY)

    def obligation(self, name: PlacedText, reader: Reader) -> None:
        """Report an obligation that no pack declares, if the pack of its treaty is in use."""
        treaty = name.split(".")[0]
        used = {pack.instrument.id for pack in self.rules.packs}
        if treaty in self.rules.instruments and treaty not in used:
            return
        message = f"no pack declares the obligation `{name}`"
        advice = "obligations are called as in `tip.3.c`"
        reader.known(name, self.rules.declared, "unknown-obligation", message, advice)

    def act_of(self, cited: str) -> str | None:
        """Find the act that a citation begins with; the longest title wins."""
        fitting = (t for t in self.short_titles if cited == t or cited.startswith(f"{t} "))
        return max(fitting, key=len, default=None)


def check_grade(grade: Grade, place: Place, reader: Reader) -> None:
    """Report a statement that rests on hearsay."""
    if grade is Grade.LEAD:
        message = "nothing may rest on what was only heard: `grade: L` is for `lead`"
        reader.report("lead-grade", message, place, "find a source and write `grade: S` or `P`")
