"""Sentences of the war: who attacked whom with what, what it came to, and the people who came to harm."""

from typing import Final

from cards.language import N_, _
from game.words import Words, listed
from rules import events
from rules.events import Event
from rules.scenario import NOBODY

RESULTS: Final = {  # of a battle, by attack - defence held to -3..3 (§6)
    3: N_("the draw was {draw}: attack {attack}, defence {defence}; the defender lost 2"),
    2: N_("the draw was {draw}: attack {attack}, defence {defence}; the defender lost 1"),
    1: N_("the draw was {draw}: attack {attack}, defence {defence}; the defender lost 1"),
    0: N_("the draw was {draw}: attack {attack}, defence {defence}; both sides lost 1"),
    -1: N_("the draw was {draw}: attack {attack}, defence {defence}; the attacker lost 1"),
    -2: N_("the draw was {draw}: attack {attack}, defence {defence}; the attacker lost 1"),
    -3: N_("the draw was {draw}: attack {attack}, defence {defence}; the attacker lost 2"),
}
HARM: Final = {
    events.TOLL_ASSAULT: N_("people came to harm {where} in the assault (toll {n})"),
    events.TOLL_AIR: N_("people came to harm {where} from the air (toll {n})"),
    events.TOLL_STRIKE: N_("people came to harm {where} in the strike (toll {n})"),
    events.TOLL_SIEGE: N_("people came to harm {where} under the siege (toll {n})"),
}
ANY_HARM: Final = N_("people came to harm {where} (toll {n})")
ANY_HARM_LAID: Final = N_("people came to harm {where} (toll {n}, laid to {seat})")
HARM_LAID: Final = {
    events.TOLL_ASSAULT: N_("people came to harm {where} in the assault (toll {n}, laid to {seat})"),
    events.TOLL_AIR: N_("people came to harm {where} from the air (toll {n}, laid to {seat})"),
    events.TOLL_STRIKE: N_("people came to harm {where} in the strike (toll {n}, laid to {seat})"),
    events.TOLL_SIEGE: N_("people came to harm {where} under the siege (toll {n}, laid to {seat})"),
}


# Operations (§6)


def attacked(w: Words, e: Event) -> str:
    area, defender = divmod(e.a, w.table.sides)
    parts = [_("{n} of its own there").format(n=e.b)] if e.b else []
    parts += [_("{n} lent from next to it").format(n=e.c)] if e.c else []
    parts += [_("{n} from the air").format(n=e.d)] if e.d else []
    told = (
        _("{seat} attacked {side} {where} with {n}: {parts}")
        if e.b
        else _("{seat} attacked {side} {where} from outside with {n}: {parts}")
    )
    return told.format(
        seat=w.seat(e.seat), side=w.side(defender), where=w.where(area), n=e.b + e.c + e.d, parts=listed(parts)
    )


def defended(w: Words, e: Event) -> str:
    area, side = divmod(e.a, w.table.sides)
    fortified, besieged, terrain = e.c & 1, e.c >> 1, w.table.terrain[area]
    parts = [_("{n} there").format(n=e.b)]
    parts += [_("1 for fortifications")] if fortified else []
    parts += [_("{n} from the air").format(n=e.d)] if e.d else []
    parts += [_("{n} for the ground").format(n=terrain)] if terrain else []
    parts += [_("1 less under siege")] if besieged else []
    return _("{side} defended with {n}: {parts}").format(
        side=w.side(side), n=e.b + fortified + e.d + terrain - besieged, parts=listed(parts)
    )


def battle(_w: Words, e: Event) -> str:
    result = RESULTS[max(-3, min(3, e.b - e.c + e.d))]
    return _(result).format(draw=f"{e.d:+d}" if e.d else "0", attack=e.b, defence=e.c)


def strength(w: Words, e: Event) -> str:
    told = _("{side} gained {n} {where}, now {now}") if e.c > 0 else _("{side} lost {n} {where}, now {now}")
    return told.format(side=w.side(e.b), n=abs(e.c), where=w.where(e.a), now=e.d)


def control(w: Words, e: Event) -> str:
    if e.c == NOBODY:
        return _("{area} came under the control of {side}").format(area=w.area(e.a), side=w.side(e.b))
    return _("{area} passed from {other} to {side}").format(area=w.area(e.a), other=w.side(e.c), side=w.side(e.b))


def appeared(w: Words, e: Event) -> str:
    if e.a == NOBODY:
        return _("a hidden reserve of {seat} had nowhere to appear and is lost").format(seat=w.seat(e.seat))
    told = _("a hidden reserve of {seat}, {n} strong, appeared {where}")
    return told.format(seat=w.seat(e.seat), n=e.b, where=w.where(e.a))


# People (§7)


def toll(w: Words, e: Event) -> str:
    told = {"where": w.where(e.a), "n": f"{e.b:+d}"}
    if e.b < 0:
        return _("fewer people came to harm {where} (toll {n})").format(**told)
    if e.seat == NOBODY:
        return _(HARM.get(e.c, ANY_HARM)).format(**told)
    laid = _(HARM_LAID.get(e.c, ANY_HARM_LAID))
    return laid.format(**told, seat=w.seat(e.seat))


def siege(w: Words, e: Event) -> str:
    if e.c:
        told = (
            _("{area}, besieged by {seats}, was let supplies in")
            if e.d
            else _("{area}, besieged by {seats}, had no supplies let in")
        )
        return told.format(area=w.area(e.a), seats=w.seats(e.c))
    told = _("{area}, besieged, was let supplies in") if e.d else _("{area}, besieged, had no supplies let in")
    return told.format(area=w.area(e.a))


def settled(w: Words, e: Event) -> str:
    told = (
        _("people harmed this turn: {n}; since the game began: {toll} of {limit}")
        if e.a
        else _("nobody was counted as harmed this turn; since the game began: {toll} of {limit}")
    )
    return told.format(n=e.a, toll=e.b, limit=w.table.toll_max)
