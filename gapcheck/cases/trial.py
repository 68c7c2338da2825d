"""Whether the cases of a pack notice a mistake in it.

It judges again only what the mistake can touch, over laws that stay as they are. It does not know what was
changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from gapcheck.cases.load import AS_OF, Case
from gapcheck.cases.mutants import Mutant
from gapcheck.cases.part import Links, part
from gapcheck.cases.run import Result, misjudged, misnamed, misobserved, observed
from gapcheck.engine import Assessor, observations
from gapcheck.engine.assess import Bench
from gapcheck.model.law import Obligation, Rulebook, RulePack, WatchRegion
from gapcheck.model.outcome import Finding, FindingWord, Options


class _Judged(Struct, frozen=True):
    """A case that comes out as expected, with its law and what was found in its own pack."""

    case: Case
    bench: Bench
    words: Mapping[str, FindingWord]
    watches: frozenset[str]
    names: frozenset[str]


class Trial:
    """The cases of one pack, ready to be put to mutants of it."""

    def __init__(self, pack: RulePack, rulebook: Rulebook) -> None:
        self.pack = pack
        self._rulebook = rulebook
        self._own = {o.id for o in pack.obligations}
        self._cases: list[_Judged] = []
        self._links = Links(rulebook)

    def add(self, result: Result) -> None:
        """Take a case of the pack as a witness; one that does not come out as expected proves nothing."""
        case, found = result.case, result.assessment
        if result.complaints or case.expected_failure is not None or case.pack != self.pack.id:
            return
        words = {f.obligation.id: f.word for f in found.findings}
        self._cases.append(
            _Judged(
                case,
                Bench(self._rulebook, case.law, AS_OF, Options()),
                {name: word for name, word in words.items() if name in self._own and word},
                frozenset(observed(found) & {w.id for w in self.pack.watches}),
                case.names,
            )
        )

    def notices(self, mutant: Mutant) -> bool:
        """Whether any case comes out otherwise under a mutant."""
        if not isinstance(mutant.instead, Obligation):
            return any(self._sees(judged, mutant.name, mutant.instead) for judged in self._cases)
        touched = self._links.touched(mutant.name)
        changed = part(self._rulebook, self._links.needed(touched), mutant.instead)
        assessor = Assessor(changed)
        for judged in self._cases:
            named = judged.case.findings is not None and not touched.isdisjoint(self._own)
            if (named or not touched.isdisjoint(judged.names)) and self._fails(
                judged.case, judged.words, touched, assessor.findings(judged.bench.under(changed))
            ):
                return True
        return False

    def _fails(
        self,
        case: Case,
        before: Mapping[str, FindingWord],
        touched: frozenset[str],
        found: Mapping[str, Finding],
    ) -> bool:
        again = {name: finding for name, finding in found.items() if name in touched}
        words = {name: word for name, word in before.items() if name not in touched}
        words |= {n: f.word for n, f in again.items() if n in self._own and f.word}
        wrong = (*misjudged(case, again), *misnamed(case, words))
        return bool(wrong)

    def _sees(self, judged: _Judged, name: str, instead: WatchRegion | None) -> bool:
        if judged.case.observed is None:
            return False
        seen = set(judged.watches - {name})
        if instead is not None:
            alone = replace(self.pack, obligations=(), watches=(instead,))
            book = replace(self._rulebook, packs=(alone,))
            seen |= {str(o.watch) for o in observations.observed(book, judged.bench.law) if o.watch}
        return any(misobserved(judged.case, seen))
