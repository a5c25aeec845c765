"""A member edits, exports and deletes its account (FEATURES 101)."""

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.timezone import now

from config.tests.callers import stranger
from config.tests.reading import Elements, links, words
from config.tests.world import make_band, make_keyword, make_member
from members.account import services
from members.account.services import AdministratorStays
from members.models import Member
from members.services import Said, react
from members.signup import AlreadyUsed, InvalidSignUp
from members.tokens import RefreshToken, issue

pytestmark = pytest.mark.django_db

PASSWORD = "pw-of-tests"
NEW = "seven blue whales"


@pytest.fixture
def member():
    return make_member("someone", bands=[make_band(name="혁오")], keywords=[make_keyword("밤")])


@pytest.fixture
def inside(member):
    return session_of(member)


def session_of(member: Member) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(member, "members.backends.LiveMembers")
    return client


def is_open(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def renewed(token: object) -> int:
    body = {"refreshToken": str(token)}
    return stranger().post("/api/auth/refresh", body, content_type="application/json").status_code


# --- Editing ------------------------------------------------------------------------------------
def test_a_name_is_changed_without_the_password(inside, member):
    answer = inside.post("/me/account/", {"username": "kim.2", "email": member.email})

    assert answer["Location"] == "/me/?done=edited"
    assert "바꾸었어요." in words(inside.get(answer["Location"]))
    member.refresh_from_db()
    assert (member.username, member.email) == ("kim.2", "someone@example.org")


@pytest.mark.parametrize(("password", "email"), [("", "someone"), ("wrong", "someone"), (NEW, "x")])
def test_another_address_needs_the_password(inside, member, password, email):
    form = {"username": "someone", "email": "New@Example.org", "password": password}

    page = inside.post("/me/account/", form)

    assert "비밀번호가 맞지 않아요." in words(page)
    member.refresh_from_db()
    assert member.email == "someone@example.org"

    inside.post("/me/account/", form | {"password": PASSWORD})
    member.refresh_from_db()
    assert member.email == "new@example.org"


def test_what_others_have_and_what_breaks_a_rule_is_refused_beside_its_field(inside, member):
    make_member("Other")
    for username, said in (("oTHER", "이미 쓰고 있습니다."), ("a b", "3자에서 30자까지")):
        page = inside.post("/me/account/", {"username": username, "email": member.email})
        assert said in words(page)
    assert Member.objects.get(pk=member.pk).username == "someone"


def test_a_name_from_before_the_rules_stays_until_it_is_changed():
    member = make_member("이름 있는 사람")
    services.edit(member=member, username=member.username, email="new@example.org")

    with pytest.raises(InvalidSignUp):
        services.edit(member=member, username="이름 없는 사람", email="new@example.org")
    with pytest.raises(AlreadyUsed):
        services.edit(member=member, username=member.username, email=make_member().email)


# --- The password -------------------------------------------------------------------------------
def change(old: str = PASSWORD, new: str = NEW, again: str = NEW) -> dict[str, str]:
    return {"old_password": old, "new_password1": new, "new_password2": again}


def test_another_password_ends_other_sessions_and_refresh_tokens_and_keeps_this_one(inside, member):
    elsewhere, tokens = session_of(member), issue(member)

    assert inside.post("/me/password/", change())["Location"] == "/me/?done=password"

    assert is_open(inside)
    assert not is_open(elsewhere)
    assert renewed(tokens.refresh) == 401
    assert renewed(issue(Member.objects.get(pk=member.pk)).refresh) == 200
    assert Member.objects.get(pk=member.pk).check_password(NEW)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (change(old="wrong"), "비밀번호가 맞지 않아요."),
        (change(again="another one"), "서로 달라요"),
        (change(new="12345678", again="12345678"), "비밀번호"),
        (change(new="x" * 129, again="x" * 129), "128"),
    ],
)
def test_a_password_that_cannot_be_is_refused_and_nothing_ends(inside, member, form, said):
    token = issue(member).refresh

    page = inside.post("/me/password/", form)

    assert said in words(page)
    assert Elements(page).of("ul"), "the reasons stand beside their fields"
    assert Member.objects.get(pk=member.pk).check_password(PASSWORD)
    assert renewed(token) == 200


