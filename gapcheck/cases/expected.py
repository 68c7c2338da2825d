"""What cases expect: verdicts, regions and the words of findings, by obligation and element.

It knows which obligations and elements there are. It does not know the laws of the cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gapcheck.cases.shape import CaseShape, ExpectedElementShape, ExpectedShape
from gapcheck.dsl import ast, checker
from gapcheck.meaning import Meaningful
from gapcheck.model.law import Element, Rulebook
from gapcheck.model.names import known_names
from gapcheck.model.outcome import FindingWord, Verdict
from gapcheck.shapes import PlacedText, Reader
from gapcheck.source import Span
from gapcheck.space import Space

PARTS = ("residue", "unknown", "unclear", "conflict")
"""The parts of what an obligation asks for that a case may name."""


class Expected(Meaningful, frozen=True):
    """What a case expects of an obligation, or of one of its elements: the verdict, and parts where given.

    The parts are regions of `space`, that of the first element that has one.
    """

    obligation: str
    element: str | None
    verdict: Verdict
    space: Space | None
    parts: Mapping[str, ast.Region]
    told_by: tuple[str, ...] | None
    span: Span


class Called(Meaningful, frozen=True):
    """What a case expects the finding on an obligation to be called."""

    obligation: str
    word: FindingWord
    span: Span


class Expectations:
    """Reads what cases expect, and reports what does not exist."""

    def __init__(self, rulebook: Rulebook, reader: Reader) -> None:
        self._known = known_names(rulebook)
        self._obligations = rulebook.obligations
        self._reader = reader

    def of(self, case: CaseShape) -> Iterator[Expected]:
        """What a case expects of obligations, each followed by what it expects of the elements."""
        for name, expected in case.expect.items():
            if not self._exists(name):
                continue
            elements = {e.id: e for e in self._obligations[name].elements}
            told_by = None
            if isinstance(expected, ExpectedShape):
                told_by = self.obligations(expected.told_by)
            read = self._read(expected, name, elements.values())
            yield Expected(str(name), None, *read, told_by, name.span)
            if isinstance(expected, ExpectedShape):
                yield from self._of_elements(name, expected, elements)

    def _of_elements(
        self, name: PlacedText, expected: ExpectedShape, elements: Mapping[str, Element]
    ) -> Iterator[Expected]:
        for part, of in expected.elements.items():
            message = f"`{name}` has no element `{part}`"
            if self._reader.known(part, elements, "unknown-element", message):
                read = self._read(of, part, [elements[part]])
                yield Expected(str(name), str(part), *read, None, part.span)

    def called(self, case: CaseShape) -> Iterator[Called]:
        """What a case expects findings to be called."""
        for word, names in case.called.items():
            for name in names:
                if self._exists(name):
                    yield Called(str(name), word, name.span)

    def justified(self, case: CaseShape) -> Iterator[tuple[str, str]]:
        """The limiters that are evidenced, each with its obligation."""
        for name, qualifier in case.justified.items():
            if self._exists(name):
                own = [q.id for q in self._obligations[name].qualifiers]
                message = f"`{name}` has no qualifier `{qualifier}`"
                advice = "name a qualifier of the obligation"
                if self._reader.known(qualifier, own, "unknown-qualifier", message, advice):
                    yield str(name), str(qualifier)

    def obligations(self, names: Sequence[PlacedText] | None) -> tuple[str, ...] | None:
        """The obligations of a list, where there is one; those that do not exist are reported."""
        return None if names is None else tuple(str(n) for n in names if self._exists(n))

    def _exists(self, name: PlacedText) -> bool:
        message = f"there is no obligation `{name}`"
        return self._reader.known(name, self._obligations, "unknown-obligation", message)

    def _read(
        self, expected: ExpectedElementShape | Verdict, name: str, elements: Iterable[Element]
    ) -> tuple[Verdict, Space | None, Mapping[str, ast.Region]]:
        """The verdict, and the parts with the space that they are regions of."""
        if not isinstance(expected, ExpectedElementShape):
            return expected, None, {}
        space = next((e.demand.space for e in elements if e.demand is not None), None)
        parts = {}
        for part in PARTS:
            text: PlacedText | None = getattr(expected, part)
            region = self._reader.region(text) if text is not None else None
            if region is None or text is None:
                continue
            if space is None:
                message = f"`{name}` asks for facts and has no region"
                self._reader.report("wrong-shape", message, text)
            elif self._reader.agreed(checker.check_region(region, space, self._known), text):
                parts[part] = region
        return expected.verdict, space, parts
