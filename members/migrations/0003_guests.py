"""Guests: members without an address, whose picks and likes the ledger does not count."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PICKS = """
CREATE OR REPLACE FUNCTION member_band_note_picks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exposure_event (band_id, kind, day)
    SELECT band_id, 'picked', (picked_at AT TIME ZONE 'Asia/Seoul')::date FROM fresh
    WHERE picked_at > statement_timestamp() - interval '1 hour'{but};
    RETURN NULL;
END $$;
"""
LIKES = """
CREATE OR REPLACE FUNCTION member_feedback_note_likes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exposure_event (band_id, kind, day)
    SELECT band_id, 'liked', (made_at AT TIME ZONE 'Asia/Seoul')::date FROM fresh
    WHERE stance = 'liked' AND made_at > statement_timestamp() - interval '1 hour'{but};
    RETURN NULL;
END $$;
"""
OF_GUESTS = """
    AND NOT EXISTS (SELECT FROM member WHERE member.id = fresh.member_id AND member.is_guest)"""


def forget_guests(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("members", "Member").objects.filter(is_guest=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_feedback"),
        ("recommendations", "0014_conversations"),
    ]

    operations = [
        migrations.AddField(
            "member",
            "is_guest",
            models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="손님"
            ),
        ),
        migrations.AlterField(
            "member",
            "email",
            models.EmailField(max_length=254, null=True, unique=True, verbose_name="이메일"),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_guests),
        migrations.AddConstraint(
            "member",
            models.CheckConstraint(
                condition=models.Q(("email__isnull", False), ("is_guest", False))
                | models.Q(
                    ("email", None),
                    ("is_guest", True),
                    ("is_staff", False),
                    ("is_superuser", False),
                    ("password__startswith", "!"),
                ),
                name="member_guest_has_no_address",
            ),
        ),
        migrations.AddIndex(
            "member",
            models.Index(
                condition=models.Q(("is_guest", True)), fields=["last_login"], name="member_idle"
            ),
        ),
        migrations.RunSQL(
            PICKS.format(but=OF_GUESTS) + LIKES.format(but=OF_GUESTS),
            PICKS.format(but="") + LIKES.format(but=""),
        ),
    ]
