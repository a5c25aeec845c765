"""One space serves, whole; another takes over in one step (CONTRACT P10; RELIABILITY F15)."""

from datetime import UTC, datetime

import numpy as np
import pytest

from config.tests.world import make_band
from embeddings import spaces
from embeddings.models import BandVector, EmbeddingSpace
from embeddings.services import embed_pending_bands
from embeddings.tests.embedders import FailingEmbedder, KnownEmbedder, vector_of
from embeddings.text import compose, registry
from embeddings.text.base import TextNotEmbeddable

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
Status = EmbeddingSpace.Status


class LocalEmbedder(KnownEmbedder):
    provider = "local"


@pytest.fixture
def configure(monkeypatch):
    def choose(embedder):
        monkeypatch.setattr(registry, "configured", lambda: embedder)

    return choose


def fill(space, embedder):
    while embed_pending_bands(space=space, embedder=embedder, now=NOW, seconds=5).stored:
        pass


def make_bands(n):
    return [make_band(f"band-{number}", text=f"글 {number}") for number in range(n)]


def test_the_first_space_serves_from_the_start(configure):
    configure(KnownEmbedder())

    (space,) = spaces.spaces_to_fill(now=NOW)

    assert EmbeddingSpace.objects.active() == space
    assert spaces.spaces_to_fill(now=NOW) == [space]


def test_a_full_local_space_is_centred_on_its_mean(configure):
    embedder = LocalEmbedder()
    configure(embedder)
    bands = make_bands(spaces.LEAST_TO_CENTRE)
    (plain,) = spaces.spaces_to_fill(now=NOW)
    fill(plain, embedder)

    centred = spaces.finish_space(space=plain, now=NOW)

    raw = np.array([vector_of(compose.band_text([], f"글 {n}")) for n in range(len(bands))])
    expected = raw - raw.mean(axis=0)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    stored = BandVector.objects.arrays(centred.pk, [band.pk for band in bands])
    assert EmbeddingSpace.objects.active() == centred
    assert np.array(list(stored.values())) == pytest.approx(expected, abs=1e-5)
    plain.refresh_from_db()
    assert plain.status == Status.RETIRED


def test_a_band_that_comes_later_is_placed_by_the_same_centre(configure):
    embedder = LocalEmbedder()
    configure(embedder)
    make_bands(spaces.LEAST_TO_CENTRE)
    (plain,) = spaces.spaces_to_fill(now=NOW)
    fill(plain, embedder)
    centred = spaces.finish_space(space=plain, now=NOW)

    late = make_band("late", text="늦게 온 글")
    fill(centred, embedder)

    expected = vector_of("늦게 온 글") - centred.centre_array
    stored = BandVector.objects.arrays(centred.pk, [late.pk])[late.pk]
    assert stored == pytest.approx(expected / np.linalg.norm(expected), abs=1e-5)


def test_a_space_that_is_still_filling_is_left_alone(configure):
    configure(LocalEmbedder())
    make_bands(spaces.LEAST_TO_CENTRE)
    (plain,) = spaces.spaces_to_fill(now=NOW)

    assert spaces.finish_space(space=plain, now=NOW) == plain
    assert EmbeddingSpace.objects.count() == 1


def test_few_bands_are_not_centred(configure):
    embedder = LocalEmbedder()
    configure(embedder)
    make_bands(spaces.LEAST_TO_CENTRE - 1)
    (plain,) = spaces.spaces_to_fill(now=NOW)
    fill(plain, embedder)

    assert spaces.finish_space(space=plain, now=NOW).centre is None


def test_a_text_that_can_never_be_embedded_does_not_hold_up_the_space(configure):
    embedder = LocalEmbedder()
    configure(embedder)
    make_bands(spaces.LEAST_TO_CENTRE)
    (plain,) = spaces.spaces_to_fill(now=NOW)
    fill(plain, embedder)
    make_band("bad")
    bad = FailingEmbedder(TextNotEmbeddable())
    embed_pending_bands(space=plain, embedder=bad, now=NOW, seconds=5)

    assert spaces.finish_space(space=plain, now=NOW).centre is not None
