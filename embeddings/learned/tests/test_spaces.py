"""Learned spaces in the database: search, newcomers, switching and the way back."""

from itertools import pairwise

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from bands.models import Band, BandDescription
from config.tests.world import make_band, make_space, place, unit
from embeddings.learned import services
from embeddings.learned.layout import correcting
from embeddings.learned.services import Fused
from embeddings.models import BandVector, EmbeddingSpace, LearnedSpace, LearnedVector
from embeddings.querysets import Serving
from recommendations.learning.fusing import crowding

pytestmark = pytest.mark.django_db

DIMENSIONS, EXTRA = 4, 2


@pytest.fixture
def world():
    """Twelve bands in a text space; the first ten are known to a learned space over it."""
    rng = np.random.default_rng(5)
    space = make_space(DIMENSIONS)
    bands = [make_band() for _ in range(12)]
    texts = np.stack([unit(rng.standard_normal(DIMENSIONS)) for _ in bands])
    for band, text in zip(bands, texts, strict=True):
        place(space, band, text)
    extra = np.stack([unit(rng.standard_normal(EXTRA)) for _ in bands])
    points = np.hstack([np.sqrt(0.7) * texts, np.sqrt(0.3) * extra])[:10]
    rows = correcting(points, crowding(points))
    learned = services.keep(text_space=space, fused=fused(bands, rows), now=now())
    return space, bands, learned


def fused(bands, rows, **columns) -> Fused:
    known = {band.pk: row for band, row in zip(bands, rows, strict=False)}
    given = {"text_share": 0.7, "against_hubs": 0.3, "newcomer": 0.2} | columns
    return Fused(rows=known, fingerprints=dict.fromkeys(known, "0" * 64), parameters={}, **given)


def by_hand(learned, bands, query, n):
    rows = LearnedVector.objects.arrays(learned, [band.pk for band in bands])
    scored = sorted((-float(query @ row), pk) for pk, row in rows.items())
    return [pk for _distance, pk in scored][:n]


def test_the_search_finds_what_comparing_with_every_band_finds(world):
    _space, bands, learned = world
    rows = LearnedVector.objects.arrays(learned, [bands[0].pk, bands[11].pk])
    queries = learned.layout.queries(np.stack(list(rows.values())))
    found = LearnedVector.objects.nearest(learned, queries, 5, excluded=[])
    for index, query in enumerate(queries):
        mine = [row for row in found if row.query == index]
        assert [row.band_id for row in mine] == by_hand(learned, bands, query, 5)
        assert all(a.similarity >= b.similarity for a, b in pairwise(mine))


def test_what_may_not_be_recommended_is_never_found(world):
    """CONTRACT A1."""
    _space, bands, learned = world
    Band.objects.filter(pk=bands[1].pk).update(is_published=False)
    Band.objects.filter(pk=bands[2].pk).update(deleted_at=now())
    BandDescription.objects.filter(band=bands[3]).update(text="")
    query = learned.layout.queries(
        LearnedVector.objects.arrays(learned, [bands[0].pk])[bands[0].pk][None]
    )
    found = LearnedVector.objects.nearest(learned, query, 12, excluded=[bands[0].pk])
    left = {band.pk for band in bands[4:]}
    assert {row.band_id for row in found} == left


def test_a_band_that_came_later_is_found_by_its_text(world):
    """New bands are recommendable the minute their text is embedded."""
    space, _bands, learned = world
    late = make_band()
    place(space, late, unit([1, 1, 0, 0]))
    row = LearnedVector.objects.arrays(learned, [late.pk])[late.pk]
    query = learned.layout.queries(row[None])
    found = LearnedVector.objects.nearest(learned, query, 13, excluded=[])
    assert late.pk in {each.band_id for each in found}
    assert np.linalg.norm(row) == pytest.approx(1)


def test_a_band_with_a_new_text_is_taken_by_that_text_until_the_next_training(world):
    _space, bands, learned = world
    LearnedVector.objects.filter(space=learned, band=bands[0]).update(fingerprint="1" * 64)
    row = LearnedVector.objects.arrays(learned, [bands[0].pk])[bands[0].pk]
    assert not row[DIMENSIONS:-1].any()


def test_keywords_point_to_the_mean_of_their_carriers(world):
    _space, bands, learned = world
    bands[0].keywords.set([])
    for band in bands[:2]:
        band.keywords.create(keyword=f"낱말 {band.pk}", facet="mood")
    words = [band.keywords.get().pk for band in bands[:2]]
    rows = LearnedVector.objects.arrays(learned, [band.pk for band in bands[:2]])
    mean = np.mean(list(rows.values()), axis=0)
    assert np.allclose(LearnedVector.objects.of_carriers(learned, words), mean, atol=1e-6)
    assert LearnedVector.objects.of_carriers(learned, [-1]) is None
    ids = [band.pk for band in bands[:2]]
    for asked in (words, [-1]):
        together = LearnedVector.objects.arrays_and_carriers(learned, ids, asked)
        assert together[0].keys() == rows.keys()
        assert np.array_equal(list(together[0].values()), list(rows.values()))
        assert np.array_equal(together[1], LearnedVector.objects.of_carriers(learned, asked))


def test_one_serves_and_there_is_a_way_back(world):
    space, bands, first = world
    services.activate(space=first, now=now())
    second = services.keep(text_space=space, fused=fused(bands, np.eye(7)[:5]), now=now())
    assert services.activate(space=second, now=now()) == first
    assert LearnedSpace.objects.active_over(space.pk) == second

    assert services.roll_back(now=now()) == first

    assert LearnedSpace.objects.active_over(space.pk) == first
    with pytest.raises(services.NothingBefore):
        services.roll_back(now=now())
    services.stop()
    assert LearnedSpace.objects.active_over(space.pk) is None


def test_what_serves_is_read_at_once(world, django_assert_num_queries):
    space, _bands, learned = world
    standing = BandVector.objects.standing(space.pk)
    assert EmbeddingSpace.objects.serving() == Serving(space, standing, None)
    services.activate(space=learned, now=now())

    with django_assert_num_queries(1):
        serving = EmbeddingSpace.objects.serving()
        layout = serving.learned.layout
    assert layout == learned.layout
    assert serving == Serving(space, standing, learned)


def test_nothing_serves_before_there_is_a_space(db):
    assert EmbeddingSpace.objects.serving() is None


def test_what_was_learnt_over_a_space_that_no_longer_serves_is_not_used(world):
    space, _bands, learned = world
    services.activate(space=learned, now=now())
    space.status = "retired"
    space.save()
    other = make_space(DIMENSIONS)
    assert LearnedSpace.objects.active_over(other.pk) is None
    with pytest.raises(services.TextSpaceChanged):
        services.activate(space=learned, now=now())


def test_the_database_refuses_a_row_without_length_one(world):
    _space, bands, learned = world
    with pytest.raises(IntegrityError), transaction.atomic():
        LearnedVector.objects.create(
            space=learned, band=bands[11], fingerprint="", vector=[0.0] * learned.dimensions
        )


def test_only_the_newest_of_those_that_do_not_serve_are_kept(world):
    space, bands, _learned = world
    for _time in range(services.KEPT + 3):
        made = services.keep(text_space=space, fused=fused(bands, np.eye(7)[:5]), now=now())
        services.activate(space=made, now=now())
    assert LearnedSpace.objects.count() == services.KEPT + 1
