"""What the cases of a pack show, and what they leave unshown.

It knows which verdicts cases expect and what came out for each element. It does not know whether they are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gapcheck.cases.run import Result
from gapcheck.diagnostics import Diagnostic
from gapcheck.model.law import Force, RulePack
from gapcheck.model.outcome import Verdict
from gapcheck.source import Span

_SHORT = frozenset({Verdict.NOT_MET, Verdict.PARTLY_MET, Verdict.CONFLICT})
OUTCOMES: Mapping[str, frozenset[Verdict]] = {
    "met": frozenset({Verdict.MET}),
    "not met or conflict": _SHORT,
    "unknown": frozenset({Verdict.UNKNOWN}),
}
"""What every obligation that is no definition should come to in some case."""


class Coverage:
    """The cases of one pack, held against its obligations and elements."""

    def __init__(self, pack: RulePack) -> None:
        self.pack = pack
        self._expected: dict[str, set[Verdict]] = {o.id: set() for o in pack.obligations}
        self._seen: dict[tuple[str, str], set[Verdict]] = {
            (o.id, e.id): set() for o in pack.obligations for e in o.elements
        }
        self._place: Span | None = None
        self.cases = 0

    def add(self, result: Result) -> None:
        """Take a case into account; it shows something of the obligations that it names."""
        if result.case.pack != self.pack.id:
            return
        self.cases += 1
        self._place = self._place or result.case.pack_span
        for expected in result.case.expected:
            if expected.element is None and expected.obligation in self._expected:
                self._expected[expected.obligation].add(expected.verdict)
        named = {expected.obligation for expected in result.case.expected}
        for finding in result.assessment.findings:
            if finding.obligation.id in named:
                for outcome in finding.elements:
                    key = (finding.obligation.id, outcome.element.id)
                    self._seen.get(key, set()).add(outcome.verdict)

    def articles(self) -> Mapping[str, Sequence[str]]:
        """The provisions that obligations carry, paragraphs by article, in the order of the pack."""
        found: dict[str, dict[str, None]] = {}
        for obligation in self.pack.obligations:
            main = obligation.provision.partition(",")[0]
            article, paragraph = re.match(r"(\d*)(.*)", main).groups()  # type: ignore[union-attr]
            found.setdefault(article or paragraph, {}).setdefault(paragraph if article else "")
        return {article: [p for p in paragraphs if p] for article, paragraphs in found.items()}

    def missing(self) -> Mapping[str, Sequence[str]]:
        """The obligations for which no case expects an outcome, by outcome."""
        judged = [o.id for o in self.pack.obligations if o.force is not Force.DEFINITION]
        return {
            outcome: [name for name in judged if self._expected[name].isdisjoint(verdicts)]
            for outcome, verdicts in OUTCOMES.items()
        }

    def never_met(self) -> Sequence[str]:
        """The elements that no case shows met, each after its obligation."""
        return list(self._without({Verdict.MET}))

    def warnings(self) -> Iterator[Diagnostic]:
        """Report the elements that no case shows short: nothing says what it is to lack them."""
        never = list(self._without(_SHORT))
        if never and self._place is not None:
            message = f"no case of `{self.pack.id}` lacks {', '.join(never)}"
            advice = "add for each a case in which it alone is missing"
            yield Diagnostic("never-short", message, self._place, advice)

    def _without(self, verdicts: set[Verdict] | frozenset[Verdict]) -> Iterator[str]:
        for (obligation, element), seen in self._seen.items():
            if seen.isdisjoint(verdicts):
                yield f"`{obligation}` {element}"
