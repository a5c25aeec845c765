"""Ranks, lists and figures of P4 by hand."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommendations.algorithms.registry import ALGORITHMS
from recommendations.evaluation.catalogue import golden
from recommendations.evaluation.catalogue.listers import Scored, Served
from recommendations.evaluation.catalogue.measuring import measured
from recommendations.evaluation.catalogue.questions import (
    Exam,
    Question,
    asked,
    carriers,
    named,
)
from recommendations.evaluation.catalogue.tables import tables
from recommendations.learning.registry import METHODS
from recommendations.learning.sparse import ones_at
from recommendations.learning.types import World
from recommendations.reach.ground import TextGround
from recommendations.reach.search import Catalogue

IDS = np.array([3, 5, 8, 13], dtype=np.int64)
ANGLES = np.radians([0, 10, 80, 90])
VECTORS = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1).astype(np.float32)
CATALOGUE = Catalogue(IDS, VECTORS)
RIGHT = np.array([1.0, 0.0])  # where row 0 stands


@pytest.fixture
def world() -> World:
    """Two keywords, of the first and of the last two bands; one member picked the last band."""
    tags = ones_at([np.array([0]), np.array([0]), np.array([1]), np.array([1])], 2)
    listens = ones_at([np.array([3])], 4)
    return World(listens, tags, csr_array((1, 2), dtype=np.float32), VECTORS, VECTORS[[0, 3]])


@pytest.fixture
def exam(world) -> Exam:
    words = asked([Question((), (0,), RIGHT)], [np.array([0, 1])])
    sentences = asked([Question((), (), RIGHT)], [np.array([1])])
    tastes = (Question((0,)), Question((3,)))
    return Exam(CATALOGUE, world, ((0, 1, True), (0, 2, False)), words, sentences, tastes)


@pytest.mark.parametrize("name", ALGORITHMS)
def test_an_algorithm_ranks_around_a_pick_that_it_never_lists(name):
    lists = Served(ALGORITHMS[name], TextGround(CATALOGUE))([Question((3,))], 4)
    assert lists.tolist() == [[2, 1, 0, -1]]


@pytest.mark.parametrize("name", ALGORITHMS)
def test_who_needs_picks_takes_the_direction_for_one(name):
    lists = Served(ALGORITHMS[name], TextGround(CATALOGUE))([Question((), (), RIGHT)], 3)
    assert lists.tolist() == [[0, 1, 2]]


def test_without_a_depth_a_list_is_as_long_as_a_member_sees():
    lists = Served(ALGORITHMS["v1"], TextGround(CATALOGUE))([Question((0,))], None)
    assert lists[0, :3].tolist() == [1, 2, 3]
    assert (lists[0, 3:] == -1).all()


def test_a_learnt_method_sees_keywords_and_picks(world):
    lister = Scored(METHODS["tf-idf"].fit(world), world)
    lists = lister([Question((), (1,)), Question((0,))], 2)
    assert lists.tolist() == [[2, 3], [1, 2]]


def test_ranks_are_from_both_sides_and_the_unlisted_stand_last():
    pairs = [(0, 1, True), (0, 2, False)]
    assert golden.bands_of(pairs) == [0, 1, 2]
    lists = {0: np.array([2, 1, 3]), 1: np.array([0, 2, 3]), 2: np.array([3, 1, -1])}

    found = golden.sides(pairs, lists)

    assert found.ranks.tolist() == [[2, 1], [1, 4]]
    values = golden.of_pairs(found)
    assert values["golden near, MRR"].tolist() == [(1 / 2 + 1) / 2]
    assert values["golden far, recall@10"].tolist() == [1.0]
    assert values["golden near before far"].tolist() == [0.0]  # seen from band 0
    assert golden.of_all(found, 4)["golden AUC"] == 0.5  # the better ranks are 1 and 1


def test_keywords_are_found_in_a_sentence_in_either_language():
    spellings = [("포크", "folk"), ("펑크", ""), ("밤", "night")]
    assert named("Quiet FOLK for the night", spellings) == (0, 2)
    assert named("비 오는 밤의 펑크", spellings) == (1, 2)


def test_a_keyword_asks_for_those_who_carry_it():
    assert [rows.tolist() for rows in carriers([[1], [], [0, 1]], 3)] == [[2], [0, 2], []]


def test_what_nothing_is_right_for_is_not_asked():
    kept = asked([Question((), (0,)), Question((), (1,))], [np.array([], int), np.array([2])])
    assert kept.questions == (Question((), (1,)),)


def test_all_of_it_by_hand(exam):
    outcome = measured(Served(ALGORITHMS["v1"], TextGround(CATALOGUE)), exam)

    values = {name: row.tolist() for name, row in outcome.by_listener.items()}
    assert values["keywords, NDCG@10"] == [1.0]
    assert values["sentences, MRR@20"] == [0.5]
    assert values["golden near, MRR"] == [1.0]
    assert values["golden near before far"] == [1.0]
    assert outcome.of_lists["reached"] == 1.0
    assert "| v1 " in tables({"v1": outcome})


def test_who_cannot_be_asked_without_picks_has_no_retrieval(exam, world):
    lister = Scored(METHODS["popularity"].fit(world), world)
    outcome = measured(lister, exam, retrieves=False)
    assert not any(name.startswith(("keywords", "sentences")) for name in outcome.by_listener)
    assert outcome.of_lists["reached"] == 1.0
