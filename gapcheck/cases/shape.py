"""The shape of a file of cases.

Knows keys, and how each value is written. Does not know which of the names exist.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import OnErrorOmit, PlainValidator, ValidationInfo
from pydantic_core import core_schema

from gapcheck.model.outcome import FindingWord, Verdict
from gapcheck.profiles import HowRead, PenaltyEntry
from gapcheck.shapes import (
    Line,
    Many,
    Name,
    ObligationId,
    PlacedText,
    Sentence,
    Shape,
    Slug,
    Words,
    YesNo,
    may,
    mistake,
    text_that_says_something,
    told,
)


class CaseClaimShape(Shape):
    """A claim of a case with what is not as usual in cases."""

    says: Sentence = told("the claim, as a sentence of the language")
    act: Line = may("the act it stands in", PlacedText("Case Code"))
    provision: Line | None = may("its article; one of its own if left out")
    penalty: PenaltyEntry | None = may("what it carries; 1 to 10 years if left out")
    read: HowRead = may("`partly` where the text was not read whole", HowRead.FULL)
    aggravates: Line | None = may("the citation of the provision whose form it aggravates")
    factor: YesNo = may("whether it is an aggravating factor without a penalty of its own", False)  # noqa: FBT003


class _Shortly:
    """A mapping of a shape, or its first key alone as a text."""

    def __init__(self, kind: type[Shape]) -> None:
        self._kind = kind

    def __get_pydantic_core_schema__(self, _: object, __: object) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(self, _: object, handler: Any) -> dict[str, Any]:  # noqa: ANN401
        shape = handler(self._kind.__pydantic_core_schema__)
        return {"anyOf": [shape, {"type": "string"}]}

    def _read(self, value: object, info: ValidationInfo) -> object:
        if isinstance(value, PlacedText):
            return text_that_says_something(value)
        return self._kind.model_validate(value, context=info.context)


CaseClaim: TypeAlias = Annotated[CaseClaimShape | PlacedText, _Shortly(CaseClaimShape)]


def _verdict(text: PlacedText) -> Verdict:
    if text not in {str(v) for v in Verdict}:
        names = ", ".join(f"`{v}`" for v in Verdict)
        raise mistake("unknown-word", f"`{text}` is no verdict", f"the verdicts are {names}")
    return Verdict(text)


class _OrVerdict(_Shortly):
    def _read(self, value: object, info: ValidationInfo) -> object:
        read = super()._read(value, info)
        return _verdict(read) if isinstance(read, PlacedText) else read


class ExpectedElementShape(Shape):
    """What a case expects of an element."""

    verdict: Verdict = told("the verdict")
    residue: Sentence | None = may("the region that is missing, within what is required")
    unknown: Sentence | None = may("the region that is unknown, within what is required")
    unclear: Sentence | None = may("the region that depends on a reading")
    conflict: Sentence | None = may("the region that is reached though forbidden")


ElementExpectation: TypeAlias = Annotated[
    ExpectedElementShape | Verdict, _OrVerdict(ExpectedElementShape)
]


class ExpectedShape(ExpectedElementShape):
    """What a case expects of an obligation."""

    told_by: tuple[ObligationId, ...] | None = may("the obligations that tell all that is missing")
    elements: dict[Slug, OnErrorOmit[ElementExpectation]] = may("the same of elements, by id", {})


Expectation: TypeAlias = Annotated[ExpectedShape | Verdict, _OrVerdict(ExpectedShape)]


def _reviewed(value: object) -> tuple[PlacedText, ...]:
    if not isinstance(value, list):
        raise mistake("wrong-shape", "{key} takes a list", "write `[]` where nothing was reviewed")
    return tuple(text_that_says_something(item) for item in value)


class CaseShape(Shape):
    """A small law and the verdicts it must get."""

    name: Line = told("what it shows, as a sentence")
    law: tuple[OnErrorOmit[CaseClaim], ...] = may("the claims of the law", ())
    readings: dict[PlacedText, dict[Name, Words]] = may(
        "the readings of a provision, by article", {}
    )
    reviewed: Annotated[tuple[PlacedText, ...], PlainValidator(_reviewed)] | None = may(
        "what was searched; everything if left out"
    )
    facts: dict[Name, Line] = may("the answers to facts, by name", {})
    justified: dict[ObligationId, Name] = may("the limiter that is evidenced, by obligation", {})
    expect: dict[ObligationId, OnErrorOmit[Expectation]] = may("the verdicts, by obligation", {})
    findings: tuple[ObligationId, ...] | None = may(
        "exactly the obligations of the pack that have a finding of their own"
    )
    called: dict[FindingWord, tuple[ObligationId, ...]] = may(
        "what findings must be called: obligations by the word", {}
    )
    observed: tuple[Slug, ...] | None = may("exactly the watched regions that are reached")
    expected_failure: Line | None = may("why the case is known to fail")


class CasesShape(Shape):
    """The cases of one pack."""

    pack: Name = told("the pack that the cases belong to")
    cases: Many[CaseShape] = told("the cases")
