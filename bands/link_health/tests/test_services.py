"""Links in the database: known, lent out, judged, hidden and shown again (FEATURES N12)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime, now

from bands.api.serializers import top_track_object
from bands.link_health import services
from bands.link_health.findings import Finding, Reason, Verdict
from bands.link_health.models import LinkHealth, LinkHost
from bands.models import Band
from bands.services import delete_bands
from bands.templatetags.catalogue import listen
from bands.tests.shelf import shelve
from config.tests.callers import stranger

pytestmark = pytest.mark.django_db

SONG = "https://band.example/song"
PHOTO = "https://img.example/a.jpg"
START = now().replace(hour=3)
DEAD = Finding(Verdict.DEAD, Reason.NOT_FOUND, 404)
SOUND = Finding(Verdict.SOUND, http_status=200)
DAY = timedelta(days=1)


@pytest.fixture
def band():
    band = shelve("가", track="노래", track_url=SONG, image_url=PHOTO)
    services.know_links(now=START)
    return band


def link_of(band, place="track") -> LinkHealth:
    return LinkHealth.objects.get(band=band, place=place)


def found(link, *findings, start=START):
    for number, finding in enumerate(findings):
        services.record(link_id=link.pk, finding=finding, now=start + number * DAY)
    link.refresh_from_db()
    return link


def shown(band) -> tuple[str, str]:
    """What the API says of the band's photograph and of its track."""
    body = stranger().get(f"/api/bands/{band.pk}").json()["payload"]
    return body["imageUrl"], body["topTrack"]["externalUrl"]


def test_links_are_known_as_the_catalogue_has_them(band):
    assert set(LinkHealth.objects.values_list("url", flat=True)) == {SONG, PHOTO}
    found(link_of(band), DEAD, DEAD)

    band.top_track.external_url = "https://band.example/new"
    band.top_track.save()
    services.know_links(now=START)
    assert link_of(band).failed_days == 0, "another address begins anew"

    delete_bands(bands=Band.objects.filter(pk=band.pk), now=now())
    services.know_links(now=START)
    assert not LinkHealth.objects.exists()


def test_knowing_the_links_of_many_bands_takes_few_queries(band):
    for number in range(20):
        shelve(f"밴드{number}", track="곡", track_url=f"https://h{number}.example/x")
    with CaptureQueriesContext(connection) as queries:
        services.know_links(now=START)
    assert LinkHealth.objects.count() == 22
    assert len(queries) <= 10


def test_a_dead_track_falls_back_to_the_search_and_a_dead_photograph_to_the_cover(band):
    assert shown(band) == (PHOTO, SONG)
    for place in ("track", "image"):
        found(link_of(band, place), DEAD, DEAD, DEAD)

    image, track = shown(band)
    assert f"/bands/{band.pk}/cover.svg" in image
    assert track.startswith("https://open.spotify.com/search/")
    addresses = [address for _name, address in listen(Band.objects.for_cards().get())]
    assert SONG not in addresses


def test_one_bad_day_hides_nothing(band):
    """No false quarantine on one blip."""
    link = link_of(band)
    for minute in range(10):
        services.record(link_id=link.pk, finding=DEAD, now=START + timedelta(minutes=minute))
    assert shown(band) == (PHOTO, SONG)
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkHealth.objects.update(quarantined_at=now())


def test_a_link_that_answers_again_comes_back_by_itself(band):
    link = found(link_of(band), *[DEAD] * 5)
    assert shown(band)[1] != SONG

    found(link, SOUND, start=START + 5 * DAY)
    assert shown(band) == (PHOTO, SONG)
    assert (link.failures, link.failed_days, link.quarantined_at) == (0, 0, None)


def test_a_mended_address_is_shown_at_once_whatever_door_mended_it(band):
    found(link_of(band), DEAD, DEAD, DEAD)
    band.top_track.external_url = "https://band.example/mended"
    band.top_track.save(update_fields=["external_url"])
    assert shown(band)[1] == "https://band.example/mended"


def test_quarantine_costs_what_is_shown_no_query(band):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            top_track_object(Band.objects.for_cards().get())
        return len(queries)

    before = cost()
    found(link_of(band), DEAD, DEAD, DEAD)
    assert cost() == before


def test_a_track_made_anew_with_the_same_dead_address_stays_hidden(band):
    found(link_of(band), DEAD, DEAD, DEAD)
    band.top_track.delete()
    shelve("가", key=band.key, track="노래", track_url=SONG, image_url=PHOTO)
    services.know_links(now=START)
    assert shown(band)[1] != SONG


