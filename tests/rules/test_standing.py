"""Standing effects (§4.3) of the cards that are shipped."""

from __future__ import annotations

import pytest

from rules import kernel
from rules.effects import trigger
from tests.properties.walks import every_size, table_of


@every_size
def test_one_that_acts_once_ends_when_it_has_acted(which: str) -> None:
    """Compiled too, where an entry that is looked at is no longer the same object as the one that is kept."""
    table = table_of(which)
    once = [at for at, effect in enumerate(table.standings) if effect.once and effect.condition is None]
    if not once:
        pytest.skip("all act again and again, or on a condition")
    for effect in once:
        s = kernel.start(table)
        last = table.numbers.turns
        others = tuple((other, 1, last) for other, rule in enumerate(table.standings) if not rule.once)[:1]
        s.standing = ((effect, 0, last), *others, (effect, 1, last))
        trigger(table, s, table.standings[effect].when)
        assert s.standing == others
