"""The cases that lie beside a pack: small laws with the verdicts they must get."""

from gapcheck.cases.coverage import Coverage
from gapcheck.cases.expected import Called, Expected
from gapcheck.cases.load import Case, load_cases, schema
from gapcheck.cases.mutants import Mutant, Mutants, mutate
from gapcheck.cases.run import Result, run
from gapcheck.cases.trial import Trial

__all__ = [
    "Called",
    "Case",
    "Coverage",
    "Expected",
    "Mutant",
    "Mutants",
    "Result",
    "Trial",
    "load_cases",
    "mutate",
    "run",
    "schema",
]
