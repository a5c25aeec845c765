"""Signing up, in and out over the API."""

import uuid

import pytest
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from config.tests.callers import UNAUTHORIZED, bearing, stranger
from config.tests.threads import at_once
from config.tests.world import make_member
from members.models import Member
from members.tokens import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db

PASSWORD = "pw-of-tests"
KIM = {"userId": "kim", "email": "Kim@Example.org", "password": "seven blue whales"}


def post(name: str, body):
    return stranger().post(f"/api/auth/{name}", body, content_type="application/json")


def test_signing_up_gives_tokens_that_work():
    """CONTRACT D68: 201 in the envelope."""
    answer = post("signup", KIM)

    body = answer.json()
    assert (answer.status_code, body["statusCode"], body["isSuccess"]) == (201, 201, True)
    assert list(body) == ["statusCode", "isSuccess", "message", "payload"]
    assert list(body["payload"]) == ["accessToken", "refreshToken", "externalId"]
    me = bearing(body["payload"]["accessToken"]).get("/api/members/me").json()["payload"]
    assert (me["userId"], me["email"]) == ("kim", "kim@example.org")
    assert me["externalId"] == body["payload"]["externalId"]


def test_signing_up_gives_no_powers_however_one_asks():
    """RELIABILITY S15: body and query."""
    asked = {"is_staff": True, "is_superuser": True, "isStaff": True, "role": "ADMIN", "id": 1}
    asked |= {"externalId": str(uuid.uuid4()), "external_id": str(uuid.uuid4()), "groups": [1]}

    answer = post("signup?is_staff=true&is_superuser=1", KIM | asked)

    member = Member.objects.get(username="kim")
    assert not member.is_staff
    assert not member.is_superuser
    assert answer.json()["payload"]["externalId"] == str(member.external_id)
    assert str(member.external_id) not in asked.values()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"userId": "ab"}, "userId"),
        ({"userId": "x" * 31}, "userId"),
        ({"userId": "a@b.c"}, "userId"),
        ({"userId": "<b>kim</b>"}, "userId"),
        ({"userId": 12345}, "userId"),
        ({"email": "nowhere"}, "email"),
        ({"email": None}, "email"),
        ({"email": f"{'a' * 250}@example.org"}, "email"),
        ({"password": "1234567890"}, "password"),
        ({"password": "kim@example.org"}, "password"),
        ({"password": "x" * 129}, "password"),
        ({"password": ["seven blue whales"]}, "password"),
        ({"password": ""}, "password"),
    ],
)
def test_signing_up_says_which_field_is_wrong(change, field):
    """CONTRACT P4."""
    answer = post("signup", KIM | change)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [({"email": "else@example.org", "userId": "KIM"}, "userId"), ({"userId": "lee"}, "email")],
)
def test_a_name_or_an_address_is_used_once_whatever_its_case(change, field):
    post("signup", KIM | {"email": "kim@example.org"})

    answer = post("signup", KIM | change)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_used")
    assert answer.json()["errors"] == {field: ["이미 쓰고 있습니다."]}


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_a_name_at_once_one_gets_it():
    answers = at_once(*[lambda: post("signup", KIM).status_code] * 6)
    assert sorted(answers) == [201] + [409] * 5


@pytest.mark.parametrize("who", [{"userId": "kim"}, {"email": "KIM@example.org"}])
def test_one_signs_in_by_name_or_address(who):
    member = make_member("kim")

    answer = post("login", who | {"password": PASSWORD})

    assert answer.json()["payload"]["externalId"] == str(member.external_id)
    member.refresh_from_db()
    assert member.last_login is not None


@pytest.mark.parametrize(
    "body",
    [
        {"userId": "kim", "password": "wrong"},
        {"userId": "nobody", "password": PASSWORD},
        {"email": "nobody@example.org", "password": PASSWORD},
        {"userId": "gone", "password": PASSWORD},
        {"userId": "banned", "password": PASSWORD},
    ],
)
def test_whoever_may_not_come_in_hears_the_same(body):
    make_member("kim")
    make_member("gone", deleted_at="2026-01-01T00:00Z")
    make_member("banned", is_active=False)

    answer = post("login", body)

    assert (answer.status_code, answer.json()["code"]) == (401, "login_failed")
    assert "WWW-Authenticate" in answer


@pytest.mark.parametrize(
    "body",
    [
        {"password": "x"},
        {"userId": "kim"},
        {"userId": "kim", "email": "kim@example.org", "password": "x"},
        {"userId": True, "password": "x"},
        [],
        "kim",
        None,
    ],
)
def test_signing_in_needs_one_name_and_a_password(body):
    assert post("login", body).status_code == 400


def test_signing_in_opens_no_session():
    make_member("kim")
    answer = post("login", {"userId": "kim", "password": PASSWORD})
    assert not answer.cookies


def test_a_refresh_token_gives_a_new_pair_once():
    """RELIABILITY D9: rotation."""
    token = str(RefreshToken.for_member(make_member()))

    first, second = (post("refresh", {"refreshToken": token}) for _ in range(2))

    pair = first.json()["payload"]
    assert bearing(pair["accessToken"]).get("/api/members/me").status_code == 200
    assert post("refresh", {"refreshToken": pair["refreshToken"]}).status_code == 200
    assert (second.status_code, second.json()) == (401, UNAUTHORIZED)


@pytest.mark.django_db(transaction=True)
def test_a_refresh_token_used_many_times_at_once_works_once():
    token = str(RefreshToken.for_member(make_member()))
    answers = at_once(*[lambda: post("refresh", {"refreshToken": token}).status_code] * 8)
    assert sorted(answers) == [200] + [401] * 7


def test_signing_out_uses_up_the_refresh_token_and_may_be_repeated():
    body = {"refreshToken": str(RefreshToken.for_member(make_member()))}

    assert [post("logout", body).status_code for _ in range(2)] == [200, 200]
    assert post("refresh", body).status_code == 401


@pytest.mark.parametrize("door", ["refresh", "logout"])
def test_only_our_own_refresh_tokens_can_be_used_up(door):
    member = make_member()
    no_id = RefreshToken.for_member(member)
    del no_id["jti"]
    for token in (AccessToken.for_member(member), no_id, "x.y.z", "", "é", "x" * 5000):
        assert post(door, {"refreshToken": str(token)}).status_code in {400, 401}
    assert not BlacklistedToken.objects.exists()


def test_a_member_that_left_or_is_banned_gets_no_new_tokens():
    """RELIABILITY S5."""
    gone, banned = make_member(), make_member()
    bodies = [{"refreshToken": str(RefreshToken.for_member(who))} for who in (gone, banned)]
    Member.objects.filter(pk=gone.pk).update(deleted_at="2026-01-01T00:00Z")
    Member.objects.filter(pk=banned.pk).update(is_active=False)

    assert [post("refresh", body).status_code for body in bodies] == [404, 401]


def test_no_token_that_works_is_kept_in_the_database():
    """RELIABILITY S14: what is read from a backup opens nothing."""
    body = post("signup", KIM).json()["payload"]
    assert not OutstandingToken.objects.exists()

    post("logout", {"refreshToken": body["refreshToken"]})
    kept = OutstandingToken.objects.get().token
    assert post("refresh", {"refreshToken": kept}).status_code == 401
