"""Machines propose keywords for a band; a person takes them or turns them down (CONTRACT S122)."""

import pytest
from django.conf import settings

from bands.history.models import BandRevision
from bands.models import BandDescription, BandKeyword, Keyword
from config.tests.world import know, make_band, make_keyword, make_member, make_space, place
from embeddings.models import EmbeddingSpace, KeywordSuggestion
from embeddings.tests.fake_chat import FakeChat, chooses, raw
from embeddings.vocabulary.suggestions import open_suggestions

pytestmark = pytest.mark.django_db


@pytest.fixture
def band():
    """A band whose text lies near to 몽환적인, and has that vector."""
    space = make_space()
    for word, vector in (("몽환적인", [1, 0, 0, 0]), ("강렬한", [0, 1, 0, 0])):
        make_keyword(word)
        know(space, [word], vector)
    make_keyword("밤", "season")
    band = make_band("band", name="잠비나이")
    place(space, band, [1, 0.6, 0, 0])
    return band


@pytest.fixture
def curator(client):
    client.force_login(make_member("curator", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def page(band):
    return f"/{settings.ADMIN_PATH}/bands/band/{band.pk}/keywords/"


@pytest.fixture
def llm(settings):
    def started(*answers):
        server = FakeChat(*answers).__enter__()
        servers.append(server)
        settings.OPENAI_CHAT_MODEL, settings.OPENAI_CHAT_BASE_URL = "fake-1", server.base_url
        return server

    servers = []
    yield started
    for server in servers:
        server.__exit__()


def proposed(band):
    found = open_suggestions(band=band, space=EmbeddingSpace.objects.active())
    by_llm = [one.keyword.keyword for one in found.by_llm]
    return [one.keyword for one in found.by_vectors], by_llm


def word(text):
    return Keyword.objects.get(keyword=text).pk


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def carried(band):
    return set(band.keywords.values_list("keyword", flat=True))


def test_nothing_is_given_to_a_band_before_a_person_accepts(curator, band, page):
    shown = curator.get(page).text

    assert "몽환적인" in shown
    assert "기계의 제안입니다" in shown
    assert carried(band) == set()


def test_an_accepted_word_is_carried_told_in_the_history_and_embedded(curator, band, page):
    before = BandDescription.objects.get(band=band).text_version

    answer = curator.post(page, {"keyword": [word("몽환적인")], "accept": "yes"}, follow=True)

    assert said(answer) == ["키워드 1개를 달았습니다. 밴드가 다시 임베딩됩니다."]
    assert carried(band) == {"몽환적인"}
    assert BandRevision.objects.filter(band=band).last().document["keywords"] == ["몽환적인"]
    assert BandDescription.objects.get(band=band).text_version > before
    assert "이 글의 벡터가 아직 없습니다" in answer.text


def test_a_dismissed_word_is_not_proposed_for_this_band_again(curator, band, page):
    other = make_band("other")
    place(EmbeddingSpace.objects.active(), other, [1, 0.6, 0, 0])

    curator.post(page, {"keyword": [word("몽환적인")], "dismiss": "yes"})

    assert proposed(band) == (["강렬한"], [])
    assert proposed(other) == (["몽환적인", "강렬한"], [])


def test_accepting_twice_gives_the_word_once(curator, band, page):
    for _ in range(2):
        curator.post(page, {"keyword": [word("몽환적인")], "accept": "yes"})

    assert BandKeyword.objects.filter(band=band).count() == 1


@pytest.mark.parametrize("keyword", [[], ["x"], ["0"], ["9" * 30]])
def test_nonsense_is_answered_with_a_word_and_changes_nothing(curator, band, page, keyword):
    for deed in ("accept", "dismiss"):
        answer = curator.post(page, {"keyword": keyword, deed: "yes"}, follow=True)
        assert said(answer) == ["고를 키워드가 없거나, 지운 키워드입니다."]
    assert carried(band) == set()


def test_the_language_models_words_are_kept_as_its_proposals(curator, band, page, llm):
    server = llm(chooses("밤", "몽환적인", "아무 말"))

    answer = curator.post(page, {"ask": "yes"}, follow=True)

    assert said(answer) == ["언어 모델이 새 키워드 2개를 제안했습니다."]
    assert proposed(band)[1] == ["밤", "몽환적인"]
    assert "fake-1" in answer.text
    assert carried(band) == set()
    assert server.asked[0]["messages"][1]["content"] == "기타가 앞에 선다."

    curator.post(page, {"keyword": [word("밤")], "accept": "yes"})
    row = KeywordSuggestion.objects.get(keyword__keyword="밤")
    assert (row.state, row.model, row.decided_by.username) == ("accepted", "fake-1", "curator")
    assert proposed(band)[1] == ["몽환적인"]


def test_asked_again_it_does_not_bring_back_what_was_turned_down(curator, band, page, llm):
    llm(chooses("밤"))
    curator.post(page, {"ask": "yes"})
    curator.post(page, {"keyword": [word("밤")], "dismiss": "yes"})

    answer = curator.post(page, {"ask": "yes"}, follow=True)

    assert said(answer)[-1] == "언어 모델이 새 키워드 0개를 제안했습니다."
    assert proposed(band)[1] == []


def test_a_failing_language_model_costs_a_word_and_nothing_else(curator, band, page, llm):
    llm(raw(200, b"<html>"))

    answer = curator.post(page, {"ask": "yes"}, follow=True)

    assert "쓸 수 있는 답을 주지 않았습니다" in said(answer)[0]
    assert not KeywordSuggestion.objects.exists()


def test_without_a_language_model_none_is_offered_and_none_is_asked(curator, band, page):
    assert 'name="ask"' not in curator.get(page).text
    assert "물어볼" in said(curator.post(page, {"ask": "yes"}, follow=True))[0]


def test_the_page_of_a_band_leads_to_its_suggestions(curator, band, page):
    shown = curator.get(f"/{settings.ADMIN_PATH}/bands/band/{band.pk}/change/").text

    assert f'href="{page}"' in shown
