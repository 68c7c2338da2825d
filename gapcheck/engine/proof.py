"""What supports a verdict: evidence, near misses, a witness, what would settle the rest.

It knows which rules touch the parts of a region. It words nothing and decides no verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gapcheck.dsl import ast
from gapcheck.dsl.compiler import leaves
from gapcheck.engine.coverage import Cover, Law, Scenario
from gapcheck.engine.dates import Rule
from gapcheck.engine.duties import counted
from gapcheck.engine.penalties import Passes, passes
from gapcheck.model.law import Element
from gapcheck.model.outcome import (
    Ask,
    Doubt,
    Evidence,
    NearMiss,
    Partial,
    Parts,
    Proof,
    Question,
    Role,
    Verdict,
)
from gapcheck.model.profile import Basis, Known, Penalty, Review, StatedFact
from gapcheck.space import Reach, Space

_FEW = 3


def proof(
    element: Element, verdict: Verdict, parts: Parts, law: Law, reviews: Sequence[Review]
) -> Proof:
    """Gather what supports a verdict over a region."""
    scenarios = law.scenarios(parts.space.id)
    touching = _touching(element.duty, parts, scenarios)
    missing = parts.gap or parts.conflict
    extensions = _extensions(law, parts.space)
    near = tuple(near_misses(parts.gap, scenarios, extensions)) if parts.gap else ()
    searched = [r for r in reviews if r.region & parts.region]
    evidence = tuple(_evidence(parts, touching, near, searched, law))
    return Proof(
        evidence=evidence,
        reached=_reached(element.duty, parts, scenarios),
        partial=tuple(_partial(parts, touching)),
        near_misses=near,
        witness=witness(parts.space, missing),
        questions=tuple(_questions(element, parts, touching, scenarios)),
        basis=_basis(verdict, evidence),
    )


# Rules that touch a region.


class _Touch(Struct, frozen=True):
    """A rule with everything it does in a region over all scenarios.

    `open` are the dimensions that it leaves open where the region is unknown.
    """

    rule: Rule
    reach: Reach
    open: tuple[str, ...]


def _touching(duty: ast.Duty, parts: Parts, scenarios: Sequence[Scenario]) -> list[_Touch]:
    """The rules that reach the region in the sense of the duty, in file order."""
    found: dict[int, tuple[Rule, Reach]] = {}
    for scenario in scenarios:
        for rule, whole in _reaching(duty, scenario):
            reach = whole.within(parts.region)
            if reach.any:
                _, known = found.get(id(rule), (rule, Reach()))
                found[id(rule)] = rule, known | reach
    return [
        _Touch(rule, reach, _open_dimensions(parts, rule) if reach.open & parts.unknown else ())
        for rule, reach in found.values()
    ]


def _reaching(duty: ast.Duty, scenario: Scenario) -> Iterator[tuple[Rule, Reach]]:
    """Offences for a duty to punish or not to; grants and exemptions for a duty to guarantee."""
    yield from _of_kind(duty, scenario.covers)
    for release in scenario.exemptions if isinstance(duty, ast.Guarantee) else ():
        yield release.rule, release.reach


def _of_kind(duty: ast.Duty, covers: Iterable[Cover]) -> Iterator[Cover]:
    guarantees = isinstance(duty, ast.Guarantee)
    for cover in covers:
        if isinstance(cover.rule.entry.claim, ast.Covers) != guarantees:
            yield cover


def _freeing(duty: ast.Duty, scenario: Scenario) -> Iterator[tuple[Rule, Reach]]:
    """Exemptions that count for a duty to guarantee."""
    if isinstance(duty, ast.Guarantee):
        for release in scenario.exemptions:
            if not duty.as_right or release.claim.manner is ast.Manner.RIGHT:
                yield release.rule, release.reach


def _reached(duty: ast.Duty, parts: Parts, scenarios: Sequence[Scenario]) -> Mapping[str, int]:
    """What of the region each provision surely reaches in the sense of the duty, under every choice."""
    always: dict[str, int] = {}
    for number, scenario in enumerate(scenarios):
        found: dict[str, int] = {}
        counting = _of_kind(duty, counted(duty, scenario))
        for rule, reach in (*counting, *_freeing(duty, scenario)):
            citation = rule.provision.citation
            found[citation] = found.get(citation, 0) | reach.sure & parts.region
        known = always if number else found
        always = {name: cells & found.get(name, 0) for name, cells in known.items()}
    return {name: cells for name, cells in always.items() if cells}


def _carries(extension: Rule, touch: _Touch, space: Space) -> bool:
    """Whether a general rule carries an offence to cells that it does not reach by its own words."""
    entry = touch.rule.entry
    own, claim = entry.statement, extension.entry.claim
    if own is None or own.space.id != space.id or not isinstance(entry.claim, ast.Covers):
        return False
    assert isinstance(claim, ast.Extends)  # noqa: S101 - chosen by the caller
    carried = touch.reach.any & _target(extension, space) & ~own.region
    return bool(carried) and passes(entry.penalty, claim.test) is not Passes.NO


def _extensions(law: Law, space: Space) -> list[Rule]:
    """The general rules that carry offences of a space to further values."""
    return [r for r in law.rules_for(space.id) if isinstance(r.entry.claim, ast.Extends)]


def _target(extension: Rule, space: Space) -> int:
    """The cells with the values to which a general rule extends offences."""
    claim = extension.entry.claim
    assert isinstance(claim, ast.Extends)  # noqa: S101 - chosen by the caller
    return space.side(claim.dimension.text, leaves(space, claim.dimension.text, claim.values))


# Evidence.


def _evidence(
    parts: Parts,
    touching: Sequence[_Touch],
    near: Sequence[NearMiss],
    searched: Sequence[Review],
    law: Law,
) -> Iterator[Evidence]:
    """What the verdict rests on, each provision once for each thing it does."""
    seen: set[tuple[Role, str, str]] = set()

    def once(item: Evidence) -> Iterator[Evidence]:
        key = (item.role, item.citation, item.summary or item.quote or "")
        if key not in seen:
            seen.add(key)
            yield item

    scenarios = law.scenarios(parts.space.id)
    for touch in touching:
        if not isinstance(touch.rule.entry.claim, ast.Exempts):
            yield from once(_of_rule(_role(touch), touch.rule))
    for rule in _extensions(law, parts.space):
        if any(_carries(rule, touch, parts.space) for touch in touching):
            is_settled = rule.is_settled and rule.entry.read_in_full
            yield from once(_of_rule(Role.EXTENDS if is_settled else Role.NOT_ESTABLISHED, rule))
    for rule in {
        id(r.rule): r.rule for s in scenarios for r in s.exemptions if r.region & parts.region
    }.values():
        yield from once(_of_rule(Role.EXEMPTS, rule))
    rules = {id(r.entry): r for r in law.rules}
    for miss in near:
        rule = rules[id(miss.entry)]
        yield from once(_of_rule(Role.DEFINES if miss.unpunished else Role.NEAREST, rule))
    for review in searched:
        if review.region & (parts.gap | parts.conflict):
            yield from once(_of_review(review))


def _role(touch: _Touch) -> Role:
    if touch.reach.sure:
        return Role.COVERS
    return Role.MAY_COVER if touch.reach.possible else Role.NOT_ESTABLISHED


def _of_rule(role: Role, rule: Rule) -> Evidence:
    entry = rule.entry
    return Evidence(
        role=role,
        provision=rule.provision,
        statute=rule.statute,
        citation=rule.provision.citation,
        quote=entry.quote,
        quote_language=entry.quote_language,
        summary=entry.summary,
        source_title=entry.source.title,
        source_url=entry.source.url,
        grade=str(entry.grade),
        basis=entry.source.basis,
        accessed=entry.source.accessed,
        is_unconfirmed=entry.source.is_unconfirmed,
        penalty=entry.penalty,
    )


def _of_review(review: Review) -> Evidence:
    return Evidence(
        role=Role.REVIEWED,
        provision=None,
        statute=None,
        citation="; ".join(review.read),
        quote=None,
        quote_language=None,
        summary=review.reason,
        source_title=review.source.title,
        source_url=review.source.url,
        grade=str(review.grade),
        basis=review.source.basis,
        accessed=review.source.accessed,
        is_unconfirmed=review.source.is_unconfirmed,
    )


def of_fact(fact: StatedFact) -> Evidence:
    """The evidence that a stated fact is."""
    return Evidence(
        role=Role.STATES,
        provision=None,
        statute=None,
        citation=fact.citation,
        quote=fact.quote,
        quote_language=None,
        summary=None,
        source_title=fact.source.title,
        source_url=fact.source.url,
        grade=str(fact.grade),
        basis=fact.source.basis,
        accessed=fact.source.accessed,
        is_unconfirmed=fact.source.is_unconfirmed,
    )


_SETTLING = (
    Role.COVERS,
    Role.EXTENDS,
    Role.EXEMPTS,
    Role.REVIEWED,
    Role.STATES,
    Role.MAY_COVER,
    Role.NEAREST,
    Role.DEFINES,
)


def _basis(verdict: Verdict, evidence: Iterable[Evidence]) -> Basis | None:
    """What a settled verdict rests on: one basis if every link has it, else mixed."""
    if verdict in (Verdict.UNKNOWN, Verdict.NOT_APPLICABLE):
        return None
    return combined(e.basis for e in evidence if e.role in _SETTLING)


def combined(bases: Iterable[Basis | None]) -> Basis | None:
    """The basis of several links together."""
    found = {b for b in bases if b is not None}
    if not found:
        return None
    return found.pop() if len(found) == 1 else Basis.MIXED


# What nearly covers, and what is told as a case.


def near_misses(
    gap: int, scenarios: Sequence[Scenario], extensions: Sequence[Rule]
) -> Iterator[NearMiss]:
    """The claims that nearly reach a gap, nearest first.

    First those that lack no cell of it: what is defined and not punished, what is exempted again, general rules
    that no offence is grave enough for. Then those that leave it out, in the fewest dimensions first.
    """
    ranked: dict[int, tuple[int, NearMiss]] = {}
    for scenario in scenarios:
        for rule, miss in (
            *_defined(gap, scenario),
            *_exempt(gap, scenario),
            *_too_light(gap, scenario, extensions),
            *_narrow(gap, scenario),
        ):
            ranked.setdefault(id(rule), (len(miss.excluded), miss))
    nearest: dict[str, NearMiss] = {}
    for _, miss in sorted(ranked.values(), key=lambda pair: pair[0]):
        nearest.setdefault(miss.provision.citation, miss)
    yield from list(nearest.values())[:_FEW]


def _missed(rule: Rule) -> NearMiss:
    return NearMiss(rule.provision, rule.entry)


def _defined(gap: int, scenario: Scenario) -> Iterator[tuple[Rule, NearMiss]]:
    """What a definition describes without punishing."""
    for rule, reach in scenario.defined:
        if reach.any & gap:
            yield rule, replace(_missed(rule), unpunished=True)


def _exempt(gap: int, scenario: Scenario) -> Iterator[tuple[Rule, NearMiss]]:
    """What would be reached but for an exemption."""
    for rule, reach in scenario.bare:
        freed = reach.any & gap
        by = [
            r.rule.provision.citation
            for r in scenario.exemptions
            if r.region & freed and r.holds(rule)
        ]
        if by:
            yield rule, replace(_missed(rule), exempted_by=tuple(dict.fromkeys(by)))


def _too_light(
    gap: int, scenario: Scenario, extensions: Sequence[Rule]
) -> Iterator[tuple[Rule, NearMiss]]:
    """General rules that would carry an offence into the gap, were it grave enough."""
    for extension in extensions:
        claim, side = extension.entry.claim, _target(extension, scenario.space)
        assert isinstance(claim, ast.Extends)  # noqa: S101 - chosen by the caller
        light = [
            cover.rule.provision.citation
            for cover in scenario.bare
            if isinstance(cover.rule.entry.claim, ast.Covers)
            and scenario.space.cylinder(cover.reach.any, claim.dimension.text) & side & gap
            and passes(cover.penalty, claim.test) is Passes.NO
        ]
        if light:
            yield extension, replace(_missed(extension), too_light=tuple(dict.fromkeys(light)))


def _narrow(gap: int, scenario: Scenario) -> Iterator[tuple[Rule, NearMiss]]:
    """What leaves the widest part of the gap out, by its own words."""
    space = scenario.space
    box = space.boxes(gap)[0]
    for rule, reach in scenario.bare:
        if not reach.any or reach.any & gap:
            continue
        admits = {d.id: space.values_in(reach.any, d.id) for d in space.dimensions}
        excluded = tuple(
            name
            for name, values in admits.items()
            if not set(box.get(name, space.dimension(name).values)) & set(values)
        )
        if excluded:
            limits = {name: admits[name] for name in excluded}
            yield rule, replace(_missed(rule), excluded=excluded, admits=limits)


def witness(space: Space, region: int) -> Mapping[str, str] | None:
    """One cell of a region: the first of its widest box, so that the case is a typical one."""
    if not region:
        return None
    widest = space.box(space.boxes(region)[0]) & region
    return next(space.cells(widest))


# What is left open.


def _partial(parts: Parts, touching: Sequence[_Touch]) -> Iterator[Partial]:
    for touch in touching:
        region = touch.reach.open & parts.unknown
        if region:
            yield Partial(
                touch.rule.provision,
                touch.rule.entry,
                region,
                touch.open,
                tuple(d for d in touch.open if _wants_only_some(parts, d)),
                touch.rule.doubts,
            )


def _open_dimensions(parts: Parts, rule: Rule) -> tuple[str, ...]:
    """The dimensions left open that matter: those in which more than the ordinary form is asked for."""
    statement = rule.entry.statement
    if statement is None or statement.space.id != parts.space.id:
        return ()
    space = parts.space
    return tuple(
        name
        for name in statement.open
        if space.values_in(parts.region, name) != (space.dimension(name).ordinary,)
    )


def _wants_only_some(parts: Parts, dimension: str) -> bool:
    """Whether the region leaves out a core value, so that a source's silence may hide a miss."""
    wanted = parts.space.values_in(parts.region, dimension)
    return not set(parts.space.dimension(dimension).core) <= set(wanted)


