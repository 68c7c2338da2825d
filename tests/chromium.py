"""Drives a Chromium without a window, in its own protocol, over two pipes.

It knows how to open a page, run JavaScript in it and hear what it requests. It knows no report.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

AXE = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE = 120
_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # it opens our own files alone, and in containers there is no other way
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "about:blank",
)


def missing() -> str:
    """What the browser tests lack here, in words; the empty text if nothing."""
    if _program() is None:
        return "there is no Chromium here (Debian: apt-get install chromium)"
    if not AXE.is_file():
        return "axe-core is not here (make browser)"
    return ""


def _program() -> str | None:
    return next((path for path in map(shutil.which, _NAMES) if path), None)


@contextmanager
def started(home: Path) -> Iterator[Browser]:
    """A browser whose profile is kept in a folder; ended with the block."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    # The browser reads from 3 and writes to 4; the shell first moves ours out of their way.
    shell = f'exec {{in}}<&{theirs_in} {{out}}>&{theirs_out}; exec "$@" 3<&"$in" 4>&"$out"'
    command = ["bash", "-c", shell, "bash", str(_program()), f"--user-data-dir={home}", *_FLAGS]
    process = subprocess.Popen(command, pass_fds=(theirs_in, theirs_out), stderr=subprocess.DEVNULL)
    os.close(theirs_in)
    os.close(theirs_out)
    browser = Browser(ours_in, ours_out)
    try:
        yield browser
        browser.call("Browser.close")
        process.wait(_PATIENCE)
    finally:
        process.kill()
        process.wait()
        os.close(ours_in)
        os.close(ours_out)


@dataclass(slots=True)
class Browser:
    """A running browser; `events` are all that it told without being asked."""

    incoming: int
    outgoing: int
    events: list[Mapping[str, Any]] = field(default_factory=list)
    rest: bytes = b""
    asked: int = 0

    def call(self, method: str, session: str = "", **parameters: Any) -> Mapping[str, Any]:
        """Ask for something and wait for the answer."""
        self.asked += 1
        message = {"id": self.asked, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        left = json.dumps(message).encode() + b"\0"
        while left:
            left = left[os.write(self.outgoing, left) :]
        return self._answer(self.asked)

    def _answer(self, number: int) -> Mapping[str, Any]:
        while True:
            told = self._next()
            if told.get("id") == number:
                assert "error" not in told, told["error"]
                answer: Mapping[str, Any] = told["result"]
                return answer
            self.events.append(told)

    def wait(self, method: str, session: str, since: int) -> None:
        """Wait until an event of a page has come, later than the first `since` events."""
        while not any(
            e.get("method") == method and e.get("sessionId") == session for e in self.events[since:]
        ):
            self.events.append(self._next())

    def _next(self) -> Mapping[str, Any]:
        deadline = time.monotonic() + _PATIENCE
        while b"\0" not in self.rest:
            ready, _, _ = select.select(
                [self.incoming], [], [], max(0, deadline - time.monotonic())
            )
            assert ready, f"Chromium said nothing for {_PATIENCE} s"
            read = os.read(self.incoming, 1 << 20)
            assert read, "Chromium ended"
            self.rest += read
        line, self.rest = self.rest.split(b"\0", 1)
        told: Mapping[str, Any] = json.loads(line)
        return told

    def page(self, width: int = 1280, *, dark: bool = False, media: str = "") -> Page:
        """An empty page in a window of its own, of a width and a colour scheme."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(self, attached["sessionId"], target)
        for name in ("Page", "Runtime", "Network"):
            page.call(f"{name}.enable")
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        page.call("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        page.call("Emulation.setEmulatedMedia", media=media, features=[scheme])
        return page


@dataclass(slots=True)
class Page:
    """One page of a browser."""

    browser: Browser
    session: str
    target: str

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.browser.call("Target.closeTarget", targetId=self.target)

    def call(self, method: str, **parameters: Any) -> Mapping[str, Any]:
        """Ask the page for something and wait for the answer."""
        return self.browser.call(method, self.session, **parameters)

    def open(self, address: str) -> None:
        """Go to an address and wait until it is loaded."""
        self._load("Page.navigate", url=address)

    def reload(self) -> None:
        """Load the present address again."""
        self._load("Page.reload")

    def _load(self, method: str, **parameters: Any) -> None:
        since = len(self.browser.events)
        self.call(method, **parameters)
        self.browser.wait("Page.loadEventFired", self.session, since)

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression; promises are waited for."""
        told = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def heard(self, method: str) -> list[Mapping[str, Any]]:
        """What the page told of one kind, from the first."""
        return [
            event["params"]
            for event in self.browser.events
            if event.get("method") == method and event.get("sessionId") == self.session
        ]
