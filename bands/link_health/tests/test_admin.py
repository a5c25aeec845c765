"""Dead links in the hands of curators (FEATURES N12, row 63)."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from bands.link_health.models import LinkHealth
from bands.tests.shelf import make_curator, shelve
from config.tests.reading import Elements
from config.tests.world import make_band, make_link

pytestmark = pytest.mark.django_db

LINKS = f"/{settings.ADMIN_PATH}/bands/linkhealth/"
BANDS = f"/{settings.ADMIN_PATH}/bands/band/"
HIDDEN = {"status": "dead", "reason": "not_found", "http_status": 404, "failed_days": 3}


@pytest.fixture
def root(client):
    client.force_login(make_curator("root", is_superuser=True))
    return client


def listed(client, query: str) -> list[LinkHealth]:
    return list(client.get(LINKS + query).context["cl"].result_list)


def act(client, action: str, *links: LinkHealth):
    data = {"action": action, "_selected_action": [link.pk for link in links]}
    return client.post(LINKS, data, follow=True)


def test_each_queue_holds_what_is_to_be_done(root):
    hidden = make_link(make_band("a"), quarantined_at=now(), **HIDDEN)
    failing = make_link(make_band("b"), status="dead", failed_days=1)
    moved = make_link(make_band("c"), status="moved", leads_to="https://new.example/")
    dismissed = make_link(make_band("d"), status="dead", dismissed_at=now())

    assert listed(root, "?queue=dead") == [hidden, failing]
    assert listed(root, "?queue=hidden") == [hidden]
    assert listed(root, "?queue=moved") == [moved]
    assert listed(root, "?queue=dismissed") == [dismissed]
    assert len(listed(root, "")) == 4


def test_a_row_is_one_click_from_its_mend(root):
    band = shelve("가", track="노래", track_url="https://band.example/x")
    make_link(band, place="track", url="https://band.example/x", **HIDDEN)
    page = root.get(f"{LINKS}?queue=dead").text
    assert f'href="{BANDS}{band.pk}/change/#id_track_url"' in page
    assert "없는 페이지라고 답합니다 (404)" in page

    form = root.get(f"{BANDS}{band.pk}/change/").text
    assert 'id="id_track_url"' in form
    assert "끊김 · 없는 페이지라고 답합니다 (404)" in form


def test_bands_with_a_dead_link_are_a_list_of_their_own(root):
    dead, _sound = make_band("a"), make_band("b")
    make_link(dead, **HIDDEN)
    assert list(root.get(f"{BANDS}?symptom=links").context["cl"].result_list) == [dead]


def test_a_curator_dismisses_and_watches_again(root):
    link = make_link(quarantined_at=now(), **HIDDEN)
    assert "링크 1개를 더는 숨기지 않습니다." in act(root, "dismiss", link).text
    link.refresh_from_db()
    assert link.dismissed_at
    assert link.quarantined_at is None
    act(root, "watch_again", link)
    link.refresh_from_db()
    assert link.dismissed_at is None


def test_a_check_is_asked_for_and_a_worker_told(root, django_capture_on_commit_callbacks):
    link = make_link(next_check_at="2099-01-01T00:00Z")
    with django_capture_on_commit_callbacks() as told:
        act(root, "check_now", link)
    assert len(told) == 1
    assert LinkHealth.objects.due(now(), only_asked=True).get() == link


def test_a_move_is_followed_by_whoever_may_publish(root):
    band = shelve("가", image_url="https://band.example/a.jpg")
    new = "https://new.example/a.jpg"
    act(root, "follow_moves", make_link(band, status="moved", leads_to=new))
    band.refresh_from_db()
    assert band.image_url == new
    assert band.revisions.newest_first().first().by.username == "root"


def test_a_link_tells_its_last_checks(root):
    check = {"at": "2026-03-01T03:10:00+09:00", "verdict": "dead", "reason": "timeout"}
    link = make_link(checks=[check | {"http_status": None}], **HIDDEN)
    assert "끊김 제때 답하지 않습니다" in root.get(f"{LINKS}{link.pk}/change/").text


def test_what_a_foreign_server_said_is_text_and_no_link(root):
    """RELIABILITY S7: `leads_to` comes from outside."""
    for number, said in enumerate(("javascript:alert(1)", 'https://x"><script>alert(1)</script>')):
        link = make_link(make_band(f"b{number}"), status="moved", leads_to=said)
        for path in (LINKS, f"{LINKS}{link.pk}/change/", f"{BANDS}{link.band_id}/change/"):
            page = root.get(path)
            assert f'href="{said}' not in page.text
            assert "<script>alert" not in page.text


@pytest.mark.parametrize("path", ["", "{}/change/"])
def test_the_pages_keep_the_strict_policy(root, path):
    """RELIABILITY S10: no inline script, no style."""
    link = make_link(**HIDDEN)
    elements = Elements(root.get(LINKS + path.format(link.pk)))
    assert not elements.inline
    assert not any("style" in attributes for _tag, attributes in elements.found)


def test_a_list_costs_the_same_for_three_rows_or_thirty(root):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            root.get(LINKS)
        return len(queries)

    for number in range(3):
        make_link(make_band(f"b{number}"))
    few = cost()
    for number in range(3, 30):
        make_link(make_band(f"b{number}"))
    assert cost() == few <= 6


def test_the_page_is_english_for_those_who_want_it(root):
    make_link(quarantined_at=now(), **HIDDEN)
    page = root.get(LINKS, headers={"Accept-Language": "en"}).text
    assert "dead · hidden from listeners" in page
    assert "It answers that there is no such page (404)" in page
