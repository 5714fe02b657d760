"""A negotiator of NegMAS among empty chairs: a room in which it hears what is offered, and is asked in turn.

NegMAS's protocol lets everybody answer every offer; a conference of Accord asks whom it may concern, and a seat
proposes once a turn. So no mechanism of NegMAS is run here. One is set up, as large as the table, and is put at the
moment that the conference has reached; the negotiator is then asked to propose or to respond, as that mechanism would
ask it.

Whatever the negotiator does with chance, it does with dice of its own: NegMAS draws from the generators that all of
Python shares, so they are put aside while it thinks. Positions are numbers here, because the order of a set of texts
changes from process to process, and with it what is drawn from the set.
"""

from __future__ import annotations

import copy
import random
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from negmas.common import PreferencesChange, PreferencesChangeType
from negmas.gb.common import ResponseType
from negmas.gb.negotiators import GBNegotiator
from negmas.outcomes import CategoricalIssue, make_os
from negmas.sao import SAOMechanism, SAONegotiator

from cards.language import _
from game.adapters.negmas import Negotiation, additive
from game.errors import UserError

NUMPY_SEEDS: Final = 1 << 32
Kind = Callable[..., Any]


def is_negotiator(kind: object) -> bool:
    """Whether it is a class that can sit here."""
    return isinstance(kind, type) and issubclass(kind, GBNegotiator)


class Chair(SAONegotiator):  # type: ignore[misc] # NegMAS has no types
    """Somebody whose offers are known from the conference alone."""

    def propose(self, state: Any, dest: str | None = None) -> None:  # noqa: ANN401 (NegMAS has no types)
        """Never asked."""


class Room:
    """See the module. `steps`: how often a seat may speak in a whole game."""

    def __init__(self, talks: Negotiation, seat: int, kind: Kind, steps: int, seed: int) -> None:
        """Let everybody in."""
        self._kind = kind
        self._first = [[number for number, _name in question.positions] for question in talks.issues]
        party = self._party = talks.parties[seat]
        self._ids = [one.seat for one in talks.parties]
        self._dice: tuple[Any, Any] = random.Random(seed).getstate(), _numpy_state(seed)
        with self._thinking():
            space = make_os([CategoricalIssue(one, name=str(at)) for at, one in enumerate(self._first)])
            self._mechanism = SAOMechanism(outcome_space=space, n_steps=steps)
            self._ufun = additive(party, space)
            self._negotiator = kind(name=party.seat)
            for at, name in enumerate(self._ids):
                self._sit(name, own=at == seat)
            self._ids[seat] = self._negotiator.id
            self._state(0)
            self._negotiator._on_negotiation_start(self._mechanism.state_for(self._negotiator))  # noqa: SLF001 (what the mechanism calls as it starts)

    def _sit(self, name: str, *, own: bool) -> None:
        who = self._negotiator if own else Chair(name=name, id=name)
        if not self._mechanism.add(who, preferences=self._ufun if own else None):
            raise ValueError(_("it does not enter the negotiation"))

    def reserve(self, no_deal: int) -> None:
        """What no agreement is worth now, in hundredths (§8); the negotiator is told if that has changed."""
        value = self._party._replace(no_deal=no_deal).reserved
        if value != self._ufun.reserved_value:
            with self._thinking():
                change = PreferencesChange(PreferencesChangeType.ReservedValue, self._ufun.reserved_value)
                self._ufun.reserved_value = value
                self._negotiator.on_preferences_changed([change])

    def respond(self, step: int, text: Sequence[int], proposer: int) -> bool:
        """Whether the negotiator accepts a text that somebody offers."""
        with self._thinking():
            state = self._state(step, tuple(text), self._ids[proposer])
            answer = self._negotiator.respond_(state, source=self._ids[proposer])
            return bool(
                getattr(answer, "response", answer) == ResponseType.ACCEPT_OFFER
            )  # some answer with data beside it

    def propose(self, step: int) -> list[int] | None:
        """The text that the negotiator offers, if any."""
        with self._thinking():
            offer = self._negotiator.propose_(self._state(step))
            offer = getattr(offer, "outcome", offer)
            if offer is None:
                return None
            if len(offer) != len(self._first) or any(at not in row for at, row in zip(offer, self._first, strict=True)):
                raise ValueError(_("it offers {text}").format(text=offer))
            self._state(step, offer, self._negotiator.id)
            return [int(at) for at in offer]

    def _state(self, step: int, offer: tuple[int, ...] | None = None, proposer: str | None = None) -> Any:  # noqa: ANN401 (NegMAS has no types)
        """The mechanism at that moment, as the negotiator is shown it; an offer is kept in the mechanism's history."""
        state = self._mechanism.state
        state.running = state.started = True
        state.step = step
        state.relative_time = self._mechanism.relative_time
        if offer is not None:
            state.current_offer, state.current_proposer = offer, proposer
            state.new_offers = [(proposer, offer)]
            state.n_acceptances = 1
            self._mechanism.history.append(copy.deepcopy(state))
        return self._mechanism.state_for(self._negotiator)

    @contextmanager
    def _thinking(self) -> Iterator[None]:
        """With dice of its own; what it stumbles over ends in one line."""
        before = random.getstate(), np.random.get_state()  # noqa: NPY002 (what NegMAS draws from)
        _throw_with(self._dice)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # its advice is for whoever wrote the negotiator
                yield
        except Exception as error:
            problem = " ".join(str(error).split()) or type(error).__name__
            told = _('the negotiator "{name}" of NegMAS fails: {problem}')
            name = getattr(self._kind, "__name__", str(self._kind))
            raise UserError(told.format(name=name, problem=problem), right=_("name another")) from error
        finally:
            self._dice = random.getstate(), np.random.get_state()  # noqa: NPY002 (as above)
            _throw_with(before)


def _numpy_state(seed: int) -> Any:  # noqa: ANN401 (numpy's own form)
    return np.random.RandomState(seed % NUMPY_SEEDS).get_state()  # the kind that NegMAS draws from


def _throw_with(dice: tuple[Any, Any]) -> None:
    random.setstate(dice[0])
    np.random.set_state(dice[1])  # noqa: NPY002 (as above)
