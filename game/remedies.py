"""What would make a refused action possible: a sentence for every code that the rules refuse with (rules/errors.py)."""

from __future__ import annotations

from typing import Final

from cards.language import N_, _
from rules.errors import RulesError

INFLUENCE_COMES: Final = N_(
    "Influence comes with a card played as capital, with a gift or an ask, and with each turn's income."
)
REMEDIES: Final = {
    "in-force": N_("It would take the collapse of this agreement (§5.4) before there is another to sign."),
    "called": N_("Next turn somebody may call again."),
    "short-of-influence": INFLUENCE_COMES,
    "party-absent": N_(
        "It has to come to a conference: by its own choice, or compelled by a lean or a card (§3.1, §4.2)."
    ),
    "cannot-ratify": N_(
        "Move the draft within its red line, raise its support, or have its backer lean on it over that issue (§4.2)."
    ),
    "no-clause": N_("It needs influence for a text or a gift, or somebody at the table who can pledge or pay."),
    "no-channel": N_("Propose openly, once the other is at the table."),
    "present": N_('Write "propose" instead: who is at the table is spoken to openly.'),
    "barred": N_("A bar lasts for one conference; next turn it can be reached."),
    "bound": N_('Answer "accept" or "decline"; declining costs nothing.'),
    "not-bound": N_('Answer "silence" or "break".'),
    "over": N_("Begin another game."),
    "not-chance": N_("Chance is drawn by the table; choose among your own actions."),
    "wrong-moment": N_('It may be possible in another part of the turn; "rules 2" tells their order.'),
    "speak": N_('A clause goes into a package: begin with "propose". All else has its own moment ("rules 2").'),
    "empty-package": N_('Add a clause, or "abandon".'),
    "building": N_('Finish the package first: "send" or "abandon".'),
    "set-of-orders": N_("Give each order once, one assault an area, and either stand-down or rearm."),
    "not-your-order": N_('Nothing will: it is not on this seat\'s list. "accord scenario show" prints the lists.'),
    "no-signatory": N_("It becomes possible when an agreement is in force that this seat has signed."),
    "closed-area": N_("Nothing will: the area is closed to orders for the whole game."),
    "not-your-side": N_("Name the side that this seat commands or backs."),
    "no-fight": N_("It would take a hostile side there, and one's own in the area or next to it."),
    "no-redeployment": N_("Send from an area with strength to a neighbour that is one's own and has fewer than 9."),
    "no-arms": N_(
        "The area must be held by that side and not besieged. "
        "Influence comes with a card played as capital, with a gift or an ask, and with each turn's income."
    ),
    "no-strength": N_("It becomes possible when that side has strength there: redeploy it, or arm it there."),
    "nothing-to-strike": N_("A strike needs the struck side to have strength in the area."),
    "not-hostile": N_("Nothing will: these two sides are not at war with each other in this scenario."),
    "out-of-reach": N_("Hold a neighbour of the area with strength of one's own in it first."),
    "package-full": N_("Drop a clause to make room for another."),
    "clause-order": N_("Write the clauses on one line; there they may stand in any order."),
    "pledge": N_("Only the makers that the pledge names can make it, and not while it runs already."),
    "not-named": N_("Whoever is named must be at the table; one who is absent is reached by a back channel alone."),
    "frozen": N_("The text moves again if the agreement collapses (§5.4)."),
    "channel-text": N_('Write "propose" instead; a text is changed in the open.'),
    "fixed": N_("Nothing will in this size; a longer one may leave the issue open."),
    "same-position": N_("Choose another position: the draft says that already."),
    "issue-twice": N_("Drop the other clause on that issue first."),
    "transfer-twice": N_("Change the amount of the transfer that is there."),
    "too-much": N_("Take less, or let it spend first: nobody keeps more than 12 influence."),
    "no-credibility": N_("Keeping a pledge that costs something raises credibility, and so do some cards."),
    "pledge-in-force": N_("It can be made anew when it has run out."),
    "not-besieging": N_("Only the commander of a side that besieges the area can let aid in."),
    "not-in-hand": N_('"hand" shows what is.'),
    "event-not-possible": N_("Wait until it holds, or use the card as capital or for a press move."),
    "not-your-move": N_('Use one of this seat\'s own press moves; "help" and the menu of the card list them.'),
    "nothing-to-condemn": N_("It becomes possible after a turn in which that seat gave a hostile order."),
    "no-aid": N_("It becomes possible when every besieger lets aid in, or the siege is lifted."),
    "last-turn": N_("Nothing will: the last conference has been held."),
}  # fmt: skip


def remedy(refusal: RulesError) -> str:
    """What would make it possible."""
    return _(REMEDIES.get(refusal.code, ""))
