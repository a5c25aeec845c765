"""Neighbours, their overlap and hubness, against cases that can be seen on paper (N6)."""

import numpy as np
import pytest

from embeddings.switching import neighbours


def on_a_line(n: int) -> np.ndarray:
    angles = np.arange(n) * np.pi / (2 * n)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_the_nearest_come_first_and_never_oneself():
    found = neighbours.nearest(on_a_line(10), np.array([0, 9]), 3)

    assert found.tolist() == [[1, 2, 3], [8, 7, 6]]


def test_steps_of_many_rows_give_what_one_step_gives(monkeypatch):
    chance = np.random.default_rng(7)
    matrix = chance.standard_normal((50, 6)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    at_once = neighbours.nearest(matrix, np.arange(50), 10)

    monkeypatch.setattr(neighbours, "ROWS", 7)

    assert (neighbours.nearest(matrix, np.arange(50), 10) == at_once).all()


def test_in_a_small_catalogue_everyone_is_a_neighbour():
    assert neighbours.nearest(on_a_line(3), np.array([0]), 10).tolist() == [[1, 2]]


def test_overlap_is_the_share_of_common_neighbours():
    a, b = np.array([[1, 2, 3, 4], [5, 6, 7, 8]]), np.array([[4, 3, 9, 10], [8, 7, 6, 5]])

    assert neighbours.overlaps(a, b).tolist() == [0.5, 1.0]


def test_occurrences_count_how_often_each_was_found():
    assert neighbours.occurrences(np.array([[1, 2], [2, 3]]), 5).tolist() == [0, 1, 2, 1, 0]


def test_a_hub_skews_the_occurrences():
    even, hub = np.array([2, 2, 2, 2]), np.array([0, 0, 0, 0, 10])

    assert neighbours.skewness(even) == 0
    assert neighbours.skewness(hub) == pytest.approx(1.5)  # (4 * (-2)^3 + 8^3) / 5 / 4^3
