"""The curator's first page: what is missing, one click from its mend (FEATURES 64)."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bands.acts import stored_acts
from bands.drafts import services as drafts
from bands.duplicates import services as duplicates
from bands.link_health.models import LinkHealth, LinkHost
from bands.tests.shelf import make_curator, shelve
from config.roles import CURATOR
from config.tests.world import make_member, make_space, place
from embeddings.golden.models import GoldenPair
from embeddings.models import EmbeddingAttempt
from members.roles import Role, give_role
from recommendations.board import services
from recommendations.board.models import BoardFigure
from recommendations.reach.models import ReachMeasure, ReachRun
from recommendations.tasks import count_for_board

pytestmark = pytest.mark.django_db

INDEX = f"/{settings.ADMIN_PATH}/"
NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
TWO = {"one": "가나다", "two": "라마바"}
WHOLE = {"description": "글" * 150, "description_en": "E", "keywords": ["밤"], "track": "곡"}


@pytest.fixture
def root(client):
    client.force_login(make_curator("root", is_superuser=True))
    return client


def rows() -> dict[str, services.Row]:
    sections = services.board(allowed=lambda _permission: True)
    return {str(row.label): row for section in sections for row in section.rows}


def amounts() -> dict[str, int]:
    return {label: row.figure.amount for label, row in rows().items() if row.figure.amount}


def test_each_symptom_is_counted_and_leads_to_its_list_and_its_field(root):
    band = shelve("글없이", "x", **WHOLE | {"description": ""})
    shelve("온전", "Whole", **WHOLE)
    row = rows()["소개 없음"]
    assert (row.figure.amount, row.figure.total, row.name) == (1, 2, "글없이")
    assert root.get(row.all_of_it).context["cl"].result_count == 1
    page, field = row.first.split("#")
    assert page.endswith(f"/band/{band.pk}/change/")
    assert f'id="{field}"' in root.get(page).content.decode()


@pytest.mark.parametrize(
    ("label", "lacking"),
    [
        ("소개 없음", {"description": ""}),
        ("소개가 150자보다 짧음", {"description": "짧다"}),
        ("키워드 없음", {"keywords": []}),
        ("대표곡 없음", {"track": None}),
        ("영어 소개 없음", {"description_en": ""}),
    ],
)
def test_what_a_band_lacks_is_on_the_board_and_goes_when_it_is_mended(root, label, lacking):
    shelve("가나다", "x", key="one", **WHOLE | lacking)
    assert amounts()[label] == 1
    field = rows()[label].first.split("#")[1]
    assert f'id="{field}"' in root.get(rows()[label].first).content.decode()

    shelve("가나다", "x", key="one", **WHOLE)
    assert label not in amounts()


def test_what_waits_for_a_vector_says_why_and_when():
    space = make_space()
    current, waiting, failed = (shelve(name, "x", **WHOLE) for name in ("가나", "다라", "마바"))
    place(space, current, [1, 0, 0, 0])
    EmbeddingAttempt.objects.create(
        space=space,
        band=failed,
        text_version=failed.description.text_version,
        has_failed=True,
        reason="rate_limited",
        next_attempt_at=NOW,
    )
    assert amounts()["임베딩 대기"] == amounts()["임베딩 실패"] == 1
    row = rows()["임베딩 실패"]
    assert (row.figure.total, row.name) == (3, "마바")
    assert (row.figure.note, row.figure.retry_at) == ("rate_limited", NOW)
    assert rows()["임베딩 대기"].name == waiting.name


def test_duplicates_lead_to_the_two_side_by_side(root):
    one, other = shelve("실리카겔", **WHOLE), shelve("실리카 겔", **WHOLE)
    duplicates.find_by_name(now=NOW)
    duplicates.note_search(now=NOW)
    row = rows()["겹치는 밴드로 보이는 쌍"]
    assert (row.figure.amount, row.figure.total, row.figure.at) == (1, 2, NOW)
    assert row.first.endswith(f"/{one.pk}/{other.pk}/merge/")
    assert root.get(row.first).status_code == 200


def test_what_is_slow_is_counted_by_a_worker_and_says_when(root):
    space = make_space()
    bands = [shelve(f"밴드 {name}", "x", **WHOLE) for name in "가나다라마바사아자차카타"]
    for number, band in enumerate(bands):
        place(space, band, [1, number, number**2 / 5, 1])
    missed = GoldenPair.objects.create(band_a=bands[0], band_b=bands[-1], is_near=True)
    assert "지켜지지 않는 기준 짝" not in rows()

    count_for_board()

    row = rows()["지켜지지 않는 기준 짝"]
    assert (row.figure.amount, row.figure.total) == (1, 1)
    assert row.figure.at == BoardFigure.objects.get(key="golden").at
    assert row.first.endswith(f"/{missed.pk}/change/")
    assert root.get(row.first).status_code == root.get(row.all_of_it).status_code == 200


def test_bands_that_no_list_shows_and_bands_that_crowd_every_list(root):
    """FEATURES N3: from the last measurement, with its picture."""
    bands = [shelve(f"밴드 {number}", "x", **WHOLE) for number in range(12)]
    assert "어느 목록에도 없는 밴드" not in rows()
    run = ReachRun.objects.create(
        state="done",
        asked_at=NOW,
        finished_at=NOW,
        band_ids=[band.pk for band in bands],
    )
    counts = [0, 100, *[3] * 10]
    ReachMeasure.objects.create(run=run, kind="synthetic", done=30, occurrences=counts)

    labels = "어느 목록에도 없는 밴드", "모두의 목록에 몰리는 밴드"
    for label, band in zip(labels, bands[:2], strict=True):
        row = rows()[label]
        assert (row.figure.amount, row.figure.total, row.figure.at) == (1, 12, NOW)
        assert row.name == band.name
        assert [one.pk for one in root.get(row.all_of_it).context["cl"].result_list] == [band.pk]
    page = root.get(INDEX).content.decode()
    assert "<svg" in page
    assert "가장 많이 나온 팀은 100번" in page


def test_dead_links_lead_to_their_list(root):
    band = shelve("가나다", "x", **WHOLE)
    assert rows()["끊긴 링크"].is_good
    host = LinkHost.objects.create(name="music.example", free_at=NOW)
    link = LinkHealth.objects.create(
        band=band,
        place="track",
        url="https://music.example/1",
        host=host,
        status="dead",
        checked_at=NOW,
        next_check_at=NOW,
    )
    row = rows()["끊긴 링크"]
    assert (row.figure.amount, row.figure.total, row.figure.at) == (1, 1, NOW)
    assert root.get(row.all_of_it).context["cl"].result_count == 1
    assert row.first.endswith(f"/{link.pk}/change/")


def test_a_whole_catalogue_is_praised(root):
    shelve("온전", "Whole", **WHOLE)
    count_for_board()
    page = root.get(INDEX).content.decode()
    assert "빠진 것이 없습니다." in page
    assert "겹쳐 보이는 밴드가 없습니다." in page


def test_the_board_stands_above_the_list_of_tables_and_keeps_the_policy(root):
    shelve("가나다")
    page = root.get(INDEX).content.decode()
    assert page.index("무엇부터 손볼까요") < page.index('id="content-main"')
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*src=)", page)


def test_a_curator_sees_the_board_and_others_do_not(client):
    curator, other = make_member(), make_member(is_staff=True)
    give_role(member_ids=[curator.pk], role=Role(CURATOR))
    for member, is_shown in ((curator, True), (other, False)):
        client.force_login(member)
        assert ("무엇부터 손볼까요" in client.get(INDEX).content.decode()) is is_shown


def test_the_board_costs_the_same_for_three_bands_or_thirty(root):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            root.get(INDEX)
        return len(queries)

    for number in range(3):
        shelve(f"밴드 {number}")
    few = cost()
    for number in range(3, 30):
        shelve(f"밴드 {number}")
    assert cost() == few <= 15


def test_drafts_wait_for_somebody_or_for_their_moment(root):
    written, due = (draft_of(shelve(name, "x", key=key, **WHOLE)) for key, name in TWO.items())
    drafts.schedule(draft_id=due.pk, publish_at=NOW + timedelta(days=1), by=None, now=NOW)

    assert amounts()["쓰는 중인 초안"] == amounts()["발행을 기다리는 초안"] == 1
    assert root.get(rows()["쓰는 중인 초안"].first).context["original"] == written
    assert root.get(rows()["발행을 기다리는 초안"].all_of_it).context["cl"].result_count == 1


def draft_of(band):
    act = replace(stored_acts([band.pk])[band.pk], description="새 글")
    seen = band.revisions.newest_first()[0].number
    return drafts.begin(band_id=band.pk, act=act, seen=seen, by=None, now=NOW)
