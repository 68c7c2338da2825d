from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapcheck.diagnostics import Diagnostic
from gapcheck.dsl import ast, checker, parser, printer
from tests import strategies as make
from tests.oracle import Place

Parse = Callable[[parser.Text], object]

PARSERS: dict[str, Parse] = {
    "duty": parser.parse_duty,
    "claim": parser.parse_claim,
    "reviewed": parser.parse_reviewed,
    "watch": parser.parse_watch,
    "region": parser.parse_region,
}

DUTIES = (
    "criminalize trafficking",
    "criminalize trafficking including each act in {recruitment, transportation, transfer, harbouring, receipt}",
    "criminalize trafficking including each unfulfilled in {border_crossing, profit, every}",
    "criminalize trafficking where victim is child and means is none",
    "criminalize trafficking where participation is attempt",
    "criminalize trafficking punishable not only by fine",
    "criminalize trafficking punishable by a maximum of at least 48 months",
    "aggravate smuggling where circumstance in {endanger_life_or_safety, inhuman_or_degrading_treatment}",
    "never punish migrant_liability where charge is participation_in_own_smuggling",
    "guarantee victim_support where measure in {housing, medical_care} as a right",
    "guarantee one of measure in {civil_claim, criminal_compensation_order, state_fund} of redress",
    "establish age_of_child >= 18 years",
    "establish reflection_period <= 30 days",
    "establish central_authority",
    "establish legal_persons in {criminal, civil, administrative}",
)
CLAIMS = (
    "covers trafficking where act in {recruitment, transfer} and purpose in {sexual_exploitation, forced_labour}",
    "covers trafficking where victim is child and purpose in sexual_exploitation not established act",
    (
        "covers trafficking where act is any and victim is adult and means in {use_of_force, fraud}"
        " requiring {border_crossing}"
    ),
    "on reading heavier_penalty_drops_means: covers trafficking where act is any and victim is child",
    "defines trafficking where act is any and victim is child and means is any",
    'covers trafficking as defined in "Law 454-V/2016 art. 1(2)"',
    "extends trafficking to participation is attempt for offences with a maximum of at least 24 months",
    "exempts migrant_liability where person is refugee_or_asylum_seeker from this act",
    (
        "exempts victim_liability where charge in {illegal_entry, prostitution} from every law"
        " on condition of {cond_cooperation}"
    ),
    'exempts victim_liability from {"Criminal Code art. 171", "Criminal Code"} as a right',
    "grants victim_support where measure is housing on condition of {cond_cooperation} at discretion",
    "applies confiscation to offences with a maximum of at least 12 months",
    "applies confiscation to every offence",
    'applies interception to offences under {"Criminal Code art. 171"}',
    "releases trafficking where participation is principal on condition of {repentance}",
    "lead smuggling where conduct is procure_illegal_entry",
)
OTHERS = (
    ("reviewed", "reviewed trafficking where victim is child"),
    ("watch", "watch trafficking where victim is adult and means is none"),
)
SENTENCES = (*(("duty", d) for d in DUTIES), *(("claim", c) for c in CLAIMS), *OTHERS)


def told(node: object) -> str:
    """The text of whatever a parser returned."""
    if isinstance(node, ast.Among | ast.Unrestricted | ast.Both | ast.Either | ast.Inverse):
        return printer.region(node)
    return printer.sentence(node)  # type: ignore[arg-type]


# Sentences of the design.


@pytest.mark.parametrize(("kind", "words"), SENTENCES)
def test_a_sentence_of_the_design_is_read_and_written_back(kind: str, words: str) -> None:
    tree = PARSERS[kind](make.text(words))
    assert not isinstance(tree, Diagnostic), tree
    assert PARSERS[kind](make.text(told(tree))) == tree


@pytest.mark.parametrize(("kind", "words"), SENTENCES)
def test_layout_means_nothing(kind: str, words: str) -> None:
    spread = words.replace(" ", " \n  ") if '"' not in words else f"  {words}\n"
    assert PARSERS[kind](make.text(spread)) == PARSERS[kind](make.text(words))


