"""The command line: from what a person types to an exit status."""

from __future__ import annotations

import errno
import gc
import os
import sys

from gapcheck.cli.commands import app
from gapcheck.cli.desk import DONE, OUR_FAILURE, REACHED, USAGE, WRONG_FILE
from gapcheck.cli.options import Schema

__all__ = ["DONE", "OUR_FAILURE", "REACHED", "USAGE", "WRONG_FILE", "Schema", "app", "main"]


_FEW_SEARCHES = 100_000
"""What a command makes it keeps: searching for what can be thrown away after every 700 objects finds nothing."""


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says when there is no room to write: no mistake of ours."""


def main() -> None:
    """Run the command line; a failure of ours is one line and status 4, never a traceback."""
    gc.set_threshold(_FEW_SEARCHES)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = app(prog_name="gapcheck", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):
            raise SystemExit(_ended(ended.__context__)) from None
        raise
    except Exception as error:
        if os.environ.get("GAPCHECK_DEBUG"):
            raise
        raise SystemExit(_ended(error)) from None
    raise SystemExit(status or DONE)


def _ended(error: Exception) -> int:
    """Say why a command ended before it was done; the exit status."""
    from gapcheck.cli import misuse

    if isinstance(error, misuse.Misuse):
        print(misuse.told(error), file=sys.stderr)
        return USAGE
    if isinstance(error, BrokenPipeError):
        _hang_up()
        return DONE
    if isinstance(error, OSError) and error.errno in _FULL:
        _hang_up()
        print(f"gapcheck: the answer could not be written: {error.strerror}", file=sys.stderr)
        return USAGE
    from gapcheck.report.templating import TemplateMistake

    if isinstance(error, TemplateMistake):
        print(f"gapcheck: a template cannot be used: {error}", file=sys.stderr)
        print("  mend it, or rename it so that the one of gapcheck is used", file=sys.stderr)
        return WRONG_FILE
    print(f"gapcheck: internal error: {type(error).__name__}: {error}", file=sys.stderr)
    print(
        "  this is our mistake, not yours; please report it with the files you used",
        file=sys.stderr,
    )
    return OUR_FAILURE


def _hang_up() -> None:
    """Send nowhere what standard output still holds, so that the end of the program does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
