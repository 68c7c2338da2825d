"""Values that compare by what they mean.

It knows which fields are beside the meaning: where something stands in a file, and how its proof is gathered.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct


class Meaningful(Struct, frozen=True, eq=False):
    """A value whose equality, hash and `repr` leave out the fields that are beside its meaning."""

    _beside: ClassVar = ("span", "pack_span", "prove", "observe")

    def __eq__(self, other: object) -> bool:
        """Compare the kind and what is meant."""
        return type(other) is type(self) and self._meaning() == other._meaning()

    def __ne__(self, other: object) -> bool:
        """Agree with equality; a struct would compare by identity."""
        return not self == other

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash((type(self), *self._meaning().values()))

    def __repr__(self) -> str:
        """Show what is meant."""
        told = (f"{name}={value!r}" for name, value in self._meaning().items())
        return f"{type(self).__name__}({', '.join(told)})"

    def _meaning(self) -> dict[str, object]:
        return {n: getattr(self, n) for n in self.__struct_fields__ if n not in self._beside}
