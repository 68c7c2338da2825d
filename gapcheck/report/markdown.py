"""The report as Markdown, for editors and for version control.

It only places a view in the template `report.md.j2`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from gapcheck.report import templating
from gapcheck.report.annexes import AnnexesView
from gapcheck.report.records import AssessmentView

TEMPLATE = "report.md.j2"
_EMPTY_LINES = re.compile(r"\n{3,}")


def render(
    shown: AssessmentView, folders: Sequence[Path], annexes: AnnexesView | None = None
) -> str:
    """The report; `folders` are searched for templates in order."""
    template = templating.markdown(folders).get_template(TEMPLATE)
    text = template.render(report=shown, annexes=annexes)
    return tidy(text)


def tidy(text: str) -> str:
    """The text with one empty line where several stand together."""
    return _EMPTY_LINES.sub("\n\n", text)
