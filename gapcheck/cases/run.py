"""Running cases: what the engine says against what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gapcheck.cases.load import AS_OF, Case, Expected
from gapcheck.diagnostics import Diagnostic
from gapcheck.dsl import ast, compiler, printer
from gapcheck.dsl.compiler import Role
from gapcheck.engine import assess
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Assessment, Finding


@dataclass(frozen=True, slots=True)
class Result:
    """A case with everything that did not come out as expected."""

    case: Case
    complaints: tuple[Diagnostic, ...]


def run(cases: Iterable[Case], rulebook: Rulebook) -> Iterator[Result]:
    """Judge each case; one that is known to fail complains when it starts to pass."""
    for case in cases:
        complaints = tuple(_complaints(case, assess(rulebook, case.law, AS_OF)))
        if case.expected_failure is None:
            yield Result(case, complaints)
        elif complaints:
            yield Result(case, ())
        else:
            yield Result(
                case, (_complaint(case, case.span, "passes, although it is expected to fail"),)
            )


def _complaint(case: Case, span: object, message: str, help: str | None = None) -> Diagnostic:  # noqa: A002
    return Diagnostic("case-failed", message, span, help, trail=(case.pack, case.name))  # type: ignore[arg-type]


def _complaints(case: Case, assessment: Assessment) -> Iterator[Diagnostic]:
    findings = {f.obligation.id: f for f in assessment.findings}
    for expected in case.expected:
        yield from _against(case, expected, findings[expected.obligation])
    own = {o.id for p in assessment.packs if p.id == case.pack for o in p.obligations}
    if case.findings is not None:
        found = sorted(n for n, f in findings.items() if f.word is not None and n in own)
        if found != sorted(case.findings):
            message = f"the findings are {_listed(found)}"
            yield _complaint(case, case.span, message, f"expected {_listed(sorted(case.findings))}")
    if case.observed is not None:
        watches = {w.id for p in assessment.packs if p.id == case.pack for w in p.watches}
        seen = {o.watch for o in assessment.observations if o.watch in watches}
        if seen != set(case.observed):
            message = f"the watched regions reached are {_listed(sorted(map(str, seen)))}"
            yield _complaint(case, case.span, message, f"expected {_listed(sorted(case.observed))}")


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{n}`" for n in names) or "none"


def _against(case: Case, expected: Expected, finding: Finding) -> Iterator[Diagnostic]:
    if finding.verdict is not expected.verdict:
        elements = ", ".join(f"{o.element.id}: {o.verdict}" for o in finding.elements)
        yield _complaint(
            case,
            expected.span,
            f"`{expected.obligation}` is `{finding.verdict}`, expected `{expected.verdict}`",
            elements or None,
        )
    if expected.told_by is not None and set(finding.told_by) != set(expected.told_by):
        message = f"`{expected.obligation}` is told by {_listed(sorted(finding.told_by))}"
        yield _complaint(
            case, expected.span, message, f"expected {_listed(sorted(expected.told_by))}"
        )
    for part, region in expected.regions.items():
        yield from _part(case, expected, finding, part, region)


def _part(
    case: Case, expected: Expected, finding: Finding, part: str, region: ast.Region
) -> Iterator[Diagnostic]:
    """Compare one part of the region, over the elements of the same space as the first."""
    parts = [o.parts for o in finding.elements if o.parts is not None]
    space = parts[0].space
    same = [p for p in parts if p.space.id == space.id]
    asked = found = 0
    for one in same:
        asked |= one.region
        found |= {
            "residue": one.gap,
            "unknown": one.unknown,
            "unclear": one.unclear,
            "conflict": one.conflict,
        }[part]
    wanted = compiler.cells(region, space, Role.EVERYTHING) & asked
    if found != wanted:
        more, less = found & ~wanted, wanted & ~found
        differences = []
        if more:
            differences.append(f"also: {printer.boxes(space.boxes(more, space.full & ~asked))}")
        if less:
            differences.append(f"not: {printer.boxes(space.boxes(less, space.full & ~asked))}")
        message = f"the {part} of `{expected.obligation}` is not the region expected"
        yield _complaint(case, expected.span, message, "; ".join(differences))
