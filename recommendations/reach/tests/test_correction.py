"""Hubness corrections: fewer hubs and orphans, the same search otherwise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.tests.world import make_band, make_space, place
from recommendations.algorithms.registry import ALGORITHMS
from recommendations.algorithms.tests.worlds import member, worlds
from recommendations.algorithms.vectors import unit
from recommendations.reach.compare import all_scores
from recommendations.reach.correction import (
    CORRECTIONS,
    NONE,
    CorrectedNearest,
    UnknownCorrection,
    crowding,
    fitted,
)
from recommendations.reach.inputs import load_catalogue
from recommendations.reach.metrics import figures, k_occurrence
from recommendations.reach.search import Catalogue, MatrixNearest
from recommendations.reach.tests.test_search import catalogue_of
from recommendations.suggest.inputs import NearestInSpace

every_correction = pytest.mark.parametrize("name", CORRECTIONS)


def hubby(n=300, d=40) -> Catalogue:
    """Points off the centre: in many dimensions the ones near their mean are hubs."""
    rng = np.random.default_rng(8)
    vectors = unit(rng.normal(size=(n, d)) + 0.5 * np.eye(d)[0] * np.sqrt(d))
    return Catalogue(np.arange(n), vectors.astype(np.float32))


def occurrences(catalogue, correction, k=10):
    scores = all_scores(catalogue, catalogue.vectors.astype(np.float64), correction)
    np.fill_diagonal(scores, -np.inf)
    return k_occurrence(np.argsort(-scores, axis=1)[:, :k].tolist(), len(scores))


@every_correction
def test_hubs_and_orphans_become_fewer(name):
    """FEATURES N3."""
    catalogue = hubby()

    plain = figures(occurrences(catalogue, None))
    corrected = figures(occurrences(catalogue, fitted(name, catalogue)))

    assert plain.skewness > 1
    assert corrected.skewness < 0.9 * plain.skewness
    assert corrected.never_reached < plain.never_reached
    assert corrected.gini < 0.75 * plain.gini


@every_correction
@given(world=worlds(least_bands=3), n=st.integers(1, 12))
def test_it_finds_the_best_by_score_of_all_bands(name, world, n):
    """Looking at some bands only is proven to be enough."""
    catalogue = catalogue_of(world)
    correction = fitted(name, catalogue)
    query = np.eye(world.vectors.shape[1])[0]

    search = CorrectedNearest(MatrixNearest(catalogue), correction, catalogue.ids)
    (found,) = search(query[np.newaxis], n)

    (scores,) = all_scores(catalogue, query[np.newaxis], correction)
    best = np.sort(scores)[::-1][:n]
    np.testing.assert_allclose(scores[catalogue.rows(found.band_ids)].sum(), best.sum(), atol=1e-4)
    assert len(found.band_ids) == min(n, len(catalogue.ids))


@every_correction
def test_a_wider_look_is_taken_until_the_best_are_proven(name, monkeypatch):
    catalogue = hubby()
    correction = fitted(name, catalogue)
    queries = catalogue.vectors[:20].astype(np.float64)

    monkeypatch.setattr("recommendations.reach.correction.WIDTH", 1)
    narrow = CorrectedNearest(MatrixNearest(catalogue), correction, catalogue.ids)(queries, 5)
    monkeypatch.setattr("recommendations.reach.correction.WIDTH", 300)
    whole = CorrectedNearest(MatrixNearest(catalogue), correction, catalogue.ids)(queries, 5)

    assert [f.band_ids.tolist() for f in narrow] == [f.band_ids.tolist() for f in whole]


@every_correction
def test_scores_order_and_cosines_are_shown(name):
    """CONTRACT A7: what a list shows stays the cosine."""
    catalogue = hubby(60)
    query = catalogue.vectors[:1].astype(np.float64)
    search = CorrectedNearest(MatrixNearest(catalogue), fitted(name, catalogue), catalogue.ids)

    (found,) = search(query, 10)

    cosines = catalogue.vectors[found.band_ids].astype(np.float64) @ query[0]
    np.testing.assert_allclose(found.similarities, cosines, atol=1e-6)


@every_correction
@pytest.mark.parametrize("algorithm", ALGORITHMS.values(), ids=ALGORITHMS)
def test_every_algorithm_takes_it(name, algorithm):
    world = member(3)
    catalogue = catalogue_of(world)
    plain = MatrixNearest(catalogue, tuple(catalogue.rows(world.picks).tolist()))

    corrected = CorrectedNearest(plain, fitted(name, catalogue), catalogue.ids)

    ids = [hit.band_id for hit in algorithm(world.taste(), corrected).hits]
    assert len(ids) == len(algorithm(world.taste(), plain).hits)
    assert not set(ids) & set(world.picks)


@every_correction
@pytest.mark.django_db
def test_the_databases_search_takes_it_too(name):
    space = make_space(8)
    for number, row in enumerate(unit(np.random.default_rng(2).normal(size=(40, 8)))):
        place(space, make_band(f"b{number}"), row)
    catalogue = load_catalogue(space)
    correction = fitted(name, catalogue)
    queries = unit(np.random.default_rng(3).normal(size=(2, 8)))

    found = [
        CorrectedNearest(search, correction, catalogue.ids)(queries, 7)
        for search in (NearestInSpace(space, ()), MatrixNearest(catalogue))
    ]

    theirs, ours = ([each.band_ids.tolist() for each in some] for some in found)
    assert theirs == ours


def test_a_band_that_came_later_is_scored_as_an_average_one():
    catalogue = hubby(50)
    correction = fitted("csls", catalogue)
    later = Catalogue(np.append(catalogue.ids, 99), np.vstack([catalogue.vectors, np.eye(40)[1]]))

    search = CorrectedNearest(
        MatrixNearest(Catalogue(later.ids, later.vectors.astype(np.float32))),
        correction,
        catalogue.ids,
    )

    (found,) = search(np.eye(40)[1:2], 1)
    assert found.band_ids.tolist() == [99]


def test_crowding_is_the_mean_cosine_to_the_nearest():
    angles = np.deg2rad([0, 60, 90])
    vectors = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)

    near = crowding(Catalogue(np.arange(3), vectors), 1)

    np.testing.assert_allclose(near, np.cos(np.deg2rad([60, 30, 30])), atol=1e-6)
    assert crowding(Catalogue(np.arange(1), vectors[:1]), 5).tolist() == [0]


def test_none_is_no_correction_and_other_names_are_refused():
    assert fitted(NONE, hubby(5)) is None
    with pytest.raises(UnknownCorrection, match="csls"):
        fitted("magic", hubby(5))
