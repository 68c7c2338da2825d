"""From pack files to a checked rulebook."""

from gapcheck.packs.load import instruments_schema, load_rulebook, pack_schema, space_schema
from gapcheck.shapes import known_names

__all__ = [
    "instruments_schema",
    "known_names",
    "load_rulebook",
    "pack_schema",
    "space_schema",
]
