"""A small treaty, invented, in which every part of a commentary occurs.

It knows nothing of the shipped packs, so that what a page looks like does not depend on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec.structs import replace

from gapcheck.dsl import ast
from gapcheck.model.law import (
    Authority,
    Force,
    Need,
    NeedKind,
    Obligation,
    RollUp,
    Rulebook,
    WatchRegion,
)
from gapcheck.model.outcome import Verdict
from gapcheck.model.profile import Grade, Justification, Reading, Version
from gapcheck.report import commentary
from gapcheck.report.commentary import CommentaryView, Worked
from tests import builders, strategies
from tests.builders import act, element, entry, jurisdiction, obligation, words

CHILD: Final = "criminalize trafficking where victim is child and means is none"
EACH: Final = (
    "criminalize trafficking including each act in {recruitment, transfer} where victim is adult"
)


def duties() -> Sequence[Obligation]:
    age = element("establish age_of_child >= 18 years", "age", title="The age")
    assert isinstance(age.duty, ast.Establish)
    return (
        obligation(
            "tip.3.c",
            replace(
                element(CHILD), told_by=("tip.5.1",), questions=(words("What of {provision}?"),)
            ),
            title="Children need no means",
        ),
        replace(
            obligation("tip.4", force=Force.DEFINITION), through=("tip.5.1", "untoc.34.2"), traps=()
        ),
        replace(
            obligation("tip.5.1", element(EACH), age, title="One offence"),
            roll_up=RollUp.ANY,
            direct_capable=True,
            also_binding=("coe.18",),
            given=age.duty,
            needs=(
                Need(NeedKind.TRAINING, words("prosecutors, in the elements of the offence")),
                Need(NeedKind.ASSISTANCE, words("drafting")),
            ),
            supersedes=("tip.5",),
        ),
        replace(
            obligation("tip.gp.x", element("criminalize trafficking"), force=Force.GOOD_PRACTICE),
            provision="beyond the Protocol",
            authorities=(Authority("Guide, para. 9", verified=False),),
        ),
    )


def rules() -> Rulebook:
    book = builders.rulebook(*duties())
    watch = WatchRegion(
        "sale",
        "watch trafficking where act is sale",
        "trafficking",
        1,
        words("Sale too"),
        "tip.5.1",
    )
    return replace(book, packs=(replace(book.packs[0], watches=(watch,)),))


def worked() -> Sequence[Worked]:
    readings = (
        Reading("strict", words("Force is needed."), "a court"),
        Reading("wide", words("Nothing is needed."), "a writer"),
    )
    claims = (
        entry("on reading strict: covers trafficking where act is any and means is force"),
        entry("on reading wide: covers trafficking where act is any"),
    )
    reading = Version(None, None, (), claims, readings)
    whole = jurisdiction(
        act(
            reading,
            [entry("covers trafficking where act is recruitment requiring {border}")],
            [entry("extends trafficking to participation is attempt")],
        )
    )
    evidence = Justification("tip.5.1", "basic_concepts", "said", strategies.SOURCE, Grade.READ)
    return (
        Worked(
            "a law with two readings",
            replace(whole, facts=(builders.stated_age(16),), justifications=(evidence,)),
            {"tip.3.c": Verdict.UNCLEAR, "tip.5.1": Verdict.NOT_MET},
        ),
        Worked(
            "nobody looked", jurisdiction(reviewed=()), {"tip.3.c": Verdict.UNKNOWN}, "not yet told"
        ),
        Worked(
            "half of it was searched",
            jurisdiction(reviewed=("reviewed trafficking where victim is child",)),
            {"tip.5.1": Verdict.UNKNOWN},
        ),
    )


@cache
def small() -> CommentaryView:
    """The commentary on it."""
    book = rules()
    return commentary.commentary(book.packs, book, worked())
