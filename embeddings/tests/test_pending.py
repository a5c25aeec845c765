"""What is pending is read from the data, and a late result never lands (RELIABILITY D2, D3)."""

from datetime import UTC, datetime, timedelta

import pytest

from bands.models import Band, BandDescription, Keyword
from config.tests.world import make_band, make_keyword, make_space
from embeddings import keyword_texts, pending, requests, services, spaces
from embeddings.models import BandVector, EmbeddingAttempt, TextVector
from embeddings.services import embed_keyword_texts, embed_pending_bands
from embeddings.tests.embedders import DIMENSIONS, FailingEmbedder, KnownEmbedder, vector_of
from embeddings.text import compose
from embeddings.text.base import (
    ProviderBusy,
    ProviderRefuses,
    ProviderUnavailable,
    TextNotEmbeddable,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ROUNDS = 100  # of each case of F11


@pytest.fixture
def space():
    return make_space(DIMENSIONS, provider="openai")


def embed(space, embedder, now=NOW):
    space.refresh_from_db()
    return embed_pending_bands(space=space, embedder=embedder, now=now, seconds=5)


def embed_keywords(space, embedder, now=NOW):
    texts = keyword_texts.of_keywords()
    return embed_keyword_texts(space=space, embedder=embedder, texts=texts, now=now, seconds=5)


def edit(band, text):
    description = BandDescription.objects.get(band=band)
    description.text = text
    description.save()


def stored_text_is_current(band, keywords, text):
    entry = BandVector.objects.get(band=band)
    expected = vector_of(compose.band_text(keywords, text))
    return entry.vector == pytest.approx(expected, abs=1e-6)


def test_a_saved_text_becomes_a_vector(space):
    """CONTRACT D26, D66: every band with a text owns a vector."""
    band = make_band(text="느린 기타", keywords=["몽환적인"])

    progress = embed(space, KnownEmbedder())

    assert (progress.stored, progress.failed) == (1, 0)
    assert stored_text_is_current(band, ["몽환적인"], "느린 기타")
    assert not EmbeddingAttempt.objects.exists()


def test_a_second_round_asks_the_provider_for_nothing(space):
    make_band()
    embedder = KnownEmbedder()

    embed(space, embedder)
    embed(space, embedder)

    assert len(embedder.asked) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda band: edit(band, "다른 글"),
        lambda band: band.keywords.add(make_keyword("쓸쓸한")),
        lambda band: band.keywords.clear(),
        lambda band: Keyword.objects.filter(keyword="몽환적인").update(keyword="꿈같은"),
    ],
    ids=["text", "keyword added", "keywords removed", "keyword renamed"],
)
def test_whatever_changes_the_embedded_text_makes_the_band_pending(space, change):
    band = make_band(keywords=["몽환적인"])
    embed(space, KnownEmbedder())

    change(band)

    assert spaces.pending_count(space.pk) == 1
    assert embed(space, KnownEmbedder()).stored == 1
    assert spaces.pending_count(space.pk) == 0


def test_an_edit_that_does_not_touch_the_text_costs_nothing(space):
    band = make_band()
    embed(space, KnownEmbedder())

    BandDescription.objects.get(band=band).save()

    assert spaces.pending_count(space.pk) == 0


def test_a_text_that_comes_back_costs_no_second_call(space):
    band = make_band(text="가")
    embedder = KnownEmbedder()
    embed(space, embedder)
    edit(band, "나")
    embed(space, embedder)

    edit(band, "가")
    embed(space, embedder)

    assert len(embedder.asked) == 2
    assert stored_text_is_current(band, [], "가")


