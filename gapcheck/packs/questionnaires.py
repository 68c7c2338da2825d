"""From the files under `rules/questionnaires/` to the catalogue of questions.

Knows which obligations are declared. Does not know what any of them asks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gapcheck import yamldoc
from gapcheck.diagnostics import Diagnostic, tidy
from gapcheck.folders import visible
from gapcheck.model.questionnaire import (
    AskedPoint,
    Beyond,
    Catalogue,
    NotAsked,
    Questionnaire,
    meant,
)
from gapcheck.packs.checks import Once, check_obligation_id
from gapcheck.packs.files import RULES
from gapcheck.packs.questionnaire_shape import (
    BeyondShape,
    NotAskedShape,
    QuestionnaireShape,
    QuestionnairesShape,
    QuestionShape,
)
from gapcheck.shapes import PlacedText, Reader, json_schema

_FOLDER = f"{RULES}/questionnaires"


def load_questionnaires(
    folders: Sequence[Path], declared: Collection[str]
) -> tuple[Catalogue | None, list[Diagnostic]]:
    """Read the questionnaires of one or several folders, earlier ones first.

    `declared` are the ids of every pack at hand. An id of a treaty of which no pack is at hand is no mistake.

    Returns:
        No catalogue if there is any error; the diagnostics are sorted.
    """
    read, diagnostics = _read(folders)
    _check(read, declared)
    diagnostics += [d for _, reader in read for d in reader.diagnostics]
    if diagnostics:
        return None, tidy(diagnostics)
    found = (_questionnaire(one) for shape, _ in read for one in shape.questionnaires)
    catalogue = Catalogue(
        {one.id: one for one in found},
        tuple(_point(one) for shape, _ in read for one in shape.questions),
        tuple(_not_asked(one) for shape, _ in read for one in shape.not_asked),
        tuple(_beyond(one) for shape, _ in read for one in shape.beyond),
    )
    return catalogue, []


def questionnaires_schema() -> dict[str, Any]:
    """Give the JSON schema of a file of questionnaires."""
    return json_schema(QuestionnairesShape, "gapcheck questionnaires")


def _read(
    folders: Sequence[Path],
) -> tuple[list[tuple[QuestionnairesShape, Reader]], list[Diagnostic]]:
    """Read every file; one in an earlier folder stands in for those of the same name."""
    read: list[tuple[QuestionnairesShape, Reader]] = []
    diagnostics: list[Diagnostic] = []
    for name, path in _paths(folders).items():
        document, problems = yamldoc.load(path, name)
        diagnostics += problems
        if document is None:
            continue
        reader = Reader(document, lambda _: ())
        shape = reader.shape(QuestionnairesShape)
        if shape is None:
            diagnostics += reader.diagnostics
        else:
            read.append((shape, reader))
    return read, diagnostics


def _paths(folders: Iterable[Path]) -> Mapping[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for path in visible(folder / _FOLDER, "*.yaml"):
            found.setdefault(f"{_FOLDER}/{path.name}", path)
    return dict(sorted(found.items()))


# Checks.


def _check(read: Sequence[tuple[QuestionnairesShape, Reader]], declared: Collection[str]) -> None:
    """Report names that are given twice, and names of what does not exist."""
    known = [str(one.id) for shape, _ in read for one in shape.questionnaires]
    names, points = Once("a questionnaire"), Once("a question")
    for shape, reader in read:
        for one in shape.questionnaires:
            names.take(one.id, reader)
        for point in shape.questions:
            points.take(point.id, reader)
        for name in _named(shape):
            message = f"there is no questionnaire `{name}`"
            reader.known(name, known, "unknown-source", message)
        for text in _ids(shape):
            _check_ids(text, declared, reader)


def _named(shape: QuestionnairesShape) -> Iterator[PlacedText]:
    """Give every questionnaire that a file names."""
    for point in shape.questions:
        yield from point.asked_in
    for more in shape.beyond:
        yield from more.asked_in


def _ids(shape: QuestionnairesShape) -> Iterator[PlacedText]:
    """Give every obligation, or beginning of several, that a file names."""
    for point in shape.questions:
        yield from point.answered_by
    for left in shape.not_asked:
        yield from left.obligations
    for more in shape.beyond:
        yield from more.obligations


def _check_ids(text: PlacedText, declared: Collection[str], reader: Reader) -> None:
    """Report an id that nothing declares, or a beginning that no id has, of a treaty at hand."""
    treaty = text.partition(".")[0]
    if treaty not in {name.partition(".")[0] for name in declared} or meant((text,), declared):
        return
    if not text.endswith("*"):
        check_obligation_id(text, declared, reader)
        return
    message = f"no pack declares an obligation that begins with `{text.removesuffix('*')}`"
    advice = "use the beginning of an id under which a pack declares one"
    reader.report("unknown-obligation", message, text, advice)


# What was read.


def _questionnaire(shape: QuestionnaireShape) -> Questionnaire:
    return Questionnaire(
        str(shape.id),
        shape.title,
        str(shape.symbol or ""),
        str(shape.url or ""),
        shape.readable,
        shape.verified,
    )


def _point(shape: QuestionShape) -> AskedPoint:
    return AskedPoint(
        str(shape.id),
        shape.asks,
        tuple(map(str, shape.asked_in)),
        shape.basis,
        shape.note,
        tuple(map(str, shape.answered_by)),
    )


def _not_asked(shape: NotAskedShape) -> NotAsked:
    return NotAsked(tuple(map(str, shape.obligations)), shape.why, shape.basis)


def _beyond(shape: BeyondShape) -> Beyond:
    asked_in, obligations = map(str, shape.asked_in), map(str, shape.obligations)
    return Beyond(shape.says, tuple(asked_in), tuple(obligations), shape.verified)
