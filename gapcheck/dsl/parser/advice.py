"""What to say when a text is no sentence: one friendly sentence for each way to get stuck.

It knows malformed snippets and the advice for each. The state of the parser at the mistake, not its wording,
decides which one fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lark import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from gapcheck.diagnostics import CURLY, Diagnostic, Label, curly_quotes, suggestion
from gapcheck.dsl.parser.grammar import RESERVED, Text, keywords, lark
from gapcheck.source import Span

_BRACES = "several values stand in braces: `in {a, b}`"
_JOINED = "tests are joined with `and` or `or`"
_ARTICLE = re.compile(r"\b(?:is|not|in)\s+(an?|the)\s+$")
_LISTED = re.compile(r"\bin\s+$")
_NEVER_CLOSED = re.compile(r"\{[^{}]*(?:\{|$)")
_NAME = re.compile(r"\w+")
_IN_REGION = re.compile(r"\bwhere\b")
_TEST = re.compile(r"\s*\w+\s+(?:is|in|not)\b")
_MISTAKES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "duty": {
        "a duty begins with `criminalize`, `aggravate`, `never punish`, `guarantee` or `establish`": (
            "covers x",
            "where",
            "x",
        ),
        "the name of a space is missing": (
            "criminalize",
            "guarantee where",
            "never punish",
            "criminalize where x is y",
        ),
        "write `never punish`": ("never x", "never"),
        "`one of` names a dimension, its values and the space: `one of measure in {...} of redress`": (
            "guarantee one of d in {v}",
            "guarantee one of",
            "guarantee one x",
            "guarantee one of d in {v} x",
        ),
        "a penalty test reads `punishable not only by fine` or `punishable by a maximum of at least 48 months`": (
            "criminalize x punishable",
            "criminalize x punishable not",
            "criminalize x punishable by fine",
            "criminalize x punishable not only by x",
        ),
        "after the space come `including each`, `where` and `punishable`, in this order": (
            "criminalize x y",
            "criminalize x where d is v including each e in {w}",
            "criminalize x is",
        ),
        "`including each` names a dimension and its values: `including each act in {recruitment, transfer}`": (
            "criminalize x including",
            "criminalize x including act",
            "criminalize x including each",
            "criminalize x including each d",
            "criminalize x including each d is v",
        ),
        "only `as a right` may follow": (
            "guarantee x as",
            "guarantee x as a",
            "guarantee x where d is v as right",
        ),
        "a fact is plain, compared (`>= 18 years`), or one of a list (`in {a, b}`)": (
            "establish x where d is v",
            "establish x y",
            "establish x >=",
            "establish x >= y",
            "establish x is",
        ),
        "numbers are written in digits: `punishable by a maximum of at least 4 years`": (
            "criminalize x punishable by a maximum of at least",
            "criminalize x punishable by a maximum of at least x",
        ),
        "a quantity is a whole number and `days`, `months` or `years`": (
            "establish x >= 18",
            "establish x >= 18 x",
        ),
    },
    "claim": {
        "a claim begins with `covers`, `defines`, `grants`, `exempts`, `extends`, `applies`, `releases` or `lead`": (
            "criminalize x",
            "x",
            "on reading r: lead x",
            "where",
        ),
        "a reading is named before the claim: `on reading NAME: covers ...`": (
            "on",
            "on reading",
            "on reading r covers x",
        ),
        "the name of a space is missing": (
            "covers",
            "grants where d is v",
            "lead",
            "exempts from every law",
        ),
        'an exemption says from what: `from this article`, `from this act`, `from every law` or `from {"..."}`': (
            "exempts x",
            "exempts x where d is v",
            "exempts x from",
            "exempts x from law",
            "exempts x from this",
            "exempts x from every",
        ),
        "an extension reads `extends SPACE to DIMENSION is VALUE`": (
            "extends x",
            "extends x to",
            "extends x to d",
            "extends x where d is v",
            "extends x d is v",
        ),
        'a tool applies `to every offence`, `to offences with a maximum of ...` or `to offences under {"..."}`': (
            "applies x",
            "applies x to",
            "applies x to offences",
            "applies x to every",
            "applies x to x",
        ),
        "tails stand in this order: `where`, `not established`, `requiring`, `as defined in`": (
            "covers x requiring {c} not established d",
            'covers x as defined in "p" where d is v',
            "covers x y",
            "covers x on condition of {c}",
            "covers x not d",
        ),
        "`not established` names the dimensions that the source leaves open": (
            "covers x not established",
            "covers x not established {d}",
        ),
        "conditions stand in braces: `requiring {profit}`": (
            "covers x requiring",
            "covers x requiring c",
            "grants x on condition of c",
            "grants x on",
            "grants x on condition",
        ),
        "`as defined in` names a provision in quotes": (
            "covers x as",
            "covers x as defined in",
            "covers x as defined in p",
        ),
        "a grant ends `as a right` or `at discretion`": (
            "grants x as",
            "grants x at",
            "grants x as a",
            "grants x y",
        ),
        "a penalty test reads `for offences with a maximum of at least 24 months`": (
            "extends x to d is v for",
            "extends x to d is v for offences",
            "extends x to d is v with",
        ),
    },
    "reviewed": {
        "a review reads `reviewed SPACE where ...`": (
            "x",
            "reviewed",
            "reviewed where",
            "reviewed x y",
            "covers x",
        )
    },
    "watch": {
        "a watch reads `watch SPACE where ...`": (
            "x",
            "watch",
            "watch where",
            "watch x y",
            "covers x",
        )
    },
}
_REGION_MISTAKES: Mapping[str, tuple[str, ...]] = {
    "a test is missing here": (
        "",
        "and",
        "d is v and",
        "d is v or",
        "not",
        "()",
        "(",
        "d is v and and d is v",
    ),
    "a dimension needs `is` or `in` and a value": (
        "d",
        "d v",
        "d not",
        "d not v",
        "d d is v",
        "d and e is v",
        "d )",
    ),
    "a value is missing": (
        "d is",
        "d in",
        "d is not",
        "d not in",
        "d is and",
        "d is (v)",
        "d in any",
        "d in {}",
        "d in {v,}",
        "d in {,",
    ),
    _BRACES: (
        "d in v, w",
        "d not in v, w",
    ),
    "`is` takes one value; several stand in braces after `in`": (
        "d is {v}",
        "d is not {v}",
        "d is in {v}",
    ),
    "values in braces are parted by commas": (
        "d in {v w}",
        "d in {v or w}",
        "d in {v and w}",
        "d in {v, w u}",
    ),
    "a bracket is not closed": ("(d is v", "(d is v or e is v"),
    _JOINED: (
        "d is v e is w",
        "d is v, e is w",
        "d in {v} e is v",
        "d is any e is v",
    ),
}


def diagnosed(start: str, text: Text, stuck: UnexpectedInput) -> Diagnostic:
    """Say in a friendly sentence where and why the text is no sentence of the language."""
    begin, end = _extent(text.text, stuck)
    found = text.text[begin:end]
    span = text.span_of(begin, end)
    if found and found in CURLY:
        return curly_quotes(span)
    if begin < end and _is_first(text.text[:begin], found, start):
        message = f"a sentence does not begin with `{found}`"
        return Diagnostic("syntax", message, span, help=_misspelt(found, stuck) or _first(start))
    brace = text.text.rfind("{", 0, begin)
    if brace > text.text.rfind("}", 0, begin) and _NEVER_CLOSED.match(text.text, brace):
        return _brace_not_closed(text.span_of(brace, brace + 1), span)
    if isinstance(stuck, UnexpectedCharacters):
        return Diagnostic(
            "syntax", f"`{found}` is not a word of the language", span, help=_word_advice(found)
        )
    message = "the sentence ends too early" if not found else f"did not expect `{found}` here"
    if found in RESERVED and isinstance(stuck, UnexpectedToken) and "NAME" in stuck.accepts:
        message = f"`{found}` is a reserved word and cannot be a name"
    return Diagnostic(
        "syntax",
        message,
        span,
        help=_around(text.text, begin, end)
        or _misspelt(found, stuck)
        or _advice(start, found, stuck),
    )


def _brace_not_closed(brace: Span, stopped: Span) -> Diagnostic:
    labels = (Label(stopped, "reading stopped here"),) if stopped.text else ()
    advice = "write `}` after the last value of the list"
    return Diagnostic("syntax", "the brace `{` is not closed", brace, advice, labels)


def _extent(text: str, stuck: UnexpectedInput) -> tuple[int, int]:
    if isinstance(stuck, UnexpectedToken) and stuck.token.type == "$END":
        end = len(text.rstrip())
        return end, end
    position: object = stuck.pos_in_stream
    begin = position if isinstance(position, int) else 0
    if isinstance(stuck, UnexpectedToken):
        return begin, begin + len(str(stuck.token))
    word = re.match(r"\w+|.", text[begin:])
    return begin, begin + (word.end() if word else 0)


def _word_advice(found: str) -> str:
    if found[:1].isupper() and found.isascii():
        return f"names and keywords are written in small letters: `{found.lower()}`"
    if found == "[":
        return _BRACES
    if found == '"':
        return "a quoted provision stands on one line between two quotation marks"
    if not found.isascii():
        return "names are written in Latin small letters; other scripts belong into titles and quotations"
    return "names hold small letters, digits and underscores"


def _misspelt(found: str, stuck: UnexpectedInput) -> str | None:
    if not isinstance(stuck, UnexpectedToken):
        return None
    expected = sorted(k for k in keywords() if k.upper() in stuck.accepts)
    return suggestion(found, expected) if found not in keywords() else None


def _is_first(before: str, found: str, start: str) -> bool:
    """Whether a word stands first in a sentence, and none of its kind begins so."""
    if before.strip() or start not in _MISTAKES:
        return False
    return found.casefold() not in set(re.findall(r"[a-z]+", _first(start))) & keywords()


def _first(start: str) -> str:
    """What is said first of all of a kind of sentence: the words with which it begins."""
    return next(iter(_MISTAKES[start]))


def _around(text: str, begin: int, end: int) -> str | None:
    """The advice where the words before and after say more than the state of the parser."""
    before, found, after = text[:begin], text[begin:end], text[end:]
    article = _ARTICLE.search(before)
    if article is not None and _NAME.fullmatch(found):
        return f"leave out `{article[1]}`"
    if found == "(" and _LISTED.search(before):
        return _BRACES
    if found != "," or not _IN_REGION.search(before):
        return None
    if _TEST.match(after) or before.rstrip().endswith("}"):
        return _JOINED
    return _BRACES


def _advice(start: str, found: str, stuck: UnexpectedInput) -> str | None:
    """The advice of the snippet that got stuck in the same way; the same word says more than the state.

    A keyword of a tail is out of order sooner than out of a region.
    """
    if not isinstance(stuck, UnexpectedToken):
        return None
    tables = (start, "region") if found in keywords() - RESERVED else ("region", start)
    alike = [
        (advice, kind)
        for table in tables
        for advice, state, kind in _stuck(table, start)
        if state == _state(stuck)
    ]
    same_word = [advice for advice, kind in alike if kind == stuck.token.type]
    return next(iter([*same_word, *(advice for advice, _ in alike)]), None)


def _state(stuck: UnexpectedToken) -> int:
    """Where in the grammar the parser stood."""
    return int(stuck.state.position)


@cache
def _stuck(table: str, start: str) -> tuple[tuple[str, int, str], ...]:
    """For each snippet of a table: its advice, and the state and kind of word at which it gets stuck."""
    found = []
    for advice, snippets in _examples(table, start).items():
        for snippet in snippets:
            try:
                lark().parse(snippet, start=start)
            except UnexpectedToken as mistake:
                found.append((advice, _state(mistake), mistake.token.type))
            except UnexpectedInput:
                continue
    return tuple(found)


@cache
def _examples(table: str, start: str) -> Mapping[str, list[str]]:
    if table != "region":
        return {advice: list(snippets) for advice, snippets in _MISTAKES.get(table, {}).items()}
    lead_in = {
        "duty": "criminalize x where ",
        "claim": "covers x where ",
        "reviewed": "reviewed x where ",
        "watch": "watch x where ",
    }
    before = lead_in.get(start, "")
    return {
        advice: [before + snippet for snippet in snippets]
        for advice, snippets in _REGION_MISTAKES.items()
    }
