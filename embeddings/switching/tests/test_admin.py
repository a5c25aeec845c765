"""Spaces in the admin: made, filled, compared, refused, overridden, rolled back, deleted (N6)."""

import pytest
from django.urls import reverse

from config.roles import CURATOR, SENIOR
from config.tests.world import make_band, make_golden_pair, make_member, make_space
from config.tests.world import place as put
from embeddings.filling.models import SpaceFill
from embeddings.models import EmbeddingSpace, SpaceChange, SpaceComparison
from embeddings.switching import comparing
from members.roles import Role, give_role

pytestmark = pytest.mark.django_db

SPACES = reverse("admin:embeddings_embeddingspace_changelist")


def address(space=None, what="change"):
    return reverse(f"admin:embeddings_embeddingspace_{what}", args=[space.pk] if space else [])


@pytest.fixture(autouse=True)
def server(settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"  # given, and never called


@pytest.fixture
def senior(client):
    member = make_member("senior")
    give_role(member_ids=[member.pk], role=Role(SENIOR))
    client.force_login(member)
    return client


@pytest.fixture
def two():
    """A serving space and a full one beside it, in which the golden pair does not hold."""
    old, new = make_space(), make_space(status="building", model="other")
    bands = [make_band(name=f"밴드 {number}") for number in range(12)]
    for number, band in enumerate(bands):
        put(old, band, [1, number, 0, 0])
        put(new, band, [1, 7 * number % 12, 0, 0])
    make_golden_pair(bands[10], bands[11])
    return old, new


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_a_space_is_made_and_nothing_is_sent(senior):
    make_band()
    form = {"provider": "openai", "model": "a-model", "dimensions": 64, "note": "싼 모델"}

    answer = senior.post(address(what="add"), form, follow=True)

    space = EmbeddingSpace.objects.get()
    assert (space.model, space.dimensions, space.note) == ("a-model", 64, "싼 모델")
    assert "모름: EMBEDDING_PRICES" in answer.content.decode()
    assert not SpaceFill.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"model": "text-embedding-3-small", "dimensions": 1999}, "만들지 못합니다"),
        ({"provider": "local", "model": "x"}, "그런 모델이 없습니다"),
        ({"dimensions": "many"}, "정수"),
        ({"dimensions": 5000}, "2에서 2000까지"),
    ],
)
def test_a_space_that_cannot_be_is_refused_and_the_form_keeps_what_was_typed(senior, wrong, reason):
    form = {"provider": "openai", "model": "a-model", "dimensions": 64, "note": "내 메모"} | wrong

    page = senior.post(address(what="add"), form).content.decode()

    assert reason in page
    assert "내 메모" in page
    assert not EmbeddingSpace.objects.exists()


def test_a_fill_is_started_with_its_limits_and_paused(senior, two):
    _old, new = two
    make_band(text="아직 없는 글")

    senior.post(address(new, "fill"), {"texts_per_minute": "60", "budget_tokens": "5000"})
    fill = SpaceFill.objects.get()
    assert (fill.state, fill.texts_per_minute, fill.budget_tokens) == ("filling", 60, 5000)
    assert fill.started_by.username == "senior"
    assert 'http-equiv="refresh"' in senior.get(address(new)).content.decode()

    senior.post(address(new, "pause"))
    fill.refresh_from_db()
    assert fill.state == "paused"
    assert 'http-equiv="refresh"' not in senior.get(address(new)).content.decode()


@pytest.mark.parametrize("limits", [{"texts_per_minute": "0"}, {"budget_dollars": "1"}])
def test_a_wrong_limit_is_said_and_starts_nothing(senior, two, limits):
    page = senior.post(address(two[1], "fill"), limits).content.decode()

    assert "errorlist" in page
    assert not SpaceFill.objects.exists()


def test_a_comparison_is_shown_side_by_side(senior, two):
    old, new = two
    answer = senior.post(address(new, "compare"), follow=True)
    assert "견주는 중입니다" in answer.content.decode()

    comparing.compare_one(now=SpaceComparison.objects.get().requested_at)

    page = senior.get(address(new)).content.decode()
    assert old.name in page
    assert "가장 달라지는 밴드" in page
    assert "100.0 %" in page


