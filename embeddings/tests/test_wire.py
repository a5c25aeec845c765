"""Vectors reach the database and come back bit for bit, by both ways of sending them."""

import numpy as np
import pytest
from django.db import connection

from embeddings.wire import Packed, binary_cursor, unpacked

pytestmark = pytest.mark.django_db

VECTOR = np.array([0.1, -1e-30, 3.0, 1 / 3], dtype=np.float32)


@pytest.mark.parametrize("cursor", [binary_cursor, lambda connection: connection.cursor()])
def test_a_vector_comes_back_as_it_went(cursor):
    with cursor(connection) as opened:
        opened.execute("SELECT vector_send(%s::vector)", [Packed(VECTOR)])
        (raw,) = opened.fetchone()

    assert (unpacked(raw) == VECTOR).all()


def test_statements_are_counted_and_shown(django_assert_num_queries):
    with django_assert_num_queries(1) as seen, binary_cursor(connection) as cursor:
        cursor.execute("SELECT vector_dims(%s::vector)", [Packed(VECTOR)])

    assert "vector_dims" in seen.captured_queries[0]["sql"]
