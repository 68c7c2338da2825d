"""A report in which every verdict, force and chapter occurs, with text in several alphabets.

The verdicts are put on by hand, as no small law gives them all: it shows what pages look like and
says nothing about the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from msgspec.structs import replace

from gapcheck.model.law import Chapter, Force, Need, NeedKind
from gapcheck.model.outcome import FindingWord, Verdict
from gapcheck.model.profile import Basis
from gapcheck.report import view, words
from gapcheck.report.elements import mark
from gapcheck.report.facets import facets
from gapcheck.report.figures import figures
from gapcheck.report.overview import overview
from gapcheck.report.records import AssessmentView, ChapterView, FindingView
from tests import builders

ARABIC = "يُعاقَبُ بالسِّجنِ كلُّ مَن أَغوى قاصِرًا"
RUSSIAN = "Вербовка, перевозка, передача человека в целях эксплуатации"
FRENCH = "Traite à l’étranger"
SAYS = "covers trafficking where act in {recruitment, transfer} and means in {force, fraud}"


def every_verdict(title: str = FRENCH, quote: str = ARABIC, language: str = "ar") -> AssessmentView:
    """Two findings for each verdict, the words of the first with a title and a quotation."""
    claim = replace(builders.entry(SAYS), quote=quote, quote_language=language)
    other = replace(builders.entry(SAYS), quote=RUSSIAN, quote_language="ru")
    state = builders.in_use(builders.jurisdiction(builders.act([claim], [other])))
    names = [f"tip.{number}" for number in range(1, 2 * len(Verdict) + 1)]
    rules = builders.rulebook(
        *(
            builders.needing(
                builders.obligation(
                    name,
                    builders.element(
                        "criminalize trafficking where victim is child and means is none"
                    ),
                    force=force,
                    title=title if name == "tip.1" else f"Duty {name}",
                ),
                Need(NeedKind.TRAINING, {"en": "judges and prosecutors, in cases without means"}),
            )
            for name, force in zip(names, cycle(Force), strict=False)
        )
    )
    shown = view.assessment(builders.assessment(rules, state), rules)
    chapters = tuple(_chapters(shown.chapters[0].findings))
    total = figures([f for chapter in chapters for f in chapter.findings])
    return replace(
        shown,
        chapters=chapters,
        figures=total,
        overview=overview(chapters),
        facets=facets(chapters),
    )


def _chapters(findings: Sequence[FindingView]) -> Iterator[ChapterView]:
    told = [_told(f, v, b) for f, v, b in zip(findings, cycle(Verdict), cycle(Basis), strict=False)]
    for number, chapter in enumerate(Chapter, 1):
        own = tuple(replace(f, chapter=chapter) for f in told[(number - 1) * 4 : number * 4])
        yield ChapterView(number, chapter, words.CHAPTERS[chapter], own, own, figures(own))


def _told(finding: FindingView, verdict: Verdict, basis: Basis) -> FindingView:
    is_open = verdict is Verdict.UNKNOWN
    return replace(
        finding,
        mark=mark(verdict),
        finding=FindingWord.GAP if verdict is Verdict.NOT_MET else None,
        finding_words="gap" if verdict is Verdict.NOT_MET else "",
        rests_on=None if is_open else basis,
        basis="" if is_open else words.BASES[basis],
        elements=tuple(replace(e, mark=mark(verdict)) for e in finding.elements),
    )
