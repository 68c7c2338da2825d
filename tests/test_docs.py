"""The pages are true: what they show was run, what they say can be said, and what they point to is there."""

from __future__ import annotations

import os
import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from gapcheck import cli
from gapcheck.cli import options
from gapcheck.model.law import Rulebook
from gapcheck.workspace import Workspace, shipped
from tests import manual, mistakes, profile_pages, vocabulary

UPDATE = bool(os.environ.get("GAPCHECK_UPDATE_SNAPSHOTS"))
ROOT = manual.DOCS.parent
MADE = (mistakes.CATALOGUE.name, vocabulary.PAGE.name)
WRITTEN = [page for page in manual.pages() if page not in MADE]


def text(page: str) -> str:
    return (manual.DOCS / page).read_text(encoding="utf-8")


def lines(page: str) -> list[str]:
    return text(page).split("\n")


@cache
def rulebook() -> Rulebook:
    found, diagnostics = Workspace(shipped()).rulebook()
    assert found is not None, diagnostics
    return found


@pytest.mark.parametrize("page", WRITTEN)
def test_what_a_page_shows_is_what_happens(page: str, tmp_path: Path) -> None:
    session = manual.Session(tmp_path)
    before = lines(page)
    after = list(before)
    for block in manual.blocks(before):
        assert block.words[:1] in {(), ("console",), ("yaml",), ("sentence",), ("text",), ("json",)}
    changed: list[tuple[manual.Block, list[str]]] = []
    for block in manual.blocks(before):
        match block.words:
            case ("console",) | ("console", "wrong"):
                changed.append((block, manual.rerun(block, session)))
            case ("yaml", "from", _):
                assert manual.is_shipped(block), f"line {block.start + 1} is not what is shipped"
            case ("yaml", "case", _):
                continue
            case ("yaml", _, *_):
                session.write(block)
            case _:
                continue
    for block, fresh in reversed(changed):
        after[block.start : block.start + len(block.lines)] = fresh
    after = manual.with_tables(after)
    if UPDATE:
        (manual.DOCS / page).write_text("\n".join(after), encoding="utf-8", newline="\n")
        before = lines(page)
    assert after == before


def block(info: str, *content: str) -> manual.Block:
    return manual.Block(info, content, 1)


def test_a_line_of_a_file_is_replaced_only_where_it_says_what_the_page_says(tmp_path: Path) -> None:
    session = manual.Session(tmp_path)
    session.write(block("yaml act.yaml", "statute: act", "reviews: []", "title: Act"))
    with pytest.raises(AssertionError, match="would replace `title: Act`"):
        session.write(block("yaml act.yaml line 3 with reviews: []", "reviews:"))
    session.write(block("yaml act.yaml line 2 with reviews: []", "reviews:", "  - says: x"))
    assert (tmp_path / "act.yaml").read_text(encoding="utf-8") == (
        "statute: act\nreviews:\n  - says: x\ntitle: Act\n"
    )


def test_a_page_shows_a_mistake_only_where_it_means_to(tmp_path: Path) -> None:
    session = manual.Session(tmp_path)
    asked = ('$ gapcheck ask KGZ "criminalize traficking"', manual.REST)
    with pytest.raises(AssertionError, match="not meant"):
        manual.rerun(block("console", *asked), session)
    assert manual.rerun(block("console wrong", *asked), session)
    with pytest.raises(AssertionError, match="not meant"):
        manual.rerun(block("console wrong", "$ gapcheck --version", manual.REST), session)


def test_an_excerpt_is_made_anew_only_where_it_still_speaks_of_the_same_obligation() -> None:
    shown = ["head", "...", "N tip.3.c Does not meet", "  No means", "..."]
    printed = [
        "head",
        "N tip.3.d Does not meet",
        "  No means",
        "P tip.3.c Partly",
        "  Means",
        "end",
    ]
    assert "P tip.3.c Partly" in manual.abridged(shown, printed)
    with pytest.raises(AssertionError, match=r"tip\.3\.c no longer"):
        manual.abridged(shown, [line for line in printed if "tip.3.c" not in line])


@pytest.mark.parametrize("page", WRITTEN)
def test_every_sentence_of_a_page_is_one(page: str) -> None:
    wrong = [
        told for s in manual.sentences(lines(page)) if (told := manual.complaint(s, rulebook()))
    ]
    assert wrong == []


@pytest.mark.parametrize("page", WRITTEN)
def test_every_case_of_a_page_comes_out_as_it_says(page: str, tmp_path: Path) -> None:
    for block in manual.blocks(lines(page)):
        if block.words[:2] == ("yaml", "case"):
            assert manual.judged(block, rulebook(), tmp_path) is None


@pytest.mark.parametrize("page", manual.pages())
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", manual.prose(lines(page))):
        if re.match(r"https?://", target):
            continue
        name, _, heading = target.partition("#")
        path = (manual.DOCS / page).parent / name if name else manual.DOCS / page
        assert path.exists(), f"{page} links to {target}"
        if heading:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {mistakes.anchor(h) for h in headings}, f"{page} links to {target}"


