"""Boxes of cells as lines of words, told relative to what was required.

It knows the vocabulary of a space. It does not know which part of a verdict it is telling.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from gapcheck.model.law import Vocabulary
from gapcheck.report.words import listed, say
from gapcheck.space import EVERY, NOTHING, UNFULFILLED, Box, Dimension

MOST_BOXES = 8
_MANY = 4
"""From so many values on, naming the few that are not meant is shorter."""

ALL_OF_IT = "everything that is required here"
_PLURALS = ("s", "children", "persons", "people", "men")
_DETERMINED = ("a", "an", "the", "any", "under", "over", "aged")
_NONE_FULFILLED = "with none of the further conditions fulfilled"
_FULFILLED = "with every further condition fulfilled"
_WHATEVER_MISSING = "whichever of the further conditions is missing"
_ALL_BUT = "all but "


class Residue(Struct, frozen=True):
    """A part of a region in words: one line a box, and how many boxes are not told."""

    lines: tuple[str, ...] = ()
    more: int = 0

    @property
    def all_lines(self) -> tuple[str, ...]:
        """The lines, with the count of the rest as the last."""
        if not self.more:
            return self.lines
        cases = "case" if self.more == 1 else "cases"
        return (*self.lines, f"and {self.more} more {cases}")


class Measure(Struct, frozen=True):
    """What a part is told relative to.

    Attributes:
        region: What is required, so far as it is judged here.
        asked: What the duty asks for in itself, before anything was taken off.
        free: Cells that are told elsewhere, so that a line may run over them.
    """

    vocabulary: Vocabulary
    region: int
    asked: int
    free: int = 0
    language: str = "en"

    def within(self, side: int) -> Measure:
        """The same inside one group of those that are told apart."""
        return replace(self, region=self.region & side, asked=self.asked & side)


def residue(part: int, region: int, vocabulary: Vocabulary, language: str = "en") -> Residue:
    """Tell a part of a region that is required as a whole."""
    return told(part, Measure(vocabulary, region, region, language=language))


def told(part: int, measure: Measure) -> Residue:
    """Tell a part of the region of a measure."""
    if not part:
        return Residue()
    apart = list(_told_apart(part, measure))
    lists = {tuple(lines) for _, lines in apart}
    if len(apart) > 1 and len(lists) == 1:
        lines = list(lists.pop())
    else:
        lines = [_prefixed(where, line) for where, lines in apart for line in lines]
    kept = tuple(lines[:MOST_BOXES])
    return Residue(kept, len(lines) - len(kept))


def labels(
    dimension: str,
    chosen: Collection[str],
    among: Collection[str],
    vocabulary: Vocabulary,
    language: str = "en",
) -> tuple[str, ...]:
    """The labels of values, with those of a whole group (so far as it is among `among`) folded."""
    words = vocabulary.words[dimension]
    groups = vocabulary.space.dimension(dimension).groups
    left = [v for v in vocabulary.space.dimension(dimension).values if v in chosen]
    folded: dict[str, str] = {}
    for name, leaves in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        relevant = [v for v in leaves if v in among]
        if len(relevant) > 1 and all(v in left for v in relevant):
            folded[relevant[0]] = say(words.groups[name], language)
            left = [v for v in left if v not in relevant or v == relevant[0]]
    return tuple(folded.get(v) or say(words.terms[v].label, language) for v in left)


def admitted(
    dimension: str, admits: Collection[str], vocabulary: Vocabulary, language: str = "en"
) -> str:
    """How a provision is narrow in one dimension, as the end of a sentence on it."""
    space = vocabulary.space
    if dimension == UNFULFILLED:
        needed = [c for c in space.conditions if c not in admits]
        return f"requires {listed([_condition(c, vocabulary, language) for c in needed])}"
    everything = space.dimension(dimension).values
    values = _values(dimension, admits, everything, vocabulary, language)
    label = named(dimension, vocabulary, language)
    if values.startswith(_ALL_BUT):
        return f"leaves out {values.removeprefix(_ALL_BUT)} ({label})"
    return f"is limited to {values} ({label})"


def side(
    dimension: str, chosen: Collection[str], vocabulary: Vocabulary, language: str = "en"
) -> str:
    """The values of one dimension with its label; what a condition says needs none."""
    everything = vocabulary.space.dimension(dimension).values
    if dimension == UNFULFILLED:
        is_any = len(chosen) == len(everything)
        return _WHATEVER_MISSING if is_any else _unfulfilled(chosen, vocabulary, language)
    text = _values(dimension, chosen, everything, vocabulary, language)
    label = named(dimension, vocabulary, language)
    return f"{label}: {'any' if len(chosen) == len(everything) else text}"


def named(dimension: str, vocabulary: Vocabulary, language: str = "en") -> str:
    """The label of a dimension."""
    return say(vocabulary.words[dimension].label, language)


# One list for each group that is told apart.


def _told_apart(part: int, measure: Measure) -> Iterator[tuple[str, Sequence[str]]]:
    """Lines with the group they are about; the group is empty where nothing is told apart."""
    vocabulary = measure.vocabulary
    space = vocabulary.space
    rest = part
    if vocabulary.told_apart is not None:
        dimension, groups = vocabulary.told_apart
        for group in groups:
            side = space.side(dimension, space.dimension(dimension).leaves(group))
            if part & side:
                where = _where(dimension, group, vocabulary, measure.language)
                yield where, _lines(part & side, measure.within(side))
                rest &= ~side
    if rest:
        yield "", _lines(rest, measure)


def _where(dimension: str, group: str, vocabulary: Vocabulary, language: str) -> str:
    words = vocabulary.words[dimension]
    text = words.groups[group] if group in words.groups else words.terms[group].label
    noun = say(text, language)
    subject = named(dimension, vocabulary, language)
    if noun.endswith(_PLURALS):
        return f"where the {subject}s are {noun}"
    if noun.partition(" ")[0].lower() in _DETERMINED:
        return f"where the {subject} is {noun}"
    return f"where the {subject} is {'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def _prefixed(where: str, line: str) -> str:
    return f"{where}: {line}" if where else line


def _lines(part: int, measure: Measure) -> Sequence[str]:
    space = measure.vocabulary.space
    boxes = space.boxes(part, free=space.full & ~measure.region | measure.free)
    return list(dict.fromkeys(_line(_relative(box, measure), measure) for box in boxes))


def _relative(box: Box, measure: Measure) -> Mapping[str, tuple[str, ...]]:
    """The sides that say something.

    These are the sides that do not hold all of the region in their dimension, and those in which
    the duty itself is special: narrower than what a silent one would mean.
    """
    space = measure.vocabulary.space
    sides: dict[str, tuple[str, ...]] = {}
    for dimension in space.dimensions:
        required = space.values_in(measure.region, dimension.id)
        chosen = tuple(v for v in required if v in box.get(dimension.id, dimension.values))
        asked = space.values_in(measure.asked, dimension.id)
        if chosen != required or _is_special(dimension, asked, measure.vocabulary):
            sides[dimension.id] = chosen
    return sides


def _is_special(dimension: Dimension, required: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a duty was narrowed here on purpose; what is told apart needs no second mention."""
    if vocabulary.told_apart is not None and vocabulary.told_apart[0] == dimension.id:
        return False
    return not set(dimension.default) <= set(required)


