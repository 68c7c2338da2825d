"""From a document to shapes and sentences, with diagnostics in the words of the author.

Knows how pydantic's findings are told, and how a sentence is taken out of a scalar. Does not know
which files there are, nor what is checked across them. It is the only door to pydantic's errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec.structs import replace
from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from gapcheck import yamldoc
from gapcheck.diagnostics import CODES, DASHES, Diagnostic, Label, long_dash, suggestion
from gapcheck.dsl import ast, parser
from gapcheck.shapes.place import (
    Place,
    PlacedList,
    PlacedMapping,
    PlacedText,
    StandIn,
    copied_into,
    placed,
    stand_in,
)
from gapcheck.source import Span

if TYPE_CHECKING:
    from typing import Self

    from gapcheck.yamldoc import Document, Steps

Tree = TypeVar("Tree")
SomeShape = TypeVar("SomeShape", bound="Shape")
Headings: TypeAlias = "Callable[[Steps], tuple[str, ...]]"
"""The legal headings that a path of a file stands under, widest first."""

_REPORTED = "reported"
_FEW = 12
_OF_WORDS = frozenset(
    {"enum", "wrong-name", "yes-or-no", "wrong-date", "wrong-quantity"}
    | {"invisible-character", "curly-quotes"}
)
"""What is found about single words, where what a word processor put into them says more."""


class Shape(BaseModel):
    """A mapping of a file with known keys; it reports what is wrong with it to its reader.

    A wrong value is replaced by the stand-in of its type, so that one mistake hides no other; no
    loader gives back what was built on stand-ins.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    _place: PlacedMapping = PrivateAttr()

    @property
    def place(self) -> PlacedMapping:
        """Where it stands, with its values as written."""
        return self._place

    def written(self, key: str) -> Place:
        """Give the value of a key as written; where there is none, the mapping itself."""
        return next((v for k, v in self._place.items() if k == key), self._place)

    @model_validator(mode="wrap")
    @classmethod
    def _report_mistakes(
        cls, value: object, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        reader: Reader = info.context  # type: ignore[assignment]
        kept = cls._without_unknown_keys(value, reader)
        try:
            shape = handler(kept)
        except ValidationError as error:
            found = error.errors(include_url=False)
            for one in found:
                reader.add(*_told(cls, value, one))
            shape = cls._with_stand_ins(kept, found, handler)
        if isinstance(value, PlacedMapping):
            shape._place = value  # noqa: SLF001 - our own, and not yet out of our hands
        return shape

    @classmethod
    def _without_unknown_keys(cls, value: object, reader: Reader) -> object:
        """Report the keys that the shape does not have, and go on without them."""
        if not isinstance(value, PlacedMapping):
            return value
        known = _key_names(cls)
        for key, of in value.items():
            if key not in known:
                reader.add(_unknown_key(key, known), of.path)
        return {key: of for key, of in value.items() if key in known}

    @classmethod
    def _with_stand_ins(
        cls, value: object, errors: Sequence[ErrorDetails], handler: ModelWrapValidatorHandler[Self]
    ) -> Self:
        """Read what remains, with stand-ins for what is wrong, so that it is checked as well."""
        wrong = {str(error["loc"][0]) for error in errors if error["loc"]}
        if not isinstance(value, dict) or not wrong:
            raise PydanticCustomError(_REPORTED, "reported already")
        remaining = {key: of for key, of in value.items() if key not in wrong}
        for name, field in cls.model_fields.items():
            key = field.alias or name
            texts = [each.text for each in field.metadata if isinstance(each, StandIn)]
            if key in wrong and texts:
                remaining[key] = stand_in(texts[0], value.get(key))
        try:
            return handler(remaining)
        except ValidationError:
            raise PydanticCustomError(_REPORTED, "reported already") from None


class Reader:
    """One file on its way to the model: its values, its headings, and what is wrong with it."""

    def __init__(self, document: Document, headings: Headings) -> None:
        self.document = document
        self.root = placed(document.root)
        self.diagnostics: list[Diagnostic] = []
        self._headings = headings

    def shape(self, kind: type[SomeShape]) -> SomeShape | None:
        """Read the whole file, without the parts that are wrong, which are reported."""
        try:
            return kind.model_validate(self.root, context=self)
        except ValidationError:
            return None

    def add(self, diagnostic: Diagnostic | None, path: Steps) -> None:
        """Note a diagnostic under the headings of a path."""
        if diagnostic is not None:
            self.diagnostics.append(replace(diagnostic, trail=self._headings(path)))

    def report(
        self,
        code: str,
        message: str,
        place: Place,
        help: str | None = None,  # noqa: A002 - the field of a diagnostic
        labels: Iterable[Label] = (),
    ) -> None:
        """Note what is wrong with a value."""
        self.add(Diagnostic(code, message, place.span, help, tuple(labels)), place.path)

    def mistaken(self, error: PydanticCustomError, place: Place) -> None:
        """Note what a check of a single value raised."""
        context = error.context or {}
        message = str(context["message"]).replace("{key}", _key(place))
        copied = copied_into(place) if isinstance(place, PlacedText) else None
        if copied:
            self.add(copied, place.path)
            return
        self.report(error.type, message, place, context["help"])

    def duty(self, text: PlacedText) -> ast.Duty | None:
        """Read what an element demands, reporting why it cannot be read."""
        tree = self._tree(text, parser.parse_duty)
        return None if isinstance(tree, Diagnostic) else tree

    def claim(self, text: PlacedText) -> ast.Claim | None:
        """Read what a provision does, reporting why it cannot be read."""
        tree = self._tree(text, parser.parse_claim)
        return None if isinstance(tree, Diagnostic) else tree

    def reviewed(self, text: PlacedText) -> ast.Reviewed | None:
        """Read which region was searched, reporting why it cannot be read."""
        tree = self._tree(text, parser.parse_reviewed)
        return None if isinstance(tree, Diagnostic) else tree

    def watch(self, text: PlacedText) -> ast.Watch | None:
        """Read which region a pack watches, reporting why it cannot be read."""
        tree = self._tree(text, parser.parse_watch)
        return None if isinstance(tree, Diagnostic) else tree

    def region(self, text: PlacedText) -> ast.Region | None:
        """Read a region that stands alone, reporting why it cannot be read."""
        tree = self._tree(text, parser.parse_region)
        return None if isinstance(tree, Diagnostic) else tree

    def _tree(self, text: PlacedText, parse: Callable[[parser.Text], Tree]) -> Tree | None:
        """Take the sentence out of its scalar and parse it; a diagnostic is reported here."""
        found = yamldoc.embedded(text.scalar)
        if isinstance(found, Diagnostic):
            self.add(found, text.path)
            return None
        tree = parse(parser.Text(found.text, found.span))
        if isinstance(tree, Diagnostic):
            self.add(tree, text.path)
        return tree

    def agreed(self, problems: Iterable[Diagnostic], place: Place) -> bool:
        """Report problems of a sentence; say whether there are none."""
        found = list(problems)
        for problem in found:
            self.add(problem, place.path)
        return not found

    def known(
        self, name: PlacedText, names: Iterable[str], code: str, message: str, advice: str = ""
    ) -> bool:
        """Check that a name is among those declared, reporting it with the nearest of them."""
        known = list(names)
        if name in known:
            return True
        near = suggestion(name, known) or advice or f"there are {listed(known)}"
        self.report(code, message, name, near if known or advice else None)
        return False


def listed(names: Iterable[str]) -> str:
    """Name a few names in backticks, and count the rest."""
    shown = [f"`{name}`" for name in names]
    rest = f" and {len(shown) - _FEW} more" if len(shown) > _FEW else ""
    return ", ".join(shown[:_FEW]) + rest


def sentence_span(text: PlacedText) -> Span:
    """Give the span of the words of a sentence, without the mark of a literal block."""
    found = yamldoc.embedded(text.scalar)
    return text.span if isinstance(found, Diagnostic) else found.span(0, len(found.text))


def json_schema(kind: type[Shape], title: str) -> dict[str, Any]:
    """Give the JSON schema of a kind of file, for editors."""
    schema = kind.model_json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | {key: value for key, value in schema.items() if key != "title"}


# --- What pydantic found, in our words ------------------------------------------------------------


def _told(kind: type[Shape], whole: object, error: ErrorDetails) -> tuple[Diagnostic | None, Steps]:
    """Tell one finding about a shape, with the path it stands at."""
    if error["type"] == _REPORTED:
        return None, ()
    context = error.get("ctx") or {}
    part = context.get("place")
    place: Place = error["input"] if part is None else part
    copied = copied_into(place) if isinstance(place, PlacedText) else None
    match error["type"]:
        case "missing":
            assert isinstance(whole, PlacedMapping)  # noqa: S101 - only mappings lack keys
            return _missing(kind, whole, str(error["loc"][-1])), whole.path
        case code if copied is not None and code in _OF_WORDS:
            return copied, place.path
        case "enum":
            return _not_among(place, re.findall(r"'([^']*)'", context["expected"])), place.path
        case "list_type" | "tuple_type" if place.span.text.startswith(tuple(DASHES)):
            start = place.span.start
            return long_dash(Span(place.span.file, start, start + 1)), place.path
        case "list_type" | "tuple_type":
            advice = "write each item on a line of its own after `- `, or `[]` for none"
            message = f"{_key(place)} takes a list"
            return Diagnostic("wrong-shape", message, place.span, advice), place.path
        case "dict_type" | "model_type":
            message = f"{_key(place)} takes keys of its own, one on each line"
            return Diagnostic("wrong-shape", message, place.span, _keys(kind, place)), place.path
        case code if code in CODES:
            message = context["message"].replace("{key}", _key(place))
            return Diagnostic(code, message, place.span, context["help"]), place.path
        case unforeseen:
            raise AssertionError(f"no words for what pydantic calls {unforeseen}")


def _missing(kind: type[Shape], whole: PlacedMapping, key: str) -> Diagnostic:
    field = next(f for name, f in kind.model_fields.items() if (f.alias or name) == key)
    advice = f"add `{key}: ...`" + (f": {field.description}" if field.description else "")
    return Diagnostic("missing-key", f"the key `{key}` is missing", whole.span, advice)


def _unknown_key(key: PlacedText, known: Sequence[str]) -> Diagnostic:
    advice = suggestion(key, known) or f"the keys here are {listed(known)}"
    return Diagnostic("unknown-key", f"no key `{key}` is known here", key.span, advice)


def _key_names(kind: type[Shape]) -> list[str]:
    return [field.alias or name for name, field in kind.model_fields.items()]


def _not_among(place: Place, words: list[str]) -> Diagnostic:
    advice = f"write {' or '.join(f'`{word}`' for word in words)}"
    if not isinstance(place, PlacedText):
        message = f"{_key(place)} takes one word"
        return Diagnostic("wrong-shape", message, place.span, advice)
    if not place:
        return Diagnostic("empty-text", f"{_key(place)} is empty", place.span, advice)
    near = suggestion(place, words) or advice
    return Diagnostic("unknown-word", f"{_key(place)} cannot be `{place}`", place.span, near)


def _key(place: Place) -> str:
    """Name a value: by its key, or as an item of a list."""
    if place.key is not None:
        return f"`{place.key.text}`"
    return "this item" if place.path else "the file"


def _keys(kind: type[Shape], place: Place) -> str | None:
    """List the keys that the shape takes, where it is itself what was looked for."""
    if isinstance(place, PlacedList):
        return "remove the dash before its first key"
    if place.key is not None and place.key.text in kind.model_fields:
        return None
    return f"its keys are {listed(_key_names(kind))}"
