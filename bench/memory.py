"""The peak memory of a process that does nothing else; `python -m bench.memory check` or `years`."""

from __future__ import annotations

import resource
import sys
from datetime import date
from itertools import islice
from pathlib import Path


def check() -> None:
    """Load every shipped pack and jurisdiction, and assess."""
    from gapcheck.engine import assess
    from gapcheck.workspace import Workspace

    workspace = Workspace(Path.cwd())
    rulebook, _ = workspace.rulebook()
    if rulebook is None:
        raise SystemExit("the shipped packs do not load")
    for code in workspace.jurisdictions():
        jurisdiction, _ = workspace.jurisdiction(code, rulebook)
        if jurisdiction is not None:
            assess(rulebook, jurisdiction, date(2024, 1, 1))


def years() -> None:
    """Compute all country-years, one country at a time."""
    from bench.engine import Scribe, rulebook
    from bench.ours import Engine
    from bench.workload import COUNTRIES, YEARS, country_years, workload

    book = rulebook(workload())
    engine = Engine(book)
    stream = country_years()
    for _ in range(COUNTRIES):
        scribe = Scribe(book)
        for country in islice(stream, YEARS):
            engine.everything(scribe.jurisdiction(country))


if __name__ == "__main__":
    {"check": check, "years": years}[sys.argv[1]]()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak if sys.platform == "darwin" else peak * 1024)
