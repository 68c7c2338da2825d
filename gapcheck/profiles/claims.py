"""From a sentence and what stands beside it to a claim with its evidence.

Knows one provision at a time; the cases of packs build their laws with it too. Does not know when a
provision is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from gapcheck.diagnostics import Label
from gapcheck.dsl import ast, checker, compiler
from gapcheck.dsl.checker import Known as Names
from gapcheck.model.law import SpaceKind
from gapcheck.model.profile import ClaimEntry, Grade, Imprisonment, Known, Penalty, Reading, Source
from gapcheck.profiles.setting import Law
from gapcheck.profiles.values import ImprisonmentShape, PenaltyShape
from gapcheck.shapes import PlacedText, Reader, listed, sentence_span

Placed: TypeAlias = tuple[PlacedText, ClaimEntry]
"""A claim, and its sentence as written."""

_FEWEST_READINGS = 2


class Support(Struct, frozen=True):
    """What stands beside the sentence of a claim."""

    read_in_full: bool
    grade: Grade
    source: Source
    penalty: Penalty | Known | None = None
    aggravates: PlacedText | None = None
    factor: bool = False
    quote: str | None = None
    quote_language: str | None = None
    summary: str | None = None
    heard: str | None = None


def claim_entry(says: PlacedText, support: Support, law: Law, reader: Reader) -> ClaimEntry | None:
    """Read a claim, reporting what is wrong with its sentence and with what stands beside it."""
    claim = reader.claim(says)
    if claim is None:
        return None
    problems = checker.check(claim, law.names, read_in_full=support.read_in_full)
    if not reader.agreed(problems, says):
        return None
    _check_support(claim, says, support, law, reader)
    return ClaimEntry(
        text=str(says),
        claim=claim,
        statement=_statement(claim, law.names, read_in_full=support.read_in_full),
        cells=_cells(claim, law.names),
        read_in_full=support.read_in_full,
        grade=support.grade,
        source=support.source,
        quote=support.quote,
        quote_language=support.quote_language,
        summary=support.summary,
        penalty=support.penalty,
        aggravates=str(support.aggravates) if support.aggravates else None,
        factor=support.factor,
        heard=support.heard,
        span=sentence_span(says),
    )


def _statement(claim: ast.Claim, names: Names, *, read_in_full: bool) -> compiler.Statement | None:
    match claim:
        case ast.Covers() | ast.Defines() | ast.Grants() | ast.Exempts():
            space = names.spaces[claim.space.text].space
            return compiler.statement(claim, space, read_in_full=read_in_full)
        case ast.Extends() | ast.Applies() | ast.Releases() | ast.Lead():
            return None


def _cells(claim: ast.Claim, names: Names) -> int:
    if isinstance(claim, ast.Lead | ast.Releases):
        return compiler.whole(claim, names.spaces[claim.space.text].space)
    return 0


def _check_support(
    claim: ast.Claim, says: PlacedText, support: Support, law: Law, reader: Reader
) -> None:
    if support.grade is Grade.LEAD and not isinstance(claim, ast.Lead):
        message = "nothing may rest on what was only heard: `grade: L` is for `lead`"
        advice = "begin the sentence with `lead`, or find a source and write `grade: S` or `P`"
        reader.report("lead-grade", message, says, advice)
    if isinstance(claim, ast.Covers):
        kind = law.names.spaces[claim.space.text].kind
        without = support.penalty is None and not support.factor
        if kind == SpaceKind.OFFENCE and without:
            message = "the offence has no penalty"
            advice = "say what it carries under `penalty`, or write `penalty: not established`"
            reader.report("penalty-missing", message, says, advice)
    if isinstance(claim, ast.Covers | ast.Defines) and claim.defined_in is not None:
        cited = claim.defined_in.text
        if cited in (law.names.provisions or ()) and cited not in law.citations:
            message = f"`{cited}` is a whole act, and the definition stands in one place of it"
            reader.report("unknown-provision", message, says, "cite the article that defines")
    if support.aggravates is not None:
        advice = "cite it as the short title of the act and the pinpoint"
        law.check_citation(support.aggravates, reader, advice)
    if support.quote is not None and support.quote_language is None:
        message = "the quotation does not say in which language it is"
        advice = "add `quote_language: en`, or the code of the language quoted"
        reader.report("quote-language", message, says, advice)


# --- Penalties -----------------------------------------------------------------------------------


def penalty(shape: PenaltyShape | Known | None, reader: Reader) -> Penalty | Known | None:
    """Read what an offence carries, reporting a range that runs backwards."""
    if not isinstance(shape, PenaltyShape):
        return shape
    return Penalty(
        _custody(shape.imprisonment, reader),
        shape.death,
        tuple(str(alternative) for alternative in shape.alternatives),
        tuple(str(alternative) for alternative in shape.possible_alternatives),
    )


def _custody(
    shape: ImprisonmentShape | Known | None, reader: Reader
) -> Imprisonment | Known | None:
    if not isinstance(shape, ImprisonmentShape):
        return shape
    low, high = shape.minimum, shape.maximum
    if (
        isinstance(low, ast.Quantity)
        and isinstance(high, ast.Quantity)
        and low.in_days > high.in_days
    ):
        label = Label(high.span, "this is the shorter term")
        message = f"the minimum of {low.number} {low.unit} is longer than the maximum"
        advice = "exchange the two, or correct the one that is wrong"
        reader.report("penalty-reversed", message, shape.written("minimum"), advice, [label])
    return Imprisonment(low, high, shape.life)


# --- The claims of one provision -----------------------------------------------------------------


def check_claims(claims: Sequence[Placed], readings: Sequence[Reading], reader: Reader) -> None:
    """Report what is wrong among the claims that one version of a provision makes."""
    for says, entry in claims:
        reading = getattr(entry.claim, "reading", None)
        if reading is not None and reading.text not in {r.id for r in readings}:
            names = listed(r.id for r in readings)
            message = f"the provision declares no reading `{reading.text}`"
            advice = f"it declares {names}" if names else "declare its `readings`, two at least"
            reader.report("unknown-reading", message, says, advice)
        if isinstance(entry.claim, ast.Lead):
            _check_lead(says, entry.claim, [other for _, other in claims], reader)


def check_reading_count(place: PlacedText, readings: Sequence[Reading], reader: Reader) -> None:
    """Report a clause with a single reading, which leaves nothing open."""
    if 0 < len(readings) < _FEWEST_READINGS:
        message = "a clause with one reading is not open"
        advice = "declare the other reading too, even if it has no claim, or drop both"
        reader.report("too-few-readings", message, place, advice)


def _check_lead(
    says: PlacedText, lead: ast.Lead, entries: Sequence[ClaimEntry], reader: Reader
) -> None:
    """A lead that says less than the claims beside it would swallow what they leave out."""
    named = {name.text for name in compiler.mentioned(lead.where)}
    for entry in entries:
        claim = entry.claim
        if isinstance(claim, ast.Lead | ast.Applies) or claim.space.text != lead.space.text:
            continue
        beside = {name.text for name in compiler.mentioned(getattr(claim, "where", None))}
        if isinstance(claim, ast.Extends):
            beside = {claim.dimension.text}
        missing = sorted(beside - named)
        if missing:
            message = f"the lead does not name {listed(missing)}, as a claim beside it does"
            advice = "name it in the lead, or say in that claim what is `not established`"
            label = Label(entry.span, "the claim beside it")
            reader.report("lead-too-wide", message, says, advice, [label])
            return
