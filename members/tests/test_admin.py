"""Looking after members: found by what is asked, never a secret, powers by superusers only."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.utils.timezone import now

from config.tests.world import make_band, make_keyword, make_member
from members.models import Member

pytestmark = pytest.mark.django_db

LIST = f"/{settings.ADMIN_PATH}/members/member/"


@pytest.fixture
def root(client):
    client.force_login(make_member("root", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def helper(client):
    """Staff that may look after members, and no more."""
    member = make_member("helper", is_staff=True)
    member.user_permissions.set(Permission.objects.filter(codename__endswith="_member"))
    client.force_login(member)
    return client


def change(member: Member) -> str:
    return f"{LIST}{member.pk}/change/"


def form(member: Member, **changes: str) -> dict[str, str]:
    return {"username": member.username, "email": member.email, "is_active": "on"} | changes


def listed(client, query: str) -> set[str]:
    found = client.get(LIST + query).context["cl"].result_list
    return set(found.values_list("username", flat=True))


def test_members_are_found_by_what_is_asked(root):
    kim = make_member("kim", bands=[make_band()])
    make_member("gone", deleted_at=now())
    make_member("banned", is_active=False)

    assert listed(root, f"?q={kim.external_id}") == {"kim"}
    assert listed(root, "?q=kim@example") == {"kim"}
    assert listed(root, "?is_staff__exact=1") == {"root"}
    assert listed(root, "?is_active__exact=0") == {"banned"}
    assert listed(root, "?deleted_at__isempty=0") == {"gone"}
    assert listed(root, "?picks=some") == {"kim"}
    assert listed(root, "?picks=none") == {"root", "gone", "banned"}


def test_the_list_costs_the_same_however_many(root, django_assert_max_num_queries):
    keyword = make_keyword("몽환")
    for _ in range(15):
        make_member(bands=[make_band(), make_band()], keywords=[keyword])

    with django_assert_max_num_queries(6):  # session, user, count, list
        page = root.get(LIST).text

    assert page.count('<td class="field-band_amount">2</td>') == 15


def test_no_secret_is_shown(root):
    """RELIABILITY S14."""
    kim = make_member("kim")

    page = root.get(change(kim)).text + root.get(LIST).text

    assert str(kim.external_id) in page
    assert kim.password not in page
    assert kim.password.split("$")[-1][:6] not in page
    assert "token_blacklist" not in root.get(f"/{settings.ADMIN_PATH}/").text
    assert root.get(f"/{settings.ADMIN_PATH}/token_blacklist/outstandingtoken/").status_code == 404


def test_the_external_id_cannot_be_changed(root):
    kim = make_member("kim")
    other = "00000000-0000-4000-8000-000000000000"

    root.post(change(kim), form(kim, external_id=other, email="new@example.org"))

    after = Member.objects.get(pk=kim.pk)
    assert (after.email, after.external_id) == ("new@example.org", kim.external_id)
    assert after.password == kim.password


def test_a_member_can_be_added_and_given_a_new_password(root):
    body = {"username": "new", "email": "new@example.org", "usable_password": "true"}
    root.post(f"{LIST}add/", body | {"password1": "nine red foxes", "password2": "nine red foxes"})
    new = Member.objects.get(username="new")
    assert new.check_password("nine red foxes")

    root.post(
        f"{LIST}{new.pk}/password/", {"password1": "ten red foxes", "password2": "ten red foxes"}
    )
    new.refresh_from_db()
    assert new.check_password("ten red foxes")


def test_members_leave_and_come_back_but_are_not_deleted(root):
    kim, me = make_member("kim"), Member.objects.get(username="root")
    chosen = {"_selected_action": [kim.pk, me.pk]}

    root.post(LIST, chosen | {"action": "withdraw"})
    assert set(Member.objects.filter(deleted_at=None)) == {me}

    root.post(LIST, chosen | {"action": "restore"})
    assert Member.objects.filter(deleted_at=None).count() == 2
    assert root.get(f"{LIST}{kim.pk}/delete/").status_code == 403
    assert "탈퇴 처리" in root.get(f"{LIST}{kim.pk}/history/").text


def test_a_helper_gives_no_powers_and_touches_no_staff(helper):
    """RELIABILITY S1, S15."""
    kim, boss = make_member("kim"), make_member("boss", is_staff=True, is_superuser=True)

    helper.post(change(kim), form(kim, is_staff="on", is_superuser="on", email="k@example.org"))
    kim.refresh_from_db()
    assert (kim.email, kim.is_staff, kim.is_superuser) == ("k@example.org", False, False)

    helper.post(change(boss), form(boss, email="stolen@example.org"))
    helper.post(LIST, {"_selected_action": [boss.pk], "action": "withdraw"})
    passwords = {"password1": "ten red foxes", "password2": "ten red foxes"}
    assert helper.post(f"{LIST}{boss.pk}/password/", passwords).status_code == 403
    boss.refresh_from_db()
    assert (boss.email, boss.deleted_at) == ("boss@example.org", None)
    assert boss.check_password("pw-of-tests")
