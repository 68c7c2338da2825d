"""The report as one HTML file that asks nothing of the network.

It places a view in the template `report.html.j2` and tells the browser, by their hashes, which
style and which script it may run: those of the template folder, and none that stands in the data.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from gapcheck.report import templating
from gapcheck.report.annexes import AnnexesView
from gapcheck.report.program import program_sha256
from gapcheck.report.records import AssessmentView

TEMPLATE = "report.html.j2"
STYLE = "partials/report.css"
SCRIPT = "partials/report.js"


def render(
    shown: AssessmentView, folders: Sequence[Path], annexes: AnnexesView | None = None
) -> str:
    """The report; `folders` are searched for templates in order."""
    environment = templating.html(folders)
    style = templating.verbatim(environment, STYLE)
    script = templating.verbatim(environment, SCRIPT)
    return environment.get_template(TEMPLATE).render(
        report=shown,
        annexes=annexes,
        style=style,
        script=script,
        policy=policy(style, script),
        program_sha256=program_sha256(),
        templates_sha256=templating.fingerprint(environment, TEMPLATE, (STYLE, SCRIPT)),
        annexes_sha256=hashlib.sha256(msgspec.json.encode(annexes)).hexdigest(),
    )


def policy(style: str, script: str = "") -> str:
    """The Content Security Policy: nothing is allowed but this very style and this very script."""
    allowed = f" script-src {_hashed(script)};" if script else ""
    return (
        f"default-src 'none'; style-src {_hashed(style)};{allowed}"
        " base-uri 'none'; form-action 'none'"
    )


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
