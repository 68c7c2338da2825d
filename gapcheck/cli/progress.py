"""How far long work has come, for those who watch it.

It knows standard error and whether anybody can be looking at it. It does not know what the work is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error while work of several steps goes on, where that is a terminal.

    Call what is given after every step. Print nothing to standard output before the end.
    """
    if total <= 1 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    shown = Console(file=sys.stderr)
    with Progress(console=shown, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
