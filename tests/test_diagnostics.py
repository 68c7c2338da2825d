"""How diagnostics are drawn, recorded, sorted; and guesses at misspelt words."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.diagnostics import (
    CODES,
    Diagnostic,
    Label,
    Severity,
    draw,
    suggestion,
    tidy,
)
from gapcheck.source import SourceFile, Span, display_width

FILE = SourceFile(
    "rules/tip.yaml", "one: 1\nall of mens, purpose\nكل من وسيلة، غرض\n包括 手段 目的\n"
)


def mark(word: str, file: SourceFile = FILE) -> Span:
    start = file.text.index(word)
    return Span(file, start, start + len(word))


def problem(span: Span, **more: object) -> Diagnostic:
    return Diagnostic("yaml-key", "no element named so", span, **more)  # type: ignore[arg-type]


def drawing(text: str) -> str:
    return dedent(text).strip("\n")


def test_a_drawing_has_place_excerpt_trail_and_help() -> None:
    trail = ("Trafficking Protocol", "Article 3(a)", "tip.3-a")
    drawn = draw(problem(mark("mens"), help="did you mean `means`?", trail=trail))
    assert drawn == drawing("""
        rules/tip.yaml:2:8: error[yaml-key]: no element named so
          |
        2 | all of mens, purpose
          |        ^^^^
          = in: Trafficking Protocol > Article 3(a) > tip.3-a
          = help: did you mean `means`?
    """)


@pytest.mark.parametrize(
    ("word", "caret_line"),
    [
        ("وسيلة", "  |       ^^^^^"),
        ("手段", "  |      ^^^^"),
        ("目的", "  |           ^^^^"),
    ],
)
def test_carets_stand_below_the_word_by_display_width(word: str, caret_line: str) -> None:
    assert draw(problem(mark(word))).splitlines()[3] == caret_line


def test_labels_are_further_excerpts_and_share_the_gutter() -> None:
    file = SourceFile("a.yaml", "means: x\n" + "\n" * 9 + "means: y\n")
    second = Span(file, file.text.rindex("means"), file.text.rindex("means") + 5)
    labels = (Label(mark("means", file), "first here"), Label(mark("mens"), "and there"))
    assert draw(problem(second, labels=labels)) == drawing("""
        a.yaml:11:1: error[yaml-key]: no element named so
           |
        11 | means: y
           | ^^^^^
           |
         1 | means: x
           | ----- first here
          --> rules/tip.yaml:2:8
           |
         2 | all of mens, purpose
           |        ---- and there
    """)


def test_an_empty_span_has_one_caret_even_at_the_end() -> None:
    end = len(FILE.text)
    assert draw(problem(Span(FILE, end, end))).splitlines()[2:] == ["5 |", "  | ^"]


def test_a_span_over_lines_is_underlined_to_the_end_of_the_first() -> None:
    span = mark("mens").until(mark("目的"))
    assert draw(problem(span)).splitlines()[3] == "  |        ^^^^^^^^^^^^^"


def test_a_file_without_text_has_no_excerpt() -> None:
    drawn = draw(problem(Span(SourceFile("gone.yaml", ""), 0, 0), help="look again"))
    assert drawn.splitlines()[1:] == ["  = help: look again"]


def test_nothing_raw_reaches_the_terminal() -> None:
    file = SourceFile("a\x1b.yaml", "a\tb\x1b[31mc\u202ed")
    drawn = draw(Diagnostic("yaml-key", "found `\x07`", mark("d", file), help="\r"))
    assert drawn.splitlines()[2:4] == ["1 | a b�[31mc�d", "  |           ^"]
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(drawn)


@pytest.mark.parametrize("filler", ["x", "条", "a\u0301"])
def test_a_long_line_is_cut_around_the_mark(filler: str) -> None:
    file = SourceFile("long.yaml", filler * 300 + "HERE" + filler * 300)
    _, _, line, carets = draw(problem(mark("HERE", file))).splitlines()
    assert line.startswith("1 | …")
    assert line.endswith("…")
    assert display_width(line) <= 108
    assert carets.index("^") == display_width(line[: line.index("HERE")])
    assert carets.count("^") == 4


def test_a_long_mark_is_cut_too() -> None:
    file = SourceFile("long.yaml", "x" * 300)
    _, _, line, carets = draw(problem(Span(file, 0, 300))).splitlines()
    assert (len(line), carets.count("^")) == (105, 100)


@given(st.text(), st.data())
def test_anything_can_be_drawn(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span(SourceFile("any.yaml", text), start, end)
    drawn = draw(problem(span, labels=(Label(span, "here"),)))
    assert len(drawn.split("\n")) == (7 if text else 1)


def test_tidy_sorts_by_file_place_and_code_and_drops_repetitions() -> None:
    other = SourceFile("a.yaml", "mens")
    one = Diagnostic("yaml-key", "m", mark("mens", other))
    two = Diagnostic("duplicate-key", "m", mark("mens"))
    three = Diagnostic("yaml-key", "m", mark("mens"))
    four = Diagnostic("duplicate-key", "m", mark("purpose"))
    assert tidy([four, two, three, one, two, three]) == [one, two, three, four]


def test_a_code_outside_the_table_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no-such-code"):
        Diagnostic("no-such-code", "m", mark("mens"))


def test_codes_are_kebab_case_and_explained_in_a_sentence() -> None:
    for name, code in CODES.items():
        assert name == name.lower().replace("_", "-").replace(" ", "-")
        assert code.explanation[0].isupper()
        assert code.explanation.endswith(".")
        assert code.severity in Severity


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("mens", "means"),
        ("MEANS", "means"),
        ("atc", "act"),
        ("child-without-means", "child_without_means"),
        ("zebra", None),
        ("act", None),
        ("", None),
    ],
)
def test_a_suggestion_is_the_nearest_known_word(word: str, meant: str | None) -> None:
    known = ["purpose", "means", "act", "child_without_means"]
    expected = f"did you mean `{meant}`?" if meant else None
    assert suggestion(word, known) == suggestion(word, reversed(known)) == expected


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("under_18", "under_14"),
        ("16_18", "16_17"),
        ("minimum", "maximum"),
        ("at_most", "at_least"),
        ("lawful_entry", "unlawful_entry"),
        ("unlawfull", "lawful"),
        ("child_with_means", "child_without_means"),
        ("met", "not_met"),
    ],
)
def test_what_would_change_the_law_is_not_suggested(word: str, known: str) -> None:
    assert suggestion(word, [known]) is None


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("under14", "under_14"),
        ("under", "under_14"),
        ("minimun", "minimum"),
        ("notmet", "not_met"),
        ("imformation", "information"),
        ("child_withot_means", "child_without_means"),
    ],
)
def test_a_slip_is_still_recognised(word: str, known: str) -> None:
    assert suggestion(word, [known]) == f"did you mean `{known}`?"
