"""The command line: from what a person types to an exit status."""

from __future__ import annotations

import gc
import os
import sys

from gapcheck.cli.commands import app
from gapcheck.cli.desk import DONE, OUR_FAILURE, REACHED, USAGE, WRONG_FILE
from gapcheck.cli.options import Schema

__all__ = ["DONE", "OUR_FAILURE", "REACHED", "USAGE", "WRONG_FILE", "Schema", "app", "main"]


_FEW_SEARCHES = 100_000
"""What a command makes it keeps: searching for what can be thrown away after every 700 objects finds nothing."""


def main() -> None:
    """Run the command line; a failure of ours is one line and status 4, never a traceback."""
    gc.set_threshold(_FEW_SEARCHES)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(DONE) from None
    except Exception as error:
        if os.environ.get("GAPCHECK_DEBUG"):
            raise
        print(f"gapcheck: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print(
            "  this is our mistake, not yours; please report it with the files you used",
            file=sys.stderr,
        )
        raise SystemExit(OUR_FAILURE) from None
