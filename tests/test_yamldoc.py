"""The strict subset of YAML, the spans of its nodes, and sentences inside scalars."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gapcheck.diagnostics import Diagnostic, draw
from gapcheck.source import SourceFile, Span
from gapcheck.yamldoc import (
    DEEPEST_NESTING,
    LARGEST_FILE,
    Document,
    Embedded,
    Mapping,
    Node,
    Plain,
    Scalar,
    Sequence,
    Steps,
    Style,
    embedded,
    load,
    parse,
    reading,
)

PACK = """\
# 人口贩运
pack: protocol_tip   # the name
title: "الاتجار 😀 بالأشخاص"
obligations:
  - id: tip.3.c
    provision: 1.10
    listed: NO
    requires: |
      criminalize trafficking
        where victim is child

    tags: [a, {b: c}]
  - id: '2'
    empty:
    null: ~
"""


@pytest.fixture(autouse=True, params=["CSafeLoader", "SafeLoader"], scope="module")
def _loader(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run everything with the fast loader and with the one that is always there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_LOADER", getattr(yaml, request.param))
        yield


def read(text: str) -> Document:
    document, diagnostics = parse(SourceFile("t.yaml", text))
    assert not diagnostics
    assert document is not None
    return document


def complaints(text: str) -> list[Diagnostic]:
    document, diagnostics = parse(SourceFile("t.yaml", text))
    assert document is None
    return diagnostics


def complaint(text: str) -> Diagnostic:
    (diagnostic,) = complaints(text)
    return diagnostic


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for key, value in node.entries:
                yield key
                yield from scalars(value)


def value(text: str, key: str = "k") -> Scalar:
    root = read(text).root
    assert isinstance(root, Mapping)
    found = root.get(key)
    assert isinstance(found, Scalar)
    return found


# --- The tree ------------------------------------------------------------------------------------


def test_every_scalar_is_text() -> None:
    assert read(PACK).plain() == {
        "pack": "protocol_tip",
        "title": "الاتجار 😀 بالأشخاص",
        "obligations": [
            {
                "id": "tip.3.c",
                "provision": "1.10",
                "listed": "NO",
                "requires": "criminalize trafficking\n  where victim is child\n",
                "tags": ["a", {"b": "c"}],
            },
            {"id": "2", "empty": "", "null": "~"},
        ],
    }


@pytest.mark.parametrize("prefix", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_spans_cover_what_was_written(prefix: str, line_end: str) -> None:
    document = read(prefix + PACK.replace("\n", line_end))
    first = ("obligations", 0)
    written = {
        ("pack",): "protocol_tip",
        ("title",): '"الاتجار 😀 بالأشخاص"',
        (*first, "provision"): "1.10",
        (*first, "tags"): "[a, {b: c}]",
        (*first, "tags", 1): "{b: c}",
        ("obligations", 1, "id"): "'2'",
        ("obligations", 1, "empty"): "",
    }
    assert {path: document.span_of(path).text for path in written} == written
    assert "".join(document.span_of(("obligations", 1)).text.split()) == "id:'2'empty:null:~"
    assert document.key_span_of((*first, "requires")).text == "requires"
    assert document.span_of((*first, "requires")).line == 8


def test_a_missing_path_has_the_span_of_its_closest_ancestor() -> None:
    document = read(PACK)
    item = document.span_of(("obligations", 1))
    closest: dict[Steps, Span] = {
        (): document.root.span,
        ("no",): document.root.span,
        (0, "id"): document.root.span,
        ("pack", "no"): document.span_of(("pack",)),
        ("obligations", -1): document.span_of(("obligations",)),
        ("obligations", 1): item,
        ("obligations", 1, "no"): item,
        ("obligations", 1, "no", "id"): item,
    }
    assert {path: document.span_of(path) for path in closest} == closest
    assert {path: document.key_span_of(path) for path in closest} == closest


def test_nodes_compare_by_meaning() -> None:
    assert read("a: [b]").root == read("# c\na:  [ b ]\n").root
    assert value("k: x") != value("k: 'x'")
    assert value("k: >\n x\n").style is Style.FOLDED


# --- Leaving the subset --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "underlined", "advice"),
    [
        ("a: 1\nb: 2\n'a': 3\n", "duplicate-key", "'a'", "remove one"),
        ("a: &base x\n", "yaml-anchor", "&base", "remove it"),
        ("a: &base\n  b: c\n", "yaml-anchor", "&base", "remove it"),
        ("a: &base\nb: c\n", "yaml-anchor", "&base", "remove it"),
        ("a: !!str 1\n", "yaml-tag", "!!str", "remove it"),
        ("a: !important [x]\n", "yaml-tag", "!important", "remove it"),
        ("a: ! x\n", "yaml-tag", "!", "quotes"),
        ("a: *bold\n", "yaml-alias", "*bold", "quotes"),
        ("a: *bold text\n", "yaml-alias", "*bold", "quotes"),
        ("<<: {a: b}\n", "yaml-merge-key", "<<", "write the keys out"),
        ("? [a, b]\n: c\n", "yaml-key", "[a, b]", "write a word"),
        ("{a: b}: c\n", "yaml-key", "{a: b}", "write a word"),
        ("'': b\n", "yaml-key", "''", "before the colon"),
        ("a: b\n---\nc: d\n", "yaml-several-documents", "---", "file of its own"),
        ("", "yaml-empty", "", "first key"),
        ("# only a comment\n", "yaml-empty", "", "first key"),
        ("---\n", "yaml-empty", "", "first key"),
        ("a: x\0y\n", "control-character", "\0", "delete it"),
        ("a: x\u2028y\n", "control-character", "\u2028", "delete it"),
        ('a: "x\\0y"\n', "control-character", '"x\\0y"', "delete it"),
        ("a: \ud800\n", "control-character", "\ud800", "delete it"),
    ],
)
def test_what_leaves_the_subset(text: str, code: str, underlined: str, advice: str) -> None:
    found = complaint(text)
    assert (found.code, found.span.text) == (code, underlined)
    assert advice in (found.help or "")


def test_all_of_it_is_reported_together() -> None:
    text = "a: &x 1\na: *x\nb: !t {<<: y}\nc: d\nc: e\nc: f\ng: [\n"
    found = complaints(text)
    assert [(each.code, each.span.text) for each in found] == [
        ("yaml-anchor", "&x"),
        ("yaml-alias", "*x"),
        ("yaml-tag", "!t"),
        ("yaml-merge-key", "<<"),
        ("yaml-syntax", ""),
    ]


def test_a_duplicate_points_at_the_first() -> None:
    found = complaints("a: 1\nb:\n  a: 2\na: 3\na: 4\n")
    assert [each.span.line for each in found] == [4, 5]
    assert [each.labels[0].span.line for each in found] == [1, 1]


@pytest.mark.parametrize(("left", "right"), [("[", "]"), ("{a: ", "}"), ("- ", "\n")])
def test_nesting_has_a_limit(left: str, right: str) -> None:
    read(left * DEEPEST_NESTING + right * DEEPEST_NESTING)
    assert complaint(left * 100_000).code == "yaml-nesting"


# --- Getting stuck -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "underlined", "message", "advice"),
    [
        ("a:\n\tb: c\n", "\t", "a tab stands", "indent with spaces"),
        ("a:\n  b: c\n  \td: e\n", "\t", "a tab stands", "indent with spaces"),
        ("a: |\n\tx\n", "\t", "a tab stands", "indent with spaces"),
        ("a: 1\nb 2\nc: 3\n", "b 2", "no colon followed by a space", "`key: value`"),
        ("b:2\nc: 3\n", "b:2", "no colon followed by a space", "`key: value`"),
        ("a: 1\nb:2\n", "b:2", "no colon followed by a space", "`key: value`"),
        ("- a\n-b\n", "-b", "no space after its dash", "after the dash"),
        ('a: "open\nb: c\n', '"', '`"` is never closed', "literal block"),
        ("a: 'x\n---\ny'\n", "'", "`'` is never closed", "literal block"),
        ("a: [x, y\nb: c\n", "[", "`[` is not closed", "close the bracket"),
        ("a: {x: y\nb: c\n", "{", "`{` is not closed", "close the bracket"),
        ("a: [\n", "", "file ends before", "close the bracket"),
        ("a: x\n]\n", "]", "none is open", "remove it"),
        ("a: ]\n", "]", "`]` stands where a value should", "quotes"),
        ("[a, , b]\n", ",", "`,` stands where a value should", "quotes"),
        ("a:\n  b: c\n d: e\n", "d: e", "fits no line above", "line it up"),
        ("  a: b\nc: d\n", "c: d", "fits no line above", "line it up"),
        ("a: x\n  b: y\n", "b: y", "indented deeper", "line it up"),
        ("a: b\n- c\n", "- c", "list item stands among keys", "remove the dash"),
        ("- a\nb: c\n", "b: c", "without a dash", "begin it with `- `"),
        ("a: - b\n", "-", "cannot begin on the line of its key", "line of its own"),
        ("a: Article 3: means\n", ":", "colon followed by a space", "literal block (`|`)"),
        ("a: {b: c: d}\n", ":", "colon followed by a space", "literal block (`|`)"),
        ("a: 'it's'\n", "s'", "has already ended", "literal block"),
        ("a: **bold**\n", "*", "cannot begin with `*`", "quotes"),
        ("a: @x\n", "@", "cannot begin with `@`", "quotes"),
        ("a: & b\n", "&", "cannot begin with `&`", "quotes"),
        ("a: !x!y z\n", "!", "cannot begin with `!`", "quotes"),
        ("a: ? b\n", "?", "cannot begin with `?`", "quotes"),
        ("a: | text\n", "text", "the mark that begins a block", "next line"),
        ('a: "\\xZ"\n', 'Z"', "the backslash", "single quotes"),
        ("%YAML 2.0\n--- a\n", "%YAML 2.0", "`%` is not allowed", "remove"),
    ],
)
def test_a_friendly_sentence_for_each_way_to_get_stuck(
    text: str, underlined: str, message: str, advice: str
) -> None:
    found = complaint(text)
    assert (found.code, found.span.text) == ("yaml-syntax", underlined)
    assert message in found.message
    assert advice in (found.help or "")


@pytest.mark.parametrize("found", "\xa0\u202f\u2009\u200b\u2060\xad")
@pytest.mark.parametrize(
    "text",
    [
        "a:\n  b: c\n {} d: e\n  f: g\n",
        "a:\n  - b: c\n   {}d: e\n    f: g\n",
        "a:\n  - b: c\n {}  d: |\n      e\n    f: g\n",
        "a:\n  b: c\n{}{}d: e\n  f: g\n",
        "a: 1\nb:{}P\nc: 2\n",
        "a: 1\nb:{}P\n",
        "a:{}|\n  x\nb: c\n",
        "- a:{}|\n    x\n  b: c\n",
        "a:\n  -{}b: c\n    d: e\n",
        "a: {}b\n",
        "a{}: b\n",
        "a{}b: c\n",
        "a: {{b:{}c, d: e}}\n",
    ],
)
def test_an_invisible_character_in_the_layout_is_told_at_its_place(text: str, found: str) -> None:
    text = text.replace("{}", found).replace("{{", "{").replace("}}", "}")
    told = complaint(text)
    assert (told.code, told.span.text, told.span.start) == (
        "invisible-character",
        found,
        text.index(found),
    )
    assert f"(U+{ord(found):04X})" in told.message
    assert "delete it" in (told.help or "")


def test_an_invisible_character_inside_a_text_may_stay() -> None:
    quote = "« les\u202fvictimes\xa0»\xa0: fin\xad"
    assert value(f"k: '{quote}'\n").text == quote
    assert value(f"k: |\n  {quote}\n").text == f"{quote}\n"
    assert value("k: les\u202fvictimes\n").text == "les\u202fvictimes"
    text = f"k: |\n  \xa0{quote}\nb: [\n"
    assert complaint(text).code == "yaml-syntax"


def test_a_byte_order_mark_inside_a_file_is_named() -> None:
    assert "a zero-width no-break space (U+FEFF)" in complaint("a: b\ufeff\n").message


def test_many_invisible_characters_are_told_twenty_times() -> None:
    assert len(complaints("".join(f"\xa0k{n}: v\n" for n in range(50)))) == 20


@pytest.mark.parametrize(
    "text",
    ["a: “b: c”\n", "- “b: c”\n", "- a: „b: c“\n  d: e\n", "a: [“b: c: d”]\n", "“a”: b\n"],
)
def test_curly_quotation_marks_hold_no_text_together(text: str) -> None:
    told = complaint(text)
    assert told.code == "curly-quotes"
    assert told.span.text[0] in "“„"
    assert "straight ones" in (told.help or "")


def test_curly_quotation_marks_inside_a_text_may_stay() -> None:
    assert value("k: “b” c\n").text == "“b” c"
    assert complaint("k: He said “b”: c\n").code == "yaml-syntax"


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  {} b: c\n    d: e\n",
        "a:\n  - b: c\n    d: e\n  {} b: c\n    d: e\n",
        "a:\n{} b\nc: d\n",
        "a:\n  - b\n  {} c\n",
        "a:\n  - {{b: c}}\n  {} {{b: c}}\n",
    ],
)
@pytest.mark.parametrize("dash", "–—")
def test_a_dash_in_the_place_of_a_hyphen_is_told(text: str, dash: str) -> None:
    told = complaint(text.replace("{}", dash).replace("{{", "{").replace("}}", "}"))
    assert (told.code, told.span.text) == ("long-dash", dash)
    assert "`- `" in (told.help or "")


def test_a_mistake_after_wide_letters_is_marked_in_place() -> None:
    assert draw(complaint("عنوان: 😀 人口: 贩运\n")) == (
        "t.yaml:1:12: error[yaml-syntax]: the text of this line holds a colon followed by a space,"
        " which would begin a new key\n"
        "  |\n"
        "1 | عنوان: 😀 人口: 贩运\n"
        "  |               ^\n"
        "  = help: put the text in quotes, or the sentence in a literal block (`|`)"
    )


def test_the_place_where_reading_stopped_is_a_label() -> None:
    (label,) = complaint("a: [x,\n  y\nb: c\n").labels
    assert (label.span.text, label.span.line) == (":", 3)


# --- Files ---------------------------------------------------------------------------------------


def refused(path: Path) -> Diagnostic:
    document, (found,) = load(path, "f.yaml")
    assert document is None
    assert found.span.file.name == "f.yaml"
    return found


def test_a_file_is_read_with_and_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    for mark in (b"", b"\xef\xbb\xbf"):
        path.write_bytes(mark + "a: ع".encode())
        document, _ = load(path, "f.yaml")
        assert document is not None
        assert (document.plain(), document.span_of(("a",)).column) == ({"a": "ع"}, 4)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.yaml").code == "file-missing"
    assert refused(tmp_path).message == "this is a folder"
    assert refused(Path("\0")).code == "file-unreadable"
    assert refused(tmp_path / ("x" * 5000)).code == "file-unreadable"


def test_a_file_may_be_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "f.yaml"
    path.write_text("a: b")
    monkeypatch.setattr(Path, "open", forbid)
    found = refused(path)
    assert (found.code, found.message) == (
        "file-unreadable",
        "the file cannot be read: permission denied",
    )


def test_a_large_file_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f.yaml"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    monkeypatch.delattr(Path, "open")
    assert refused(path).code == "file-too-large"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_other_encodings_are_told_by_line_and_byte(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(mark + "a: ع\nb: caf".encode() + b"\xe9\n")
    found = refused(path)
    assert found.code == "file-encoding"
    assert f"byte {13 + len(mark)}, on line 2, is 0xE9" in found.message
    assert (found.span.line, found.span.column, found.span.text) == (2, 7, "�")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("statute: код\n".encode("utf-16-le"), "text in UTF-16"),
        ("statute: код\n".encode("utf-16-be"), "text in UTF-16"),
        ("statute: code\n".encode("utf-16"), "text in UTF-16"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0", "a Word document or another zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
        (rb"{\rtf1\ansi statute: code}", "a document with formatting (RTF)"),
        (b"%PDF-1.7\n", "a PDF"),
    ],
)
def test_a_file_that_is_no_plain_text_is_told_once(tmp_path: Path, data: bytes, kind: str) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(data)
    found = refused(path)
    assert (found.code, found.message) == (
        "file-encoding",
        f"this is {kind}, not plain text in UTF-8",
    )
    assert "save it as plain text in UTF-8" in (found.help or "")


# --- Sentences inside scalars --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "k: all of 😀 means\n",
        "k: 'all of 😀 means'  # why\n",
        'k: "all of 😀 means"\n',
        "k: |\n  all of 😀 means\n",
        "k: |-  # why\n    all of\n\n      😀 means",
        "a:\n- k: |+\n    all of\n      😀 means  \n\n\n  b: c\n",
        "k: |2\n    all of\n   😀 means\n",
        "k: |\r\n\r\n  all of\r\n  😀 means\r\n",
    ],
)
def test_every_word_of_a_sentence_is_found_in_the_file(text: str) -> None:
    scalar = next(each for each in scalars(read(text).root) if "means" in each.text)
    sentence = embedded(scalar)
    assert isinstance(sentence, Embedded)
    for word in ("all", "😀", "means"):
        start = sentence.text.index(word)
        span = sentence.span(start, start + len(word))
        assert (span.text, span.start) == (word, text.index(word))
    end = len(sentence.text)
    assert sentence.span(end, end).start == text.index("means") + 5


@pytest.mark.parametrize("text", ["k:\n", "k: ''\n", "k: |\n", "k: |+\n\n\n", "k: |"])
def test_an_empty_sentence_has_a_place(text: str) -> None:
    sentence = embedded(value(text))
    assert isinstance(sentence, Embedded)
    assert (sentence.text, sentence.span(0, 0).line) == ("", 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("k: >\n  all of\n  means\n", "folded"),
        ("k: >-\n  means\n", "folded"),
        ("k: all of\n  means\n", "several lines"),
        ("k: 'all of\n  means'\n", "several lines"),
        ("k: 'the State''s means'\n", "quotation marks"),
        ('k: "all\\tof means"\n', "backslashes"),
        ('k: "\\u0061"\n', "backslashes"),
    ],
)
def test_styles_that_hide_places_are_refused(text: str, message: str) -> None:
    found = embedded(value(text))
    assert isinstance(found, Diagnostic)
    assert found.code == "expression-style"
    assert message in found.message
    assert found.help == "write it on one line or as a literal block (`|`)"
    assert found.span.line == 1


# --- Properties ----------------------------------------------------------------------------------

CHARACTERS = "ab:-#,[]{}'\"|>&*!%?@`\\ \n0é\u0301عربي中文😀"
TEXTS = st.text(CHARACTERS, min_size=1, max_size=40)
TREES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(TEXTS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)
SNIPPETS = st.sampled_from(
    [*"\t\r\n\0\ufeff\u2028\x85\ud800:-[]{}'\"|>&*!%?@ #,~", ": ", "- ", "\n  ", "---\n", "<<: "]
)


def settled(text: str) -> Document | None:
    """Read a text, holding that it gives a document or diagnostics that can be drawn."""
    document, diagnostics = parse(SourceFile("t.yaml", text))
    assert (document is None) == bool(diagnostics)
    for diagnostic in diagnostics:
        assert draw(diagnostic)
    if document is not None:
        for scalar in scalars(document.root):
            embedded(scalar)
    return document


@given(st.text() | st.text(CHARACTERS + "\t\r"))
def test_any_text_gives_a_document_or_diagnostics(text: str) -> None:
    settled(text)


@given(st.lists(st.tuples(st.integers(0, len(PACK)), st.integers(0, 6), SNIPPETS), max_size=4))
def test_so_does_a_damaged_pack(cuts: list[tuple[int, int, str]]) -> None:
    text = PACK
    for start, length, snippet in cuts:
        text = text[:start] + snippet + text[start + length :]
    settled(text)


@given(st.binary())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_so_do_any_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(data)
    document, diagnostics = load(path, "f.yaml")
    assert (document is None) == bool(diagnostics)


@given(TREES, st.sampled_from([None, "'", '"', "|"]), st.sampled_from(["\n", "\r\n"]))
def test_what_was_written_is_read_and_every_span_reads_again(
    tree: Plain, style: str | None, line_end: str
) -> None:
    text = yaml.dump(
        tree, Dumper=_PlainDumper, default_style=style, allow_unicode=True, line_break=line_end
    )
    document = settled(text)
    assert document is not None
    assert document.plain() == tree
    for scalar in scalars(document.root):
        places_are_true(scalar)


def places_are_true(scalar: Scalar) -> None:
    span = scalar.span
    indented = " " * (span.column - 1) + span.text
    if scalar.style is not Style.LITERAL:
        again = value(f"k:\n  {indented}\n" if "\n" not in span.text else f"k: {span.text}\n")
        assert again.text == scalar.text
    sentence = embedded(scalar)
    if isinstance(sentence, Embedded):
        for at, character in enumerate(sentence.text):
            found = sentence.span(at, at + 1).text
            assert found == character or (character == "\n" and found == "\r")


class _PlainDumper(yaml.SafeDumper):
    """Writes no anchors, which the subset does not have."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True
