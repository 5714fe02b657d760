"""What a search on several processes sends to them: tables, positions and observations, compiled or not."""

import copy
import pickle
from typing import TypeVar, cast

import pytest

from rules import events, kernel
from rules.events import Event
from tests.properties.walks import every_size, table_of

T = TypeVar("T")


def sent(thing: T) -> T:
    """What arrives in another process."""
    return cast("T", pickle.loads(pickle.dumps(thing)))  # noqa: S301 (our own)


@every_size
def test_a_table_arrives_as_it_was(which: str) -> None:
    table = table_of(which)
    arrived = sent(table)
    assert arrived.acts.entries == table.acts.entries
    assert (arrived.id, arrived.numbers, arrived.programs) == (table.id, table.numbers, table.programs)
    assert kernel.legal(arrived, kernel.start(arrived)) == kernel.legal(table, kernel.start(table))


@every_size
def test_a_position_and_what_a_seat_knows_of_it_arrive_as_they_were(which: str) -> None:
    table = table_of(which)
    s = kernel.start(table)
    seen = kernel.observe(table, s, 0)
    assert sent(s).key() == s.key()
    assert sent(seen).key() == seen.key()


def test_what_happened_arrives_as_it_was() -> None:
    event = Event(events.PLEDGED, 5, 1, 2, 3, 4, 6)
    for other in (sent(event), copy.deepcopy(event)):
        assert (other.key(), other.audience) == (event.key(), event.audience)


def test_a_table_cannot_be_changed() -> None:
    numbers = table_of("two-banks micro").numbers
    with pytest.raises(AttributeError):
        numbers.turns = 3  # type: ignore[misc] # frozen, as it must refuse
