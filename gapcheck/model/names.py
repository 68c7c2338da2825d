"""What sentences may name, once the rules are known.

Knows how a rulebook looks to the checker of sentences. Does not read files.
"""

from __future__ import annotations

from collections.abc import Collection

from gapcheck.dsl.checker import Known, KnownFact, KnownSpace
from gapcheck.model.law import FactDefinition, Rulebook


def known_names(rulebook: Rulebook, cited: Collection[str] | None = None) -> Known:
    """Give what sentences may name; `cited` are the provisions and acts that they may quote.

    Without `cited`, what they quote is not checked.
    """
    return Known(
        {name: KnownSpace(v.space, v.kind) for name, v in rulebook.vocabularies.items()},
        {name: known_fact(fact) for name, fact in rulebook.facts.items()},
        cited,
    )


def known_fact(fact: FactDefinition) -> KnownFact:
    """Give a fact as the checker of sentences sees it."""
    return KnownFact(fact.kind, fact.unit, fact.choices)
