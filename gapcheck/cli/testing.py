"""How `gapcheck test` runs the cases and the mutants, and what it says about them.

It knows the order of the lines. It does not know what a case or a mutant is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gapcheck.cases import Case, Coverage, Trial, mutate, run
from gapcheck.cli.desk import say_beside, show
from gapcheck.cli.progress import progress
from gapcheck.model.law import Rulebook, RulePack


def run_cases(found: Sequence[Case], rulebook: Rulebook, *, with_mutants: bool) -> bool:
    """Run the cases, and the mutants of their packs, and say what came out; whether all is well."""
    packs = [p for p in rulebook.packs if any(case.pack == p.id for case in found)]
    whole = [pack for pack in packs if any(_lies_beside(case, pack) for case in found)]
    coverages = [Coverage(pack) for pack in whole]
    trials = [Trial(pack, rulebook) for pack in packs] if with_mutants else []
    failed = 0
    with progress(len(found), "cases") as step:
        for result in run(found, rulebook):
            show(result.complaints)
            failed += bool(result.complaints)
            for coverage in coverages:
                coverage.add(result)
            for trial in trials:
                trial.add(result)
            step()
    for coverage in coverages:
        _say_coverage(coverage)
    survived = sum(_say_mutants(trial, rulebook) for trial in trials)
    print(f"{len(found) - failed} cases passed, {failed} failed")
    return not failed and not survived


def _lies_beside(case: Case, pack: RulePack) -> bool:
    """Whether a case stands in the pack's own file of cases, which has to cover the pack."""
    return case.pack == pack.id and Path(case.span.file.name).name == f"{pack.id}.cases.yaml"


# Coverage.


def _say_coverage(coverage: Coverage) -> None:
    print(
        f"{coverage.pack.id}: obligations {len(coverage.pack.obligations)}, cases {coverage.cases}"
    )
    articles = (f"{a}{', '.join(ps)}" for a, ps in coverage.articles().items())
    say_beside("provisions", "; ".join(articles))
    for outcome, names in coverage.missing().items():
        say_beside(f"no case expects {outcome}", ", ".join(names))
    say_beside("no case shows met", ", ".join(coverage.never_met()))
    show(coverage.warnings())


# Mutants.


def _say_mutants(trial: Trial, rulebook: Rulebook) -> int:
    """Try every mutant of a pack; how many survive."""
    pack = trial.pack
    made = mutate(pack, {name: v.space for name, v in rulebook.vocabularies.items()})
    survivors = []
    with progress(len(made.made), f"mutants of {pack.id}") as step:
        for mutant in made.made:
            if not trial.notices(mutant):
                survivors.append(mutant)
            step()
    for mutant in survivors:
        print(f"{mutant.name}{f' {mutant.element}' if mutant.element else ''}: {mutant.change}")
        say_beside("no case notices; add", mutant.advice)
    caught = len(made.made) - len(survivors)
    print(
        f"{pack.id}: {len(made.made)} mutants, {caught} caught, {len(survivors)} survived"
        f" ({made.equivalent} more mean the same as the pack)"
    )
    return len(survivors)
