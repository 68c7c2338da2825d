"""Whether the cases of a pack notice a mistake in it.

It judges again only what the mistake can touch, over laws that stay as they are. It does not know what was
changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from gapcheck.cases.load import AS_OF, Case
from gapcheck.cases.mutants import Mutant
from gapcheck.cases.run import Result, misjudged, misnamed, misobserved, observed
from gapcheck.engine import observations
from gapcheck.engine.assess import Bench
from gapcheck.model.law import Obligation, Rulebook, RulePack, WatchRegion
from gapcheck.model.outcome import FindingWord, Options


@dataclass(frozen=True, slots=True)
class _Judged:
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
        self._reach = cache(_Reach(rulebook).of)

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
                frozenset(e.obligation for e in case.expected)
                | frozenset(c.obligation for c in case.called),
            )
        )

    def notices(self, mutant: Mutant) -> bool:
        """Whether any case comes out otherwise under a mutant."""
        if not isinstance(mutant.instead, Obligation):
            return any(self._sees(judged, mutant.name, mutant.instead) for judged in self._cases)
        touched, needed = self._reach(mutant.name)
        part = _part(self._rulebook, needed, mutant.instead)
        for judged in self._cases:
            named = judged.case.findings is not None and not touched.isdisjoint(self._own)
            if (named or not touched.isdisjoint(judged.names)) and self._fails(
                judged, touched, part
            ):
                return True
        return False

    def _fails(self, judged: _Judged, touched: frozenset[str], part: Rulebook) -> bool:
        found = judged.bench.under(part).findings()
        again = {name: finding for name, finding in found.items() if name in touched}
        words = {name: word for name, word in judged.words.items() if name not in touched}
        words |= {n: f.word for n, f in again.items() if n in self._own and f.word}
        wrong = (*misjudged(judged.case, again), *misnamed(judged.case, words))
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


def _part(rulebook: Rulebook, needed: frozenset[str], instead: Obligation) -> Rulebook:
    """The obligations that are needed alone, with one of them changed."""
    packs = (
        replace(
            pack,
            watches=(),
            obligations=tuple(
                instead if o.id == instead.id else o for o in pack.obligations if o.id in needed
            ),
        )
        for pack in rulebook.packs
    )
    return replace(rulebook, packs=tuple(packs))


class _Reach:
    """Which obligations a change of one of them can touch, and which are needed to judge those."""

    def __init__(self, rulebook: Rulebook) -> None:
        every = rulebook.obligations.values()
        self._net = {o.id: {n for e in o.elements for n in e.net_of} for o in every}
        self._told = {o.id: {n for e in o.elements for n in e.told_by} for o in every}
        self._through = {o.id: set(o.through) for o in every}

    def of(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        """Those touched, and those needed."""
        judged = _closed({name}, lambda names: _naming(self._net, names))
        told = _naming(self._told, judged)
        through = _closed(judged, lambda names: _naming(self._through, names))
        touched = judged | told | through
        return frozenset(touched), frozenset(_closed(touched, self._named))

    def _named(self, names: set[str]) -> set[str]:
        arrows = (self._net, self._told, self._through)
        return {to for name in names for each in arrows for to in each.get(name, ())}


def _naming(arrows: Mapping[str, set[str]], names: set[str]) -> set[str]:
    return {name for name, named in arrows.items() if not named.isdisjoint(names)}


def _closed(names: set[str], step: Callable[[set[str]], set[str]]) -> set[str]:
    """The names with everything that a step leads to, again and again."""
    found = set(names)
    while more := step(found) - found:
        found |= more
    return found
