"""Places on the map: stable, seeded, never lost."""

import numpy as np
import pytest

from recommendations.mapping import layout


def clouds(n: int, seed: int = 1) -> np.ndarray:
    """Unit vectors around three directions, in turns."""
    noise = 0.2 * np.random.default_rng(seed).normal(size=(n, 16))
    rows = np.eye(16)[np.arange(n) % 3] + noise
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_the_same_vectors_give_the_same_bits():
    rows = clouds(60)
    assert np.array_equal(layout.drawn(rows), layout.drawn(rows))


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 6])
def test_few_bands_stand_somewhere_on_the_map(n):
    for rows in (clouds(n), np.tile(np.eye(16)[0], (n, 1))):
        places = layout.drawn(rows)
        assert places.shape == (n, 2)
        assert np.isfinite(places).all()
        assert ((places >= 0) & (places <= 1)).all()


def test_bands_in_one_dimension_and_many_equal_ones_stand_on_the_map():
    line = np.array([[1.0], [-1.0], [1.0]] * 20)
    for rows in (line, np.tile(np.eye(16)[:2], (40, 1))):
        places = layout.drawn(rows)
        assert np.isfinite(places).all()
        assert len(np.unique(np.round(places, 6), axis=0)) > 1


def test_those_of_one_cloud_stand_together():
    places = layout.drawn(clouds(90))
    middles = np.array([places[cloud::3].mean(axis=0) for cloud in range(3)])
    nearest = np.linalg.norm(places[:, None] - middles, axis=2).argmin(axis=1)
    assert (nearest == np.arange(90) % 3).mean() > 0.95


def test_beyond_the_limit_the_others_stand_among_those_of_their_cloud(monkeypatch):
    monkeypatch.setattr(layout, "MOST_LAID_OUT", 60)
    places = layout.drawn(clouds(120))
    middles = np.array([places[cloud::3].mean(axis=0) for cloud in range(3)])
    nearest = np.linalg.norm(places[:, None] - middles, axis=2).argmin(axis=1)
    assert (nearest == np.arange(120) % 3).mean() > 0.9


def test_a_map_that_was_turned_and_mirrored_is_turned_back():
    before = layout.drawn(clouds(80))
    turned = layout.fitted((before - 0.5) @ np.array([[0.0, 1.0], [1.0, 0.0]]))
    back = layout.aligned(turned, np.arange(80), before)
    assert np.allclose(back, before, atol=1e-9)


def test_a_band_is_set_where_its_equals_are():
    places = np.array([[0.1, 0.1], [0.9, 0.9]] + [[0.5, 0.5]] * 8)
    known = np.eye(10)
    (found,) = layout.among(known[1:2], known, places)
    assert np.linalg.norm(found - places[1]) < 0.2


def test_nobody_to_stand_among_is_the_middle():
    assert layout.among(np.eye(3), np.empty((0, 3)), np.empty((0, 2))).tolist() == [[0.5, 0.5]] * 3


def test_vectors_that_changed_a_little_hardly_move_the_map():
    rows = clouds(90)
    before = layout.drawn(rows)
    noise = 0.02 * np.random.default_rng(2).normal(size=rows.shape)

    after = layout.drawn_beside(rows + noise, np.arange(90), before)

    assert np.linalg.norm(after - before, axis=1).mean() < 0.1


def test_new_bands_join_a_map_that_is_drawn_again():
    rows = clouds(90)
    before = layout.drawn(rows[:60])

    after = layout.drawn_beside(rows, np.arange(60), before)

    assert np.isfinite(after).all()
    assert np.linalg.norm(after[:60] - before, axis=1).mean() < 0.2
