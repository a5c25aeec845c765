"""Keywords near a text, from stored vectors alone (CONTRACT S38, S122)."""

import numpy as np
import pytest

from bands.models import Keyword
from config.tests.world import know, make_keyword, make_space
from embeddings.models import TextVector
from embeddings.vocabulary.suggest import nearest_keywords

pytestmark = pytest.mark.django_db

ANGLES = {"몽환적인": 10, "새벽": 40, "신나는": 120, "격렬한": 175}


@pytest.fixture
def space():
    """Four keywords on a half circle; the text lies at 0 degrees."""
    space = make_space(2)
    for word, angle in ANGLES.items():
        make_keyword(word)
        know(space, [word], at(angle))
    return space


def at(angle):
    return np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])


def near(space, n=4, without=()):
    return nearest_keywords(space=space, vector=at(0), n=n, without=without)


def test_the_nearest_come_first_with_their_cosines(space):
    found = near(space, n=2)

    assert [one.keyword for one in found] == ["몽환적인", "새벽"]
    assert [one.similarity for one in found] == pytest.approx(np.cos(np.radians([10, 40])))


def test_keywords_that_a_band_has_are_not_suggested(space):
    found = near(space, without={"몽환적인", "신나는"})

    assert [one.keyword for one in found] == ["새벽", "격렬한"]


def test_a_deleted_keyword_and_one_without_a_vector_are_left_out(space):
    make_keyword("아직")
    Keyword.objects.filter(keyword="새벽").update(deleted_at="2026-01-01T00:00:00Z")

    assert [one.keyword for one in near(space)] == ["몽환적인", "신나는", "격렬한"]


def test_keywords_are_measured_from_the_centre_of_the_space(space):
    space.centre = [0.0, 0.5]
    space.save()
    space.refresh_from_db()

    one, other = near(space, n=2)

    directions = {word: at(angle) - [0, 0.5] for word, angle in ANGLES.items()}
    cosines = {word: d[0] / np.linalg.norm(d) for word, d in directions.items()}
    assert one.similarity == pytest.approx(cosines[one.keyword])
    assert {one.keyword, other.keyword} == set(sorted(cosines, key=cosines.get)[-2:])


def test_an_equal_cosine_is_settled_by_id():
    space = make_space(2)
    for word in ("둘", "하나"):
        make_keyword(word)
        know(space, [word], at(30))

    assert [one.keyword for one in near(space)] == ["둘", "하나"]


def test_a_suggestion_costs_two_queries(space, django_assert_num_queries):
    with django_assert_num_queries(2):
        near(space)


def test_an_empty_vocabulary_suggests_nothing():
    TextVector.objects.all().delete()

    assert near(make_space(2)) == []
