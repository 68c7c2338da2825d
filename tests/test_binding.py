"""Whether a duty binds, what a shortfall may be called, and how verdicts are put together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from msgspec.structs import replace

from gapcheck.dsl import ast
from gapcheck.engine import assess
from gapcheck.engine.binding import bindingness, finding_word, rolled_up
from gapcheck.engine.binding import party as party_to
from gapcheck.model.law import Force, Rulebook
from gapcheck.model.outcome import (
    Ask,
    Binding,
    Bindingness,
    BindingReason,
    FindingWord,
    Options,
    Verdict,
)
from gapcheck.model.profile import (
    Basis,
    Jurisdiction,
    Moment,
    Reservation,
    TreatyEffect,
    TreatyStatus,
)
from gapcheck.workspace import Workspace
from tests import builders, strategies

GAP_DAY = date(2018, 6, 30)


@cache
def files() -> tuple[Rulebook, Jurisdiction]:
    workspace = Workspace(Path())
    rulebook, _ = workspace.rulebook()
    assert rulebook is not None
    law, _ = workspace.jurisdiction("KGZ", rulebook)
    assert law is not None
    return rulebook, law


def party(**changes: object) -> Jurisdiction:
    """Kyrgyzstan with another status under the Trafficking Protocol."""
    _, law = files()
    status = replace(law.treaties["tip"], **changes)
    return replace(law, treaties={**law.treaties, "tip": status})


def bound(law: Jurisdiction, day: date, obligation: str = "tip.3.c") -> Bindingness:
    rulebook, _ = files()
    known = rulebook.obligations[obligation]
    instrument = rulebook.instruments["tip"]
    status = party_to(instrument, rulebook.instruments, law, day)
    return bindingness(known, instrument, status, law)


# Bindingness. Source: Convention art. 38, Trafficking Protocol art. 17.


def test_an_early_party_is_bound_from_the_entry_into_force_of_the_protocol() -> None:
    _, law = files()
    assert bound(law, date(2003, 12, 24)).reason is BindingReason.NOT_YET_IN_FORCE
    at_last = bound(law, date(2003, 12, 25))
    assert (at_last.binding, at_last.since) == (Binding.YES, date(2003, 12, 25))


def test_a_deposit_that_may_lie_at_the_end_of_the_calendar_is_placed_there() -> None:
    law = party(deposited=Moment(date(2010, 1, 1), date.max))
    assert bound(law, date(2024, 1, 1)) == Bindingness(
        Binding.UNKNOWN, BindingReason.DAY_UNKNOWN, date.max
    )


def test_a_late_party_is_bound_on_the_thirtieth_day_after_the_deposit() -> None:
    law = party(deposited=strategies.moment(date(2010, 1, 1)))
    assert bound(law, date(2010, 1, 30)).binding is Binding.NO
    assert bound(law, date(2010, 1, 31)) == Bindingness(
        Binding.YES, BindingReason.IN_FORCE, date(2010, 1, 31)
    )


def test_a_protocol_binds_no_earlier_than_the_convention() -> None:
    _, law = files()
    later = replace(law.treaties["untoc"], deposited=strategies.moment(date(2012, 3, 1)))
    law = replace(law, treaties={**law.treaties, "untoc": later})
    assert bound(law, date(2012, 3, 30)).binding is Binding.NO
    assert bound(law, date(2012, 3, 31)).since == date(2012, 3, 31)
    outside = replace(later, deposited=None)
    law = replace(law, treaties={**law.treaties, "untoc": outside})
    assert bound(law, GAP_DAY).reason is BindingReason.PARENT_NOT_IN_FORCE


def test_inside_an_interval_of_the_deposit_nobody_knows_whether_it_binds() -> None:
    law = party(deposited=Moment(date(2022, 10, 29), date(2023, 6, 30)))
    before, first = date(2022, 11, 27), date(2022, 11, 28)
    last, after = date(2023, 7, 29), date(2023, 7, 30)
    assert bound(law, before) == Bindingness(Binding.NO, BindingReason.NOT_YET_IN_FORCE)
    for day in (first, last):
        assert bound(law, day) == Bindingness(Binding.UNKNOWN, BindingReason.DAY_UNKNOWN, after)
    assert bound(law, after) == Bindingness(Binding.YES, BindingReason.IN_FORCE, after)


def test_who_is_no_party_is_not_bound_and_an_unknown_status_is_unknown() -> None:
    _, law = files()
    assert bound(party(deposited=None), GAP_DAY).reason is BindingReason.NOT_PARTY
    others: Mapping[str, TreatyStatus] = {n: t for n, t in law.treaties.items() if n != "tip"}
    assert bound(replace(law, treaties=others), GAP_DAY).binding is Binding.UNKNOWN


def test_a_reservation_takes_out_what_it_names_and_makes_doubtful_what_it_may_affect() -> None:
    words = Reservation("not as to children", frozenset({"tip.3.c"}), frozenset({"tip.5.1"}))
    law = party(reservations=(words,))
    assert bound(law, GAP_DAY).reason is BindingReason.RESERVATION
    assert bound(law, GAP_DAY, "tip.5.1").binding is Binding.UNKNOWN
    assert bound(law, GAP_DAY, "tip.3.a.act").binding is Binding.YES


def test_good_practice_binds_only_through_another_treaty() -> None:
    rulebook, law = files()
    elsewhere = rulebook.obligations["tip.gp.non_punishment"].also_binding
    assert elsewhere
    assert bound(law, GAP_DAY, "tip.gp.non_punishment").binding is Binding.NO
    law = replace(law, binding_elsewhere=frozenset(elsewhere[:1]))
    assert bound(law, GAP_DAY, "tip.gp.non_punishment").reason is BindingReason.OTHER_TREATY


# What a shortfall is called.


def test_only_a_binding_mandatory_duty_has_gaps() -> None:
    rulebook, _ = files()
    bound_ = {f.obligation.id: f for f in assess(rulebook, party(), GAP_DAY).findings}
    free = {f.obligation.id: f for f in assess(rulebook, party(deposited=None), GAP_DAY).findings}
    assert bound_["tip.3.c"].word is FindingWord.GAP
    assert free["tip.3.c"].word is FindingWord.MISSING
    assert free["tip.3.c"].verdict is bound_["tip.3.c"].verdict is Verdict.NOT_MET


@pytest.mark.parametrize("force", [*Force])
@pytest.mark.parametrize("binding", [*Binding])
def test_the_treaty_s_verb_decides_the_word(force: Force, binding: Binding) -> None:
    settled = {finding_word(v, force, binding) for v in Verdict if "met" not in v}
    assert settled == {None, FindingWord.CONFLICT}
    short = finding_word(Verdict.NOT_MET, force, binding)
    assert short is finding_word(Verdict.PARTLY_MET, force, binding)
    mandatory = force in (Force.MANDATORY, Force.MANDATORY_QUALIFIED)
    assert (short is FindingWord.GAP) == (mandatory and binding is Binding.YES)
    assert (short is None) == (force is Force.DEFINITION)


def test_where_treaties_apply_directly_a_missing_statute_is_a_question_of_reading() -> None:
    rulebook, law = files()
    capable = replace(rulebook.obligations["tip.3.c"], direct_capable=True)
    packs = tuple(
        replace(p, obligations=tuple(capable if o.id == "tip.3.c" else o for o in p.obligations))
        for p in rulebook.packs
    )
    direct = replace(law, treaty_effect=TreatyEffect.DIRECT)
    found = assess(replace(rulebook, packs=packs), direct, GAP_DAY).findings
    assert next(f for f in found if f.obligation.id == "tip.3.c").verdict is Verdict.UNCLEAR


# Duties that depend on a fact.


@pytest.mark.parametrize(
    ("says", "age", "expected"),
    [
        ("covers trafficking where act is recruitment", 18, Verdict.NOT_MET),
        ("covers trafficking where act is recruitment", 16, Verdict.NOT_APPLICABLE),
        ("covers trafficking where act is recruitment", None, Verdict.UNKNOWN),
        ("covers trafficking where act is any", 18, Verdict.MET),
        ("covers trafficking where act is any", 16, Verdict.NOT_APPLICABLE),
        ("covers trafficking where act is any", None, Verdict.MET),
    ],
)
def test_a_duty_arises_only_where_the_fact_that_it_depends_on_holds(
    says: str, age: int | None, expected: Verdict
) -> None:
    ground = strategies.element("establish age_of_child >= 18 years", builders.PLACES).duty
    assert isinstance(ground, ast.Establish)
    harbouring = builders.element("criminalize trafficking where act is transfer")
    duty = replace(builders.obligation("tip.1", harbouring), given=ground)
    stated = () if age is None else (builders.stated_age(age),)
    law = replace(builders.jurisdiction(builders.act([builders.entry(says)])), facts=stated)
    (found,) = assess(builders.rulebook(duty), law, builders.AS_OF).findings
    assert found.verdict is expected
    asked = [q.text for q in found.elements[0].questions if q.kind is Ask.FACT]
    question = builders.FACTS["age_of_child"].question
    assert asked == ([question] if expected is Verdict.UNKNOWN else [])
    assert (found.word is FindingWord.GAP) == (expected is Verdict.NOT_MET)


# Basis.


def test_what_rests_on_reports_alone_settles_nothing_when_texts_are_asked_for() -> None:
    rulebook, law = files()
    reported = assess(rulebook, law, GAP_DAY).findings
    read = assess(rulebook, law, GAP_DAY, Options(basis=Basis.TEXT)).findings
    by_id = {f.obligation.id: f for f in read}
    assert next(f for f in reported if f.obligation.id == "tip.3.c").basis is Basis.SECONDARY
    assert by_id["tip.3.c"].verdict is Verdict.UNKNOWN
    assert all(f.word is None for f in read)


# Roll-up. Source: design section 4.

M, P, N, C = Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET, Verdict.CONFLICT
J, U, X, J2 = Verdict.UNCLEAR, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE, Verdict.JUSTIFIED


@pytest.mark.parametrize(
    ("members", "every", "any_"),
    [
        ([], X, X),
        ([X, X], X, X),
        ([M, X], M, M),
        ([M, N], P, M),
        ([N, N], N, N),
        ([P, N], P, P),
        ([N, U], N, U),
        ([N, J], N, J),
        ([M, U, J], U, M),
        ([M, J], J, M),
        ([C, N, M], C, M),
        ([J2, M], M, M),
        ([J2, X], J2, J2),
        ([J2, N], P, M),
    ],
)
def test_members_make_one_verdict_in_any_order(
    members: list[Verdict], every: Verdict, any_: Verdict
) -> None:
    for order in permutations(members):
        assert rolled_up(list(order), any_suffices=False) is every
        assert rolled_up(list(order), any_suffices=True) is any_
