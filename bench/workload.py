"""A made-up world of a realistic size, as plain data that every contestant reads.

It knows spaces, claims, fact tests and countries. It computes no answer. Everything is drawn from fixed seeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

COUNTRIES, YEARS = 195, 25
ARTICLES, FACTS, NUMBERS, DUTIES, AMENDMENTS = 40, 160, 24, 120, 12
LONGEST = 30

Box: TypeAlias = Mapping[str, tuple[str, ...]]
"""Dimension to the values admitted; at least one dimension, the others unrestricted."""

SHAPES: Mapping[str, tuple[int, ...]] = {
    "trafficking": (5, 9, 10, 2, 2, 2),
    "smuggling": (6, 3, 4, 4, 6, 2),
    "forced_labour": (6, 6, 3, 5, 2),
    "jurisdiction": (4, 3, 3, 6, 2),
    "services": (8, 3, 3, 2, 3),
    "child_material": (8, 4, 3, 2, 2),
    "corporate": (5, 4, 3, 4),
    "non_punishment": (8, 2, 4),
}
"""Eight spaces with 9,688 cells: how many values each dimension has."""

WEIGHTS = (12, 8, 9, 7, 6, 8, 6, 5)
"""How often a claim speaks of each space."""

SPACES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    name: {f"d{i}": tuple(f"d{i}_{k}" for k in range(size)) for i, size in enumerate(shape)}
    for name, shape in SHAPES.items()
}

DOUBTFUL: Mapping[str, str] = {name: tuple(space)[-1] for name, space in SPACES.items()}
"""The dimension of each space about which silence is doubtful: a claim that does not mention it is uncertain."""


class Exempt(Struct, frozen=True):
    """A box that a claim lets out: surely, or at somebody's discretion."""

    box: Box
    sure: bool


class Claim(Struct, frozen=True):
    """What one paragraph punishes: some boxes less its exceptions."""

    space: str
    boxes: tuple[Box, ...]
    exceptions: tuple[Exempt, ...]

    @property
    def sure(self) -> bool:
        """Whether the paragraph speaks of the dimension about which silence is doubtful."""
        return any(DOUBTFUL[self.space] in box for box in self.boxes)


class Test(Struct, frozen=True):
    """What a duty asks of a fact: that it is so, or that a number is at least or at most something."""

    fact: str
    comparison: str = ""
    limit: int = 0


class Duty(Struct, frozen=True):
    """A duty on facts: every test, or any of them, has to pass."""

    tests: tuple[Test, ...]
    any_suffices: bool


class Country(Struct, frozen=True):
    """A law in one year: articles of paragraphs, and answers to facts (`None` where nobody knows)."""

    articles: tuple[tuple[Claim, ...], ...]
    facts: Mapping[str, bool | int | None]

    @property
    def claims(self) -> Iterator[Claim]:
        """Every paragraph in order."""
        for article in self.articles:
            yield from article


class Amendment(Struct, frozen=True):
    """Paragraphs that a draft adds, and the articles that it repeals."""

    adds: tuple[Claim, ...]
    repeals: tuple[int, ...]


class Workload(Struct, frozen=True):
    """What the treaties ask."""

    required: Mapping[str, tuple[Box, ...]]
    duties: tuple[Duty, ...]


FACT_NAMES = tuple(f"fact_{i}" for i in range(FACTS))
NUMBER_NAMES = tuple(f"number_{i}" for i in range(NUMBERS))


def workload(seed: int = 1) -> Workload:
    """Eight regions to punish and 120 duties on facts."""
    random = Random(f"duties {seed}")
    required = {
        name: tuple(_box(random, name, 0.2) for _ in range(random.choice((1, 2, 2))))
        for name in SPACES
    }
    real, wanted = SPACES["trafficking"]["d1"][:8], SPACES["trafficking"]["d2"][:8]
    adult, child = SPACES["trafficking"]["d3"]
    required["trafficking"] = (
        {"d1": real, "d2": wanted, "d3": (adult,)},
        {"d2": wanted, "d3": (child,)},
    )
    duties = tuple(
        Duty(
            tuple(_test(random) for _ in range(random.choice((3, 4, 4, 5, 5, 5, 6, 6, 7, 9)))),
            any_suffices=random.random() < 0.5,
        )
        for _ in range(DUTIES)
    )
    return Workload(required, duties)


