"""The pages under `docs`: their commands are run, their files written, their sentences and cases tried.

It knows how a page shows these things, and how a page is written anew with what is true now. It does not
know what any page is about.

A page marks its blocks by the words after the fence:

- `console`: commands after `$ `, each with all it prints. A line `...` stands for any lines, ` ...` at the end
  of a line for the rest of it; `$ echo $?` shows the exit status. A file or a sentence may be wrong only in
  `console wrong`.
- `yaml PATH`: a file of the folder in which the commands of the page are run; `yaml PATH line N with WORDS`
  takes the place of the line N of it, in which these words stand, `yaml PATH end` is added to it.
- `yaml from PATH`: lines of a shipped file.
- `yaml case`: cases, judged by the shipped rules.
- `text layers`: the layers of the program, as `make layers` checks them.
- `sentence`: sentences of the language over the shipped spaces, each beginning at the margin.
"""

from __future__ import annotations

import io
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final
from unittest import mock

from msgspec import Struct

import gapcheck.cases.shape
import gapcheck.packs.shape
import gapcheck.profiles.shape  # noqa: F401 - with the two above: every kind of mapping is known
from gapcheck import cases, cli
from gapcheck.diagnostics import Diagnostic, draw
from gapcheck.dsl import ast, checker, parser
from gapcheck.model.law import Rulebook
from gapcheck.model.names import known_names
from gapcheck.shapes import Shape
from gapcheck.source import SourceFile, Span
from gapcheck.workspace import shipped

DOCS: Final = Path(__file__).parent.parent / "docs"
REST: Final = "..."

_FENCE = re.compile(r"^```(.*)$")
_OBLIGATION = re.compile(r"\b(?:tip|som|untoc)(?:\.\w+)+")
_ENVIRONMENT = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}


class Block(Struct, frozen=True):
    """What stands between two fences, with the number of its first line (from 0)."""

    info: str
    lines: tuple[str, ...]
    start: int

    @property
    def words(self) -> tuple[str, ...]:
        """The words after the fence."""
        return tuple(self.info.split())


def pages() -> Sequence[str]:
    """The names of the pages, seen from `docs`; those that stand above it are among them."""
    return [*sorted(path.name for path in DOCS.glob("*.md")), "../CONTRIBUTING.md", "../README.md"]


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a page in its order."""
    begun: tuple[str, int] | None = None
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if begun is None:
            begun = fence[1].strip(), number + 1
        else:
            yield Block(begun[0], tuple(lines[begun[1] : number]), begun[1])
            begun = None
    assert begun is None, "a block is not closed"


def prose(lines: Sequence[str]) -> str:
    """A page without its blocks."""
    kept = list(lines)
    for block in blocks(lines):
        kept[block.start - 1 : block.start + len(block.lines) + 1] = [""] * (len(block.lines) + 2)
    return "\n".join(kept)


# Commands.


class Session:
    """A folder in which the commands of a page are run one after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._status = 0

    def run(self, command: str) -> list[str]:
        """Run a command in this process; give what a person sees, without blanks at the ends."""
        name, *arguments = shlex.split(command)
        if command == "echo $?":
            return [str(self._status)]
        assert name == "gapcheck", f"a page can only show gapcheck, not {name}"
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with (
            chdir(self._folder),
            mock.patch.dict("os.environ", _ENVIRONMENT),
            mock.patch.object(sys, "argv", ["gapcheck", *arguments]),
            redirect_stdout(printed),
            redirect_stderr(printed),
        ):
            try:
                cli.main()
            except SystemExit as ended:
                self._status = ended.code if isinstance(ended.code, int) else 0
        printed.seek(0)
        lines = [line.rstrip() for line in printed.read().split("\n")]
        while lines and not lines[-1]:
            lines.pop()
        assert self._status != cli.OUR_FAILURE, "\n".join([command, *lines])
        return lines

    def write(self, block: Block) -> None:
        """Put a file, or a line of one, into the folder."""
        path = self._folder / block.words[1]
        if len(block.words) == 2:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(block.lines) + "\n", encoding="utf-8")
            return
        lines = path.read_text(encoding="utf-8").split("\n")
        match block.words[2:]:
            case ("end",):
                lines[-1:] = [*block.lines, ""]
            case ("line", number, "with", *words):
                replaced = lines[int(number) - 1]
                assert " ".join(words) in replaced, f"`{block.info}` would replace `{replaced}`"
                lines[int(number) - 1 : int(number)] = block.lines
            case _:
                raise AssertionError(f"no page can say `{block.info}`")
        path.write_text("\n".join(lines), encoding="utf-8")


