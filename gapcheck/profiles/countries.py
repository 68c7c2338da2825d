"""The countries and territories of ISO 3166 with their names in the languages of the United Nations and their regions.

It knows a table and reads it once. It does not know which of them has a profile.

Source: United Nations, Standard Country or Area Codes for Statistical Use (M49), and UNTERM for the names, as carried
by the Countries and Territories Taxonomy of the Humanitarian Data Exchange (hdx-python-country 4.2.5); Taiwan and
territories without an UNTERM entry have the names of M49, if any.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

_TABLE = Path(__file__).with_name("countries.csv")
_LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
_FREE = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")
"""The codes that ISO 3166 leaves to users, for what is invented or has no code of its own."""


class Country(Struct, frozen=True):
    """A country or territory; the region is that of M49, by its name."""

    code: str
    names: Mapping[str, str]
    region: str


def country(code: str) -> Country | None:
    """Give the country of a three-letter code; none for codes that are free or mean nothing."""
    return _table().get(code)


def is_code(code: str) -> bool:
    """Tell whether a code belongs to a country or territory, or is one of those left to users."""
    return code in _table() or _FREE.fullmatch(code) is not None


def code_of(name: str) -> str | None:
    """Give the code of a country or territory by its name in any of the languages."""
    wanted = name.casefold()
    for code, found in _table().items():
        if wanted in (own.casefold() for own in found.names.values()):
            return code
    return None


def codes_like(name: str) -> list[str]:
    """The codes of countries whose English name begins with the first word of a name."""
    first = name.casefold().split()[:1]
    return [
        code
        for code, found in _table().items()
        if first and found.names.get("en", "").casefold().startswith(first[0])
    ]


@cache
def _table() -> Mapping[str, Country]:
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {row["code"]: _country(row) for row in csv.DictReader(rows)}


def _country(row: Mapping[str, str]) -> Country:
    names = {language: row[language] for language in _LANGUAGES if row[language]}
    return Country(row["code"], names, row["region"])
