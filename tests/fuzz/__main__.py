"""`python -m tests.fuzz --number 200000 --seed 1`: many trials on all processors, and how to repeat one that failed.

It knows numbers, seeds and processes. The trial with one number and one seed is always the same.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from gapcheck.cli.progress import progress
from tests.fuzz.trial import Laboratory, trial_dice

_AT_ONCE = 200


@dataclass(slots=True)
class Tally:
    """What came of some trials."""

    tried: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    failed: list[int] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)

    def add(self, other: Tally) -> None:
        """Count the trials of another tally in."""
        self.tried += other.tried
        self.used += other.used
        self.failed += other.failed
        self.slowest = max(self.slowest, other.slowest)


def run(numbers: range, seed: int, failures: Path) -> Tally:
    """Make the trials of some numbers; texts that make the program fail are put into a folder."""
    tally = Tally()
    with TemporaryDirectory(prefix="gapcheck-fuzz-") as folder:
        laboratory = Laboratory(Path(folder))
        for number in numbers:
            trial = laboratory.drawn(trial_dice(seed, number))
            started = time.process_time()
            tally.tried[trial.what] += 1
            try:
                tally.used[trial.what] += laboratory.tried(trial)
            except Exception:
                tally.failed.append(number)
                _keep(failures / f"{seed}-{number}", trial.what, trial.text)
            tally.slowest = max(tally.slowest, (time.process_time() - started, number))
    return tally


def _keep(place: Path, what: str, text: str) -> None:
    """Put a text and what happened with it into two files."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.with_suffix(".text").write_bytes(text.encode("utf-8", "surrogatepass"))
    told = f"{what}\n\n{traceback.format_exc()}"
    place.with_suffix(".error").write_text(told, encoding="utf-8", errors="replace")


def _portions(first: int, number: int) -> Iterator[range]:
    for start in range(first, first + number, _AT_ONCE):
        yield range(start, min(start + _AT_ONCE, first + number))


def main() -> int:
    """Run the search; the exit status is 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--number", type=int, default=200_000, help="how many trials")
    parser.add_argument("--seed", type=int, default=1, help="what the trials are drawn with")
    parser.add_argument("--first", type=int, default=0, help="the number of the first trial")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    wanted = parser.parse_args()
    portions = list(_portions(wanted.first, wanted.number))
    total = Tally()
    processes = max(1, min(wanted.processes, len(portions)))
    with ProcessPoolExecutor(processes, initializer=_leave_interrupts_to_others) as pool:
        made = pool.map(
            run,
            portions,
            [wanted.seed] * len(portions),
            [wanted.failures] * len(portions),
        )
        try:
            with progress(len(portions), "trials") as step:
                for tally in made:
                    total.add(tally)
                    step()
        except KeyboardInterrupt:
            _leave_interrupts_to_others()  # a second one must not keep the count from being told
            pool.shutdown(wait=False, cancel_futures=True)
    return _told(total, wanted.seed, wanted.failures)


def _leave_interrupts_to_others() -> None:
    """An interruption from the keyboard reaches every process; the first of them ends the search."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _told(total: Tally, seed: int, failures: Path) -> int:
    """Say what was tried and how to repeat what failed."""
    for what, number in sorted(total.tried.items()):
        print(f"{number:>9} {what}: {total.used[what]} could be used, the others were refused")
    seconds, slowest = total.slowest
    print(
        f"{total.tried.total():>9} trials with seed {seed}, {len(total.failed)} failures;", end=""
    )
    print(f" the slowest is number {slowest} with {seconds:.1f} s")
    for number in sorted(total.failed):
        print(
            f"failed: {failures}/{seed}-{number}.text; repeat it with"
            f" `make fuzz N=1 SEED={seed} FIRST={number}`",
            file=sys.stderr,
        )
    return 1 if total.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
