"""The ledger: every event counts once, nobody is in it, nobody waits for it."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from bands.models import Band
from config.tests.stage import set_stage
from config.tests.world import make_band, make_member
from members.services import pick_band, replace_picks, unpick_band
from recommendations.exposure import services
from recommendations.exposure.models import ExposedBand, ExposureDay, ExposureEvent
from recommendations.exposure.services import note_opened, roll_up
from recommendations.suggest.services import update_recommendations
from recommendations.suggest.tests.worlds import EXAMPLE, the_example
from recommendations.tasks import roll_up_exposure

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 16, 0, tzinfo=UTC)  # the third in Seoul
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36"


def ledger() -> list[tuple]:
    rows = ExposureDay.objects.order_by("band_id", "day")
    return list(rows.values_list("band_id", "day", "shown", "opened", "picked", "liked"))


def events(kind: str) -> list[int]:
    rows = ExposureEvent.objects.filter(kind=kind).order_by("band_id")
    return list(rows.values_list("band_id", flat=True))


def shown(band, times=1, day=date(2026, 1, 1)):
    ExposureEvent.objects.bulk_create(
        ExposureEvent(band=band, kind="shown", day=day) for _time in range(times)
    )


def test_a_list_that_is_made_notes_its_bands_as_shown():
    """FEATURES N13."""
    update_recommendations(member_id=the_example().pk, now=NOW)

    assert events("shown") == sorted(pk for pk, *_ in EXAMPLE)
    days = ExposureEvent.objects.filter(kind="shown").values_list("day", flat=True)
    assert set(days) == {date(2026, 1, 3)}


def test_noting_costs_an_update_no_statement_of_its_own_and_no_lock_on_bands():
    """FEATURES N13: one more part of the statement that stores the list."""
    member = the_example()
    with CaptureQueriesContext(connection) as queries:
        update_recommendations(member_id=member.pk, now=NOW)

    noting = [query["sql"] for query in queries if "exposure_event" in query["sql"]]
    assert len(noting) == 1
    assert "INSERT INTO recommend_list" in noting[0]
    constraints = connection.introspection.get_constraints(connection.cursor(), "exposure_event")
    assert [name for name, kind in constraints.items() if kind["foreign_key"]] == []


def test_a_list_that_is_not_stored_was_not_shown():
    member = the_example()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        update_recommendations(member_id=member.pk, now=NOW)
        1 / 0  # noqa: B018

    assert events("shown") == []


def test_the_ledger_knows_no_member_and_no_time_of_day():
    """RELIABILITY: nothing in it says who."""
    for model in (ExposureEvent, ExposureDay):
        names = {field.name for field in model._meta.get_fields()}
        assert names <= {"id", "band", "kind", "day", "shown", "opened", "picked", "liked"}


def test_a_pick_is_noted_whatever_door_it_came_through():
    """FEATURES N13."""
    member, one, other = make_member(), make_band(), make_band()

    pick_band(member=member, band=one, now=now())
    pick_band(member=member, band=one, now=now())
    replace_picks(member=member, band_ids=[one.pk, other.pk], keyword_ids=[], now=now())
    unpick_band(member=member, band=one)

    assert events("picked") == [one.pk, other.pk]
    assert ExposureEvent.objects.latest("pk").day == localdate()


def test_a_pick_that_is_put_back_was_noted_before():
    member, band = make_member(), make_band()
    member.band_picks.create(band=band, picked_at=now() - timedelta(days=3))

    assert events("picked") == []


def test_events_become_days_and_are_deleted():
    """FEATURES N13."""
    one, other = make_band(), make_band()
    shown(one, 3)
    shown(one, 1, date(2026, 1, 2))
    note_opened(band_id=other.pk, now=NOW)

    assert roll_up() == 5

    assert ledger() == [
        (one.pk, date(2026, 1, 1), 3, 0, 0, 0),
        (one.pk, date(2026, 1, 2), 1, 0, 0, 0),
        (other.pk, date(2026, 1, 3), 0, 1, 0, 0),
    ]
    assert not ExposureEvent.objects.exists()


def test_rolling_up_twice_changes_nothing_and_later_events_are_added():
    """RELIABILITY D8."""
    band = make_band()
    shown(band, 2)
    roll_up_exposure.apply()
    roll_up_exposure.apply()
    shown(band, 5)
    roll_up_exposure.apply()

    assert ledger() == [(band.pk, date(2026, 1, 1), 7, 0, 0, 0)]


def test_a_worker_that_dies_while_rolling_up_loses_nothing(monkeypatch):
    """RELIABILITY D8: counted and deleted in one statement, so all of it or none."""
    band = make_band()
    shown(band, 10)
    monkeypatch.setattr(services, "CHUNK", 4)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services._roll_up_some(None)
        1 / 0  # noqa: B018

    assert (ExposureEvent.objects.count(), ledger()) == (10, [])
    assert roll_up() == 10
    assert ledger() == [(band.pk, date(2026, 1, 1), 10, 0, 0, 0)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_count_every_event_once(monkeypatch):
    """RELIABILITY D8."""
    monkeypatch.setattr(services, "CHUNK", 50)
    bands = [make_band() for _band in range(10)]
    for band in bands:
        shown(band, 100)

    def work():
        try:
            roll_up()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [count for _band, _day, count, *_ in ledger()] == [100] * 10
    assert not ExposureEvent.objects.exists()


def test_events_of_a_band_that_is_gone_are_dropped():
    band = make_band()
    shown(band)
    ExposureEvent.objects.create(band_id=10**9, kind="shown", day=date(2026, 1, 1))

    assert roll_up() == 2
    assert len(ledger()) == 1


def test_totals_last_shown_and_what_was_never_shown():
    """FEATURES N13."""
    seen, opened, hidden = make_band("a"), make_band("b"), make_band("c", is_published=False)
    shown(seen, 2, date(2026, 1, 1))
    shown(seen, 1, date(2026, 1, 5))
    note_opened(band_id=opened.pk, now=NOW)
    roll_up()

    totals = {band.key: band for band in ExposedBand.objects.with_totals()}
    assert (totals["a"].shown_total, totals["a"].last_shown) == (3, date(2026, 1, 5))
    assert (totals["b"].opened_total, totals["b"].last_shown) == (1, None)
    assert [band.key for band in ExposedBand.objects.never_shown()] == ["b"]
    assert hidden.key in totals


class TestVisits:
    @pytest.fixture
    def page(self):
        set_stage(extras=False)
        return f"/bands/{Band.objects.order_by('pk').first().pk}/"

    def test_a_visit_of_the_page_is_counted_and_no_cache_keeps_it(self, client, page):
        """FEATURES N13."""
        answer = client.get(page, headers={"User-Agent": BROWSER})

        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert len(events("opened")) == 1

    @pytest.mark.parametrize(
        "headers",
        [
            {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://google.com/bot.html)"},
            {"User-Agent": "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd) Yetibot"},
            {"User-Agent": "facebookexternalhit/1.1 kakaotalk-scrap/1.0"},
            {"User-Agent": "curl/8.5.0 (x86_64)"},
            {"User-Agent": "python-requests/2.32"},
            {"User-Agent": ""},
            {"User-Agent": BROWSER, "Sec-Purpose": "prefetch;prerender"},
            {"User-Agent": BROWSER, "Purpose": "prefetch"},
            {"User-Agent": BROWSER, "X-Moz": "prefetch"},
        ],
    )
    def test_machines_and_prefetches_are_not(self, client, page, headers):
        assert client.get(page, headers=headers).status_code == 200
        assert events("opened") == []

    def test_head_missing_pages_and_curators_are_not(self, client, page):
        client.head(page, headers={"User-Agent": BROWSER})
        client.get("/bands/999999/", headers={"User-Agent": BROWSER})
        client.force_login(make_member(is_staff=True))
        client.get(page, headers={"User-Agent": BROWSER})

        assert events("opened") == []

    def test_a_visit_is_one_statement(self, page):
        with CaptureQueriesContext(connection) as queries:
            note_opened(band_id=1, now=NOW)

        assert len(queries) == 1

    def test_a_ledger_that_is_away_costs_the_page_nothing(self, page, caplog):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE exposure_event RENAME TO elsewhere")
            note_opened(band_id=1, now=NOW)
            transaction.set_rollback(True)

        assert "a visit was not counted" in caplog.text
