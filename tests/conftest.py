"""Which tests run where, how many examples hypothesis tries, and where compiled files are kept.

Few by default, more and always the same ones under `CI`.

For a long search: `pytest --hypothesis-profile thorough`.
"""

from __future__ import annotations

import os
import sys
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, settings

from gapcheck import cli
from tests import chromium
from tests.typed import Ended, Run

_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)

settings.register_profile(
    "quick", max_examples=40, deadline=None, phases=_PHASES, suppress_health_check=_SLOW
)
settings.register_profile(
    "CI",
    max_examples=80,
    deadline=None,
    derandomize=True,
    phases=_PHASES,
    suppress_health_check=_SLOW,
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=1500)
settings.load_profile("CI" if os.environ.get("CI") else "quick")

_LEFT_OUT = pytest.StashKey[int]()
_CACHE = TemporaryDirectory(prefix="gapcheck-")
os.environ["GAPCHECK_CACHE"] = _CACHE.name


def pytest_unconfigure() -> None:
    """Remove the compiled files of this run."""
    _CACHE.cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser; under `CI` they run and fail."""
    if os.environ.get("CI") or not chromium.missing():
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if item not in left_out]
    config.stash[_LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was left out and why."""
    number = config.stash.get(_LEFT_OUT, 0)
    if number:
        terminalreporter.write_line(f"{number} browser tests left out: {chromium.missing()}")


@pytest.fixture
def gapcheck(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, as the console script does."""

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["gapcheck", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run