@pytest.mark.parametrize(
    ("kind", "words"),
    [(kind, words) for kind, words in SENTENCES if " " in words],
)
def test_words_have_boundaries(kind: str, words: str) -> None:
    first, rest = words.split(" ", 1)
    assert isinstance(PARSERS[kind](make.text(first + rest)), Diagnostic)


@pytest.mark.parametrize(
    "words",
    [
        "victim is childand means is none",
        "victim ischild",
        "victimis child",
        "victim in{a}ormeans is none",
        "victim isnot child",
        "victim is anything_else and",
    ],
)
def test_a_keyword_ends_where_the_word_ends(words: str) -> None:
    assert isinstance(parser.parse_region(make.text(words)), Diagnostic)


@pytest.mark.parametrize(
    "words",
    ["order is android", "island in {inner, notice}", "anyone is wherever", "one_of is oracle"],
)
def test_a_name_may_begin_like_a_keyword(words: str) -> None:
    assert isinstance(parser.parse_region(make.text(words)), ast.Among)


@pytest.mark.parametrize("word", sorted(parser.keywords() - parser.RESERVED))
def test_a_keyword_that_is_not_reserved_may_name_a_dimension_or_value(word: str) -> None:
    tree = parser.parse_region(make.text(f"{word} is {word}"))
    assert isinstance(tree, ast.Among)
    assert (tree.dimension.text, tree.values[0].text) == (word, word)


@pytest.mark.parametrize("word", sorted(parser.RESERVED))
def test_a_reserved_word_names_nothing(word: str) -> None:
    assert isinstance(parser.parse_region(make.text(f"{word} is child")), Diagnostic)
    assert isinstance(parser.parse_region(make.text(f"victim in {{child, {word}}}")), Diagnostic)


# Random sentences.


@st.composite
def random_sentences(draw: st.DrawFn) -> tuple[str, str]:
    """A sentence of any kind about spaces that exist, sensible or not."""
    roll = make.dice(draw)
    kind = draw(st.sampled_from(make.KINDS))
    places = make.random_places(roll, kind)
    draft = make.Draft(roll, places, ("Alpha Act art. 1",), ("Alpha Act",), ("strict",))
    name = make.pick(roll, tuple(places))
    where = places[name].space
    match roll(0, 4):
        case 0 | 1:
            return "duty", make._duty_words(draft, name)
        case 2 | 3:
            return "claim", make._claim_words(draft, name)
        case _:
            head = make.pick(roll, ("reviewed", "watch"))
            return head, f"{head} {name}{make.random_where(roll, where)}"


@given(random_sentences())
def test_printing_then_parsing_is_the_identity(drawn: tuple[str, str]) -> None:
    kind, words = drawn
    tree = PARSERS[kind](make.text(words))
    assert not isinstance(tree, Diagnostic), tree
    printed = told(tree)
    assert PARSERS[kind](make.text(printed)) == tree
    assert told(PARSERS[kind](make.text(printed))) == printed


REGIONS = st.composite(
    lambda draw: make.random_region(
        make.dice(draw), make.random_space(make.dice(draw), "crime"), draw(st.integers(0, 4))
    )
)()


def nodes(tree: ast.Region) -> Iterator[ast.Region]:
    yield tree
    match tree:
        case ast.Both(parts=parts) | ast.Either(parts=parts):
            for part in parts:
                yield from nodes(part)
        case ast.Inverse(part=part):
            yield from nodes(part)
        case _:
            return


@given(REGIONS)
def test_the_text_at_a_span_is_the_node(words: str) -> None:
    for node in nodes(make.region(words)):
        assert parser.parse_region(make.text(node.span.text)) == node


@given(REGIONS)
def test_the_text_at_the_span_of_a_name_is_the_name(words: str) -> None:
    for node in nodes(make.region(words)):
        if isinstance(node, ast.Among):
            assert [v.span.text for v in node.values] == [v.text for v in node.values]
        if isinstance(node, ast.Among | ast.Unrestricted):
            assert node.dimension.span.text == node.dimension.text


@given(st.sampled_from(DUTIES), st.text(" \n", max_size=3))
def test_the_span_of_a_sentence_is_the_sentence(words: str, around: str) -> None:
    assert parser.parse_duty(make.text(around + words + around)).span.text == words


