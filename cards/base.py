"""What all models of a scenario share: frozen, no unknown keys, and small checked types."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from cards.errors import did_you_mean, quoted
from cards.language import _

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 40
LIST_MAX = 64
NO_BREAK = "\u00a0\u202f"  # spaces at which no line ends
OPEN_LOW = -(10**6)  # the ends of a range that has none
OPEN_HIGH = 10**6

# Words that steps, conditions and the notation already use for something else
RESERVED = frozenset(
    {
        *("self", "chosen", "all", "others", "present", "absent", "signatories", "besiegers"),
        *("here", "there", "total", "none", "toll", "attention"),
    }
)


@dataclass(frozen=True)
class Prose:
    """Marks a text that people read: it is translated (`cards.prose`)."""

    apart: bool = False  # each place has a translation of its own, though the text may be the same
    longest: int = 0  # letters; for a text that stands in a column


@dataclass(frozen=True)
class Spoken:
    """Marks an id that people read as a word or two."""


@dataclass(frozen=True)
class Verbatim:
    """Marks a text that stays in the language in which it was written."""


class Base(BaseModel):
    """A frozen model; an unknown key is refused with the key that was probably meant."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def keys(cls) -> list[str]:
        """The keys of this table, as they are written."""
        return [field.alias or name for name, field in cls.model_fields.items()]

    @model_validator(mode="before")
    @classmethod
    def _know_every_key(cls, data: Any) -> Any:  # noqa: ANN401 - whatever the file says
        if not isinstance(data, dict):
            raise PydanticCustomError("table", _("should be a table"))
        if cls.model_config.get("extra") == "allow":
            return data
        keys = cls.keys()
        for key in data:
            if key not in keys:
                hint = did_you_mean(str(key), [k for k in keys if k not in data])
                raise PydanticCustomError(
                    "unknown_key",
                    _("unknown key {key}{hint}"),
                    {"key": quoted(key), "hint": hint, "at": str(key)},
                )
        return data


def _hundredths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _one_or_many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def on_one_line(text: str) -> bool:
    """Whether a text has no line ends and no control characters; spaces that do not break are welcome."""
    return all(letter.isprintable() or letter in NO_BREAK for letter in text)


def _one_line(value: str) -> str:
    if not on_one_line(value):
        raise PydanticCustomError("one_line", _("should be one line of plain text"))
    return value


def _not_reserved(value: str) -> str:
    if value in RESERVED:
        raise PydanticCustomError(
            "reserved", _("{word} means something else in steps; take another id"), {"word": quoted(value)}
        )
    return value


_ONE_OR_MANY = {
    "anyOf": [
        {"type": "string", "pattern": ID_PATTERN},
        {"type": "array", "items": {"type": "string", "pattern": ID_PATTERN}, "minItems": 1},
    ]
}

Int = Annotated[int, Strict()]
Bool = Annotated[bool, Strict()]
Small = Annotated[int, Strict(), Field(ge=0, le=99)]
"""A number of the rules."""
Shift = Annotated[int, Strict(), Field(ge=-9, le=9)]
"""A change by a few, negative for less."""
Limit = Annotated[int, Strict(), Field(ge=-999, le=999)]
"""An end of a range."""

Ref = Annotated[str, Field(pattern=ID_PATTERN, max_length=ID_LENGTH)]
"""A name of something: an id, or a word such as `self` or `here`."""
Id = Annotated[Ref, AfterValidator(_not_reserved)]
"""A name that is given here."""
Refs = Annotated[
    tuple[Ref, ...],
    Field(min_length=1, max_length=LIST_MAX),
    BeforeValidator(_one_or_many),
    WithJsonSchema(_ONE_OR_MANY),
]
"""One name or a list of them."""

Line = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_one_line), Prose()]
"""One sentence or two that players read."""
Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_one_line), Prose()]
"""A title or a name."""
Text = Annotated[str, Field(min_length=1, max_length=4000), Prose()]
"""A paragraph."""
Word = Annotated[Id, Spoken()]
"""A name that is given here and that players read."""
Citation = Annotated[str, Field(min_length=1, max_length=4000), Verbatim()]
"""Title, publisher, date and address of a source, in the source's own language."""
Sources = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+( [A-Za-z0-9-]+)*$", max_length=200)]
"""Ids of `sources.toml`, separated by spaces, or `invented`."""
Weight = Annotated[Decimal, Field(ge=-100, le=100, decimal_places=2), AfterValidator(_hundredths)]
"""A weight of at most two decimals."""


class Range(Base):
    """One or two of `is`, `below`, `at_most`, `at_least`."""

    is_: Limit | None = Field(None, alias="is")
    below: Limit | None = None
    at_most: Limit | None = None
    at_least: Limit | None = None

    @property
    def bounded(self) -> bool:
        """Whether any end is given."""
        return any(end is not None for end in (self.is_, self.below, self.at_most, self.at_least))

    @property
    def low(self) -> int:
        """The least number in the range."""
        ends = [end for end in (self.is_, self.at_least) if end is not None]
        return max(ends, default=OPEN_LOW)

    @property
    def high(self) -> int:
        """The greatest number in the range."""
        ends = [end for end in (self.is_, self.at_most) if end is not None]
        if self.below is not None:
            ends.append(self.below - 1)
        return min(ends, default=OPEN_HIGH)

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if self.low > self.high:
            raise PydanticCustomError("empty_range", _("no number satisfies both ends of this range"))
        return self


class FullRange(Range):
    """A range that must be given."""

    @model_validator(mode="after")
    def _is_given(self) -> Self:
        if not self.bounded:
            raise PydanticCustomError("no_range", _('says no range: add "is", "below", "at_most" or "at_least"'))
        return self
