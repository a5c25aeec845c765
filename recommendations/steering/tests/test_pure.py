"""What is decided without a database: addresses, moves, familiarity, more and less."""

import numpy as np
import pytest

from recommendations.algorithms.types import Taste
from recommendations.steering.address import State, Turns
from recommendations.steering.familiarity import familiarity
from recommendations.steering.moves import moved
from recommendations.steering.rocchio import leaning


def test_an_address_comes_back_as_it_was():
    """FEATURES N14: everything is in the address."""
    state = State(
        band_ids=(1, 2),
        keyword_ids=(4,),
        without_ids=(9,),
        turns=Turns(0.35, -0.5, (7,), (8,)),
        algorithm="ours",
        made="abc",
        was=Turns(depth=0.5, more=(7,)),
    )

    assert State.of(state.address.partition("?")[2]) == state


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("t=2", "t"),
        ("t=nan", "t"),
        ("depth=-1.5", "depth"),
        ("depth=much", "depth"),
        ("bands=1,x", "bands"),
        ("more=" + ",".join(map(str, range(11))), "more"),
        ("algorithm=v9", "algorithm"),
    ],
)
def test_what_is_no_sense_is_the_default_and_named(query, fault):
    state = State.of(query)

    assert state.faults == (fault,)
    assert (state.turns.strength, state.turns.depth, state.algorithm) == (None, 0.0, "v3")


def test_an_address_of_nothing_but_itself_is_read():
    assert State.of("was=" * 2000).was == Turns()


def test_the_state_before_is_the_list_before_the_last_turn():
    """FEATURES N7: undo."""
    first = State(band_ids=(1,), turns=Turns(0.2))
    second = first.turned(first.turns.with_more(5))

    assert second.turns == Turns(0.2, more=(5,))
    assert second.before == first


def test_the_last_word_on_a_band_counts():
    turns = Turns().with_more(5).with_less(5)

    assert (turns.more, turns.less) == ((), (5,))
    assert turns.forgetting(5) == Turns()


def test_what_moved_is_said_of_every_band():
    change = moved([1, 2, 3], [3, 1, 4])

    assert [(one.is_new, one.up, one.down) for one in change.moves] == [
        (False, 2, 0),
        (False, 0, 1),
        (True, 0, 0),
    ]
    assert change.gone == (2,)
    assert not change.is_still
    assert moved([1, 2], [1, 2]).is_still


def test_familiarity_is_the_mean_of_the_ranks_that_tell_bands_apart():
    picked, found = np.array([0, 5, 9]), np.array([4, 4, 4])

    assert familiarity([picked, found]).tolist() == [0.0, 0.5, 1.0]
    assert familiarity([picked, picked[::-1]]).tolist() == [0.5, 0.5, 0.5]
    assert familiarity([found]).tolist() == [0.5, 0.5, 0.5]


def test_less_turns_every_pick_away_from_it():
    """Rocchio (1971)."""
    taste = Taste(np.array([1, 2, 3]), np.eye(3))

    turned = leaning(taste, np.array([3]))

    assert turned.band_ids.tolist() == [1, 2]
    assert (turned.bands @ np.eye(3)[2] < 0).all()
    assert np.linalg.norm(turned.bands, axis=1) == pytest.approx([1, 1])


def test_without_less_the_taste_is_the_same():
    taste = Taste(np.array([1]), np.eye(1))

    assert leaning(taste, np.array([], dtype=np.int64)) is taste


def test_a_pick_that_is_all_that_was_unwanted_stays_as_it_is():
    taste = Taste(np.array([1, 2]), np.array([[0.5, 0.0], [1.0, 0.0]]))

    assert leaning(taste, np.array([2])).bands.tolist() == [[0.5, 0.0]]
