"""The pages for joining, coming in and going out."""

import pytest
from django.conf import settings

from config.tests.reading import Elements, words
from config.tests.world import make_member
from members.models import Member

pytestmark = pytest.mark.django_db

JOINING = {"username": "listener", "email": "l@example.org", "password": "a-long-enough-one"}
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]


def test_joining_signs_in_and_goes_on_to_picking(client, stage):
    answer = client.post("/signup/", JOINING)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/pick/")
    assert client.get("/me/").status_code == 200
    assert Member.objects.get().username == "listener"


def test_joining_says_what_is_wrong_beside_each_field(client):
    page = client.post("/signup/", {"username": "a", "email": "no", "password": "1234"})

    wrong = {box["name"] for box in Elements(page).of("input") if box.get("aria-invalid") == "true"}
    assert wrong == {"username", "email", "password"}
    assert "3자에서 30자까지 쓸 수 있습니다." in words(page)
    assert "1234" not in page.text
    assert not Member.objects.exists()


def test_an_empty_form_is_not_accepted(client):
    assert client.post("/signup/", {}).status_code == 200
    assert not Member.objects.exists()


def test_joining_with_a_name_that_is_taken_says_so(client):
    make_member("listener")

    assert "이미 쓰고 있습니다." in words(client.post("/signup/", JOINING))


def test_the_rules_for_a_password_stand_beside_it(client):
    page = client.get("/signup/")

    box = next(box for box in Elements(page).of("input") if box["name"] == "password")
    assert box["aria-describedby"] == "id_password_helptext"
    assert "8자 이상" in words(page)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/signup/", {"username": "username", "email": "email", "password": "new-password"}),
        ("/login/", {"username": "username", "password": "current-password"}),
    ],
)
def test_browsers_may_fill_in_the_fields(client, address, asked):
    boxes = {
        box.get("name"): box.get("autocomplete")
        for box in Elements(client.get(address)).of("input")
    }
    assert asked.items() <= boxes.items()


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_joining_and_coming_in_never_lead_off_the_site(client, elsewhere):
    """RELIABILITY S9."""
    joined = client.post("/signup/", JOINING | {"next": elsewhere})
    client.logout()
    came_in = client.post("/login/", JOINING | {"next": elsewhere})

    assert (joined.headers["Location"], came_in.headers["Location"]) == ("/pick/", "/")


def test_coming_in_brings_back_to_where_one_was_going(client, stage):
    make_member("someone")
    wanted = client.get("/ask/history/", {"page": "2"}).headers["Location"]

    page = client.get(wanted)
    answer = client.post(wanted, {"username": "someone", "password": "pw-of-tests"})

    assert "여기서부터는 로그인이 필요해요." in words(page)
    assert answer.headers["Location"] == "/ask/history/?page=2"


def test_a_wrong_password_does_not_say_which_part_was_wrong(client, member):
    wrong = client.post("/login/", {"username": "someone", "password": "not-it"})
    unknown = client.post("/login/", {"username": "nobody", "password": "not-it"})

    for page in (wrong, unknown):
        assert "아이디나 비밀번호가 맞지 않아요." in words(page)


def test_too_many_tries_get_a_page_that_says_when_to_come_back(client, member):
    for _try in range(settings.AXES_FAILURE_LIMIT):
        page = client.post("/login/", {"username": "someone", "password": "not-it"})

    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "15분쯤 뒤에 다시 열려요." in words(page)


def test_joining_is_limited_for_one_address(client, settings):
    """RELIABILITY S13: the same count as the API's."""
    settings.API_RATES = settings.API_RATES | {"auth": "2/minute"}

    statuses = [client.post("/signup/", {}).status_code for _try in range(3)]

    assert statuses == [200, 200, 429]


def test_members_are_not_asked_to_join_or_come_in_again(inside):
    for address in ("/signup/", "/login/"):
        assert inside.get(address).headers["Location"] == "/"


def test_going_out_needs_a_button_and_goes_home(inside):
    assert inside.get("/logout/").status_code == 405
    assert inside.post("/logout/").headers["Location"] == "/"
    assert inside.get("/me/").status_code == 302


def test_a_member_who_left_is_a_stranger(inside, member):
    Member.objects.filter(pk=member.pk).update(deleted_at="2026-01-01T00:00Z")

    assert inside.get("/me/").status_code == 302