def _line(sides: Mapping[str, tuple[str, ...]], measure: Measure) -> str:
    if not sides:
        return ALL_OF_IT
    vocabulary, language = measure.vocabulary, measure.language
    space = vocabulary.space
    phrases = {}
    for name, values in sides.items():
        required = space.values_in(measure.region, name)
        among = required if values != required else space.dimension(name).values
        phrases[name] = _values(name, values, among, vocabulary, language)
    return _joined(phrases, vocabulary, language)


def _joined(phrases: Mapping[str, str], vocabulary: Vocabulary, language: str) -> str:
    if len(phrases) == 1:
        return next(iter(phrases.values()))
    return "; ".join(
        _qualified(name, text, vocabulary, language) for name, text in phrases.items() if text
    )


def _qualified(dimension: str, text: str, vocabulary: Vocabulary, language: str) -> str:
    """The values with the name of their dimension, where they do not speak for themselves."""
    label = named(dimension, vocabulary, language)
    apart = vocabulary.told_apart
    is_said = apart is not None and apart[0] == dimension
    if is_said or dimension == UNFULFILLED or label in text.split():
        return text
    return f"{label}: {text}"


def _values(
    dimension: str,
    chosen: Collection[str],
    among: Collection[str],
    vocabulary: Vocabulary,
    language: str,
) -> str:
    """Values as a phrase: the few that are meant, or all but the few that are not."""
    if dimension == UNFULFILLED:
        return _unfulfilled(chosen, vocabulary, language)
    meant = labels(dimension, chosen, among, vocabulary, language)
    others = [v for v in among if v not in chosen]
    if others and len(meant) > _MANY:
        spared = labels(dimension, others, among, vocabulary, language)
        if len(spared) <= len(meant) // 2:
            return f"{_ALL_BUT}{listed(spared)}"
    return _either(meant)


def _either(items: Sequence[str]) -> str:
    """Alternatives as one phrase; where only the last is itself a pair, it ends the list."""
    if len(items) > 1 and " or " in items[-1] and not any(" or " in i for i in items[:-1]):
        return ", ".join(items)
    return listed(items, "or")


def _unfulfilled(chosen: Collection[str], vocabulary: Vocabulary, language: str) -> str:
    """Missing conditions; where one alone is missing, that all are goes without saying."""
    single = [c for c in vocabulary.space.conditions if c in chosen]
    parts = []
    if NOTHING in chosen:
        parts.append(_FULFILLED)
    if single:
        named_ones = listed([_condition(c, vocabulary, language) for c in single], "or")
        parts.append(f"without {named_ones}")
    elif EVERY in chosen:
        parts.append(_NONE_FULFILLED)
    return listed(parts, "or")


def _condition(name: str, vocabulary: Vocabulary, language: str) -> str:
    return say(vocabulary.words[UNFULFILLED].terms[name].label, language)
