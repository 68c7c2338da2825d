"""What a profile states beside its statutes: treaties, reviews, facts, justifications, standings.

Knows one list of the profile at a time. Does not know what the statutes say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from gapcheck.diagnostics import Label, suggestion
from gapcheck.dsl import ast, checker, compiler
from gapcheck.model.law import FactDefinition, FactKind
from gapcheck.model.profile import (
    Justification,
    Known,
    Reservation,
    Review,
    Source,
    Standing,
    StatedFact,
    TreatyStatus,
    Window,
)
from gapcheck.profiles import dates
from gapcheck.profiles.setting import Setting, check_grade
from gapcheck.profiles.shape import (
    FactAnswerShape,
    JustificationShape,
    ProfileShape,
    ReservationShape,
    ReviewShape,
    StandingShape,
    TreatyShape,
)
from gapcheck.shapes import Mistake, Once, PlacedText, Reader, iso_date, listed, quantity


def sources(shape: ProfileShape, reader: Reader) -> dict[str, Source]:
    """Give the documents that were consulted, by id."""
    found = {}
    for name, of in shape.sources.items():
        if of.url is None and of.published is None:
            message = f"nobody can find the source `{name}`: it has neither an address nor a place of print"
            advice = (
                'add `url: "https://..."`, or `published:` with the gazette or book and its page'
            )
            reader.report("source-without-place", message, name, advice)
        place = str(of.url or of.published or "")
        accessed = of.accessed.isoformat() if of.accessed else None
        found[str(name)] = Source(
            str(name), str(of.title), place, of.basis, accessed, of.unconfirmed
        )
    return found


# --- Treaties ------------------------------------------------------------------------------------


def treaties(
    shapes: Iterable[TreatyShape], setting: Setting, reader: Reader
) -> Iterator[TreatyStatus]:
    """Read the status of each instrument."""
    once = Once("a status of")
    for shape in shapes:
        message = f"there is no instrument `{shape.instrument}`"
        names = setting.rules.instruments
        reader.known(shape.instrument, names, "unknown-instrument", message)
        once.take(shape.instrument, reader)
        source = setting.source(shape.source, reader)
        _check_deposit(shape, source, reader)
        yield TreatyStatus(
            str(shape.instrument),
            dates.start(shape.deposited),
            shape.consent,
            tuple(_reservation(r, setting, reader) for r in shape.reservations),
            shape.reservations_checked,
            shape.grade,
            source,
        )


def _check_deposit(shape: TreatyShape, source: Source, reader: Reader) -> None:
    """Report a deposit that its source cannot know of yet."""
    moment = dates.start(shape.deposited)
    day = None if moment is None else moment.not_before
    if day is not None and source.accessed is not None and day.isoformat() > source.accessed:
        message = f"deposited on {day}, after its source was read on {source.accessed}"
        place = shape.written("deposited")
        reader.report("dates-out-of-order", message, place, "check both dates in the source")


def _reservation(shape: ReservationShape, setting: Setting, reader: Reader) -> Reservation:
    for name in (*shape.excludes, *shape.affects):
        setting.obligation(name, reader)
    excludes = frozenset(str(name) for name in shape.excludes)
    affects = frozenset(str(name) for name in shape.affects)
    return Reservation(str(shape.text), excludes, affects)


# --- Reviews -------------------------------------------------------------------------------------


def reviews(shapes: Iterable[ReviewShape], setting: Setting, reader: Reader) -> Iterator[Review]:
    """Read who searched the law for which region."""
    for shape in shapes:
        source = setting.source(shape.source, reader)
        period = dates.window(shape.period, reader)
        if period.end > shape.on:
            message = f"a search made on {shape.on} cannot tell the law of {period.end}"
            advice = "end the period on the day of the search, or earlier"
            reader.report("dates-out-of-order", message, shape.period.written("to"), advice)
        check_grade(shape.grade, shape.written("grade"), reader)
        _check_read(shape, setting, reader)
        sentence = reader.reviewed(shape.says)
        if sentence is None:
            continue
        if not reader.agreed(checker.check(sentence, setting.law.names), shape.says):
            continue
        space = setting.rules.vocabularies[sentence.space.text].space
        yield Review(
            space=space.id,
            region=compiler.whole(sentence, space),
            text=str(shape.says),
            period=period,
            read=tuple(str(act) for act in shape.read),
            missing=tuple(str(act) for act in shape.missing),
            reason=str(shape.reason) if shape.reason else None,
            reviewer=str(shape.by),
            on=shape.on,
            source=source,
            grade=shape.grade,
        )


def _check_read(shape: ReviewShape, setting: Setting, reader: Reader) -> None:
    """Report acts that were searched and that no file describes."""
    for cited in shape.read:
        if setting.act_of(cited) is None and setting.law.is_complete:
            titles = sorted(setting.short_titles)
            near = suggestion(cited, [*titles, *setting.law.citations])
            advice = near or f"the statutes are {listed(titles) or 'none yet'}"
            message = f"no file describes `{cited}`"
            reader.report("unknown-statute", message, cited, advice)


# --- Facts ---------------------------------------------------------------------------------------


def facts(
    shapes: Iterable[FactAnswerShape], setting: Setting, reader: Reader
) -> Iterator[StatedFact]:
    """Read the answers to the facts of packs; open ones are left out."""
    given: dict[str, list[tuple[StatedFact, PlacedText]]] = {}
    for shape in shapes:
        fact = _fact(shape, setting, reader)
        if fact is None:
            continue
        for other, place in given.get(fact.fact, []):
            if other.value != fact.value and _share_a_day(other.period, fact.period):
                message = f"`{fact.fact}` is answered differently for the same time"
                label = Label(place.span, "the other answer")
                advice = "give each answer its own `period`, or keep one"
                reader.report("contradicting-answers", message, shape.value, advice, [label])
        given.setdefault(fact.fact, []).append((fact, shape.value))
        yield fact


def _share_a_day(one: Window | None, other: Window | None) -> bool:
    if one is None or other is None:
        return True
    return one.start <= other.end and other.start <= one.end


def _fact(shape: FactAnswerShape, setting: Setting, reader: Reader) -> StatedFact | None:
    source = setting.source(shape.source, reader)
    period = dates.window(shape.period, reader) if shape.period is not None else None
    check_grade(shape.grade, shape.written("grade"), reader)
    if shape.provision is not None:
        advice = "name a provision of a statute file, or write the reference under `citation`"
        setting.law.check_citation(shape.provision, reader, advice)
    definition = setting.rules.facts.get(shape.fact)
    if definition is None:
        name = ast.Name(str(shape.fact), shape.fact.span)
        reader.add(checker.unknown_fact(name, setting.law.names), shape.fact.path)
        return None
    value = answer(definition, shape.value, reader)
    if value is None:
        return None
    if value is False and not shape.searched:
        message = "`no` does not say what was searched"
        advice = "add `searched: [...]` with the acts, or write `not established`"
        reader.report("no-search", message, shape.value, advice)
    searched = tuple(str(act) for act in shape.searched)
    return StatedFact(
        fact=definition.id,
        value=value,
        period=period,
        searched=searched,
        provision=str(shape.provision) if shape.provision else None,
        citation=str(shape.citation or shape.provision or "; ".join(searched)),
        grade=shape.grade,
        source=source,
        quote=str(shape.quote) if shape.quote else None,
    )


def answer(
    fact: FactDefinition, text: PlacedText, reader: Reader
) -> bool | ast.Quantity | date | str | None:
    """Read an answer as its kind of fact wants it; none if it is open, or wrong and reported."""
    if str(text) == Known.NOT_ESTABLISHED:
        return None
    try:
        match fact.kind:
            case FactKind.YES_NO:
                return _yes_or_no(fact, text, reader)
            case FactKind.NUMBER:
                return _number(fact, text, reader)
            case FactKind.DATE:
                return iso_date(text)
            case FactKind.CHOICE:
                message = f"`{fact.id}` has no answer `{text}`"
                fits = reader.known(text, fact.choices, "wrong-answer", message)
                return str(text) if fits else None
    except Mistake as error:
        reader.mistaken(error, text)
        return None


def _yes_or_no(fact: FactDefinition, text: PlacedText, reader: Reader) -> bool | None:
    if text not in {"yes", "no"}:
        message = f"`{fact.id}` is answered with `{text}`"
        advice = "write `yes`, `no` or `not established`"
        reader.report("wrong-answer", message, text, advice)
        return None
    return text == "yes"


def _number(fact: FactDefinition, text: PlacedText, reader: Reader) -> ast.Quantity | None:
    number = quantity(text)
    if number.unit is not fact.unit:
        message = f"`{fact.id}` is counted in {fact.unit}, not {number.unit}"
        reader.report("wrong-answer", message, text, f"write it in {fact.unit}")
        return None
    return number


# --- Justifications and standings ----------------------------------------------------------------


def justifications(
    shapes: Iterable[JustificationShape], setting: Setting, reader: Reader
) -> Iterator[Justification]:
    """Read the evidence that limiters of the treaties apply."""
    for shape in shapes:
        setting.obligation(shape.obligation, reader)
        check_grade(shape.grade, shape.written("grade"), reader)
        obligation = setting.rules.obligations.get(shape.obligation)
        if obligation is not None:
            message = f"`{shape.obligation}` has no qualifier `{shape.qualifier}`"
            names = [qualifier.id for qualifier in obligation.qualifiers]
            advice = "" if names else "nothing in its wording excuses what is missing"
            reader.known(shape.qualifier, names, "unknown-qualifier", message, advice)
        yield Justification(
            str(shape.obligation),
            str(shape.qualifier),
            str(shape.statement),
            setting.source(shape.source, reader),
            shape.grade,
        )


def standings(
    shapes: Iterable[StandingShape], setting: Setting, reader: Reader
) -> Iterator[Standing]:
    """Read the words of analysts beside the verdicts."""
    for shape in shapes:
        setting.obligation(shape.obligation, reader)
        yield Standing(
            str(shape.obligation),
            str(shape.verdict),
            str(shape.reason),
            str(shape.author),
            shape.on,
            str(shape.fingerprint),
        )