def _questions(
    element: Element, parts: Parts, touching: Sequence[_Touch], scenarios: Sequence[Scenario]
) -> Iterator[Question]:
    """What would settle the unknown and unclear parts, most telling first."""
    open_part = parts.unknown | parts.unclear
    if not open_part:
        return
    told = 0
    for touch in touching:
        if touch.reach.open & parts.unknown:
            yield from _of_open_rule(parts, touch)
            told |= touch.reach.open
        if touch.reach.possible & ~touch.reach.sure & parts.unclear:
            yield from _of_unclear_rule(touch)
    yield from _of_scenarios(parts, scenarios)
    leads = 0
    for rule in {id(r): r for r in _leads(scenarios, parts)}.values():
        leads |= rule.entry.cells
        yield Question(
            Ask.LEAD,
            rule.provision,
            region=rule.entry.cells & parts.unknown,
            heard=rule.entry.heard,
        )
    unsearched = parts.unknown & ~(told | leads) & ~_always_reviewed(scenarios)
    if unsearched:
        yield Question(Ask.NOT_REVIEWED, region=unsearched)
    for text in element.questions:
        yield Question(Ask.AUTHORED, text=text)


def _of_open_rule(parts: Parts, touch: _Touch) -> Iterator[Question]:
    rule = touch.rule
    if touch.open:
        yield Question(
            Ask.WHICH_VALUES, rule.provision, touch.open, region=touch.reach.open & parts.unknown
        )
    for doubt in rule.doubts:
        match doubt.kind:
            case Doubt.AMENDED:
                yield Question(Ask.AMENDMENT, rule.provision, amendment=doubt.amendment)
            case Doubt.LAPSED:
                yield Question(Ask.STILL_SO, rule.provision, until=doubt.attested_until)
            case Doubt.BEFORE_ATTESTED:
                yield Question(Ask.ALREADY_SO, rule.provision, until=doubt.attested_from)
            case Doubt.NOT_READ:
                yield Question(Ask.READ_IN_FULL, rule.provision)
    settled = not touch.open and not rule.doubts
    if (
        settled
        and isinstance(rule.entry.claim, ast.Covers)
        and (rule.entry.penalty is None or _is_open(rule.entry.penalty))
    ):
        yield Question(Ask.PENALTY, rule.provision)
    elif settled and isinstance(rule.entry.claim, ast.Grants):
        yield Question(Ask.AS_OF_RIGHT, rule.provision)
    elif settled:
        yield Question(Ask.READ_IN_FULL, rule.provision)