def test_every_command_and_option_has_its_place_in_the_manual() -> None:
    sections = dict(
        re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text("commands.md"), re.MULTILINE | re.DOTALL)
    )
    program: Any = typer.main.get_command(cli.app)
    for name, command in program.commands.items():
        assert name in sections, f"the manual has no section on {name}"
        for parameter in command.params:
            for option in parameter.opts:
                shown = option if option.startswith("-") else (parameter.metavar or option)
                assert f"`{shown}" in sections[name], f"the section on {name} leaves {shown} out"
    for parameter in program.params:
        assert f"`{parameter.opts[0]}`" in text("commands.md")


def test_both_tables_of_commands_have_them_all() -> None:
    program: Any = typer.main.get_command(cli.app)
    linked = re.findall(r"^\| \[`(\w+)`\]\(#\w+\) \|", text("commands.md"), re.MULTILINE)
    assert sorted(linked) == sorted(program.commands)
    shown = re.findall(r"^\| `gapcheck (\w+)", text("../README.md"), re.MULTILINE)
    assert set(shown) == set(program.commands)


@pytest.mark.parametrize(
    ("section", "words"),
    [("schema", cli.Schema), ("list", options.Kind), ("check", options.FailOn)],
)
def test_every_word_that_a_command_takes_is_in_its_section(
    section: str, words: type[StrEnum]
) -> None:
    told = text("commands.md").partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    assert [word for word in words if f"`{word}`" not in told] == []


def test_every_code_in_the_packs_is_explained() -> None:
    page = text("files.md")
    for obligation in rulebook().obligations.values():
        assert f"| `{obligation.assessability}` |" in page
        assert [name for name in obligation.addressees if f"`{name}`" not in page] == []
    assert "`roll_up: any`" in page


def test_every_exit_status_is_explained() -> None:
    for status in (cli.DONE, cli.REACHED, cli.USAGE, cli.WRONG_FILE, cli.OUR_FAILURE):
        assert re.search(rf"^\| {status} \|", text("commands.md"), re.MULTILINE)


def test_every_key_of_every_file_is_explained() -> None:
    shown = set(re.findall(r"<!-- keys: (\w+) -->", text("files.md")))
    assert shown == {kind.__name__ for kind in manual.shapes()}


def test_the_vocabulary_is_up_to_date() -> None:
    made = vocabulary.page(rulebook())
    if UPDATE:
        vocabulary.PAGE.write_text(made, encoding="utf-8", newline="\n")
    assert vocabulary.PAGE.read_text(encoding="utf-8") == made


def test_the_pages_on_jurisdictions_are_up_to_date() -> None:
    workspace, rules = Workspace(shipped()), rulebook()
    loaded = [workspace.jurisdiction(code, rules) for code in workspace.jurisdictions()]
    made = profile_pages.pages(rules, [profile for profile, _ in loaded if profile is not None])
    if UPDATE:
        profile_pages.FOLDER.mkdir(exist_ok=True)
        for path, content in made.items():
            path.write_text(content, encoding="utf-8", newline="\n")
    assert {p: p.read_text(encoding="utf-8") for p in profile_pages.FOLDER.iterdir()} == made


def test_nothing_that_was_only_heard_is_left_out_of_the_pages() -> None:
    workspace, rules = Workspace(shipped()), rulebook()
    overview = profile_pages.OVERVIEW.read_text(encoding="utf-8")
    for code in workspace.jurisdictions():
        profile, _ = workspace.jurisdiction(code, rules)
        assert profile is not None
        for item in profile_pages.heard(profile):
            assert item.citation in overview
            assert item.source in overview


# What the page for contributors says of the project.


def contributing(heading: str) -> str:
    """A section of the page."""
    parts = re.split(r"^## (.+)$", text("../CONTRIBUTING.md"), flags=re.MULTILINE)
    return parts[parts.index(heading) + 1]


def named(column: str, section: str) -> list[str]:
    """The names in the first column of a table, told by the head of that column."""
    _, _, rest = section.partition(f"| {column} |")
    table, _, _ = rest.partition("\n\n")
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


def _shipped_folders() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return set(settings["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"])


def test_the_picture_names_every_module_and_folder() -> None:
    package = ROOT / "gapcheck"
    modules = {p.stem for p in package.glob("*.py")} | {
        p.parent.name for p in package.glob("*/__init__.py")
    }
    picture = contributing("The picture")
    assert set(named("Module", picture)) == modules - {"__init__", "__main__"}
    assert [name for name in named("Folder", picture) if not (ROOT / name).is_dir()] == []
    assert {"gapcheck", *_shipped_folders(), "docs", "tests"} <= set(named("Folder", picture))


def test_the_picture_shows_the_layers_that_are_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    (shown,) = (b for b in manual.blocks(lines("../CONTRIBUTING.md")) if b.info == "text layers")
    assert list(shown.lines) == layers


def test_every_target_and_every_named_file_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    shown = named("Target", contributing("The first hour"))
    assert shown == [f"make {target}" for target in targets if target != "help"]
    page = text("../CONTRIBUTING.md")
    paths = re.findall(r"`((?:gapcheck|tests|rules|docs)/[\w/.]+)`", page)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
