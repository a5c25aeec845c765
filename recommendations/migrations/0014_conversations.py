import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_feedback"),
        ("recommendations", "0013_asked_for_and_llm_use"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Keeping",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
            options={
                "db_table": "conversation_keeping",
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "conversation",
                "ordering": ["-last_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ConversationTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500)),
                ("without", models.JSONField(default=list)),
                ("added", models.JSONField(default=list)),
                ("shown", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField()),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="recommendations.conversation",
                    ),
                ),
            ],
            options={
                "db_table": "conversation_turn",
                "ordering": ["position"],
            },
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["member", "-last_at"], name="conversation_of_member"),
        ),
        migrations.AddConstraint(
            model_name="conversationturn",
            constraint=models.UniqueConstraint(
                fields=("conversation", "position"), name="conversation_turn_once"
            ),
        ),
    ]
