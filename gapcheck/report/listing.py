"""What there is: obligations, packs, spaces and jurisdictions as rows, for tables and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from gapcheck.changes import Change, VerdictChange
from gapcheck.model.law import Rulebook
from gapcheck.model.outcome import Assessment, Verdict
from gapcheck.model.profile import Basis
from gapcheck.model.questionnaire import Catalogue
from gapcheck.report.words import BASES, pinpoint

Row: TypeAlias = Mapping[str, object]


def obligations(rulebook: Rulebook) -> Sequence[Row]:
    """Every obligation with its place in the treaty and its force."""
    return [
        {
            "id": o.id,
            "provision": pinpoint(pack.instrument.short["en"], o.provision),
            "force": str(o.force),
            "chapter": str(o.chapter),
            "title": o.title["en"],
        }
        for pack in rulebook.packs
        for o in pack.obligations
    ]


def packs(rulebook: Rulebook) -> Sequence[Row]:
    """Every pack with its version and size."""
    return [
        {
            "id": pack.id,
            "version": pack.version,
            "instrument": pack.instrument.title["en"],
            "obligations": len(pack.obligations),
            "elements": sum(len(o.elements) for o in pack.obligations),
            "sha256": pack.sha256,
        }
        for pack in rulebook.packs
    ]


def spaces(rulebook: Rulebook) -> Sequence[Row]:
    """Every space with its dimensions and the number of its cells."""
    return [
        {
            "id": name,
            "kind": str(vocabulary.kind),
            "cells": vocabulary.space.size,
            "dimensions": ", ".join(d.id for d in vocabulary.space.dimensions),
        }
        for name, vocabulary in rulebook.vocabularies.items()
    ]


def jurisdictions(assessments: Iterable[Assessment]) -> Sequence[Row]:
    """Every jurisdiction with what its files hold, how much is settled of what applies, and on what that rests."""
    return [_jurisdiction(found) for found in assessments]


def _jurisdiction(found: Assessment) -> Row:
    law = found.jurisdiction
    elements = [e for f in found.findings for e in f.elements]
    applying = [e for e in elements if e.verdict is not Verdict.NOT_APPLICABLE]
    settled = [e for e in applying if e.verdict not in (Verdict.UNKNOWN, Verdict.UNCLEAR)]
    bases = Counter(e.basis for e in settled)
    return {
        "id": law.id,
        "name": law.name["en"],
        "region": law.region,
        "version": law.version,
        "statutes": len(law.statutes),
        "provisions": len(law.provisions),
        "claims": sum(len(v.claims) for p in law.provisions.values() for v in p.versions),
        "established": f"{len(settled)} of {len(applying)}",
        "resting on": ", ".join(f"{BASES[b]} {bases[b]}" for b in Basis if bases[b])
        or "nothing yet",
    }


def questionnaires(catalogue: Catalogue) -> Sequence[Row]:
    """Every questionnaire with how far it could be read, and how many questions are known."""
    return [
        {
            "id": one.id,
            "title": one.title["en"],
            "symbol": one.symbol or "not known",
            "questions": sum(one.id in point.asked_in for point in catalogue.points),
            "readable": one.readable["en"],
            "verified": "yes" if one.verified else "no",
        }
        for one in catalogue.questionnaires.values()
    ]


def changes(many: Iterable[Change]) -> Sequence[Row]:
    """Every difference between two versions of the rules."""
    return [
        {
            "id": c.obligation,
            "part": c.part,
            "change": str(c.kind),
            "before": c.before,
            "after": c.after,
            "newly_asked": list(c.newly),
            "no_longer_asked": list(c.no_longer),
        }
        for c in many
    ]


def verdict_changes(many: Iterable[VerdictChange]) -> Sequence[Row]:
    """Every verdict that differs between two versions of the rules."""
    return [
        {
            "jurisdiction": t.jurisdiction,
            "id": t.obligation,
            "before": str(t.before),
            "after": str(t.after),
        }
        for t in many
    ]
