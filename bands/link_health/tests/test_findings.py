"""What answers mean, service by service (FEATURES N12)."""

import pytest

from bands.link_health.answers import Answer, Hop
from bands.link_health.checking import queue_of
from bands.link_health.findings import Reason, Verdict, judge
from bands.link_health.rules import SERVICES, service_of

SPOTIFY = "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC"
YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
MELON = "https://www.melon.com/song/detail.htm?songId=1"
APPLE = "https://music.apple.com/kr/album/1"
BANDCAMP = "https://band.bandcamp.com/track/song"
SOUNDCLOUD = "https://soundcloud.com/band/song"
ELSEWHERE = "https://band.example/song"

GONE = [
    (YOUTUBE, '..."playabilityStatus":{"status":"ERROR","reason":"Video unavailable"}'),
    (YOUTUBE, "<title> - YouTube</title>"),
    (SPOTIFY, "<title>Page not found | Spotify</title>"),
    (SPOTIFY, "<h1>Couldn&#x27;t find that song</h1>"),
    (APPLE, "<p>The page you're looking for can't be found.</p>"),
    (APPLE, "<p>찾고 있는 페이지를 찾을 수 없습니다.</p>"),
    (MELON, "<script>alert('존재하지 않는 곡입니다.')</script>"),
    (MELON, "요청하신 정보가 없습니다."),
    (BANDCAMP, "<h2>Sorry, that something isn't here.</h2>"),
    (SOUNDCLOUD, "<p>We can't find that track.</p>"),
    (ELSEWHERE, "<title>404 - band.example</title>"),
    (ELSEWHERE, "<title>Page Not Found</title>"),
    (ELSEWHERE, "<title>요청하신 페이지를 찾을 수 없습니다</title>"),
]
CLOSED_HERE = [
    (YOUTUBE, "The uploader has not made this video available in your country"),
    (SPOTIFY, "This content is not available in your country"),
    (APPLE, "이 노래는 현재 국가에서 이용할 수 없습니다"),
    (MELON, "해당 국가에서는 서비스되지 않습니다"),
    (SOUNDCLOUD, "This track is not available in your country"),
]
WELL = [
    (YOUTUBE, "<title>실리카겔 - NO PAIN - YouTube</title>"),
    (SPOTIFY, "<title>NO PAIN - song by Silica Gel | Spotify</title>"),
    (MELON, "<title>NO PAIN - 실리카겔 : 멜론</title>"),
    (BANDCAMP, "<title>Not Found On Earth | A Band</title>".replace("Not Found", "Lost")),
    (SOUNDCLOUD, "<title>Stream 404 by A Band</title>"),
    (ELSEWHERE, "<title>A song about page 404</title>"),
]


def found(link: str, text: str = "", *, status: int = 200, is_image: bool = False, **answer):
    whole = Answer(**{"url": link, "status": status, "text": text} | answer)
    host = link.split("/")[2]
    return judge(link, whole, service_of(host), is_image=is_image)


@pytest.mark.parametrize(("link", "text"), GONE)
def test_a_page_that_says_gone_is_dead_though_its_status_is_200(link, text):
    assert found(link, text).verdict is Verdict.DEAD
    assert found(link, text).reason is Reason.SOFT_404


@pytest.mark.parametrize(("link", "text"), CLOSED_HERE)
def test_a_page_that_is_closed_in_our_country_is_not_dead(link, text):
    assert found(link, text).verdict is Verdict.REGION


@pytest.mark.parametrize(("link", "text"), WELL)
def test_a_page_that_is_there_is_sound(link, text):
    assert found(link, text).verdict is Verdict.SOUND


def test_every_service_of_the_table_is_tried():
    tried = {service_of(link.split("/")[2]).name for link, _text in GONE + WELL}
    assert {service.name for service in SERVICES} <= tried


@pytest.mark.parametrize(
    ("status", "verdict", "reason"),
    [
        (404, Verdict.DEAD, Reason.NOT_FOUND),
        (410, Verdict.DEAD, Reason.NOT_FOUND),
        (500, Verdict.DEAD, Reason.SERVER_ERROR),
        (503, Verdict.DEAD, Reason.SERVER_ERROR),
        (451, Verdict.REGION, Reason.REGION),
        (429, Verdict.UNCLEAR, Reason.BUSY),
        (401, Verdict.UNCLEAR, Reason.UNPROVEN),
        (403, Verdict.UNCLEAR, Reason.UNPROVEN),
        (999, Verdict.UNCLEAR, Reason.UNPROVEN),
        (400, Verdict.UNCLEAR, Reason.OTHER_STATUS),
        (304, Verdict.UNCLEAR, Reason.OTHER_STATUS),
        (204, Verdict.SOUND, Reason.NONE),
    ],
)
def test_a_status_has_one_meaning(status, verdict, reason):
    one = found(ELSEWHERE, status=status)
    assert (one.verdict, one.reason) == (verdict, reason)


def test_a_server_that_says_when_to_come_back_is_busy_and_not_dead():
    assert found(ELSEWHERE, status=503, retry_after=60).reason is Reason.BUSY


def test_youtube_says_400_of_a_video_that_never_was():
    assert found(YOUTUBE, status=400).reason is Reason.NOT_FOUND


def test_an_artist_who_left_bandcamp_is_gone():
    signup = "https://bandcamp.com/signup?new_domain=band"
    one = found(BANDCAMP, url=signup, hops=(Hop(BANDCAMP, 303),))
    assert one.reason is Reason.SOFT_404


def test_a_page_that_falls_back_to_the_front_page_is_gone():
    one = found(ELSEWHERE, url="https://band.example/", hops=(Hop(ELSEWHERE, 302),))
    assert one.reason is Reason.FRONT_PAGE


@pytest.mark.parametrize("hops", [(301,), (308, 301)])
def test_a_permanent_move_proposes_the_new_address(hops):
    new = "https://new.example/song"
    one = found(ELSEWHERE, url=new, hops=tuple(Hop(ELSEWHERE, status) for status in hops))
    assert (one.verdict, one.leads_to) == (Verdict.MOVED, new)


def test_a_detour_is_noted_and_proposes_nothing():
    one = found(ELSEWHERE, url="https://new.example/song", hops=(Hop(ELSEWHERE, 302),))
    assert (one.verdict, one.reason) == (Verdict.SOUND, Reason.REDIRECTED)
    assert one.leads_to == "https://new.example/song"


def test_a_wall_before_the_page_teaches_nothing():
    one = found(YOUTUBE, url="https://consent.youtube.com/m", hops=(Hop(YOUTUBE, 302),))
    assert (one.verdict, one.reason) == (Verdict.UNCLEAR, Reason.WALL)


def test_a_picture_that_became_a_page_is_dead():
    assert found(ELSEWHERE, is_image=True, content_type="text/html").reason is Reason.NOT_AN_IMAGE
    assert found(ELSEWHERE, is_image=True, content_type="image/webp").verdict is Verdict.SOUND
    assert found(ELSEWHERE, is_image=True).verdict is Verdict.SOUND


def test_hosts_of_one_service_share_its_patience():
    assert queue_of("https://youtu.be/x") == queue_of("https://music.youtube.com/") == "youtube"
    assert queue_of("https://a.bandcamp.com/") == queue_of("https://b.bandcamp.com/") == "bandcamp"
    assert queue_of("https://www.band.example./x") == "band.example"
    assert queue_of("https://notspotify.com/") == "notspotify.com"
