"""The commentary on a pack: a small treaty as whole pages, and nothing of the shipped packs left out."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from gapcheck import cases
from gapcheck.model.law import (
    Rulebook,
)
from gapcheck.model.profile import Reading, Version
from gapcheck.report import commentary
from gapcheck.report.commentary import CommentaryView, Worked, sentences
from gapcheck.report.templating import escape
from gapcheck.workspace import Workspace, shipped
from tests.builders import element, entry, obligation, words
from tests.commented import CHILD, EACH, rules, small

TEMPLATES = (Path(__file__).parent.parent / "templates",)
SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = bool(os.environ.get("GAPCHECK_UPDATE_SNAPSHOTS"))
NASTY = """</style><script>alert(1)</script>{{ 7*7 }}" onload="alert(2)" '><b>"""


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_a_small_treaty_reads_as_accepted(suffix: str) -> None:
    write = commentary.html if suffix == "html" else commentary.markdown
    shown = replace(small(), gapcheck="0")
    told = write(shown, TEMPLATES)
    path = SNAPSHOTS / f"commentary.{suffix}"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8", newline="\n")
    assert told == path.read_text(encoding="utf-8")


def test_duties_stand_under_their_article_and_words_after_numbers() -> None:
    assert [a.title for a in small().articles] == [
        "Article 3",
        "Article 4",
        "Article 5",
        "Beyond the Protocol",
    ]


def test_packs_of_one_treaty_become_one_commentary_in_its_order() -> None:
    book = rules()
    (pack,) = book.packs
    other = replace(
        pack,
        id="more",
        obligations=(
            obligation("tip.5.0"),
            replace(obligation("tip.12"), provision="12"),
            replace(obligation("tip.5.1.b"), provision="5(1)(b)"),
        ),
        watches=(),
    )
    both = replace(book, packs=(pack, other))
    found = commentary.commentary(both.packs, both, ())
    assert [[o.id for o in a.obligations] for a in found.articles] == [
        ["tip.3.c"],
        ["tip.4"],
        ["tip.5.0", "tip.5.1", "tip.5.1.b"],
        ["tip.12"],
        ["tip.gp.x"],
    ]


def test_what_is_not_verified_is_listed_once_with_what_rests_on_it() -> None:
    told = {u.citation: [r.id for r in u.obligations] for u in small().unverified}
    assert told == {
        "Guide, para. 1": ["tip.3.c", "tip.5.1", "tip.gp.x"],
        "Guide, para. 9": ["tip.gp.x"],
    }


def test_a_link_leads_only_where_the_duty_is_here() -> None:
    told = commentary.html(small(), TEMPLATES)
    assert 'href="#tip.5.1"' in told
    assert 'href="#untoc.34.2"' not in told
    targets = set(re.findall(r'href="#([^"]+)"', told))
    assert targets <= set(re.findall(r'id="([^"]+)"', told))


# Sentences.


@pytest.mark.parametrize(
    ("says", "heading", "lines"),
    [
        (
            "criminalize trafficking",
            "The law has to punish (Trafficking in persons)",
            ["everything that the treaty asks for"],
        ),
        (
            CHILD,
            "The law has to punish (Trafficking in persons)",
            ["victim: child; means: no means used"],
        ),
        (
            EACH,
            "The law has to punish (Trafficking in persons; each of these; where victim: adult)",
            ["recruitment", "transfer"],
        ),
        (
            "criminalize trafficking where (victim is adult and means is not none) or means is any",
            "The law has to punish (Trafficking in persons)",
            ["victim: adult; means: force or fraud", "means: any"],
        ),
        (
            "criminalize trafficking where unfulfilled is border punishable not only by fine",
            "The law has to punish with more than a fine (Trafficking in persons)",
            ["without a border crossing"],
        ),
        (
            "criminalize trafficking where not (act is transfer) punishable by a maximum of at least 4 years",
            "The law has to punish with a maximum of at least 4 years (Trafficking in persons)",
            ["not this: act: transfer"],
        ),
        (
            "aggravate trafficking where victim is child",
            "The law has to punish more severely than the basic form (Trafficking in persons)",
            ["victim: child"],
        ),
        (
            "never punish trafficking",
            "The law must never punish (Trafficking in persons)",
            ["every case"],
        ),
        (
            "establish age_of_child >= 18 years",
            "This has to be established",
            ["Up to which age is one a child? The answer has to be at least 18 years."],
        ),
    ],
)
def test_a_duty_in_words(says: str, heading: str, lines: list[str]) -> None:
    told = sentences.duty(element(says), rules())
    assert (told.heading, list(told.lines)) == (heading, lines)


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (
            "covers trafficking where act in {recruitment, transfer} and victim is not adult",
            (
                "punishes: Trafficking in persons, where act: recruitment or transfer; victim: child;"
                " imprisonment of 12 to 120 months"
            ),
        ),
        (
            "covers trafficking where act is sale not established means requiring {border, gain}",
            (
                "punishes: Trafficking in persons, where act: sale; it requires a border crossing and"
                " gain; not established: means; imprisonment of 12 to 120 months"
            ),
        ),
        (
            'covers trafficking where act is any as defined in "Code art. 2"',
            (
                "punishes: Trafficking in persons, where act: any; otherwise as defined in Code art. 2;"
                " imprisonment of 12 to 120 months"
            ),
        ),
        (
            "defines trafficking where act is sale",
            "defines without punishing: Trafficking in persons, where act: sale",
        ),
        (
            "exempts trafficking where victim is child from this act as a right",
            (
                "frees from liability under the same act: Trafficking in persons, where victim: child;"
                " as a right"
            ),
        ),
        (
            "extends trafficking to participation is attempt for offences with a maximum of at least 24 months",
            (
                "extends every offence that carries a maximum of at least 24 months (Trafficking in"
                " persons) to attempt"
            ),
        ),
        (
            "releases trafficking where victim is adult",
            (
                "releases the offender or mitigates his penalty: Trafficking in persons, where victim:"
                " adult"
            ),
        ),
        (
            "lead trafficking where victim is adult",
            "is said, unverified, to reach: Trafficking in persons, where victim: adult",
        ),
    ],
)
def test_a_claim_in_words(says: str, told: str) -> None:
    version = Version(None, None, (), (), ())
    assert sentences.claim(entry(says), version, rules()) == told


