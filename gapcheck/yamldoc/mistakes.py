"""The ways a file fails to be YAML, and the sentence that tells each.

Knows the words of the YAML library and what a file looks like where it stops. Does not know the
files that are YAML and still leave the subset.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from gapcheck.diagnostics import Diagnostic, Label
from gapcheck.source import SourceFile, Span
from gapcheck.yamldoc.characters import out_of_place_in_layout
from gapcheck.yamldoc.places import Stuck, stuck_at


class _Way(Struct, frozen=True):
    """One way to get stuck: the words of the library, what the file looks like there, our words.

    `{found}` in the message is the text that is underlined.
    """

    words: str
    message: str
    help: str
    place: Callable[[Stuck], Span]
    when: Callable[[Stuck], bool] = lambda _: True

    def fits(self, said: str, stuck: Stuck) -> bool:
        """Whether this is the way it got stuck."""
        return re.search(self.words, said) is not None and self.when(stuck)


_QUOTE = "put the text in quotes"
_KEY_VALUE = "write `key: value`, or indent the line if it continues the text above"

_WAYS: Final = (
    _Way(
        "tab character|start any token",
        "a tab stands where only spaces may",
        "indent with spaces, two for each level",
        lambda stuck: stuck.here,
        lambda stuck: stuck.here.text == "\t",
    ),
    _Way("start any token", "a text cannot begin with `{found}`", _QUOTE, lambda stuck: stuck.here),
    _Way(
        " alias| anchor| tag",
        "a text cannot begin with `{found}`",
        _QUOTE,
        lambda stuck: stuck.opening,
    ),
    _Way(
        "keys are not allowed",
        "a text cannot begin with `{found}`",
        _QUOTE,
        lambda stuck: stuck.here,
    ),
    _Way(
        "quoted scalar: .*(end of stream|document)",
        "the quotation mark `{found}` is never closed",
        "write the same mark at the end of the text, or write the text as a literal block (`|`)",
        lambda stuck: stuck.opening,
    ),
    _Way(
        "quoted scalar: ",
        "the backslash in double quotes begins no known character",
        "write the text in single quotes, or as a literal block (`|`)",
        lambda stuck: stuck.rest,
    ),
    _Way(
        "mapping values|a flow (sequence|mapping)",
        "the text of this line holds a colon followed by a space, which would begin a new key",
        "put the text in quotes, or the sentence in a literal block (`|`)",
        lambda stuck: stuck.here,
        lambda stuck: stuck.here.text == ":" and re.search(r":\s", stuck.before.text) is not None,
    ),
    _Way(
        "a flow (sequence|mapping)",
        "the bracket `{found}` is not closed, or a comma is missing after it",
        "close the bracket, or put the text in quotes if the bracket belongs to it",
        lambda stuck: stuck.opening,
    ),
    _Way(
        "mapping values",
        "this line has no colon followed by a space",
        _KEY_VALUE,
        lambda stuck: stuck.line_above,
        lambda stuck: re.search(r":(\s|$)", stuck.line_above.text) is None,
    ),
    _Way(
        "mapping values",
        "this line is indented deeper than the line above allows",
        "line it up with the key above, or leave that key without a value of its own",
        lambda stuck: stuck.line,
    ),
    _Way(
        "expected ':'",
        "this list item has no space after its dash",
        "write a space after the dash",
        lambda stuck: stuck.opening_line,
        lambda stuck: stuck.opening_line.text.startswith("-"),
    ),
    _Way(
        "expected ':'",
        "this line has no colon followed by a space",
        _KEY_VALUE,
        lambda stuck: stuck.opening_line,
    ),
    _Way(
        "block (mapping|collection)|document start",
        "a closing bracket stands here and none is open",
        "remove it, or " + _QUOTE,
        lambda stuck: stuck.here,
        lambda stuck: stuck.here.text in {"]", "}"},
    ),
    _Way(
        "block (mapping|collection)|document start",
        "text follows on the line where its value has already ended",
        "if a quotation mark belongs to the text, write the text as a literal block (`|`)",
        lambda stuck: stuck.rest,
        lambda stuck: stuck.before.text.strip() != "",
    ),
    _Way(
        "block mapping",
        "a list item stands among keys",
        "move the list under a key of its own, or remove the dash",
        lambda stuck: stuck.line,
        lambda stuck: stuck.is_aligned and stuck.here.text == "-",
    ),
    _Way(
        "block collection",
        "a line without a dash stands among list items",
        "begin it with `- `, or indent it under the item it belongs to",
        lambda stuck: stuck.line,
        lambda stuck: stuck.is_aligned,
    ),
    _Way(
        "block (mapping|collection)|document start",
        "the indentation of this line fits no line above it",
        "line it up with the lines it belongs with",
        lambda stuck: stuck.line,
    ),
    _Way(
        "sequence entries",
        "a list cannot begin on the line of its key",
        "begin each item on a line of its own, or " + _QUOTE,
        lambda stuck: stuck.here,
    ),
    _Way(
        "block scalar",
        "text stands on the line of the mark that begins a block",
        "begin the text on the next line, indented",
        lambda stuck: stuck.rest,
    ),
    _Way(
        "node content",
        "the file ends before the last bracket is closed",
        "close the bracket, or put the text in quotes if the bracket belongs to it",
        lambda stuck: stuck.here,
        lambda stuck: stuck.here.text == "",
    ),
    _Way(
        "node content",
        "`{found}` stands where a value should",
        "remove it, or " + _QUOTE,
        lambda stuck: stuck.here,
    ),
    _Way(
        "directive|incompatible",
        "a line that begins with `%` is not allowed",
        "remove the line",
        lambda stuck: stuck.line,
    ),
    _Way(
        "",
        "from here on this is not YAML",
        "compare with the lines above it",
        lambda stuck: stuck.rest,
    ),
)


def explained(error: Exception, file: SourceFile, shift: int, reached: int) -> Diagnostic:
    """Put into one sentence why reading stopped; up to `reached`, nodes were made of the text."""
    stuck = stuck_at(error, file, shift)
    said = f"{getattr(error, 'context', None)}: {getattr(error, 'problem', None)}"
    if "quoted scalar" not in said:  # which may run to the end of the file
        lines = (stuck.line, stuck.opening_line)
        copied = out_of_place_in_layout(stuck.since(reached), lines, stuck.before)
        if copied:
            return copied
    way = next(way for way in _WAYS if way.fits(said, stuck))
    span = way.place(stuck)
    message = way.message.replace("{found}", span.text)
    is_far = stuck.here.line > span.line and stuck.line.text != ""
    labels = (Label(stuck.here, "reading stopped here"),) if is_far else ()
    return Diagnostic("yaml-syntax", message, span, way.help, labels)
