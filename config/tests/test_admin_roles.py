"""Who may use which page and which action of the admin: the table against the whole admin.

The issue's roles: curator, senior curator, administrator (FEATURES 66, RELIABILITY S1).
"""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.management import CommandError, call_command
from django.db.models.signals import post_migrate
from django.test import Client, RequestFactory
from django.urls import URLPattern, reverse

from config.roles import CURATOR, LADDER, PERMISSIONS, SENIOR, permissions_of
from config.tests.admin_table import (
    ACTIONS,
    ADMINISTRATOR,
    ANYONE,
    DOORS,
    LISTENER,
    NOBODY,
    PAGES,
    ROLES,
    ROWS,
    STAFF,
    Page,
)
from config.tests.world import make_band, make_member
from members.models import Member
from members.roles import Role, give_role

pytestmark = pytest.mark.django_db

METHODS = ("get", "post")
REFUSALS = {403, 404, 405}


def person(role: str) -> Member | AnonymousUser:
    if role == ANYONE:
        return AnonymousUser()
    member = make_member(is_staff=role == STAFF)
    if role in LADDER:
        give_role(member_ids=[member.pk], role=Role(role))
    if role == ADMINISTRATOR:
        Member.objects.filter(pk=member.pk).update(is_staff=True, is_superuser=True)
    return Member.objects.get(pk=member.pk)


def visitor(role: str) -> Client:
    client = Client()
    someone = person(role)
    if someone.is_authenticated:
        client.force_login(someone)
    return client


def may(role: str, lowest: str) -> bool:
    return lowest != NOBODY and ROLES.index(role) >= ROLES.index(lowest)


def named_pages(patterns: list | None = None) -> Iterator[URLPattern]:
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield pattern
        else:
            yield from named_pages(pattern.url_patterns)


def models() -> Iterator[tuple[str, admin.ModelAdmin]]:
    for model, model_admin in admin.site._registry.items():
        yield f"{model._meta.app_label}_{model._meta.model_name}", model_admin


def address(name: str, page: Page) -> str:
    """Where the page is, with a row made for it when it is about one."""
    view = f"admin:{name.split()[0]}"
    if page.args:
        return reverse(view, args=page.args() if callable(page.args) else page.args)
    [pattern] = [one for one in named_pages() if one.name == name]
    if not pattern.pattern.converters:
        return reverse(view)
    [model] = [model for model in ROWS if name.startswith(f"{model}_")]
    return reverse(view, args=[ROWS[model]().pk])


def is_let_in(client: Client, method: str, place: str, page: Page) -> bool:
    send = getattr(client, method)
    answer = send(place, page.query, follow=False)
    if answer.status_code in REFUSALS:
        return False
    assert answer.status_code < 500
    return answer.status_code != 302 or "/login/" not in answer["Location"]


def test_every_page_of_the_admin_is_in_the_table():
    found = {pattern.name for pattern in named_pages()} - DOORS
    assert found == {name.split()[0] for name in PAGES}
    labels = {model._meta.app_label for model in admin.site._registry}
    assert {page.args[0] for name, page in PAGES.items() if name.startswith("app_list")} == labels


def test_every_model_of_the_admin_has_a_row_and_its_actions_in_the_table():
    assert {name for name, _admin in models()} == set(ACTIONS)
    assert set(ACTIONS) <= set(ROWS)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_lets_in_whom_the_table_names(name, method):
    page = PAGES[name]
    place = address(name, page)

    let_in = {role for role in ROLES if is_let_in(visitor(role), method, place, page)}

    assert let_in == {role for role in ROLES if may(role, getattr(page, method))}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_offered_to_whom_the_table_names(name):
    """Django carries out no action that it would not offer."""
    model_admin = dict(models())[name]
    for role in ROLES:
        request = RequestFactory().get("/")
        request.user = person(role)
        offered = set(model_admin.get_actions(request))
        assert offered == {action for action, low in ACTIONS[name].items() if may(role, low)}, role


@pytest.mark.parametrize("role", [ANYONE, LISTENER, STAFF, CURATOR])
def test_an_action_that_is_not_offered_is_not_carried_out(role):
    band = make_band()
    place = reverse("admin:bands_band_changelist")

    visitor(role).post(place, {"action": "unpublish", "_selected_action": [band.pk]})

    band.refresh_from_db()
    assert band.is_published


# --- The roles themselves ----------------------------------------------------------------------
def test_the_groups_hold_what_the_table_says():
    for role in LADDER:
        pairs = Group.objects.get(name=role).permissions.values_list(
            "content_type__app_label", "codename"
        )
        assert {f"{app}.{codename}" for app, codename in pairs} == permissions_of(role)


def test_every_permission_of_the_table_exists():
    pairs = Permission.objects.values_list("content_type__app_label", "codename")
    assert PERMISSIONS.keys() <= {f"{app}.{codename}" for app, codename in pairs}


def test_a_migration_brings_the_groups_back_to_the_table_and_leaves_other_groups_alone():
    curators = Group.objects.get(name=CURATOR)
    curators.permissions.set(Permission.objects.filter(codename="change_band"))
    others = Group.objects.create(name="others")
    others.permissions.set(Permission.objects.filter(codename="change_band"))
    Group.objects.get(name=SENIOR).delete()

    for label in ("bands", "embeddings", "recommendations"):
        config = apps.get_app_config(label)
        post_migrate.send(config, app_config=config, using="default", verbosity=0, plan=[])

    test_the_groups_hold_what_the_table_says()
    assert others.permissions.count() == 1


def test_a_member_is_appointed_and_dismissed_on_the_command_line():
    make_member("kim")
    out = StringIO()

    call_command("give_role", "kim", SENIOR, stdout=out)
    kim = Member.objects.get(username="kim")
    assert kim.is_staff
    assert kim.has_perms(permissions_of(SENIOR))

    call_command("give_role", "kim", "listener", stdout=out)
    kim = Member.objects.get(username="kim")
    assert not kim.is_staff
    assert not kim.get_all_permissions()


def test_an_administrator_is_not_made_less_by_a_role():
    make_member("root", is_staff=True, is_superuser=True)

    with pytest.raises(CommandError, match="root"):
        call_command("give_role", "root", "listener")

    assert Member.objects.get(username="root").is_staff


def test_an_administrator_appoints_in_the_list_of_members():
    root, kim = visitor(ADMINISTRATOR), make_member("kim")
    place = reverse("admin:members_member_changelist")

    for action, role in (("make_curator", CURATOR), ("make_senior_curator", SENIOR)):
        root.post(place, {"action": action, "_selected_action": [kim.pk]})
        assert list(kim.groups.values_list("name", flat=True)) == [role]
    assert "수석 큐레이터" in root.get(place).text

    page = root.post(place, {"action": "make_listener", "_selected_action": [kim.pk]}, follow=True)
    assert "1명의 역할이 이제 ‘듣는 이’입니다." in page.text
    assert not Member.objects.get(pk=kim.pk).is_staff


def test_the_sites_own_roles_are_not_edited_by_hand():
    root = visitor(ADMINISTRATOR)
    curators = Group.objects.get(name=CURATOR)

    for name in ("change", "delete"):
        place = reverse(f"admin:auth_group_{name}", args=[curators.pk])
        assert root.post(place, {"name": "x", "post": "yes"}).status_code == 403

    assert Group.objects.filter(name=CURATOR).exists()
