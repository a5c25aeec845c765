"""Sentences come after all bands, are asked for once, and cost nobody a bill (ADR 0028, N1)."""

from datetime import UTC, datetime

import pytest

from bands.models import BandDescription
from config.tests.world import make_band, make_space, place
from embeddings.models import EmbeddingSpace, TextVector
from embeddings.sentences import services
from embeddings.sentences.services import embed_one_batch, embed_some
from embeddings.services import BATCH
from embeddings.tests.embedders import DIMENSIONS, FailingEmbedder, KnownEmbedder, vector_of
from embeddings.text.base import ProviderUnavailable, TextNotEmbeddable

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
FIRST, SECOND = "겹겹이 쌓인 기타가 번진다.", "낮은 목소리가 걸어온다."
OTHER = "드럼이 한꺼번에 문을 연다."
ENGLISH = ["Guitars spread like fog.", "A voice walks above them."]


@pytest.fixture
def space():
    return make_space(DIMENSIONS, provider="openai")


def embed(space, embedder) -> bool:
    space.refresh_from_db()
    return embed_one_batch(space=space, embedder=embedder, now=NOW, seconds=5)


def write(band, **columns) -> None:
    BandDescription.objects.filter(band=band).update(**columns)


def test_sentences_of_both_languages_get_the_vectors_of_their_text(space):
    band = make_band(text=f"{FIRST} {SECOND}")
    write(band, text_en=" ".join(ENGLISH))
    place(space, band, vector_of("x"))
    embedder = KnownEmbedder()

    assert embed(space, embedder)

    assert embedder.asked == [[FIRST, SECOND, *ENGLISH]]
    stored = TextVector.objects.get(fingerprint=services.fingerprint(SECOND))
    assert stored.vector == pytest.approx(vector_of(SECOND), abs=1e-6)
    assert not embed(space, embedder)
    assert len(embedder.asked) == 1


def test_no_sentence_is_asked_for_while_a_band_waits(space):
    """Filling a space is not slowed down."""
    place(space, make_band(text=f"{FIRST} {SECOND}"), vector_of("x"))
    make_band(text="아직 벡터가 없는 글이다.")
    embedder = KnownEmbedder()

    assert not embed(space, embedder)
    assert embedder.asked == []


def test_after_an_edit_only_what_is_new_is_asked_for(space):
    band = make_band(text=f"{FIRST} {SECOND}")
    entry = place(space, band, vector_of("x"))
    embedder = KnownEmbedder()
    embed(space, embedder)

    write(band, text=f"{FIRST} {OTHER}")
    version = BandDescription.objects.get(band=band).text_version
    type(entry).objects.filter(pk=entry.pk).update(text_version=version)
    embed(space, embedder)

    assert embedder.asked[1:] == [[OTHER]]


def test_a_long_text_is_asked_for_in_calls_of_a_batch(space):
    text = " ".join(f"이 글에서 {number}번째로 나오는 문장이다." for number in range(11))
    place(space, make_band(text=text), vector_of("x"))
    embedder = KnownEmbedder()

    while embed(space, embedder):
        pass

    assert [len(texts) for texts in embedder.asked] == [BATCH, 11 - BATCH]


def test_a_text_of_one_sentence_costs_no_call(space):
    place(space, make_band(text=FIRST), vector_of("x"))
    embedder = KnownEmbedder()

    assert embed(space, embedder)
    assert not embed(space, embedder)
    assert embedder.asked == []


def test_what_a_model_refuses_for_ever_holds_nothing_up(space):
    place(space, make_band(text=f"{FIRST} {SECOND}"), vector_of("x"))
    embedder = FailingEmbedder(TextNotEmbeddable())

    assert embed(space, embedder)
    assert not embed(space, embedder)


def test_after_an_outage_it_is_asked_for_again(space):
    place(space, make_band(text=f"{FIRST} {SECOND}"), vector_of("x"))
    embedder = FailingEmbedder(ProviderUnavailable())
    assert not embed(space, embedder)
    embedder.error = None
    EmbeddingSpace.objects.update(paused_until=None, failures=0)

    assert embed(space, embedder)
    assert TextVector.objects.count() == 2


def test_who_sends_a_bill_is_never_asked_for_sentences(space):
    place(space, make_band(text=f"{FIRST} {SECOND}"), vector_of("x"))

    assert not embed_some(now=NOW, seconds=5)
    assert not TextVector.objects.exists()
