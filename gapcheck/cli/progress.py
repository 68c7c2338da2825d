"""How far long work has come, for those who watch it.

It knows standard error and whether anybody can be looking at it. It does not know what the work is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def progress(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """Give the items one by one, with a bar on standard error where that is a terminal.

    Nothing else may be written to the terminal before the last item is taken.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress

    shown = Console(file=sys.stderr)
    with Progress(
        console=shown, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:
        task = bar.add_task(what, total=total)
        for item in items:
            yield item
            bar.advance(task)
