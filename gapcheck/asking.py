"""A duty that somebody asks about, outside any pack.

It turns a sentence into an element that the engine can judge. It does not judge.
"""

from __future__ import annotations

from gapcheck.diagnostics import Diagnostic
from gapcheck.dsl import ast, checker, compiler, parser, printer
from gapcheck.model.law import Element, Rulebook
from gapcheck.model.names import known_names
from gapcheck.source import SourceFile, Span

ASKED = "asked"
_MARKS = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a\u2039\u203a"
"""Typographic quotation marks."""


def asked(sentence: str, rulebook: Rulebook) -> tuple[Element | None, list[Diagnostic]]:
    """The element that a sentence demands, or none and what is wrong with the sentence.

    Typographic quotation marks around it, which word processors put there, do not belong to it.
    """
    sentence = sentence.strip().strip(_MARKS)
    file = SourceFile("question", sentence)
    duty = parser.parse_duty(parser.Text(sentence, lambda start, end: Span(file, start, end)))
    if isinstance(duty, Diagnostic):
        return None, [duty]
    problems = checker.check(duty, known_names(rulebook))
    if problems:
        return None, problems
    demand = None
    if not isinstance(duty, ast.Establish):
        demand = compiler.demand(duty, rulebook.vocabularies[duty.space.text].space)
    return Element(
        id=ASKED,
        title={"en": sentence},
        requires=printer.sentence(duty),
        duty=duty,
        demand=demand,
        explanation={"en": ""},
        remedy={"en": ""},
        model_law=None,
        authorities=(),
        questions=(),
    ), []
