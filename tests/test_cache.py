"""What is compiled once: it comes back as it was, is never stale, and is never in the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck import cache, codec
from gapcheck.model.law import Rulebook
from gapcheck.model.profile import Jurisdiction
from gapcheck.workspace import Workspace, shipped
from tests import strategies
from tests.oracle import World

CHECK = ("check", "KGZ", "--as-of", "2018-06-30")
MODULES = (
    "import atexit, json, sys\n"
    "from gapcheck.cli import main\n"
    "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
    "main()"
)

FILES = (
    "import atexit, json, sys\n"
    "opened = []\n"
    "sys.addaudithook(lambda name, of: opened.append(str(of[0])) if name == 'open' else None)\n"
    "from gapcheck.cli import main\n"
    "yaml = lambda: [path for path in opened if path.endswith('.yaml')]\n"
    "atexit.register(lambda: print(json.dumps(yaml()), file=sys.stderr))\n"
    "main()"
)

STANDINGS = """\
standings:
  - obligation: tip.5.1
    verdict: met
    reason: practice
    author: an analyst
    on: 2025-11-21
    fingerprint: xaa
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with nothing in it."""
    kept = tmp_path / "cache"
    monkeypatch.setenv(cache.VARIABLE, str(kept))
    return kept


def started(
    *arguments: str, cwd: Path | None = None, script: str = MODULES
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(process: subprocess.Popen[bytes]) -> tuple[bytes, set[str]]:
    """What a command printed, and the modules or files that it loaded."""
    out, err = process.communicate()
    assert process.returncode == 0, err.decode()
    return out, set(json.loads(err))


def ran(*arguments: str, cwd: Path | None = None) -> tuple[bytes, set[str]]:
    return ended(started(*arguments, cwd=cwd))


def read(*arguments: str, cwd: Path) -> set[str]:
    """The YAML files that a command opens."""
    return ended(started(*arguments, cwd=cwd, script=FILES))[1]


def loaded(workspace: Workspace) -> tuple[Rulebook, Jurisdiction]:
    rulebook, mistakes = workspace.rulebook()
    assert rulebook is not None, mistakes
    law, mistakes = workspace.jurisdiction("KGZ", rulebook)
    assert law is not None, mistakes
    return rulebook, law


# Plain data and back.


def stored(data: cache.Plain) -> cache.Plain:
    cache.keep("drawn", data)
    return cache.found("drawn")


def test_what_is_shipped_comes_back_as_it_was() -> None:
    rulebook, law = loaded(Workspace(Path()))
    again = codec.rulebook(codec.plain_rulebook(rulebook))
    assert codec.plain_rulebook(again) == codec.plain_rulebook(rulebook)
    assert codec.jurisdiction(codec.plain(law), rulebook) == law
    assert again.facts == rulebook.facts
    assert again.instruments == rulebook.instruments
    for name, words in again.vocabularies.items():
        space = rulebook.vocabularies[name].space
        assert (words.space.dimensions, words.space.full) == (space.dimensions, space.full)
    spaces = {id(v.space) for v in again.vocabularies.values()}
    elements = (e for o in again.obligations.values() for e in o.elements)
    assert {id(e.demand.space) for e in elements if e.demand is not None} <= spaces


@given(strategies.worlds())
def test_any_law_comes_back_as_it_was(world: World) -> None:
    spaces = {name: place.space for name, place in world.places.items()}
    written = stored(codec.plain(world.jurisdiction))
    assert codec.model(written, spaces) == world.jurisdiction


@given(strategies.worlds(), st.data())
def test_any_pack_comes_back_as_it_was(world: World, data: st.DataObject) -> None:
    draft = strategies.Draft(strategies.dice(data.draw), world.places)
    duties = [strategies.random_duty(draft, name) for name in world.places]
    elements = [strategies.element(duty, world.places) for duty in duties]
    rulebook = strategies.rulebook(world.places, [strategies.obligation("o.1", *elements)])
    written = stored(codec.plain_rulebook(rulebook))
    spaces = {name: place.space for name, place in world.places.items()}
    assert isinstance(written, tuple)
    assert codec.model(written[1], spaces) == rulebook
    assert codec.plain_rulebook(codec.rulebook(written)) == codec.plain_rulebook(rulebook)


def test_what_is_no_part_of_the_model_is_refused() -> None:
    with pytest.raises(TypeError, match="no part of the model"):
        codec.plain(object())


# The second run.


def test_the_second_run_loads_no_reader_of_files(folder: Path) -> None:
    first, reading = ran(*CHECK)
    assert {"lark", "yaml"} <= reading
    second, modules = ran(*CHECK)
    assert second == first
    assert not modules & {"lark", "yaml", "jinja2", "wcwidth", "pydantic", "rich"}
    assert not modules & {
        "gapcheck.packs",
        "gapcheck.profiles",
        "gapcheck.shapes",
        "gapcheck.yamldoc",
    }


def test_the_second_question_loads_no_reader_of_files_but_the_language(folder: Path) -> None:
    asked = ("ask", "KGZ", "criminalize trafficking", "--as-of", "2018-06-30")
    first, _ = ran(*asked)
    second, modules = ran(*asked)
    assert second == first
    assert not modules & {
        "yaml",
        "pydantic",
        "gapcheck.packs",
        "gapcheck.profiles",
        "gapcheck.shapes",
    }


def test_no_run_reads_a_law_or_cases_that_were_not_asked_for(folder: Path, tmp_path: Path) -> None:
    place = own(tmp_path)
    shutil.copytree(place / "jurisdictions" / "kgz", place / "jurisdictions" / "kga")
    for _ in range(2):
        opened = read(*CHECK, cwd=place)
        assert any("protocol_tip" in path for path in opened)
        assert any("kgz" in path for path in opened)
        assert not [path for path in opened if "kga" in path or ".cases." in path]


@pytest.mark.parametrize("output", ["text", "json"])
def test_the_same_bytes_come_with_and_without_a_cache(
    folder: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    first, _ = ran(*CHECK, "--format", output)
    assert len(list(folder.iterdir())) == 2
    second, _ = ran(*CHECK, "--format", output)
    monkeypatch.setenv(cache.VARIABLE, "off")
    without, modules = ran(*CHECK, "--format", output)
    assert "lark" in modules
    assert first == second == without


# Never stale.


def own(tmp_path: Path) -> Path:
    """A workspace with its own copy of Kyrgyzstan and of the rules."""
    place = tmp_path / "own"
    for name in ("rules", "jurisdictions"):
        shutil.copytree(shipped() / name, place / name)
    return place


def test_a_changed_profile_is_read_again_and_stands_before_the_shipped_one(
    folder: Path, tmp_path: Path
) -> None:
    before, _ = ran(*CHECK)
    place = own(tmp_path)
    profile = place / "jurisdictions" / "kgz" / "jurisdiction.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("Kyrgyzstan", "Erewhon"), encoding="utf-8")
    assert b"Erewhon" in ran(*CHECK, cwd=place)[0]
    assert b"Erewhon" in ran(*CHECK, cwd=place)[0]
    profile.write_text(text.replace("Kyrgyzstan", "Utopia"), encoding="utf-8")
    assert b"Utopia" in ran(*CHECK, cwd=place)[0]
    assert ran(*CHECK)[0] == before


def test_a_changed_pack_is_read_again(folder: Path, tmp_path: Path) -> None:
    place = own(tmp_path)
    kept = Workspace(place)
    (first, _), (again, _) = loaded(kept), loaded(kept)
    assert [p.sha256 for p in first.packs] == [p.sha256 for p in again.packs]
    pack = place / "rules" / "protocol_tip.yaml"
    pack.write_text(pack.read_text(encoding="utf-8") + "# another remark\n", encoding="utf-8")
    changed, _ = loaded(kept)
    assert [p.sha256 for p in changed.packs] != [p.sha256 for p in first.packs]


def test_mistakes_are_told_every_time(folder: Path, tmp_path: Path) -> None:
    place = own(tmp_path)
    (place / "rules" / "protocol_tip.yaml").write_text("pack: [", encoding="utf-8")
    for _ in range(2):
        rulebook, mistakes = Workspace(place).rulebook()
        assert rulebook is None
        assert mistakes
    assert not folder.exists() or not list(folder.iterdir())


def test_some_packs_are_not_taken_for_all(folder: Path) -> None:
    workspace = Workspace(Path())
    every = len(workspace.pack_names())
    for packs, number in ((None, every), (["protocol_tip"], 1), (None, every)):
        rulebook, _ = workspace.rulebook(packs)
        assert rulebook is not None
        assert len(rulebook.packs) == number


def test_an_id_that_no_pack_declares_any_more_is_noticed(folder: Path, tmp_path: Path) -> None:
    place = own(tmp_path)
    profile = place / "jurisdictions" / "kgz" / "jurisdiction.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(text.replace("standings: []", STANDINGS), encoding="utf-8")
    kept = Workspace(place)
    rulebook, _ = loaded(kept)
    renamed = msgspec.structs.replace(rulebook, declared=rulebook.declared - {"tip.5.1"})
    assert [d.code for d in kept.jurisdiction("KGZ", renamed)[1]] == ["unknown-obligation"]


def test_every_file_of_the_package_that_decides_what_is_made_is_part_of_the_key() -> None:
    package = Path(cache.__file__).parent
    told = {line.rsplit(" ", 2)[0] for line in cache._program().split("\n")}
    ours = [path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()]
    left_out = {f"/{name}" for name in ours if not name.endswith(".pyc")} - told
    assert left_out == {"/py.typed"}


# Never in the way.


def flipped(content: bytes) -> bytes:
    return content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:0],
        lambda content: content[:20],
        lambda content: content[:-1],
        lambda content: content + b"x",
        lambda content: b"X" + content[1:],
        flipped,
    ],
    ids=["empty", "short", "cut", "longer", "other-magic", "flipped"],
)
def test_a_damaged_cache_is_made_anew_in_silence(
    folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    rulebook, law = loaded(Workspace(Path()))
    whole = {path: path.read_bytes() for path in folder.iterdir()}
    for path, content in whole.items():
        path.write_bytes(damage(content))
    again, same = loaded(Workspace(Path()))
    assert codec.plain(same) == codec.plain(law)
    assert codec.plain_rulebook(again) == codec.plain_rulebook(rulebook)
    assert {path: path.read_bytes() for path in folder.iterdir()} == whole


def test_two_processes_may_fill_it_at_once(folder: Path) -> None:
    one, other = started(*CHECK), started(*CHECK)
    with one, other:
        (first, _), (second, _) = ended(one), ended(other)
    third, modules = ran(*CHECK)
    assert first == second == third
    assert "yaml" not in modules
    assert [path.suffix for path in folder.iterdir()] == [".plain", ".plain"]


def test_a_folder_that_cannot_be_made_is_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "cache"))
    out, _ = ran(*CHECK)
    assert b"Kyrgyzstan" in out


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_folder_where_others_can_write_is_no_cache(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    loaded(Workspace(Path()))
    assert not list(folder.iterdir())


def test_the_folder_is_private_and_stays_small(folder: Path) -> None:
    for number in range(60):
        cache.keep(cache.key(str(number)), number)
    assert cache.found(cache.key("59")) == 59
    assert cache.found(cache.key("0")) is None
    assert len(list(folder.iterdir())) == 40
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700


def test_files_of_somebody_else_stay_in_the_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    theirs = {folder / name for name in ("thesis.docx", "notes.plain", "letter.draft")}
    stale = folder / f"{cache.key('gone')}.4711.draft"
    for path in (*theirs, stale):
        path.write_text("mine", encoding="utf-8")
        os.utime(path, (0, 0))
    for number in range(60):
        cache.keep(cache.key(str(number)), number)
    left = set(folder.iterdir())
    assert theirs <= left
    assert stale not in left
    assert len(left) == 40 + len(theirs)
