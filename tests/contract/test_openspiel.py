"""Accord is a game of OpenSpiel: its own tests pass, its algorithms play it, and nothing hidden gets out."""

from __future__ import annotations

import importlib
import pickle
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from game.adapters.moment import Moment, from_position
from game.errors import UserError
from game.notation import parse
from rules import kernel
from rules.actions import BATTLE, DEAL_AGENDA
from rules.events import seen_by
from rules.observe import Observation
from rules.scenario import Scenario
from rules.state import CHANCE, OVER
from tests.contract.rivers import small_rivers
from tests.marks import repeats
from tests.properties.disguises import disguises

pyspiel = pytest.importorskip("pyspiel")

from game.adapters.openspiel import AccordGame, AccordState, resampler  # noqa: E402 (it wants what was asked for)
from game.adapters.openspiel_bots import BotPolicy, SeatBot  # noqa: E402 (the same)
from game.adapters.openspiel_losses import bot_losses, losses  # noqa: E402 (the same)
from game.adapters.openspiel_tree import tree_of  # noqa: E402 (the same)

MICRO = "accord(scenario=two-banks,size=micro)"
STANDARD = "accord(scenario=two-banks,size=standard)"
CLASS = "accord(scenario=empty-chairs,size=class)"
PUBLIC = pyspiel.IIGObservationType(public_info=True, perfect_recall=False, private_info=pyspiel.PrivateInfoType.NONE)
PRIVATE = pyspiel.IIGObservationType(
    public_info=False, perfect_recall=False, private_info=pyspiel.PrivateInfoType.SINGLE_PLAYER
)
RECALL = pyspiel.IIGObservationType(perfect_recall=True)
SEEN = pyspiel.IIGObservationType(perfect_recall=False)


