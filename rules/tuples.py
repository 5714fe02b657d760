"""Tuples of whole numbers, of which one is replaced or one more is added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from rules.integers import Int

PLACES_MAX: Final = 60  # as many as a mask has
# The places in a tuple, by its length: compiled, a tuple made by going through another is made in one piece
PLACES: Final = tuple([tuple(range(length)) for length in range(PLACES_MAX + 1)])


def put(values: tuple[Int, ...], index: Int, value: Int) -> tuple[Int, ...]:
    """`values` with one of them replaced."""
    places: tuple[Int, ...] = PLACES[len(values)]
    # As objects: compiled, the other numbers are handed on as they are
    kept: tuple[object, ...] = values
    new: object = value
    return cast("tuple[Int, ...]", tuple(new if at == index else kept[at] for at in places))


def grown(values: tuple[Int, ...], value: Int) -> tuple[Int, ...]:
    """`values` and one more; most have none yet."""
    return values + (value,) if values else (value,)  # noqa: RUF005 (compiled, unpacking goes by way of a list)


def joined(entries: tuple[tuple[Int, ...], ...], entry: tuple[Int, ...]) -> tuple[tuple[Int, ...], ...]:
    """The same of whole entries."""
    return entries + (entry,) if entries else (entry,)  # noqa: RUF005 (as above)