def test_a_curators_word_counts_more_than_the_check(band):
    link = found(link_of(band), DEAD, DEAD, DEAD)
    services.dismiss(links=LinkHealth.objects.filter(pk=link.pk), now=now())
    assert shown(band)[1] == SONG
    found(link, DEAD, DEAD, start=START + 4 * DAY)
    assert shown(band)[1] == SONG

    services.watch_again(links=LinkHealth.objects.all())
    found(link, DEAD, start=START + 7 * DAY)
    assert shown(band)[1] != SONG


def test_a_network_of_ours_that_is_down_accuses_nobody(band):
    timeout = Finding(Verdict.DEAD, Reason.TIMEOUT)
    link = found(link_of(band), *[timeout] * 20)
    assert (link.status, link.reason, link.failures) == ("unclear", "offline", 0)


def test_a_host_that_is_down_is_accused_while_others_answer(band):
    timeout = Finding(Verdict.DEAD, Reason.TIMEOUT)
    link, other = link_of(band), link_of(band, "image")
    for day in range(3):
        found(other, SOUND, start=START + day * DAY)
        found(link, timeout, start=START + day * DAY)
    assert link.quarantined_at


def test_when_a_whole_service_seems_dead_our_rule_is_doubted_first(band):
    for number in range(4):
        shelve(f"나{number}", track="곡", track_url=f"{SONG}/{number}")
    services.know_links(now=START)
    links = list(LinkHealth.objects.filter(place="track"))
    for day in range(9):
        for link in links:
            found(link, DEAD, start=START + day * DAY)
    assert not LinkHealth.objects.quarantined().exists()
    for link in links:
        found(link, DEAD, start=START + 9 * DAY)
    assert LinkHealth.objects.quarantined().count() == len(links)


def test_a_host_is_lent_to_one_visitor_at_a_time(band):
    lease = timedelta(minutes=1)
    first = services.claim(now=START, lease=lease, hosts=8)
    assert set(first) == {"band.example", "img.example"}
    assert services.claim(now=START, lease=lease, hosts=8) == {}

    services.release(host="img.example", until=START + timedelta(seconds=1))
    later = START + timedelta(seconds=1)
    assert set(services.claim(now=later, lease=lease, hosts=8)) == {"img.example"}
    assert set(services.claim(now=START + lease, lease=lease, hosts=8)) == {"band.example"}


def test_only_what_is_due_is_lent(band):
    found(link_of(band), SOUND)
    assert set(services.claim(now=START, lease=DAY, hosts=8)) == {"img.example"}
    LinkHost.objects.update(free_at=START)
    assert set(services.claim(now=START + 7 * DAY, lease=DAY, hosts=8)) == {
        "band.example",
        "img.example",
    }


def test_a_curator_may_ask_for_a_check_in_the_daytime(band):
    assert services.claim(now=START, lease=DAY, hosts=8, only_asked=True) == {}
    link = found(link_of(band), SOUND)
    services.ask_again(links=LinkHealth.objects.filter(pk=link.pk), now=START)
    lent = services.claim(now=START, lease=DAY, hosts=8, only_asked=True)
    assert lent == {"band.example": [link]}


def test_a_link_that_went_away_while_it_was_checked_is_no_error(band):
    link = link_of(band)
    LinkHealth.objects.all().delete()
    assert services.record(link_id=link.pk, finding=DEAD, now=START) is None


def test_the_last_ten_checks_are_kept(band):
    link = found(link_of(band), *[DEAD] * 12, SOUND)
    assert len(link.checks) == 10
    assert link.checks[0]["verdict"] == "sound"
    assert localtime(link.checked_at) == localtime(START + 12 * DAY)


def test_a_move_for_good_is_written_into_the_catalogue_with_its_history(band):
    """CONTRACT D78: only https may stand there."""
    for place, target in (("track", "https://new.example/song"), ("image", "http://new.example/")):
        moved = Finding(Verdict.MOVED, http_status=200, leads_to=target)
        found(link_of(band, place), moved)

    assert services.follow_moves(links=LinkHealth.objects.all(), now=now(), by=None) == 1
    band.refresh_from_db()
    assert band.top_track.external_url == "https://new.example/song"
    assert band.image_url == PHOTO
    assert band.revisions.newest_first().first().act.track_url == "https://new.example/song"
    assert link_of(band).status == "new"


def test_a_move_of_an_address_that_a_curator_changed_meanwhile_is_left(band):
    moved = Finding(Verdict.MOVED, http_status=200, leads_to="https://new.example/song")
    found(link_of(band), moved)
    band.top_track.external_url = "https://band.example/mended"
    band.top_track.save()
    assert services.follow_moves(links=LinkHealth.objects.all(), now=now(), by=None) == 0
