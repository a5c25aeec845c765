"""Blocks become feedback: what was blocked is hidden, until the same moment."""

import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

STANCES = [
    ("liked", "좋아요"),
    ("not_for_me", "취향이 아니에요"),
    ("known", "이미 알아요"),
    ("hidden", "숨겼어요"),
]
REASONS = [
    ("taste", "취향이 아님"),
    ("keywords", "키워드가 맞지 않음"),
    ("track", "장르는 맞지만 이 곡은 아님"),
    ("similar", "너무 비슷함"),
    ("other", "기타"),
]


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [
        migrations.RenameModel("MemberBlock", "BandFeedback"),
        migrations.AlterModelTable("BandFeedback", "member_feedback"),
        migrations.RemoveConstraint("BandFeedback", "member_block_once"),
        migrations.AlterField(
            "BandFeedback",
            "member",
            models.ForeignKey(
                on_delete=models.CASCADE, related_name="feedback", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            "BandFeedback",
            "stance",
            models.CharField(choices=STANCES, default="hidden", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            "BandFeedback",
            "reason",
            models.CharField(blank=True, choices=REASONS, default="", max_length=8),
        ),
        migrations.AddField(
            "BandFeedback",
            "made_at",
            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddConstraint(
            "BandFeedback",
            models.UniqueConstraint(fields=["member", "band"], name="member_feedback_once"),
        ),
        migrations.AddConstraint(
            "BandFeedback",
            models.CheckConstraint(
                condition=models.Q(("reason", ""), ("stance", "not_for_me"), _connector="OR"),
                name="member_feedback_reason_of_not_for_me",
            ),
        ),
        migrations.AddConstraint(
            "BandFeedback",
            models.CheckConstraint(
                condition=models.Q(("until", None), ("stance", "hidden"), _connector="OR"),
                name="member_feedback_until_of_hidden",
            ),
        ),
        migrations.RunSQL(
            migrations.RunSQL.noop,
            "DELETE FROM member_feedback WHERE stance = 'liked'",  # the rest were blocks
        ),
    ]
