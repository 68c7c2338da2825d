"""The words that readers see: residues, cases, questions, penalties, dates."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from gapcheck.dsl import ast
from gapcheck.model.outcome import BindingReason, Options, Verdict
from gapcheck.model.profile import Basis, Imprisonment, Known, Penalty
from gapcheck.report import words
from gapcheck.report.penalties import penalty
from gapcheck.report.residues import ALL_OF_IT, Residue, residue
from gapcheck.report.stories import case, story
from gapcheck.space import UNFULFILLED
from tests.builders import TRAFFICKING, VOCABULARY
from tests.strategies import duty, term

SPACE = TRAFFICKING
BASIC = {"participation": ("principal",), UNFULFILLED: ("nothing",)}
CORE = SPACE.box({"act": ("recruitment", "transfer"), "means": ("force", "fraud"), **BASIC})
CHILD = ("under_14", "under_18")
CHILD_WITHOUT_MEANS = SPACE.box(
    {"act": ("recruitment", "transfer"), "means": ("none",), "victim": CHILD, **BASIC}
)
WHOLE = CORE | CHILD_WITHOUT_MEANS


def told(part: int, region: int) -> tuple[str, ...]:
    return residue(part, region, VOCABULARY).all_lines


def side(**values: str | tuple[str, ...]) -> int:
    return SPACE.box({n: (v,) if isinstance(v, str) else v for n, v in values.items()})


def test_nothing_is_told_of_nothing() -> None:
    assert residue(0, CORE, VOCABULARY) == Residue()


def test_a_residue_is_told_relative_to_what_was_required() -> None:
    assert told(CHILD_WITHOUT_MEANS, WHOLE) == ("where the victim is a child: no means used",)


def test_the_own_words_of_a_narrow_duty_are_kept() -> None:
    assert told(CHILD_WITHOUT_MEANS, CHILD_WITHOUT_MEANS) == (
        "where the victim is a child: no means used",
    )
    part = CHILD_WITHOUT_MEANS & side(purpose=("prostitution", "other_sexual"))
    assert told(part, CHILD_WITHOUT_MEANS) == (
        "where the victim is a child: no means used; purpose: sexual exploitation",
    )


def test_adults_and_children_with_the_same_list_are_told_once() -> None:
    assert told(CORE & side(purpose="organs"), CORE) == ("removal of organs",)


def test_adults_and_children_with_different_lists_are_told_apart() -> None:
    part = CORE & (side(victim="adult", purpose="organs") | side(victim=CHILD, purpose="labour"))
    assert told(part, CORE) == (
        "where the victim is an adult: removal of organs",
        "where the victim is a child: forced labour",
    )


def test_leaves_are_folded_into_their_parent_only_when_all_are_there() -> None:
    assert told(CORE & side(purpose=("prostitution", "other_sexual")), CORE) == (
        "sexual exploitation",
    )
    assert told(CORE & side(purpose=("prostitution", "labour")), CORE) == (
        "prostitution or forced labour",
    )


def test_one_age_group_is_told_by_its_own_name() -> None:
    assert told(CORE & side(victim="under_18", purpose="organs"), CORE) == (
        "where the victim is a child: child of 14 to 17; purpose: removal of organs",
    )


def test_several_sides_carry_the_names_of_their_dimensions() -> None:
    assert told(CORE & side(act="transfer", purpose=("labour", "organs")), CORE) == (
        "act: transfer; purpose: forced labour or removal of organs",
    )


def test_everything_missing_of_a_plain_duty_is_said_so() -> None:
    assert told(CORE, CORE) == (ALL_OF_IT,)


def test_all_conditions_missing_goes_without_saying_beside_one() -> None:
    region = SPACE.box(
        {
            "act": ("recruitment", "transfer"),
            "means": ("force", "fraud"),
            "participation": ("principal",),
        }
    )
    part = region & SPACE.box({UNFULFILLED: ("border", "every")})
    assert told(part, region) == ("without a border crossing",)
    assert told(region & SPACE.box({UNFULFILLED: ("every",)}), region) == (
        "with none of the further conditions fulfilled",
    )


def test_at_most_eight_boxes_are_told_and_the_rest_counted() -> None:
    part = 0
    for number, cell in enumerate(SPACE.cells(CORE)):
        if number * 7919 % 5 < 2:
            part |= SPACE.box({n: (v,) for n, v in cell.items()})
    lines = told(part, CORE)
    assert len(lines) == 9
    assert lines[-1].startswith("and ")
    assert "more case" in lines[-1]


def test_no_value_id_is_ever_told() -> None:
    for name in ("other_sexual", "under_14"):
        dimension = "purpose" if name == "other_sexual" else "victim"
        lines = told(CORE & side(**{dimension: name}), CORE)
        assert not any("_" in line for line in lines)


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        (Basis.TEXT, "counting only what rests on the text of the law"),
        (
            Basis.OFFICIAL_TRANSLATION,
            "counting only what rests on an official translation or the text of the law",
        ),
    ],
)
def test_the_basis_that_counts_is_told_with_those_above_it(basis: Basis, told: str) -> None:
    assert words.taken(Options(basis=basis)) == f"Law taken {told}."


CELL = {
    "act": "recruitment",
    "means": "none",
    "victim": "under_18",
    "purpose": "labour",
    "participation": "principal",
    UNFULFILLED: "border",
}


def test_a_cell_is_told_as_a_case() -> None:
    assert story(CELL, VOCABULARY) == (
        "A person recruits a child of sixteen without any means for forced labour,"
        " inside one country."
    )


@pytest.mark.parametrize(
    ("sentence", "ending"),
    [
        ("criminalize trafficking", "No provision found punishes this."),
        ("never punish trafficking", "The law punishes this, which the treaty rules out."),
        (
            "criminalize trafficking punishable not only by fine",
            "No provision found punishes this with more than a fine.",
        ),
    ],
)
def test_a_case_ends_with_what_the_law_says(sentence: str, ending: str) -> None:
    assert case(CELL, duty(sentence), VOCABULARY).endswith(ending)


def test_marks_inside_phrases_are_not_replaced_again() -> None:
    words_of_means = VOCABULARY.words["means"]
    tricky = {**words_of_means.terms}
    tricky["none"] = type(tricky["none"])({"en": "x"}, {"en": "x"}, {"en": "{victim} {0} {{7*7}}"})
    vocabulary = replace(
        VOCABULARY,
        words={**VOCABULARY.words, "means": replace(words_of_means, terms=tricky)},
    )
    assert "{victim} {0} {{7*7}}" in story(CELL, vocabulary)


MONTHS, YEARS = ast.Unit.MONTHS, ast.Unit.YEARS
OPEN = Known.NOT_ESTABLISHED


@pytest.mark.parametrize(
    ("value", "words_of_it"),
    [
        (
            Penalty(Imprisonment(term(5, YEARS), term(8, YEARS)), alternatives=("house_arrest",)),
            "imprisonment of 5 to 8 years, or house arrest",
        ),
        (
            Penalty(Imprisonment(term(30, MONTHS), term(5, YEARS))),
            "imprisonment of 30 months to 5 years",
        ),
        (Penalty(Imprisonment(None, term(1, YEARS))), "imprisonment of up to 1 year"),
        (
            Penalty(Imprisonment(OPEN, term(8, YEARS))),
            "imprisonment of up to 8 years (minimum not established)",
        ),
        (
            Penalty(Imprisonment(term(5, YEARS), OPEN)),
            "imprisonment of at least 5 years (maximum not established)",
        ),
        (
            Penalty(Imprisonment(term(5, YEARS), None, life=True), death=True),
            "imprisonment for 5 years or more, or life, or death",
        ),
        (
            Penalty(Imprisonment(OPEN, None, life=True), alternatives=("fine",)),
            "imprisonment of up to life (minimum not established), or a fine",
        ),
        (Penalty(OPEN), "imprisonment (term not established)"),
        (Penalty(None, alternatives=("fine",)), "a fine, without imprisonment"),
        (OPEN, "penalty not established"),
        (None, ""),
    ],
)
def test_penalties_in_words(value: Penalty | Known | None, words_of_it: str) -> None:
    assert penalty(value) == words_of_it


def test_dates_lists_and_places() -> None:
    assert words.day(date(2019, 5, 15)) == "15 May 2019"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(["a", "b or c"], "or") == "a, or b or c"
    assert words.pinpoint("Trafficking Protocol", "3(c)") == "Trafficking Protocol art. 3(c)"
    assert words.pinpoint("Protocol", "good practice") == "Protocol, good practice"
    assert words.say({"en": "child", "ru": "ребёнок"}, "ru") == "ребёнок"
    assert words.say({"en": "child"}, "ru") == "child"
    told = words.binding(BindingReason.NOT_YET_IN_FORCE, date(2004, 1, 1), None)
    assert told == "not yet binding: it binds the State from 1 January 2004"


def test_every_verdict_has_words_a_letter_and_a_meaning() -> None:
    for table in (words.VERDICTS, words.LETTERS, words.VERDICT_MEANINGS):
        assert set(table) == set(Verdict)
    assert len(set(words.LETTERS.values())) == len(Verdict)
