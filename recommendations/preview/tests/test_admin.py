"""The preview's page: asked for, watched, read, and a keyword taken from it (FEATURES N4)."""

import pytest
import redis
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from bands.models import BandDraft
from config.roles import CURATOR
from config.tests.reading import Elements, words
from config.tests.world import make_member
from members.roles import Role, give_role
from recommendations.preview.models import DraftPreview
from recommendations.preview.tests.stage import set_stage

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "admin:recommendations_draftpreview_of"
KEYWORD = "admin:recommendations_draftpreview_keyword"


@pytest.fixture
def stage(settings):
    with set_stage(settings) as stage:
        yield stage


@pytest.fixture
def curator():
    member = make_member(is_staff=True)
    give_role(member_ids=[member.pk], role=Role(CURATOR))
    client = Client()
    client.force_login(member)
    return client


def page(client, stage, **headers):
    return client.get(reverse(PAGE, args=[stage.draft.pk]), headers=headers)


def ask(client, stage):
    return client.post(reverse(PAGE, args=[stage.draft.pk]))


def take(client, stage, word, told=1):
    fields = {"keyword": word, "told": told}
    return client.post(reverse(KEYWORD, args=[stage.draft.pk]), fields, follow=True)


def test_nobody_asked_yet(curator, stage):
    assert "아직 계산하지 않았습니다" in words(page(curator, stage))
    assert not DraftPreview.objects.exists()


def test_asking_leads_to_the_page_and_tells_a_worker(curator, stage):
    answer = ask(curator, stage)

    assert answer.headers["Location"] == reverse(PAGE, args=[stage.draft.pk])
    assert redis.Redis.from_url(django_settings.REDIS_URL).llen("celery") == 1
    assert stage.preview.state == DraftPreview.State.WAITING


def test_progress_shows_with_and_without_scripts(curator, stage):
    ask(curator, stage)
    DraftPreview.objects.update(state="working", step="lists", done=20, total=80)

    watched = page(curator, stage)

    assert "20 / 80" in words(watched)
    elements = Elements(watched)
    assert {"value": "20", "max": "80"} in elements.of("progress")
    assert any(div.get("hx-trigger") == "every 1s" for div in elements.of("div"))
    assert any(meta.get("http-equiv") == "refresh" for meta in elements.of("meta"))


def test_a_finished_page_asks_for_nothing_more(curator, stage):
    ask(curator, stage)
    stage.work()

    elements = Elements(page(curator, stage))

    assert not any("hx-trigger" in attributes for _tag, attributes in elements.found)
    assert not any(meta.get("http-equiv") == "refresh" for meta in elements.of("meta"))


def test_the_effect_is_told_by_name(curator, stage):
    ask(curator, stage)
    stage.work()

    told = words(page(curator, stage))

    effect = stage.preview.effect
    assert effect.entering
    assert told.count("들어옴") == told.count("나감") == len(effect.entering)
    assert "저장된 목록 1개를 모두 다시 만들어 보았고" in told
    assert "아직 기준 짝이 없습니다." in told
    assert stage.listener.username not in told


def test_the_page_speaks_english(curator, stage):
    ask(curator, stage)
    stage.work()

    told = words(page(curator, stage, accept_language="en"))

    assert "The ten nearest bands" in told
    assert "All 1 stored lists were made again" in told


def test_a_suggested_keyword_is_one_press_away(curator, stage):
    ask(curator, stage)
    stage.work()
    offered = [b["value"] for b in Elements(page(curator, stage)).of("button") if "value" in b]
    assert set(offered) == {"몽환적인", "신나는"}

    answer = take(curator, stage, "신나는")

    assert "초안에 더했습니다" in words(answer)
    assert BandDraft.objects.get().act.keywords == {"신나는"}
    stage.work()
    offered = [b["value"] for b in Elements(page(curator, stage)).of("button") if "value" in b]
    assert offered == ["몽환적인"]


@pytest.mark.parametrize(
    ("word", "told", "said"),
    [
        ("없는 말", 1, "모르는 키워드입니다"),
        ("신나는", 9, "다른 사람이 이 초안을 고쳤습니다"),
        ("신나는", "x", "다른 사람이 이 초안을 고쳤습니다"),
    ],
)
def test_a_keyword_that_cannot_be_taken_is_told(curator, stage, word, told, said):
    assert said in words(take(curator, stage, word, told))
    assert BandDraft.objects.get().number == 1


def test_a_newer_draft_makes_the_page_stale_and_it_says_so(curator, stage):
    ask(curator, stage)
    stage.work()
    stage.rewrite("아주 다른 글.")

    shown = page(curator, stage)

    assert "초안이 이 계산보다 새것입니다" in words(shown)
    assert not [b for b in Elements(shown).of("button") if "value" in b]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("500", "모델이 지금 답하지 않습니다"),
        ("401", "관리자에게 알려 주세요"),
        ("400_input", "너무 길거나"),
    ],
)
def test_a_failure_is_told_with_what_to_do(curator, stage, fault, said):
    stage.server.fault = fault
    ask(curator, stage)
    stage.work()

    shown = words(page(curator, stage))

    assert said in shown
    assert "다시 계산하기" in shown
    assert "secret words of the provider" not in shown


def test_the_page_carries_no_script_and_no_style_of_its_own(curator, stage):
    """RELIABILITY D11."""
    ask(curator, stage)
    stage.work()

    elements = Elements(page(curator, stage))

    assert not elements.inline
    assert not any("style" in attributes for _tag, attributes in elements.found)


def test_the_panel_on_the_draft_leads_to_the_preview(curator, stage):
    address = reverse("admin:bands_banddraft_change", args=[stage.draft.pk])
    assert "효과 미리 보기" in words(curator.get(address))

    ask(curator, stage)
    stage.work()

    assert "살펴본 회원 목록 1개 가운데" in words(curator.get(address))


def test_a_page_costs_the_same_for_few_names_or_many(curator, stage, django_assert_max_num_queries):
    ask(curator, stage)
    stage.work()

    with django_assert_max_num_queries(9):
        page(curator, stage)
