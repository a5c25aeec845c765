"""A curator tidies the vocabulary in the admin: proposals with numbers, done by a person (S14)."""

import pytest
from django.conf import settings
from django.urls import reverse

from bands.models import Keyword
from config.tests.world import know, make_band, make_keyword, make_member, make_space
from embeddings.models import DismissedProposal, KeywordMerge
from embeddings.vocabulary.likeness import Sign
from embeddings.vocabulary.proposals import dismiss, open_proposals

pytestmark = pytest.mark.django_db

TIDY = f"/{settings.ADMIN_PATH}/bands/keyword/tidy/"
MERGE = f"/{settings.ADMIN_PATH}/bands/keyword/merge/"


@pytest.fixture
def curator(client):
    client.force_login(make_member("curator", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def words():
    """Two spellings of one word; the second is in wider use."""
    one, other = make_keyword("신스 팝", "genre"), make_keyword("신스팝", "genre")
    for number in range(3):
        make_band(f"b{number}", keywords=["신스팝"])
    make_band("both", keywords=["신스팝", "신스 팝"])
    make_member("m", keywords=[one])
    return one, other


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_words_that_may_be_one_are_proposed_with_their_use(words):
    one, other = words

    (twins,) = open_proposals(space=None).twins

    assert (twins.kept.keyword, twins.dropped.keyword) == (other, one)
    assert (twins.kept.amount, twins.dropped.amount, twins.shared) == ((4, 0), (1, 1), 1)
    assert (twins.sign, twins.cosine) == (Sign.SPELLING, None)


def test_vectors_of_the_active_space_propose_as_well():
    space = make_space()
    for word, vector in (("외로운", [1, 0, 0, 0]), ("쓸쓸한", [0.9, 0.3, 0, 0])):
        make_keyword(word)
        know(space, [word], vector)

    (twins,) = open_proposals(space=space).twins

    assert twins.sign == Sign.MEANING
    assert twins.cosine == pytest.approx(0.949, abs=0.001)


def test_rare_words_are_proposed_for_removal_rarest_first(words):
    make_keyword("아무도")

    rare = open_proposals(space=None).rare

    assert [(use.keyword.keyword, *use.amount) for use in rare] == [
        ("아무도", 0, 0),
        ("신스 팝", 1, 1),
    ]


def test_a_dismissed_proposal_stays_dismissed(words):
    one, other = words

    dismiss(keyword_ids=(other.pk, one.pk), by=None)
    dismiss(keyword_ids=(other.pk, one.pk), by=None)
    dismiss(keyword_ids=(one.pk,), by=None)

    found = open_proposals(space=None)
    assert (found.twins, found.rare) == ((), ())
    assert DismissedProposal.objects.count() == 2


def test_proposals_cost_the_same_for_ten_words_or_a_hundred(words, django_assert_num_queries):
    space = make_space()
    for number in range(60):
        make_keyword(f"낱말 {number}")

    with django_assert_num_queries(5):
        open_proposals(space=space)


def test_the_way_from_the_proposal_to_the_merge_and_back(curator, words):
    one, other = words
    page = curator.get(TIDY).text
    address = f"{reverse('admin:bands_keyword_merge')}?kept={other.pk}&amp;dropped={one.pk}"
    assert address in page
    assert "띄어쓰기·기호만 다름" in page

    asked = curator.get(MERGE, {"kept": other.pk, "dropped": one.pk}).text
    assert "밴드 1곳이" in asked
    assert Keyword.objects.live().count() == 2

    answer = curator.post(MERGE, {"kept": other.pk, "dropped": one.pk}, follow=True)
    assert said(answer) == ["신스 팝 → 신스팝: 합쳤습니다. 밴드 1곳이 다시 임베딩됩니다."]
    assert list(Keyword.objects.live()) == [other]

    merge = KeywordMerge.objects.get()
    undo = reverse("admin:bands_keyword_undo_merge")
    answer = curator.post(undo, {"merge": merge.pk}, follow=True)
    assert said(answer) == ["합치기를 취소했습니다: 신스 팝 → 신스팝"]
    assert Keyword.objects.live().count() == 2
    again = curator.post(undo, {"merge": merge.pk}, follow=True)
    assert "취소할 수 없습니다" in said(again)[0]


@pytest.mark.parametrize(
    "data",
    [{}, {"kept": "x", "dropped": "y"}, {"kept": "0", "dropped": "9" * 40}],
)
def test_nonsense_is_answered_with_a_word_and_changes_nothing(curator, words, data):
    for method in (curator.get, curator.post):
        answer = method(MERGE, data, follow=True)
        assert "합칠 수 없습니다" in said(answer)[0]
    for name in ("dismiss", "undo_merge"):
        place = reverse(f"admin:bands_keyword_{name}")
        assert said(curator.post(place, data | {"keyword": "x", "merge": "-1"}, follow=True))
    assert Keyword.objects.live().count() == 2
    assert not DismissedProposal.objects.exists()


def test_a_rare_word_is_removed_by_the_confirmed_action_of_the_list(curator, words):
    one, _other = words
    page = curator.get(TIDY).text
    assert f'name="_selected_action" value="{one.pk}"' in page

    place = reverse("admin:bands_keyword_changelist")
    asked = curator.post(place, {"action": "remove", "_selected_action": [one.pk]})

    assert "키워드를 지울까요?" in asked.text
    assert Keyword.objects.live().count() == 2


def test_a_tidy_vocabulary_says_so(curator):
    page = curator.get(TIDY).text

    assert "비슷한 키워드가 없습니다." in page
    assert "드문 키워드가 없습니다." in page
