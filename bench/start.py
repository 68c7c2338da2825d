"""How long a command takes from an empty process, beside an interpreter that does nothing.

It knows processes and the time that the system says they used. It does not know what the command does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from bench.timing import Pair

ROUNDS, EMPTY_AT_ONCE = 15, 10
_CHECK = ("-m", "gapcheck", "check", "KGZ")
_NOTHING = ("-c", "pass")


def cold() -> Pair:
    """Seconds of a check and of an empty interpreter; the ratio says how many empty ones a check takes.

    Twice before, so that byte code and what is compiled of packs and profile are there, as after a first use.
    """
    for _ in range(2):
        spent(_CHECK)
    pairs = [
        (spent(_CHECK), sum(spent(_NOTHING) for _ in range(EMPTY_AT_ONCE)) / EMPTY_AT_ONCE)
        for _ in range(ROUNDS)
    ]
    return Pair(
        median(ours for ours, _ in pairs),
        median(empty for _, empty in pairs),
        median(ours / empty for ours, empty in pairs),
    )


def spent(arguments: tuple[str, ...]) -> float:
    """Processor time of one process, in seconds."""
    before = _children()
    subprocess.run(
        [sys.executable, *arguments], check=True, env=_environment(), stdout=subprocess.DEVNULL
    )
    return _children() - before


def _children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment() -> dict[str, str]:
    """The environment as it is, save that byte code is kept."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
