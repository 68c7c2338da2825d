"""From a file or its text to a document.

Knows what can go wrong before the YAML library sees a text: the disk, the size, the encoding,
control characters. Does not know how nodes are made, nor what the library's own complaints mean.
"""

from __future__ import annotations

import stat
from itertools import islice
from pathlib import Path
from typing import Final

import yaml

from gapcheck.diagnostics import Diagnostic
from gapcheck.source import SourceFile, Span
from gapcheck.yamldoc.building import Builder
from gapcheck.yamldoc.characters import control_characters
from gapcheck.yamldoc.mistakes import explained
from gapcheck.yamldoc.nodes import Document

LARGEST_FILE: Final = 4 * 1024 * 1024

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BYTE_ORDER_MARK = "\ufeff"
_MOST_CONTROL_CHARACTERS = 20
_NOT_PLAIN_TEXT: Final = {
    b"PK\x03\x04": "a Word document or another zip file",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "a document with formatting (RTF)",
    b"%PDF": "a PDF",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}


def load(path: Path, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """Read a file from disk; `name` is what diagnostics call it.

    Returns:
        As `parse` does.
    """
    data = _read(path, name)
    if isinstance(data, Diagnostic):
        return None, [data]
    file = _decode(data, name)
    if isinstance(file, Diagnostic):
        return None, [file]
    return parse(file)


def parse(file: SourceFile) -> tuple[Document | None, list[Diagnostic]]:
    """Read the text of a file.

    Returns:
        A document and no diagnostics, or no document and at least one, sorted.
    """
    body = file.text.removeprefix(_BYTE_ORDER_MARK)
    shift = len(file.text) - len(body)
    strange = list(islice(control_characters(file, shift), _MOST_CONTROL_CHARACTERS))
    if strange:
        return None, strange
    builder = Builder(file, shift)
    try:
        for event in yaml.parse(body, Loader=_LOADER):
            builder.take(event)
            if builder.gave_up:
                break
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        builder.stop(explained(error, file, shift, builder.reached))
    return builder.result()


def _read(path: Path, name: str) -> bytes | Diagnostic:
    """Read the bytes of an ordinary file of bearable size, the size being asked for first."""
    nowhere = Span(SourceFile(name, ""), 0, 0)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "no ordinary file"
            return Diagnostic("file-unreadable", f"this is {kind}", nowhere, "name a YAML file")
        if status.st_size > LARGEST_FILE:
            message = f"the file has {status.st_size} bytes, more than {LARGEST_FILE} (4 MiB)"
            return Diagnostic("file-too-large", message, nowhere, "divide it into several files")
        with path.open("rb") as stream:
            return stream.read(LARGEST_FILE)
    except (FileNotFoundError, NotADirectoryError):
        advice = "check how its name is spelt"
        return Diagnostic("file-missing", "there is no such file", nowhere, advice)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "not a possible file name").lower()
        return Diagnostic("file-unreadable", f"the file cannot be read: {reason}", nowhere)


def _not_plain_text(data: bytes) -> str | None:
    """Say what a file is by its first bytes; a letter beside a zero is UTF-16 without a mark."""
    if len(data) > 1 and data[:2].count(0) == 1:
        return "text in UTF-16"
    return next((kind for first, kind in _NOT_PLAIN_TEXT.items() if data.startswith(first)), None)


def _decode(data: bytes, name: str) -> SourceFile | Diagnostic:
    """Read bytes as UTF-8, with or without a byte order mark."""
    other = _not_plain_text(data)
    if other:
        return Diagnostic(
            "file-encoding",
            f"this is {other}, not plain text in UTF-8",
            Span(SourceFile(name, ""), 0, 0),
            help="open the file in the program it comes from and save it as plain text in UTF-8",
        )
    mark = _BYTE_ORDER_MARK.encode()
    body = data.removeprefix(mark)
    try:
        return SourceFile(name, body.decode())
    except UnicodeDecodeError as error:
        start = len(body[: error.start].decode())
        file = SourceFile(name, body.decode(errors="replace"))
        span = Span(file, start, start + 1)
        at = len(data) - len(body) + error.start + 1
        return Diagnostic(
            "file-encoding",
            f"byte {at}, on line {span.line}, is 0x{body[error.start]:02X}, which is not UTF-8",
            span,
            help="open the file in an editor and save it with the encoding UTF-8",
        )
