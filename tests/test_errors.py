"""Every code of a diagnostic: a tiny file that provokes it, its message as drawn, and the catalogue made of them."""

from __future__ import annotations

import os

import pytest

from gapcheck.diagnostics import CODES
from tests import advice, mistakes

UPDATE = bool(os.environ.get("GAPCHECK_UPDATE_SNAPSHOTS"))


def test_every_code_has_its_file_and_message_and_nothing_else_lies_there() -> None:
    expected = {f"{code}.{ending}" for code in CODES for ending in ("yaml", "txt")}
    assert {path.name for path in mistakes.FOLDER.iterdir()} == expected


def test_every_code_has_advice() -> None:
    assert set(advice.ADVICE) == set(CODES)


@pytest.mark.parametrize("code", mistakes.codes_with_files())
def test_the_file_of_a_code_provokes_it_alone_and_is_told_so(code: str) -> None:
    assert {diagnostic.code for diagnostic in mistakes.provoked(code)} == {code}
    message = mistakes.FOLDER / f"{code}.txt"
    drawn = mistakes.drawn(code)
    if UPDATE:
        message.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn == message.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", mistakes.codes_with_files())
def test_every_message_has_a_place(code: str) -> None:
    for diagnostic in mistakes.provoked(code):
        assert diagnostic.span.file.name == mistakes.place_of(code)


def test_the_catalogue_is_up_to_date() -> None:
    made = mistakes.catalogue()
    if UPDATE:
        mistakes.CATALOGUE.parent.mkdir(exist_ok=True)
        mistakes.CATALOGUE.write_text(made, encoding="utf-8", newline="\n")
    assert mistakes.CATALOGUE.read_text(encoding="utf-8") == made