def test_refresh_tokens_without_the_passwords_stamp_are_refused(member):
    token = RefreshToken.for_member(member)
    del token["stamp"]

    assert renewed(token) == 401


# --- Exporting ----------------------------------------------------------------------------------
def test_the_file_has_everything_that_the_member_chose_and_said(inside, member):
    band = make_band(name="쏜애플")
    react(member=member, band_id=band.pk, said=Said("not_for_me", "track"), now=now())
    member.groups.add(Group.objects.get(name="curator"))

    answer = inside.get("/me/export/")

    assert answer["Content-Disposition"].startswith('attachment; filename="diggindie-20')
    kept = json.loads(answer.content)
    assert kept["account"]["email"] == "someone@example.org"
    assert kept["account"]["externalId"] == str(member.external_id)
    assert kept["account"]["roles"] == ["curator"]
    assert [row["band"] for row in kept["bands"]] == ["혁오"]
    assert [row["keyword"] for row in kept["keywords"]] == ["밤"]
    [said] = kept["feedback"]
    assert (said["band"], said["stance"], said["reason"]) == ("쏜애플", "not_for_me", "track")
    assert member.password not in answer.text


def test_the_profile_leads_to_all_that_is_kept(inside):
    found = links(inside.get("/me/"))

    wanted = ["account/", "password/", "export/", "delete/", "feedback/"]
    assert {f"/me/{page}" for page in wanted} <= set(found)
    assert {"/pick/", "/list/", "/list/rate/", "/ask/history/"} <= set(found)


# --- Deleting -----------------------------------------------------------------------------------
def test_deleting_needs_the_password_and_says_what_goes(inside, member):
    page = inside.get("/me/delete/")
    assert "되돌릴 수 없어요" in words(page)
    assert "지난 대화" in words(page)

    for form in ({}, {"password": "wrong"}):
        assert inside.post("/me/delete/", form).status_code == 200
        assert Member.objects.filter(pk=member.pk).exists()


def test_with_the_account_its_sessions_and_tokens_end(inside, member):
    pk, elsewhere, tokens = member.pk, session_of(member), issue(member)

    page = inside.post("/me/delete/", {"password": PASSWORD})

    assert "계정을 지웠어요" in words(page)
    assert not Member.objects.filter(pk=member.pk).exists()
    assert not is_open(inside)
    assert not is_open(elsewhere)
    assert renewed(tokens.refresh) == 404
    services.delete(member_id=pk)


def test_a_member_without_a_password_needs_none_and_has_none_to_change(inside, member):
    member.set_unusable_password()
    member.save()
    inside = session_of(member)
    for page in ("account", "password"):
        assert inside.get(f"/me/{page}/")["Location"] == "/me/"
    assert "/me/password/" not in links(inside.get("/me/"))

    fields = {field["name"] for field in Elements(inside.get("/me/delete/")).of("input")}
    assert fields.isdisjoint({"password"})
    inside.post("/me/delete/")
    assert not Member.objects.filter(pk=member.pk).exists()


def test_an_administrator_stays_until_another_takes_the_powers_away():
    member = make_member(is_superuser=True, is_staff=True)
    with pytest.raises(AdministratorStays):
        services.delete(member_id=member.pk)

    page = session_of(member).post("/me/delete/", {"password": PASSWORD})

    assert page.status_code == 409
    assert "관리자 계정은 지울 수 없어요" in words(session_of(member).get("/me/delete/"))


@pytest.mark.parametrize("address", ["account", "password", "delete"])
def test_passwords_cannot_be_guessed_for_long(inside, settings, address):
    settings.API_RATES = settings.API_RATES | {"auth": "2/minute"}
    form = change("wrong") | {"password": "wrong", "username": "x", "email": "n@example.org"}

    codes = [inside.post(f"/me/{address}/", form).status_code for _try in range(3)]

    assert codes == [200, 200, 429]
