"""The published layout of the output for programs, as JSON Schema of draft 2020-12.

It knows shapes, not content. Every object is closed: a field that is not named here is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, TypeAlias

from gapcheck.model.law import Chapter, Force
from gapcheck.model.outcome import (
    Binding,
    BindingReason,
    Doubt,
    FindingWord,
    Observed,
    Role,
    Verdict,
)
from gapcheck.model.profile import Basis, Grade, Stage
from gapcheck.model.questionnaire import Grounds
from gapcheck.report.answers import Answer

CHECK = "urn:gapcheck:schema:check:1"
ASK = "urn:gapcheck:schema:ask:1"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema: TypeAlias = dict[str, object]


def json_schema(output: Literal["check", "ask"]) -> Schema:
    """The schema of what `check --format json` or `ask --format json` prints."""
    match output:
        case "check":
            return _whole(CHECK, "All findings for one jurisdiction on one date", _check())
        case "ask":
            return _whole(ASK, "The answer to one question put to the law", _ask())


def _whole(name: str, title: str, body: Schema) -> Schema:
    return {"$schema": _DIALECT, "$id": name, "title": title, **body, "$defs": _definitions()}


# Small shapes.


def _text(about: str = "") -> Schema:
    return {"type": "string", **({"description": about} if about else {})}


def _maybe(shape: Schema) -> Schema:
    return {"anyOf": [shape, {"type": "null"}]}


def _one_of(values: type[StrEnum]) -> Schema:
    return {"enum": [str(v) for v in values]}


def _list(shape: Schema) -> Schema:
    return {"type": "array", "items": shape}


def _object(fields: Schema, about: str = "") -> Schema:
    return {
        "type": "object",
        **({"description": about} if about else {}),
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _map(shape: Schema) -> Schema:
    return {"type": "object", "additionalProperties": shape}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def _texts(about: str = "") -> Schema:
    return {**_list(_text()), **({"description": about} if about else {})}


# The two outputs.


def _head(schema_name: str) -> Schema:
    return {
        "schema": {"const": schema_name},
        "gapcheck": _text("version of the program"),
        "jurisdiction": _text("three-letter code"),
        "as_of": {**_DAY, "description": "the day of the law"},
        "options": _object({"readings": _texts(), "basis": _maybe(_one_of(Basis))}),
        "profile": _object({"version": _text(), "sha256": _text()}),
        "packs": _list(_object({"id": _text(), "version": _text(), "sha256": _text()})),
    }


def _check() -> Schema:
    """The layout of an assessment; the annexes are there only where they were asked for."""
    always = _always()
    fields = always["properties"]
    assert isinstance(fields, dict)  # noqa: S101 - it is what `_object` makes
    return {**always, "properties": {**fields, "annexes": _ref("annexes")}}


def _always() -> Schema:
    return _object(
        {
            **_head(CHECK),
            "findings": {
                **_list(_ref("finding")),
                "description": "one for each obligation, in the order of the packs",
            },
            "observations": _list(_ref("observation")),
            "needs": _list(
                _object({"kind": _text(), "text": _text(), "obligations": _texts()}),
            ),
            "law_in_use": _object(
                {
                    "decisions": _list(_object(_decision_fields())),
                    "statistics": _list(_object(_statistic_fields())),
                },
                "cases and figures beside the law; they change no verdict",
            ),
            "requests": {
                **_list(_ref("request")),
                "description": "open questions, the one that touches most elements first",
            },
            "figures": _ref("figures"),
        }
    )


def _ask() -> Schema:
    return _object(
        {
            **_head(ASK),
            "question": _text("the duty that was put to the law"),
            "answer": _one_of(Answer),
            "answer_words": _text(),
            **_element_fields(),
        }
    )


# What both are made of.


def _definitions() -> Schema:
    return {
        "box": {
            **_map(_list(_text())),
            "description": "dimension to values; a dimension left out is unrestricted",
        },
        "boxes": {
            **_list(_ref("box")),
            "description": "their union is exactly the part; boxes may overlap",
        },
        "finding": _object(_finding_fields()),
        "element": _object(_element_fields()),
        "evidence": _object(_evidence_fields()),
        "penalty": _object(_penalty_fields()),
        "partial": _object(_partial_fields(), "reported to reach the region, not in which detail"),
        "near_miss": _object(_near_fields()),
        "recommendation": _object(_recommendation_fields()),
        "observation": _object(_observation_fields()),
        "request": _object(
            {
                "id": _text(),
                "text": _text(),
                "provision": _maybe(_text()),
                "obligations": _texts(),
                "concerns": _texts("the parts of the legal order that these speak to"),
                "elements": _COUNT,
            }
        ),
        "answer": _object(_answer_fields(), "a finding that answers a question"),
        "annexes": _object(_annexes_fields()),
        "figures": _object(
            {
                "elements": _COUNT,
                "binding": _COUNT,
                "established": _COUNT,
                "met": _COUNT,
                "met_reported_only": _COUNT,
                "told_elsewhere": _COUNT,
                "verdicts": {
                    **_map(_object({"count": _COUNT, "reported_only": _COUNT})),
                    "propertyNames": _one_of(Verdict),
                },
            }
        ),
    }


def _finding_fields() -> Schema:
    return {
        "obligation": _text(),
        "provision": _text(),
        "citation": _text("the place in the treaty as a lawyer cites it"),
        "chapter": _one_of(Chapter),
        "title": _text(),
        "force": _one_of(Force),
        "qualifiers": _texts(),
        "binding": _one_of(Binding),
        "binding_reason": _one_of(BindingReason),
        "binding_since": _maybe(_DAY),
        "binding_words": _text(),
        "verdict": {**_one_of(Verdict), "description": "the verdict of the program"},
        "finding": {**_maybe(_one_of(FindingWord)), "description": "what that is called"},
        "effective_verdict": {
            **_one_of(Verdict),
            "description": "the verdict that stands: an analyst's, where one applies",
        },
        "effective_finding": {
            **_maybe(_one_of(FindingWord)),
            "description": "what the verdict that stands is called",
        },
        "headline": _text("the verdict that stands, in words"),
        "basis": _maybe(_one_of(Basis)),
        "through": _texts("the obligations that a definition works through"),
        "told_by": _texts("the obligations that already tell everything missing here"),
        "override": _maybe(
            _object(
                {
                    "verdict": _one_of(Verdict),
                    "reason": _text(),
                    "author": _text(),
                    "on": _DAY,
                    "suspect": _FLAG,
                },
                "an analyst's word; when suspect, it no longer applies",
            )
        ),
        "fingerprint": _text("binds an analyst's word to the texts judged here"),
        "would_meet": _maybe(
            _text("the fewest answers that would make it met, where it waits for answers alone")
        ),
        "elements": _list(_ref("element")),
        "recommendations": _list(_ref("recommendation")),
    }


def _element_fields() -> Schema:
    return {
        "id": _text(),
        "title": _text(),
        "requires": _text("the duty in the language"),
        "space": _maybe(_text()),
        "verdict": _one_of(Verdict),
        "basis": _maybe(_one_of(Basis)),
        **_regions(("region", "covered", "unclear", "gap", "unknown", "conflict", "told")),
        "told_by": _texts(),
        "gap_by_reading": _map(_ref("boxes")),
        "partial": _list(_ref("partial")),
        "words": _text("what is missing; without a gap, what is unclear or unknown"),
        "told_in_words": _list(_object({"heading": _text(), "lines": _texts()})),
        "statement": _maybe(_text()),
        "notes": _texts(),
        "heard": _texts("heard of a provision and not verified"),
        "decides": _maybe(_text("what follows from either answer, where one answer decides")),
        "witness": _maybe(
            _object({"cell": _map(_text()), "story": _text()}, "one cell that falls through")
        ),
        "evidence": _list(_ref("evidence")),
        "near_misses": _list(_ref("near_miss")),
        "questions": _list(_object({"text": _text(), "provision": _maybe(_text())})),
        "fact": _maybe(
            _object(
                {
                    "fact": _text(),
                    "value": _text(),
                    "citation": _text(),
                    "searched": _texts(),
                }
            )
        ),
        "justification": _maybe(_text()),
        "exceptions_not_reviewed": _FLAG,
    }


def _regions(names: Iterable[str]) -> Schema:
    return {name: _ref("boxes") for name in names}


def _evidence_fields() -> Schema:
    return {
        "role": _one_of(Role),
        "provision": _maybe(_text()),
        "citation": _text(),
        "quote": _maybe(_text()),
        "quote_language": _maybe(_text()),
        "summary": _maybe(_text()),
        "source": _text(),
        "url": _text(),
        "accessed": _maybe(_DAY),
        "unconfirmed": {**_FLAG, "description": "the copy read is neither official nor confirmed"},
        "grade": _one_of(Grade),
        "basis": _one_of(Basis),
        "penalty": {"anyOf": [_ref("penalty"), _text(), {"type": "null"}]},
    }


def _penalty_fields() -> Schema:
    custody = _object({"minimum": _maybe(_text()), "maximum": _maybe(_text()), "life": _FLAG})
    return {
        "words": _text(),
        "imprisonment": {"anyOf": [custody, _text(), {"type": "null"}]},
        "death": _FLAG,
        "alternatives": _texts(),
        "possible_alternatives": _texts("of which nobody established whether the court has them"),
    }


def _partial_fields() -> Schema:
    return {
        "provision": _text(),
        "citation": _text(),
        "not_established": _texts("dimensions that are not established"),
        "doubtful": _texts("those of which the duty wants only some values"),
        "region": _ref("boxes"),
        "doubts": _list(
            _object(
                {
                    "kind": _one_of(Doubt),
                    "amendment": _maybe(_text()),
                    "until": _maybe(_DAY),
                    "from": _maybe(_DAY),
                }
            )
        ),
    }


def _near_fields() -> Schema:
    return {
        "provision": _text(),
        "citation": _text(),
        "excluded": _texts(),
        "admits": _map(_texts()),
        "unpunished": _FLAG,
        "exempted_by": _texts("the provisions that exempt again what it would reach"),
        "too_light": _texts("the offences that it would carry there, were they graver"),
        "words": _text(),
    }


def _recommendation_fields() -> Schema:
    return {
        "id": _text(),
        "priority": {"enum": ["P1", "P2", "P3"]},
        "obligation": _text(),
        "element": _text(),
        "force": _one_of(Force),
        "verb": _text(),
        "sentence": _text(),
        "binding_words": _maybe(_text("why it is not owed, or not known to be")),
        "caveat": _maybe(_text("that it rests on reports alone")),
        "missing": _texts(),
        "article": _maybe(_text()),
        "model_law": _maybe(_text()),
        "case": _maybe(_text()),
        "text": _text(),
    }


def _decision_fields() -> Schema:
    return {
        "court": _text(),
        "case": _maybe(_text()),
        "decided": _list(_DAY),
        "provisions": _texts(),
        "applied": _maybe(_text()),
        "outcome": _text(),
        "source": _text(),
        "url": _text(),
        "grade": _one_of(Grade),
    }


def _statistic_fields() -> Schema:
    return {
        "offence": _text(),
        "stage": _one_of(Stage),
        "from": _DAY,
        "to": _DAY,
        "number": _COUNT,
        "counted": _maybe(_text()),
        "note": _maybe(_text()),
        "source": _text(),
        "url": _text(),
        "grade": _one_of(Grade),
    }


def _observation_fields() -> Schema:
    return {
        "kind": _one_of(Observed),
        "obligation": _maybe(_text()),
        "provision": _text(),
        "citation": _text(),
        "text": _text(),
        "space": _maybe(_text()),
        "region": _ref("boxes"),
        "penalty": _maybe(_ref("penalty")),
    }


def _answer_fields() -> Schema:
    return {
        "obligation": _text(),
        "citation": _text(),
        "verdict": _one_of(Verdict),
        "words": _text(),
        "basis": _maybe(_one_of(Basis)),
        "basis_words": _text(),
    }


def _annexes_fields() -> Schema:
    answers = _list(_ref("answer"))
    question = _object(
        {
            "id": _text(),
            "asks": _text("in our own words, never the official ones"),
            "basis": _one_of(Grounds),
            "note": _maybe(_text()),
            "findings": answers,
            "absent": _texts("obligations that the assessment does not have"),
        }
    )
    questionnaire = _object(
        {
            "id": _text(),
            "title": _text(),
            "symbol": _maybe(_text()),
            "url": _maybe(_text()),
            "readable": _text("which part of it could be read"),
            "verified": _FLAG,
            "questions": _list(question),
        }
    )
    beyond = _object({"says": _text(), "verified": _FLAG, "findings": answers})
    not_asked = _object({"why": _text(), "basis": _one_of(Grounds), "findings": answers})
    return {
        "questionnaires": _list(questionnaire),
        "beyond": _list(beyond),
        "not_asked": _list(not_asked),
        "unmatched": {**answers, "description": "no question that was found matches these"},
    }
