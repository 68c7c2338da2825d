"""From the files of a jurisdiction to a checked profile."""

from gapcheck.profiles.claims import (
    Support,
    check_claims,
    check_reading_count,
    claim_entry,
    penalty,
)
from gapcheck.profiles.load import (
    decisions_schema,
    jurisdiction_schema,
    load_jurisdiction,
    statistics_schema,
    statute_schema,
)
from gapcheck.profiles.remarks import remarks
from gapcheck.profiles.setting import Law
from gapcheck.profiles.shape import HowRead
from gapcheck.profiles.statements import answer
from gapcheck.profiles.values import PenaltyEntry, PenaltyShape

__all__ = [
    "HowRead",
    "Law",
    "PenaltyEntry",
    "PenaltyShape",
    "Support",
    "answer",
    "check_claims",
    "check_reading_count",
    "claim_entry",
    "decisions_schema",
    "jurisdiction_schema",
    "load_jurisdiction",
    "penalty",
    "remarks",
    "statistics_schema",
    "statute_schema",
]
