"""Run every comparison, print the table and write it to docs/bench.md."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from sqlite3 import sqlite_version
from time import process_time

from bench import coverage, facts
from bench.engine import Scribe, rulebook
from bench.ours import Engine, numbers
from bench.peers import present
from bench.start import cold
from bench.table import Row, markdown, page, seconds
from bench.timing import Pair, alone, beside, settle
from bench.workload import (
    AMENDMENTS,
    Amendment,
    Country,
    amendments,
    country,
    country_years,
    enacted,
    workload,
)
from gapcheck.engine import assess
from gapcheck.model.outcome import Assessment, Verdict
from gapcheck.model.profile import Jurisdiction
from gapcheck.workspace import Workspace

PAGE = Path(__file__).parent.parent / "docs" / "bench.md"
LAWS, COMPARED = 20, 6
ROARING, CUDD, SETS, CLINGO = 5.0, 7.0, 60.0, 300.0
FACTS = 3.0
ONE_PACK, ALL_PACKS = 0.005, 0.025
YEARS, VARIANTS, MEGABYTES = 3.0, 0.005, 90
START = 25.0


class Bench:
    """The workload in both forms, and who could not take part."""

    def __init__(self) -> None:
        self.work = workload()
        self.book = rulebook(self.work)
        self.engine = Engine(self.book)
        self.scribe = Scribe(self.book)
        self.countries = [country(str(number)) for number in range(LAWS)]
        self.laws = [self.scribe.jurisdiction(c) for c in self.countries]
        self.absent: list[str] = []

    def rows(self) -> Iterator[Row]:
        """Every comparison in turn."""
        yield from self.coverage()
        yield from self.facts()
        yield from self.years()
        yield from self.drafts()
        yield from shipped()

    # One law.

    def coverage(self) -> Iterator[Row]:
        """Coverage from a loaded jurisdiction, beside boxes, and beside regions made beforehand."""
        ours = (self.engine.gaps, self.laws)
        naive = coverage.PythonSets(self.work)
        expected = [naive.gaps(c) for c in self.countries[:COMPARED]]
        agree("the engine", [self.engine.gaps(j) for j in self.laws[:COMPARED]], expected)
        goals = {"pyroaring": ROARING, "CUDD (dd)": CUDD, naive.name: SETS, "clingo": CLINGO}
        kinds: tuple[Callable[..., coverage.Covering], ...] = (
            coverage.Roaring,
            coverage.Cudd,
            coverage.PythonSets,
            coverage.Clingo,
        )
        for peer in present(kinds, self.work, self.absent):
            agree(peer.name, [peer.gaps(c) for c in self.countries[:COMPARED]], expected)
            few = self.countries[: 2 if peer.name == "clingo" else LAWS]
            pair = beside(ours, (peer.gaps, few))
            yield ratio_row("coverage, one law", f"{peer.name}, from boxes", pair, goals[peer.name])
            if isinstance(peer, coverage.SetAlgebra):
                peer.keep(self.countries)
                agree(peer.name, [peer.gaps_kept(c) for c in self.countries[:COMPARED]], expected)
                pair = beside(ours, (peer.gaps_kept, self.countries))
                yield ratio_row("coverage, one law", f"{peer.name}, regions kept", pair)
        compiling = alone((self.engine.compiled, self.countries))
        yield Row(
            "compile the sentences of one law, add up each paragraph",
            "",
            seconds(compiling),
            "",
            None,
            "",
            None,
        )

    def facts(self) -> Iterator[Row]:
        """Facts, each side with its input ready, and each side from what a program is given."""
        expected = [facts.plain(self.work, c) for c in self.countries]
        agree("the engine", [numbers(self.engine.facts(j)) for j in self.laws], expected)
        ready = [self.engine.answers(j) for j in self.laws]
        kinds: tuple[Callable[..., facts.Sqlite | facts.Pydantic], ...] = (
            facts.Sqlite,
            facts.Pydantic,
        )
        for peer in present(kinds, self.work, self.absent):
            rows = [peer.row(c) for c in self.countries]
            agree(peer.name, [list(peer.answers(r)) for r in rows], expected)
            pair = beside((self.engine.fact_verdicts, ready), (peer.answers, rows))
            yield ratio_row("facts, one law, input ready", peer.name, pair, FACTS)

            def whole(given: Country, peer: facts.Sqlite | facts.Pydantic = peer) -> object:
                return peer.answers(peer.row(given))

            pair = beside((self.engine.facts, self.laws), (whole, self.countries))
            yield ratio_row("facts, one law, from the profile", peer.name, pair)

    # Many laws.

    def years(self) -> Iterator[Row]:
        """All country-years."""
        countries = list(country_years())
        laws = [self.scribe.jurisdiction(c) for c in countries]
        sample = slice(None, None, 61)
        expected = [facts.plain(self.work, c) for c in countries[sample]]
        agree("the engine", [numbers(self.engine.facts(j)) for j in laws[sample]], expected)

        def ours(given: Sequence[Jurisdiction]) -> object:
            return [self.engine.facts(j) for j in given]

        for peer in present((facts.Polars,), self.work, self.absent):
            agree(peer.name, [list(a) for a in peer.all_answers(countries)[sample]], expected)
            pair = beside((ours, [laws]), (peer.all_answers, [countries]), rounds=5)
            yield ratio_row(
                f"facts, {len(laws):,} country-years", f"{peer.name}, from rows", pair, 1
            )
        for name, function in (
            ("facts, coverage and boxes", self.engine.everything),
            ("check", self.engine.assess),
        ):
            self.scribe.start_afresh()
            laws = [self.scribe.jurisdiction(c) for c in countries]
            settle()
            began = process_time()
            for law in laws:
                function(law)
            spent = process_time() - began
            goal = YEARS if function == self.engine.everything else None
            yield time_row(f"{name}, {len(laws):,} country-years", spent, goal)

    def drafts(self) -> Iterator[Row]:
        """One law under every selection of amendments."""
        before, changes = self.countries[0], amendments()
        law = self.engine.drafted(before, changes, self.scribe)

        def ours(_: None) -> dict[str, dict[Verdict, int]]:
            return {k: dict(v) for k, v in self.engine.variants(*law).items()}

        found = ours(None)
        naive = coverage.PythonSets(self.work)
        for selection in range(0, 1 << AMENDMENTS, 127):
            expected = naive.gaps(enacted(before, chosen(changes, selection)))
            agree("the engine", shortfalls(found, selection), told(expected))
        yield time_row(
            f"coverage, {1 << AMENDMENTS:,} variants of one law", alone((ours, [None])), VARIANTS
        )
        for peer in present((coverage.Roaring,), self.work, self.absent):
            variants = [enacted(before, chosen(changes, s)) for s in range(1 << AMENDMENTS)]
            peer.keep(variants)
            for selection, variant in enumerate(variants):
                agree(peer.name, told(peer.gaps_kept(variant)), shortfalls(found, selection))

            def theirs(given: Sequence[Country], peer: coverage.Roaring = peer) -> object:
                return [peer.gaps_kept(c) for c in given]

            pair = beside((ours, [None]), (theirs, [variants]), rounds=3)
            name = f"{peer.name}, one by one, regions kept"
            yield ratio_row(f"coverage, {1 << AMENDMENTS:,} variants of one law", name, pair)


def chosen(changes: Sequence[Amendment], selection: int) -> list[Amendment]:
    """The amendments of a selection."""
    return [a for number, a in enumerate(changes) if selection >> number & 1]


def shortfalls(found: dict[str, dict[Verdict, int]], selection: int) -> dict[str, str]:
    """The verdicts under one selection, as `told` says them."""
    words = {Verdict.PARTLY_MET: "gap", Verdict.NOT_MET: "gap", Verdict.UNCLEAR: "maybe"}
    return {
        space: next(words.get(v, "none") for v, column in by.items() if column >> selection & 1)
        for space, by in found.items()
    }


def told(gaps: coverage.Gaps) -> dict[str, str]:
    """Counts of cells as words."""
    return {s: "gap" if gap else "maybe" if maybe else "none" for s, (gap, maybe) in gaps.items()}


def agree(name: str, found: object, expected: object) -> None:
    """Refuse to time a contestant that answers something else."""
    if found != expected:
        raise SystemExit(f"bench: {name} answers something else; nothing was timed")


# What is shipped.


def shipped() -> Iterator[Row]:
    """One check of each shipped pack and of all, of a loaded profile, with proof."""
    workspace = Workspace(Path(__file__).parent.parent)
    names = workspace.pack_names()
    for packs in (*([n] for n in names), list(names)):
        book, _ = workspace.rulebook(packs)
        if book is None:
            raise SystemExit(f"bench: {', '.join(packs)} does not load")
        law, _ = workspace.jurisdiction("KGZ", book)

        def check(given: Jurisdiction | None, book: object = book) -> Assessment:
            return assess(book, given, date(2024, 1, 1))  # type: ignore[arg-type]

        def proved(
            given: Jurisdiction | None, check: Callable[..., Assessment] = check
        ) -> list[object]:
            found = check(given)
            return [*(f.support for f in found.findings), found.observations]

        name = f"{' and '.join(packs)}, KGZ"
        goal = ONE_PACK if len(packs) == 1 else ALL_PACKS
        yield time_row(f"one check, {name}", alone((check, [law])), goal)
        yield time_row(f"one check with proof, {name}", alone((proved, [law])), None)


def memory() -> Iterator[Row]:
    """Peak memory in processes of their own."""
    for name, words in (
        ("check", "load and check all that is shipped"),
        ("years", "all country-years"),
    ):
        told = subprocess.run(
            [sys.executable, "-m", "bench.memory", name], check=True, capture_output=True, text=True
        )
        size = int(told.stdout) / 2**20
        goal, met = f"at most {MEGABYTES} MB", size <= MEGABYTES
        yield Row(f"peak memory: {words}", "", f"{size:.0f} MB", "", None, goal, met)


def starting() -> Iterator[Row]:
    """A whole command from an empty process."""
    pair = cold()
    goal = f"at most {START:g} times the other: {pair.ratio:.1f}"
    yield Row(
        "`gapcheck check KGZ`, second run",
        "an empty interpreter",
        seconds(pair.ours),
        seconds(pair.other),
        None,
        goal,
        pair.ratio <= START,
    )


# Rows.


def ratio_row(work: str, peer: str, pair: Pair, goal: float | None = None) -> Row:
    """A comparison; its goal is a ratio."""
    words = "" if goal is None else f"at least {goal:g}x"
    met = None if goal is None else pair.ratio >= goal
    return Row(work, peer, seconds(pair.ours), seconds(pair.other), pair.ratio, words, met)


def time_row(work: str, spent: float, goal: float | None) -> Row:
    """A time; its goal is a time."""
    words = "" if goal is None else f"at most {seconds(goal)}"
    return Row(work, "", seconds(spent), "", None, words, None if goal is None else spent <= goal)


def versions() -> Iterator[str]:
    """The libraries that take part."""
    yield f"SQLite {sqlite_version}"
    for name in ("pyroaring", "dd", "clingo", "pydantic", "polars"):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def main() -> None:
    """Print rows as they come, then the whole table."""
    processes = [*starting(), *memory()]  # first: a child inherits the peak of a large parent
    bench = Bench()
    rows = []
    for row in chain(bench.rows(), processes):
        rows.append(row)
        print(f"bench: {row.work} {row.peer} {row.ours} {row.other}", file=sys.stderr)
    absent = list(dict.fromkeys(bench.absent))
    for name in absent:
        print(f"bench: left out: {name}", file=sys.stderr)
    print(markdown(rows))
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(rows, absent, tuple(versions())), encoding="utf-8")


if __name__ == "__main__":
    main()
