"""What is worth a second look in the files of a jurisdiction that are right: periods and sources left over.

Knows what `lint` alone tells; nothing here keeps a file from being used. Does not look for mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from gapcheck.diagnostics import Diagnostic, Severity, tidy
from gapcheck.profiles import dates
from gapcheck.profiles.files import Folder
from gapcheck.profiles.shape import ProfileShape, ProvisionShape, StatuteShape
from gapcheck.shapes import PlacedList, PlacedMapping, PlacedText, Reader


def remarks(folder: Path, name: str) -> list[Diagnostic]:
    """Read the folder of a jurisdiction that has no mistakes, and give the warnings, sorted."""
    files = Folder(folder, name)
    for reader in files.statutes:
        shape = reader.shape(StatuteShape)
        for provision in shape.provisions if shape is not None else ():
            _on_provision(provision, reader)
    if files.profile is not None:
        profile = files.profile.shape(ProfileShape)
        if profile is not None:
            _on_sources(profile, files, files.profile)
    return tidy(d for d in files.diagnostics if d.severity is Severity.WARNING)


def _on_provision(shape: ProvisionShape, reader: Reader) -> None:
    if not any(version.claims for version in shape.versions):
        message = f"`{shape.article}` is described and does nothing: no version has a claim"
        advice = "say what it does under `claims`, or remove it"
        reader.report("provision-without-claims", message, shape.article, advice)
    dated = [
        (begins, dates.start(v.repealed), v)
        for v in shape.versions
        if (begins := dates.start(v.in_force)) is not None
    ]
    dated.sort(key=lambda version: version[0].not_before)
    for (_, ends, _), (begins, _, version) in pairwise(dated):
        if ends is not None and ends.not_after < begins.not_before:
            message = (
                f"nothing is said of `{shape.article}` from {ends.not_after} to {begins.not_before}"
            )
            advice = "describe what it said then, or let the versions meet if nothing lies between"
            reader.report("period-not-described", message, version.written("in_force"), advice)


def _on_sources(shape: ProfileShape, files: Folder, reader: Reader) -> None:
    used = {str(name) for root in files.roots for name in _sources_named(root)}
    for name in shape.sources:
        if name not in used:
            message = f"no statement rests on the source `{name}`"
            advice = "name it where it was used, or remove it"
            reader.report("source-unused", message, name, advice)


def _sources_named(place: object) -> Iterator[PlacedText]:
    """Every text under a key `source`, at any depth."""
    if isinstance(place, PlacedMapping):
        for key, value in place.items():
            if key == "source" and isinstance(value, PlacedText):
                yield value
            else:
                yield from _sources_named(value)
    elif isinstance(place, PlacedList):
        for item in place:
            yield from _sources_named(item)
