"""The commentary as one HTML file that asks nothing of the network, and as Markdown.

It only places a view in the templates `commentary.html.j2` and `commentary.md.j2`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from gapcheck.report import templating
from gapcheck.report.commentary.records import CommentaryView
from gapcheck.report.html import STYLE, policy
from gapcheck.report.markdown import tidy

HTML_TEMPLATE = "commentary.html.j2"
MARKDOWN_TEMPLATE = "commentary.md.j2"
OWN_STYLE = "partials/commentary.css"


def html(shown: CommentaryView, folders: Sequence[Path]) -> str:
    """The page; `folders` are searched for templates in order."""
    environment = templating.html(folders)
    styles = (templating.verbatim(environment, name) for name in (STYLE, OWN_STYLE))
    style = Markup("\n").join(styles)
    page = environment.get_template(HTML_TEMPLATE)
    return page.render(commentary=shown, style=style, policy=policy(style))


def markdown(shown: CommentaryView, folders: Sequence[Path]) -> str:
    """The same as Markdown."""
    page = templating.markdown(folders).get_template(MARKDOWN_TEMPLATE)
    return tidy(page.render(commentary=shown))
