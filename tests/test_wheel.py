"""The wheel carries everything and works from any folder; the archive of the sources serves every target of `make`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    _run(*build, "--wheel-dir", str(folder), str(ROOT), cwd=folder)
    (built,) = folder.glob("gapcheck-*.whl")
    return built


def test_the_wheel_carries_rules_jurisdictions_and_templates(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    for folder in ("rules", "jurisdictions", "templates"):
        ours = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert ours
        assert {f"gapcheck/shipped/{name}" for name in ours} <= names
    assert "gapcheck/dsl/grammar.lark" in names


def test_it_runs_in_a_fresh_environment_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    packages = Path(
        _run(
            python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path
        ).strip()
    )
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
    # The libraries that gapcheck needs, without gapcheck itself: paths named in a .pth file are not
    # searched for further .pth files, so the editable install of this checkout stays out of sight.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    main = "from gapcheck.cli import main; main()"
    shown = _run(python, "-c", main, "check", "KGZ", "--as-of", "2018-06-30", cwd=elsewhere)
    assert "Kyrgyzstan" in shown
    where = _run(python, "-c", "import gapcheck; print(gapcheck.__file__)", cwd=elsewhere)
    assert Path(where.strip()).is_relative_to(packages)


def test_the_archive_of_the_sources_carries_what_make_names(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "sdist"]
    _run(*build, "--directory", str(tmp_path), cwd=ROOT)
    (built,) = tmp_path.glob("gapcheck-*.tar.gz")
    shutil.unpack_archive(built, tmp_path, filter="data")
    carried = tmp_path / built.name.removesuffix(".tar.gz")
    bench = [f"bench/{path.name}" for path in (ROOT / "bench").iterdir() if path.is_file()]
    for name in (*bench, "Makefile", "requirements.lock", "requirements-bench.lock"):
        assert (carried / name).is_file(), name
