"""How a check of one value says what is wrong with it, so that pydantic carries it out.

Knows nothing about files: whoever catches a mistake knows the place.
"""

from __future__ import annotations

from pydantic_core import PydanticCustomError

Mistake = PydanticCustomError


def mistake(
    code: str,
    message: str,
    help: str | None = None,  # noqa: A002 - the field of a diagnostic
    place: object = None,
) -> Mistake:
    """Make the error for a wrong value.

    `{key}` in the message becomes the key of the value, in backticks. `place` is the part of the
    value that is wrong, where it is not the whole.
    """
    return Mistake(
        code,
        "{message}",
        {"message": message, "help": help, "place": place},
    )
