"""How files are written: whole or not at all, where they are, for whom they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gapcheck.workspace import write

posix = pytest.mark.skipif(os.name != "posix", reason="links and permissions are those of POSIX")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@posix
@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path, is_there: bool) -> None:
    target = tmp_path / "elsewhere" / "law.yaml"
    target.parent.mkdir()
    if is_there:
        target.write_text("old", encoding="utf-8")
    link = tmp_path / "law.yaml"
    link.symlink_to(target)
    write(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert [path.name for path in target.parent.iterdir()] == ["law.yaml"]


@posix
@pytest.mark.parametrize(("umask", "expected"), [(0o077, 0o600), (0o022, 0o644), (0o002, 0o664)])
def test_a_new_file_is_for_whom_the_system_says_and_an_old_one_for_whom_it_was(
    tmp_path: Path, umask: int, expected: int
) -> None:
    old = tmp_path / "old.html"
    old.write_text("", encoding="utf-8")
    old.chmod(0o640)
    before = os.umask(umask)
    try:
        write(tmp_path / "new.html", "a report")
        write(old, "a report")
    finally:
        os.umask(before)
    assert mode(tmp_path / "new.html") == expected
    assert mode(old) == 0o640


@pytest.mark.parametrize("text", ["half a pair \ud800", "whole"])
def test_where_writing_fails_the_old_file_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    path = tmp_path / "law.yaml"
    path.write_text("old", encoding="utf-8")
    if text == "whole":

        def refused(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises((UnicodeEncodeError, PermissionError)):
        write(path, text)
    assert [found.name for found in tmp_path.iterdir()] == ["law.yaml"]
    assert path.read_text(encoding="utf-8") == "old"