# Any text.


def one_answer(kind: str, words: str) -> None:
    found = PARSERS[kind](make.text(words))
    if isinstance(found, Diagnostic):
        assert 0 <= found.span.start <= found.span.end <= len(words)
        assert found.message
    else:
        assert PARSERS[kind](make.text(told(found))) == found


@given(st.sampled_from(sorted(PARSERS)), st.text())
def test_any_text_is_a_tree_or_one_diagnostic(kind: str, words: str) -> None:
    one_answer(kind, words)


_WORDS = st.one_of(
    st.sampled_from(sorted(parser.keywords())),
    st.sampled_from(
        ["x", "d", "v", "18", "1_a", '"p"', "{", "}", "(", ")", ",", ":", ">=", "years", "@", "Д"]
    ),
)


@given(st.sampled_from(sorted(PARSERS)), st.lists(_WORDS, max_size=12).map(" ".join))
def test_any_words_are_a_tree_or_one_diagnostic(kind: str, words: str) -> None:
    one_answer(kind, words)


@given(st.sampled_from(SENTENCES), st.data())
def test_a_damaged_sentence_is_a_tree_or_one_diagnostic(
    sentence: tuple[str, str], data: st.DataObject
) -> None:
    kind, words = sentence
    pieces = words.split(" ")
    where = data.draw(st.integers(0, len(pieces) - 1))
    damage = data.draw(st.integers(0, 3))
    if damage == 0:
        del pieces[where]
    elif damage == 1:
        pieces.insert(where, data.draw(_WORDS))
    elif damage == 2:
        pieces[where] = data.draw(_WORDS)
    else:
        pieces[where] = pieces[where][:-1]
    one_answer(kind, " ".join(pieces))


DEEP = {
    "open brackets": "(" * 10_000,
    "brackets": "(" * 10_000 + "d is v" + ")" * 10_000,
    "negations": "not " * 10_000 + "d is v",
    "both": "(d is v and " * 3_000 + "d is v" + ")" * 3_000,
    "negated brackets": "not (" * 10_000 + "d is v" + ")" * 10_000,
    "braces": "d in " + "{" * 10_000,
    "a long list": "d in {" + ", ".join(["v"] * 10_000) + "}",
    "a long sum": " or ".join(["d is v"] * 2_000),
}


@pytest.mark.parametrize("words", DEEP.values(), ids=DEEP.keys())
def test_no_depth_or_length_breaks_the_parser(words: str) -> None:
    one_answer("region", words)


@pytest.mark.parametrize("depth", [*range(80, 130), 200, 300, 400, 700])
def test_what_is_not_too_deep_can_be_checked_and_printed(depth: int) -> None:
    for words in ("not " * depth + "act is a", "(act is a and " * depth + "act is a" + ")" * depth):
        tree = parser.parse_watch(make.text(f"watch crime where {words}"))
        if isinstance(tree, Diagnostic):
            assert tree.message == "the sentence is nested too deeply"
            continue
        where = make.space("crime", make.dimension("act", "ab", leading=True))
        checker.check(tree, make.known({"crime": Place(where, "offence")}))
        assert printer.sentence(tree)


def test_no_number_is_too_long_to_refuse() -> None:
    found = parser.parse_duty(make.text("establish x >= " + "9" * 5_000 + " years"))
    assert isinstance(found, Diagnostic)


# Advice for typical mistakes: the underlined words and the help.