def loaded(spec: str) -> AccordGame:
    """What the library makes of that text."""
    game = pyspiel.load_game(spec)
    assert isinstance(game, AccordGame)
    return game


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small sizes are."""
    return small_rivers(tmp_path_factory.mktemp("contract") / "two-banks")


@pytest.fixture(scope="module")
def brook(river: Path) -> AccordGame:
    """A game of 1,160 nodes."""
    return loaded(f"accord(scenario={river},size=brook)")


@pytest.fixture(scope="module")
def pair(river: Path) -> AccordGame:
    """A game of 7,271 nodes."""
    return loaded(f"accord(scenario={river},size=pair)")


def walked(game: AccordGame, seed: int, steps: int = 10**6) -> AccordState:
    """A state that was reached at random."""
    dice = random.Random(seed)
    state = game.new_initial_state()
    while steps and not state.is_terminal():
        state.apply_action(dice.choice(state.legal_actions()))
        steps -= 1
    return state


def nodes(moment: Moment) -> Iterator[Moment]:
    yield moment
    for action in moment.legal():
        yield from nodes(moment.then(action))


class TestItsOwnTests:
    @pytest.mark.parametrize(("game", "times"), [(MICRO, 2), pytest.param(CLASS, 1, marks=pytest.mark.no_cover)])
    def test_its_random_simulation_passes(self, game: str, times: int) -> None:
        pyspiel.random_sim_test(pyspiel.load_game(game), times, serialize=True, verbose=False)

    def test_its_playthrough_is_made_and_made_again(self) -> None:
        from open_spiel.python.algorithms.generate_playthrough import playthrough

        text = playthrough(MICRO, None, seed=5)
        played = [line for line in text.splitlines() if line.startswith("action: ")]
        actions = [int(line.removeprefix("action: ")) for line in played]
        assert len(actions) > 3
        assert playthrough(MICRO, actions, seed=1) == text
        assert "IsTerminal() = True" in text

    def test_it_is_found_with_two_to_eight_players_and_general_sum(self) -> None:
        kind = pyspiel.load_game("accord").get_type()
        assert (kind.min_num_players, kind.max_num_players) == (2, 8)
        assert kind.utility == pyspiel.GameType.Utility.GENERAL_SUM
        assert pyspiel.load_game("accord").num_players() == 5
        assert pyspiel.load_game(MICRO).num_players() == 3


class TestRules:
    def test_actions_are_ascending_and_read_as_their_canonical_lines(self) -> None:
        game = pyspiel.load_game(STANDARD)
        state = game.new_initial_state()
        dice = random.Random(3)
        while not state.is_terminal():
            table, mover = state.moment.play.table, state.current_player()
            actions = state.legal_actions()
            assert actions == sorted(actions)
            lines = [state.action_to_string(mover, action) for action in actions]
            assert [parse(table, line) for line in lines] == kernel.legal(table, state.moment.state)
            most = game.max_chance_outcomes() if state.is_chance_node() else game.num_distinct_actions()
            assert 0 <= actions[0] <= actions[-1] < most
            state.apply_action(dice.choice(actions))

    def test_chance_has_the_probabilities_of_the_rulebook(self, pair: AccordGame) -> None:
        battles = [at for at in nodes(pair.new_initial_state().moment) if at.mover == CHANCE]
        verbs = {at.play.table.acts.verb[outcome] for at in battles for outcome, _odds in at.outcomes()}
        assert verbs == {BATTLE}
        assert {tuple(odds for _outcome, odds in at.outcomes()) for at in battles} == {(0.25, 0.5, 0.25)}

    def test_what_it_pays_is_satisfaction_and_nothing_before_the_end(self) -> None:
        game = pyspiel.load_game(STANDARD)
        assert walked(game, 1, 20).returns() == [0, 0, 0]
        for seed in range(5):
            end = walked(game, seed)
            assert end.returns() == kernel.returns(end.moment.play.table, end.moment.state)
            assert all(game.min_utility() <= value <= game.max_utility() for value in end.returns())
        assert (game.min_utility(), game.max_utility(), game.utility_sum()) == (0, 100, None)

    def test_no_game_is_longer_than_was_said(self) -> None:
        game = pyspiel.load_game(STANDARD)
        assert all(len(walked(game, seed).history()) <= game.max_game_length() for seed in range(10))


class TestBadInput:
    @pytest.mark.parametrize("steps", range(12))
    def test_an_illegal_action_is_refused_and_nothing_is_changed(self, steps: int) -> None:
        state = walked(pyspiel.load_game(MICRO), 8, steps)
        game = state.get_game()
        before = (str(state), state.history(), state.legal_actions(), state.moment)
        wrong = sorted(set(range(game.max_chance_outcomes() + 9)) - set(state.legal_actions()))
        for action in wrong:
            with pytest.raises(pyspiel.SpielError, match=r"§|they are numbered 0 to"):
                state.apply_action(action)
        assert (str(state), state.history(), state.legal_actions(), state.moment) == before

    def test_a_scenario_that_is_not_there_is_told_in_one_line(self) -> None:
        with pytest.raises(pyspiel.SpielError, match="nowhere") as told:
            pyspiel.load_game("accord(scenario=nowhere)")
        assert "\n" not in str(told.value)
        with pytest.raises(pyspiel.SpielError, match='"micro"'):
            pyspiel.load_game("accord(scenario=two-banks,size=mikro)")

    def test_observers_take_no_parameters(self) -> None:
        with pytest.raises(ValueError, match="no parameters"):
            pyspiel.load_game(MICRO).make_py_observer(SEEN, {"colour": 1})

    def test_without_the_library_one_line_names_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("game.extras.find_spec", lambda _name: None)
        for name in ("openspiel", "openspiel_bots", "openspiel_losses", "openspiel_tree"):
            monkeypatch.delitem(sys.modules, f"game.adapters.{name}")
            with pytest.raises(UserError) as told:
                importlib.import_module(f"game.adapters.{name}")
            assert str(told.value) == 'this needs pyspiel; install it: pip install "accord[openspiel]"'


class TestCopies:
    @pytest.mark.parametrize("steps", [0, 5, 25])
    def test_a_state_comes_back_from_a_copy_a_text_and_a_pickle(self, steps: int) -> None:
        game = pyspiel.load_game(STANDARD)
        state = walked(game, 2, steps)
        _game, read = pyspiel.deserialize_game_and_state(pyspiel.serialize_game_and_state(game, state))
        for copy in (state.clone(), read, pickle.loads(pickle.dumps(state)), game.deserialize_state(state.serialize())):  # noqa: S301 (our own)
            assert copy.history() == state.history()
            assert copy.moment.state.key() == state.moment.state.key()
            assert [copy.information_state_string(seat) for seat in range(3)] == [
                state.information_state_string(seat) for seat in range(3)
            ]

    def test_playing_on_a_copy_leaves_the_original(self) -> None:
        state = walked(pyspiel.load_game(STANDARD), 2, 12)
        before = (str(state), state.moment.state.key(), state.legal_actions())
        copy = state.clone()
        while not copy.is_terminal():
            copy.apply_action(copy.legal_actions()[-1])
        assert (str(state), state.moment.state.key(), state.legal_actions()) == before


class TestInformation:
    def test_recall_tells_apart_exactly_the_information_sets(self, pair: AccordGame) -> None:
        """Worked out anew: what a seat did, was told and saw, against the strings, over every history."""
        table = pair.play.table
        observer = pair.make_py_observer(RECALL)
        by_string: dict[str, set[object]] = defaultdict(set)
        by_course: dict[object, set[str]] = defaultdict(set)
        state = pair.new_initial_state()

        def look(state: AccordState, courses: tuple[tuple[object, ...], ...]) -> None:
            position = state.moment.state
            if position.seat >= 0:
                seat = position.seat
                string = observer.string_from(state, seat)
                assert string == state.information_state_string()
                offered = tuple(kernel.legal(table, position))
                course = (seat, courses[seat], kernel.observe(table, position, seat).key(), offered)
                by_string[string].add(course)
                by_course[course].add(string)
            for action in state.legal_actions():
                child = state.child(action)
                then = position.copy()
                done = child.moment.action
                events = kernel.apply(table, then, done)
                told = [tuple(event.key() for event in seen_by(events, seat, 3)) for seat in range(3)]
                own = [done if position.seat == seat else None for seat in range(3)]
                look(child, tuple((*courses[s], *([own[s]] if own[s] else []), *told[s]) for s in range(3)))

        look(state, ((), (), ()))
        assert {len(courses) for courses in by_string.values()} == {1}
        assert {len(strings) for strings in by_course.values()} == {1}
        assert len(by_string) > 1000

    @pytest.mark.parametrize("spec", repeats(STANDARD, CLASS))
    def test_what_is_hidden_changes_nothing_that_is_seen(self, spec: str) -> None:
        """Law 4, for strings and tensors: secrets of others are exchanged wherever a random game has any."""
        game = pyspiel.load_game(spec)
        table = game.play.table
        observers = [game.make_py_observer(kind) for kind in (SEEN, PUBLIC, PRIVATE)]
        dice = random.Random(4)
        kinds = set()
        state = game.new_initial_state()
        while not state.is_terminal():
            viewer = dice.randrange(table.seats)
            position = state.moment.state
            for disguise in disguises(table, position, viewer, dice) if dice.random() < 0.2 else []:
                kinds.add(disguise.kind)
                other = game.new_initial_state()
                other.moment = from_position(game.play, disguise.state, viewer, ())
                for observer in observers:
                    assert observer.string_from(other, viewer) == observer.string_from(state, viewer), disguise.kind
                    observer.set_from(state, viewer)
                    tensor = observer.tensor.copy()
                    observer.set_from(other, viewer)
                    assert (observer.tensor == tensor).all(), disguise.kind
            state.apply_action(dice.choice(state.legal_actions()))
        assert len(kinds) > 3

    def test_an_agenda_is_nobody_elses_to_recall(self) -> None:
        """Two games that differ in one seat's agenda alone: for the others they are one, to the very end."""
        game = pyspiel.load_game(STANDARD)
        table = game.play.table
        one = walked(game, 6, 1)
        other = game.new_initial_state()
        swapped = [a for a in other.legal_actions() if a not in one.history()]
        other.apply_action(swapped[0])
        owner = table.agendas[table.acts.a[one.moment.action]].seat
        assert table.acts.verb[one.moment.action] == DEAL_AGENDA
        dice = random.Random(1)
        while not one.is_terminal():
            action = dice.choice(one.legal_actions())
            one.apply_action(action)
            other.apply_action(action)
            for seat in range(table.seats):
                same = one.information_state_string(seat) == other.information_state_string(seat)
                assert same == (seat != owner)
                if seat != owner:
                    assert one.information_state_tensor(seat) == other.information_state_tensor(seat)
                    assert one.observation_string(seat) == other.observation_string(seat)

    def test_what_is_seen_is_what_all_see_and_what_the_seat_sees_alone(self) -> None:
        game = pyspiel.load_game(STANDARD)
        whole, public, private = (game.make_py_observer(kind) for kind in (SEEN, PUBLIC, PRIVATE))
        for steps in range(0, 60, 7):
            state = walked(game, 9, steps)
            for seat in range(3):
                parts = [public.string_from(state, seat), private.string_from(state, seat)]
                assert whole.string_from(state, seat) == "\n".join(parts)
                assert public.string_from(state, seat) == public.string_from(state, 0)

    def test_tensors_of_recall_tell_apart_what_strings_tell_apart(self, pair: AccordGame) -> None:
        tensors: dict[str, bytes] = {}
        observer = pair.make_py_observer(RECALL)
        for steps in range(12):
            for seed in range(20):
                state = walked(pair, seed, steps)
                for seat in range(3):
                    observer.set_from(state, seat)
                    tensor = observer.tensor.tobytes()
                    assert tensors.setdefault(observer.string_from(state, seat), tensor) == tensor
        assert len(set(tensors.values())) == len(tensors) > 200

    @pytest.mark.parametrize("spec", repeats(STANDARD, CLASS))
    def test_an_imagined_state_is_the_same_to_the_player_and_leads_to_an_end(self, spec: str) -> None:
        game = pyspiel.load_game(spec)
        dice = random.Random(2)
        for steps in range(10, 90, 10):
            state = walked(game, steps, steps)
            if state.is_terminal() or state.is_chance_node():
                continue
            seat = state.current_player()
            imagined = state.resample_from_infostate(seat, dice.random)
            assert imagined.information_state_string(seat) == state.information_state_string(seat)
            assert imagined.information_state_tensor(seat) == state.information_state_tensor(seat)
            assert imagined.legal_actions() == state.legal_actions()
            assert imagined.history() == []
            again = pickle.loads(pickle.dumps(imagined))  # noqa: S301 (our own)
            assert again.moment.state.key() == imagined.moment.state.key()
            assert again.information_state_string(seat) == imagined.information_state_string(seat)
            while not imagined.is_terminal():
                imagined.apply_action(dice.choice(imagined.legal_actions()))


