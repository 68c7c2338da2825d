"""What was compiled before, kept in the user's cache folder as plain data.

It knows files, keys and when not to trust them. It does not know what the data stand for, and reads nothing but
plain data: never a pickle. A cache that is missing, damaged, stale or not ours alone is no cache, in silence.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

from gapcheck import __version__

Plain: TypeAlias = (
    "bool | int | str | tuple[Plain, ...] | list[Plain] | dict[str, Plain] | frozenset[str] | None"
)
VARIABLE = "GAPCHECK_CACHE"
_MAGIC: Final = b"gapcheck cache 1\n"
_MADE_BY: Final = f"{__version__} {sys.implementation.cache_tag} {marshal.version}\n".encode()
_DIGEST_SIZE: Final = 32
_MOST_FILES: Final = 40
SOURCES: Final = (".py", ".lark", ".csv")
"""How the files of the package end that decide what it makes."""
_SUFFIX = ".plain"
_OURS = re.compile(rf"[0-9a-f]{{64}}({re.escape(_SUFFIX)}|\.[0-9]+\.draft)")
"""The names of what is kept, and of drafts: the folder may hold files of somebody else."""


def key(*parts: str | bytes) -> str:
    """Name what is made from these parts by this program."""
    digest = sha256(_MAGIC + _MADE_BY)
    for part in (_program(), *parts):
        content = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def found(name: str) -> Plain:
    """What was kept under a key; `None` when there is nothing that can be trusted."""
    folder = _folder()
    if folder is None:
        return None
    path = folder / f"{name}{_SUFFIX}"
    try:
        content = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(path)
    head = _MAGIC + _MADE_BY
    start = len(head) + _DIGEST_SIZE
    payload = content[start:]
    if content[:start] != head + sha256(payload).digest():
        return None
    return marshal.loads(payload)  # type: ignore[no-any-return] # noqa: S302 - plain data, whole, ours alone


def keep(name: str, data: Plain) -> None:
    """Keep plain data under a key, whole or not at all; where nothing can be written, nothing is kept."""
    folder = _folder()
    if folder is None:
        return
    payload = marshal.dumps(data)
    draft = folder / f"{name}.{os.getpid()}.draft"
    try:
        draft.write_bytes(_MAGIC + _MADE_BY + sha256(payload).digest() + payload)
        draft.replace(folder / f"{name}{_SUFFIX}")
        _clear(folder)
    except OSError:
        draft.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Remove what of ours was not used for longest."""
    ours = (path for path in folder.iterdir() if _OURS.fullmatch(path.name))
    by_use = sorted(ours, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_use[_MOST_FILES:]:
        path.unlink(missing_ok=True)


def _folder() -> Path | None:
    """The folder of the cache, made if need be; `None` when there is to be none, or others could write there."""
    wanted = os.environ.get(VARIABLE, "")
    if wanted == "off":
        return None
    folder = Path(wanted) if wanted else _usual()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
    except OSError:
        return None
    is_ours = os.name != "posix" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)
    return folder if is_ours else None


def _usual() -> Path:
    """Where the system wants caches."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed where the folder is named

    return user_cache_path("gapcheck", appauthor=False)


@cache
def _program() -> str:
    """What tells one state of our own source files from another, without reading them."""
    package = str(Path(__file__).parent)
    told = []
    for entry in sorted(_entries(package), key=lambda entry: entry.path):
        with suppress(OSError):  # an editor may just have taken it away
            status = entry.stat()
            told.append(f"{entry.path.removeprefix(package)} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(told)


def _entries(folder: str) -> Iterable[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(SOURCES):
                yield entry
            elif entry.is_dir() and not entry.name.startswith("_") and entry.name != "shipped":
                yield from _entries(entry.path)
