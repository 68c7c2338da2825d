"""From pack files to a checked rulebook."""

from gapcheck.packs.load import (
    check_ids,
    instruments_schema,
    load_rulebook,
    pack_schema,
    space_schema,
)
from gapcheck.packs.questionnaires import load_questionnaires, questionnaires_schema

__all__ = [
    "check_ids",
    "instruments_schema",
    "load_questionnaires",
    "load_rulebook",
    "pack_schema",
    "questionnaires_schema",
    "space_schema",
]
