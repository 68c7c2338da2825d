"""The files and folders that a person names on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from gapcheck.cli.desk import usage
from gapcheck.diagnostics import Diagnostic
from gapcheck.folders import visible
from gapcheck.workspace import Workspace, write

_CASES = ".cases.yaml"


def existing(paths: Sequence[Path] | None) -> list[Path]:
    """The files and folders that were named, or the end of the command where there is none."""
    for path in paths or ():
        if not path.exists():
            usage(f"there is no file or folder `{path}`")
    return list(paths or ())


def within(workspace: Workspace, paths: Sequence[Path]) -> Sequence[Path]:
    """The paths, or the end of the command for one that no pack or jurisdiction is read from."""
    homes = [folder / part for folder in workspace.folders for part in ("rules", "jurisdictions")]
    for path in paths:
        place = path.resolve()
        if not any(place.is_relative_to(home) or home.is_relative_to(place) for home in homes):
            usage(
                f"`{path}` is in no `rules` or `jurisdictions` folder; name theirs with --workspace"
            )
    return paths


def is_inside(workspace: Workspace, diagnostic: Diagnostic, chosen: Sequence[Path]) -> bool:
    """Whether a diagnostic is about one of the chosen files or folders."""
    names = {workspace.name(path) for path in chosen}
    return any(
        diagnostic.span.file.name == n or diagnostic.span.file.name.startswith(f"{n}/") or n == "."
        for n in names
    )


def yaml_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to format: those named, and every YAML file in the folders named."""
    for path in paths:
        yield from visible(path, "**/*.yaml") if path.is_dir() else [path]


def case_files(workspace: Workspace, chosen: Sequence[Path]) -> list[Path]:
    """The files of cases among those chosen, or beside the packs chosen; all in reach if none is.

    The command ends for what has no cases.
    """
    known = {path.name: path for path in workspace.case_files()}
    if not chosen:
        return list(known.values())
    names = {pack: f"{pack}{_CASES}" for pack in workspace.pack_names()}
    beside = {pack: [known[name]] if name in known else [] for pack, name in names.items()}
    found: list[Path] = []
    for path in chosen:
        is_name = str(path) in beside and not path.exists()
        own = beside[str(path)] if is_name else _cases_at(path, workspace)
        if not own:
            usage(f"`{path}` has no cases; those of a pack stand beside it, in `<pack>{_CASES}`")
        found += own
    return list(dict.fromkeys(found))


def _cases_at(path: Path, workspace: Workspace) -> list[Path]:
    """The files of cases that a path means: in a folder, beside a pack, or itself."""
    existing([path])
    if path.is_dir():
        return visible(path, f"**/*{_CASES}")
    if path.name.endswith(_CASES):
        return [path]
    within(workspace, [path])
    beside = path.with_name(f"{path.stem}{_CASES}")
    return [beside] if beside.exists() else []


def put(path: Path, text: str) -> None:
    """Write a file, or end the command where that is impossible."""
    folder = path.parent
    if folder.exists() and not folder.is_dir():
        usage(f"cannot write `{path}`: `{folder}` is a file and no folder; name another with -o")
    try:
        write(path, text)
    except OSError as error:
        usage(f"cannot write `{path}`: {error.strerror}")


def put_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Write a folder that is not there yet with all its files, or nothing at all; end the command where that fails."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(
            dir=folder.parent, prefix=".new-", ignore_cleanup_errors=True
        ) as name:
            draft = Path(name) / folder.name
            for file, text in texts.items():
                write(draft / file, text)
            draft.rename(folder)
    except OSError as error:
        usage(f"cannot write `{folder}`: {error.strerror}")
