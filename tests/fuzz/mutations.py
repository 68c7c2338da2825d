"""Texts that somebody could have written by mistake, made from good ones.

It knows lines, keys, values, words, numbers and dates, and which of them are worth exchanging. It does not know what
a text means, nor what is done with it. The same dice give the same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

from msgspec import Struct

from gapcheck import cases, dsl
from gapcheck.packs import instruments_schema, pack_schema, space_schema
from gapcheck.profiles import jurisdiction_schema, statute_schema

ODD_CHARACTERS: Final[tuple[str, ...]] = (
    *"\0\t\r\n \"'`{}[]():;,|>&*!%@#?-_=<\\/.0١aé漢",
    "\N{COMBINING ACUTE ACCENT}",
    "\N{ZERO WIDTH SPACE}",
    "\N{NO-BREAK SPACE}",
    "\N{BYTE ORDER MARK}",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\N{LINE SEPARATOR}",
    "\N{PILE OF POO}",
    "\ud800",
)
ODD_NUMBERS: Final = ("0", "-1", "1.5", "007", "1e9", "999999", "9" * 40, "٣", "½", "one")
ODD_DATES: Final = (
    "0001-01-01",
    "0000-00-00",
    "9999-12-31",
    "2023-02-29",
    "2024-02-29",
    "2024-13-01",
    "24-01-01",
    "2024-1-1",
    "2024-01-01T00:00:00",
    "today",
    "none",
    "unknown",
)
ODD_VALUES: Final = (
    *("", "[]", "{}", "[[]]", "[{}]", "{a: b}", "~", "null", "yes", "no", "none", "unknown"),
    *("not established", "any", "''", '""', "|", ">", "- a", "a: b", "*a", "&a b", "!!str a"),
    *("{en: a}", "{ru: a}", "{en: ''}", "?", "a" * 300, "[a, a]", "{not_before: 2020-01-01}"),
)
_GRAMMAR: Final = Path(dsl.__file__).with_name("grammar.lark").read_text(encoding="utf-8")
WORDS: Final[tuple[str, ...]] = (
    *sorted(set(re.findall(r'"([a-z]+)"', _GRAMMAR))),
    *("{", "}", "(", ")", ",", ":", ">=", "<=", "=", '"', "days", "months", "years", "0", "18"),
)
_WORD: Final = re.compile(r"[^\W\d]\w*|\d+|[{}(),:\"]|>=|<=")
_NUMBER: Final = re.compile(r"\d+")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_KEY: Final = re.compile(r"(?<![\w-])([a-z_]+):(?=\s)")
_VALUE: Final = re.compile(r"(?<=: )[^\n]+")
_HOW_MANY: Final = (1, 1, 1, 2, 2, 3, 4)
"""How many changes are made to one text: mostly few, so that many texts can still be used."""

Change: TypeAlias = Callable[[str, Random], str]


class Mutator(Struct, frozen=True):
    """Changes texts; `lines`, `names` and `keys` are what it puts in place of others."""

    lines: Sequence[str]
    names: Sequence[str]
    keys: Sequence[str]

    def mutated(self, text: str, dice: Random) -> str:
        """A text with one to four changes."""
        changes = self._changes()
        for _ in range(dice.choice(_HOW_MANY)):
            text = dice.choice(changes)(text, dice)
        return text

    def mutated_sentence(self, text: str, dice: Random) -> str:
        """A sentence with one to four changes."""
        changes = (self._word, self._word, self._words_moved, _number, _character)
        for _ in range(dice.choice(_HOW_MANY)):
            text = dice.choice(changes)(text, dice)
        return text

    def _changes(self) -> Sequence[Change]:
        return (
            *(_character, _line_moved, self._line_put, _indented, _number, _date),
            *(self._key, self._key, self._value, self._value, self._word, self._word),
            *(self._words_moved, _cut),
        )

    def _line_put(self, text: str, dice: Random) -> str:
        """A line of another file in place of one, or before it."""
        lines = text.split("\n")
        at = dice.randrange(len(lines))
        lines[at : at + dice.randint(0, 1)] = [dice.choice(self.lines)]
        return "\n".join(lines)

    def _key(self, text: str, dice: Random) -> str:
        def other(found: re.Match[str]) -> str:
            return dice.choice(["", f"{found[1]}:", f"{dice.choice(self.keys)}:"])

        return _replaced(_KEY, text, dice, other)

    def _value(self, text: str, dice: Random) -> str:
        def other(_: re.Match[str]) -> str:
            return dice.choice(ODD_VALUES if dice.random() < 1 / 2 else self.names)

        return _replaced(_VALUE, text, dice, other)

    def _word(self, text: str, dice: Random) -> str:
        def other(found: re.Match[str]) -> str:
            word = dice.choice(WORDS if dice.random() < 1 / 2 else self.names)
            return dice.choice(["", f"{found[0]} {word}", f"{found[0]} {found[0]}", word, word])

        return _replaced(_WORD, text, dice, other)

    def _words_moved(self, text: str, dice: Random) -> str:
        """Two words change places."""
        found = list(_WORD.finditer(text))
        if len(found) < 2:
            return text
        one, two = sorted(dice.sample(range(len(found)), 2))
        first, second = found[one], found[two]
        between = text[first.end() : second.start()]
        return f"{text[: first.start()]}{second[0]}{between}{first[0]}{text[second.end() :]}"


def mutator(texts: Sequence[str]) -> Mutator:
    """A mutator that knows the lines and names of some texts, and every key that files may have."""
    lines = sorted({line for text in texts for line in text.split("\n")})
    names = sorted({name for text in texts for name in re.findall(r"[\w.-]+", text)})
    schemas = (
        instruments_schema(),
        pack_schema(),
        space_schema(),
        jurisdiction_schema(),
        statute_schema(),
        cases.schema(),
    )
    return Mutator(lines, names, sorted({key for schema in schemas for key in _keys(schema)}))


def _keys(schema: Any) -> set[str]:
    """Every key that a schema knows, however deep."""
    if isinstance(schema, list):
        return {key for item in schema for key in _keys(item)}
    if not isinstance(schema, dict):
        return set()
    here = schema.get("properties")
    own = set(here) if isinstance(here, dict) else set()
    return own | {key for item in schema.values() for key in _keys(item)}


def _replaced(
    pattern: re.Pattern[str], text: str, dice: Random, other: Callable[[re.Match[str]], str]
) -> str:
    """A text with one place that a pattern finds written otherwise."""
    found = list(pattern.finditer(text))
    if not found:
        return text
    chosen = dice.choice(found)
    return f"{text[: chosen.start()]}{other(chosen)}{text[chosen.end() :]}"


def _character(text: str, dice: Random) -> str:
    """A character more, less, or another one."""
    at = dice.randint(0, len(text))
    put = dice.choice(("", *ODD_CHARACTERS))
    return text[:at] + put + text[at + dice.randint(0, 1) :]


def _line_moved(text: str, dice: Random) -> str:
    """A line left out, written twice, or in another place."""
    lines = text.split("\n")
    line = lines.pop(dice.randrange(len(lines)))
    for _ in range(dice.randint(0, 2)):
        lines.insert(dice.randint(0, len(lines)), line)
    return "\n".join(lines)


def _indented(text: str, dice: Random) -> str:
    """A line further in or out."""
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    lines[at] = dice.choice([f"  {lines[at]}", f"\t{lines[at]}", lines[at][2:], lines[at].lstrip()])
    return "\n".join(lines)


def _number(text: str, dice: Random) -> str:
    return _replaced(_NUMBER, text, dice, lambda _: dice.choice(ODD_NUMBERS))


def _date(text: str, dice: Random) -> str:
    return _replaced(_DATE, text, dice, lambda _: dice.choice(ODD_DATES))


def _cut(text: str, dice: Random) -> str:
    """The text up to a place; now and then only."""
    return text[: dice.randint(0, len(text))] if dice.random() < 1 / 4 else text
