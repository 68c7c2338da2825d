"""Every shipped law can be judged on every day on which something changes in its files."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

import pytest

from gapcheck.engine import Assessor
from gapcheck.workspace import Workspace, shipped
from tests.history.law import days, law, rules

CODES = sorted(Workspace(shipped()).jurisdictions())


def test_twelve_states_are_described() -> None:
    assert len(CODES) == 12


@pytest.mark.parametrize("code", CODES)
def test_on_every_day_each_part_of_a_duty_has_one_answer(code: str) -> None:
    assessor = Assessor(rules())
    for day in days(code):
        findings = assessor.assess(law(code), date.fromisoformat(day)).findings
        assert [f.obligation.id for f in findings] == list(rules().obligations)
        for parts in (e.parts for f in findings for e in f.elements if e.parts is not None):
            answers = (parts.covered, parts.unclear, parts.gap, parts.unknown, parts.conflict)
            assert sum(answers) == reduce(or_, answers) == parts.region


@pytest.mark.parametrize("code", CODES)
def test_what_a_finding_says_can_be_proved_on_the_last_day(code: str) -> None:
    *_, last = days(code)
    for finding in Assessor(rules()).assess(law(code), date.fromisoformat(last)).findings:
        for element in finding.elements:
            settled = element.verdict in ("met", "partly_met", "not_met", "conflict")
            assert bool(element.evidence) >= (settled and element.parts is None)
            assert element.questions or element.verdict not in ("unknown", "unclear")
