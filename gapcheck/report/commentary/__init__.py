"""A rule pack as a commentary for lawyers: what each article asks, without a word of YAML."""

from gapcheck.report.commentary.pages import html, markdown
from gapcheck.report.commentary.records import CommentaryView, Worked
from gapcheck.report.commentary.view import commentary

__all__ = ["CommentaryView", "Worked", "commentary", "html", "markdown"]
