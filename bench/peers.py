"""Who takes part: a contestant whose library is not installed is left out by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from bench.workload import Workload

Contestant = TypeVar("Contestant")


def present(
    kinds: tuple[Callable[[Workload], Contestant], ...], work: Workload, absent: list[str]
) -> Iterator[Contestant]:
    """The contestants that can be set up; the others are named in `absent`."""
    for kind in kinds:
        try:
            yield kind(work)
        except ImportError as missing:
            absent.append(f"{getattr(kind, 'name', kind)} ({missing.name} is not installed)")
