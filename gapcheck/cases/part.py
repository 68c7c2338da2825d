"""The part of a rulebook that a question needs: which obligations take something from which.

It knows `net_of`, `told_by` and `through`. It does not judge.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from msgspec.structs import replace

from gapcheck.model.law import Obligation, Rulebook


class Links:
    """What obligations take from each other."""

    def __init__(self, rulebook: Rulebook) -> None:
        every = rulebook.obligations.values()
        self._net = {o.id: {n for e in o.elements for n in e.net_of} for o in every}
        self._told = {o.id: {n for e in o.elements for n in e.told_by} for o in every}
        self._through = {o.id: set(o.through) for o in every}

    def touched(self, name: str) -> frozenset[str]:
        """The obligations whose finding a change of one of them can alter."""
        judged = _closed({name}, lambda names: _naming(self._net, names))
        told = _naming(self._told, judged)
        through = _closed(judged, lambda names: _naming(self._through, names))
        return frozenset(judged | told | through)

    def needed(self, names: Collection[str]) -> frozenset[str]:
        """The obligations without which others cannot be judged, these included."""
        arrows = (self._net, self._told, self._through)
        return frozenset(
            _closed(names, lambda some: {to for n in some for a in arrows for to in a.get(n, ())})
        )


def part(
    rulebook: Rulebook, needed: Collection[str], instead: Obligation | None = None
) -> Rulebook:
    """The rulebook with the obligations that are needed alone, one of them possibly changed."""

    def kept(obligation: Obligation) -> Obligation:
        return instead if instead is not None and obligation.id == instead.id else obligation

    packs = (
        replace(pack, obligations=tuple(kept(o) for o in pack.obligations if o.id in needed))
        for pack in rulebook.packs
    )
    return replace(rulebook, packs=tuple(packs))


def _naming(arrows: Mapping[str, set[str]], names: set[str]) -> set[str]:
    return {name for name, named in arrows.items() if not named.isdisjoint(names)}


def _closed(names: Collection[str], step: Callable[[set[str]], set[str]]) -> set[str]:
    """The names with everything that a step leads to, again and again."""
    found = set(names)
    while more := step(found) - found:
        found |= more
    return found