def meanwhile_cases(band):
    return {
        "edited": lambda: edit(band, "고친 글"),
        "edited and reverted": lambda: (edit(band, "고친 글"), edit(band, "처음 글")),
        "emptied": lambda: edit(band, ""),
        "deleted": lambda: band.delete(),
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("case", ["edited", "edited and reverted", "emptied", "deleted"])
def test_a_result_for_an_older_text_is_discarded(space, case):
    """RELIABILITY F11: nothing stale lands, nothing deleted comes back, 100 of 100 rounds."""
    right = 0
    for _ in range(ROUNDS):
        band = make_band(text="처음 글")
        once = iter([meanwhile_cases(band)[case]])
        embedder = KnownEmbedder(meanwhile=lambda once=once: next(once, lambda: None)())
        TextVector.objects.all().delete()  # so that the provider is asked

        embed(space, embedder)
        embed(space, embedder)

        right += spaces.pending_count(space.pk) == 0 and is_right(band, case)
        Band.objects.all().delete()

    assert right == ROUNDS


def is_right(band, case):
    entries = BandVector.objects.filter(band_id=band.pk or 0)
    if case in {"emptied", "deleted"}:
        return not entries.exists()
    text = BandDescription.objects.get(band=band).text
    return entries.get().vector == pytest.approx(vector_of(text), abs=1e-6)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_claim_the_same_band(space):
    """RELIABILITY F10, F21: while one holds the lease the other finds nothing to do."""
    make_band()
    second = KnownEmbedder()
    first = KnownEmbedder(meanwhile=lambda: embed(space, second))

    embed(space, first)

    assert (len(first.asked), len(second.asked)) == (1, 0)


def test_the_lease_of_a_killed_worker_runs_out(space):
    make_band()
    pending.claim(space_id=space.pk, now=NOW, lease=timedelta(seconds=15), limit=32)

    assert embed(space, KnownEmbedder()).claimed == 0
    assert embed(space, KnownEmbedder(), now=NOW + timedelta(seconds=16)).stored == 1


def test_a_failure_keeps_the_band_pending_with_a_reason_and_a_next_time(space):
    band = make_band()

    embed(space, FailingEmbedder(ProviderUnavailable()))

    attempt = EmbeddingAttempt.objects.get(band=band)
    assert (attempt.attempts, attempt.reason, attempt.has_failed) == (1, "unavailable", False)
    assert attempt.next_attempt_at > NOW
    assert not BandVector.objects.exists()


def test_a_provider_that_is_back_gets_the_work_done(space):
    make_band()
    embedder = FailingEmbedder(ProviderUnavailable())
    embed(space, embedder)

    embedder.error = None

    assert embed(space, embedder).claimed == 0
    assert embed(space, embedder, now=NOW + timedelta(seconds=10)).stored == 1
    space.refresh_from_db()
    assert (space.paused_until, space.failures) == (None, 0)


def test_after_a_failure_keywords_are_asked_for_one_at_a_time(space):
    """What is too much for the deadline does not come again whole, and holds up no band."""
    for word in ("밤", "비", "가을"):
        make_keyword(word)
    embedder = FailingEmbedder(ProviderUnavailable())
    embed_keywords(space, embedder)
    space.refresh_from_db()
    embedder.error = None

    assert embed_keywords(space, embedder, now=NOW + timedelta(seconds=10)) == 1
    assert embed_keywords(space, embedder, now=NOW + timedelta(seconds=10)) == 2


def test_retry_after_is_obeyed_by_rescheduling(space):
    """RELIABILITY D7."""
    make_band()
    embed(space, FailingEmbedder(ProviderBusy(retry_after=90)))

    early = embed(space, KnownEmbedder(), now=NOW + timedelta(seconds=89))
    late = embed(space, KnownEmbedder(), now=NOW + timedelta(seconds=91))

    assert (early.claimed, late.stored) == (0, 1)


def test_a_refusal_leaves_the_provider_alone_for_minutes(space):
    make_band()
    embedder = FailingEmbedder(ProviderRefuses())

    embed(space, embedder)
    embed(space, embedder, now=NOW + timedelta(minutes=4))

    assert len(embedder.asked) == 1


def test_many_failures_become_visible_and_are_still_tried(space):
    band = make_band()
    embedder, now = FailingEmbedder(ProviderUnavailable()), NOW

    for _ in range(8):
        embed(space, embedder, now=now)
        now += timedelta(hours=2)

    assert EmbeddingAttempt.objects.get(band=band).has_failed
    assert embed(space, KnownEmbedder(), now=now).stored == 1


def test_one_bad_text_does_not_hold_up_the_others(space):
    class Picky(KnownEmbedder):
        def embed(self, texts, purpose, seconds):
            if any("나쁜" in text for text in texts):
                raise TextNotEmbeddable
            return super().embed(texts, purpose, seconds)

    bad = make_band(text="나쁜 글")
    make_band(text="좋은 글")

    progress = embed(space, Picky())

    assert (progress.stored, progress.failed) == (1, 1)
    assert EmbeddingAttempt.objects.get(band=bad).has_failed
    assert embed(space, Picky(), now=NOW + timedelta(days=1)).claimed == 0


def test_a_batch_that_is_too_much_is_worked_off_one_by_one(space):
    class Slow(KnownEmbedder):
        def embed(self, texts, purpose, seconds):
            if len(texts) > 1:
                raise ProviderUnavailable
            return super().embed(texts, purpose, seconds)

    for n in range(3):
        make_band(text=f"긴 글 {n}")
    now = NOW

    for _ in range(6):
        embed(space, Slow(), now=now)
        now += timedelta(minutes=1)

    assert spaces.pending_count(space.pk) == 0


def test_a_mended_text_is_tried_at_once(space):
    band = make_band(text="글")
    embed(space, FailingEmbedder(TextNotEmbeddable()))

    edit(band, "고친 글")

    assert embed(space, KnownEmbedder()).stored == 1


def test_bands_without_a_text_are_not_pending(space):
    make_band(text="")

    assert embed(space, KnownEmbedder()).claimed == 0


def test_every_keyword_gets_a_vector_of_its_own(space):
    """CONTRACT A8."""
    make_keyword("몽환적인")
    make_keyword("신나는")

    first = embed_keywords(space, KnownEmbedder())
    second = embed_keywords(space, KnownEmbedder())

    assert (first, second) == (2, 0)


def test_asking_again_keeps_the_old_vector_until_the_new_one_is_there(space):
    """CONTRACT P7: nothing is reset before it is made anew."""
    make_band()
    embedder = KnownEmbedder()
    embed(space, embedder)

    asked = requests.remake()

    assert asked == 1
    assert BandVector.objects.count() == 1
    assert embed(space, embedder).stored == 1
    assert len(embedder.asked) == 2


def test_retrying_forgets_the_waiting_time(space):
    make_band()
    embed(space, FailingEmbedder(ProviderBusy(retry_after=3600)))

    requests.retry_missing()

    assert embed(space, KnownEmbedder()).stored == 1


class TestKeywordDirection:
    """CONTRACT D30, D31, A8: one sentence, one vector, no call when it is stored."""

    def ask(self, space, embedder, words=("몽환적인", "신나는")):
        space.refresh_from_db()
        return services.keyword_direction(
            space=space, keywords=words, embedder=embedder, now=NOW, seconds=1
        )

    def test_the_sentence_is_embedded_once_and_kept(self, space):
        embedder = KnownEmbedder()

        first = self.ask(space, embedder)
        second = self.ask(space, embedder)

        assert embedder.asked == [["몽환적인 신나는"]]
        assert first.vector == pytest.approx(second.vector)
        assert first.degraded == ()

    def test_a_provider_that_fails_is_replaced_by_the_mean_of_the_keywords(self, space):
        make_keyword("몽환적인")
        make_keyword("신나는")
        embed_keywords(space, KnownEmbedder())

        answer = self.ask(space, FailingEmbedder(ProviderUnavailable()))

        mean = vector_of("몽환적인") + vector_of("신나는")
        assert answer.vector @ mean > 0.99 * float((mean @ mean) ** 0.5)
        assert answer.degraded == ("keyword_vectors_mean",)

    def test_without_any_vector_the_keywords_are_ignored_and_it_says_so(self, space):
        answer = self.ask(space, FailingEmbedder(ProviderUnavailable()))

        assert (answer.vector, answer.degraded) == (None, ("keywords_ignored",))

    def test_a_provider_that_is_down_is_not_asked_at_every_request(self, space):
        """RELIABILITY F7."""
        embedder = FailingEmbedder(ProviderUnavailable())

        for _ in range(20):
            self.ask(space, embedder)

        assert len(embedder.asked) == 1
        assert TextVector.objects.count() == 0
