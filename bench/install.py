"""Install the contestants that a lock file pins; those that cannot be installed here are named and left out."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory


def main(lock: Path) -> None:
    """All at once; where that fails, one by one."""
    if _installed("-r", str(lock)):
        return
    with TemporaryDirectory() as folder:
        for name, entry in _entries(lock.read_text(encoding="utf-8")):
            single = Path(folder) / "single.lock"
            single.write_text(entry, encoding="utf-8")
            if not _installed("--no-deps", "-r", str(single)):
                print(f"bench: left out, as it cannot be installed here: {name}", file=sys.stderr)


def _entries(lock: str) -> Iterator[tuple[str, str]]:
    """The packages of a lock file, each with its hashes."""
    for entry in re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]:
        yield entry.split("==", 1)[0], entry


def _installed(*wanted: str) -> bool:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    options = ["--quiet", "--quiet", "--require-hashes"]
    return subprocess.run([*pip, *options, *wanted], check=False).returncode == 0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
