"""What is measured: the engine's own functions, and nothing prepared that a program would not keep.

A jurisdiction is given as it is after loading: its sentences are compiled to regions. What each provision reaches by
itself is worked out at the first check and kept with it. The rulebook is prepared once for many laws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bench.coverage import Gaps
from bench.engine import AS_OF, Scribe, entries
from bench.facts import Answers
from bench.workload import Amendment, Country
from gapcheck.engine.assess import Assessor, Bench
from gapcheck.engine.coverage import Law
from gapcheck.engine.dates import Rule, rules_on
from gapcheck.engine.facts import FactDuties
from gapcheck.engine.variants import Draft, verdicts
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Assessment, Options, Parts, Verdict
from gapcheck.model.profile import Jurisdiction, Version
from gapcheck.space import Box

MOST_BOXES = 8
_WORD = {Verdict.MET: 2, Verdict.UNKNOWN: 1, Verdict.PARTLY_MET: 0, Verdict.NOT_MET: 0}


class Engine:
    """A rulebook prepared for many laws."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._facts = FactDuties(rulebook)
        self._assessor = Assessor(rulebook)
        self._elements = [
            e for o in rulebook.obligations.values() for e in o.elements if e.demand is not None
        ]

    # Coverage.

    def parts(self, jurisdiction: Jurisdiction) -> list[Parts]:
        """Every region divided among covered, gap and the rest."""
        bench = Bench(self._rulebook, jurisdiction, AS_OF, Options())
        return [bench.judged(element, removed=0).parts for element in self._elements]

    def gaps(self, jurisdiction: Jurisdiction) -> Gaps:
        """The same as counts of cells."""
        return {
            p.space.id: (p.gap.bit_count(), (p.region & ~p.covered).bit_count())
            for p in self.parts(jurisdiction)
        }

    def compiled(self, country: Country) -> object:
        """Only compile the sentences of a law, as loading does, and add up those of each paragraph."""
        spaces = {name: v.space for name, v in self._rulebook.vocabularies.items()}
        written = (tuple(entries(claim, spaces[claim.space])) for claim in country.claims)
        return [Version(None, None, (), claims, ()).alone for claims in written]

    # Facts.

    def answers(self, jurisdiction: Jurisdiction) -> tuple[int, int]:
        """Every test put to the stated facts."""
        return self._facts.answers(jurisdiction.facts, AS_OF)

    def fact_verdicts(self, answers: tuple[int, int]) -> Sequence[Verdict]:
        """The verdicts on facts from answers."""
        return self._facts.verdicts(answers)

    def facts(self, jurisdiction: Jurisdiction) -> Sequence[Verdict]:
        """The verdicts on facts from a loaded profile."""
        return self._facts.verdicts(self._facts.answers(jurisdiction.facts, AS_OF))

    # Everything.

    def assess(self, jurisdiction: Jurisdiction) -> Assessment:
        """Every finding; nobody asks why."""
        return self._assessor.assess(jurisdiction, AS_OF)

    def everything(self, jurisdiction: Jurisdiction) -> tuple[object, list[tuple[Box, ...]]]:
        """Facts, parts, and the gaps as boxes, the widest of each."""
        parts = self.parts(jurisdiction)
        return self.facts(jurisdiction), [p.space.boxes(p.gap)[:MOST_BOXES] for p in parts]

    # Drafts.

    def drafted(
        self, before: Country, amendments: Sequence[Amendment], scribe: Scribe
    ) -> tuple[Jurisdiction, Sequence[Rule], list[Draft]]:
        """A law with what every amendment adds, its rules, and which of them each amendment touches."""
        articles = (*before.articles, *(a.adds for a in amendments))
        jurisdiction = scribe.jurisdiction(replace(before, articles=articles))
        by_article: dict[int, list[Rule]] = {}
        rules = tuple(rules_on(jurisdiction, AS_OF))
        for rule in rules:
            by_article.setdefault(int(rule.provision.citation.split()[1]), []).append(rule)
        drafts = [
            Draft(
                tuple(by_article[len(before.articles) + number]),
                tuple(rule for place in amendment.repeals for rule in by_article.get(place, ())),
            )
            for number, amendment in enumerate(amendments)
        ]
        return jurisdiction, rules, drafts

    def variants(
        self, jurisdiction: Jurisdiction, rules: Sequence[Rule], drafts: Sequence[Draft]
    ) -> dict[str, Mapping[Verdict, int]]:
        """The verdict on each region under every selection of drafts."""
        vocabularies = self._rulebook.vocabularies
        reviewed = {review.space: review.region for review in jurisdiction.reviews}
        law = Law(rules, vocabularies, reviewed)
        return {
            e.demand.space.id: verdicts(
                e.duty, e.demand, vocabularies[e.demand.space.id], law, drafts
            )
            for e in self._elements
            if e.demand is not None
        }


def numbers(found: Sequence[Verdict]) -> Answers:
    """Verdicts on facts as the contestants say them."""
    return [_WORD[v] for v in found]
