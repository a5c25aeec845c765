"""The synthetic data sets."""

import numpy as np

from recommendations.benchmarks import synthetic


def test_bands_are_unit_vectors_near_their_own_cluster_and_the_same_in_every_run():
    rows = synthetic.clustered(40, 64, 4)

    similar = rows @ rows.T
    mine = np.equal.outer(np.arange(40) % 4, np.arange(40) % 4) & ~np.eye(40, dtype=bool)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, rtol=1e-5)
    assert similar[mine].mean() > 0.4 > 0.1 > similar[~mine & ~np.eye(40, dtype=bool)].mean()
    assert (rows == synthetic.clustered(40, 64, 4)).all()


def test_members_pick_different_bands_of_a_few_clusters():
    for picks in synthetic.tastes(members=20, bands=600, clusters=60, picks=10):
        assert len(set(picks)) == 10
        assert len({band % 60 for band in picks}) <= synthetic.TASTES


def test_members_choose_different_words():
    chosen = synthetic.words(members=20, vocabulary=60, keywords=3)

    assert all(len(set(words)) == 3 and max(words) < 60 for words in chosen)
