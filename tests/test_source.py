"""Places in a text, and the width of what is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.dsl import ast
from gapcheck.source import SourceFile, Span, display_width, printable

TEXT = "one\r\nzwei 😀 drei\rأربعة\n\n五"
FILE = SourceFile("numbers.yaml", TEXT)


@pytest.mark.parametrize(
    ("word", "position"),
    [("one", (1, 1)), ("drei", (2, 8)), ("أربعة", (3, 1)), ("五", (5, 1))],
)
def test_a_position_counts_lines_and_characters_from_one(
    word: str, position: tuple[int, int]
) -> None:
    assert FILE.position(TEXT.index(word)) == position


def test_lines_end_in_any_of_three_ways() -> None:
    assert [FILE.line(number) for number in range(1, 6)] == [
        "one",
        "zwei 😀 drei",
        "أربعة",
        "",
        "五",
    ]


def test_an_empty_text_has_one_line() -> None:
    empty = SourceFile("empty.yaml", "")
    assert (empty.position(0), empty.line(1), empty.offset(0, 0)) == ((1, 1), "", 0)


def test_an_offset_beyond_the_text_is_its_end() -> None:
    assert FILE.offset(99, 0) == FILE.offset(4, 99) == len(TEXT)


@given(st.text(alphabet="a😀ع\r\n\u2028", max_size=30), st.integers(0, 30))
def test_offset_undoes_position(text: str, offset: int) -> None:
    file = SourceFile("any.yaml", text)
    offset = min(offset, len(text))
    line, column = file.position(offset)
    assert file.offset(line - 1, column - 1) == offset


@given(st.text(alphabet="ab\r\n", max_size=30))
def test_lines_and_their_ends_make_the_text(text: str) -> None:
    file = SourceFile("any.yaml", text)
    lines = [file.line(number + 1) for number in range(file.position(len(text))[0])]
    assert "\n".join(lines) == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_span_knows_its_text_and_place() -> None:
    start = TEXT.index("drei")
    span = Span(FILE, start, start + 4)
    assert (span.text, span.line, span.column) == ("drei", 2, 8)
    assert repr(span) == "<numbers.yaml:2:8+4>"


def test_spans_are_equal_by_value_and_files_by_name() -> None:
    same = SourceFile(FILE.name, TEXT)
    assert {Span(FILE, 0, 3), Span(same, 0, 3)} == {Span(FILE, 0, 3)}
    assert Span(FILE, 0, 3) != Span(SourceFile("other.yaml", TEXT), 0, 3)


def test_until_reaches_over_what_lies_between() -> None:
    first, inner, last = Span(FILE, 0, 3), Span(FILE, 1, 2), Span(FILE, 5, 9)
    assert first.until(last).text == "one\r\nzwei"
    assert first.until(inner) == first


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1), (0, len(TEXT) + 1)])
def test_a_span_outside_the_text_is_a_bug(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Span(FILE, start, end)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("means", 5),
        ("الاتجار", 7),
        ("مُتَّجِر", 4),
        ("人口贩运", 8),
        ("e\u0301", 1),
        ("😀", 2),
        ("a\tb", 3),
        ("\x1b[31m", 5),
        ("", 0),
    ],
)
def test_display_width_is_what_a_terminal_shows(text: str, width: int) -> None:
    assert display_width(text) == width


@given(st.text())
def test_any_text_has_a_width(text: str) -> None:
    assert display_width(text) >= 0


def test_nothing_printable_turns_or_rings_the_terminal() -> None:
    assert printable("a\x07\x1b[0m\x85\u202eb\u2066\tc") == "a��[0m��b� c"


def test_what_stands_elsewhere_and_means_the_same_is_equal() -> None:
    here, there = (ast.Name("child", Span(FILE, start, start + 1)) for start in (0, 1))
    other = ast.Name("adult", here.span)
    assert here == there
    assert not here != there  # noqa: SIM202 - both ways of asking are under test
    assert (hash(here), repr(here)) == (hash(there), "Name(text='child')")
    assert here != other
    assert here != ast.NotOnlyFine(here.span)


def test_one_name_stands_for_one_text() -> None:
    assert SourceFile("a.yaml", "x") == SourceFile("a.yaml", "y")
    assert not SourceFile("a.yaml", "x") != SourceFile("a.yaml", "y")  # noqa: SIM202 - the same
    assert SourceFile("a.yaml", "x") != SourceFile("b.yaml", "x")
