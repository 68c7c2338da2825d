"""Which program made a report: a fingerprint of its own files, beside the number of its version.

It reads the installed package and nothing else; rules, jurisdictions and templates are not part of
the program.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import gapcheck
from gapcheck.cache import SOURCES

_SHIPPED = "shipped"


@cache
def program_sha256() -> str:
    """The SHA-256 of all files of the package that decide what it makes, with their names; line ends do not matter."""
    return _sha256(Path(gapcheck.__file__).parent)


def _sha256(folder: Path) -> str:
    digest = hashlib.sha256()
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    for name in sorted(found):
        if name.endswith(SOURCES) and not name.startswith(f"{_SHIPPED}/"):
            text = found[name].read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{name}\0{len(text)}\0".encode())
            digest.update(text)
    return digest.hexdigest()
