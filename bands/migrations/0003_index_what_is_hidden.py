"""Small indexes of what no search may find, so that a search need not read every band for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bands", "0002_search_and_versions")]

    operations = [
        migrations.AddIndex(
            model_name="band",
            index=models.Index(
                fields=["id"],
                condition=models.Q(is_published=False) | models.Q(deleted_at__isnull=False),
                name="band_hidden",
            ),
        ),
        migrations.AddIndex(
            model_name="banddescription",
            index=models.Index(
                fields=["band"], condition=models.Q(text=""), name="band_description_empty"
            ),
        ),
    ]
