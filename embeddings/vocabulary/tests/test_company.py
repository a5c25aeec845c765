"""Suggested keywords follow the text's meaning and the company it keeps (CONTRACT S122, A12)."""

import numpy as np
import pytest

from bands.models import Keyword
from config.tests.world import know, make_band, make_keyword, make_space, place, unit
from embeddings.vocabulary.suggest import company, suggested_keywords

pytestmark = pytest.mark.django_db

DREAMY, LOUD, SUMMER = [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]


@pytest.fixture
def space():
    space = make_space()
    for word, vector in (("몽환적인", DREAMY), ("강렬한", LOUD), ("여름", SUMMER)):
        make_keyword(word)
        know(space, [word], vector)
    return space


def suggestions(space, vector, *, n=5, without=(), **more):
    return suggested_keywords(space=space, vector=unit(vector), n=n, without=without, **more)


def words(*arguments, **more):
    return [one.keyword for one in suggestions(*arguments, **more)]


def test_the_word_whose_vector_is_nearest_comes_first(space):
    assert words(space, [3, 2, 0, 0]) == ["몽환적인", "강렬한"]


def test_what_the_nearest_bands_carry_counts_as_well(space):
    """A text may speak for a word that it is not near to itself."""
    for number in range(3):
        place(space, make_band(f"near-{number}", keywords=["여름"]), [1, 0.1 * number, 0, 0])

    first, second = suggestions(space, [3, 2, 0, 0])[:2]

    assert (first.keyword, second.keyword) == ("여름", "몽환적인")
    assert first.company == pytest.approx(1.0)
    assert first.meaning == pytest.approx(0.0)


def test_words_that_the_band_has_and_deleted_words_are_not_suggested(space):
    Keyword.objects.filter(keyword="강렬한").update(deleted_at="2026-01-01T00:00Z")

    assert words(space, [3, 2, 0, 0], without={"몽환적인"}) == []


def test_a_band_is_no_neighbour_of_its_own_text(space):
    band = make_band("self", keywords=["여름"])
    place(space, band, DREAMY)

    assert "여름" in words(space, DREAMY)
    assert "여름" not in words(space, DREAMY, band_id=band.pk)


def test_a_word_without_a_vector_waits_for_it(space):
    make_keyword("새 낱말")

    assert "새 낱말" not in words(space, [1, 1, 1, 1], least=-2, n=99)


def test_an_empty_vocabulary_suggests_nothing():
    assert words(make_space(), DREAMY) == []


def test_at_most_so_many_and_none_below_the_threshold(space):
    assert len(words(space, [1, 1, 1, 0], n=2)) == 2
    assert words(space, [1, 1, 1, 0], least=0.9) == []


def test_a_suggestion_costs_four_queries(space, django_assert_num_queries):
    place(space, make_band(keywords=["여름"]), DREAMY)

    with django_assert_num_queries(4):
        words(space, DREAMY)


def test_nearer_bands_weigh_more_and_opposite_ones_nothing():
    shares = company(np.array([0.8, 0.4, -0.9]), np.array([[1, 0], [0, 1], [0, 1]]))

    assert shares == pytest.approx([0.8, 0.2])
