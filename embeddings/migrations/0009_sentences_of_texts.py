"""Which version of a band's text had its sentences seen to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("embeddings", "0008_learned_spaces")]

    operations = [
        migrations.AddField(
            model_name="bandvector",
            name="sentences_of",
            field=models.PositiveBigIntegerField(db_default=0, default=0),
        ),
    ]