MISTAKES = (
    ("duty", "", "", "begins with `criminalize`"),
    ("duty", "covers trafficking", "covers", "begins with `criminalize`"),
    ("duty", "criminalise trafficking", "criminalise", "did you mean `criminalize`?"),
    ("duty", "never trafficking", "trafficking", "write `never punish`"),
    ("duty", "criminalize", "", "the name of a space is missing"),
    ("duty", "criminalize trafficking where", "", "a test is missing here"),
    (
        "duty",
        "criminalize trafficking where victim",
        "",
        "a dimension needs `is` or `in` and a value",
    ),
    (
        "duty",
        "criminalize trafficking where victim child",
        "child",
        "a dimension needs `is` or `in` and a value",
    ),
    ("duty", "criminalize trafficking where victim is", "", "a value is missing"),
    ("duty", "criminalize trafficking where victim is {child, adult}", "{", "`is` takes one value"),
    ("duty", "criminalize trafficking where victim in {child adult}", "adult", "parted by commas"),
    ("duty", "criminalize trafficking where victim in {child, adult", "{", "write `}` after"),
    ("duty", "criminalize x where means in (fraud, force}", "(", "stand in braces: `in {a, b}`"),
    ("duty", "criminalize x where means in [fraud, force]", "[", "stand in braces: `in {a, b}`"),
    ("duty", "criminalize x where means in {fraud and force}", "and", "parted by commas"),
    ("duty", "criminalize trafficking where (victim is child", "", "a bracket is not closed"),
    (
        "duty",
        "criminalize trafficking where victim is child means is none",
        "means",
        "joined with `and` or `or`",
    ),
    (
        "duty",
        "criminalize trafficking where victim is child, means is none",
        ",",
        "joined with `and` or `or`",
    ),
    (
        "duty",
        "criminalize x where means in fraud, deception",
        ",",
        "several values stand in braces",
    ),
    (
        "duty",
        "criminalize x where means in {fraud and victim is child",
        "{",
        "write `}` after",
    ),
    ("duty", "criminalize x where act in {a, b}, means is none", ",", "joined with `and` or `or`"),
    ("duty", "criminalize x where act in {a, b c}", "c", "parted by commas"),
    ("duty", "criminalize x where victim is a child", "child", "leave out `a`"),
    (
        "duty",
        "criminalize x punishable by a maximum of at least four years",
        "four",
        "written in digits",
    ),
    ("duty", "Is child trafficking punished?", "Is", "a duty begins with `criminalize`"),
    ("duty", "KGZ", "KGZ", "a duty begins with `criminalize`"),
    ("duty", "Criminalize trafficking", "Criminalize", "small letters: `criminalize`"),
    ("claim", "The article covers trafficking", "The", "a claim begins with `covers`"),
    ("region", "Victim is child", "Victim", "small letters: `victim`"),
    ("duty", "criminalize trafficking where Victim is child", "Victim", "small letters: `victim`"),
    ("duty", "criminalize trafficking where victim is ребёнок", "ребёнок", "Latin small letters"),
    ("duty", "criminalize trafficking punishable by fine", "fine", "a penalty test reads"),
    (
        "duty",
        "criminalize trafficking including act in {transfer}",
        "act",
        "`including each` names",
    ),
    (
        "duty",
        "criminalize trafficking where victim is child including each act in {transfer}",
        "including",
        "in this order",
    ),
    (
        "duty",
        "guarantee one of measure in {a, b}",
        "",
        "`one of` names a dimension, its values and the space",
    ),
    ("duty", "guarantee support as right", "right", "only `as a right` may follow"),
    ("duty", "establish age >= 18", "", "a quantity is a whole number"),
    ("claim", "criminalize trafficking", "criminalize", "a claim begins with"),
    ("claim", "cover trafficking", "cover", "did you mean `covers`?"),
    ("claim", "on reading strict covers trafficking", "covers", "`on reading NAME: covers ...`"),
    ("claim", "exempts migrant_liability", "", "an exemption says from what"),
    ("claim", "exempts migrant_liability from law", "law", "an exemption says from what"),
    ("claim", "extends trafficking where participation is attempt", "where", "an extension reads"),
    ("claim", "applies confiscation to trafficking", "trafficking", "a tool applies"),
    ("claim", "covers trafficking requiring profit", "profit", "conditions stand in braces"),
    (
        "claim",
        "covers trafficking requiring {profit} not established act",
        "not",
        "tails stand in this order",
    ),
    ("claim", "covers trafficking not established", "", "names the dimensions"),
    ("claim", "covers trafficking as defined in Law 1", "Law", "small letters: `law`"),
    ("claim", "grants support at", "", "a grant ends `as a right` or `at discretion`"),
    ("reviewed", "reviewed", "", "a review reads"),
    ("watch", "covers trafficking", "covers", "a watch reads"),
    ("region", "", "", "a test is missing here"),
    ("region", "victim is child and", "", "a test is missing here"),
    ("region", "victim is any child", "child", "joined with `and` or `or`"),
    ("region", "any is child", "any", ""),
)


