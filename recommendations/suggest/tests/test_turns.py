"""RELIABILITY L4: one member does not hold every thread."""

import pytest

from recommendations.suggest import turns


def test_a_member_has_so_many_turns_and_others_have_theirs():
    with (
        turns.taken(1, most=2) as first,
        turns.taken(1, most=2) as second,
        turns.taken(1, most=2) as third,
        turns.taken(2, most=2) as other,
    ):
        assert (first, second, third, other) == (True, True, False, True)


def test_a_turn_is_given_back():
    for _time in range(3):
        with turns.taken(1, most=1) as is_free:
            assert is_free


def test_a_turn_is_given_back_after_an_error():
    with pytest.raises(ValueError), turns.taken(1, most=1):
        raise ValueError

    with turns.taken(1, most=1) as is_free:
        assert is_free
