"""A single cell told as a case that a lawyer can picture."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gapcheck.dsl import ast
from gapcheck.model.law import SpaceKind, Vocabulary
from gapcheck.report.words import say, sentence

_MARK = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_REQUIRED: Mapping[SpaceKind, str] = {
    SpaceKind.OFFENCE: "No provision found punishes this.",
    SpaceKind.LIABILITY: "No provision found frees the person from liability for this.",
    SpaceKind.PROTECTION: "No provision found guarantees this.",
    SpaceKind.TOOLS: "No provision found makes this available.",
}
_FORBIDDEN = "The law punishes this, which the treaty rules out."
_NOT_AGGRAVATED = "No provision found punishes this more severely than the basic form."


def story(cell: Mapping[str, str], vocabulary: Vocabulary, language: str = "en") -> str:
    """The cell as a fact pattern.

    Marks are replaced in one pass over the template, so that nothing in a phrase is read as a mark.
    """

    def phrase(match: re.Match[str]) -> str:
        name = match[1]
        if name not in cell:
            return match[0]
        return say(vocabulary.words[name].terms[cell[name]].phrase, language)

    return sentence(_MARK.sub(phrase, say(vocabulary.story, language)))


def case(
    cell: Mapping[str, str], duty: ast.Duty, vocabulary: Vocabulary, language: str = "en"
) -> str:
    """The cell as a fact pattern, ended with what the law says about it."""
    return f"{story(cell, vocabulary, language)} {_ending(duty, vocabulary.kind)}"


def _ending(duty: ast.Duty, kind: SpaceKind) -> str:
    match duty:
        case ast.NeverPunish():
            return _FORBIDDEN
        case ast.Aggravate():
            return _NOT_AGGRAVATED
        case ast.Criminalize(test=ast.NotOnlyFine()):
            return "No provision found punishes this with more than a fine."
        case ast.Criminalize(test=ast.MaximumAtLeast()):
            return "No provision found punishes this so severely."
        case ast.Guarantee(as_right=True):
            return "No provision found gives the person a right to this."
        case _:
            return _REQUIRED[kind]
