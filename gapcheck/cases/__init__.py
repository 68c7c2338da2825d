"""The cases that lie beside a pack: small laws with the verdicts they must get."""

from gapcheck.cases.load import Case, Expected, load_cases, schema
from gapcheck.cases.run import Result, run

__all__ = ["Case", "Expected", "Result", "load_cases", "run", "schema"]