class TestAlgorithms:
    @pytest.mark.parametrize("which", ["mcts", "ismcts"])
    def test_its_search_plays_whole_games(self, which: str) -> None:
        from open_spiel.python.algorithms import ismcts, mcts

        game = pyspiel.load_game(MICRO)
        numbers = np.random.RandomState(1)
        rollouts = mcts.RandomRolloutEvaluator(1, numbers)
        if which == "mcts":
            bot = mcts.MCTSBot(game, 100, 5, rollouts, random_state=numbers)
        else:
            bot = ismcts.ISMCTSBot(game, rollouts, 100, 5, random_state=numbers)
            bot.set_resampler(resampler(1))
        state = game.new_initial_state()
        while not state.is_terminal():
            if state.is_chance_node():
                state.apply_action(state.chance_outcomes()[0][0])
            else:
                action = bot.step(state)
                assert action in state.legal_actions()
                state.apply_action(action)
        assert state.moment.mover == OVER

    def test_information_set_search_works_where_much_is_hidden(self) -> None:
        from open_spiel.python.algorithms import ismcts, mcts

        game = pyspiel.load_game(STANDARD)
        numbers = np.random.RandomState(1)
        bot = ismcts.ISMCTSBot(game, mcts.RandomRolloutEvaluator(1, numbers), 100, 12, random_state=numbers)
        for seed in range(4):
            state = walked(game, seed, 15)
            while state.is_chance_node():
                state.apply_action(state.legal_actions()[0])
            assert bot.step(state) in state.legal_actions()

    def test_its_cfr_comes_nearer_to_an_equilibrium(self, brook: AccordGame) -> None:
        from open_spiel.python.algorithms import cfr, exploitability

        cached = pyspiel.load_game_as_cached_tree(str(brook))
        solver = cfr.CFRSolver(cached)
        found = []
        for iteration in range(1, 11):
            solver.evaluate_and_update_policy()
            if iteration in (1, 10):
                found.append(exploitability.nash_conv(cached, solver.average_policy()))
        assert found[1] < found[0]

    def test_its_sampling_cfr_comes_nearer_too(self, brook: AccordGame) -> None:
        from open_spiel.python.algorithms import exploitability, external_sampling_mccfr

        solver = external_sampling_mccfr.ExternalSamplingSolver(brook)
        first = exploitability.nash_conv(brook, uniform(brook))
        np.random.seed(1)  # noqa: NPY002 (the solver's own dice)
        for _iteration in range(25):
            solver.iteration()
        assert exploitability.nash_conv(brook, solver.average_policy()) < first


