"""What is decided without a database: addresses, moves, familiarity, more and less."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from recommendations.algorithms.types import Taste
from recommendations.steering.address import MOST_STEERED, State, Turns
from recommendations.steering.familiarity import familiarity
from recommendations.steering.moves import moved
from recommendations.steering.rocchio import leaning


def read(address: str) -> State:
    return State.of(address.partition("?")[2])


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
        came_from=(3, 6),
    )

    assert read(state.address) == state


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("t=2", "t"),
        ("t=nan", "t"),
        ("depth=-1.5", "depth"),
        ("depth=much", "depth"),
        ("bands=1,x", "bands"),
        ("algorithm=v9", "algorithm"),
    ],
)
def test_what_is_no_sense_is_the_default_and_named(query, fault):
    state = State.of(query)

    assert state.faults == (fault,)
    assert (state.turns.strength, state.turns.depth, state.algorithm) == (None, 0.0, "v3")


@pytest.mark.parametrize(
    ("name", "most"), [("more", 10), ("less", 10), ("bands", 200), ("without", 200), ("from", 5)]
)
def test_what_is_too_much_is_cut_and_named(name, most):
    """However it was asked for: pressed, or written into the address by hand."""
    state = State.of(f"{name}=" + ",".join(map(str, range(1, most + 2))))

    assert state.beyond == (name,)
    held = [state.turns.more, state.turns.less, state.band_ids, state.without_ids, state.came_from]
    assert [ids for ids in held if ids] == [tuple(range(1, most + 1))]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 25)), max_size=60))
@settings(max_examples=60, deadline=None)
def test_however_often_is_pressed_few_turns_stand_and_each_can_be_undone(presses):
    """FEATURES N7: the way back leads to the very turns that stood before."""
    state = State(band_ids=(99,))
    for wants_more, pk in presses:
        press = state.turns.with_more if wants_more else state.turns.with_less
        after = read(state.turned(press(pk)).address)

        assert len(after.turns.more) <= MOST_STEERED >= len(after.turns.less)
        assert not {*after.turns.more} & {*after.turns.less}
        assert after.before == replace(state, was=None, faults=(), beyond=())
        state = after


def test_a_press_too_many_turns_nothing_and_is_named():
    full = State(band_ids=(99,), turns=Turns(more=tuple(range(1, MOST_STEERED + 1))))

    pressed = read(full.turned(full.turns.with_more(50)).address)

    assert (pressed.turns, pressed.beyond) == (full.turns, ("more",))


def test_an_address_of_nothing_but_itself_is_read():
    assert State.of("was=" * 2000).was == Turns()


def test_the_state_before_is_the_list_before_the_last_turn():
    """FEATURES N7: undo."""
    first = State(band_ids=(1,), turns=Turns(0.2))
    second = first.turned(first.turns.with_more(5), shown=[8, 9])

    assert second.turns == Turns(0.2, more=(5,))
    assert second.came_from == (8, 9)
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
    assert (change.come, change.gone) == ((4,), (2,))
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


@given(arrays(np.float64, (4, 3), elements=st.floats(-1, 1, width=32)), st.integers(1, 10))
@settings(max_examples=80, deadline=None)
def test_however_much_is_less_no_pick_turns_by_more_than_thirty_degrees(rows, n_less):
    pick, *unwanted = (row / np.linalg.norm(row) if row.any() else np.eye(3)[0] for row in rows)
    bands = np.array([pick, *(unwanted * n_less)[:n_less]])
    ids = np.arange(len(bands))

    turned = leaning(Taste(ids, bands), ids[1:])

    assert pick @ turned.bands[0] >= np.cos(np.radians(30)) - 1e-9


def test_without_less_the_taste_is_the_same():
    taste = Taste(np.array([1]), np.eye(1))

    assert leaning(taste, np.array([], dtype=np.int64)) is taste


def test_a_pick_that_is_all_that_was_unwanted_stays_as_it_is():
    taste = Taste(np.array([1, 2]), np.array([[0.5, 0.0], [1.0, 0.0]]))

    assert leaning(taste, np.array([2])).bands.tolist() == [[0.5, 0.0]]
