"""What drafts would do, computed once and kept."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bands", "0008_duplicates"),
        ("embeddings", "0006_spaces_are_filled_and_switched"),
        ("recommendations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftPreview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "기다리는 중"),
                            ("working", "계산하는 중"),
                            ("done", "다 됨"),
                            ("failed", "못 함"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("text", "초안의 글을 벡터로 만들기"),
                            ("nearest", "가까운 밴드와 기준 짝 비교하기"),
                            ("lists", "회원들의 목록 다시 만들어 보기"),
                        ],
                        default="text",
                        max_length=8,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("seconds_spent", models.FloatField(default=0)),
                ("result", models.JSONField(null=True)),
                ("error", models.CharField(blank=True, max_length=40)),
                ("run", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bands.banddraft",
                    ),
                ),
                (
                    "space",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="embeddings.embeddingspace",
                    ),
                ),
            ],
            options={
                "verbose_name": "초안 미리보기",
                "verbose_name_plural": "초안 미리보기",
                "db_table": "draft_preview",
            },
        ),
    ]