def uniform(game: AccordGame) -> object:
    """The policy that every solver begins with."""
    from open_spiel.python.policy import UniformRandomPolicy

    return UniformRandomPolicy(game)


class TestTrees:
    def test_the_tree_in_cpp_has_the_same_nash_conv(self, brook: AccordGame) -> None:
        from open_spiel.python.algorithms import exploitability

        tree = tree_of(brook)
        there = tree.load()
        ours = losses(there, pyspiel.UniformRandomPolicy(there))
        theirs = exploitability.nash_conv(brook, uniform(brook), return_only_nash_conv=False)
        assert ours.gains == pytest.approx(theirs.player_improvements)
        assert ours.nash_conv == pytest.approx(theirs.nash_conv)

    def test_cfr_in_cpp_solves_it(self, pair: AccordGame) -> None:
        tree = tree_of(pair).load()
        solver = pyspiel.CFRSolver(tree)
        conv = []
        for iteration in range(30):
            solver.evaluate_and_update_policy()
            if iteration in (0, 29):
                conv.append(losses(tree, solver.average_policy()).nash_conv)
        assert conv[1] < conv[0] / 4

    def test_its_nodes_and_information_sets_are_counted(self, pair: AccordGame) -> None:
        tree = tree_of(pair)
        moments = list(nodes(pair.new_initial_state().moment))
        assert tree.ends == sum(at.mover == OVER for at in moments)
        assert tree.draws == sum(at.mover == CHANCE for at in moments)
        assert tree.decisions == sum(at.mover >= 0 for at in moments)
        for seat in range(3):
            assert set(tree.sets[seat]) == {
                "\n".join([pair.play.table.seat_ids[seat], *map(pair.play.text_of, at.recall(seat))])
                for at in moments
                if at.mover == seat
            }


