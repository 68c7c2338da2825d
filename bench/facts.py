"""Facts by other means: what 120 duties say of the answers of a country.

Every contestant answers 2 (met), 1 (unknown) or 0 (not or only partly met) for each duty, in Kleene's logic.
Libraries are imported by the contestant that needs them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias

from bench.workload import FACT_NAMES, NUMBER_NAMES, Country, Duty, Test, Workload

NAMES = (*FACT_NAMES, *NUMBER_NAMES)
Answers: TypeAlias = Sequence[int]
Row: TypeAlias = Any
"""The answers of a country in the type that a library takes."""

_WORD: Mapping[bool | None, int] = {True: 2, None: 1, False: 0}


def plain(work: Workload, country: Country) -> Answers:
    """The definition of the right answers."""
    return [_WORD[_kleene([_tested(t, country) for t in d.tests], d)] for d in work.duties]


def _tested(test: Test, country: Country) -> bool | None:
    value = country.facts[test.fact]
    if value is None or not test.comparison:
        return None if value is None else bool(value)
    return value >= test.limit if test.comparison == ">=" else value <= test.limit


def _kleene(values: Sequence[bool | None], duty: Duty) -> bool | None:
    decisive = duty.any_suffices
    if decisive in values:
        return decisive
    return None if None in values else not decisive


class Sqlite:
    """A table of one row, and one statement of 120 expressions; NULL is unknown."""

    name = "sqlite3"

    def __init__(self, work: Workload) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(f"create table law ({', '.join(f'{n} integer' for n in NAMES)})")
        self._insert = f"insert into law values ({', '.join('?' * len(NAMES))})"
        duties = (
            (" or " if d.any_suffices else " and ").join(_sql(t) for t in d.tests)
            for d in work.duties
        )
        self._select = f"select {', '.join(duties)} from law"

    def row(self, country: Country) -> Row:
        """The answers in order."""
        return tuple(country.facts.values())

    def answers(self, row: Row) -> Answers:
        """Replace the row and ask."""
        self._database.execute("delete from law")
        self._database.execute(self._insert, row)
        found = self._database.execute(self._select).fetchone()
        return [1 if value is None else 2 * value for value in found]


def _sql(test: Test) -> str:
    return f"{test.fact} {test.comparison} {test.limit}" if test.comparison else test.fact


class Pydantic:
    """A validated model, and one generated function for each duty."""

    name = "pydantic and code"

    def __init__(self, work: Workload) -> None:
        from pydantic import create_model

        fields: dict[str, Any] = dict.fromkeys(FACT_NAMES, (bool | None, None))
        fields |= dict.fromkeys(NUMBER_NAMES, (int | None, None))
        self._model = create_model("Answers", **fields)
        self._duties = [_function(duty) for duty in work.duties]

    def row(self, country: Country) -> Row:
        """The validated model."""
        return self._model.model_validate(country.facts)

    def answers(self, row: Row) -> Answers:
        """Call every function."""
        return [_WORD[duty(row)] for duty in self._duties]


def _function(duty: Duty) -> Callable[[Any], bool | None]:
    """Python as a person would write it, with the surest order: decide, then look for unknowns."""
    asked = [_python(t) for t in duty.tests]
    values = ", ".join(asked)
    decisive = duty.any_suffices
    lines = (
        "def asked(law):",
        f"    values = ({values},)",
        f"    if {decisive} in values:",
        f"        return {decisive}",
        f"    return None if None in values else {not decisive}",
    )
    made: dict[str, Any] = {}
    exec("\n".join(lines), made)  # noqa: S102 - our own words
    function: Callable[[Any], bool | None] = made["asked"]
    return function


def _python(test: Test) -> str:
    value = f"law.{test.fact}"
    if not test.comparison:
        return value
    return f"None if {value} is None else {value} {test.comparison} {test.limit}"


class Polars:
    """Columns of all countries; null is unknown."""

    name = "Polars (one thread)"

    def __init__(self, work: Workload) -> None:
        os.environ.setdefault("POLARS_MAX_THREADS", "1")
        import polars

        self._polars = polars
        self._schema = dict.fromkeys(FACT_NAMES, polars.Boolean)
        self._schema |= dict.fromkeys(NUMBER_NAMES, polars.Int32)
        asked = [
            reduce(or_ if d.any_suffices else and_, [self._asked(t) for t in d.tests])
            for d in work.duties
        ]
        self._select = [
            polars.when(e.is_null()).then(1).otherwise(e.cast(polars.Int8) * 2).alias(str(n))
            for n, e in enumerate(asked)
        ]

    def _asked(self, test: Test) -> Any:  # noqa: ANN401 - an expression of the library
        column = self._polars.col(test.fact)
        if not test.comparison:
            return column
        return column >= test.limit if test.comparison == ">=" else column <= test.limit

    def all_answers(self, countries: Iterable[Country]) -> list[Answers]:
        """Columns from rows, then every duty at once."""
        rows = [c.facts for c in countries]
        columns = {n: [row[n] for row in rows] for n in NAMES}
        frame = self._polars.DataFrame(columns, schema=self._schema)
        found: list[Answers] = frame.select(self._select).to_numpy().tolist()
        return found
