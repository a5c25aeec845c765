"""The vectors of the last sentences: bounded, a space apart, and asked for once."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from embeddings.recent import RecentVectors

ONE, OTHER = np.array([1.0, 0.0]), np.array([0.0, 1.0])


def test_a_text_is_known_in_its_own_space_and_model_only():
    recent = RecentVectors()
    recent.put(1, "a", "비 오는 밤", ONE)
    assert recent.get(1, "a", "비 오는 밤") == pytest.approx(ONE)
    assert recent.get(2, "a", "비 오는 밤") is None
    assert recent.get(1, "b", "비 오는 밤") is None
    assert recent.get(1, "a", "비 오는 날") is None


def test_what_was_not_used_for_longest_goes_first():
    recent = RecentVectors(most=2)
    recent.put(1, "a", "first", ONE)
    recent.put(1, "a", "second", ONE)
    recent.get(1, "a", "first")
    recent.put(1, "a", "third", OTHER)
    assert recent.get(1, "a", "second") is None
    assert recent.get(1, "a", "first") is not None
    assert len(recent) == 2


def test_nobody_changes_what_another_is_given():
    recent, given = RecentVectors(), ONE.copy()
    recent.put(1, "a", "text", given)
    given[0] = 9
    kept = recent.get(1, "a", "text")
    assert kept == pytest.approx(ONE)
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 9


def test_many_threads_keep_it_within_its_bounds():
    recent = RecentVectors(most=8)

    def use(number):
        recent.put(1, "a", str(number % 20), ONE)
        return recent.get(1, "a", str(number % 20)) is None or len(recent) <= 8

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(400)))
    assert len(recent) == 8
