"""Running cases: what the engine says against what was expected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from gapcheck.cases.expected import Expected
from gapcheck.cases.load import AS_OF, Case
from gapcheck.diagnostics import Diagnostic
from gapcheck.dsl import ast, compiler, printer
from gapcheck.dsl.compiler import Role
from gapcheck.engine import assess
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Assessment, Finding, FindingWord, Parts, Verdict
from gapcheck.source import Span
from gapcheck.space import Space


@dataclass(frozen=True, slots=True)
class Result:
    """A case with what the engine says, and everything that did not come out as expected."""

    case: Case
    assessment: Assessment
    complaints: tuple[Diagnostic, ...]


def run(cases: Iterable[Case], rulebook: Rulebook) -> Iterator[Result]:
    """Judge each case; one that is known to fail complains when it starts to pass."""
    for case in cases:
        assessment = assess(rulebook, case.law, AS_OF)
        complaints = tuple(_complaints(case, assessment))
        if case.expected_failure is None:
            yield Result(case, assessment, complaints)
        elif complaints:
            yield Result(case, assessment, ())
        else:
            complaint = _complaint(case, case.span, "passes, although it is expected to fail")
            yield Result(case, assessment, (complaint,))


def _complaints(case: Case, assessment: Assessment) -> Iterator[Diagnostic]:
    findings = {f.obligation.id: f for f in assessment.findings}
    yield from misjudged(case, findings)
    own = {o.id for p in assessment.packs if p.id == case.pack for o in p.obligations}
    yield from misnamed(case, {n: f.word for n, f in findings.items() if n in own and f.word})
    watches = {w.id for p in assessment.packs if p.id == case.pack for w in p.watches}
    yield from misobserved(case, observed(assessment) & watches)


def observed(assessment: Assessment) -> set[str]:
    """The watched regions that the law reaches."""
    return {o.watch for o in assessment.observations if o.watch is not None}


def misjudged(case: Case, findings: Mapping[str, Finding]) -> Iterator[Diagnostic]:
    """What is not as expected of single obligations, among those that were judged."""
    for expected in case.expected:
        if expected.obligation in findings:
            yield from _against(case, expected, findings[expected.obligation])
    for called in case.called:
        if called.obligation in findings:
            word = findings[called.obligation].word
            if word is not called.word:
                said = f"`{word}`" if word else "no finding"
                message = f"`{called.obligation}` is {said}, expected `{called.word}`"
                yield _complaint(case, called.span, message)


def misnamed(case: Case, words: Mapping[str, FindingWord]) -> Iterator[Diagnostic]:
    """Whether the pack has other findings than expected; `words` are those of the pack."""
    if case.findings is not None and words.keys() != set(case.findings):
        message = f"the findings are {_listed(sorted(words))}"
        yield _complaint(case, case.span, message, f"expected {_listed(sorted(case.findings))}")


def misobserved(case: Case, seen: Collection[str]) -> Iterator[Diagnostic]:
    """Whether other watched regions of the pack are reached than expected."""
    if case.observed is not None and set(seen) != set(case.observed):
        message = f"the watched regions reached are {_listed(sorted(seen))}"
        yield _complaint(case, case.span, message, f"expected {_listed(sorted(case.observed))}")


def _complaint(case: Case, span: Span, message: str, advice: str | None = None) -> Diagnostic:
    return Diagnostic("case-failed", message, span, advice, trail=(case.pack, case.name))


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{n}`" for n in names) or "none"


def _against(case: Case, expected: Expected, finding: Finding) -> Iterator[Diagnostic]:
    outcomes = [o for o in finding.elements if expected.element in {None, o.element.id}]
    verdict = finding.verdict
    if expected.element is not None:
        verdict = outcomes[0].verdict if outcomes else Verdict.NOT_APPLICABLE
    if verdict is not expected.verdict:
        message = f"`{_name(expected)}` is `{verdict}`, expected `{expected.verdict}`"
        elements = ", ".join(f"{o.element.id}: {o.verdict}" for o in outcomes)
        yield _complaint(case, expected.span, message, elements or None)
    if expected.told_by is not None and set(finding.told_by) != set(expected.told_by):
        message = f"`{expected.obligation}` is told by {_listed(sorted(finding.told_by))}"
        advice = f"expected {_listed(sorted(expected.told_by))}"
        yield _complaint(case, expected.span, message, advice)
    parts = [o.parts for o in outcomes if o.parts is not None]
    for part, region in expected.parts.items():
        yield from _part(case, expected, parts, part, region)


def _name(expected: Expected) -> str:
    return expected.element or expected.obligation


def _part(
    case: Case, expected: Expected, parts: Sequence[Parts], part: str, region: ast.Region
) -> Iterator[Diagnostic]:
    """Compare one part of the region, over the elements of the same space as the first."""
    if not parts:
        message = f"`{_name(expected)}` has no region, expected one"
        yield _complaint(case, expected.span, message)
        return
    space = parts[0].space
    asked = found = 0
    for one in parts:
        if one.space.id == space.id:
            asked |= one.region
            found |= _PARTS[part](one)
    wanted = compiler.cells(region, space, Role.EVERYTHING) & asked
    for value in _not_asked(region, space, asked):
        message = f"the {part} names `{value}`, for which `{_name(expected)}` does not ask"
        yield _complaint(case, expected.span, message)
    if found != wanted:
        free = space.full & ~asked
        said = {"also": found & ~wanted, "not": wanted & ~found}
        differences = (
            f"{word}: {printer.boxes(space.boxes(cells, free))}"
            for word, cells in said.items()
            if cells
        )
        message = f"the {part} of `{_name(expected)}` is not the region expected"
        yield _complaint(case, expected.span, message, "; ".join(differences))


_PARTS: Mapping[str, Callable[[Parts], int]] = {
    "residue": attrgetter("gap"),
    "unknown": attrgetter("unknown"),
    "unclear": attrgetter("unclear"),
    "conflict": attrgetter("conflict"),
}


def _not_asked(region: ast.Region, space: Space, asked: int) -> Iterator[str]:
    """Values that a region, or an arm of it, names although nothing is asked for there."""
    for arm in region.parts if isinstance(region, ast.Either) else (region,):
        inside = asked & compiler.cells(arm, space, Role.EVERYTHING)
        for dimension, value in compiler.named_values(arm):
            if not inside & space.side(dimension, space.dimension(dimension).leaves(value)):
                yield value
