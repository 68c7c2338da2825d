"""The files of a report: in which formats, with which annexes, and where they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gapcheck.cli.desk import Desk, as_json, usage
from gapcheck.cli.paths import put
from gapcheck.model.outcome import Assessment
from gapcheck.report import data, html, markdown, view
from gapcheck.report.annexes import AnnexesView, annexes
from gapcheck.report.records import AssessmentView


def written(
    assessment: Assessment,
    desk: Desk,
    formats: Sequence[str],
    folder: Path,
    questionnaires: Sequence[str] | None,
    *,
    is_final: bool,
) -> Iterator[Path]:
    """Write a report in each format; where the files are."""
    shown = view.assessment(assessment, desk.rulebook, is_final=is_final)
    added = _annexes(shown, desk, questionnaires)
    for name in formats:
        match name:
            case "html":
                text = html.render(shown, desk.workspace.templates, added)
            case "md":
                text = markdown.render(shown, desk.workspace.templates, added)
            case _:
                text = as_json(data.check(assessment, desk.rulebook, shown, added)) + "\n"
        path = folder / f"{assessment.jurisdiction.id}_{assessment.as_of}.{name}"
        put(path, text)
        yield path


def _annexes(shown: AssessmentView, desk: Desk, names: Sequence[str] | None) -> AnnexesView | None:
    """The annexes to a report, where questionnaires are asked for."""
    if not names:
        return None
    catalogue = desk.questionnaires()
    for name in names:
        if name not in catalogue.questionnaires:
            usage(f"there is no questionnaire `{name}`", name, catalogue.questionnaires)
    return annexes(shown, catalogue, names)
