"""The shape of the files under `rules/questionnaires/`.

Knows keys, and how each value is written. Does not know which obligations exist.
"""

from __future__ import annotations

from gapcheck.model.questionnaire import Grounds
from gapcheck.shapes import (
    Line,
    Many,
    Name,
    Obligations,
    Prose,
    Shape,
    Slug,
    Words,
    YesNo,
    may,
    told,
)


class QuestionnaireShape(Shape):
    """A questionnaire or checklist, as far as it could be read."""

    id: Name = told("its name, which `--questionnaire` takes")
    title: Words = told("its title")
    symbol: Prose | None = may("the symbol or decision it is known by")
    url: Line | None = may("where it was read")
    readable: Words = told("which part of it could be read")
    verified: YesNo = told("whether somebody read that part")


class QuestionShape(Shape):
    """A family of questions in our own words."""

    id: Slug = told("its name, unique among all questions")
    asks: Words = told("what is asked, in our own words and never in the official ones")
    asked_in: tuple[Name, ...] = told("the questionnaires that ask it")
    basis: Grounds = told("`read` where wording or topic was read, `inferred` from what is covered")
    answered_by: tuple[Obligations, ...] = told("the obligations that answer it")
    note: Words | None = may("what a reader must know about it")


class NotAskedShape(Shape):
    """Obligations that no question is known to cover."""

    obligations: tuple[Obligations, ...] = told("their ids")
    why: Words = told("why no question covers them")
    basis: Grounds = told("`read` where a source says so, `inferred` from what is covered")


class BeyondShape(Shape):
    """Where questionnaires go further than the treaties."""

    says: Words = told("what they ask for that no treaty asks for")
    verified: YesNo = told("whether somebody read it there")
    asked_in: tuple[Name, ...] = may("the questionnaires that are meant; all if left out", ())
    obligations: tuple[Obligations, ...] = may("the obligations that come nearest to it", ())


class QuestionnairesShape(Shape):
    """Questionnaires, their questions, and what none of them asks."""

    questionnaires: Many[QuestionnaireShape] = may("the questionnaires", ())
    questions: Many[QuestionShape] = may("the questions, in the order in which they are shown", ())
    not_asked: Many[NotAskedShape] = may("obligations that no question is known to cover", ())
    beyond: Many[BeyondShape] = may("where questionnaires go further than the treaties", ())
