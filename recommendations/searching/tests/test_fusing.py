"""Reciprocal rank fusion, by hand-counted numbers (Cormack, Clarke and Büttcher 2009)."""

from math import log

import pytest

from recommendations.searching.fusing import fused, weighed


def test_the_score_is_the_sum_over_the_rankings_of_one_over_sixty_and_the_place():
    scores = dict(fused([[7, 8], [8, 9]]))
    assert scores == {
        7: pytest.approx(1 / 61),
        8: pytest.approx(1 / 62 + 1 / 61),
        9: pytest.approx(1 / 62),
    }


def test_what_both_rankings_have_comes_before_the_first_of_one():
    assert fused([[1, 2, 3], [4, 3]])[0][0] == 3


def test_equal_scores_are_ordered_by_id():
    assert [one for one, _score in fused([[5], [2], [9]])] == [2, 5, 9]


def test_a_small_k_lets_a_first_place_count_for_more():
    rankings = [[1, 2], [3, 2]]
    assert fused(rankings)[0][0] == 2
    assert fused(rankings, k=0)[0][0] == 1


def test_a_ranking_may_count_for_more():
    assert fused([[1], [2]])[0][0] == 1
    assert fused([[1], [2]], weights=(1, 2))[0][0] == 2


def test_nothing_is_fused_to_nothing():
    assert fused([]) == fused([[], []]) == []


def test_what_few_have_weighs_more():
    scores = weighed({1: ["밤", "첼로"], 2: ["밤"], 3: ["첼로", "마두금"]}, total=10)
    assert scores[1] == pytest.approx(log(5) + log(5))
    assert scores[3] == pytest.approx(log(5) + log(10))
    assert weighed({}, total=0) == {}
