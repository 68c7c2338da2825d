"""Which files of a folder are looked at: none that is hidden, as the drafts of editors and of ourselves are.

It knows names. It does not know what the files hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def visible(folder: Path, pattern: str) -> list[Path]:
    """What matches a pattern in a folder and is not hidden there, in the order of the names."""
    return sorted(path for path in folder.glob(pattern) if not _is_hidden(path, folder))


def homes(folder: Path) -> Mapping[str, Path]:
    """The folder of each jurisdiction by its code, which it is called after; of several for one code, the first."""
    found: dict[str, Path] = {}
    for profile in visible(folder, "jurisdictions/*/jurisdiction.yaml"):
        found.setdefault(profile.parent.name.upper(), profile.parent)
    return found


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
