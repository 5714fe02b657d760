"""Actions and chance outcomes as small integers (§11).

An action is its index in the scenario's `Catalogue`: a fixed list of (verb, a, b, c, d). The order of the list is the
canonical order: clauses of a package and orders of a set are ascending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from rules.integers import Int

# Conference (§3)
PROPOSE: Final = 0
CHANNEL: Final = 1  # a seat
TEXT: Final = 2  # a issue, b position
GIVE: Final = 3  # a seat, b amount
ASK: Final = 4  # a seat, b amount
PLEDGE: Final = 5  # a pledge
SEND: Final = 6
ABANDON: Final = 7
ACCEPT: Final = 8
DECLINE: Final = 9
SILENCE: Final = 10
BREAK: Final = 11
CALL: Final = 12
SIGN: Final = 13
REFUSE: Final = 14
PASS: Final = 15
# Sealed choices (§4.1)
CARD: Final = 16  # a card, b use
CARD_NONE: Final = 17
ORDER_ASSAULT: Final = 18  # a area, b side
ORDER_SUPPORT: Final = 19  # a area, b side
ORDER_REDEPLOY: Final = 20  # a area, b area
ORDER_ARM: Final = 21  # a area, b side
ORDER_FORTIFY: Final = 22  # a area
ORDER_STRIKE: Final = 23  # a area
ORDER_STAND_DOWN: Final = 24
ORDER_REARM: Final = 25
ORDER_HOLD: Final = 26
ATTEND: Final = 27
STAY_AWAY: Final = 28  # `absent`
# Choices at the reveal and in a crisis
CHOOSE_AN_AREA: Final = 29  # a area
CHOOSE_A_SEAT: Final = 30  # a seat
CHOOSE_AN_ISSUE: Final = 31  # a issue
CHOOSE_A_CARD: Final = 32  # a card
STAY: Final = 33
WITHDRAW: Final = 34
# Chance
DEAL_AGENDA: Final = 35  # a agenda
DEAL: Final = 36  # a card
HEADLINE: Final = 37  # a headline
BATTLE: Final = 38  # a seat, b area, c side, d draw -1, 0, +1
AIR: Final = 39  # a seat, b area, c 1 documented
STRIKE_DRAW: Final = 40  # a seat, b area, c 1 wrong
INSPECT: Final = 41  # a seat, b 1 hit
PICK_AREA: Final = 42  # a area
PICK_CARD: Final = 43  # a card

VERBS: Final = 44
FIRST_CHANCE: Final = DEAL_AGENDA
FIRST_ORDER: Final = ORDER_ASSAULT
LAST_ORDER: Final = ORDER_HOLD
TRANSFER_MAX: Final = 3
# Of the kinds of orders, in their order (§6, §11): assault, support, redeploy, arm, fortify, strike, stand-down, rearm
STEPS: Final[tuple[Int, ...]] = (4, 3, 1, 2, 2, 5, 1, 1)

Entry: TypeAlias = "tuple[Int, Int, Int, Int, Int]"


class Catalogue:
    """Every action of a scenario, both ways: `entries[action]` is (verb, a, b, c, d), `find` is its inverse.

    The tables `text[issue][position]`, `give[seat][amount]`, ... hold the actions by what they mean.
    """

    def __init__(
        self,
        seats: Int,
        sides: Int,
        positions: tuple[Int, ...],
        neighbours: tuple[tuple[Int, ...], ...],
        pledges: Int,
        cards: Int,
        headlines: Int,
        agendas: Int,
        uses: Int,
    ) -> None:
        """Number everything; of the uses of a card the first two are event and capital."""
        self.made_of = (seats, sides, positions, neighbours, pledges, cards, headlines, agendas, uses)
        self.entries: list[Entry] = []
        self.verb = b""
        self.a: tuple[Int, ...] = ()
        self.b: tuple[Int, ...] = ()
        self.area = b""  # a and b of an order again, in bytes, which are read quicker
        self.other = b""
        self.drawn = b""  # which of the outcomes of its draw it is: 0, 1, 2
        self.moment: tuple[Int, ...] = ()  # of an order: its step and within it its area (§6)
        areas = len(neighbours)
        issues = len(positions)
        self.propose = self._add(PROPOSE)
        self.channel = [self._add(CHANNEL, seat) for seat in range(seats)]
        self.first_clause = len(self.entries)
        self.text = [[self._add(TEXT, issue, at) for at in range(positions[issue])] for issue in range(issues)]
        self.give = [[-1, *[self._add(GIVE, seat, n) for n in range(1, TRANSFER_MAX + 1)]] for seat in range(seats)]
        self.ask = [[-1, *[self._add(ASK, seat, n) for n in range(1, TRANSFER_MAX + 1)]] for seat in range(seats)]
        self.pledge_from = len(self.entries)
        self.pledge = [self._add(PLEDGE, pledge) for pledge in range(pledges)]
        self.send = self._add(SEND)
        self.abandon = self._add(ABANDON)
        self.accept = self._add(ACCEPT)
        self.decline = self._add(DECLINE)
        self.silence = self._add(SILENCE)
        self.break_silence = self._add(BREAK)
        self.call = self._add(CALL)
        self.sign = self._add(SIGN)
        self.refuse = self._add(REFUSE)
        self.pass_turn = self._add(PASS)
        self.uses = uses
        self.first_card = len(self.entries)
        for card in range(cards):
            for use in range(uses):
                self._add(CARD, card, use)
        self.card_none = self._add(CARD_NONE)
        self.assault = [[self._add(ORDER_ASSAULT, area, side) for side in range(sides)] for area in range(areas)]
        self.support = [[self._add(ORDER_SUPPORT, area, side) for side in range(sides)] for area in range(areas)]
        self.redeploy = [[self._add(ORDER_REDEPLOY, area, to) for to in neighbours[area]] for area in range(areas)]
        self.arm = [[self._add(ORDER_ARM, area, side) for side in range(sides)] for area in range(areas)]
        self.fortify = [self._add(ORDER_FORTIFY, area) for area in range(areas)]
        self.strike = [self._add(ORDER_STRIKE, area) for area in range(areas)]
        self.stand_down = self._add(ORDER_STAND_DOWN)
        self.rearm = self._add(ORDER_REARM)
        self.hold = self._add(ORDER_HOLD)
        self.attend = self._add(ATTEND)
        self.stay_away = self._add(STAY_AWAY)
        self.choose_area = [self._add(CHOOSE_AN_AREA, area) for area in range(areas)]
        self.choose_seat = [self._add(CHOOSE_A_SEAT, seat) for seat in range(seats)]
        self.choose_issue = [self._add(CHOOSE_AN_ISSUE, issue) for issue in range(issues)]
        self.choose_card = [self._add(CHOOSE_A_CARD, card) for card in range(cards)]
        self.stay = self._add(STAY)
        self.withdraw = self._add(WITHDRAW)
        self.first_chance = len(self.entries)
        self.deal_agenda = [self._add(DEAL_AGENDA, agenda) for agenda in range(agendas)]
        self.deal = [self._add(DEAL, card) for card in range(cards)]
        self.headline = [self._add(HEADLINE, headline) for headline in range(headlines)]
        # The draw of a battle, an air strike or a strike: the first of its outcomes, the others follow
        self.battle = [
            [
                [self._add_outcomes(BATTLE, seat, area, side, (-1, 0, 1)) for side in range(sides)]
                for area in range(areas)
            ]
            for seat in range(seats)
        ]
        self.air = [[self._add_pair(AIR, seat, area) for area in range(areas)] for seat in range(seats)]
        self.strike_draw = [[self._add_pair(STRIKE_DRAW, seat, area) for area in range(areas)] for seat in range(seats)]
        self.inspect = [self._add_inspection(seat) for seat in range(seats)]
        self.pick_area = [self._add(PICK_AREA, area) for area in range(areas)]
        self.pick_card = [self._add(PICK_CARD, card) for card in range(cards)]
        self.verb = bytes([entry[0] for entry in self.entries])
        self.a = tuple([entry[1] for entry in self.entries])
        self.b = tuple([entry[2] for entry in self.entries])
        orders = [FIRST_ORDER <= entry[0] <= LAST_ORDER for entry in self.entries]
        self.area = bytes([self.a[at] if orders[at] else 0 for at in range(len(orders))])
        self.other = bytes([self.b[at] if orders[at] else 0 for at in range(len(orders))])
        self.drawn = bytes([drawn_at(entry) for entry in self.entries])
        self.moment = tuple([moment_of(entry, areas) for entry in self.entries])
        self.find: dict[Entry, int] = {entry: action for action, entry in enumerate(self.entries)}

    def __reduce__(self) -> tuple[type[Catalogue], tuple[object, ...]]:
        """To another process it goes as what it is made of."""
        return Catalogue, self.made_of

    def _add(self, verb: Int, a: Int = 0, b: Int = 0, c: Int = 0, d: Int = 0) -> Int:
        self.entries.append((verb, a, b, c, d))
        return len(self.entries) - 1

    def _add_outcomes(self, verb: Int, seat: Int, area: Int, side: Int, draws: tuple[Int, ...]) -> Int:
        first = len(self.entries)
        for draw in draws:
            self._add(verb, seat, area, side, draw)
        return first

    def _add_pair(self, verb: Int, seat: Int, area: Int) -> Int:
        first = self._add(verb, seat, area, 0)
        self._add(verb, seat, area, 1)
        return first

    def _add_inspection(self, seat: Int) -> Int:
        first = self._add(INSPECT, seat, 0)
        self._add(INSPECT, seat, 1)
        return first

    def __len__(self) -> int:
        """How many actions and chance outcomes the scenario knows."""
        return len(self.entries)

    def action(self, verb: Int, a: Int = 0, b: Int = 0, c: Int = 0, d: Int = 0) -> Int:
        """The action of that meaning; KeyError if the scenario has none."""
        return self.find[verb, a, b, c, d]

    def card(self, card: Int, use: Int) -> Int:
        """The action that seals a card with a use."""
        return self.first_card + card * self.uses + use


def drawn_at(entry: Entry) -> Int:
    """The place of an outcome among those of its draw; 0 of what is no draw of an order."""
    verb, _a, _b, c, d = entry
    if verb == BATTLE:
        return d + 1
    return c if verb in (AIR, STRIKE_DRAW) else 0


def moment_of(entry: Entry, areas: Int) -> Int:
    """When an order's turn comes: by step, within a step in map order; 0 of what is no order."""
    verb, area, _b, _c, _d = entry
    if not FIRST_ORDER <= verb < LAST_ORDER:
        return 0
    return STEPS[verb - FIRST_ORDER] * (areas + 1) + (0 if verb in (ORDER_STAND_DOWN, ORDER_REARM) else area + 1)
