"""What the files of packs and profiles declare: each name once, and none that leads back to itself.

Knows names and which of them name which. Does not know what they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gapcheck.diagnostics import Label
from gapcheck.shapes.place import PlacedText
from gapcheck.shapes.reader import Reader


class Once:
    """Remembers what has been declared, and reports what is declared again; `what` has its article."""

    def __init__(
        self,
        what: str,
        code: str = "duplicate-id",
        advice: str = "remove one of the two, or correct it",
    ) -> None:
        self._what = what
        self._code = code
        self._advice = advice
        self._first: dict[str, PlacedText] = {}

    def take(self, name: PlacedText, reader: Reader, called: str | None = None) -> bool:
        """Take a name; say whether it is new. `called` tells names apart where the text alone does not."""
        called = str(name) if called is None else called
        first = self._first.setdefault(called, name)
        if first is name:
            return True
        label = Label(first.span, "it stands here first")
        message = f"there is already {self._what} `{called}`"
        reader.report(self._code, message, name, self._advice, [label])
        return False


def shortest_circle(start: str, arrows: Mapping[str, Sequence[str]]) -> tuple[str, ...] | None:
    """Find the shortest way from a name back to itself, both ends included."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while paths:
        longer: list[tuple[str, ...]] = []
        for path in paths:
            for name in arrows.get(path[-1], ()):
                if name == start:
                    return (*path, start)
                if name not in seen:
                    seen.add(name)
                    longer.append((*path, name))
        paths = longer
    return None