def _test(random: Random) -> Test:
    if random.random() < 0.25:
        return Test(
            random.choice(NUMBER_NAMES), random.choice((">=", "<=")), random.randrange(2, 26)
        )
    return Test(random.choice(FACT_NAMES))


def _box(random: Random, space: str, share: float) -> Box:
    """A box that restricts each dimension with a probability, and one at least."""
    dimensions = SPACES[space]
    chosen = [d for d in dimensions if random.random() < share] or [random.choice(list(dimensions))]
    return {d: _side(random, dimensions[d]) for d in chosen}


def _side(random: Random, values: Sequence[str]) -> tuple[str, ...]:
    narrow = random.random() < 0.5
    size = random.randrange(1, len(values)) if narrow else len(values) - random.choice((1, 2))
    chosen = set(random.sample(values, max(1, size)))
    return tuple(v for v in values if v in chosen)


def _claim(random: Random) -> Claim:
    (space,) = random.choices(tuple(SPACES), WEIGHTS)
    return Claim(
        space,
        tuple(_box(random, space, 0.58) for _ in range(random.choice((1, 1, 2, 3)))),
        tuple(
            Exempt(_box(random, space, 0.75), sure=random.random() < 0.8)
            for _ in range(random.choice((0, 0, 0, 1, 1, 2)))
        ),
    )


def country(name: str) -> Country:
    """Forty articles with about 58 paragraphs, and answers to most facts."""
    random = Random(f"country {name}")
    articles = tuple(
        tuple(_claim(random) for _ in range(random.choice((0, 1, 1, 2, 2, 3))))
        for _ in range(ARTICLES)
    )
    facts: dict[str, bool | int | None] = {name: _answer(random) for name in FACT_NAMES}
    for number in NUMBER_NAMES:
        facts[number] = None if random.random() < 0.15 else random.randrange(LONGEST + 1)
    return Country(articles, facts)


def _answer(random: Random) -> bool | None:
    return random.choices((True, False, None), (55, 25, 20))[0]


def country_years(countries: int = COUNTRIES, years: int = YEARS) -> Iterator[Country]:
    """Every country year by year; a year changes about 2 % of what is known of it."""
    for number in range(countries):
        random = Random(f"years {number}")
        now = country(str(number))
        for _ in range(years):
            yield now
            now = _changed(random, now)


def _changed(random: Random, before: Country) -> Country:
    facts = dict(before.facts)
    for name in random.sample(FACT_NAMES, 3):
        facts[name] = _answer(random)
    facts[random.choice(NUMBER_NAMES)] = random.randrange(LONGEST + 1)
    articles = list(before.articles)
    articles[random.randrange(ARTICLES)] = tuple(
        _claim(random) for _ in range(random.choice((1, 2)))
    )
    return replace(before, articles=tuple(articles), facts=facts)


def amendments(count: int = AMENDMENTS) -> tuple[Amendment, ...]:
    """Drafts that may be enacted or not, each by itself; some repeal an article."""
    random = Random("amendments")
    return tuple(
        Amendment(
            tuple(_claim(random) for _ in range(random.choice((1, 2, 3)))),
            (random.randrange(ARTICLES),) if random.random() < 0.25 else (),
        )
        for _ in range(count)
    )


def enacted(before: Country, chosen: Sequence[Amendment]) -> Country:
    """The law with some amendments."""
    gone = {number for amendment in chosen for number in amendment.repeals}
    kept = tuple(a for number, a in enumerate(before.articles) if number not in gone)
    return replace(before, articles=(*kept, *(amendment.adds for amendment in chosen)))
