"""A command as a person types it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias


class Ended:
    """What a command printed, and its exit status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


Run: TypeAlias = Callable[..., Ended]