def test_a_text_read_in_part_and_a_reading_say_so() -> None:
    reading = Reading("strict", words("Force is needed."), "a court")
    version = Version(None, None, (), (), (reading,))
    part = entry("on reading strict: defines trafficking where act is sale", full=False)
    assert sentences.claim(part, version, rules()) == (
        "if it is read so that “Force is needed.”, defines without punishing: Trafficking in"
        " persons, where act: sale, the text was read in part only"
    )


# The page.


def test_the_page_allows_its_own_style_and_no_script() -> None:
    told = commentary.html(small(), TEMPLATES)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', told)
    (style,) = re.findall(r"<style>(.*?)</style>", told, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert unescape(policy) == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"<(script|link|img|iframe|object|embed|base)\b| style=| on\w+=", told)


def test_data_cannot_become_markup() -> None:
    book = rules()
    (pack,) = book.packs
    first, *rest = pack.obligations
    bad = replace(first, title=words(NASTY), explanation=words(NASTY), traps=(words(NASTY),))
    book = replace(book, packs=(replace(pack, obligations=(bad, *rest)),))
    told = commentary.html(commentary.commentary(book.packs, book, ()), TEMPLATES)
    assert "<script" not in told
    assert "<b>" not in told
    assert "{{ 7*7 }}" in unescape(told)


# What is shipped.


@cache
def shelf() -> tuple[Rulebook, Sequence[cases.Case]]:
    room = Workspace(shipped())
    book, diagnostics = room.rulebook()
    assert book is not None, diagnostics
    found, diagnostics = cases.load_cases(room.case_files(), book, room.name)
    assert not diagnostics
    return book, found


@cache
def told_of(treaty: str) -> tuple[CommentaryView, str, str]:
    book, found = shelf()
    packs = [pack for pack in book.packs if pack.instrument.id == treaty]
    names = {pack.id for pack in packs}
    tried = [
        Worked(c.name, c.law, {e.obligation: e.verdict for e in c.expected})
        for c in found
        if c.pack in names
    ]
    view = commentary.commentary(packs, book, tried)
    return view, commentary.html(view, TEMPLATES), commentary.markdown(view, TEMPLATES)


@pytest.mark.parametrize("treaty", sorted({p.instrument.id for p in shelf()[0].packs}))
def test_nothing_of_a_shipped_pack_is_left_out(treaty: str) -> None:
    book, found = shelf()
    packs = [pack for pack in book.packs if pack.instrument.id == treaty]
    _, page, paper = told_of(treaty)
    plain, ids = " ".join(unescape(page).split()), paper.replace("\\_", "_")
    texts = []
    for duty in (duty for pack in packs for duty in pack.obligations):
        assert f'<article class="finding" id="{duty.id}"' in page
        assert duty.id in ids
        texts += [duty.title["en"], duty.explanation["en"]]
        texts += [
            text["en"].rstrip(".")[1:] for text in (*duty.limits, *duty.traps, *duty.deficiencies)
        ]
        for one in duty.elements:
            texts += [
                one.title["en"],
                one.explanation["en"],
                one.requires,
                *(q["en"] for q in one.questions),
            ]
        authorities = [*duty.authorities, *(a for e in duty.elements for a in e.authorities)]
        texts += [authority.citation for authority in authorities]
    texts += [case.name[1:] for case in found if case.pack in {pack.id for pack in packs}]
    assert texts
    for text in (" ".join(t.split()).replace("{provision}", "the provision") for t in texts):
        assert text in plain
        assert escape(text) in paper


@pytest.mark.parametrize("treaty", sorted({p.instrument.id for p in shelf()[0].packs}))
def test_every_unverified_reference_of_a_shipped_pack_is_listed(treaty: str) -> None:
    book, _ = shelf()
    unread = {
        authority.citation
        for pack in book.packs
        if pack.instrument.id == treaty
        for duty in pack.obligations
        for authority in (*duty.authorities, *(a for e in duty.elements for a in e.authorities))
        if not authority.verified
    }
    assert {u.citation for u in told_of(treaty)[0].unverified} == unread


@pytest.mark.parametrize("treaty", sorted({p.instrument.id for p in shelf()[0].packs}))
def test_every_link_of_a_shipped_commentary_leads_somewhere_and_no_id_comes_twice(
    treaty: str,
) -> None:
    _, page, _ = told_of(treaty)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
