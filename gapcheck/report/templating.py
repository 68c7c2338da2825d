"""The one door to Jinja: templates come from folders, and what is undefined is an error.

It knows how to escape for HTML and for Markdown. A template evaluates what its author wrote and
nothing that stands in the data.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
)
from jinja2.meta import find_referenced_templates
from markupsafe import Markup

from gapcheck.report.words import capital

_ENDING = ".j2"
_MARKUP = re.compile(r"([\\`*_\[\]|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^([-+=#]+|\d+[.)])(?=\s|$)")
_PLAIN_ADDRESS = re.compile(r"https?://[^\s<>|\\]+")


class TemplateMistake(Exception):  # noqa: N818 - no error of the program
    """What is wrong in a template, and where: templates may be the user's own."""


class _Environment(Environment):
    """One that tells the mistakes of templates from those of the program."""

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Raise what went wrong: a mistake of a template where it is one."""
        try:
            super().handle_exception(source)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            inside = [frame for frame in frames if frame.filename.endswith(_ENDING)]
            if not inside or not (isinstance(error, TemplateError) or frames[-1] is inside[-1]):
                raise
            place = f"`{inside[-1].filename}`, line {inside[-1].lineno}"
            raise TemplateMistake(f"{place}: {_said(error)}") from error


def _said(error: Exception) -> str:
    """What a mistake is, in one line."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template `{error.name}`"
    return str(error.message if isinstance(error, TemplateError) else error)


class _Loader(FileSystemLoader):
    """The templates of a folder."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Read a template."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            path = Path(self.searchpath[0]) / template
            raise TemplateMistake(f"`{path}` is not written in UTF-8") from error


def html(folders: Sequence[Path]) -> Environment:
    """An environment whose every value is escaped for HTML."""
    made = _Environment(
        loader=_loader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["link"] = link
    made.filters["capital"] = capital
    return made


def verbatim(environment: Environment, name: str) -> Markup:
    """The text of a style or script as it stands in its file: not a template, nothing escaped."""
    text, path = _source(environment, name)
    if "</" in text:
        raise TemplateMistake(f"`{path}`: `</` would end the element that holds it")
    return Markup(text)  # noqa: S704 - written by the author of the templates


def fingerprint(environment: Environment, page: str, placed: Iterable[str]) -> str:
    """The SHA-256 of a page with all that it includes, and of the styles and scripts placed in it."""
    digest = hashlib.sha256()
    included = dict(_included(environment, page))
    for name, text in sorted(
        {**included, **{n: _source(environment, n)[0] for n in placed}}.items()
    ):
        digest.update(f"{name}\0{len(text.encode())}\0{text}".encode())
    return digest.hexdigest()


def _included(environment: Environment, page: str) -> Iterator[tuple[str, str]]:
    """A template and those that it includes, at any depth, with their texts.

    A name that is computed on the page may be that of any template.
    """
    seen, waiting = {page}, [page]
    while waiting:
        name = waiting.pop()
        try:
            text, path = _source(environment, name)
        except TemplateNotFound:
            continue
        yield name, text
        for found in find_referenced_templates(environment.parse(text, name, path)):
            more = (
                environment.list_templates([_ENDING.removeprefix(".")])
                if found is None
                else [found]
            )
            waiting += [m for m in more if m not in seen]
            seen |= set(more)


def _source(environment: Environment, name: str) -> tuple[str, str | None]:
    """The text of a file, and where it stands."""
    loader = environment.loader
    if loader is None:
        raise ValueError("an environment without templates")
    text, path, _ = loader.get_source(environment, name)
    return text, path


def markdown(folders: Sequence[Path]) -> Environment:
    """An environment whose every value is escaped for Markdown, by way of its finalizer."""
    made = _Environment(
        loader=_loader(folders),
        autoescape=False,  # no HTML: `finalize` escapes what Markdown would read
        finalize=_placed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["link"] = markdown_link
    return made


def _loader(folders: Sequence[Path]) -> ChoiceLoader:
    return ChoiceLoader([_Loader(folder) for folder in folders])


def _placed(value: object) -> object:
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return escape(value)


def escape(text: str) -> str:
    """Text that Markdown shows as it stands: on one line, without markup, tables or HTML."""
    one_line = " ".join(text.split())
    quoted = _MARKUP.sub(r"\\\1", _ENTITY.sub("&amp;", one_line))
    quoted = quoted.replace("<", "&lt;").replace(">", "&gt;")
    return _LINE_START.sub(_harmless, quoted)


def _harmless(start: re.Match[str]) -> str:
    """What would begin a list or a heading, with a backslash before the mark that does it."""
    return f"{start[0][:-1]}\\{start[0][-1]}" if start[0][0].isdigit() else f"\\{start[0]}"


def link(url: str) -> Markup | str:
    """A web address as a link; anything else as plain text, as a script may hide in it."""
    if not url.startswith(("https://", "http://")):
        return url
    return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(url)


def markdown_link(url: str) -> Markup | str:
    """A web address in angle brackets; anything else as text to be escaped."""
    return Markup(f"<{url}>") if _PLAIN_ADDRESS.fullmatch(url) else url  # noqa: S704 - no HTML