def test_a_refused_switch_says_why_and_an_override_is_in_the_log(senior, two):
    old, new = two
    page = senior.get(address(new)).content.decode()
    assert "기준 짝이 0.0%만 지켜집니다" in page

    refused = senior.post(address(new, "switch"), {"why": ""}, follow=True)
    assert "기준 짝이 0.0%만" in said(refused)[0]
    nameless = senior.post(address(new, "switch"), {"why": " ", "override": "1"}, follow=True)
    assert "까닭을 적어 주세요" in said(nameless)[0]
    assert EmbeddingSpace.objects.active() == old

    senior.post(address(new, "switch"), {"why": "새 모델을 믿는다", "override": "1"})

    assert EmbeddingSpace.objects.active() == new
    log = senior.get(reverse("admin:embeddings_spacechange_changelist")).content.decode()
    assert "막혔으나 바꿈" in log
    assert "새 모델을 믿는다" in log
    overridden = SpaceChange.objects.get(kind="overridden")
    entry = senior.get(reverse("admin:embeddings_spacechange_change", args=[overridden.pk]))
    assert "기준 짝이 0.0%만" in entry.content.decode()


def test_a_switch_is_taken_back_in_one_step(senior, two):
    old, new = two
    senior.post(address(new, "switch"), {"why": "믿는다", "override": "1"})

    answer = senior.post(address(what="rollback"), {"why": "낯설다"}, follow=True)

    assert EmbeddingSpace.objects.active() == old
    assert said(answer)[-1] == f"{old.name} 공간으로 되돌렸습니다."


def test_the_space_to_roll_back_to_is_deleted_after_a_second_thought_only(senior, two):
    old, new = two
    senior.post(address(new, "switch"), {"why": "믿는다", "override": "1"})
    assert "되돌릴 수 없습니다" in senior.get(address(old, "delete")).content.decode()

    refused = senior.post(address(old, "delete"), {"why": ""}, follow=True)
    assert "되돌릴 때 쓸 공간입니다" in said(refused)[0]

    senior.post(address(old, "delete"), {"meant": "on", "why": "다 끝났다"})
    assert list(EmbeddingSpace.objects.all()) == [new]
    assert SpaceChange.objects.get(kind="deleted").to_name == old.name


def test_a_space_that_was_given_up_is_retired(senior, two):
    senior.post(address(two[1], "retire"))

    two[1].refresh_from_db()
    assert two[1].status == "retired"


def test_a_curator_sees_everything_and_can_do_nothing(client, two):
    curator = make_member("curator")
    give_role(member_ids=[curator.pk], role=Role(CURATOR))
    client.force_login(curator)

    page = client.get(address(two[1])).content.decode()

    assert "지금은 바꿀 수 없습니다." in page
    assert 'name="why"' not in page
    assert 'name="budget_tokens"' not in page
    for what in ("fill", "pause", "compare", "switch", "retire"):
        assert client.post(address(two[1], what)).status_code == 403


def test_a_space_that_is_gone_leads_back_to_the_list(senior, two):
    places = {what: address(two[1], what) for what in ("change", "delete", "switch")}
    two[1].delete()

    for what in ("change", "delete"):
        assert senior.get(places[what]).status_code == 302
    answer = senior.post(places["switch"], {"why": ""}, follow=True)
    assert "그런 벡터 공간이 없습니다." in said(answer)


def test_too_long_a_reason_is_said(senior, two):
    answer = senior.post(address(two[1], "switch"), {"why": "글" * 301}, follow=True)

    assert said(answer) == ["까닭이 너무 깁니다."]


def test_the_page_of_a_space_costs_the_same_for_twelve_bands_or_fifty(
    senior, two, django_assert_max_num_queries
):
    for _ in range(40):
        put(two[0], make_band(keywords=["밤"]), [1, 1, 1, 1])

    with django_assert_max_num_queries(34):
        assert senior.get(address(two[1])).status_code == 200
    with django_assert_max_num_queries(9):
        assert senior.get(SPACES).status_code == 200
