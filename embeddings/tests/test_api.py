"""Embedding generation is for staff only and never loses a vector (CONTRACT D60, P7)."""

import pytest

from config.tests.callers import as_member, stranger
from config.tests.world import make_band, make_member, make_space, place
from embeddings.models import BandVector
from embeddings.spaces import pending_count

pytestmark = pytest.mark.django_db

ADDRESSES = [
    ("get", "/api/embeddings"),
    ("post", "/api/embeddings/missing"),
    ("post", "/api/embeddings/remake"),
]


@pytest.fixture
def staff():
    return as_member(make_member("staff", is_staff=True))


@pytest.fixture
def embedded():
    space = make_space()
    bands = [make_band(), make_band()]
    for band in bands:
        place(space, band, [1, 0, 0, 0])
    return space, bands


def post(client, address, body):
    return client.post(address, body, content_type="application/json")


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_only_staff_is_let_in(method, address):
    """RELIABILITY S23."""
    assert getattr(stranger(), method)(address).status_code == 401
    assert getattr(as_member(make_member()), method)(address).status_code == 403


def test_the_state_counts_what_is_embedded_and_pending(staff, embedded):
    make_band("new")

    payload = staff.get("/api/embeddings").json()["payload"]

    assert (payload["bands"], payload["embedded"], payload["pending"]) == (3, 2, 1)


def test_some_bands_can_be_made_again_while_the_old_vectors_serve(staff, embedded):
    space, bands = embedded

    answer = post(staff, "/api/embeddings/remake", {"bandIds": [bands[0].pk]})

    assert (answer.status_code, answer.json()["payload"]) == (202, {"requested": 1})
    assert pending_count(space.pk) == 1
    assert BandVector.objects.count() == 2


def test_all_bands_can_be_made_again(staff, embedded):
    answer = post(staff, "/api/embeddings/remake", {"all": True})

    assert answer.json()["payload"] == {"requested": 2}


@pytest.mark.parametrize(
    "body", [{}, {"all": False}, {"all": True, "bandIds": [1]}, {"bandIds": ["x"]}, {"bandIds": []}]
)
def test_an_unclear_request_is_refused(staff, embedded, body):
    answer = post(staff, "/api/embeddings/remake", body)

    assert answer.status_code == 400
    assert pending_count(embedded[0].pk) == 0


def test_missing_vectors_can_be_asked_for_at_once(staff, embedded):
    assert staff.post("/api/embeddings/missing").status_code == 202