def rerun(block: Block, session: Session) -> list[str]:
    """The lines of a block of commands as they would have to be now; the same if nothing changed."""
    fresh: list[str] = []
    wrong = False
    for command, shown in _commands(block):
        printed = session.run(command)
        wrong = wrong or any("error[" in line for line in printed)
        kept = shown if agrees(shown, printed) else abridged(shown, printed)
        fresh += [f"$ {command}", *kept]
    assert wrong == ("wrong" in block.words), (
        f"line {block.start}: a mistake, or none, is not meant"
    )
    return fresh


def _commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Each command with the output shown; blank lines before the next command belong to the output."""
    starts = [n for n, line in enumerate(block.lines) if line.startswith("$ ")]
    assert starts[:1] == [0], f"line {block.start + 1}: a block of commands begins with `$ `"
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        yield block.lines[start].removeprefix("$ "), list(block.lines[start + 1 : end])


def agrees(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether an abridged output is one of what was printed."""
    chunks = _chunks(shown)
    at = 0
    for number, chunk in enumerate(chunks):
        is_last = number == len(chunks) - 1
        if is_last and (
            len(printed) - len(chunk) < at or (number == 0 and len(printed) != len(chunk))
        ):
            return False
        if is_last:
            places = range(len(printed) - len(chunk), len(printed) - len(chunk) + 1)
        else:
            places = range(at, at + 1) if number == 0 else range(at, len(printed) - len(chunk) + 1)
        found = next((p for p in places if _same(chunk, printed[p : p + len(chunk)])), None)
        if found is None:
            return False
        at = found + len(chunk)
    return True


