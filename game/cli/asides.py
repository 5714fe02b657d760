"""What can be typed at any prompt beside the choices: looking things up, taking back, saving, leaving."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cards.grammar import Name, isolated
from cards.language import N_, _
from game import markdown, notation, pages, rulebook, table
from game.errors import UserError, in_words
from game.paper import left, linear, wrapped
from game.proposal import Proposal
from game.remedies import remedy
from game.slips import SEALED
from game.vocabulary import FIRST_WORDS
from game.words import labelled
from rules import kernel
from rules.errors import RulesError
from rules.scenario import NOBODY

if TYPE_CHECKING:
    from game.cli.hotseat import Hotseat

HELP: Final = N_(
    'Choose by number, or write what you do: "pass", "{text}", or in one line "propose {text}; {ask}". Words may be '
    'shortened. A question mark at the end of a line lists how it may go on: "propose text ?".'
)
WORDS: Final = {
    "table": N_("the table on one screen"),
    "map, areas": N_("the map; area by area"),
    "draft, issues": N_("the text; all positions"),
    "ledger, discards": N_("pledges in force; cards that were played"),
    "history": N_("what happened so far"),
    N_("card NAME"): N_("a card's text"),
    "rules 3.3": N_("a section of the rulebook"),
    N_("why LINE"): N_("why a line is not possible, and what it would take"),
    N_("look [SEAT]"): N_("a private look at one's hand, agenda and worth"),
    "hand, worth": N_("the same pages, in private only"),
    "advice": N_("what a bot would do here and why, in private only"),
    "undo": N_("take back your last step"),
    "slips": N_("type in choices that were written on paper (the teacher)"),
    N_("save [FILE]"): N_("all is saved anyway; with FILE, write a copy of the record"),
    "clock, pause": N_("the time that is left; stop the clocks, hide the board"),
    "quit": N_("leave; the game goes on where it stopped"),
}
WIDEST_WORDS: Final = 20
PRIVATE: Final = ("hand", "worth", "agenda", "advice")
WAITING: Final = ("undo", "slips")  # words that change something, and wait for a question
MOVERS: Final = ("why", "undo")  # they tell of what may be played, or has been
Aside = Callable[[int, str], None]  # who asks, and what follows the word


class Quit(Exception):  # noqa: N818 (somebody's wish)
    """Enough for today."""


class Asides:
    """The words that change nothing in the game, but for `undo`."""

    def __init__(self, seat: "Hotseat") -> None:
        self._at = seat
        self._show = seat.screen.show
        self._words: dict[str, Aside] = {
            "?": self._help,
            "help": self._help,
            "table": lambda _seat, _rest: self._show(seat.open_table()),
            "map": lambda _seat, _rest: self._open_page(table.map_of),
            "areas": lambda _seat, _rest: self._open_page(table.areas),
            "neighbours": lambda _seat, _rest: self._show(partial(table.neighbours, seat.w)),
            "draft": lambda _seat, _rest: self._open_page(table.draft),
            "issues": lambda _seat, _rest: self._open_page(table.issues),
            "ledger": lambda _seat, _rest: self._open_page(table.ledger),
            "discards": lambda _seat, _rest: self._open_page(table.discards),
            "hand": self._hand,
            "agenda": self._hand,
            "worth": self._worth,
            "advice": self._advice,
            "why": self._why,
            "rules": self._rules,
            "card": self._card,
            "history": self._history,
            "look": self._look,
            "undo": self._undo,
            "slips": lambda _seat, _rest: seat.slips(),
            "save": self._save,
            "clock": lambda _seat, _rest: seat.screen.line(f"  {seat.screen.clock}."),
            "pause": self._pause,
            "quit": self._quit,
        }

    def hear(self, seat: int, text: str, *, private: bool) -> bool:
        """Do what `text` asks for, if it is one of these words; UserError if it cannot be done."""
        word, _gap, rest = text.partition(" ")
        word, rest = word.casefold(), rest.strip()
        if text.endswith("?") and len(text) > 1:
            self._at.suggest(list(self._words) if self._is_secret(seat, private=private) else self._lines(seat), text)
            return True
        if word == "card" and rest and not self._is_card(rest):
            self._refuse_no_card(rest)
            return False
        if word not in self._words or (word == "card" and not rest):
            return self._forgive(word, rest)
        if word in MOVERS and self._is_secret(seat, private=private):
            raise UserError(
                _('"{word}" is for the seat that chooses now').format(word=word),
                right=_("it has a private page for it"),
            )
        if word in PRIVATE and not private:
            raise UserError(_('"{word}" is for a private page').format(word=word), right=_('"look" gives you one'))
        if word == "look" and private:
            word = "hand"
        self._words[word](seat, rest)
        return True

    def beside(self, text: str, asked: bool = False) -> bool:  # noqa: FBT001, FBT002 (see Prompts.pause)
        """What is typed where only Enter is waited for: something to be looked up. Whether it was.

        What is more has to wait; `asked`: for the question that follows, so nothing is said.
        """
        at = self._at
        private = at.visitor != NOBODY
        seat = at.visitor if private else max(at.session.to_move, 0)
        looked: list[bool] = []
        at.heeding(lambda: looked.append(self._look_up(seat, text, private=private, waits=asked)))
        return looked != [False]

    def _look_up(self, seat: int, text: str, *, private: bool, waits: bool) -> bool:
        if text.partition(" ")[0].casefold() not in WAITING and self.hear(seat, text, private=private):
            return True
        if not waits:
            raise too_early(text)
        return False

    def _is_secret(self, seat: int, *, private: bool) -> bool:
        """Whether what may be played now, or has just been, is none of the business of those who read this page."""
        session = self._at.session
        return session.state.phase in SEALED and not (private and session.to_move == seat)

    def _forgive(self, word: str, rest: str) -> bool:
        """A mistyped word of these is asked again rather than taken for a line of the game."""
        legal = notation_words(self._at)
        if word == "card" and not rest and word not in legal:
            raise UserError(_("which card?"), right=_('write its name after it: "card NAME"'))
        near = [] if rest else get_close_matches(word, [*legal, *self._words], n=1, cutoff=0.7)
        known = word in FIRST_WORDS  # it may belong to another part of the turn
        if near and near[0] not in legal and not known and not any(start.startswith(word) for start in legal):
            raise UserError(
                _('there is no "{word}"').format(word=word[:20]), right=_('did you mean "{word}"?').format(word=near[0])
            )
        return False

    def _open_page(self, page: table.Page) -> None:
        self._show(partial(page, self._at.w, self._at.sheets.observe(NOBODY)))

    def _help(self, seat: int, _rest: str) -> None:
        acts, table = self._at.table.acts, self._at.table
        ask = next(action for action in acts.ask[(seat + 1) % table.seats] if action >= 0)
        examples = {"text": notation.format_action(table, acts.text[0][1]), "ask": notation.format_action(table, ask)}
        introduction = _(HELP).format(**examples)
        self._show(lambda: _help_page(introduction))

    def _hand(self, seat: int, _rest: str) -> None:
        self._show(partial(self._at.sheets.hand, seat))

    def _worth(self, seat: int, _rest: str) -> None:
        self._show(partial(self._at.sheets.worth, seat))

    def _advice(self, seat: int, _rest: str) -> None:
        at = self._at
        if not at.manner.advice:
            raise UserError(_("advice is switched off for this game"), right=_("the choice is yours"))
        if at.session.to_move != seat:
            raise UserError(_("there is nothing to decide for this seat now"), right=_("ask when it is its turn"))
        with at.screen.thinking(Name(_("the bot that gives advice"))):
            advice = at.sheets.advice(seat)
        self._show(advice)

    def _lines(self, seat: int) -> list[str]:
        """What may be written now; with every clause that a package could begin with."""
        at = self._at
        if at.session.to_move != seat:
            return list(self._words)
        lines = [*at.session.legal_lines(), *self._words]
        if at.table.acts.propose in at.session.legal():
            clauses = Proposal(at.w, at.sheets.observe(seat)).may_add()
            lines += [f"propose {notation.format_action(at.table, clause)}" for clause in clauses]
        return lines

    def _why(self, _seat: int, rest: str) -> None:
        session, table = self._at.session, self._at.table
        if not rest:
            raise UserError(_('"why" asks about a line'), right=_('write it after the word: "why call"'))
        trial = session.state.copy()
        mover = trial.seat
        for action in notation.understand(table, rest, session.legal()):
            line = notation.format_action(table, action)
            refusal = kernel.check(table, trial, action)
            if refusal is not None:
                self._refused(line, refusal)
                return
            kernel.step(table, trial, action)
            if trial.seat != mover:
                break  # what comes after is another's
        self._at.screen.line("  " + _('"{line}" is possible now.').format(line=rest))

    def _refused(self, line: str, refusal: RulesError) -> None:
        """Why not, and what it would take."""
        told = [labelled(line, in_words(refusal))]
        if remedy(refusal):
            told.append(_("What it would take: {remedy}").format(remedy=remedy(refusal)))
        self._show(lambda: [part for text in told for part in wrapped(text, "    ", "  ")])

    def _rules(self, _seat: int, rest: str) -> None:
        if rest:
            text = rulebook.section(rest)
            self._show(lambda: markdown.page(text))
            return
        titles = [f"  {number:5}{title}" for number, title in rulebook.sections().items()]
        self._at.screen.lines([_('The rulebook; "rules 3.3" shows a section:'), *titles])

    def _is_card(self, rest: str) -> bool:
        return pages.find_card(self._at.manuscript, rest) is not None

    def _refuse_no_card(self, rest: str) -> None:
        """UserError if this is no card, and no line of the game that could be played now either."""
        cards = self._at.manuscript.cards
        like = pages.cards_like(self._at.manuscript, rest)
        first = rest.casefold().split()[0]
        if "card" in notation_words(self._at) and (
            "none".startswith(first) or pages.cards_like(self._at.manuscript, first)
        ):
            return
        if like:
            could = ", ".join(card.id for card in like[: notation.LISTED])
            raise UserError(
                _("{text} could be {could}").format(text=notation.typed_as(rest), could=could),
                right=_("write more of it"),
            )
        ids = {name: card.id for card in cards for name in (card.id, card.title.casefold())}
        near = get_close_matches(rest.casefold()[:80], ids, n=1, cutoff=0.6)
        right = _('did you mean "{word}"?').format(word=f"card {ids[near[0]]}") if near else ""
        raise UserError(
            _('no card is called "{name}"').format(name=rest[:40]),
            right=right or _('"discards" lists those that were played, "hand" in private your own'),
        )

    def _card(self, _seat: int, rest: str) -> None:
        card = pages.find_card(self._at.manuscript, rest)
        if card is not None:
            self._show(partial(pages.card_page, self._at.manuscript, card))

    def _history(self, _seat: int, _rest: str) -> None:
        beats = self._at.sheets.beats(self._at.viewer, 0)
        self._at.screen.lines(line for beat in beats for line in beat())  # a long story, told no faster than it is read

    def _look(self, seat: int, rest: str) -> None:
        at = self._at
        wanted = rest.casefold()
        names = {who: (at.table.seat_ids[who], at.w.short(who).casefold()) for who in at.people}
        found = [who for who in at.people if wanted in names[who]] if wanted else [seat]
        if not found:
            known = ", ".join(at.table.seat_ids[who] for who in at.people)
            raise UserError(
                _('"{name}" is no player here').format(name=rest[:20]), right=_("there are {names}").format(names=known)
            )
        at.look(found[0])

    def _undo(self, seat: int, _rest: str) -> None:
        if seat != self._at.session.to_move:
            raise UserError(_("a step is taken back by the seat that took it"), right=_("Enter ends this look"))
        line = self._at.session.undo()
        self._at.screen.line("  " + _("Taken back: {line}").format(line=line))

    def _save(self, _seat: int, rest: str) -> None:
        if not rest:
            kept = self._at.session.journal is not None
            told = _("Everything so far is in {file}") if kept else _("This game is not saved.")
            self._at.screen.line("  " + told.format(file=isolated(str(self._at.path))))
            return
        path = Path(rest).expanduser()
        if path.exists():
            raise UserError(_("is there already"), where=str(path), right=_("name another file"))
        self._at.session.save(path)
        self._at.screen.line("  " + _("A copy of the record is in {file}").format(file=isolated(str(path))))

    def _pause(self, seat: int, _rest: str) -> None:
        self._at.screen.hide()
        if self._at.screen.private:
            self._hand(seat, "")

    def _quit(self, _seat: int, _rest: str) -> None:
        raise Quit


def _help_page(introduction: str) -> list[str]:
    """Every word, and what it is for."""
    if linear():
        return [introduction, *(f"{labelled(_(words), _(text))}." for words, text in WORDS.items())]
    told = [wrapped(_(text), " " * WIDEST_WORDS, left(f"  {_(words)} ", WIDEST_WORDS)) for words, text in WORDS.items()]
    return [*wrapped(introduction), "", *(line for lines in told for line in lines)]


def notation_words(at: "Hotseat") -> set[str]:
    """The first words of what may be played now."""
    return {line.partition(" ")[0] for line in at.session.legal_lines()}


def too_early(text: str) -> UserError:
    """What can't be done before the next question."""
    return UserError(
        _('"{text}" can\'t be done at this place').format(text=text[:40]),
        right=_("press Enter, and type it at the next question"),
    )
