"""One trial: a changed file or sentence is read, and what can still be read is judged.

It knows what must never happen: an exception; a file that is refused without a word, or with a word about no place in
it. It does not know how texts are changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Final, TypeAlias, TypeVar
from unittest.mock import patch

from msgspec import Struct

from gapcheck import asking, cases, codec, yamldoc
from gapcheck.diagnostics import Diagnostic, Severity, draw
from gapcheck.engine import assess, judge
from gapcheck.model.law import Rulebook
from gapcheck.model.profile import Jurisdiction
from gapcheck.packs import load_rulebook
from gapcheck.profiles import load_jurisdiction
from gapcheck.report import view
from gapcheck.yamldoc import load
from tests.fuzz.mutations import Mutator, mutator

CORPUS: Final = Path(__file__).parent / "corpus"
HOME: Final = "jurisdictions/xaa"
SENTENCE: Final = "a sentence"
DAYS: Final = (date(2013, 1, 1), date(2025, 1, 1))
_PLACES: Final = {
    "question",
    *(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*.yaml")),
}
"""What diagnostics may call the files of the corpus, and a sentence."""

Value = TypeVar("Value")
_SENTENCES: Final = 3
"""So many trials are about a sentence for each one that is about a file of the corpus."""


Loaded: TypeAlias = tuple[yamldoc.Document | None, list[Diagnostic]]


class Trial(Struct, frozen=True):
    """A changed text, and the file it stands for, or `SENTENCE`."""

    what: str
    text: str


def trial_dice(seed: int, number: int) -> Random:
    """What one trial is drawn with."""
    return Random(f"{seed} {number}")  # noqa: S311 - chance that can be repeated


class Laboratory:
    """A workspace of small files; one of them is changed at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        shutil.copytree(CORPUS, folder, dirs_exist_ok=True)
        files = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*.yaml"))
        self._texts = {name: (CORPUS / name).read_text(encoding="utf-8") for name in files}
        self._documents: dict[str, Loaded] = {}
        self._changed = ""
        self._mutator: Mutator = mutator(list(self._texts.values()))
        self._rulebook = _wanted(load_rulebook([folder]))
        self._law = _wanted(self._loaded_law(self._rulebook))
        self._duties = [e.requires for o in self._rulebook.obligations.values() for e in o.elements]

    def drawn(self, dice: Random) -> Trial:
        """A changed file or sentence; the same dice give the same."""
        what = dice.choice((*self._texts, *[SENTENCE] * _SENTENCES))
        if what == SENTENCE:
            return Trial(what, self._mutator.mutated_sentence(dice.choice(self._duties), dice))
        return Trial(what, self._mutator.mutated(self._texts[what], dice))

    def tried(self, trial: Trial) -> bool:
        """Whether the text could be used; `AssertionError` or any exception where the program fails."""
        if trial.what == SENTENCE:
            return self._asked(trial.text)
        path = self._folder / trial.what
        path.write_bytes(trial.text.encode("utf-8", "surrogatepass"))
        self._changed = trial.what
        try:
            with patch.object(yamldoc, "load", self._document):
                return self._read(trial.what)
        finally:
            path.write_text(self._texts[trial.what], encoding="utf-8")

    def _document(self, path: Path, name: str) -> Loaded:
        """A file as YAML; those that are as they were are read once."""
        if name == self._changed:
            return load(path, name)
        if name not in self._documents:
            self._documents[name] = load(path, name)
        return self._documents[name]

    def _asked(self, sentence: str) -> bool:
        element, diagnostics = asking.asked(sentence, self._rulebook)
        if element is None:
            _check_refusal(diagnostics)
            return False
        for day in DAYS:
            outcome = judge(element, self._rulebook, self._law, day)
            view.answer(outcome, self._rulebook, self._law, day)
        return True

    def _read(self, name: str) -> bool:
        if name.endswith(".cases.yaml"):
            return self._cases(self._rulebook)
        if name.startswith("rules/"):
            rulebook, diagnostics = load_rulebook([self._folder])
            if rulebook is None:
                _check_refusal(diagnostics)
                return False
            self._cases(rulebook)
            self._judged(rulebook)
            return True
        return self._judged(self._rulebook)

    def _judged(self, rulebook: Rulebook) -> bool:
        """Whether the law can be used with a rulebook; if so, it is judged, worded and kept as plain data."""
        law, diagnostics = self._loaded_law(rulebook)
        if law is None:
            _check_refusal(diagnostics)
            return False
        for day in DAYS:
            view.assessment(assess(rulebook, law, day), rulebook)
        again = codec.rulebook(codec.plain_rulebook(rulebook))
        codec.jurisdiction(codec.plain(law), again)
        return True

    def _loaded_law(self, rulebook: Rulebook) -> tuple[Jurisdiction | None, list[Diagnostic]]:
        return load_jurisdiction(self._folder / HOME, HOME, rulebook)

    def _cases(self, rulebook: Rulebook) -> bool:
        path = self._folder / "rules/small.cases.yaml"
        found, diagnostics = cases.load_cases([path], rulebook, lambda _: "rules/small.cases.yaml")
        _check_drawn(diagnostics)
        if any(d.severity is Severity.ERROR for d in diagnostics):
            return False
        for result in cases.run(found, rulebook):
            _check_drawn(result.complaints)
        return True


def _wanted(loaded: tuple[Value | None, Sequence[Diagnostic]]) -> Value:
    """What the corpus itself holds: it has no mistakes."""
    value, diagnostics = loaded
    assert value is not None, "\n".join(draw(d) for d in diagnostics)
    return value


def _check_refusal(diagnostics: Sequence[Diagnostic]) -> None:
    """A refusal says why: at least one error, about a place in one of the files or in the sentence."""
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    assert any(d.span.file.name in _PLACES for d in errors), "refused without a place"
    _check_drawn(diagnostics)


def _check_drawn(diagnostics: Iterable[Diagnostic]) -> None:
    """Every diagnostic can be shown, and its place is one that the file has."""
    for diagnostic in diagnostics:
        span = diagnostic.span
        assert 0 <= span.start <= span.end <= len(span.file.text), diagnostic
        assert draw(diagnostic).strip(), diagnostic
