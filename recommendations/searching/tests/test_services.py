"""Bands by name and by meaning, in a small world (FEATURES N11, row 84)."""

from datetime import timedelta
from threading import Event
from types import SimpleNamespace

import numpy as np
import pytest
from django.utils.timezone import now

from bands.models import BandDescription, TopTrack
from bands.names import name_rows
from bands.search import search_bands
from config.tests.reading import links, words
from config.tests.world import know, make_band, make_keyword, make_space, place, unit
from embeddings.models import EmbeddingSpace
from embeddings.tests.embedders import DIMENSIONS, FailingEmbedder, KnownEmbedder, vector_of
from embeddings.text import registry
from embeddings.text.base import ProviderUnavailable
from recommendations.searching.services import search, with_meaning

pytestmark = pytest.mark.django_db

SENTENCE = "눈물이 마르지 않는 바닷가"


@pytest.fixture
def embedder(monkeypatch):
    known = KnownEmbedder()
    monkeypatch.setattr(registry, "for_space", lambda *_space: known)
    return known


@pytest.fixture
def shelf(embedder):
    """Two dreamy folk acts, a dreamy loud one, and one that lies where `SENTENCE` does."""
    make_keyword("포크", "genre")
    space = make_space(DIMENSIONS, provider="openai", model="known")
    know(space, ["포크"], np.eye(DIMENSIONS)[0])
    know(space, ["몽환적인"], np.eye(DIMENSIONS)[1])
    away = -vector_of(SENTENCE)
    acts = [
        ("자작나무", ["포크", "몽환적인"], np.eye(DIMENSIONS)[0]),
        ("은사시", ["포크"], np.eye(DIMENSIONS)[1] + 2 * away),
        ("떡갈나무", ["강렬한", "몽환적인"], away),
        ("해당화", [], unit(vector_of(SENTENCE))),
    ]
    return SimpleNamespace(**{name: _shelved(space, *rest, name) for name, *rest in acts})


def make_named(name, **options):
    band = make_band(name=name, **options)
    band.names.bulk_create(name_rows(band=band, aliases=()))
    return band


def _shelved(space, keywords, vector, name):
    band = make_named(name, keywords=keywords)
    TopTrack.objects.create(band=band, title="물결")
    place(space, band, vector)
    return band


def meant(query, **options):
    return [hit.band.name for hit in look(query, **options).meaning.hits]


def look(query, **options):
    return with_meaning(lambda: search_bands(query), query=query, now=now(), **options)


def test_a_name_is_answered_by_names_alone(shelf, embedder):
    results = look("자작나무")
    assert [band.name for band in results.bands] == ["자작나무"]
    assert results.meaning is None
    assert embedder.asked == []


def test_a_description_finds_who_carries_its_words_and_says_which(shelf):
    results = look("몽환적인 포크 밴드")
    first = results.meaning.hits[0]
    assert first.band == shelf.자작나무
    assert {word.keyword for word in first.keywords} == {"포크", "몽환적인"}
    assert shelf.떡갈나무 not in results.bands  # a genre that is named must be there


def test_a_sentence_without_a_known_word_finds_what_lies_near_it(shelf, embedder):
    assert meant(SENTENCE)[0] == "해당화"
    assert embedder.asked == [[SENTENCE]]


def test_a_sentence_that_nothing_lies_near_finds_nothing(shelf):
    shelf.해당화.delete()
    assert look("눈물이 마르지 않는 바닷가").meaning.hits == ()


def test_a_rare_word_of_a_text_finds_its_band_and_says_so(shelf):
    BandDescription.objects.filter(band=shelf.떡갈나무).update(text="마두금이 초원처럼 운다.")
    hit = look("마두금 소리 나는 음악").meaning.hits[0]
    assert (hit.band, hit.words) == (shelf.떡갈나무, ("마두금",))


def test_a_named_band_is_why_others_are_near(shelf):
    hits = look("자작나무 같은 밴드 찾아줘").meaning.hits
    assert shelf.자작나무 not in [hit.band for hit in hits]
    assert {hit.like for hit in hits} == {shelf.자작나무}


def test_what_is_not_wanted_is_not_found(shelf):
    assert meant("포크 말고 몽환적인 노래") == ["떡갈나무", "해당화"]  # nobody of the folk


