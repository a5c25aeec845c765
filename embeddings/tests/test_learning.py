"""A text's vector is there before any band has the text, and lands without a call."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bands.models import BandDescription
from config.tests.world import make_band, make_space
from embeddings.models import BandVector, EmbeddingAttempt, EmbeddingSpace, TextVector
from embeddings.services import TextNotLearned, embed_pending_bands, learn_text, place_learned
from embeddings.tests.embedders import DIMENSIONS, FailingEmbedder, KnownEmbedder, vector_of
from embeddings.text.base import ProviderUnavailable, TextNotEmbeddable
from embeddings.text.reasons import Reason, failure

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def space():
    return make_space(DIMENSIONS, provider="openai")


def learn(space, text="느린 기타", embedder=None, now=NOW):
    asked = embedder or KnownEmbedder()
    learn_text(space=space, text=text, embedder=asked, now=now, seconds=5)


def place(space, *bands):
    place_learned(space=space, band_ids=[band.pk for band in bands], now=NOW)


def test_a_learned_text_lands_without_a_call_as_the_sweep_would_have_stored_it(space):
    """CONTRACT D66, R62."""
    learn(space)
    learned, swept = make_band(text="느린 기타"), make_band(text="느린 기타")

    place(space, learned)
    embed_pending_bands(space=space, embedder=KnownEmbedder(), now=NOW, seconds=5)

    one, other = (BandVector.objects.get(band=band) for band in (learned, swept))
    assert one.vector == pytest.approx(vector_of("느린 기타"), abs=1e-6)
    assert (one.fingerprint, list(one.vector)) == (other.fingerprint, list(other.vector))
    assert not EmbeddingAttempt.objects.exists()


def test_a_text_is_learned_once(space):
    embedder = KnownEmbedder()

    learn(space, embedder=embedder)
    learn(space, embedder=embedder)

    assert (len(embedder.asked), TextVector.objects.count()) == (1, 1)


def test_a_text_that_nobody_learned_is_refused(space):
    with pytest.raises(TextNotLearned):
        place(space, make_band(text="새 글"))


def test_a_band_without_text_keeps_what_it_has(space):
    band = make_band(text="느린 기타")
    learn(space)
    place(space, band)
    BandDescription.objects.filter(band=band).update(text="")

    place(space, band)

    assert BandVector.objects.get(band=band).text_version


def test_a_failure_is_raised_and_once_more_while_the_provider_rests(space):
    """RELIABILITY D7: nobody asks a provider that is left alone."""
    down = FailingEmbedder(failure(ProviderUnavailable, Reason.CONNECTION))
    with pytest.raises(ProviderUnavailable):
        learn(space, embedder=down)

    with pytest.raises(ProviderUnavailable) as again:
        learn(EmbeddingSpace.objects.get(), embedder=down, now=NOW + timedelta(seconds=1))

    assert (len(down.asked), again.value.reason, again.value.retry_after) == (1, "connection", 4)


def test_a_text_without_a_direction_in_the_space_is_refused(space):
    learn(space)
    EmbeddingSpace.objects.update(centre=vector_of("느린 기타"))
    space.refresh_from_db()

    with pytest.raises(TextNotEmbeddable):
        place(space, make_band(text="느린 기타"))


def test_the_centre_is_taken_from_a_learned_text(space):
    learn(space)
    centre = np.eye(DIMENSIONS)[0] / 2
    EmbeddingSpace.objects.update(centre=centre)
    space.refresh_from_db()
    band = make_band(text="느린 기타")

    place(space, band)

    direction = vector_of("느린 기타") - centre
    wanted = direction / np.linalg.norm(direction)
    assert BandVector.objects.get(band=band).vector == pytest.approx(wanted, abs=1e-6)
