"""Law 7: harm never pays (§8). No weight on toll is positive, and nothing that harm sets off benefits who caused it."""

from collections.abc import Iterator

from hypothesis import given

from rules import instructions as op
from rules import kernel, worth
from rules import scenario as to
from rules.instructions import Step
from rules.scenario import Scenario
from tests.properties.walks import Walk, every_size, examples, table_of, told, walks

HARMFUL_ORDERS = (to.ASSAULT, to.AIR_SUPPORT, to.STRIKE)
MANY = {op.WHO_SELF, op.WHO_ALL, op.WHO_PRESENT, op.WHO_ABSENT, op.WHO_SIGNATORIES, op.WHO_BESIEGERS}


@every_size
def test_law_7_nobody_gives_toll_a_positive_weight(which: str) -> None:
    table = table_of(which)
    outlooks = [*table.outlooks, *(agenda.outlook for agenda in table.agendas)]
    for outlook in outlooks:
        for term in outlook.terms:
            if term.kind == to.COUNT_TRACK and term.a == op.TOLL:
                assert term.weight <= 0, term.label


@every_size
def test_law_7_who_can_do_harm_gains_nothing_from_attention(which: str) -> None:
    """Harm raises attention (§6, §7), so attention may not be worth anything to a seat that can do it."""
    table = table_of(which)
    for seat in range(table.seats):
        if any(table.orders[seat][order] for order in HARMFUL_ORDERS):
            own = [agenda.outlook for agenda in table.agendas if agenda.seat == seat]
            for outlook in [table.outlooks[seat], *own]:
                for term in outlook.terms:
                    if term.kind == to.COUNT_TRACK and term.a == op.ATTENTION:
                        assert term.weight <= 0, (table.seat_ids[seat], term.label)


@every_size
def test_law_7_a_card_that_does_harm_gives_its_player_nothing(which: str) -> None:
    table = table_of(which)
    for at, card in enumerate(table.cards):
        steps = table.programs[card.program]
        if any(step.op == op.STEP_TOLL and step.by > 0 for step in steps):
            assert not [step for step in steps if benefits(table, step, card.seat)], table.card_ids[at]


def benefits(table: Scenario, step: Step, seat: int) -> bool:
    """Whether a step gives the seat something."""
    if step.op == op.STEP_METER:
        return step.by > 0 and bool({seat, *MANY} & set(step.who))
    if step.op == op.STEP_DRAW:
        return bool({seat, *MANY} & set(step.who))
    if step.op == op.STEP_STRENGTH:
        own = table.side_of[seat]
        return step.by > 0 if step.a == own else step.by < 0 and table.hostile[own][step.a]
    return False


@every_size
def test_law_7_nothing_that_harm_sets_off_benefits_its_author(which: str) -> None:
    """Home fronts, non-players, headlines and standing effects that ask for much toll or attention."""
    table = table_of(which)
    standing = [effect.program for effect in table.standings]
    guarded = [effect.program for effect in table.standings if asks_for_harm(effect.condition)]
    for program in [*table.home_fronts, *table.procedures, *(one.program for one in table.headlines), *standing]:
        for step in table.programs[program] if program in guarded else set_off_by_harm(table.programs[program]):
            for seat in range(table.seats):
                if any(table.orders[seat][order] for order in HARMFUL_ORDERS):
                    assert not benefits(table, step, seat), (table.seat_ids[seat], step)


def set_off_by_harm(steps: tuple[Step, ...]) -> Iterator[Step]:
    """The steps that are skipped unless there is much toll or attention."""
    for at, step in enumerate(steps):
        if step.op == op.STEP_UNLESS and asks_for_harm(step.condition):
            yield from steps[at + 1 : step.jump]


def asks_for_harm(condition: op.Condition | None) -> bool:
    """Whether a condition holds sooner with more toll or attention."""
    if condition is None:
        return False
    if condition.kind == op.IF_TRACK:
        return condition.a in (op.TOLL, op.ATTENTION) and condition.low > 0
    if condition.kind == op.IF_NOT:
        inner = condition.parts[0]
        return inner.kind == op.IF_TRACK and inner.a in (op.TOLL, op.ATTENTION)
    return any(asks_for_harm(part) for part in condition.parts)


@every_size
@given(walk=walks())
@examples(10)
def test_law_7_more_toll_makes_nobody_content(which: str, walk: Walk) -> None:
    game = walk.begin(which)
    table = game.table
    with told(game):
        for _ in game.moments():
            s = game.state
            if not game.look(0.5) or s.toll >= table.toll_max:
                continue
            worse = s.copy()
            worse.toll += 1
            for before, after in zip(kernel.returns(table, s), kernel.returns(table, worse), strict=True):
                assert after <= before
            for seat in range(table.seats):
                assert worth.no_deal(table, worse, seat) <= worth.no_deal(table, s, seat)
                for term, more in zip(
                    kernel.worth(table, s, seat).terms, kernel.worth(table, worse, seat).terms, strict=True
                ):
                    assert more.adds <= term.adds


@every_size
@given(walk=walks())
@examples(15)
def test_law_7_harm_of_this_turn_pays_nobody_at_its_close(which: str, walk: Walk) -> None:
    """One more harmed just before Consequences: after them nobody is better off than without, all else being equal."""
    game = walk.begin(which)
    table = game.table
    with told(game):
        for action in game.moments():
            s = game.state
            if not game.look(0.3):
                continue
            plain, worse = s.copy(), s.copy()
            area = game.die.randrange(table.areas)
            worse.harm[area] += 1
            kernel.step(table, plain, action)
            kernel.step(table, worse, action)
            if (plain.turn, plain.phase, plain.seat, plain.program) != (
                worse.turn,
                worse.phase,
                worse.seat,
                worse.program,
            ):
                continue  # it ended the game, or a card read the toll: then there is nothing to compare
            for before, after in zip(kernel.returns(table, plain), kernel.returns(table, worse), strict=True):
                assert after <= before
