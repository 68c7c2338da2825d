"""Running cases: what the engine says against what was expected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import reduce
from operator import attrgetter, or_

from msgspec import Struct

from gapcheck.cases.expected import Expected
from gapcheck.cases.load import AS_OF, Case
from gapcheck.cases.part import Links, part
from gapcheck.diagnostics import Diagnostic
from gapcheck.dsl import ast, compiler, printer
from gapcheck.dsl.compiler import Role
from gapcheck.engine import assess
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Assessment, ElementOutcome, Finding, FindingWord, Parts, Verdict
from gapcheck.source import Span
from gapcheck.space import Space


class Result(Struct, frozen=True):
    """A case with what the engine says of what it asks, and everything that did not come out as expected."""

    case: Case
    assessment: Assessment
    complaints: tuple[Diagnostic, ...]


def run(cases: Iterable[Case], rulebook: Rulebook) -> Iterator[Result]:
    """Judge what each case asks of; one that is known to fail complains when it starts to pass."""
    links = Links(rulebook)
    own = {pack.id: {o.id for o in pack.obligations} for pack in rulebook.packs}
    for case in cases:
        asked = case.names if case.findings is None else case.names | own.get(case.pack, set())
        assessment = assess(part(rulebook, links.needed(asked)), case.law, AS_OF)
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
    if expected.space is not None:
        yield from _parts(case, expected, expected.space, outcomes)


def _name(expected: Expected) -> str:
    return expected.element or expected.obligation


def _parts(
    case: Case, expected: Expected, space: Space, outcomes: Iterable[ElementOutcome]
) -> Iterator[Diagnostic]:
    """Compare parts of the region, over the elements of that space."""
    judged = [o.parts for o in outcomes if o.parts is not None and o.parts.space.id == space.id]
    asked = _union(parts.region for parts in judged)
    for name, region in expected.parts.items():
        found = _union(map(_PARTS[name], judged))
        wanted = compiler.cells(region, space, Role.EVERYTHING) & asked
        for value in _not_asked(region, space, asked):
            message = f"the {name} names `{value}`, for which `{_name(expected)}` does not ask here"
            yield _complaint(case, expected.span, message)
        if found != wanted:
            message = f"the {name} of `{_name(expected)}` is not the region expected"
            advice = _difference(space, asked, found, wanted)
            yield _complaint(case, expected.span, message, advice)


def _difference(space: Space, asked: int, found: int, wanted: int) -> str:
    said = {"also": found & ~wanted, "not": wanted & ~found}
    free = space.full & ~asked
    return "; ".join(
        f"{word}: {printer.boxes(space.boxes(cells, free))}"
        for word, cells in said.items()
        if cells
    )


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


def _union(regions: Iterable[int]) -> int:
    return reduce(or_, regions, 0)
