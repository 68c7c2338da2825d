"""Rows of figures, and how they are printed.

It knows numbers and words, not where they come from.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct


class Row(Struct, frozen=True):
    """One comparison: what was computed, by whom beside us, and what we set out to reach."""

    work: str
    peer: str
    ours: str
    other: str
    ratio: float | None
    goal: str
    met: bool | None


def seconds(value: float) -> str:
    """A time with three digits and its unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def markdown(rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = ["| work | beside | ours | theirs | ratio | goal |", "|---|---|---:|---:|---:|---|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.1f}x"
        mark = {True: " (met)", False: " (not met)", None: ""}[row.met]
        cells = (row.work, row.peer, row.ours, row.other, ratio, row.goal + mark)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def page(rows: Sequence[Row], absent: Sequence[str], versions: Sequence[str]) -> str:
    """The page of figures with the machine and the command that made them."""
    left_out = "; ".join(absent) or "none"
    return f"""# Speed

Made by `make bench` on {machine()}. Python {platform.python_version()}; {", ".join(versions)}.

Everything but memory and the start of a command runs in one process: blocks of ours and of the other alternate, times
are medians of processor time, and the ratio is the median of the ratios of neighbouring blocks: how many times as long
the other takes. Read the ratios; times differ between machines and hours. All country-years are computed once, without
a median. Before a clock started, the answers of the engine and of the contestant were compared: of six laws for
coverage, twenty for facts, every sixty-first country-year, and every 127th selection of drafts, or every one beside
pyroaring.
What is computed is told in [bench/README.md](../bench/README.md).

{markdown(rows)}

Left out: {left_out}.
"""


def machine() -> str:
    """The processor and how many of it."""
    name = platform.processor() or platform.machine()
    described = Path("/proc/cpuinfo")
    if described.is_file():
        for line in described.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                name = line.split(":", 1)[1].strip()
                break
    return f"{cores()} x {name}, {sys.platform}"


def cores() -> int:
    """How many processors there are."""
    import os

    return os.cpu_count() or 1
