"""The types of single values: words in languages, yes and no, dates, quantities, names.

Knows how each is written and what to say when it is not. Does not know which names exist.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import AfterValidator, Field, OnErrorOmit, PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from gapcheck.dsl import ast
from gapcheck.dsl.parser import RESERVED
from gapcheck.shapes.mistake import mistake
from gapcheck.shapes.place import (
    PlacedMapping,
    PlacedText,
    StandIn,
    copied_into,
    text_that_says_something,
)

Item = TypeVar("Item")

Many: TypeAlias = tuple[OnErrorOmit[Item], ...]
"""A list of shapes, without those that are wrong: each has reported itself."""

_JSON_TEXT: Final = ["string", "number", "boolean"]


def told(description: str, *, alias: str | None = None) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Describe a required field, for editors and for the help of diagnostics."""
    return Field(description=description, alias=alias)


def may(description: str, default: object = None) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Describe a field that may be left out."""
    return Field(default=default, description=description)


# --- Texts ---------------------------------------------------------------------------------------

_COMPARED: Final = frozenset(
    {
        "act",
        "aggravates",
        "also_binding",
        "article",
        "binding_elsewhere",
        "language",
        "missing",
        "provision",
        "provisions",
        "quote_language",
        "read",
        "searched",
        "short",
        "supersedes",
        "value",
    }
)
"""The keys whose texts are compared letter by letter with others, and not only read by people."""


def _line(text: PlacedText) -> PlacedText:
    """Refuse what a word processor put into a text to which others refer."""
    key = next((step for step in reversed(text.path) if isinstance(step, str)), None)
    copied = copied_into(text) if key in _COMPARED else None
    if copied:
        raise mistake(copied.code, copied.message, copied.help)
    return text


Line: TypeAlias = Annotated[PlacedText, AfterValidator(_line)]
"""A text in no particular language, to which others may refer: the short title of an act."""

Prose: TypeAlias = Annotated[PlacedText, StandIn("?")]
"""A text in no particular language, to which nothing refers: a reason, the name of an author."""


def _words(value: object, *, may_be_empty: bool = False) -> dict[str, str]:
    """Read a text in English, or one in several languages."""
    if not isinstance(value, PlacedMapping):
        if may_be_empty and isinstance(value, PlacedText) and value.scalar.style:
            return {"en": str(value)}
        return {"en": str(text_that_says_something(value))}
    for language, text in value.items():
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,8})*", language):
            message = f"`{language}` is no code of a language"
            advice = "write two or three small letters, as in `en`, `ru` or `ky`"
            raise mistake("wrong-name", message, advice, language)
        if not isinstance(text, PlacedText):
            raise mistake("wrong-shape", "{key} takes one text in each language", place=text)
        if not text and not (may_be_empty and text.scalar.style):
            raise mistake("empty-text", f"the text in `{language}` is empty", place=text)
    if "en" not in value:
        raise mistake("missing-english", "{key} has no text in English", "add `en: ...`")
    return {str(language): str(text) for language, text in value.items()}


_WORDS_SCHEMA: Final = {
    "anyOf": [
        {"type": _JSON_TEXT},
        {
            "type": "object",
            "required": ["en"],
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z]{2,8})*$"},
            "additionalProperties": {"type": _JSON_TEXT},
        },
    ]
}

Words: TypeAlias = Annotated[
    Mapping[str, str],
    PlainValidator(lambda value: _words(value)),  # noqa: PLW0108 - pydantic counts parameters
    WithJsonSchema(_WORDS_SCHEMA),
    StandIn("?"),
]
"""Human text: plain for English, or a mapping from language codes that has `en`."""

Phrase: TypeAlias = Annotated[
    Mapping[str, str],
    PlainValidator(lambda value: _words(value, may_be_empty=True)),
    WithJsonSchema(_WORDS_SCHEMA),
    StandIn("?"),
]
"""Human text that may be `""`, for a part of a sentence that is better left unsaid."""


Sentence: TypeAlias = Annotated[PlacedText, WithJsonSchema({"type": "string"})]
"""A sentence of the language, not yet read."""


# --- Names ---------------------------------------------------------------------------------------


def _name(pattern: str, advice: str) -> FieldInfo | AfterValidator:
    def check(text: PlacedText) -> PlacedText:
        if re.fullmatch(pattern, text) is None:
            raise mistake("wrong-name", f"`{text}` cannot be a name here", advice)
        return text

    return AfterValidator(check)


def _schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^({pattern})$"})


_SNAKE: Final = r"[a-z][a-z0-9_]*|[0-9]+_[a-z0-9_]*"
_KEBAB: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
_DOTTED: Final = r"[a-z][a-z0-9_]*([.-][a-z0-9_]+)*"
_VERSION: Final = r"[0-9]+\.[0-9]+\.[0-9]+"


def _not_reserved(text: PlacedText) -> PlacedText:
    if text in RESERVED:
        advice = "choose another name; sentences could not mention this one"
        raise mistake("wrong-name", f"`{text}` is a word of the language", advice)
    return text


Name: TypeAlias = Annotated[
    PlacedText,
    _name(_SNAKE, "write small letters, digits and `_`, beginning with a letter"),
    AfterValidator(_not_reserved),
    _schema(_SNAKE),
]
"""A name that sentences may mention: spaces, dimensions, values, facts, readings."""

Slug: TypeAlias = Annotated[
    PlacedText, _name(_KEBAB, "write small letters, digits and `-`"), _schema(_KEBAB)
]
"""The name of an element, a watch, a statute or a source."""

ObligationId: TypeAlias = Annotated[
    PlacedText,
    _name(_DOTTED, "write parts in small letters joined by dots, as in `tip.3.c`"),
    _schema(_DOTTED),
]

Obligations: TypeAlias = Annotated[
    PlacedText,
    _name(rf"{_DOTTED}(\.\*)?", "write an id as in `tip.3.c`, or `tip.6.*` for all that begin so"),
    _schema(rf"{_DOTTED}(\.\*)?"),
]
"""An id of an obligation, or the beginning of several."""

Release: TypeAlias = Annotated[
    PlacedText,
    _name(_VERSION, "write three numbers, as in `0.1.0`"),
    _schema(_VERSION),
    StandIn("0.0.0"),
]


# --- Yes and no ----------------------------------------------------------------------------------


def _yes_no(value: object) -> bool:
    text = text_that_says_something(value)
    if text not in {"yes", "no"}:
        raise mistake("yes-or-no", f"{{key}} is answered with `{text}`", "write `yes` or `no`")
    return text == "yes"


YesNo: TypeAlias = Annotated[
    bool,
    PlainValidator(_yes_no),
    WithJsonSchema({"enum": ["yes", "no", True, False]}),
    StandIn("no"),
]


# --- Dates ---------------------------------------------------------------------------------------


def iso_date(text: PlacedText) -> date:
    """Read a day written year first with hyphens."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text, re.ASCII)
    if found is None:
        advice = "write year, month and day with hyphens, as in `2003-12-25`"
        if "/" in text or re.fullmatch(r"\d{1,2}[.-]\d{1,2}[.-]\d{4}", text):
            advice = "which number is the month? " + advice
        raise mistake("wrong-date", f"`{text}` is no date", advice)
    year, month, day = map(int, found.groups())
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of the year
        raise mistake("wrong-date", f"`{text}` is no date: there is no month {month}")
    if year < 1 or not 1 <= day <= monthrange(year, month)[1]:
        advice = f"that month has {monthrange(max(year, 1), month)[1]} days"
        raise mistake("wrong-date", f"`{text}` is not in the calendar", advice)
    return date(year, month, day)


IsoDate: TypeAlias = Annotated[
    date,
    PlainValidator(lambda value: iso_date(text_that_says_something(value))),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]


# --- Quantities ----------------------------------------------------------------------------------


class SaidOpen(StrEnum):
    """What stands where a value is not known, or known not to be."""

    UNKNOWN = "unknown"
    NONE = "none"


def quantity(text: PlacedText) -> ast.Quantity:
    """Read a number of days, months or years."""
    found = re.fullmatch(r"([0-9]{1,6}) +(day|month|year)s?", text)
    if found is None:
        advice = "write a whole number and `days`, `months` or `years`, as in `18 years`"
        raise mistake("wrong-quantity", f"`{text}` is no quantity", advice)
    return ast.Quantity(int(found[1]), ast.Unit(f"{found[2]}s"), text.span)


QUANTITY_PATTERN: Final = r"^[0-9]{1,6} +(day|month|year)s?$"
