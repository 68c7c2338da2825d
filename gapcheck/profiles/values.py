"""The types of single values in profiles: moments and periods, penalties, codes of countries.

Knows how each is written and what to say when it is not. Does not know where they stand.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import core_schema

from gapcheck.dsl import ast
from gapcheck.model.profile import Known, Moment
from gapcheck.profiles import countries
from gapcheck.shapes import (
    QUANTITY_PATTERN,
    IsoDate,
    Line,
    PlacedMapping,
    PlacedText,
    SaidOpen,
    Shape,
    StandIn,
    YesNo,
    iso_date,
    may,
    mistake,
    quantity,
    text_that_says_something,
    told,
)

_DATE_SCHEMA: Final = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


# --- Periods -------------------------------------------------------------------------------------


class IntervalShape(Shape):
    """A stretch of time in which a day lies that nobody could establish."""

    not_before: IsoDate = told("the first day it can have been")
    not_after: IsoDate = told("the last day it can have been")


class PeriodShape(Shape):
    """A period, first and last day included."""

    start: IsoDate = told("the first day", alias="from")
    end: IsoDate = told("the last day", alias="to")


def _moment(value: object, info: ValidationInfo, words: tuple[SaidOpen, ...]) -> Moment | SaidOpen:
    """Read a day, a stretch of time in which it lies, or a word for its absence."""
    if isinstance(value, PlacedMapping):
        stretch = IntervalShape.model_validate(value, context=info.context)
        if stretch.not_before > stretch.not_after:
            message = "`not_before` is later than `not_after`"
            raise mistake("dates-out-of-order", message, "exchange the two dates", value)
        return Moment(stretch.not_before, stretch.not_after)
    text = text_that_says_something(value)
    if text in {str(word) for word in words}:
        return SaidOpen(text)
    if re.search(r"\d", text) is None:
        others = ", ".join(f"`{word}`" for word in words)
        advice = f"write a date as in `2003-12-25`, `not_before` and `not_after`, or {others}"
        raise mistake("wrong-date", f"`{text}` is no date", advice)
    day = iso_date(text)
    return Moment(day, day)


def _moment_type(*words: SaidOpen) -> tuple[PlainValidator, WithJsonSchema]:
    schema: dict[str, Any] = {
        "anyOf": [
            _DATE_SCHEMA,
            {"enum": [str(word) for word in words]},
            {
                "type": "object",
                "properties": {"not_before": _DATE_SCHEMA, "not_after": _DATE_SCHEMA},
                "required": ["not_before", "not_after"],
                "additionalProperties": False,
            },
        ]
    }

    def read(value: object, info: ValidationInfo) -> Moment | SaidOpen:
        return _moment(value, info, words)

    return PlainValidator(read), WithJsonSchema(schema)


_START = _moment_type(SaidOpen.UNKNOWN)
_END = _moment_type(SaidOpen.NONE, SaidOpen.UNKNOWN)

Start: TypeAlias = Annotated[Moment | SaidOpen, _START[0], _START[1], StandIn("unknown")]
"""A day, an interval in which it lies, or `unknown`."""

End: TypeAlias = Annotated[Moment | SaidOpen, _END[0], _END[1]]
"""The first day without force: a day, an interval, `none` for in force, or `unknown`."""


_DEPOSIT = _moment_type(SaidOpen.NONE)

Deposit: TypeAlias = Annotated[Moment | SaidOpen, _DEPOSIT[0], _DEPOSIT[1], StandIn("none")]
"""The day of a deposit: a day, an interval in which it lies, or `none` for a State known not to be party."""


def _touched(value: object) -> tuple[PlacedText, ...] | None:
    """Read which units an amendment touched; `None` where nobody established it."""
    if isinstance(value, list):
        return tuple(text_that_says_something(item) for item in value)
    text = text_that_says_something(value)
    if str(text) != SaidOpen.UNKNOWN:
        message = f"{{key}} takes a list or `unknown`, not `{text}`"
        raise mistake("wrong-shape", message, f"write `[{text}]`")
    return None


Touched: TypeAlias = Annotated[
    tuple[PlacedText, ...] | None,
    PlainValidator(_touched),
    WithJsonSchema(
        {"anyOf": [{"const": "unknown"}, {"type": "array", "items": {"type": "string"}}]}
    ),
]
"""The articles that an amendment changed, or `unknown`."""


# --- Penalties -----------------------------------------------------------------------------------


def _term(value: object) -> ast.Quantity | Known | None:
    """Read one end of a custodial range."""
    text = text_that_says_something(value)
    if str(text) == Known.NOT_ESTABLISHED:
        return Known.NOT_ESTABLISHED
    if str(text) == SaidOpen.NONE:
        return None
    if text == "life":
        raise mistake("wrong-quantity", "`life` is no term", "write `life: yes` beside it")
    return quantity(text)


Term: TypeAlias = Annotated[
    ast.Quantity | Known | None,
    PlainValidator(_term),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": QUANTITY_PATTERN},
                {"enum": [str(Known.NOT_ESTABLISHED), str(SaidOpen.NONE)]},
            ]
        }
    ),
]


class ImprisonmentShape(Shape):
    """A custodial range."""

    minimum: Term = may("the shortest term; left out where the law sets none")
    maximum: Term = may("the longest term; left out where the law sets none")
    life: YesNo = may("whether imprisonment for life is available", False)  # noqa: FBT003


class _OrWord:
    """A mapping of a shape, or one of a few words in its place."""

    def __init__(self, kind: type[Shape], **words: object) -> None:
        self._kind = kind
        self._words = {key.replace("_", " "): value for key, value in words.items()}

    def __get_pydantic_core_schema__(self, _: object, __: object) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(self, _: object, handler: Any) -> dict[str, Any]:  # noqa: ANN401
        shape = handler(self._kind.__pydantic_core_schema__)
        return {"anyOf": [shape, {"enum": list(self._words)}]}

    def _read(self, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, PlacedText):
            return self._kind.model_validate(value, context=info.context)
        if value in self._words:
            return self._words[value]
        others = " or ".join(f"`{word}`" for word in self._words)
        keys = ", ".join(f"`{key}`" for key in self._kind.model_fields)
        message = f"{{key}} cannot be `{text_that_says_something(value)}`"
        raise mistake("unknown-word", message, f"write {others}, or the keys {keys}")


class PenaltyShape(Shape):
    """What an offence carries."""

    imprisonment: Annotated[
        ImprisonmentShape | Known | None,
        _OrWord(ImprisonmentShape, not_established=Known.NOT_ESTABLISHED, none=None),
    ] = may("the custodial range; `none`; or `not established`")
    death: YesNo = may("whether death is available", False)  # noqa: FBT003
    alternatives: tuple[Line, ...] = may("what the court may choose instead, as `fine`", ())
    possible_alternatives: tuple[Line, ...] = may("alternatives that nobody established", ())


PenaltyEntry: TypeAlias = Annotated[
    PenaltyShape | Known, _OrWord(PenaltyShape, not_established=Known.NOT_ESTABLISHED)
]


# --- Figures -------------------------------------------------------------------------------------


def _whole(value: object) -> int:
    text = text_that_says_something(value)
    if re.fullmatch(r"[0-9]+", text) is None:
        advice = "write digits alone, as in `1250`; what is not counted is left out"
        raise mistake("wrong-quantity", f"`{text}` is no whole number", advice)
    return int(text)


Whole: TypeAlias = Annotated[
    int,
    PlainValidator(_whole),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+$"}),
    StandIn("0"),
]
"""A whole number, zero included."""


# --- Countries -----------------------------------------------------------------------------------


def _country(text: PlacedText) -> PlacedText:
    if countries.is_code(text):
        return text
    advice = "write the three capital letters of ISO 3166, as in `KGZ`; codes from `XAA` to `XZZ` are free"
    if re.fullmatch(r"[A-Za-z]{2}", text):
        advice = "these are two letters: did you mean the three-letter code, as in `NOR` for `NO`?"
    elif countries.is_code(text.upper()):
        advice = f"write it in capitals: `{text.upper()}`"
    elif (code := countries.code_of(text)) is not None:
        advice = f"write its three letters: `{code}`"
    raise mistake("country-code", f"`{text}` is no three-letter code of a country", advice)


CountryCode: TypeAlias = Annotated[
    PlacedText,
    PlainValidator(lambda value: _country(text_that_says_something(value))),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"}),
    StandIn("ZZZ"),
]
