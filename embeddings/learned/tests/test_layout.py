"""How rows and queries of a learned space are made up."""

import numpy as np
import pytest

from embeddings.learned.layout import Layout, correcting

LAYOUT = Layout(text=3, dimensions=6, text_share=0.64, against_hubs=0.3, newcomer=0.2)


def unit(*numbers: float) -> np.ndarray:
    row = np.array(numbers)
    return row / np.linalg.norm(row)


def test_rows_and_queries_have_length_one():
    texts = np.stack([unit(1, 2, 3), unit(0, 0, 1)])
    rows = LAYOUT.newcomers(texts)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert np.allclose(np.linalg.norm(LAYOUT.queries(rows), axis=1), 1)


def test_a_band_in_a_crowd_is_further_from_every_query_than_one_that_stands_alone():
    points = np.stack([unit(1, 0.1, 0, 0, 0), unit(1, 0.1, 0, 0, 0)])
    alone, crowded = correcting(points, np.array([0.0, 0.5]))
    query = LAYOUT.queries(alone[np.newaxis])[0]
    assert query @ alone > query @ crowded


def test_without_correction_a_query_is_its_band_and_cosines_are_the_points_own():
    plain = Layout(text=3, dimensions=6, text_share=0.64, against_hubs=0.0, newcomer=0.0)
    texts = np.stack([unit(1, 2, 3), unit(2, 2, 1)])
    rows = plain.newcomers(texts)
    assert np.allclose(plain.queries(rows), rows)
    assert rows[0] @ rows[1] == pytest.approx(texts[0] @ texts[1])


def test_keywords_are_their_text_and_what_their_carriers_share():
    carriers = np.array([0.5, 0.5, 0.5, 0.3, 0.4, -0.1])
    text = unit(1, 0, 0)
    both = LAYOUT.keyword(text, carriers)
    assert np.allclose(both[:3] / both[0], text)
    assert both[3] / both[4] == pytest.approx(0.3 / 0.4)
    assert both[-1] == pytest.approx(0.3)
    assert LAYOUT.keyword(None, None) is None
    assert not LAYOUT.keyword(text, None)[3:-1].any()
    assert not LAYOUT.keyword(None, carriers)[:3].any()
