"""Migrations match the models and can be taken back."""

import pytest
from django.core.management import call_command
from django.db import connection

from config.tests.world import make_band, make_member
from members.models import BandFeedback


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("app", "table"), [("recommendations", "band_recommend"), ("embeddings", "band_vector")]
)
def test_every_migration_can_be_taken_back_and_made_again(app, table):
    try:
        call_command("migrate", app, "zero", verbosity=0)
        assert table not in connection.introspection.table_names()
    finally:
        call_command("migrate", verbosity=0)
    assert table in connection.introspection.table_names()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_search_and_triggers_can_be_taken_back_and_made_again():
    try:
        call_command("migrate", "bands", "0001", verbosity=0)
        assert _functions() == set()
    finally:
        call_command("migrate", verbosity=0)
    assert "keyword_count_text" in _functions()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_was_blocked_is_hidden_and_a_block_again_when_taken_back():
    member, band, liked = make_member(), make_band(), make_band()
    row = {"member": member.pk, "band": band.pk}
    BandFeedback.objects.create(member=member, band=liked, stance="liked")
    try:
        call_command("migrate", "members", "0001", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO member_block (member_id, band_id) VALUES (%(member)s, %(band)s)", row
            )
    finally:
        call_command("migrate", verbosity=0)
    assert list(BandFeedback.objects.values_list("band", "stance")) == [(band.pk, "hidden")]


def _functions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE '%_count_text'")
        return {name for (name,) in cursor.fetchall()}