def _is_open(penalty: Penalty | Known | None) -> bool:
    if isinstance(penalty, Penalty) and penalty.imprisonment is not None:
        custody = penalty.imprisonment
        return isinstance(custody, Known) or isinstance(custody.maximum, Known)
    return isinstance(penalty, Known)


def _of_unclear_rule(touch: _Touch) -> Iterator[Question]:
    rule = touch.rule
    if getattr(rule.entry.claim, "reading", None) is None and not rule.version.readings:
        statement = rule.entry.statement
        if statement is None or statement.doubtful or not touch.reach.sure:
            yield Question(Ask.WHOSE_LIABILITY, rule.provision)


def _of_scenarios(parts: Parts, scenarios: Sequence[Scenario]) -> Iterator[Question]:
    """Readings, uncertain dates and exemptions that are not established."""
    rules = [c.rule for s in scenarios for c in s.covers if c.reach.any & parts.region]
    rules += [r.rule for s in scenarios for r in s.exemptions if r.region & parts.region]
    asked: set[tuple[object, ...]] = set()
    for rule in rules:
        key: tuple[object, ...] = ("reading", rule.provision.citation)
        if parts.unclear and rule.version.readings and key not in asked:
            asked.add(key)
            yield Question(Ask.WHICH_READING, rule.provision, readings=rule.version.readings)
        for moment in rule.moments:
            if ("when", moment) not in asked:
                asked.add(("when", moment))
                yield Question(Ask.WHEN, rule.provision, until=moment.not_after)
    for scenario in scenarios:
        for release in scenario.exemptions:
            key = ("exemption", release.rule.provision.citation)
            if (
                release.region & (parts.unknown | parts.unclear)
                and not release.is_settled
                and key not in asked
            ):
                asked.add(key)
                yield Question(
                    Ask.EXEMPTION, release.rule.provision, region=release.region & parts.unknown
                )


def _leads(scenarios: Sequence[Scenario], parts: Parts) -> Iterator[Rule]:
    for scenario in scenarios:
        for rule in scenario.lead_rules:
            if rule.entry.cells & parts.unknown:
                yield rule


def _always_reviewed(scenarios: Sequence[Scenario]) -> int:
    return scenarios[0].reviewed if scenarios else 0
