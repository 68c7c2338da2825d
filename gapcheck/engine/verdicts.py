"""The verdicts of many laws, or of one law on many dates, without their proof.

It knows what can be left out when nobody asks why. Every answer is that of `assess`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gapcheck.engine.assess import SHORT, Bench, dependents_last
from gapcheck.engine.binding import rolled_up
from gapcheck.engine.facts import FactDuties
from gapcheck.model.law import Obligation, RollUp, Rulebook
from gapcheck.model.outcome import ElementOutcome, Options, Verdict
from gapcheck.model.profile import Jurisdiction, TreatyEffect


class Verdicts:
    """A rulebook prepared to be put to many laws."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._facts = FactDuties(rulebook)
        self._order = tuple(dependents_last(rulebook))
        self._through = [o for o in rulebook.obligations.values() if o.through]

    def of(
        self, jurisdiction: Jurisdiction, as_of: date, options: Options | None = None
    ) -> Mapping[str, Verdict]:
        """The verdict of every obligation."""
        bench = Bench(self._rulebook, jurisdiction, as_of, options or Options())
        found = self._facts.verdicts(self._facts.answers(bench.facts.values(), as_of))
        excusable = bool(jurisdiction.justifications) or (
            jurisdiction.treaty_effect is TreatyEffect.DIRECT
        )
        results: dict[str, tuple[ElementOutcome, ...]] = {}
        for obligation in self._order:
            known = found.get(obligation.id)
            if known is None or (excusable and known in SHORT):
                results[obligation.id] = _outcomes(bench, obligation, results)
                members = [bench.excused(obligation, o).verdict for o in results[obligation.id]]
                found[obligation.id] = bench.verdict(obligation, members)
        for obligation in self._through:
            members = [found[name] for name in obligation.through if name in found]
            any_suffices = obligation.roll_up is RollUp.ANY
            found[obligation.id] = rolled_up(members, any_suffices=any_suffices)
        return found


def _outcomes(
    bench: Bench, obligation: Obligation, results: Mapping[str, tuple[ElementOutcome, ...]]
) -> tuple[ElementOutcome, ...]:
    """The elements of an obligation; those that ask of the law with their parts alone."""
    found = []
    for element in obligation.elements:
        if element.demand is None:
            found.append(bench.outcome(element, removed=0))
        else:
            judged = bench.judged(element, bench.removed(element, results))
            found.append(ElementOutcome(element, judged.verdict, judged.parts))
    return tuple(bench.given(obligation, found))