class TestBots:
    @pytest.mark.parametrize("name", ["passive", "hawk", "greedy"])
    def test_a_policy_does_what_the_bots_do(self, pair: AccordGame, name: str) -> None:
        policy = BotPolicy(pair, name, seeds=(3,))
        bots = [SeatBot(pair, seat, name, 3) for seat in range(3)]
        state = pair.new_initial_state()
        while not state.is_terminal():
            if state.is_chance_node():
                state.apply_action(state.legal_actions()[1])
                continue
            action = bots[state.current_player()].step(state)
            assert policy.action_probabilities(state) == {action: 1}
            state.apply_action(action)

    def test_dice_become_shares(self, pair: AccordGame) -> None:
        policy = BotPolicy(pair, "random", seeds=range(400))
        state = pair.new_initial_state()
        shares = policy.action_probabilities(state)
        assert sum(shares.values()) == pytest.approx(1)
        assert set(shares) == set(state.legal_actions())
        assert all(abs(share - 1 / len(shares)) < 0.1 for share in shares.values())

    def test_what_bots_lose_is_what_the_library_says(self, pair: AccordGame) -> None:
        from open_spiel.python.algorithms import exploitability

        ours, asked = bot_losses(pair, "passive", (0,))
        theirs = exploitability.nash_conv(pair, BotPolicy(pair, "passive"), return_only_nash_conv=False)
        assert ours.gains == pytest.approx(theirs.player_improvements)
        assert 0 < asked < 100
        assert ours.gains[0] > 0 <= min(ours.gains)  # upstream could have had a giving

    def test_a_bot_that_throws_dice_is_a_mixture_of_its_seeds(self, pair: AccordGame) -> None:
        """What the policy is worth is what its seeds are worth, each with each, on average."""
        seeds = (1, 2, 3)
        mixed, _asked = bot_losses(pair, "tests.contract.test_openspiel:Wavering", seeds)
        each = []
        for first in seeds:
            for second in seeds:
                bots = [Wavering(pair.play.table, seat, seed) for seat, seed in ((0, first), (1, 0), (2, second))]
                each.append(average(pair.new_initial_state(), bots))
        assert mixed.values == pytest.approx(np.mean(each, axis=0))

    def test_a_bot_that_is_shown_another_game_begins_anew(self) -> None:
        game = pyspiel.load_game(STANDARD)
        bot = SeatBot(game, 0, "negotiator", 1)
        for seed in (1, 2):
            state = walked(game, seed, 9)
            while state.current_player() != 0:
                state.apply_action(state.legal_actions()[0])
            action = bot.step(state)
            assert action == SeatBot(game, 0, "negotiator", 1).step(state)
            assert bot.step(state) in state.legal_actions()


class Wavering:
    """Passes; then holds or orders as its seed says, the same for the whole game."""

    def __init__(self, table: Scenario, seat: int, seed: int) -> None:
        self.acts, self.seed = table.acts, seed

    def act(self, observation: Observation, legal: list[int]) -> int:
        quiet = [a for a in (self.acts.pass_turn, self.acts.silence, self.acts.decline, self.acts.refuse) if a in legal]
        return quiet[0] if quiet else legal[self.seed % len(legal)]


def average(state: AccordState, bots: list[Wavering]) -> list[float]:
    """What bots that throw no dice get there on average."""
    if state.is_terminal():
        return [float(value) for value in state.returns()]
    if state.is_chance_node():
        branches = [(odds, average(state.child(outcome), bots)) for outcome, odds in state.chance_outcomes()]
        return [sum(odds * values[seat] for odds, values in branches) for seat in range(len(bots))]
    moment = state.moment
    action = bots[moment.mover].act(moment.observation(moment.mover), moment.legal())
    return average(state.child(moment.play.encoding.numbers[action]), bots)