@pytest.mark.parametrize(("kind", "words", "underlined", "advice"), MISTAKES)
def test_a_typical_mistake_is_underlined_and_mended(
    kind: str, words: str, underlined: str, advice: str
) -> None:
    found = PARSERS[kind](make.text(words))
    assert isinstance(found, Diagnostic)
    assert (found.code, found.span.text) == ("syntax", underlined)
    assert advice in (found.help or "")


def test_a_brace_never_closed_is_told_where_it_is_opened() -> None:
    words = "covers crime where means in {force, fraud\n  and purpose in {organs, slavery}"
    found = parser.parse_claim(make.text(words))
    assert isinstance(found, Diagnostic)
    assert (found.message, found.span.start) == ("the brace `{` is not closed", words.index("{"))
    (label,) = found.labels
    assert (label.span.text, label.text) == ("and", "reading stopped here")


@pytest.mark.parametrize("found", ["\xa0", "\u202f", "\u200b", "\u2060", "\xad", "\ufeff"])
def test_an_invisible_character_in_a_sentence_is_named(found: str) -> None:
    for words in (f"covers{found} crime", f'covers crime as defined in "Code art.{found}5"'):
        told = parser.parse_claim(make.text(words))
        assert isinstance(told, Diagnostic)
        assert (told.code, told.span.text) == ("invisible-character", found)
        assert f"(U+{ord(found):04X})" in told.message


def test_curly_quotation_marks_around_a_sentence_or_a_citation_are_told() -> None:
    for words in ("“covers crime”", "covers crime as defined in “Code art. 5”"):
        told = parser.parse_claim(make.text(words))
        assert isinstance(told, Diagnostic)
        assert (told.code, told.span.text) == ("curly-quotes", "“")
    cited = parser.parse_claim(make.text('covers crime as defined in "Act “On Crime” art. 5"'))
    assert not isinstance(cited, Diagnostic)


# What the checker refuses beyond names.

_PERSON = make.dimension("person", ("migrant", "carrier"), doubtful=True)
_FORM = make.dimension(
    "participation", ("principal", "attempt"), ordinary="principal", silence=("principal",)
)
_CRIME = make.space(
    "crime", make.dimension("act", "ab", leading=True), make.dimension("victim", "cd"), _FORM
)
_CHARGES = make.space("charges", make.dimension("charge", "ab", leading=True), _PERSON)
_PLACES = {"crime": Place(_CRIME, "offence"), "charges": Place(_CHARGES, "liability")}


def refused(tree: ast.Sentence, *, full: bool = True) -> list[tuple[str, str]]:
    return [
        (d.code, d.span.text) for d in checker.check(tree, make.known(_PLACES), read_in_full=full)
    ]


def test_arms_that_leave_a_default_to_others_are_refused() -> None:
    uneven = make.duty("criminalize crime where act is a or participation is attempt")
    assert refused(uneven) == [("uneven-silence", "participation")]


def test_arms_of_a_text_not_read_in_full_name_the_same_dimensions() -> None:
    uneven = make.claim("covers crime where act is a or (act is b and victim is c)")
    assert refused(uneven) == []
    assert refused(uneven, full=False) == [("uneven-silence", "victim")]


def test_arms_that_leave_a_doubtful_dimension_to_others_are_refused() -> None:
    uneven = make.claim("covers charges where charge is a or (charge is b and person is migrant)")
    assert refused(uneven) == [("uneven-silence", "person")]


def test_a_claim_names_the_leading_dimension() -> None:
    assert refused(make.claim("covers crime where victim is c")) == [("leading-dimension", "crime")]
    assert refused(make.claim("covers crime where victim is c not established act")) == []


def test_tests_that_exclude_each_other_are_refused() -> None:
    empty = make.claim("covers crime where act is a and act is b")
    assert refused(empty) == [("empty-region", "act is a and act is b")]
