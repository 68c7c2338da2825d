"""Findings of shipped jurisdictions on given days, each law judged once.

It knows how a finding is looked up. What it should be is said in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from gapcheck.engine import assess
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Ask, ElementOutcome, Finding
from gapcheck.model.profile import Jurisdiction
from gapcheck.timeline import events
from gapcheck.workspace import Workspace, shipped


@cache
def rules() -> Rulebook:
    """The shipped packs."""
    rulebook, diagnostics = Workspace(shipped()).rulebook()
    assert rulebook is not None, diagnostics
    return rulebook


@cache
def law(code: str) -> Jurisdiction:
    """A shipped jurisdiction."""
    found, diagnostics = Workspace(shipped()).jurisdiction(code, rules())
    assert found is not None, diagnostics
    return found


@cache
def findings(code: str, day: str) -> Mapping[str, Finding]:
    """Every finding on a day, by obligation."""
    assessment = assess(rules(), law(code), date.fromisoformat(day))
    return {finding.obligation.id: finding for finding in assessment.findings}


def finding(code: str, day: str, obligation: str) -> Finding:
    """The finding on one obligation on a day."""
    return findings(code, day)[obligation]


def element(code: str, day: str, obligation: str, name: str | None = None) -> ElementOutcome:
    """The outcome of one element; without a name, of the only one."""
    elements = finding(code, day, obligation).elements
    if name is None:
        (only,) = elements
        return only
    return next(e for e in elements if e.element.id == name)


def cited(outcome: ElementOutcome) -> set[str]:
    """The provisions that an element rests on, and those that may reach it."""
    return {e.citation for e in outcome.evidence} | {p.provision.citation for p in outcome.partial}


def asked(outcome: ElementOutcome, kind: Ask) -> set[str]:
    """The provisions about which questions of a kind are asked."""
    return {q.provision.citation for q in outcome.questions if q.kind is kind and q.provision}


def asked_when(outcome: ElementOutcome) -> set[date]:
    """The last days on which a change can have taken place whose day is asked."""
    return {q.until for q in outcome.questions if q.kind is Ask.WHEN and q.until}


def values(region: int, outcome: ElementOutcome, dimension: str) -> set[str]:
    """The values of a dimension that occur in a part of an element's region."""
    assert outcome.parts is not None
    return set(outcome.parts.space.values_in(region, dimension))


def covered_in(code: str, day: str, obligation: str, dimension: str) -> set[str]:
    """The values of a dimension that the law of a State surely reaches on a day."""
    outcome = element(code, day, obligation)
    assert outcome.parts is not None
    return values(outcome.parts.covered, outcome, dimension)


def unknown_in(code: str, day: str, obligation: str, dimension: str) -> set[str]:
    """The values of a dimension about which something is not known on a day."""
    outcome = element(code, day, obligation)
    assert outcome.parts is not None
    return values(outcome.parts.unknown, outcome, dimension)


def days(code: str) -> Iterable[str]:
    """Every day on which something begins or ends in the files of a jurisdiction."""
    return sorted({event.day.isoformat() for event in events(rules(), law(code))})