def abridged(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """What was printed, cut in the way in which an older output was cut."""
    chunks = _chunks(shown)
    if len(chunks) == 1:
        return list(printed)
    result: list[str] = []
    at = 0
    for number, chunk in enumerate(chunks):
        size = len(chunk)
        if number == 0:
            start = 0
        elif number == len(chunks) - 1:
            start = max(at, len(printed) - size)
        else:
            start = _likest(chunk, printed, at)
        found = printed[start : start + size]
        lost = _named(chunk) - _named(found)
        assert not lost, (
            f"an excerpt on {', '.join(sorted(lost))} no longer says so: choose another"
        )
        result += [_cut(old, new) for old, new in zip(chunk, found, strict=False)]
        at = start + size
        if number < len(chunks) - 1:
            result.append(REST)
    return result


def _chunks(shown: Sequence[str]) -> list[list[str]]:
    """What stands between the lines that stand for others."""
    chunks: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == REST:
            chunks.append([])
        else:
            chunks[-1].append(line)
    return chunks


def _same(shown: Sequence[str], printed: Sequence[str]) -> bool:
    return len(shown) == len(printed) and all(
        new.startswith(old.removesuffix(f" {REST}")) if old.endswith(f" {REST}") else old == new
        for old, new in zip(shown, printed, strict=True)
    )


def _likest(chunk: Sequence[str], printed: Sequence[str], at: int) -> int:
    def likeness(start: int) -> float:
        text = "\n".join(
            line[: len(old)] for old, line in zip(chunk, printed[start:], strict=False)
        )
        return SequenceMatcher(None, "\n".join(chunk), text, autojunk=False).ratio()

    def named(start: int) -> int:
        return len(_named(chunk) & _named(printed[start : start + len(chunk)]))

    places = range(at, max(at + 1, len(printed) - len(chunk) + 1))
    most = max(named(start) for start in places)
    return max((start for start in places if named(start) == most), key=likeness)


def _named(lines: Sequence[str]) -> set[str]:
    """The obligations that lines of an output speak of."""
    return set(_OBLIGATION.findall(" ".join(lines)))


def _cut(old: str, new: str) -> str:
    if not old.endswith(f" {REST}") or len(new) <= len(old):
        return new
    return f"{new[: len(old) - len(REST)].rsplit(' ', 1)[0]} {REST}"


# Sentences and cases.


def sentences(lines: Sequence[str]) -> Iterator[str]:
    """The sentences of a page: those of its blocks, and those that stand in its text between backticks."""
    for block in blocks(lines):
        if block.words[:1] == ("sentence",):
            kept = [line for line in block.lines if line and not line.startswith("#")]
            yield from re.split(r"\n(?! )", "\n".join(kept))
    for inline in re.findall(r"(?<!`)`([^`]+)`(?!`)", prose(lines)):
        words = " ".join(inline.split())
        if re.match(
            r"(criminalize|aggravate|never punish|guarantee|establish) \w+", words
        ) or re.match(
            r"(covers|defines|grants|exempts|extends|applies|releases|lead|reviewed|watch|on reading) \w+",
            words,
        ):
            yield words


def complaint(sentence: str, rulebook: Rulebook) -> str | None:
    """What is wrong with a sentence over the shipped spaces, drawn; none if nothing is."""
    file = SourceFile("sentence", sentence)
    text = parser.Text(sentence, lambda start, end: Span(file, start, end))
    readers = [parser.parse_duty, parser.parse_claim, parser.parse_reviewed, parser.parse_watch]
    trees: list[ast.Sentence | Diagnostic] = [read(text) for read in readers]
    found = next((tree for tree in trees if not isinstance(tree, Diagnostic)), None)
    if found is None:
        return "\n".join(draw(tree) for tree in trees if isinstance(tree, Diagnostic))
    problems = checker.check(found, known_names(rulebook))
    return "\n".join(draw(problem) for problem in problems) or None


def judged(block: Block, rulebook: Rulebook, folder: Path) -> str | None:
    """What is wrong with the cases of a block, drawn; none if they come out as they say."""
    indented = "".join(f"  {line}\n" if line else "\n" for line in block.lines)
    path = folder / "page.cases.yaml"
    path.write_text(f"pack: {block.words[2]}\ncases:\n{indented}", encoding="utf-8")
    found, diagnostics = cases.load_cases([path], rulebook, lambda _: "the page")
    assert found or diagnostics, "the block holds no case"
    complaints = [c for result in cases.run(found, rulebook) for c in result.complaints]
    return "\n".join(draw(problem) for problem in [*diagnostics, *complaints]) or None


def is_shipped(block: Block) -> bool:
    """Whether a block stands word for word in the shipped file that it names."""
    path = shipped() / block.words[2]
    return "\n".join(block.lines) in path.read_text(encoding="utf-8")


# Keys of files.


def keys_table(shape: type[Shape]) -> list[str]:
    """The table of the keys of a mapping, with what each says."""
    rows = ["| Key | | What it says |", "| --- | --- | --- |"]
    for name, field in shape.model_fields.items():
        needed = "needed" if field.is_required() else ""
        meaning = (field.description or "").replace("|", r"\|")
        rows.append(f"| `{field.alias or name}` | {needed} | {meaning} |")
    return rows


def shapes(root: type[Shape] = Shape) -> Iterator[type[Shape]]:
    """Every kind of mapping that files hold."""
    for kind in root.__subclasses__():
        if kind.__module__.startswith("gapcheck."):
            yield kind
            yield from shapes(kind)


def with_tables(lines: Sequence[str]) -> list[str]:
    """A page with every table of keys made anew: each stands after a remark `<!-- keys: NAME -->`."""
    known = {kind.__name__: kind for kind in shapes()}
    fresh: list[str] = []
    skipping = False
    for line in lines:
        if skipping and (not line or line.startswith("|")):
            continue
        if skipping:
            fresh.append("")
        fresh.append(line)
        found = re.fullmatch(r"<!-- keys: (\w+) -->", line)
        skipping = found is not None
        if found is not None:
            fresh += ["", *keys_table(known[found[1]])]
    return fresh
