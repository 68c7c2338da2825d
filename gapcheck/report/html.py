"""The report as one HTML file that asks nothing of the network.

It only places a view in the template `report.html.j2`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gapcheck.report import templating
from gapcheck.report.records import AssessmentView

TEMPLATE = "report.html.j2"


def render(shown: AssessmentView, folders: Sequence[Path]) -> str:
    """The report; `folders` are searched for templates in order."""
    return templating.html(folders).get_template(TEMPLATE).render(report=shown)
