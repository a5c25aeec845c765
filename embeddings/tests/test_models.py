"""The database itself refuses what is no vector of its space (RELIABILITY D4, P8)."""

import numpy as np
import pytest
from django.db import DataError, IntegrityError, connection, transaction

from config.tests.world import make_band, make_space, place
from embeddings.models import BandVector, EmbeddingSpace, TextVector

pytestmark = pytest.mark.django_db


def insert(space, vector, dimensions=4):
    return BandVector.objects.create(
        space=space,
        band=make_band(),
        dimensions=dimensions,
        fingerprint="f" * 64,
        text_version=1,
        vector=vector,
    )


@pytest.mark.parametrize(
    "vector",
    [
        [0, 0, 0, 0],
        [2, 0, 0, 0],
        [0.5, 0, 0, 0],
        [float("nan"), 0, 0, 1],
        [float("inf"), 0, 0, 0],
        [1, 0, 0],
        [1, 0, 0, 0, 0],
    ],
    ids=["zero", "too long", "too short", "NaN", "infinite", "too few", "too many"],
)
def test_what_is_no_unit_vector_of_the_space_is_refused(vector):
    """CONTRACT D87, D88: `vector(1536)` and nothing else in a space of 1536 numbers."""
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        insert(make_space(), vector)

    assert not BandVector.objects.exists()


def test_a_row_cannot_claim_another_size_than_its_space():
    space = make_space()

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(space, [1, 0, 0], dimensions=3)
        connection.check_constraints()


def test_a_space_of_the_contracts_size_takes_its_vectors():
    """CONTRACT D4, D86-D88: text-embedding-3-small, 1536 numbers."""
    space = make_space(1536, provider="openai", model="text-embedding-3-small")

    insert(space, np.full(1536, 1536**-0.5), dimensions=1536)

    assert BandVector.objects.count() == 1


def test_vectors_are_read_back_exactly():
    space = make_space()
    vector = np.array([0.1, 0.2, 0.3, np.sqrt(1 - 0.14)], dtype=np.float32)
    entry = insert(space, vector)

    stored = BandVector.objects.arrays(space.pk, [entry.band_id])

    assert (stored[entry.band_id] == vector).all()


def test_one_space_serves_at_a_time():
    make_space()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_space()


def test_a_text_of_a_model_has_one_vector():
    TextVector.objects.create(model_key="m", fingerprint="f", vector=[1, 0])

    with pytest.raises(IntegrityError), transaction.atomic():
        TextVector.objects.create(model_key="m", fingerprint="f", vector=[0, 1])


def test_vectors_are_kept_in_the_row():
    """RELIABILITY D5: reading them out of TOAST costs half of the search."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstorage FROM pg_attribute "
            "WHERE attrelid = 'band_vector'::regclass AND attname = 'vector'"
        )
        assert cursor.fetchone() == ("p",)


class TestNearest:
    """CONTRACT A1, A7, D46, D89: exact, eligible only, best first, ties by id."""

    @pytest.fixture
    def space(self):
        return make_space()

    def at(self, space, angle):
        band = make_band()
        place(space, band, [np.cos(angle), np.sin(angle), 0, 0])
        return band.pk

    def search(self, space, queries, n, excluded=(), **options):
        return BandVector.objects.nearest(space.pk, np.array(queries), n, excluded, **options)

    def test_the_best_come_first_with_their_cosines(self, space):
        far, near = self.at(space, 1.0), self.at(space, 0.1)

        found = self.search(space, [[1, 0, 0, 0]], 5)

        assert [row.band_id for row in found] == [near, far]
        assert [row.similarity for row in found] == pytest.approx(
            [np.cos(0.1), np.cos(1.0)], abs=1e-6
        )

    @pytest.mark.parametrize("many", [0, 1, 2])
    def test_vectors_are_given_of_as_many_as_are_wanted(self, space, many):
        for angle in (0.1, 0.2, 0.3):
            self.at(space, angle)
        queries = [[1, 0, 0, 0], [0, 1, 0, 0]]

        whole = self.search(space, queries, 3)
        found = self.search(space, queries, 3, vectors_of=many)

        assert [row.band_id for row in found] == [row.band_id for row in whole]
        assert [row.vector.size for row in found] == 2 * ([4] * many + [0] * (3 - many))
        for row, full in zip(found, whole, strict=True):
            np.testing.assert_array_equal(row.vector, full.vector[: row.vector.size])

    def test_equal_bands_come_by_id(self, space):
        ids = [self.at(space, 0.3) for _ in range(4)]

        found = self.search(space, [[1, 0, 0, 0]], 3)

        assert [row.band_id for row in found] == ids[:3]

    def test_several_queries_are_answered_in_one_statement(self, space, django_assert_num_queries):
        one, other = self.at(space, 0.0), self.at(space, 1.5)

        with django_assert_num_queries(1):
            found = self.search(space, [[1, 0, 0, 0], [0, 1, 0, 0], [-1, 0, 0, 0]], 1)

        assert [(row.query, row.band_id) for row in found] == [(0, one), (1, other), (2, other)]

    def test_n_are_found_whenever_n_are_eligible(self, space):
        ids = [self.at(space, angle) for angle in np.linspace(0, 1, 12)]

        found = self.search(space, [[1, 0, 0, 0]], 5, excluded=ids[:7])

        assert [row.band_id for row in found] == ids[7:]

    def test_opposite_directions_are_minus_one(self, space):
        """CONTRACT D90."""
        self.at(space, np.pi)

        assert self.search(space, [[1, 0, 0, 0]], 1)[0].similarity == pytest.approx(-1)

    def test_another_space_is_another_world(self, space):
        self.at(space, 0.0)
        other = make_space(status="building")

        assert self.search(other, [[1, 0, 0, 0]], 5) == []
        assert EmbeddingSpace.objects.active() == space
