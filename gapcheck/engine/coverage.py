"""Which cells of a space the law reaches, surely, possibly, or as far as nobody established.

It knows claims, readings, exemptions, extensions and uncertain dates. It does not know what any treaty asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import product
from typing import NamedTuple

from msgspec import Struct

from gapcheck.dsl import ast, compiler
from gapcheck.engine.dates import CERTAIN, Rule, versions_on
from gapcheck.engine.penalties import Passes, passes
from gapcheck.model.law import OFFENCE, SpaceKind, Vocabulary
from gapcheck.model.profile import Jurisdiction, Known, Moment, Penalty
from gapcheck.space import Reach, Space

_ARTICLE, _DISCRETION = ast.Reach.ARTICLE, ast.Manner.DISCRETION


class Cover(NamedTuple):
    """A rule and the cells it reaches in one scenario."""

    rule: Rule
    reach: Reach

    @property
    def penalty(self) -> Penalty | Known | None:
        """What the offence carries."""
        return self.rule.entry.penalty


class Release(NamedTuple):
    """An exemption as it stands: its cells, and whether it is established and certain to be applied."""

    rule: Rule
    claim: ast.Exempts
    region: int
    is_settled: bool

    @property
    def reach(self) -> Reach:
        """What it frees: surely, possibly where it is at discretion, or nobody knows."""
        if not self.is_settled:
            return Reach(open=self.region)
        if self.claim.manner is _DISCRETION:
            return Reach(possible=self.region)
        return Reach(self.region, self.region)

    def holds(self, cover: Rule) -> bool:
        """Whether the exemption lifts offences of that rule."""
        match self.claim.scope.reach:
            case ast.Reach.ARTICLE:
                return cover.provision.citation == self.rule.provision.citation
            case ast.Reach.EVERY_LAW:
                return True
            case ast.Reach.ACT:
                return cover.statute.id == self.rule.statute.id
            case ast.Reach.LISTED:
                named = {n.text for n in self.claim.scope.listed}
                return cover.provision.citation in named or cover.statute.short in named


class State(NamedTuple):
    """What the law reaches under one choice of readings, in one state of the uncertain dates.

    `inside` is what was searched for it.
    """

    choice: str
    sure: int
    possible: int
    inside: int


class Scenario(Struct, frozen=True, dict=True):
    """One consistent choice of readings in one state of the uncertain dates.

    Attributes:
        choice: Clause (a citation) to the reading chosen.
        happened: The uncertain moments that have passed.
    """

    space: Space
    choice: Mapping[str, str]
    happened: frozenset[Moment]
    covers: tuple[Cover, ...]
    bare: tuple[Cover, ...]
    exemptions: tuple[Release, ...]
    defined: tuple[Cover, ...]
    lead_rules: tuple[Rule, ...]
    reviewed: int

    @cached_property
    def leads(self) -> int:
        """The cells of which something was heard."""
        result = 0
        for rule in self.lead_rules:
            result |= rule.entry.cells
        return result

    def searched(self, reach: Reach) -> int:
        """Reviewed, minus leads and what is not established; neither hides what is surely reached."""
        return self.reviewed & ~((reach.open | self.leads) & ~reach.sure)

    def state(self, reach: Reach) -> State:
        """What is reached, or a part of it, with what was searched."""
        choice = " + ".join(self.choice.values())
        return State(choice, reach.sure, reach.possible, self.searched(reach))

    def knows(self, region: int) -> bool:
        """Whether somebody looked for everything that reaches a region, and nothing there was only heard."""
        return not region & ~self.searched(self.whole)

    def punishing(self, region: int) -> list[Cover]:
        """The offences that reach a region in some way."""
        return [
            c
            for c in self.covers
            if c.reach.any & region and isinstance(c.rule.entry.claim, ast.Covers)
        ]

    @cached_property
    def whole(self) -> Reach:
        """What all covers reach together."""
        return total(self.covers)


def total(covers: Iterable[Cover]) -> Reach:
    """What some covers reach together."""
    sure = possible = left_open = 0
    for _, (surely, possibly, openly) in covers:
        sure |= surely
        possible |= possibly
        left_open |= openly
    return Reach(sure, possible, left_open)


def addends(jurisdiction: Jurisdiction, as_of: date) -> Mapping[str, Sequence[Reach | None]]:
    """What each provision reaches by itself on the date, by space; `None` among them where they do not add up.

    They add up where each surely is law as described, and none changes what another reaches.
    """
    found: dict[str, list[Reach | None]] = defaultdict(list)
    for _, _, versions in versions_on(jurisdiction, as_of):
        adds_up = len(versions) == 1 and versions[0][1] is CERTAIN
        for version, _ in versions:
            for space, reach in version.alone.items():
                found[space].append(reach if adds_up else None)
    return found


class Law:
    """The rules of a jurisdiction on one date, asked space by space."""

    def __init__(
        self,
        rules: Iterable[Rule],
        vocabularies: Mapping[str, Vocabulary],
        reviewed: Mapping[str, int],
        fixed_readings: frozenset[str] = frozenset(),
        addends: Mapping[str, Sequence[Reach | None]] | None = None,
    ) -> None:
        self._given = rules
        self._vocabularies = vocabularies
        self._reviewed = reviewed
        self._fixed = fixed_readings
        self._addends = addends
        self._scenarios: dict[str, tuple[Scenario, ...]] = {}
        self._states: dict[str, Sequence[State]] = {}
        self._absent: dict[str, int] = {}

    @cached_property
    def rules(self) -> Sequence[Rule]:
        """Every rule that is, or may be, law."""
        return tuple(self._given)

    def states(self, space: str) -> Sequence[State]:
        """What all covers of a space reach together, in every scenario."""
        if space not in self._states:
            reach = self._united(space)
            if reach is None:
                self._states[space] = [s.state(s.whole) for s in self.scenarios(space)]
            else:
                inside = self._reviewed.get(space, 0) & ~(reach.open & ~reach.sure)
                self._states[space] = [State("", reach.sure, reach.possible, inside)]
        return self._states[space]

    def _united(self, space: str) -> Reach | None:
        """What all covers reach together, where that is known without looking at each of them."""
        vocabulary = self._vocabularies[space]
        if self._addends is None or vocabulary.echoes or vocabulary.offences:
            return None
        sure = possible = left_open = 0
        for reach in self._addends.get(space, ()):
            if reach is None:
                return None
            surely, possibly, openly = reach
            sure |= surely
            possible |= possibly
            left_open |= openly
        return Reach(sure, possible, left_open)

    @cached_property
    def _by_space(self) -> Mapping[str, Sequence[Rule]]:
        tools = [name for name, v in self._vocabularies.items() if v.kind is SpaceKind.TOOLS]
        found: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            claim = rule.entry.claim
            for name in tools if isinstance(claim, ast.Applies) else (claim.space.text,):
                found[name].append(rule)
        return found

    def rules_for(self, space: str) -> Sequence[Rule]:
        """The rules that speak of a space."""
        return self._by_space.get(space, ())

    @cached_property
    def _is_certain(self) -> bool:
        """Whether no clause has several readings, and no date is uncertain."""
        return not any(r.version.readings or r.begins or r.ends for r in self.rules)

    def scenarios(self, space: str) -> tuple[Scenario, ...]:
        """Every combination of open readings and uncertain dates that matters for a space."""
        if space not in self._scenarios:
            self._scenarios[space] = tuple(self._imagine(space))
        return self._scenarios[space]

    def _imagine(self, space: str) -> Iterator[Scenario]:
        if self._is_certain:
            yield self._scenario(space, {}, frozenset())
            return
        names = (space, *self._vocabularies[space].sources)
        relevant = [rule for name in names for rule in self.rules_for(name)]
        moments = sorted({m for r in relevant for m in r.moments}, key=_moment_order)
        for choice in self._choices(relevant):
            for happened in _subsets(moments):
                yield self._scenario(space, choice, happened)

    def _choices(self, rules: Iterable[Rule]) -> Iterator[Mapping[str, str]]:
        clauses: dict[str, tuple[str, ...]] = {}
        for rule in rules:
            if rule.version.readings:
                known = tuple(r.id for r in rule.version.readings)
                clauses[clause_of(rule)] = tuple(r for r in known if r in self._fixed) or known
        for chosen in product(*clauses.values()):
            yield dict(zip(clauses, chosen, strict=True))

    def _scenario(
        self, name: str, choice: Mapping[str, str], happened: frozenset[Moment]
    ) -> Scenario:
        vocabulary = self._vocabularies[name]
        space = vocabulary.space
        rules = self.rules_for(name)
        if not self._is_certain:
            rules = [r for r in rules if _holds(r, choice, happened)]
        by_kind: dict[type[ast.Claim], list[Rule]] = defaultdict(list)
        for rule in rules:
            by_kind[type(rule.entry.claim)].append(rule)
        reaching = by_kind[ast.Covers]
        if ast.Grants in by_kind:
            reaching = [r for r in rules if isinstance(r.entry.claim, ast.Covers | ast.Grants)]
        bare = [Cover(r, _reach(r, rules, space)) for r in reaching]
        if vocabulary.echoes or vocabulary.offences:
            bare += self._felt(vocabulary, choice, happened)
        bare = _extended(bare, by_kind[ast.Extends], space)
        exemptions = tuple([_release(r) for r in by_kind[ast.Exempts]])
        return Scenario(
            space,
            choice,
            happened,
            covers=tuple(_exempted(bare, exemptions)),
            bare=tuple(bare),
            exemptions=exemptions,
            defined=tuple([Cover(r, _reach(r, rules, space)) for r in by_kind[ast.Defines]]),
            lead_rules=tuple(by_kind[ast.Lead]),
            reviewed=self._reviewed.get(name, 0),
        )

    def _felt(
        self, vocabulary: Vocabulary, choice: Mapping[str, str], happened: frozenset[Moment]
    ) -> Iterator[Cover]:
        """Covers that offences of other spaces cause in this one."""
        for echo in vocabulary.echoes:
            for cover in self._elsewhere(echo.source, choice, happened).covers:
                if cover.reach.possible:
                    yield Cover(cover.rule, Reach(possible=echo.region))
                elif cover.reach.open:
                    yield Cover(cover.rule, Reach(open=echo.region))
        tools = [
            r
            for r in self.rules_for(vocabulary.space.id)
            if isinstance(r.entry.claim, ast.Applies) and _holds(r, choice, happened)
        ]
        for value, offence in vocabulary.offences.items() if tools else ():
            source = self._elsewhere(offence.space, choice, happened)
            for rule in tools:
                yield Cover(rule, _applied(rule, value, source, offence.region, vocabulary.space))

    def _elsewhere(
        self, space: str, choice: Mapping[str, str], happened: frozenset[Moment]
    ) -> Scenario:
        """Another space under the same choice."""
        if self._is_certain:
            return self.scenarios(space)[0]
        return self._scenario(space, choice, happened)

    def absent(self, space: str) -> int:
        """The cells of a tools space whose offence the law surely does not know: no tool can reach them."""
        if space not in self._absent:
            self._absent[space] = self._unknown_offences(self._vocabularies[space])
        return self._absent[space]

    def _unknown_offences(self, vocabulary: Vocabulary) -> int:
        cells = 0
        for value, offence in vocabulary.offences.items():
            sources = self.scenarios(offence.space)
            if all(s.knows(offence.region) and not s.punishing(offence.region) for s in sources):
                cells |= vocabulary.space.side(OFFENCE, (value,))
        return cells


def clause_of(rule: Rule) -> str:
    """The clause whose readings exclude each other: one version of one provision."""
    return f"{rule.provision.citation}#{rule.provision.versions.index(rule.version)}"


def _subsets(moments: Sequence[Moment]) -> Iterator[frozenset[Moment]]:
    for flags in product((False, True), repeat=len(moments)):
        yield frozenset(m for m, flag in zip(moments, flags, strict=True) if flag)


def _moment_order(moment: Moment) -> tuple[object, object]:
    return (moment.not_before, moment.not_after)


def _holds(rule: Rule, choice: Mapping[str, str], happened: frozenset[Moment]) -> bool:
    reading: ast.Name | None = getattr(rule.entry.claim, "reading", None)
    return rule.is_law(happened) and (
        reading is None or choice.get(clause_of(rule)) == reading.text
    )


def _reach(
    rule: Rule,
    rules: Sequence[Rule],
    space: Space,
    named: frozenset[str] = frozenset(),
    through: tuple[Rule, ...] = (),
) -> Reach:
    """What a cover, grant or definition reaches by its own words, or by the definition it points to.

    `named` are the dimensions that whoever points here says itself: it does not matter that they are open here.
    `through` are the claims that point here: a definition that rests on itself adds nothing.
    """
    if through and any(rule is other for other in through):
        return Reach()
    statement = rule.entry.statement
    assert statement is not None  # noqa: S101 - these claims have a region
    defined_in: ast.Name | None = getattr(rule.entry.claim, "defined_in", None)
    if defined_in is None:
        reach = statement.reach
    else:
        own = statement.named | set(statement.open)
        cited = [
            _reach(other, rules, space, named | own, (*through, rule))
            for other in rules
            if other.provision.citation == defined_in.text
            and isinstance(other.entry.claim, ast.Defines)
        ]
        reach = _by_definition(cited, statement, own, space)
    if rule.doubts or (statement.open and not named.issuperset(statement.open)):
        return reach.unsettled()
    return reach


def _by_definition(
    cited: Sequence[Reach], statement: compiler.Statement, own: frozenset[str], space: Space
) -> Reach:
    """The cells of definitions, with the dimensions that the claim speaks of itself put in place of theirs."""
    if not cited:
        return Reach(open=statement.region)
    total = Reach()
    for reach in cited:
        total |= reach

    def put(region: int) -> int:
        return space.stretched(region, own) & statement.region

    return Reach(put(total.sure), put(total.possible), put(total.open))


def _extended(covers: list[Cover], extensions: Sequence[Rule], space: Space) -> list[Cover]:
    """Carry every offence along the dimensions that general rules name, until nothing more is reached."""
    if not extensions:
        return covers
    reached = [cover.reach for cover in covers]
    changed = True
    while changed:
        changed = False
        for number, cover in enumerate(covers):
            if not isinstance(cover.rule.entry.claim, ast.Covers):
                continue
            for extension in extensions:
                wider = reached[number] | _copied(reached[number], cover, extension, space)
                changed = changed or wider != reached[number]
                reached[number] = wider
    return [cover._replace(reach=reach) for cover, reach in zip(covers, reached, strict=True)]


def _copied(reach: Reach, cover: Cover, extension: Rule, space: Space) -> Reach:
    claim = extension.entry.claim
    assert isinstance(claim, ast.Extends)  # noqa: S101 - chosen by the caller
    passing = passes(cover.penalty, claim.test)
    if passing is Passes.NO:
        return Reach()
    copy = Reach()
    for target in compiler.leaves(space, claim.dimension.text, claim.values):
        for source in _bases(space, claim.dimension.text, target):
            copy |= Reach(
                *(
                    space.moved(part, claim.dimension.text, source, target)
                    for part in (reach.sure, reach.possible, reach.open)
                )
            )
    read = extension.entry.read_in_full and cover.rule.entry.read_in_full
    established = passing is Passes.YES and extension.is_settled and read
    return copy if established else copy.unsettled()


def _bases(space: Space, dimension: str, target: str) -> tuple[str, ...]:
    """The values from which an extension copies: the ordinary one, or every other where there is none."""
    ordinary = space.dimension(dimension).ordinary
    values = space.dimension(dimension).values if ordinary is None else (ordinary,)
    return tuple(v for v in values if v != target)


def _release(rule: Rule) -> Release:
    claim, statement = rule.entry.claim, rule.entry.statement
    assert isinstance(claim, ast.Exempts)  # noqa: S101 - chosen by the caller
    assert statement is not None  # noqa: S101 - these claims have a region
    settled = rule.is_settled and rule.entry.read_in_full
    return Release(rule, claim, statement.region, settled)


def _exempted(covers: Iterable[Cover], exemptions: Sequence[Release]) -> Iterable[Cover]:
    """The covers without what exemptions lift; in which order these are applied does not matter."""
    if not exemptions:
        return covers
    wide: list[Release] = []
    of_article: dict[str, list[Release]] = defaultdict(list)
    for exemption in exemptions:
        if exemption.claim.scope.reach is _ARTICLE:
            of_article[exemption.rule.provision.citation].append(exemption)
        else:
            wide.append(exemption)
    found = []
    for cover in covers:
        rule, reach = cover
        holding = of_article.get(rule.provision.citation, ())
        if wide:
            holding = [*holding, *(e for e in wide if e.holds(rule))]
        found.append(Cover(rule, _lifted(reach, holding)) if holding else cover)
    return found


def _lifted(reach: Reach, exemptions: Iterable[Release]) -> Reach:
    for _, claim, region, is_settled in exemptions:
        reach = compiler.lifted(reach, region, is_settled=is_settled, manner=claim.manner)
    return reach


def _applied(rule: Rule, value: str, source: Scenario, conduct: int, space: Space) -> Reach:
    """Whether a tool reaches an offence: surely, if every claim that makes it one passes the tool's test."""
    claim = rule.entry.claim
    assert isinstance(claim, ast.Applies)  # noqa: S101 - chosen by the caller
    tool = next(d for d in space.dimensions if d.leading)
    cells = space.side(tool.id, tool.leaves(claim.tool.text)) & space.side(OFFENCE, (value,))
    bounds = [_admitted(claim, source, conduct, surely=surely) for surely in (True, False)]
    if Passes.YES not in bounds and Passes.MAYBE not in bounds:
        return Reach()
    if Passes.MAYBE in bounds or not rule.is_settled or not rule.entry.read_in_full:
        return Reach(open=cells)
    return Reach(sure=0 if Passes.NO in bounds else cells, possible=cells)


def _admitted(claim: ast.Applies, source: Scenario, conduct: int, *, surely: bool) -> Passes:
    """Whether a tool is open for every offence of a conduct, under one bound.

    An offence that is not established, or that nobody looked for, leaves it open.
    """
    certain: set[Passes] = set()
    uncertain: set[Passes] = set()
    for cover in source.punishing(conduct):
        reached = cover.reach.sure if surely else cover.reach.possible
        if reached & conduct:
            certain.add(_admits(claim, cover))
        elif cover.reach.open & conduct:
            uncertain.add(_admits(claim, cover))
    if Passes.NO in certain:
        return Passes.NO
    if certain:
        return Passes.YES if certain | uncertain == {Passes.YES} else Passes.MAYBE
    return Passes.NO if not uncertain and source.knows(conduct) else Passes.MAYBE


def _admits(claim: ast.Applies, cover: Cover) -> Passes:
    if claim.listed:
        named = {n.text for n in claim.listed}
        listed = cover.rule.provision.citation in named or cover.rule.statute.short in named
        return Passes.YES if listed else Passes.NO
    return passes(cover.penalty, claim.test)
