"""A curator sees which texts have their vector, and can ask for them again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from bands.models import Band, BandDescription
from bands.tests.test_admin import form
from config.tests.world import make_band, make_member, make_space, place
from embeddings.models import BandVector, EmbeddingAttempt, EmbeddingSpace
from embeddings.spaces import pending_count
from embeddings.states import State, with_embedding_state

pytestmark = pytest.mark.django_db

BANDS = reverse("admin:bands_band_changelist")


@pytest.fixture
def curator(client):
    client.force_login(make_member("curator", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def bands():
    """One band in each state."""
    space = make_space()
    made = {state: make_band(state.value) for state in State}
    BandDescription.objects.filter(band=made[State.NO_TEXT]).update(text="")
    place(space, made[State.CURRENT], [1, 0, 0, 0])
    failed = made[State.FAILED]
    EmbeddingAttempt.objects.create(
        space=space,
        band=failed,
        text_version=BandDescription.objects.get(band=failed).text_version,
        attempts=8,
        has_failed=True,
        reason="timeout",
        next_attempt_at=now() + timedelta(days=3),
    )
    return made


def states(space_id):
    bands = with_embedding_state(Band.objects.all(), space_id)
    return {band.key: band.embedding_state for band in bands}


def test_each_band_knows_how_its_vector_stands(bands):
    found = states(EmbeddingSpace.objects.get().pk)

    assert found == {state.value: state.value for state in State}


def test_without_a_space_every_text_is_pending(bands):
    found = states(None)

    assert set(found.values()) == {State.PENDING, State.NO_TEXT}


@pytest.mark.parametrize("state", list(State))
def test_the_list_can_be_narrowed_to_one_state(curator, bands, state):
    page = curator.get(BANDS, {"embedding": state.value})

    assert [band.key for band in page.context["cl"].queryset] == [state.value]


def test_a_failed_band_shows_its_reason_and_the_next_try(curator, bands):
    page = curator.get(BANDS, {"embedding": "failed"}).content.decode()

    assert "실패 · timeout · 다음 시도" in page


def test_asking_again_keeps_the_vector_and_makes_the_band_pending(curator, bands):
    """CONTRACT P7."""
    current = bands[State.CURRENT]
    choice = {"action": "embed_again", "_selected_action": [current.pk]}

    page = curator.post(BANDS, choice, follow=True)

    assert "1팀의 임베딩을 다시 만듭니다" in page.content.decode()
    assert BandVector.objects.filter(band=current).exists()
    assert states(EmbeddingSpace.objects.get().pk)["current"] == State.PENDING


def test_a_text_saved_in_the_admin_is_pending_at_once(curator, bands):
    """CONTRACT D26: whatever door a text comes through."""
    band = bands[State.CURRENT]
    address = reverse("admin:bands_band_change", args=[band.pk])
    data = form(band, description="새로 쓴 글")

    answer = curator.post(address, data)

    assert answer.status_code == 302
    assert BandDescription.objects.get(band=band).text == "새로 쓴 글"
    assert pending_count(EmbeddingSpace.objects.get().pk) == 3


def test_the_list_of_bands_costs_the_same_for_four_or_forty(
    curator, bands, django_assert_max_num_queries
):
    for _ in range(36):
        make_band()

    with django_assert_max_num_queries(9):
        curator.get(BANDS)
