"""From the folder of a jurisdiction to a checked profile.

Knows in which order the files are understood. Does not know what follows from what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gapcheck.diagnostics import Diagnostic, Severity, tidy
from gapcheck.model.law import Rulebook
from gapcheck.model.names import known_names
from gapcheck.model.profile import (
    Decision,
    Ground,
    Jurisdiction,
    Statistic,
    Statute,
    TreatyEffect,
)
from gapcheck.profiles import practice, statements, statutes
from gapcheck.profiles.countries import country
from gapcheck.profiles.files import STATUTES, Folder
from gapcheck.profiles.setting import Law, Setting, check_grade
from gapcheck.profiles.shape import (
    DecisionsShape,
    ProfileShape,
    StatisticsShape,
    StatuteShape,
    TraditionShape,
    TreatyEffectShape,
)
from gapcheck.shapes import Once, Reader, json_schema

_OWN_MISTAKES = ("missing-key", "invisible-character", "curly-quotes")
"""What keeps an act from having the name that others refer to."""


def load_jurisdiction(
    folder: Path, name: str, rulebook: Rulebook
) -> tuple[Jurisdiction | None, list[Diagnostic]]:
    """Read the folder of a jurisdiction; `name` is what diagnostics call the folder.

    Returns:
        No jurisdiction if there is any error; the diagnostics are sorted.
    """
    files = Folder(folder, name)
    built = _jurisdiction(files, rulebook)
    diagnostics = tidy(_first_of_all(files))
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return None, diagnostics
    return built, diagnostics


def _first_of_all(files: Folder) -> Iterator[Diagnostic]:
    """What is wrong, without references that fail because what they name is misspelt itself."""
    found = files.diagnostics
    sources = files.sources() or ()
    held = set[str]()
    for wrong in found:
        if wrong.code in _OWN_MISTAKES and f"/{STATUTES}/" in wrong.span.file.name:
            held |= {"unknown-statute", "unknown-provision"}
        if (wrong.code == "unknown-key" and not sources) or (
            wrong.code == "wrong-name" and wrong.span.text in sources
        ):
            held.add("unknown-source")
    return (wrong for wrong in found if wrong.code not in held)


def jurisdiction_schema() -> dict[str, Any]:
    """Give the JSON schema of the profile, `jurisdiction.yaml`."""
    return json_schema(ProfileShape, "gapcheck jurisdiction")


def statute_schema() -> dict[str, Any]:
    """Give the JSON schema of a statute."""
    return json_schema(StatuteShape, "gapcheck statute")


def decisions_schema() -> dict[str, Any]:
    """Give the JSON schema of `decisions.yaml`."""
    return json_schema(DecisionsShape, "gapcheck decisions")


def statistics_schema() -> dict[str, Any]:
    """Give the JSON schema of `statistics.yaml`."""
    return json_schema(StatisticsShape, "gapcheck statistics")


def _jurisdiction(files: Folder, rulebook: Rulebook) -> Jurisdiction | None:
    """Put everything together that could be understood."""
    reader = files.profile
    shape = reader.shape(ProfileShape) if reader is not None else None
    titles, citations = frozenset(files.short_titles()), frozenset(files.citations())
    cited = titles | citations if files.is_complete else None
    setting = Setting(
        rulebook,
        Law(known_names(rulebook, cited), citations, files.is_complete),
        titles,
        files.sources(),
        statements.sources(shape, reader) if shape and reader else {},
    )
    acts = _statutes(files, setting)
    if shape is None or reader is None:
        return None
    _check_code(shape, files.path.name, reader)
    return Jurisdiction(
        id=str(shape.jurisdiction),
        name=shape.name,
        version=str(shape.version),
        sha256=files.sha256,
        treaty_effect=shape.treaty_effect.effect if shape.treaty_effect else TreatyEffect.UNKNOWN,
        treaties={t.instrument: t for t in statements.treaties(shape.treaties, setting, reader)},
        statutes=acts,
        reviews=tuple(statements.reviews(shape.reviews, setting, reader)),
        facts=tuple(statements.facts(shape.facts, setting, reader)),
        justifications=tuple(statements.justifications(shape.justifications, setting, reader)),
        standings=tuple(statements.standings(shape.standings, setting, reader)),
        binding_elsewhere=frozenset(str(name) for name in shape.binding_elsewhere),
        region=place.region if (place := country(shape.jurisdiction)) else "",
        treaty_effect_ground=_ground(shape.treaty_effect, setting, reader),
        traditions=shape.legal_tradition.families if shape.legal_tradition else (),
        traditions_ground=_ground(shape.legal_tradition, setting, reader),
        decisions=_decisions(files.decisions, setting),
        statistics=_statistics(files.statistics, setting),
    )


def _ground(
    shape: TreatyEffectShape | TraditionShape | None, setting: Setting, reader: Reader
) -> Ground | None:
    """Give where something is said of the legal order, if anything is."""
    if shape is None:
        return None
    check_grade(shape.grade, shape.written("grade"), reader)
    return Ground(str(shape.citation or ""), setting.source(shape.source, reader), shape.grade)


def _decisions(reader: Reader | None, setting: Setting) -> tuple[Decision, ...]:
    shape = reader.shape(DecisionsShape) if reader is not None else None
    if shape is None or reader is None:
        return ()
    return tuple(practice.decisions(shape, setting, reader))


def _statistics(reader: Reader | None, setting: Setting) -> tuple[Statistic, ...]:
    shape = reader.shape(StatisticsShape) if reader is not None else None
    if shape is None or reader is None:
        return ()
    return tuple(practice.statistics(shape, setting, reader))


def _statutes(files: Folder, setting: Setting) -> tuple[Statute, ...]:
    acts: list[Statute] = []
    clauses: list[statutes.Clause] = []
    ids, titles = Once("a statute"), Once("a short title")
    provisions = Once("a provision", "duplicate-citation")
    for reader in files.statutes:
        shape = reader.shape(StatuteShape)
        if shape is None:
            continue
        ids.take(shape.statute, reader)
        titles.take(shape.short, reader)
        for provision in shape.provisions:
            provisions.take(provision.article, reader, f"{shape.short} {provision.article}")
        act, own = statutes.statute(shape, setting, reader)
        acts.append(act)
        clauses += own
    statutes.check_clauses(clauses, setting.rules.vocabularies)
    return tuple(acts)


def _check_code(shape: ProfileShape, folder: str, reader: Reader) -> None:
    """Report a folder that is called after another country than its profile is about."""
    code = shape.jurisdiction
    if code is shape.written("jurisdiction") and folder.upper() != code:
        message = f"the profile is about `{code}` and stands in a folder `{folder}`, where nobody finds it"
        advice = f"call the folder `{code.lower()}`, or correct the code"
        reader.report("country-code", message, code, advice)
