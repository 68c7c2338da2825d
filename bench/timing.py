"""Clocks: medians of blocks that alternate in one process, so that a slow moment slows both sides.

It counts processor time, which a busy machine disturbs less than elapsed time. It knows functions and inputs, not
what they compute.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gc import collect, freeze
from statistics import median
from time import process_time
from typing import Any, TypeAlias

from msgspec import Struct

BLOCK = 0.04
"""The least length of a block in seconds."""

Work: TypeAlias = tuple[Callable[[Any], object], Sequence[Any]]
"""A function and the inputs that it is called with in turn."""


class Pair(Struct, frozen=True):
    """Seconds for one call of ours and of the other, and how many times as long the other takes."""

    ours: float
    other: float
    ratio: float


def beside(ours: Work, other: Work, rounds: int = 11, longest: float = 20.0) -> Pair:
    """Time two contestants block by block; fewer rounds, three at least, when that takes too long."""
    settle()
    pairs: list[tuple[float, float]] = []
    began = process_time()
    while len(pairs) < rounds and (len(pairs) < 3 or process_time() - began < longest):
        pairs.append((block(ours), block(other)))
    return Pair(
        median(a for a, _ in pairs),
        median(b for _, b in pairs),
        median(b / a for a, b in pairs),
    )


def alone(work: Work, rounds: int = 11) -> float:
    """Seconds for one call."""
    settle()
    return median(block(work) for _ in range(rounds))


def settle() -> None:
    """Tell the collector of garbage that what was loaded so far stays, so that no block pays for looking at it."""
    collect()
    freeze()


def block(work: Work) -> float:
    """Seconds for one call, over whole passes of the inputs."""
    function, inputs = work
    calls = 0
    began = process_time()
    while True:
        for one in inputs:
            function(one)
        calls += len(inputs)
        spent = process_time() - began
        if spent >= BLOCK:
            return spent / calls
