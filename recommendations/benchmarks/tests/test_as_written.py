"""The comparison is an honest one: where nothing collides both pipelines name the same bands."""

import numpy as np
import pytest
from django.db import connection
from django.test import Client

from config.tests.world import know, make_band, make_keyword, make_member, make_space, place
from embeddings.tests.fake_openai import FakeOpenAI
from embeddings.tests.openai_faults import vector_of
from members.tokens import AccessToken
from recommendations.benchmarks import as_written
from recommendations.benchmarks.contestants import PATHS

DIMENSIONS = 24
TASTES = 3


@pytest.fixture
def member():
    """Three tastes far apart, two picks and three other bands in each, and two keywords."""
    space = make_space(DIMENSIONS)
    random = np.random.default_rng(5)
    picks = []
    for taste in np.eye(DIMENSIONS)[:TASTES]:
        bands = [make_band(keywords=["밤"]) for _ in range(5)]
        for band in bands:
            place(space, band, taste + 0.1 * random.standard_normal(DIMENSIONS))
        picks += bands[:2]
    words = [make_keyword("밤"), make_keyword("바다")]
    sentence = " ".join(word.keyword for word in words)
    know(space, [word.keyword for word in words], vector_of(sentence, dimensions=DIMENSIONS))
    return make_member(bands=picks, keywords=words)


@pytest.fixture
def ask(member, settings):
    settings.ROOT_URLCONF = "recommendations.benchmarks.urls"
    token = AccessToken.for_member(member)
    with FakeOpenAI() as provider:
        settings.BENCHMARK_PROVIDERS = {"free": provider.base_url}
        yield (
            lambda name: (
                Client()
                .post(PATHS[name], headers={"Authorization": f"Bearer {token}"})
                .json()["payload"]["bands"]
            )
        )


@pytest.mark.django_db
def test_ours_and_as_written_name_the_same_bands_with_the_same_scores(ask):
    """CONTRACT D25-D41: the same answer by other means."""
    as_written.make_tables()

    ours, written = ask("ours"), ask("written_free")

    assert len({band["bandId"] for band in written}) == 5
    assert [band["bandId"] for band in ours] == [band["bandId"] for band in written]
    assert [band["score"] for band in ours] == pytest.approx(
        [band["score"] for band in written], abs=2e-4
    )
    assert [band["keywords"] for band in ours] == [band["keywords"] for band in written]


@pytest.mark.django_db
def test_as_written_stores_its_list_in_place_of_the_former(ask):
    as_written.make_tables()

    written = [ask("written_free") for _twice in range(2)][1]

    with connection.cursor() as cursor:
        cursor.execute("SELECT band_id FROM written_recommend ORDER BY priority")
        assert cursor.fetchall() == [(band["bandId"],) for band in written]
