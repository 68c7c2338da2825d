"""What is said of a command that cannot be understood: in our words, on one line.

It knows the sentences of the library that reads command lines. It does not know what commands do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

import typer

from gapcheck.diagnostics import suggestion

Misuse = typer.BadParameter.__mro__[1]
"""Every way in which a command line can be wrong: what a wrong value is a case of."""

_OURS = (
    (r"Missing argument '(.+)'\.", r"the argument `\1` is missing"),
    (r"No such command '(.+?)'\.", r"there is no command `\1`"),
    (r"No such option:? '?(.+?)'?(?:\.|$| (?=\())", r"there is no option `\1`"),
    (r"Option '(.+)' requires (?:an argument|(\d) arguments)\.", r"the option `\1` needs a value"),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)",
        r"nothing more was expected, and there is `\1`",
    ),
    (
        r"Invalid value for '(.+?)': '(.*?)' is not one of (.+)\.",
        r"`\1` cannot be `\2`; there are \3",
    ),
    (r"Invalid value for '.+?': (`.+)", r"\1"),
    (r"Invalid value for '(.+?)': (.+)", r"`\1`: \2"),
    (r" ?\(?(?:Did you mean|Possible options:) (.+?)\??\)?$", r"; did you mean \1?"),
)


_DASHES = ("\N{EN DASH}", "\N{EM DASH}")
"""What a word processor makes of hyphens."""


def told(error: Exception) -> str:
    """Say what is wrong with a command, and if need be how to see what it takes."""
    dashed = next((word for word in sys.argv[1:] if word[:1] in _DASHES), None)
    if dashed is not None:
        return f"gapcheck: `{dashed}` begins with a dash; an option begins with two hyphens, as `--help`"
    words = error.format_message() if isinstance(error, typer.BadParameter) else str(error)
    for theirs, ours in _OURS:
        words = re.sub(theirs, ours, words)
    words = re.sub(r"'([^']*)'", r"`\1`", words).removesuffix(".")
    context = getattr(error, "ctx", None)
    if words.startswith("there is no option") and context is not None:
        words = _no_option(words, [name for p in context.command.params for name in p.opts])
    if context is None or words.startswith("`") or words.endswith("?"):
        return f"gapcheck: {words}"
    return f"gapcheck: {words}; `{context.command_path} --help` shows what can be typed"


def _no_option(words: str, known: Sequence[str]) -> str:
    """Name the whole word that was typed, and the option that is nearest to it."""
    short = words.split("`")[1]
    typed = next((w.partition("=")[0] for w in sys.argv[1:] if w.startswith(short)), short)
    meant = f"--{typed.lstrip('-')}"
    near = f"did you mean `{meant}`?" if meant in known else suggestion(meant, known)
    return f"there is no option `{typed}`" + (f"; {near}" if near else "")
