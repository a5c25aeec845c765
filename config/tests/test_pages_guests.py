"""Picking, lists and feedback without an account, and joining or signing in afterwards."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from bands.models import Band
from config.tests.admin_table import make_experiment
from config.tests.reading import Elements, links, words
from config.tests.stage import set_stage
from config.tests.world import make_keyword, make_member
from members.models import BandFeedback, Member
from recommendations.experiments.models import Exposure
from recommendations.experiments.services import subject_of
from recommendations.suggest.models import RecommendList

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
JOINING = {"username": "listener", "email": "l@example.org", "password": "a-long-enough-one"}
COMING_IN = {"username": "someone", "password": "pw-of-tests"}


@pytest.fixture(autouse=True)
def stage():
    return set_stage(extras=False)


def band_named(name: str) -> Band:
    return Band.objects.get(name=name)


def pick(client, *names: str) -> None:
    for name in names:
        assert client.post("/pick/bands/", {"pick": band_named(name).pk}).status_code == 303


def test_a_stranger_picks_at_once_and_gets_a_list_from_one_pick(client):
    """CONTRACT S72, S114."""
    pick(client, "실리카겔")

    page = client.post("/list/update/", follow=True)

    guest = Member.objects.get()
    assert (guest.is_guest, guest.email) == (True, None)
    assert list(guest.picked_bands.all()) == [band_named("실리카겔")]
    assert "당신이 파낸 3팀" in words(page)
    assert "키워드 없이 고른 밴드만으로 만들었어요." in words(page)
    assert "/pick/#keywords" in links(page)


def test_a_guest_gets_the_same_five_as_a_member_with_the_same_picks(client):
    """CONTRACT S114: personalised without an account."""
    names, word = ("실리카겔", "쏜애플", "혁오"), make_keyword("몽환적인")
    pick(client, *names)
    client.post("/pick/keywords/", {"pick": word.pk})
    inside = Client()
    inside.force_login(make_member(bands=[band_named(name) for name in names], keywords=[word]))

    for one in (client, inside):
        one.post("/list/update/")

    assert _five(client) == _five(inside)
    assert len(_five(client)) == 5


def _five(client: Client) -> list[str]:
    shown = Elements(client.get("/list/")).of("li")
    return [place["id"] for place in shown if place.get("class") == "found"]


def test_looking_around_makes_no_guest(client):
    for address in (
        "/",
        "/start/",
        "/start/keywords/",
        "/pick/",
        "/list/",
        "/bands/",
        "/map/",
        "/ask/",
    ):
        client.get(address)
    client.post("/list/update/")
    client.post("/pick/bands/", {"pick": 10**9})

    assert not Member.objects.exists()


def test_the_forms_of_the_page_stay_good_after_the_first_pick():
    """RELIABILITY S6: htmx posts the token that the page had when the guest was made."""
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"/bands/{band_named('혁오').pk}/")
    token = next(
        box["value"]
        for box in Elements(page).of("input")
        if box.get("name") == "csrfmiddlewaretoken"
    )

    for name in ("혁오", "쏜애플"):
        form = {"pick": band_named(name).pk, "csrfmiddlewaretoken": token}
        assert client.post("/pick/bands/", form, headers=HTMX).status_code == 200

    assert Member.objects.get().band_picks.count() == 2


def test_new_guests_are_limited_in_one_network(settings):
    """RELIABILITY S13."""
    settings.API_RATES = settings.API_RATES | {"guest": "1/minute"}
    form = {"pick": band_named("혁오").pk}

    statuses = [Client().post("/pick/bands/", form).status_code for _try in range(2)]

    assert statuses == [303, 429]


def test_the_site_is_honest_about_guests(client):
    pick(client, "혁오")

    page, mine = client.get("/list/"), client.get("/me/")

    assert {reverse("members:login"), reverse("members:signup"), "/list/"} <= set(links(page))
    assert "가입하고 간직하기" in words(page)
    assert "30일 동안 오지 않으면 지워져요." in words(mine)
    assert "guest:" not in mine.text
    assert "None" not in words(mine)
    assert "혁오" in words(mine)


@pytest.mark.parametrize("address", ["/ask/history/", "/ask/history/export/", "/list/rate/"])
def test_what_needs_an_account_asks_guests_to_sign_in(client, address):
    pick(client, "혁오")

    answer = client.get(address)

    assert answer.headers["Location"].startswith("/login/")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_what_a_stranger_says_of_a_band_is_kept(client):
    band = band_named("혁오")

    client.post(f"/bands/{band.pk}/feedback/", {"say": "not_for_me"})

    assert BandFeedback.objects.get().member.is_guest
    assert "취향이 아니라고 해서" in words(client.get(f"/bands/{band.pk}/"))


def test_joining_keeps_picks_keywords_list_and_words_under_another_key(client):
    pick(client, "실리카겔", "쏜애플")
    client.post("/list/update/")
    client.post(f"/bands/{band_named('혁오').pk}/feedback/", {"say": "liked"})
    key = client.session.session_key

    answer = client.post("/signup/", JOINING)

    member = Member.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert (member.is_guest, member.username) == (False, "listener")
    assert member.picked_bands.count() == 2
    assert RecommendList.objects.get().member == member
    assert BandFeedback.objects.get().member == member
    assert client.session.session_key != key
    assert client.get("/list/rate/").status_code == 200


def test_a_join_that_is_refused_loses_nothing(client):
    pick(client, "혁오")

    client.post("/signup/", JOINING | {"password": "short"})

    assert Member.objects.get().is_guest
    assert "혁오" in words(client.get("/me/"))


def test_signing_in_takes_along_what_the_guest_chose(client):
    account = make_member("someone", bands=[band_named("라쿠나")])
    pick(client, "혁오")

    client.post("/login/", COMING_IN)

    assert {band.name for band in account.picked_bands.all()} == {"라쿠나", "혁오"}
    assert Member.objects.get() == account
    assert "someone" in words(client.get("/me/"))


def test_a_login_that_fails_loses_nothing(client):
    account = make_member("someone")
    pick(client, "혁오")

    page = client.post("/login/", COMING_IN | {"password": "not-it"})

    assert "아이디나 비밀번호가 맞지 않아요." in words(page)
    assert not account.band_picks.exists()
    assert "혁오" in words(client.get("/me/"))


def test_a_guest_deletes_everything_with_two_presses_and_nothing_is_kept(client):
    """Not even what an experiment counted under the guest's hash."""
    pick(client, "혁오")
    guest = Member.objects.get()
    experiment = make_experiment()
    Exposure.objects.create(
        experiment=experiment,
        subject=subject_of(guest.pk, experiment.salt),
        arm="v3",
        first_seen_at=now(),
        shown=1,
    )
    assert "/me/delete/" in links(client.get("/me/"))
    asked = client.get("/me/delete/")
    assert "모두 지울까요?" in words(asked)
    assert "비밀번호" not in words(asked)

    assert client.post("/me/delete/").headers["Location"] == "/"

    assert not Member.objects.exists()
    assert not Exposure.objects.exists()
    assert client.get("/me/").status_code == 302


def test_a_guest_who_comes_back_stays_known_for_another_month(client):
    pick(client, "혁오")
    Member.objects.update(last_login=now().replace(year=2020))

    answer = client.get("/list/")

    assert Member.objects.get().last_login.year > 2020
    assert int(answer.cookies["session"]["max-age"]) > 29 * 24 * 3600


def test_the_list_of_members_in_the_admin_leaves_guests_out(client, admin_client):
    pick(client, "혁오")
    address = reverse("admin:members_member_changelist")

    shown = [
        "guest:" in admin_client.get(address, query).text
        for query in ({}, {"guests": "only"}, {"guests": "too"})
    ]

    assert shown == [False, True, True]