def test_keywords_that_are_chosen_hold_for_the_meaning_too(shelf):
    folk = make_keyword("포크")
    assert set(meant("몽환적인 밤 노래", keyword_ids=[folk.pk])) <= {"자작나무", "은사시"}


def test_without_the_embedder_words_are_still_looked_for_and_it_is_said(shelf, monkeypatch):
    """RELIABILITY F6."""
    failing = FailingEmbedder(ProviderUnavailable())
    monkeypatch.setattr(registry, "for_space", lambda *_space: failing)
    meaning = look("몽환적인 포크 밴드").meaning
    assert meaning.hits[0].band == shelf.자작나무
    assert "sentence_ignored" in meaning.degraded


def test_who_asks_too_much_gets_words_without_a_call(shelf, embedder):
    meaning = look("몽환적인 포크 밴드", may_embed=lambda: False).meaning
    assert embedder.asked == []
    assert meaning.hits[0].band == shelf.자작나무
    assert meaning.degraded == ("sentence_ignored",)


def test_no_band_comes_twice_and_weak_names_come_after_the_meaning(shelf):
    names = [band.name for band in search("자작 숲의 몽환적인 포크 음악", now=now()).bands]
    assert len(names) == len(set(names))
    assert names[0] == "자작나무"


def test_without_a_vector_space_only_names_are_found(db):
    make_band(name="자작나무")
    assert search("몽환적인 포크 밴드", now=now()).meaning is None


def test_the_page_shows_the_meaning_under_a_heading_of_its_own(client, shelf):
    page = client.get("/bands/", {"query": "몽환적인 포크 밴드"})
    text = words(page)
    assert "이런 뜻으로 찾은 밴드" in text
    assert "알아들은 키워드" in text
    assert "포크 · 몽환적인" in text or "몽환적인 · 포크" in text
    assert f"/bands/{shelf.자작나무.pk}/" in links(page)
    assert "이런 뜻으로" not in words(client.get("/bands/", {"query": "자작나무"}))


def test_htmx_gets_the_same_part_and_hears_how_many(client, shelf):
    htmx = {"HX-Request": "true", "HX-Target": "results"}
    page = client.get("/bands/", {"query": "몽환적인 포크 밴드"}, headers=htmx)
    assert "이런 뜻으로 찾은 밴드" in words(page)
    assert "뜻으로 2팀을 찾았어요" in words(page)


def test_beyond_the_rate_the_page_still_answers(client, shelf, settings, embedder):
    settings.API_RATES = settings.API_RATES | {"search": "1/minute"}
    pages = [client.get("/bands/", {"query": f"몽환적인 포크 {n}"}) for n in range(3)]
    assert all("자작나무" in words(page) for page in pages)
    assert len(embedder.asked) == 1
    assert "알아들은 말만 보고" in words(pages[-1])


class WaitingEmbedder(KnownEmbedder):
    """Says that it was asked, and answers when it may."""

    def __init__(self):
        super().__init__()
        self.is_asked, self.may_answer = Event(), Event()

    def embed(self, texts, purpose, seconds):
        self.is_asked.set()
        assert self.may_answer.wait(10)
        return super().embed(texts, purpose, seconds)


def test_a_sentence_is_embedded_while_names_are_looked_for(shelf, monkeypatch):
    waiting = WaitingEmbedder()
    monkeypatch.setattr(registry, "for_space", lambda *_space: waiting)

    def find():
        assert waiting.is_asked.wait(10)
        waiting.may_answer.set()
        return search_bands(SENTENCE)

    assert with_meaning(find, query=SENTENCE, now=now()).meaning.degraded == ()


def test_a_name_of_several_words_waits_for_no_vector(shelf, monkeypatch):
    waiting = WaitingEmbedder()
    monkeypatch.setattr(registry, "for_space", lambda *_space: waiting)
    make_named("달밤의 산책")

    assert [band.name for band in look("달밤의 산책").bands] == ["달밤의 산책"]
    assert waiting.is_asked.wait(10)
    waiting.may_answer.set()


def test_while_the_provider_is_left_alone_no_name_uses_up_the_next_try(shelf, embedder):
    moment = now()
    EmbeddingSpace.objects.update(paused_until=moment - timedelta(seconds=1))
    make_named("달밤의 산책")
    look("달밤의 산책")

    assert embedder.asked == []
    assert EmbeddingSpace.objects.get().paused_until < moment
