"""Coverage by other means: which required cells a law leaves out, surely and possibly.

Every contestant takes the same boxes and answers, for each space, how many cells are a gap under every reading
of what is uncertain, and how many may be one. Libraries are imported by the contestant that needs them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import product
from math import ceil, log2
from typing import Any, Protocol, TypeAlias

from bench.workload import SPACES, Box, Claim, Country, Workload

Gaps: TypeAlias = Mapping[str, tuple[int, int]]
"""Space to the number of cells that are a gap, and of those that may be one."""

Region: TypeAlias = Any
"""A set of cells in the types of a library that has no types."""


class Covering(Protocol):
    """Somebody who can say what a law leaves out."""

    name: str

    def gaps(self, country: Country) -> Gaps:
        """Compute what is left out from the boxes of the law."""
        ...


def by_space(country: Country) -> Mapping[str, list[Claim]]:
    """The paragraphs that speak of each space."""
    found: dict[str, list[Claim]] = {name: [] for name in SPACES}
    for claim in country.claims:
        found[claim.space].append(claim)
    return found


class SetAlgebra(ABC):
    """Anything with union, intersection and difference; the side of a box is made once."""

    name = ""

    def __init__(self, work: Workload) -> None:
        self._sides: dict[tuple[str, str, tuple[str, ...]], Region] = {}
        self._kept: dict[int, tuple[Claim, Region, Region]] = {}
        self.open()
        self._required = {name: self.required(name, boxes) for name, boxes in work.required.items()}

    @abstractmethod
    def open(self) -> None:
        """Import the library and make every value of every dimension."""

    @abstractmethod
    def nothing(self) -> Region:
        """The empty region."""

    def side(self, space: str, dimension: str, values: Iterable[str]) -> Region:
        """The cells with one of the values; whoever makes a box from its sides says how."""
        return self.box(space, {dimension: tuple(values)})

    @abstractmethod
    def size(self, space: str, region: Region) -> int:
        """How many cells a region has."""

    def less(self, region: Region, other: Region) -> Region:
        """The cells of one region that are not in another."""
        return region - other

    def required(self, space: str, boxes: Iterable[Box]) -> Region:
        """The region of a duty."""
        return self.union(space, boxes)

    def box(self, space: str, box: Box) -> Region:
        """The cells inside every side."""
        found = None
        for dimension, values in box.items():
            key = (space, dimension, values)
            side = self._sides.get(key)
            if side is None:
                side = self._sides[key] = self.side(space, dimension, values)
            found = side if found is None else found & side
        return found

    def union(self, space: str, boxes: Iterable[Box]) -> Region:
        """The cells inside any of the boxes."""
        return reduce(lambda a, b: a | b, (self.box(space, b) for b in boxes), self.nothing())

    def bounds(self, claim: Claim) -> tuple[Region, Region]:
        """What a paragraph reaches surely, and what possibly."""
        reached = self.union(claim.space, claim.boxes)
        sure = possible = reached
        for exempt in claim.exceptions:
            region = self.box(claim.space, exempt.box)
            sure = self.less(sure, region)
            if exempt.sure:
                possible = self.less(possible, region)
        return (sure if claim.sure else self.nothing()), possible

    def keep(self, countries: Iterable[Country]) -> None:
        """Make the regions of all paragraphs beforehand, for `gaps_kept`."""
        for country in countries:
            for claim in country.claims:
                if id(claim) not in self._kept:
                    self._kept[id(claim)] = (claim, *self.bounds(claim))

    def gaps(self, country: Country) -> Gaps:
        """What is left out, from the boxes."""
        return self._gaps(country, self.bounds)

    def gaps_kept(self, country: Country) -> Gaps:
        """What is left out, from regions made beforehand."""
        return self._gaps(country, lambda claim: self._kept[id(claim)][1:])

    def _gaps(self, country: Country, bounds: Callable[[Claim], tuple[Region, Region]]) -> Gaps:
        found = {}
        for space, claims in by_space(country).items():
            sure, possible = self.nothing(), self.nothing()
            for claim in claims:
                at_least, at_most = bounds(claim)
                sure = sure | at_least
                possible = possible | at_most
            required = self._required[space]
            found[space] = (
                self.size(space, self.less(required, possible)),
                self.size(space, self.less(required, sure)),
            )
        return found


class PythonSets(SetAlgebra):
    """Sets of tuples, the plainest program; each box is a product, as nobody would intersect sides."""

    name = "Python sets of tuples"

    def open(self) -> None:
        """There is nothing to import."""

    def nothing(self) -> Region:
        """An empty set."""
        return set()

    def box(self, space: str, box: Box) -> Region:
        """Every tuple inside."""
        return set(product(*(box.get(d, values) for d, values in SPACES[space].items())))

    def size(self, space: str, region: Region) -> int:
        """Its length."""
        del space
        return len(region)


class Roaring(SetAlgebra):
    """Compressed bitmaps in C."""

    name = "pyroaring"

    def open(self) -> None:
        """Number the cells."""
        from pyroaring import BitMap

        self._bitmap = BitMap
        self._values: dict[tuple[str, str, str], Any] = {}
        for space, dimensions in SPACES.items():
            cells = list(product(*dimensions.values()))
            for place, (dimension, values) in enumerate(dimensions.items()):
                for value in values:
                    held = [n for n, cell in enumerate(cells) if cell[place] == value]
                    self._values[space, dimension, value] = BitMap(held)

    def nothing(self) -> Region:
        """An empty bitmap."""
        return self._bitmap()

    def side(self, space: str, dimension: str, values: Iterable[str]) -> Region:
        """The union of values."""
        return self._bitmap.union(*(self._values[space, dimension, v] for v in values))

    def size(self, space: str, region: Region) -> int:
        """Its length."""
        del space
        return len(region)


class Cudd(SetAlgebra):
    """Binary decision diagrams in C; the values of a dimension are binary numbers."""

    name = "CUDD (dd)"

    def open(self) -> None:
        """Declare the bits."""
        from dd.cudd import BDD

        self._bdd = BDD()
        self._values: dict[tuple[str, str, str], Any] = {}
        self._bits: dict[str, int] = {}
        for space, dimensions in SPACES.items():
            self._bits[space] = 0
            for dimension, values in dimensions.items():
                names = [f"{space}_{dimension}_{n}" for n in range(max(1, ceil(log2(len(values)))))]
                self._bdd.declare(*names)
                self._bits[space] += len(names)
                for number, value in enumerate(values):
                    self._values[space, dimension, value] = self._coded(names, number)

    def _coded(self, names: Sequence[str], number: int) -> Region:
        return self._bdd.cube({n: bool(number >> place & 1) for place, n in enumerate(names)})

    def required(self, space: str, boxes: Iterable[Box]) -> Region:
        """The region of a duty, without the binary numbers that stand for no value."""
        region = self.union(space, boxes)
        for dimension, values in SPACES[space].items():
            region &= self.side(space, dimension, values)
        return region

    def less(self, region: Region, other: Region) -> Region:
        """The conjunction with a negation."""
        return region & ~other

    def nothing(self) -> Region:
        """False."""
        return self._bdd.false

    def side(self, space: str, dimension: str, values: Iterable[str]) -> Region:
        """A disjunction of values."""
        found = self._bdd.false
        for value in values:
            found |= self._values[space, dimension, value]
        return found

    def size(self, space: str, region: Region) -> int:
        """How many assignments satisfy it."""
        return int(self._bdd.count(region, self._bits[space]))


class Clingo:
    """Answer set programming: the law as facts, the cells found by grounding."""

    name = "clingo"

    def __init__(self, work: Workload) -> None:
        import clingo

        self._clingo = clingo
        self._rules = "".join(_rules(space) for space in SPACES) + "#show gap/2. #show maybe/2."
        self._required = "".join(
            _facts(f"(required,{space},{number})", space, box)
            for space, boxes in work.required.items()
            for number, box in enumerate(boxes)
        )

    def gaps(self, country: Country) -> Gaps:
        """Ground the law and count the atoms."""
        facts = [self._rules, self._required]
        for number, claim in enumerate(country.claims):
            if claim.sure:
                facts.append(f"sure({number}).")
            for place, box in enumerate(claim.boxes):
                name = f"(claim,{number},{place})"
                facts.append(f"covers({number},{name})." + _facts(name, claim.space, box))
            for place, exempt in enumerate(claim.exceptions):
                name = f"(exempt,{number},{place})"
                facts.append(f"lifts({number},{name},{'sure' if exempt.sure else 'maybe'}).")
                facts.append(_facts(name, claim.space, exempt.box))
        control = self._clingo.Control(["--warn=none"])
        control.add("base", [], "".join(facts))
        control.ground([("base", [])])
        found = {space: [0, 0] for space in SPACES}
        for place, name in enumerate(("gap", "maybe")):
            for atom in control.symbolic_atoms.by_signature(name, 2):
                found[atom.symbol.arguments[0].name][place] += 1
        return {space: (gap, maybe) for space, (gap, maybe) in found.items()}


def _rules(space: str) -> str:
    cell = ",".join(f"V{n}" for n in range(len(SPACES[space])))
    sides = ",".join(f"side(B,{n},V{n})" for n in range(len(SPACES[space])))
    return (
        f"in_{space}(B,{cell}) :- box({space},B),{sides}."
        f"lifted_{space}(C,{cell},H) :- lifts(C,B,H),in_{space}(B,{cell})."
        f"possible_{space}({cell}) :- covers(C,B),in_{space}(B,{cell}),"
        f"not lifted_{space}(C,{cell},sure)."
        f"sure_{space}({cell}) :- covers(C,B),sure(C),in_{space}(B,{cell}),"
        f"not lifted_{space}(C,{cell},sure),not lifted_{space}(C,{cell},maybe)."
        f"asked_{space}({cell}) :- in_{space}((required,{space},N),{cell})."
        f"gap({space},({cell})) :- asked_{space}({cell}),not possible_{space}({cell})."
        f"maybe({space},({cell})) :- asked_{space}({cell}),not sure_{space}({cell})."
    )


def _facts(name: str, space: str, box: Box) -> str:
    sides = "".join(
        f"side({name},{place},({';'.join(box.get(d, values))}))."
        for place, (d, values) in enumerate(SPACES[space].items())
    )
    return f"box({space},{name}).{sides}"
