"""What the formatter rewrites in a file, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapcheck.diagnostics import Diagnostic
from gapcheck.formatting import formatted
from gapcheck.yamldoc import load

WIDE = "covers   trafficking where act is  any"
NEAT = "covers trafficking where act is any"


def written(tmp_path: Path, text: str) -> tuple[str | None, list[Diagnostic]]:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    document, _ = load(path, "file.yaml")
    assert document is not None
    return formatted(document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"claims:\n  - says: {WIDE}\n", f"claims:\n  - says: {NEAT}\n"),
        (f"law:\n  - says: {WIDE}\n", f"law:\n  - says: {NEAT}\n"),
        (f"law:\n  - {WIDE}\n", f"law:\n  - {NEAT}\n"),
        ("given: establish   a_fact\n", "given: establish a_fact\n"),
        (
            "reviews:\n  - says: reviewed   trafficking\n",
            "reviews:\n  - says: reviewed trafficking\n",
        ),
        ("requires: criminalize   trafficking\n", "requires: criminalize trafficking\n"),
    ],
)
def test_sentences_are_written_in_one_way(tmp_path: Path, text: str, expected: str) -> None:
    assert written(tmp_path, text) == (expected, [])


@pytest.mark.parametrize(
    "text",
    [
        "readings:\n  - {id: strict, says: only  adults, held_by: courts}\n",
        "needs:\n  - kind: training\n    says: Border guards,  in finding victims.\n",
        "title: covers   trafficking\n",
        "called:\n  conflict: [tip.8.5,  tip.8.6]\n",
        f"# {WIDE}\na: b # {WIDE}\n",
    ],
)
def test_human_text_and_remarks_stay_as_they_are(tmp_path: Path, text: str) -> None:
    assert written(tmp_path, text) == (text, [])


def test_a_sentence_that_cannot_be_read_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    text, (found,) = written(tmp_path, "claims:\n  - says: cover trafficking\n")
    assert text is None
    assert found.code == "syntax"
    assert found.span.text == "cover"
